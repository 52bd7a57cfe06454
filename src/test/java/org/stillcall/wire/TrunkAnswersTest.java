package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trunk played by SIPp that takes the call, in all the ways in which carriers do it (G1, G5, G9, B1). */
class TrunkAnswersTest {
    @TempDir
    static Path folder;

    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = Stage.in(folder);
        stage.site.programme("audit", "");
        stage.start();
    }

    @AfterAll
    static void end() {
        stage.close();
    }

    @Test
    void call_thatTheApiPlaces_ringsTheNearPhoneThenTheFar() {
        try (Sipp near = stage.rung("answers").start();
                Sipp far = stage.trunk("answers").start()) {
            String id = stage.api().place("near", Stage.NUMBER);
            stage.api().await(id, "TALKING");
            stage.api().end(id);
            assertEquals("TALKED", stage.api().outcome(id));
            near.finish();
            far.finish();
            Stage.assertNothingOfNear(far);
            String invite = far.received("INVITE ").getFirst();
            assertTrue(invite.startsWith("INVITE sip:" + Stage.NUMBER + "@"), invite);
            assertTrue(invite.contains("From: \"Anonymous\" <sip:anonymous@anonymous.invalid>;tag="), invite);
            assertTrue(invite.contains("Privacy: id;header;session;history"), invite);
            assertTrue(near.received().stream().noneMatch(message -> message.contains("2025550147")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"answers", "early-media", "reliable", "holds-and-resumes", "session-timer", "forks"})
    void trunk_whatWayItAnswers_isConnected(String way) {
        double talked = stage.api().ended("TALKED");
        String phone = way.equals("early-media") ? "dials-and-hears" : "dials";
        try (Sipp far = stage.trunk(way).start();
                Sipp near = stage.dials(phone).with("hold", 1500).start()) {
            near.finish();
            far.finish();
            Stage.assertNothingOfNear(far);
        }
        stage.api().awaitIdle();
        assertEquals(talked + 1, stage.api().ended("TALKED"));
    }

    /** Nobody's phone rings by what a carrier sends us; there is no helpline yet. */
    @Test
    void trunk_thatCallsUs_isRefused() {
        try (Sipp far = stage.trunk("dials-and-is-refused")
                .calling(stage.site.sip())
                .with("number", "+" + Site.POOL.getFirst())
                .with("status", 404)
                .start()) {
            far.finish();
        }
        stage.api().awaitIdle();
    }

    @Test
    void trunk_whenItHangsUp_endsTheNearLeg() {
        try (Sipp far = stage.trunk("answers-and-leaves").start();
                Sipp near = stage.dials("dials-and-is-left").start()) {
            near.finish();
            far.finish();
        }
        stage.api().awaitIdle();
    }

    @Test
    void trunk_whenItAnswersACancelledCall_isAcknowledgedAndHungUp() {
        try (Sipp far = stage.trunk("answers-too-late").start();
                Sipp near = stage.dials("dials-and-cancels").start()) {
            near.finish();
            far.finish();
        }
        stage.api().awaitIdle();
    }
}
