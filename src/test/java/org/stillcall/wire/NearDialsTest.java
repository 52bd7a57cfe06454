package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A near phone played by SIPp that dials by itself (G4, G9, G19, B1), with refusals spoken as early media. */
class NearDialsTest {
    @TempDir
    static Path folder;

    private static Stage stage;
    private static Capture capture;

    @BeforeAll
    static void start() {
        stage = Stage.in(folder);
        stage.site.spokenRefusals().programme("audit", "countries = [\"US\"]");
        stage.start();
        capture = Capture.of(folder, stage.site.sip(), stage.phone, stage.trunk, stage.other);
    }

    @AfterAll
    static void end() {
        capture.close();
        stage.close();
    }

    @Test
    void call_whenTheNearSideHangsUp_endsOnBothSides() {
        double before = stage.api().ended("TALKED");
        try (Sipp far = stage.trunk("answers").start();
                Sipp near = stage.dials("dials").start()) {
            near.finish();
            far.finish();
            Stage.assertNothingOfNear(far);
        }
        stage.api().awaitIdle();
        assertEquals(before + 1, stage.api().ended("TALKED"));
    }

    @Test
    void call_whenTheFarSideHangsUp_endsOnBothSides() {
        try (Sipp far = stage.trunk("answers-and-leaves").start();
                Sipp near = stage.dials("dials-and-is-left").start()) {
            near.finish();
            far.finish();
        }
        stage.api().awaitIdle();
    }

    @Test
    void call_whenTheNearSideCancels_isCancelledAtTheTrunk() {
        double before = stage.api().ended("ENDED_BY_ADVOCATE");
        try (Sipp far = stage.trunk("rings-and-is-cancelled").start();
                Sipp near = stage.dials("dials-and-cancels").start()) {
            near.finish();
            far.finish();
        }
        stage.api().awaitIdle();
        assertEquals(before + 1, stage.api().ended("ENDED_BY_ADVOCATE"));
    }

    @Test
    void call_withoutAnOffer_isAnsweredWithOne() {
        try (Sipp far = stage.trunk("answers").start();
                Sipp near = stage.dials("dials-without-offer").start()) {
            near.finish();
            far.finish();
        }
        stage.api().awaitIdle();
    }

    @Test
    void hold_ofTheNearSide_neverReachesTheFarLeg() {
        int from = capture.mark();
        try (Sipp far = stage.trunk("answers").start();
                Sipp near = stage.dials("dials-and-holds").start()) {
            near.finish();
            far.finish();
        }
        stage.api().awaitIdle();
        assertEquals(1, capture.invites(from, stage.trunk).size());
        assertEquals(3, capture.invites(from, stage.site.sip()).size());
    }

    /** RFC 3261 section 8.2.2.2. */
    @Test
    void invite_thatComesByTwoWays_isOneCall() {
        int from = capture.mark();
        try (Sipp far = stage.trunk("rings-and-is-cancelled").start();
                Sipp near = stage.dials("dials-twice").start()) {
            near.finish();
            far.finish();
        }
        stage.api().awaitIdle();
        assertEquals(1, capture.invites(from, stage.trunk).size());
    }

    /** Each is told by voice and then refused; nothing reaches a trunk. */
    @ParameterizedTest
    @CsvSource({
        "911, 403", // emergency: to be dialled from the phone itself
        "*6712025550147, 403", // withholding is ours to do
        "*8212025550147, 403", // would uncover
        "+19005550147, 403", // premium
        "+442079460147, 403", // another country
        "+1202555014, 484", // too short
        "abc, 484"
    })
    void dialled_whatMayNotBeCalled_isToldAndRefused(String dialled, int status) {
        int from = capture.mark();
        boolean digits = !dialled.equals("abc");
        try (Sipp near = stage.dials(digits ? "dials-and-is-told" : "dials-and-is-refused")
                .with("number", dialled)
                .with("status", status)
                .start()) {
            near.finish();
        }
        stage.api().awaitIdle();
        assertEquals(0, capture.invites(from, stage.trunk).size());
        assertEquals(0, capture.invites(from, stage.other).size());
    }

    @Test
    void phone_thatWantsReliableRinging_getsIt() {
        try (Sipp far = stage.trunk("answers").start();
                Sipp near = stage.dials("dials-reliably").start()) {
            near.finish();
            far.finish();
        }
        stage.api().awaitIdle();
    }

    @ParameterizedTest
    @CsvSource({
        "Session-Expires: 30, 422", // RFC 4028 section 9
        "Require: unheard-of, 420" // RFC 3261 section 8.2.2.3
    })
    void invite_thatAsksForTheImpossible_isRefused(String header, int status) {
        try (Sipp near = stage.dials("dials-and-is-refused")
                .with("header", header)
                .with("status", status)
                .start()) {
            near.finish();
        }
        stage.api().awaitIdle();
    }

    @Test
    void invite_withoutHopsLeft_isRefused() {
        try (Sipp near = stage.dials("dials-and-is-refused")
                .with("hops", 0)
                .with("status", 483)
                .start()) {
            near.finish();
        }
        stage.api().awaitIdle();
    }
}
