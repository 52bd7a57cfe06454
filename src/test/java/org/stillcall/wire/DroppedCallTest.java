package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.wire.RawCarrier.Heard;

/**
 * G6, G16 on the wire, all calls at once because each waits a minute: a call that the network loses is followed by one
 * more or by a line that is held, one that somebody hung up by nothing; the number that was shown leads back to the
 * same phone in time, for whom it was shown to, and nowhere otherwise.
 */
class DroppedCallTest {
    private static final Duration WAIT = Duration.ofMinutes(1);
    private static final Duration SLACK = Duration.ofSeconds(2); // a busy machine
    private static final String BY_CAUSE = "+12025550141";
    private static final String BY_STATUS = "+12025550142";
    private static final String BY_PERSON = "+12025550143";
    private static final String RETURNS = "+12025550144";
    private static final String TOO_LATE = "+12025550145";
    private static final String WITHHELD = "\"Anonymous\" <sip:anonymous@anonymous.invalid>";

    @TempDir
    static Path folder;

    private static final Map<String, String> IDS = new ConcurrentHashMap<>();
    private static final Map<String, Long> LOST = new ConcurrentHashMap<>();
    private static ServerProcess server;
    private static LosingCarrier carrier;
    private static Sipp near;
    private static Heard stranger;
    private static Heard otherNumber;
    private static LosingCarrier.Call back;
    private static Heard taken;
    private static Heard second;
    private static Heard afterwards;
    private static Heard late;
    private static String stateOfTheTaken = "";

    @BeforeAll
    static void call() {
        Place phone = Place.free(Place.PHONE);
        Place trunk = Place.free(Place.TRUNK);
        String shows = "identity = \"direct allowed\"\n";
        Site site = new Site(folder)
                .shortPrompts()
                .oneCallForEachNumber()
                .media("silence_seconds = 600")
                .programme("audit", "after_drop = \"redial\"\nafter_drop_wait = \"1m\"")
                .programme("held", shows + "after_drop = \"hold\"\nafter_drop_wait = \"1m\"")
                .trunk("first", trunk, "");
        for (String number : List.of(BY_CAUSE, BY_STATUS, BY_PERSON, RETURNS, TOO_LATE)) {
            site.phoneAt(line(number), phone); // one phone has one call: a line for each, at one place
        }
        near = Sipp.plan(folder, "answers", phone)
                .calls(5, 10)
                .options("-timeout", "150s")
                .start();
        server = ServerProcess.start(site);
        carrier = new LosingCarrier(trunk, site.sip());
        talk(BY_PERSON, "audit");
        carrier.ends(BY_PERSON, "Reason: Q.850;cause=16;text=\"Normal call clearing\"\r\n");
        assertEquals("TALKED", server.api().outcome(IDS.get(BY_PERSON)));
        loses(TOO_LATE, "held", "Reason: Q.850;cause=102\r\n");
        loses(BY_CAUSE, "audit", "Reason: SIP;cause=200, Q.850;cause=41;text=\"Temporary, failure\"\r\n");
        loses(BY_STATUS, "audit", "Reason: SIP;cause=408\r\n");
        loses(RETURNS, "held", "Reason: Q.850;cause=27\r\n");
        whileTheLineIsHeld();
        Waiting.atMost(
                WAIT.plus(Waiting.LIMIT), "both are called again", () -> calls(BY_CAUSE) == 2 && calls(BY_STATUS) == 2);
        server.api().await(IDS.get(TOO_LATE), "ENDED");
        late = carrier.call(shown(TOO_LATE), "<sip:" + TOO_LATE + "@carrier.example>")
                .answer();
        for (String number : List.of(BY_CAUSE, BY_STATUS)) {
            server.api().await(IDS.get(number), "TALKING");
            carrier.ends(number, "Reason: Q.850;cause=41\r\n");
            assertEquals("DROPPED", server.api().outcome(IDS.get(number)));
        }
        near.finish();
        server.api().awaitIdle();
    }

    private static void whileTheLineIsHeld() {
        String number = shown(RETURNS);
        stranger = carrier.call(number, "<sip:+12025550199@carrier.example>").answer();
        otherNumber = carrier.call("+16175550100", WITHHELD).answer();
        server.api().await(IDS.get(RETURNS), "AFTER_DROP");
        back = carrier.call(number, WITHHELD);
        taken = back.answer();
        second = carrier.call(number, "<sip:" + RETURNS + "@carrier.example>").answer();
        stateOfTheTaken =
                server.api().await(IDS.get(RETURNS), "TALKING").path("message").asText();
        back.hangUp();
        assertEquals("TALKED", server.api().outcome(IDS.get(RETURNS)));
        afterwards =
                carrier.call(number, "<sip:" + RETURNS + "@carrier.example>").answer();
    }

    private static void talk(String number, String programme) {
        IDS.put(number, server.api().place(line(number), number, programme));
        server.api().await(IDS.get(number), "TALKING");
    }

    private static String line(String number) {
        return "near-" + number.charAt(number.length() - 1);
    }

    private static void loses(String number, String programme, String reason) {
        talk(number, programme);
        carrier.ends(number, reason);
        LOST.put(number, System.nanoTime());
        server.api().await(IDS.get(number), "AFTER_DROP");
    }

    private static int calls(String number) {
        return carrier.invites(number).size();
    }

    /** The number that a call showed. */
    private static String shown(String number) {
        return carrier.invites(number).getFirst().found("(?m)^From: .*<sip:([^@]*)@");
    }

    @AfterAll
    static void end() {
        server.close();
        near.close();
        carrier.close();
    }

    @Test
    void lostCall_isCalledOnceMoreAfterTheMinute() {
        for (String number : List.of(BY_CAUSE, BY_STATUS)) {
            List<Heard> invites = carrier.invites(number);
            assertEquals(2, invites.size(), "and not a third time, though the second call was lost too");
            long waited = invites.getLast().nanos() - LOST.get(number);
            assertTrue(waited >= WAIT.minusMillis(200).toNanos(), () -> "too early: " + waited);
            assertTrue(waited < WAIT.plus(SLACK).toNanos(), () -> "too late: " + waited);
        }
    }

    @Test
    void redial_hasNewIdentifiersAndTheSameIdentity() {
        for (String number : List.of(BY_CAUSE, BY_STATUS)) {
            Heard first = carrier.invites(number).getFirst();
            Heard again = carrier.invites(number).getLast();
            for (String pattern : List.of(
                    "(?m)^Call-ID: (.*)$",
                    "(?m)^From: .*;tag=(.*)$",
                    "branch=([^;\n]*)",
                    "(?m)^Contact: <sip:([^@]*)@",
                    "(?m)^o=- ([0-9]+)")) {
                assertFalse(first.found(pattern).isEmpty(), pattern);
                assertNotEquals(first.found(pattern), again.found(pattern), pattern);
            }
            assertEquals(
                    first.header("From").replaceAll("tag=.*", ""),
                    again.header("From").replaceAll("tag=.*", ""));
            assertTrue(again.header("From").contains("anonymous@anonymous.invalid"));
            assertEquals(first.header("Privacy"), again.header("Privacy"));
            assertEquals(first.header("P-Asserted-Identity"), again.header("P-Asserted-Identity"));
        }
    }

    @Test
    void callThatSomebodyHungUp_isFollowedByNothing() {
        assertEquals(1, calls(BY_PERSON));
    }

    @Test
    void return_inTime_isAnsweredAndTalksToTheSamePhone() {
        assertTrue(taken.text().startsWith("SIP/2.0 200 OK"), taken.text());
        assertEquals(List.of("100", "180", "200"), back.statuses());
        assertTrue(stateOfTheTaken.contains("Make sure who it is"), stateOfTheTaken);
        assertEquals(1, calls(RETURNS), "we called them once");
    }

    @Test
    void anythingElse_hearsThatTheNumberIsNotInService() {
        for (Heard one : List.of(stranger, otherNumber, second, afterwards, late)) {
            assertTrue(one.text().startsWith("SIP/2.0 404 Not Found\n"), one.text());
            assertEquals("Q.850;cause=1", one.header("Reason"));
            assertEquals("0", one.header("Content-Length"));
        }
    }

    /** A number that is held and refused answers like one that never was anybody's. */
    @Test
    void refusals_areAllAlike() {
        assertEquals(shape(otherNumber), shape(stranger));
        assertEquals(shape(otherNumber), shape(afterwards));
        assertEquals(shape(otherNumber), shape(late));
    }

    private static String shape(Heard answer) {
        return answer.text().replaceAll("(?m)^(Via|From|To|Call-ID): .*$", "$1").replaceAll("\\+[0-9]+", "N");
    }

    @Test
    void responses_sayNothingOfUs() {
        for (Heard one : carrier.all()) {
            if (one.text().startsWith("SIP/2.0 ")) {
                for (String word : List.of("near", Place.PHONE, "Stillcall", "User-Agent", "Server:", "P-Asserted")) {
                    assertFalse(one.text().contains(word), () -> word + " in " + one.text());
                }
            }
        }
    }
}
