package org.stillcall.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.plan.Dialled.dial;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
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

/** G7, G9, G12, G13: a call under a plan needs the programme's leave and the plan's, or hears when it has both. */
class PlanDecisionTest {
    private static final Decision DECISION = new Decision(new DialPlan());
    private static final Instant MONDAY_NOON = Instant.parse("2026-11-16T17:00:00Z");
    private static final Instant MONDAY_NIGHT = Instant.parse("2026-11-17T03:00:00Z");
    private static final String CANARY = "+12025550147";
    private static final Set<Line> ALL = EnumSet.allOf(Line.class);
    private static final DangerOverride DANGER =
            new DangerOverride(DangerOverride.Danger.DANGER_TO_LIFE, MONDAY_NOON, MONDAY_NOON.plus(Duration.ofDays(1)));

    private static ProgrammeRule rule(IdentityRule identity, SafeTimes times) {
        return new ProgrammeRule(new Label("helpline"), identity, times, new Region("US"), null, null);
    }

    private static final ProgrammeRule DIRECT = rule(IdentityRule.DIRECT_ALLOWED, new Always());

    /** Everything that speaks for a call, to be changed one by one. */
    private record Case(
            ContactPlan plan,
            ProgrammeRule rule,
            Moment now,
            Identity asked,
            boolean confirmed,
            Set<Line> lines,
            int attempts,
            @Nullable DangerOverride override,
            String dialled) {
        Case(ContactPlan plan) {
            this(plan, DIRECT, Moment.of(MONDAY_NOON), Identity.HIDDEN, true, ALL, 0, null, CANARY);
        }

        Case at(Instant time) {
            return at(Moment.of(time));
        }

        Case at(Moment time) {
            return new Case(plan, rule, time, asked, confirmed, lines, attempts, override, dialled);
        }

        Case by(ProgrammeRule other) {
            return new Case(plan, other, now, asked, confirmed, lines, attempts, override, dialled);
        }

        Case asking(Identity identity, boolean yes) {
            return new Case(plan, rule, now, identity, yes, lines, attempts, override, dialled);
        }

        Case over(Set<Line> others) {
            return new Case(plan, rule, now, asked, confirmed, others, attempts, override, dialled);
        }

        Case after(int tried) {
            return new Case(plan, rule, now, asked, confirmed, lines, tried, override, dialled);
        }

        Case because(DangerOverride danger) {
            return new Case(plan, rule, now, asked, confirmed, lines, attempts, danger, dialled);
        }

        Case to(String number) {
            return new Case(plan, rule, now, asked, confirmed, lines, attempts, override, number);
        }

        Verdict verdict() {
            try (Digits digits = dial(dialled)) {
                PlanStanding under = new PlanStanding(plan, attempts, override);
                return DECISION.decide(new Request(digits, asked, confirmed, lines, under), rule, now);
            }
        }
    }

    private static Case under(String... pieces) {
        return new Case(Plans.with(pieces));
    }

    /** With what the usual plan holds the advocate to. */
    private static Permit permit(Identity identity, Note... notes) {
        return permit(VoicemailConsent.Wording.VAGUE, identity, notes);
    }

    private static Permit permit(VoicemailConsent.Wording voicemail, Identity identity, Note... notes) {
        DroppedRule dropped = new DroppedRule.RedialOnce(Duration.ofMinutes(5));
        return new Permit(identity, Set.of(notes), new Conduct(voicemail, dropped, List.of(new Language("en"))));
    }

    private static Refuse refuse(Reason reason) {
        return new Refuse(reason, Optional.empty());
    }

    private static Refuse until(String next) {
        return new Refuse(Reason.OUTSIDE_SAFE_TIME, Optional.of(Instant.parse(next)));
    }

    @Test
    void call_insideItsPlan_isPermittedHidden() {
        assertEquals(permit(Identity.HIDDEN), under().verdict());
    }

    @Test
    void call_outsideItsPlan_isRefusedWithTheNextSafeTime() {
        assertEquals(until("2026-11-23T14:00:00Z"), under().at(MONDAY_NIGHT).verdict());
    }

    /** Mondays until five in New York: a phone that rings in the last seconds rings beyond them. */
    @Test
    void call_withTooLittleTimeLeftToRing_isRefusedWithTheNextSafeTime() {
        Instant close = Instant.parse("2026-11-16T22:00:00Z");
        assertEquals(permit(Identity.HIDDEN), under().at(close.minusSeconds(10)).verdict());
        Instant late = close.minusSeconds(10).plusNanos(1);
        assertEquals(until("2026-11-23T14:00:00Z"), under().at(late).verdict());
        PlanStanding standing = new PlanStanding(Plans.with(), 0, null);
        assertEquals(until("2026-11-23T14:00:00Z"), Decision.foresee(standing, DIRECT, Moment.of(late)));
        assertEquals(close, Decision.ringsUntil(standing, DIRECT, Moment.of(close.minusSeconds(10))));
        assertEquals(late, Decision.ringsUntil(standing, DIRECT, Moment.of(late)), "not at all");
        assertEquals(close, Decision.ringsUntil(standing, DIRECT, Moment.of(close)), "not at all");
        assertEquals(
                permit(Identity.HIDDEN, Note.OVERRIDDEN),
                under().at(late).because(DANGER).verdict());
        assertEquals(
                Instant.MAX, Decision.ringsUntil(new PlanStanding(Plans.with(), 0, DANGER), DIRECT, Moment.of(late)));
    }

    @Test
    void call_needsAnHourOfThePlanAndOfTheProgramme() {
        List<Window> afternoons = Arrays.stream(java.time.DayOfWeek.values())
                .map(day -> new Window(day, LocalTime.of(13, 0), LocalTime.of(20, 0)))
                .toList();
        ProgrammeRule rule =
                rule(IdentityRule.ALWAYS_HIDDEN, SafeTimes.weekly(ZoneId.of("America/Chicago"), afternoons));
        assertEquals(until("2026-11-16T19:00:00Z"), under().by(rule).verdict());
        assertEquals(
                permit(Identity.HIDDEN),
                under().by(rule).at(Instant.parse("2026-11-16T19:00:00Z")).verdict());
        assertEquals(
                until("2026-11-25T19:00:00Z"),
                under().by(rule).at(Instant.parse("2026-11-23T22:00:00Z")).verdict());
    }

    @Test
    void call_whenNoSafeTimeIsLeft_isRefusedWithoutOne() {
        assertEquals(
                refuse(Reason.NO_TIME_LEFT),
                under().at(Instant.parse("2026-12-21T22:00:00Z")).verdict());
        List<Window> sundays = List.of(new Window(java.time.DayOfWeek.SUNDAY, LocalTime.NOON, LocalTime.of(13, 0)));
        ProgrammeRule rule = rule(IdentityRule.ALWAYS_HIDDEN, SafeTimes.weekly(ZoneId.of("America/New_York"), sundays));
        assertEquals(refuse(Reason.NO_TIME_LEFT), under().by(rule).verdict());
    }

    @Test
    void plan_forAnotherProgrammeEndedOrOfTheSurvivorsOwnCalls_allowsNone() {
        assertEquals(
                refuse(Reason.OTHER_PROGRAMME), under("helpline", "shelter").verdict());
        assertEquals(
                refuse(Reason.PLAN_ENDED),
                under().at(Instant.parse("2026-12-23T05:00:00Z")).verdict());
        assertEquals(
                refuse(Reason.SURVIVOR_CALLS), under("WE_CALL", "THEY_CALL").verdict());
    }

    @Test
    void attempts_whenUsedUp_allowNoMore() {
        assertEquals(permit(Identity.HIDDEN), under().after(2).verdict());
        assertEquals(refuse(Reason.ATTEMPTS_USED), under().after(3).verdict());
    }

    @Test
    void monitoredPhone_isCalledByAnEncryptedTrunkOnly() {
        Case monitored = under("\"monitored\":false", "\"monitored\":true");
        assertEquals(permit(Identity.HIDDEN, Note.MONITORED_PHONE), monitored.verdict());
        Set<Line> open = EnumSet.of(Line.FIT_TRUNK, Line.LEASED_NUMBER);
        assertEquals(refuse(Reason.NO_SECURE_TRUNK), monitored.over(open).verdict());
        assertEquals(permit(Identity.HIDDEN), under().over(open).verdict());
        assertEquals(
                refuse(Reason.NO_FIT_TRUNK),
                monitored
                        .over(EnumSet.of(Line.SECURE_TRUNK, Line.LEASED_NUMBER))
                        .verdict());
    }

    @Test
    void number_showsOnlyIfAskedForConfirmedAgreedAndAllowed() {
        Case leased = under("PRIVATE", "LEASED");
        assertEquals(
                new Confirm(Question.SHOW_CENTRE_NUMBER),
                leased.asking(Identity.SHOWN, false).verdict());
        assertEquals(
                permit(Identity.NUMBER), leased.asking(Identity.SHOWN, true).verdict());
        assertEquals(
                permit(Identity.NUMBER), leased.asking(Identity.NUMBER, true).verdict());
        assertEquals(
                permit(Identity.HIDDEN), leased.asking(Identity.HIDDEN, true).verdict());
        Permit hidden = permit(Identity.HIDDEN, Note.STAYS_HIDDEN);
        assertEquals(hidden, under().asking(Identity.SHOWN, true).verdict());
        ProgrammeRule always = rule(IdentityRule.ALWAYS_HIDDEN, new Always());
        assertEquals(hidden, leased.by(always).asking(Identity.SHOWN, true).verdict());
        Set<Line> noLease = EnumSet.of(Line.FIT_TRUNK);
        assertEquals(hidden, leased.over(noLease).asking(Identity.SHOWN, true).verdict());
    }

    @Test
    void name_showsOnlyIfAnAliasWasAgreed() {
        Case alias = under("PRIVATE", "ALIAS");
        assertEquals(permit(Identity.SHOWN), alias.asking(Identity.SHOWN, true).verdict());
        assertEquals(
                permit(Identity.NUMBER), alias.asking(Identity.NUMBER, true).verdict());
    }

    @Test
    void consent_whenOver_countsAsNoneAndIsSaid() {
        Case over = under("PRIVATE", "LEASED", "2026-12-12", "2026-11-15");
        assertEquals(
                permit(VoicemailConsent.Wording.NONE, Identity.HIDDEN, Note.CONSENT_ENDED, Note.STAYS_HIDDEN),
                over.asking(Identity.SHOWN, true).verdict());
    }

    /** Fail safe: a consent that is not in force yet, or no longer, lets nothing be said. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-11T17:00:00Z, NONE",
        "2026-11-12T17:00:00Z, AGREED",
        "2026-12-12T17:00:00Z, AGREED",
        "2026-12-13T17:00:00Z, NONE"
    })
    void voicemail_isWhatIsAgreedAtThatMoment(Instant now, VoicemailConsent.Wording wording) {
        ContactPlan plan = Plans.with("VAGUE", "AGREED");
        DangerOverride danger = new DangerOverride(
                DangerOverride.Danger.MEDICAL, now.minusSeconds(60), now.plusSeconds(60)); // whatever day it is
        Permit permit = assertInstanceOf(
                Permit.class, new Case(plan).at(now).because(danger).verdict());
        assertEquals(wording, Objects.requireNonNull(permit.conduct()).voicemail());
        Permit foreseen = assertInstanceOf(
                Permit.class, Decision.foresee(new PlanStanding(plan, 0, danger), DIRECT, Moment.of(now)));
        assertEquals(permit.conduct(), foreseen.conduct());
    }

    @Test
    void consents_whenDueAgain_forbidNoCallButAreSaid() {
        Case due = under("2026-12-06", "2026-11-16");
        assertEquals(permit(Identity.HIDDEN, Note.ASK_AGAIN), due.verdict());
    }

    /** A clock that was set back makes nothing hold again that was over by the one that never goes back. */
    @Test
    void clockSetBack_makesNoConsentAndNoPlanHoldAgain() {
        Instant over = Instant.parse("2026-11-16T05:00:10Z"); // ten seconds into the day after the consents
        Moment back = new Moment(over.minusSeconds(100), over);
        Case showing = under("PRIVATE", "LEASED", "2026-12-12", "2026-11-15").asking(Identity.NUMBER, true);
        Case anyHour = showing.because(
                new DangerOverride(DangerOverride.Danger.MEDICAL, over.minusSeconds(600), over.plusSeconds(600)));
        assertEquals(
                Identity.NUMBER, ((Permit) anyHour.at(Moment.of(back.wall())).verdict()).identity());
        assertEquals(Identity.HIDDEN, ((Permit) anyHour.at(back).verdict()).identity());
        assertEquals(
                refuse(Reason.PLAN_ENDED),
                under("\"end\":\"2026-12-22\"", "\"end\":\"2026-11-15\"")
                        .at(back)
                        .verdict());
    }

    @Test
    void safeHours_areThoseOfTheMachinesClock() {
        Instant opens = Instant.parse("2026-11-16T14:00:00Z");
        assertEquals(
                until("2026-11-16T14:00:00Z"),
                under().at(new Moment(opens.minusSeconds(60), opens.plusSeconds(30)))
                        .verdict());
    }

    /** Then nobody knows which hour it is for the survivor; what danger to life allows does not hang on it. */
    @Test
    void clocksFurtherApart_allowNoCallUnderAPlan() {
        Moment apart =
                new Moment(MONDAY_NOON, MONDAY_NOON.plus(Moment.MOST_APART).plusMillis(1));
        Moment justNot = new Moment(MONDAY_NOON, MONDAY_NOON.plus(Moment.MOST_APART));
        assertEquals(refuse(Reason.CLOCK_SET_BACK), under().at(apart).verdict());
        assertEquals(permit(Identity.HIDDEN), under().at(justNot).verdict());
        assertEquals(
                permit(Identity.HIDDEN, Note.OVERRIDDEN),
                under().at(apart).because(DANGER).verdict());
        assertEquals(
                refuse(Reason.CLOCK_SET_BACK),
                Decision.foresee(new PlanStanding(Plans.with(), 0, null), DIRECT, apart));
    }

    @Test
    void override_liftsTimesAttemptsAndWhoCalls() {
        Permit lifted = permit(Identity.HIDDEN, Note.OVERRIDDEN);
        assertEquals(lifted, under().at(MONDAY_NIGHT).because(DANGER).verdict());
        assertEquals(lifted, under().after(9).because(DANGER).verdict());
        assertEquals(lifted, under("WE_CALL", "THEY_CALL").because(DANGER).verdict());
        ProgrammeRule never =
                rule(IdentityRule.ALWAYS_HIDDEN, SafeTimes.weekly(ZoneId.of("America/New_York"), List.of()));
        assertEquals(lifted, under().by(never).because(DANGER).verdict());
    }

    @ParameterizedTest
    @CsvSource({"911, EMERGENCY_NUMBER", "*672025550147, DIALLING_CODE", "9005550147, PREMIUM_NUMBER"})
    void override_neverLiftsWhatMayNotBeDialled(String dialled, Reason reason) {
        assertEquals(refuse(reason), under().to(dialled).because(DANGER).verdict());
    }

    @Test
    void override_neverLiftsIdentityEncryptionProgrammeOrEnd() {
        assertEquals(
                permit(Identity.HIDDEN, Note.OVERRIDDEN, Note.STAYS_HIDDEN),
                under().asking(Identity.SHOWN, true).because(DANGER).verdict());
        assertEquals(
                refuse(Reason.NO_SECURE_TRUNK),
                under("\"monitored\":false", "\"monitored\":true")
                        .over(EnumSet.of(Line.FIT_TRUNK))
                        .because(DANGER)
                        .verdict());
        assertEquals(
                refuse(Reason.OTHER_PROGRAMME),
                under("helpline", "shelter").because(DANGER).verdict());
        assertEquals(
                refuse(Reason.PLAN_ENDED),
                under("\"end\":\"2026-12-22\"", "\"end\":\"2026-11-15\"")
                        .because(DANGER)
                        .verdict());
    }

    @Test
    void override_whenOver_liftsNothing() {
        assertEquals(
                until("2026-11-23T14:00:00Z"),
                under().because(DANGER).at(DANGER.until()).verdict());
        Instant early = DANGER.from().minusNanos(1);
        assertEquals(
                refuse(Reason.SURVIVOR_CALLS),
                under("WE_CALL", "THEY_CALL").because(DANGER).at(early).verdict());
    }

    @Test
    void nextSafeTime_whenMostCrowdedHoursNeverMeet_isKnownToBeNone() {
        List<Window> ours = new ArrayList<>();
        StringBuilder hers = new StringBuilder();
        for (int i = 0; i < 98; i++) { // every hour and forty minutes, in turns
            int minute = i / 7 * 100;
            var day = java.time.DayOfWeek.of(1 + i % 7);
            LocalTime from = LocalTime.MIDNIGHT.plusMinutes(minute);
            ours.add(new Window(day, from, from.plusMinutes(40)));
            hers.append(i == 0 ? "" : ",")
                    .append("{\"day\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}"
                            .formatted(day.name().substring(0, 3), from.plusMinutes(45), from.plusMinutes(95)));
        }
        ContactPlan plan = Plans.with(
                "{\"day\":\"MON\",\"from\":\"09:00\",\"to\":\"17:00\"}",
                hers.toString(),
                "{\"from\":\"2026-11-25T14:00\",\"to\":\"2026-11-25T15:00\"}",
                "",
                "\"end\":\"2026-12-22\"",
                "\"end\":\"2199-12-22\"");
        SafeTimes joint = new JointTimes(SafeTimes.weekly(plan.zone(), ours), plan.times());
        assertTimeout(Duration.ofSeconds(10), () -> assertEquals(Optional.empty(), joint.next(MONDAY_NOON)));
    }

    @ParameterizedTest
    @EnumSource(Note.class)
    void note_hasAPlainSentence(Note note) {
        String sentence = note.sentence();
        assertTrue(sentence.endsWith(".") && sentence.length() > 30 && sentence.length() < 160, sentence);
    }
}
