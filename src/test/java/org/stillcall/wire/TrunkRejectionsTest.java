package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A trunk played by SIPp that does not take the call: one INVITE is all that ever leaves, however it is rejected, and
 * the outcome is known (G9, G10).
 */
class TrunkRejectionsTest {
    @TempDir
    static Path folder;

    private static Stage stage;
    private static Capture capture;

    @BeforeAll
    static void start() {
        stage = Stage.in(folder);
        stage.site.programme("audit", "ring_limit = \"5s\"").programme("own", "trunks = [\"second\"]");
        stage.start();
        capture = Capture.of(folder, stage.site.sip(), stage.phone, stage.trunk, stage.other);
    }

    @AfterAll
    static void end() {
        capture.close();
        stage.close();
    }

    @ParameterizedTest
    @CsvSource({
        "486, Busy Here, rings-and-rejects, BUSY, 486",
        "486, Busy Here, rejects, PERHAPS_PRIVATE_CALLS_REFUSED, 603",
        "480, Temporarily Unavailable, rejects, PERHAPS_PRIVATE_CALLS_REFUSED, 603",
        "403, Forbidden, rejects, PERHAPS_PRIVATE_CALLS_REFUSED, 603",
        "433, Anonymity Disallowed, rejects, PRIVATE_CALLS_REFUSED, 480",
        "433, Anonymity Disallowed, rings-and-rejects, PRIVATE_CALLS_REFUSED, 480",
        "603, Decline, rings-and-rejects, PERHAPS_PRIVATE_CALLS_REFUSED, 603",
        "607, Unwanted, rejects, PERHAPS_PRIVATE_CALLS_REFUSED, 603",
        "608, Rejected, rejects, PERHAPS_PRIVATE_CALLS_REFUSED, 603",
        "404, Not Found, rejects, INVALID_NUMBER, 404",
        "500, Server Internal Error, rejects, UNREACHABLE, 480",
        "503, Service Unavailable, rings-and-rejects, UNREACHABLE, 480"
    })
    void rejection_ofAnyKind_isFollowedByNoSecondAttempt(
            int status, String reason, String way, String outcome, int told) {
        double before = stage.api().ended(outcome);
        int from = capture.mark();
        try (Sipp far = stage.trunk(way)
                        .with("status", status)
                        .with("reason", reason)
                        .start();
                Sipp near =
                        stage.dials("dials-and-is-refused").with("status", told).start()) {
            near.finish();
            far.finish();
            Stage.assertNothingOfNear(far);
        }
        stage.api().awaitIdle();
        assertEquals(before + 1, stage.api().ended(outcome));
        assertOneInviteFromUs(from);
    }

    @Test
    void redirection_isNeverFollowed() {
        int from = capture.mark();
        try (Sipp far = stage.trunk("rejects")
                        .with("status", 302)
                        .with("reason", "Moved Temporarily")
                        .with("header", "Contact: <sip:+12025550199@" + stage.other + ">")
                        .start();
                Sipp near =
                        stage.dials("dials-and-is-refused").with("status", 480).start()) {
            near.finish();
            far.finish();
        }
        stage.api().awaitIdle();
        assertOneInviteFromUs(from);
    }

    @Test
    void refusalByCause_isTakenForOneOfAnonymity() {
        double before = stage.api().ended("PERHAPS_PRIVATE_CALLS_REFUSED");
        try (Sipp far = stage.trunk("rings-and-rejects")
                        .with("status", 500)
                        .with("reason", "Server Internal Error")
                        .with("header", "Reason: Q.850;cause=21;text=\"Call rejected\"")
                        .start();
                Sipp near =
                        stage.dials("dials-and-is-refused").with("status", 603).start()) {
            near.finish();
            far.finish();
        }
        stage.api().awaitIdle();
        assertEquals(before + 1, stage.api().ended("PERHAPS_PRIVATE_CALLS_REFUSED"));
    }

    @Test
    void rejection_ofACallFromTheApi_isTheCallsOutcome() {
        try (Sipp near = stage.rung("answers").start();
                Sipp far = stage.trunk("rejects")
                        .with("status", 433)
                        .with("reason", "Anonymity Disallowed")
                        .start()) {
            String id = stage.api().place("near", Stage.NUMBER);
            assertEquals("PRIVATE_CALLS_REFUSED", stage.api().outcome(id));
            near.finish();
            far.finish();
        }
        stage.api().awaitIdle();
    }

    @Test
    void silentPhone_isCancelledAtTheRingLimit() {
        double before = stage.api().ended("NO_ANSWER");
        int from = capture.mark();
        try (Sipp far = stage.trunk("rings-and-is-cancelled").start();
                Sipp near =
                        stage.dials("dials-and-is-refused").with("status", 480).start()) {
            near.finish();
            far.finish();
        }
        stage.api().awaitIdle();
        assertEquals(before + 1, stage.api().ended("NO_ANSWER"));
        assertOneInviteFromUs(from);
    }

    @Test
    void trunkOutOfService_isReplacedByOneOfTheSameProtectionWithTheSameIdentity() {
        int from = capture.mark();
        try (Sipp down = stage.trunk("rejects")
                        .with("status", 503)
                        .with("reason", "Service Unavailable")
                        .with("header", "Retry-After: 0")
                        .start();
                Sipp far = stage.other("answers").start();
                Sipp near = stage.dials("dials").start()) {
            near.finish();
            down.finish();
            far.finish();
            String first = down.received("INVITE ").getFirst();
            String second = far.received("INVITE ").getFirst();
            for (String header : List.of("From", "Privacy", "P-Asserted-Identity")) {
                String shown = header(first, header).replace(Place.TRUNK, "*").replace(":" + stage.trunk.port(), "");
                String then =
                        header(second, header).replace(Place.OTHER_TRUNK, "*").replace(":" + stage.other.port(), "");
                assertEquals(shown.replaceAll("tag=.*", ""), then.replaceAll("tag=.*", ""));
            }
            assertNotEquals(header(first, "Call-ID"), header(second, "Call-ID"));
            Stage.assertNothingOfNear(far);
        }
        stage.api().awaitIdle();
        assertEquals(1, capture.invites(from, stage.trunk).size());
        assertEquals(1, capture.invites(from, stage.other).size());
    }

    /** G21: the bill of that line is the programme's. */
    @ParameterizedTest
    @CsvSource({"486, Busy Here, rings-and-rejects, BUSY", "503, Service Unavailable, rejects, TRUNK_DOWN"})
    void programmeWithALineOfItsOwn_goesByThatOne_andByNoOtherWhenItFails(
            int status, String reason, String way, String outcome) {
        int from = capture.mark();
        try (Sipp near = stage.rung("answers").start();
                Sipp far = stage.other(way)
                        .with("status", status)
                        .with("reason", reason)
                        .with("header", "Retry-After: 0")
                        .start()) {
            assertEquals(outcome, stage.api().outcome(stage.api().place("near", Stage.NUMBER, "own")));
            near.finish();
            far.finish();
        }
        stage.api().awaitIdle();
        assertEquals(0, capture.invites(from, stage.trunk).size());
        assertEquals(1, capture.invites(from, stage.other).size());
    }

    private static void assertOneInviteFromUs(int from) {
        assertEquals(1, capture.invites(from, stage.trunk).size(), () -> "at the first trunk; seen: " + capture);
        assertEquals(0, capture.invites(from, stage.other).size(), () -> "at the second trunk; seen: " + capture);
    }

    private static String header(String message, String name) {
        List<String> found =
                message.lines().filter(line -> line.startsWith(name + ": ")).toList();
        assertTrue(found.size() <= 1, () -> "more than one " + name);
        return found.isEmpty() ? "" : found.getFirst();
    }
}
