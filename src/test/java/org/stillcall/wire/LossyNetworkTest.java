package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls over UDP where SIPp loses one message of ten on either side (B1). */
class LossyNetworkTest {
    private static final int CALLS = 20;

    @TempDir
    Path folder;

    @Test
    void calls_overALossyNetwork_areAllConnected() {
        Stage stage = Stage.in(folder);
        stage.site.programme("audit", "");
        try (Stage started = stage.start();
                Sipp far = stage.trunk("answers-at-once")
                        .calls(CALLS, 10)
                        .options("-lost", "10")
                        .start();
                Sipp near = stage.dials("dials")
                        .calls(CALLS, 10)
                        .options("-lost", "10")
                        .start()) {
            near.finish();
            started.api().awaitIdle();
            assertEquals(CALLS, started.api().ended("TALKED"));
            Stage.assertNothingOfNear(far);
        }
    }
}
