package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.call.Prospect.Answer;
import org.stillcall.call.Switchboard.Placement;
import org.stillcall.plan.DroppedRule;
import org.stillcall.plan.Footprint;
import org.stillcall.plan.Identity;
import org.stillcall.plan.IdentityChoice;
import org.stillcall.plan.RejectionConsent.Scope;
import org.stillcall.sip.Party;

/** G9, G10, G13: what is said of a call before it is made is what then happens, and saying it takes nothing. */
class ForeseenTest {
    private final CallRig rig = new CallRig(2, true);

    private static Prospect prospect(AgreedTerms terms, Identity asked) {
        Switchboard.Terms built = terms.build();
        return new Prospect(CallRig.DESK, CallRig.SART, asked, built.planned(), built.device());
    }

    private Footprint foreseen(AgreedTerms terms, Identity asked) {
        return assertInstanceOf(Answer.Foreseen.class, rig.calls.foresee(prospect(terms, asked)))
                .footprint();
    }

    private Placement.Refused refused(Prospect prospect) {
        return assertInstanceOf(Answer.Refused.class, rig.calls.foresee(prospect))
                .why();
    }

    /** What is refused beforehand is refused afterwards, with the same words and the same next time. */
    private void assertRefusedAlike(String reason, AgreedTerms terms, Identity asked) {
        Placement.Refused before = refused(prospect(terms, asked));
        assertEquals(reason, before.reason());
        assertEquals(before, rig.place(terms, asked, true));
    }

    @Test
    void lookingAhead_takesNothing() {
        foreseen(new AgreedTerms(), Identity.HIDDEN);
        assertEquals(2, rig.numbers.available());
        assertEquals(0, rig.calls.inProgress());
        assertEquals(List.of(), rig.legs.legs);
        assertEquals(0, rig.digits.onLoan());
    }

    @Test
    void identity_isWhatTheCallThenShows() {
        for (IdentityChoice.Shows shows : IdentityChoice.Shows.values()) {
            for (Identity asked : Identity.values()) {
                AgreedTerms terms = new AgreedTerms().shows(shows);
                Identity promised = foreseen(terms, asked).shows();
                String id = assertInstanceOf(Placement.Placed.class, rig.place(terms, asked, true))
                        .call()
                        .id();
                rig.legs.last().answers();
                boolean anonymous =
                        Party.ANONYMOUS.equals(rig.legs.last().invitation.from());
                assertEquals(promised == Identity.HIDDEN, anonymous, shows + " " + asked);
                rig.calls.end(id);
                rig.loop.advance(1_000);
            }
        }
    }

    @Test
    void afterARefusalOfPrivateCalls_aNumberIsForeseenOnlyWithConsentAndNotUsedUp() {
        AgreedTerms without = new AgreedTerms();
        refusePrivately(without);
        assertRefusedAlike("SHOWING_NOT_AGREED", without, Identity.SHOWN);
        AgreedTerms with = new AgreedTerms().mayShowIfRejected(Scope.ONE_CALL);
        with.plan = "plan-2";
        assertEquals(Identity.HIDDEN, foreseen(with, Identity.SHOWN).shows(), "nothing was refused yet");
        refusePrivately(with);
        assertEquals(Identity.NUMBER, foreseen(with, Identity.SHOWN).shows());
        assertEquals(Identity.NUMBER, foreseen(with, Identity.SHOWN).shows(), "looking uses nothing up");
        assertInstanceOf(Placement.Placed.class, rig.place(with, Identity.SHOWN, true));
    }

    private void refusePrivately(AgreedTerms terms) {
        String id = rig.placed(terms);
        rig.legs.last().answers();
        rig.legs.last().rejects(433, 0, false);
        rig.calls.end(id);
        rig.loop.advance(1_000);
    }

    @Test
    void refusals_areThoseOfTheCall() {
        rig.now = Instant.parse("2026-11-20T23:00:00Z");
        Placement.Refused late = refused(prospect(new AgreedTerms(), Identity.HIDDEN));
        assertEquals(Instant.parse("2026-11-27T14:00:00Z"), late.nextSafeTime().orElseThrow());
        assertRefusedAlike("OUTSIDE_SAFE_TIME", new AgreedTerms(), Identity.HIDDEN);
        rig.now = Instant.parse("2026-11-20T21:50:00Z"); // the sign fits into the window, the call after it does not
        assertRefusedAlike("OUTSIDE_SAFE_TIME", new AgreedTerms().signal(10, 900), Identity.HIDDEN);
        rig.now = Instant.parse("2026-11-20T15:00:00Z");
        rig.up.put(new Label("better"), false);
        assertRefusedAlike("NO_SECURE_TRUNK", new AgreedTerms().monitored(), Identity.HIDDEN);
        rig.up.replaceAll((trunk, up) -> false);
        assertRefusedAlike("NO_FIT_TRUNK", new AgreedTerms(), Identity.HIDDEN);
        rig.up.replaceAll((trunk, up) -> true);
        rig.place(new AgreedTerms().from("device-2"), Identity.HIDDEN, true);
        rig.place(new AgreedTerms().from("device-3"), Identity.HIDDEN, true);
        Prospect anyPhone = new Prospect(null, CallRig.SART, Identity.HIDDEN, null, null);
        assertEquals("NO_NUMBER_FREE", refused(anyPhone).reason());
    }

    @Test
    void phone_isLookedAtWhereOneIsNamed() {
        Prospect unknown = new Prospect(new Label("nobody"), CallRig.SART, Identity.HIDDEN, null, null);
        assertEquals("UNKNOWN_PHONE", refused(unknown).reason());
        Prospect page = new Prospect(PagePhones.NAME, CallRig.SART, Identity.HIDDEN, null, "device-1");
        assertEquals("PHONE_UNREACHABLE", refused(page).reason());
        Prospect desk = new Prospect(CallRig.DESK, CallRig.SART, Identity.HIDDEN, null, null);
        assertInstanceOf(Answer.Foreseen.class, rig.calls.foresee(desk));
        rig.place(CallRig.DESK, CallRig.SART, Identity.HIDDEN, false);
        assertEquals("PHONE_BUSY", refused(desk).reason());
        rig.deskReachable = false;
        Prospect other = new Prospect(CallRig.DESKS.get(1), CallRig.SART, Identity.HIDDEN, null, null);
        assertEquals("PHONE_UNREACHABLE", refused(other).reason());
        Prospect programme = new Prospect(null, new Label("nowhere"), Identity.HIDDEN, null, null);
        assertEquals("SETTING_MISSING", refused(programme).reason());
    }

    @Test
    void whatTheProgrammeSaysOfDrops_isSaidOfACallWithoutAPlan() {
        CallRig redialling = new CallRig(2, true, new DroppedRule.RedialOnce(java.time.Duration.ofMinutes(1)));
        Prospect prospect = new Prospect(null, CallRig.SART, Identity.HIDDEN, null, null);
        Footprint footprint = assertInstanceOf(Answer.Foreseen.class, redialling.calls.foresee(prospect))
                .footprint();
        String log = footprint.lines().get(Footprint.Surface.CALL_LOG.ordinal()).why();
        assertEquals(true, log.contains("one more call follows"), log);
    }
}
