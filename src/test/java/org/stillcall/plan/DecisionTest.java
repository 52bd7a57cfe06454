package org.stillcall.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.plan.Dialled.dial;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.plan.SafeTimes.Always;
import org.stillcall.plan.SafeTimes.Window;
import org.stillcall.plan.Verdict.Confirm;
import org.stillcall.plan.Verdict.Permit;
import org.stillcall.plan.Verdict.Refuse;

/** G4, G7, G9, G13 (windows), P1: what is decided about a call, and that a gap in the settings never allows one. */
class DecisionTest {
    private static final Decision DECISION = new Decision(new DialPlan());
    private static final Instant MONDAY_NOON = Instant.parse("2026-11-16T17:00:00Z");
    private static final Region US = new Region("US");
    private static final String CANARY = "+12025550147";
    private static final Set<Line> ALL = EnumSet.allOf(Line.class);

    private static ProgrammeRule rule(
            @Nullable IdentityRule identity,
            @Nullable SafeTimes times,
            @Nullable Region home,
            @Nullable Set<Region> countries,
            @Nullable Set<Surcharge> surcharges) {
        return new ProgrammeRule(new Label("helpline"), identity, times, home, countries, surcharges);
    }

    private static ProgrammeRule usual() {
        return rule(IdentityRule.ALWAYS_HIDDEN, new Always(), US, null, null);
    }

    private static ProgrammeRule direct() {
        return rule(IdentityRule.DIRECT_ALLOWED, new Always(), US, null, null);
    }

    private static Verdict decide(
            String text, @Nullable ProgrammeRule rule, Identity asked, boolean yes, Set<Line> lines) {
        try (Digits dialled = dial(text)) {
            return DECISION.decide(new Request(dialled, asked, yes, lines), rule, Moment.of(MONDAY_NOON));
        }
    }

    private static Verdict decide(String text, @Nullable ProgrammeRule rule) {
        return decide(text, rule, Identity.HIDDEN, false, ALL);
    }

    private static Refuse refuse(Reason reason) {
        return new Refuse(reason, Optional.empty());
    }

    @Test
    void call_whenNothingSpeaksAgainstIt_isPermittedHidden() {
        assertEquals(new Permit(Identity.HIDDEN), decide(CANARY, usual()));
    }

    @Test
    void call_withoutAPlan_isRefusedWhereTheProgrammeWantsOne() {
        ProgrammeRule planned = new ProgrammeRule(
                new Label("helpline"), IdentityRule.ALWAYS_HIDDEN, new Always(), US, null, null, true);
        assertEquals(refuse(Reason.PLAN_NEEDED), decide(CANARY, planned));
    }

    @Test
    void call_whenAlwaysHidden_isHiddenWhateverIsAsked() {
        assertEquals(new Permit(Identity.HIDDEN), decide(CANARY, usual(), Identity.SHOWN, true, ALL));
    }

    @Test
    void call_whenShowingIsAllowedAndAskedFor_isConfirmedFirst() {
        assertEquals(new Confirm(Question.SHOW_CENTRE_NUMBER), decide(CANARY, direct(), Identity.SHOWN, false, ALL));
        assertEquals(new Permit(Identity.SHOWN), decide(CANARY, direct(), Identity.SHOWN, true, ALL));
    }

    @Test
    void call_whenShowingIsAllowedButNotAskedFor_isHidden() {
        assertEquals(new Permit(Identity.HIDDEN), decide(CANARY, direct(), Identity.HIDDEN, true, ALL));
    }

    @Test
    void call_whenThereIsNoNumberToShow_isHidden() {
        Set<Line> noLease = EnumSet.of(Line.FIT_TRUNK);
        assertEquals(new Permit(Identity.HIDDEN), decide(CANARY, direct(), Identity.SHOWN, true, noLease));
    }

    @Test
    void tollFree_withoutALease_isRefusedWithTheReason() {
        Set<Line> noLease = EnumSet.of(Line.FIT_TRUNK);
        assertEquals(
                refuse(Reason.TOLL_FREE_SEES_NUMBER), decide("8005550147", usual(), Identity.HIDDEN, false, noLease));
        assertEquals(new Permit(Identity.HIDDEN), decide("8005550147", usual()));
    }

    @Test
    void dearNumbers_areOffUnlessAllowed() {
        assertEquals(refuse(Reason.PREMIUM_NUMBER), decide("9005550147", usual()));
        assertEquals(refuse(Reason.SHARED_COST_NUMBER), decide("5005550147", usual()));
        ProgrammeRule all = rule(null, new Always(), US, null, EnumSet.allOf(Surcharge.class));
        assertEquals(new Permit(Identity.HIDDEN), decide("9005550147", all));
        assertEquals(new Permit(Identity.HIDDEN), decide("5005550147", all));
    }

    @Test
    void otherCountries_areOffUnlessAllowed() {
        assertEquals(refuse(Reason.INTERNATIONAL_NUMBER), decide("+442079460123", usual()));
        assertEquals(refuse(Reason.INTERNATIONAL_NUMBER), decide("+18765550147", usual()));
        assertEquals(refuse(Reason.INTERNATIONAL_NUMBER), decide("+80012345678", usual()));
        ProgrammeRule two = rule(null, new Always(), US, Set.of(US, new Region("JM")), null);
        assertEquals(new Permit(Identity.HIDDEN), decide("+18765550147", two));
        assertEquals(refuse(Reason.INTERNATIONAL_NUMBER), decide("+442079460123", two));
        ProgrammeRule none = rule(null, new Always(), US, Set.of(), null);
        assertEquals(refuse(Reason.INTERNATIONAL_NUMBER), decide(CANARY, none));
        ProgrammeRule dearAbroad = rule(null, new Always(), US, null, EnumSet.allOf(Surcharge.class));
        assertEquals(refuse(Reason.INTERNATIONAL_NUMBER), decide("+449098790123", dearAbroad));
    }

    @Test
    void trunks_whenNoneIsFit_carryNothing() {
        Set<Line> noTrunk = EnumSet.of(Line.LEASED_NUMBER);
        assertEquals(refuse(Reason.NO_FIT_TRUNK), decide(CANARY, usual(), Identity.HIDDEN, false, noTrunk));
    }

    @Test
    void call_outsideTheSafeHours_isRefusedWithTheNextSafeTime() {
        List<Window> tuesdays = List.of(new Window(DayOfWeek.TUESDAY, LocalTime.of(9, 0), LocalTime.of(10, 0)));
        SafeTimes times = SafeTimes.weekly(ZoneId.of("America/New_York"), tuesdays);
        Instant next = Instant.parse("2026-11-17T14:00:00Z");
        assertEquals(
                new Refuse(Reason.OUTSIDE_SAFE_TIME, Optional.of(next)),
                decide(CANARY, rule(null, times, US, null, null)));
        SafeTimes never = SafeTimes.weekly(ZoneId.of("America/New_York"), List.of());
        assertEquals(refuse(Reason.NO_SAFE_TIME), decide(CANARY, rule(null, never, US, null, null)));
    }

    @ParameterizedTest
    @CsvSource({
        "911, EMERGENCY_NUMBER",
        "+1911, EMERGENCY_NUMBER",
        "*672025550147, DIALLING_CODE",
        "#31#911, EMERGENCY_NUMBER",
        "5550147, INVALID_NUMBER"
    })
    void dialled_whichIsNoNumberToCall_isRefusedWithItsReason(String text, Reason reason) {
        assertEquals(refuse(reason), decide(text, usual()));
    }

    @Test
    void settings_whenMissingOrBroken_meanNoCallOrHidden() {
        assertEquals(refuse(Reason.SETTING_MISSING), decide(CANARY, null));
        assertEquals(
                refuse(Reason.SETTING_MISSING),
                decide(CANARY, rule(IdentityRule.DIRECT_ALLOWED, null, US, null, null)));
        assertEquals(
                refuse(Reason.SETTING_MISSING),
                decide(CANARY, rule(IdentityRule.DIRECT_ALLOWED, new Always(), null, null, null)));
        assertEquals(
                refuse(Reason.SETTING_MISSING),
                decide(CANARY, rule(IdentityRule.DIRECT_ALLOWED, new Always(), new Region("ZZ"), null, null)));
        ProgrammeRule noIdentity = rule(null, new Always(), US, null, null);
        assertEquals(new Permit(Identity.HIDDEN), decide(CANARY, noIdentity, Identity.SHOWN, true, ALL));
    }

    @Test
    void emergencyNumber_whenSettingsAreMissing_isStillNamed() {
        assertEquals(refuse(Reason.EMERGENCY_NUMBER), decide("911", null));
        assertEquals(refuse(Reason.EMERGENCY_NUMBER), decide("112", rule(null, null, null, null, null)));
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void reason_hasAPlainSentenceOfItsOwn(Reason reason) {
        String sentence = reason.sentence();
        assertTrue(sentence.endsWith(".") && sentence.length() > 30 && sentence.length() < 160, sentence);
        assertEquals(
                Reason.values().length,
                new HashSet<>(Arrays.stream(Reason.values())
                                .map(Reason::sentence)
                                .toList())
                        .size());
    }
}
