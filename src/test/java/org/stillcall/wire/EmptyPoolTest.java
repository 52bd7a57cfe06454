package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When every number is lent, nobody is called with less, toll-free numbers least of all (G4, G5, G9). */
class EmptyPoolTest {
    @TempDir
    Path folder;

    @Test
    void calls_whenEveryNumberIsLent_areRefused() {
        Stage stage = Stage.in(folder);
        Place second = Place.free(Place.PHONE);
        stage.site.oneNumberForOneCall().spokenRefusals().programme("audit", "").phoneAt("second", second);
        try (Stage started = stage.start();
                Sipp far = stage.trunk("answers").start();
                Sipp near = stage.dials("dials-and-is-left").start()) {
            near.await("200 OK");
            for (String number : new String[] {"+18005550147", Stage.NUMBER}) {
                try (Sipp refused = Sipp.plan(folder, "dials-and-is-told", second)
                        .calling(stage.site.sip())
                        .with("number", number)
                        .with("status", 503)
                        .start()) {
                    refused.finish();
                }
            }
            assertEquals(1, started.api().figure("stillcall_calls_in_progress", ""));
            started.server().terminate();
            near.finish();
            far.finish();
            assertEquals(1, far.received("INVITE ").size());
        }
    }
}
