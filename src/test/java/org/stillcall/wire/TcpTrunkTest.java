package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trunk by TCP, played by SIPp: all calls share one connection (B1, G1). */
class TcpTrunkTest {
    @TempDir
    Path folder;

    @Test
    void calls_overOneConnection_areConnected() {
        Place phone = Place.free(Place.PHONE);
        Place carrier = Place.free(Place.TRUNK);
        Site site = new Site(folder)
                .media("silence_seconds = 600")
                .programme("audit", "")
                .phoneAt("near", phone)
                .trunk("carrier", carrier, "transport = \"tcp\"");
        try (ServerProcess server = ServerProcess.start(site);
                Sipp far = Sipp.plan(folder, "answers", carrier)
                        .options("-t", "t1")
                        .calls(5, 5)
                        .start();
                Sipp near = Sipp.plan(folder, "dials", phone)
                        .calling(site.sip())
                        .calls(5, 5)
                        .start()) {
            near.finish();
            far.finish();
            Stage.assertNothingOfNear(far);
            assertTrue(far.received("INVITE ").getFirst().contains("Via: SIP/2.0/TCP "));
            server.api().awaitIdle();
            assertEquals(5, server.api().ended("TALKED"));
        }
    }
}
