package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.call.Switchboard;
import org.stillcall.plan.Caller;
import org.stillcall.plan.Consent;
import org.stillcall.plan.ContactPlan;
import org.stillcall.plan.DroppedRule;
import org.stillcall.plan.Identity;
import org.stillcall.plan.IdentityChoice;
import org.stillcall.plan.Language;
import org.stillcall.plan.PlanStanding;
import org.stillcall.plan.RingPattern;
import org.stillcall.plan.SafeTimes.Window;
import org.stillcall.plan.VoicemailConsent;
import org.stillcall.server.InProcess;
import org.stillcall.wire.RawCarrier.First;
import org.stillcall.wire.RawCarrier.Heard;

/**
 * G13 on the wire: ring, hang up, wait, call, to three phones at once. The first rings and is called after the pause,
 * the second's answer crosses the CANCEL, the third declines.
 */
class RingPatternTest {
    private static final Duration RING = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration EARLY = Duration.ofMillis(100); // the start was noted late by this test, not us
    private static final Duration SLACK = Duration.ofMillis(1_500); // a busy machine
    private static final String RINGS = "+12025550141";
    private static final String CROSSES = "+12025550142";
    private static final String DECLINES = "+12025550143";

    @TempDir
    static Path folder;

    private static final Map<String, Switchboard.Ending> ENDINGS = new ConcurrentHashMap<>();
    private static final Map<String, String> IDS = new HashMap<>();
    private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();
    private static final ExecutorService EXECUTOR = Executors.newSingleThreadExecutor();
    private static InProcess server;
    private static RawCarrier carrier;
    private static Sipp near;

    @BeforeAll
    static void call() {
        Place phone = Place.free(Place.PHONE);
        Place trunk = Place.free(Place.TRUNK);
        Site site = new Site(folder)
                .shortPrompts()
                .media("silence_seconds = 600")
                .programme("audit", "")
                .phoneAt("near-" + RINGS.charAt(11), phone) // one phone has one call: three lines at one place
                .phoneAt("near-" + CROSSES.charAt(11), phone)
                .phoneAt("near-" + DECLINES.charAt(11), phone)
                .trunk("first", trunk, "");
        carrier = new RawCarrier(
                trunk, Map.of(RINGS, First.RINGS, CROSSES, First.ANSWERS_TOO_LATE, DECLINES, First.DECLINES));
        near = Sipp.plan(folder, "answers", phone).calls(3, 10).start();
        server = InProcess.start(site.write(), log());
        Waiting.until("ready", () -> server.switchboard().ready());
        for (String number : List.of(RINGS, CROSSES, DECLINES)) {
            place(number);
        }
        Waiting.until("both are called", () -> talks(RINGS) && talks(CROSSES));
        IDS.values().forEach(id -> server.switchboard().end(id));
        near.finish();
        Waiting.until("all endings were told", () -> ENDINGS.size() == 3);
        Waiting.until("no number is held", () -> server.numbers().onLoan() == 0);
    }

    @AfterAll
    static void end() {
        server.close();
        near.close();
        carrier.close();
        EXECUTOR.shutdown();
    }

    private static Log log() {
        return new Log(new PrintStream(LOG, true, StandardCharsets.UTF_8), InstantSource.system(), Log.Level.DEBUG);
    }

    private static boolean talks(String number) {
        return server.switchboard()
                .find(IDS.get(number))
                .map(call -> call.state() == Switchboard.State.TALKING)
                .orElse(false);
    }

    private static void place(String number) {
        byte[] text = number.getBytes(StandardCharsets.US_ASCII);
        try (Arena arena = Arena.ofConfined()) {
            Digits digits = Digits.read(
                    server.numbers(), arena.allocateFrom(number, StandardCharsets.US_ASCII), 0, text.length);
            Label near = new Label("near-" + number.charAt(11));
            Switchboard.Wish wish =
                    new Switchboard.Wish(near, new Label("audit"), Identity.HIDDEN, false, terms(number));
            Switchboard.Placement placement = server.switchboard().place(wish, digits);
            IDS.put(
                    number,
                    assertInstanceOf(Switchboard.Placement.Placed.class, placement)
                            .call()
                            .id());
        }
    }

    private static Switchboard.Terms terms(String number) {
        LocalDate today = LocalDate.now(ZoneId.of("America/New_York"));
        Consent consent = new Consent(today.minusDays(1), today.plusDays(7));
        ContactPlan plan = new ContactPlan(
                new Label("audit"),
                ZoneId.of("America/New_York"),
                Arrays.stream(DayOfWeek.values())
                        .map(day -> new Window(day, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT))
                        .toList(),
                List.of(),
                List.of(),
                Caller.WE_CALL,
                new RingPattern(RING, PAUSE),
                new VoicemailConsent(VoicemailConsent.Wording.NONE, consent),
                new DroppedRule.Never(),
                new IdentityChoice(IdentityChoice.Shows.PRIVATE, consent),
                null,
                false,
                List.of(new Language("en")),
                today.plusDays(7),
                today.plusDays(7),
                3);
        return new Switchboard.Terms(
                "device",
                new Switchboard.Planned("plan", new PlanStanding(plan, 0, null), () -> true),
                new Switchboard.Hook(EXECUTOR, ending -> ENDINGS.put(number, ending)));
    }

    @Test
    void signal_onTheWire_isCancelledInTimeAndFollowedByTheCallAfterThePause() {
        List<Heard> all = carrier.heard(RINGS);
        assertEquals(
                List.of("INVITE", "CANCEL", "ACK", "INVITE", "ACK", "BYE"),
                all.stream().map(Heard::method).toList());
        assertBetween(
                RING, all.get(1).nanos() - carrier.rangNanos(all.getFirst().callId()));
        assertBetween(PAUSE, all.get(3).nanos() - all.get(1).nanos());
        assertTrue(ENDINGS.get(RINGS).connected());
    }

    @Test
    void answer_thatCrossesTheCancel_isAcknowledgedAndEndedAndTheCallFollows() {
        List<Heard> all = carrier.heard(CROSSES);
        assertEquals(
                List.of("INVITE", "CANCEL", "ACK", "BYE", "INVITE", "ACK", "BYE"),
                all.stream().map(Heard::method).toList());
        assertBetween(PAUSE, all.get(4).nanos() - all.get(1).nanos());
        assertTrue(ENDINGS.get(CROSSES).connected());
    }

    /** The others were called again seconds after this would have been. */
    @Test
    void signal_thatIsDeclined_isNotFollowedByACall() {
        assertEquals(
                List.of("INVITE", "ACK"),
                carrier.heard(DECLINES).stream().map(Heard::method).toList());
        assertEquals("PERHAPS_PRIVATE_CALLS_REFUSED", ENDINGS.get(DECLINES).outcome());
        assertEquals(Set.of(Switchboard.Mark.CALLED), ENDINGS.get(DECLINES).marks());
    }

    @Test
    void call_afterTheSignal_hasNewIdentifiersAndTheSameIdentity() {
        for (String number : List.of(RINGS, CROSSES)) {
            List<Heard> invites = carrier.heard(number, "INVITE");
            Heard signal = invites.getFirst();
            Heard call = invites.getLast();
            for (String pattern : List.of(
                    "(?m)^Call-ID: (.*)$",
                    "(?m)^From: .*;tag=(.*)$",
                    "branch=([^;\n]*)",
                    "(?m)^Contact: <sip:([^@]*)@",
                    "(?m)^CSeq: ([0-9]+)",
                    "(?m)^o=- ([0-9]+)")) {
                assertFalse(signal.found(pattern).isEmpty(), pattern);
                assertNotEquals(signal.found(pattern), call.found(pattern), pattern);
            }
            assertEquals(
                    signal.header("From").replaceAll("tag=.*", ""),
                    call.header("From").replaceAll("tag=.*", ""));
            assertEquals(signal.header("Privacy"), call.header("Privacy"));
            assertEquals(signal.header("P-Asserted-Identity"), call.header("P-Asserted-Identity"));
            assertFalse(signal.header("P-Asserted-Identity").isEmpty());
            assertTrue(signal.text().startsWith("INVITE sip:" + number + "@"), "the canary's own number went there");
        }
    }

    /** Nothing that stands in the near leg stands in a far one, and the advocate's phone never sees the number. */
    @Test
    void nearLeg_leavesNoTraceInTheFarLegs() {
        List<String> words = new ArrayList<>(List.of("Canary", "near", Place.PHONE));
        for (String invite : near.received("INVITE ")) {
            Heard leg = new Heard(0, invite);
            words.addAll(List.of(
                    leg.callId(),
                    leg.found("(?m)^From: .*;tag=(.*)$"),
                    leg.found("branch=([^;\n]*)"),
                    leg.found("(?m)^Contact: <sip:([^@]*)@"),
                    leg.found("(?m)^o=- ([0-9]+)")));
        }
        assertEquals(3 + 3 * 5, words.size());
        for (Heard one : carrier.all()) {
            for (String word : words) {
                assertFalse(word.isEmpty());
                assertFalse(one.text().contains(word), () -> word + " in " + one.text());
            }
        }
        for (String message : near.received()) {
            assertFalse(message.contains("202555014"), message);
        }
        assertFalse(LOG.toString(StandardCharsets.UTF_8).contains("5550"), "the log holds a number");
    }

    private static void assertBetween(Duration least, long nanos) {
        assertTrue(nanos >= least.minus(EARLY).toNanos(), () -> "too early: " + nanos);
        assertTrue(nanos < least.plus(SLACK).toNanos(), () -> "too late: " + nanos);
    }
}
