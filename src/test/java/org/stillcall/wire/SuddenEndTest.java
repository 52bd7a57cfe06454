package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.MemoryScan;

/** SIGTERM and kill -9 in the middle of calls (G18). */
class SuddenEndTest {
    @TempDir
    Path folder;

    @Test
    void terminate_duringCalls_hangsUpEverySide() {
        Stage stage = Stage.in(folder);
        Place second = Place.free(Place.PHONE);
        stage.site.programme("audit", "").phoneAt("second", second);
        try (Stage started = stage.start();
                Sipp far = stage.trunk("answers").start();
                Sipp near = stage.dials("dials-and-is-left").start()) {
            near.await("200 OK");
            started.server().terminate();
            near.finish();
            far.finish();
        }
    }

    @Test
    void terminate_duringRinging_cancelsTheFarSide() {
        Stage stage = Stage.in(folder);
        stage.site.programme("audit", "");
        try (Stage started = stage.start();
                Sipp far = stage.trunk("rings-and-is-cancelled").start();
                Sipp near =
                        stage.dials("dials-and-is-refused").with("status", 487).start()) {
            near.await("180 Ringing");
            started.server().terminate();
            near.finish();
            far.finish();
        }
    }

    /** How far a call has come, and what the two sides do so that it stays there. */
    private enum Moment {
        NEAR_RINGING("near", "rings-for-ever", "answers", "RINGING_ADVOCATE"),
        CONFIRMING("night", "answers", "answers", "CONFIRMING"),
        CALLING("near", "answers", "is-silent", "CALLING"),
        RINGING("near", "answers", "rings-for-ever", "RINGING"),
        TALKING("near", "answers", "answers", "TALKING");

        private final String phone;
        private final String near;
        private final String far;
        private final String state;

        Moment(String phone, String near, String far, String state) {
            this.phone = phone;
            this.near = near;
            this.far = far;
            this.state = state;
        }

        private String number() {
            return "+1202555017" + ordinal();
        }
    }

    /** Each start follows the sudden end before it, with the same files. */
    @Test
    void kill_atEveryMomentOfACall_leavesNoNumberAndHindersNoFurtherCall() throws IOException {
        Stage stage = Stage.in(folder);
        stage.site.programme("audit", "").mobile("night", "+12025550151", "4711");
        MemoryScan scan = new MemoryScan();
        for (Moment moment : Moment.values()) {
            scan.addNumber(moment.number().substring(1)); // without the plus
        }
        for (Moment moment : Moment.values()) {
            Stage started = stage.start();
            try (Sipp near = stage.rung(moment.near).start();
                    Sipp far = stage.trunk(moment.far).start()) {
                String id = started.api().place(moment.phone, moment.number());
                started.api().await(id, moment.state);
                (moment == Moment.NEAR_RINGING ? near : far).await("INVITE ");
                started.server().kill();
                started.close();
                assertNothing(scan, started);
            }
        }
        assertFalse(scan.under(folder).isEmpty(), "the scan finds the numbers in SIPp's own files");
        try (Stage started = stage.start();
                Sipp far = stage.trunk("answers").start();
                Sipp near = stage.dials("dials").start()) {
            near.finish();
            far.finish();
            started.api().awaitIdle();
            assertEquals(1, started.api().ended("TALKED"));
            assertNothing(scan, started);
        }
    }

    private void assertNothing(MemoryScan scan, Stage stage) throws IOException {
        Path log = Files.write(folder.resolve("log"), stage.server().log().all());
        assertEquals(List.of(), scan.under(log));
        assertTrue(Files.isDirectory(stage.site.data()));
        assertEquals(List.of(), scan.under(stage.site.data()));
    }
}
