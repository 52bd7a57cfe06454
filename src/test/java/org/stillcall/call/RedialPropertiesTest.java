package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.plan.Consent;
import org.stillcall.plan.Identity;
import org.stillcall.plan.IdentityChoice;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.Party;

/**
 * G9, G13, G16: whatever the wait, the hour and the consents are, a redial comes inside the plan's times or not at all,
 * once, and shows no more than the call before it and than the plan holds a consent for at that moment.
 */
class RedialPropertiesTest {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);

    private static boolean safe(Instant at) {
        ZonedDateTime there = at.atZone(ZONE);
        return there.getDayOfWeek() == DayOfWeek.FRIDAY && there.getHour() >= 9 && there.getHour() < 17;
    }

    private static Identity shown(FakeLeg leg) {
        return leg.invitation.from().equals(Party.ANONYMOUS) ? Identity.HIDDEN : Identity.NUMBER;
    }

    @Property(tries = 1_500)
    void redial_isInsideThePlanOnceAndShowsNoMore(
            @ForAll @IntRange(min = 0, max = 8 * 60 - 1) int begin,
            @ForAll @IntRange(min = 1, max = 60) int wait,
            @ForAll @IntRange(min = 0, max = 180) int talk,
            @ForAll @IntRange(min = 0, max = 2) int consentDays,
            @ForAll @IntRange(min = -90, max = 1_500) int clockTurned,
            @ForAll boolean shows) {
        CallRig rig = new CallRig(1, true);
        AgreedTerms terms = new AgreedTerms().redial(wait);
        terms.shows = shows ? IdentityChoice.Shows.LEASED : IdentityChoice.Shows.PRIVATE;
        terms.identityConsent = new Consent(FRIDAY.minusDays(1), FRIDAY.plusDays(consentDays - 1L));
        rig.now = FRIDAY.atTime(9, 0).plusMinutes(begin).atZone(ZONE).toInstant();
        String id = rig.placed(terms, Identity.SHOWN);
        rig.legs.last().answers();
        FakeLeg first = rig.legs.last();
        first.answers();
        rig.now = rig.now.plusSeconds(60L * talk);
        Instant dropped = rig.now;
        first.drops();
        rig.now = rig.now.plusSeconds(60L * (wait + clockTurned)); // the wall clock is not the loop's
        rig.loop.advance(60_000L * wait);
        List<FakeLeg> redials = rig.legs.legs.subList(2, rig.legs.legs.size());
        for (FakeLeg redial : redials) {
            assertTrue(safe(rig.now), () -> "at " + rig.now);
            assertTrue(safe(dropped.plusSeconds(60L * wait)), () -> "as foreseen at " + dropped);
            assertTrue(shown(redial).compareTo(shown(first)) <= 0);
            boolean consent = !rig.now.atZone(ZONE).toLocalDate().isAfter(FRIDAY.plusDays(consentDays - 1L));
            assertTrue(shown(redial) == Identity.HIDDEN || shows && consent);
            assertEquals(first.invitation.privacy(), redial.invitation.privacy());
            assertEquals(first.invitation.from(), redial.invitation.from());
        }
        boolean mayShow = shown(first) == Identity.HIDDEN
                || !rig.now.atZone(ZONE).toLocalDate().isAfter(FRIDAY.plusDays(consentDays - 1L))
                        && !dropped.plusSeconds(60L * wait)
                                .atZone(ZONE)
                                .toLocalDate()
                                .isAfter(FRIDAY.plusDays(consentDays - 1L));
        boolean expected = safe(dropped.plusSeconds(60L * wait)) && safe(rig.now) && mayShow;
        assertEquals(expected ? 1 : 0, redials.size(), () -> rig.view(id).toString());
        if (expected) {
            redials.getFirst().answers();
            redials.getFirst().drops();
            rig.loop.advance(7_200_000);
            assertEquals(3, rig.legs.legs.size());
        } else {
            rig.loop.advance(7_200_000);
            assertEquals(2, rig.legs.legs.size());
        }
        rig.legs.last().fails(LegFailure.Kind.NO_RESPONSE, 0);
        assertEquals(0, rig.digits.onLoan());
        assertEquals(1, rig.numbers.available());
    }
}
