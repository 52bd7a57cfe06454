package org.stillcall.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;

/** G10, G13, G14: what a plan says at an instant, also where clocks change; G9: a consent that is over is none. */
class ContactPlanTest {
    private static final Instant MONDAY_NOON = Instant.parse("2026-11-16T17:00:00Z");
    private static final String WINDOW = "{\"day\":\"MON\",\"from\":\"09:00\",\"to\":\"17:00\"}";
    private static final String ONCE = "{\"from\":\"2026-11-25T14:00\",\"to\":\"2026-11-25T15:00\"}";
    private static final String EXCEPT = "{\"from\":\"2026-12-24T00:00\",\"to\":\"2026-12-27T00:00\"}";

    private static String window(String day, String from, String to) {
        return "{\"day\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}".formatted(day, from, to);
    }

    private static String stretch(String from, String to) {
        return "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(from, to);
    }

    private static void open(SafeTimes times, String from, String until) {
        Instant first = Instant.parse(from);
        Instant end = Instant.parse(until);
        assertFalse(times.contains(first.minusNanos(1)));
        assertTrue(times.contains(first));
        assertTrue(times.contains(end.minusNanos(1)));
        assertFalse(times.contains(end));
        assertEquals(Optional.of(first), times.next(first.minusSeconds(1)));
    }

    @Test
    void singleTime_addsToTheWindows() {
        open(Plans.with().times(), "2026-11-25T19:00:00Z", "2026-11-25T20:00:00Z");
        open(Plans.with().times(), "2026-11-30T14:00:00Z", "2026-11-30T22:00:00Z");
    }

    @Test
    void exception_winsOverWindowsAndSingleTimes() {
        SafeTimes times = Plans.with(EXCEPT, stretch("2026-11-16T12:00", "2026-11-25T14:30"))
                .times();
        open(times, "2026-11-16T14:00:00Z", "2026-11-16T17:00:00Z");
        open(times, "2026-11-25T19:30:00Z", "2026-11-25T20:00:00Z");
        assertEquals(Optional.of(Instant.parse("2026-11-25T19:30:00Z")), times.next(MONDAY_NOON));
    }

    @Test
    void exceptions_thatOverlapOneAnother_areOne() {
        String two =
                stretch("2026-11-16T10:00", "2026-11-16T13:00") + "," + stretch("2026-11-16T12:00", "2026-11-16T15:00");
        assertEquals(
                Optional.of(Instant.parse("2026-11-16T20:00:00Z")),
                Plans.with(EXCEPT, two).times().next(Instant.parse("2026-11-16T15:30:00Z")));
    }

    @Test
    void singleTime_thatBeginsInTheHourThatComesTwice_opensTheSecondTime() {
        SafeTimes times = Plans.with(ONCE, stretch("2026-11-01T01:30", "2026-11-01T03:00"), WINDOW, "")
                .times();
        open(times, "2026-11-01T06:30:00Z", "2026-11-01T08:00:00Z");
    }

    @Test
    void singleTime_insideTheHourThatComesTwice_isNone() {
        SafeTimes times = Plans.with(ONCE, stretch("2026-11-01T01:15", "2026-11-01T01:45"), WINDOW, "")
                .times();
        assertEquals(Optional.empty(), times.next(Instant.parse("2026-10-31T00:00:00Z")));
    }

    @Test
    void exception_insideTheHourThatComesTwice_holdsFromItsFirstBeginningToItsSecondEnd() {
        SafeTimes times = Plans.with(
                        EXCEPT,
                        stretch("2026-11-01T01:15", "2026-11-01T01:45"),
                        WINDOW,
                        window("SUN", "00:00", "04:00"))
                .times();
        open(times, "2026-11-01T04:00:00Z", "2026-11-01T05:15:00Z");
        open(times, "2026-11-01T06:45:00Z", "2026-11-01T09:00:00Z");
    }

    @Test
    void exception_atTheHourThatIsSkipped_endsAtTheJump() {
        SafeTimes times = Plans.with(
                        EXCEPT,
                        stretch("2027-03-14T01:00", "2027-03-14T02:30"),
                        WINDOW,
                        window("SUN", "00:00", "04:00"),
                        "\"end\":\"2026-12-22\"",
                        "\"end\":\"2027-03-31\"")
                .times();
        open(times, "2027-03-14T05:00:00Z", "2027-03-14T06:00:00Z");
        open(times, "2027-03-14T07:00:00Z", "2027-03-14T08:00:00Z");
    }

    @Test
    void plan_holdsThroughTheEndOfItsLastDay() {
        ContactPlan plan = Plans.with(WINDOW, window("TUE", "00:00", "00:00"));
        open(plan.times(), "2026-12-22T05:00:00Z", "2026-12-23T05:00:00Z");
        assertEquals(Optional.empty(), plan.times().next(Instant.parse("2026-12-23T05:00:00Z")));
        assertEquals(Instant.parse("2026-12-23T05:00:00Z"), plan.ends());
        assertFalse(plan.ended(plan.ends().minusNanos(1)));
        assertTrue(plan.ended(plan.ends()));
    }

    @Test
    void consent_holdsFromTheDayItWasGivenThroughTheDayItEnds() {
        ContactPlan plan = Plans.with("\"shows\":\"PRIVATE\"", "\"shows\":\"LEASED\"");
        Instant given = Instant.parse("2026-11-12T05:00:00Z");
        Instant over = Instant.parse("2026-12-13T05:00:00Z");
        assertEquals(VoicemailConsent.Wording.NONE, plan.voicemail(given.minusNanos(1)));
        assertEquals(VoicemailConsent.Wording.VAGUE, plan.voicemail(given));
        assertEquals(VoicemailConsent.Wording.VAGUE, plan.voicemail(over.minusNanos(1)));
        assertEquals(VoicemailConsent.Wording.NONE, plan.voicemail(over));
        assertEquals(Identity.HIDDEN, plan.shows(given.minusNanos(1)));
        assertEquals(Identity.NUMBER, plan.shows(given));
        assertEquals(Identity.HIDDEN, plan.shows(over));
        assertEquals(Identity.SHOWN, Plans.with("PRIVATE", "ALIAS").shows(given));
    }

    @Test
    void midnight_whichComesTwice_endsADayTheFirstTimeAndBeginsTheNextTheSecond() {
        // St John's, 7 November 2010: a minute after midnight the clock went back to 23:01
        LocalClock clock = new LocalClock(ZoneId.of("America/St_Johns"));
        assertEquals(Instant.parse("2010-11-07T02:30:00Z"), clock.endOf(LocalDate.of(2010, 11, 6)));
        assertEquals(Instant.parse("2010-11-07T03:30:00Z"), clock.startOf(LocalDate.of(2010, 11, 7)));
    }

    @Test
    void consent_neverOutlivesThePlan() {
        ContactPlan plan = Plans.with("2026-12-12", "2027-12-12", "PRIVATE", "LEASED");
        assertEquals(Identity.NUMBER, plan.shows(plan.ends().minusNanos(1)));
        assertEquals(Identity.HIDDEN, plan.shows(plan.ends()));
        assertEquals(VoicemailConsent.Wording.NONE, plan.voicemail(plan.ends()));
        assertFalse(plan.mayShowAfterRejection(rule("helpline", IdentityRule.DIRECT_ALLOWED), plan.ends()));
    }

    private static ProgrammeRule rule(String label, IdentityRule identity) {
        return new ProgrammeRule(new Label(label), identity, new SafeTimes.Always(), new Region("US"), null, null);
    }

    @Test
    void rejectedCall_mayShowOnlyByConsentAndByTheProgramme() {
        ContactPlan plan = Plans.with();
        ProgrammeRule direct = rule("helpline", IdentityRule.DIRECT_ALLOWED);
        assertTrue(plan.mayShowAfterRejection(direct, MONDAY_NOON));
        assertFalse(plan.mayShowAfterRejection(rule("helpline", IdentityRule.ALWAYS_HIDDEN), MONDAY_NOON));
        assertFalse(plan.mayShowAfterRejection(rule("shelter", IdentityRule.DIRECT_ALLOWED), MONDAY_NOON));
        assertFalse(plan.mayShowAfterRejection(direct, Instant.parse("2026-12-13T05:00:00Z")));
        assertFalse(plan.mayShowAfterRejection(direct, Instant.parse("2026-11-12T04:59:59Z")));
    }

    @Test
    void consentForOneCall_isUsedUpByIt() {
        ProgrammeRule direct = rule("helpline", IdentityRule.DIRECT_ALLOWED);
        ContactPlan used = Plans.with().afterShowing();
        assertNull(used.ifRejected());
        assertFalse(used.mayShowAfterRejection(direct, MONDAY_NOON));
        assertEquals(Plans.with().windows(), used.windows());
        ContactPlan lasting = Plans.with("ONE_CALL", "UNTIL");
        assertSame(lasting, lasting.afterShowing());
        assertSame(used, used.afterShowing());
    }

    @Test
    void consents_areDueAgainFromTheirDayOn() {
        ContactPlan plan = Plans.with();
        assertFalse(plan.askAgainDue(Instant.parse("2026-12-06T04:59:59Z")));
        assertTrue(plan.askAgainDue(Instant.parse("2026-12-06T05:00:00Z")));
    }

    @Test
    void parts_whichMakeNoSense_areRefused() {
        LocalDateTime noon = LocalDateTime.of(2026, 11, 16, 12, 0);
        LocalDate day = noon.toLocalDate();
        assertThrows(IllegalArgumentException.class, () -> new Stretch(noon, noon));
        assertThrows(IllegalArgumentException.class, () -> new Stretch(noon, noon.plusSeconds(61)));
        assertThrows(IllegalArgumentException.class, () -> new Stretch(noon.plusNanos(1), noon.plusHours(1)));
        assertThrows(IllegalArgumentException.class, () -> new Consent(day, day.minusDays(1)));
        assertThrows(IllegalArgumentException.class, () -> new Language("EN"));
        assertThrows(IllegalArgumentException.class, () -> new Language("e"));
        assertThrows(IllegalArgumentException.class, () -> new Language("en-"));
        assertThrows(IllegalArgumentException.class, () -> new Language("en-1"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new DangerOverride(DangerOverride.Danger.MEDICAL, MONDAY_NOON, MONDAY_NOON));
        assertThrows(IllegalArgumentException.class, () -> new PlanStanding(Plans.with(), -1, null));
        Duration tooLong = Duration.ofMinutes(61);
        assertThrows(IllegalArgumentException.class, () -> new DroppedRule.RedialOnce(tooLong));
        assertThrows(IllegalArgumentException.class, () -> new DroppedRule.WaitForReturn(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new RingPattern(tooLong, tooLong));
        assertThrows(
                IllegalArgumentException.class, () -> new RingPattern(Duration.ofMillis(3500), Duration.ofMinutes(1)));
    }
}
