package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A linphone that registers, is called and hangs up (B1, G19). */
class LinphoneTest {
    private static final String NUMBER = "+12025550164";

    @TempDir
    Path folder;

    @Test
    void phone_thatRegistered_isRungAnswersAndHangsUp() {
        Place carrier = Place.free(Place.TRUNK);
        Site site = new Site(folder)
                .media("silence_seconds = 600")
                .programme("audit", "")
                .registered("desk", "right-password")
                .trunk("carrier", carrier, "");
        try (ServerProcess server = ServerProcess.start(site);
                LinphoneCli phone =
                        LinphoneCli.start(folder, Place.free(Place.SWITCH), site.sip(), "desk", "right-password");
                Sipp far = Sipp.plan(folder, "answers", carrier).start()) {
            Api api = server.api();
            Waiting.until("linphone is registered", () -> api.reachable("desk"));
            String id = api.place("desk", NUMBER);
            phone.awaitScreen("Receiving new incoming call");
            phone.order("answer");
            api.await(id, "TALKING");
            phone.order("terminate");
            assertEquals("TALKED", api.outcome(id));
            far.finish();
            assertTrue(phone.screen().all().stream().noneMatch(line -> line.contains("2025550164")));
            api.awaitIdle();
        }
    }
}
