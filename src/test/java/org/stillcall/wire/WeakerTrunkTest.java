package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trunk that protects less never stands in for one that is down (G9, G12). */
class WeakerTrunkTest {
    @TempDir
    Path folder;

    @Test
    void trunkByTls_thatIsDown_isNotReplacedByOneInTheClear() {
        Place phone = Place.free(Place.PHONE);
        Place encrypted = Place.free(Place.TRUNK);
        Place clear = Place.free(Place.OTHER_TRUNK);
        Site site = new Site(folder)
                .shortPrompts()
                .programme("audit", "")
                .phoneAt("near", phone)
                .trunk("encrypted", encrypted, "transport = \"tls\"\npriority = 1")
                .trunk("clear", clear, "priority = 2");
        try (ServerProcess server = ServerProcess.start(site);
                Capture capture = Capture.of(folder, site.sip(), phone, clear)) {
            int from = capture.mark();
            try (Sipp near = Sipp.plan(folder, "dials-and-is-refused", phone)
                    .calling(site.sip())
                    .with("status", 503)
                    .start()) {
                near.finish();
            }
            server.api().awaitIdle();
            assertEquals(1, server.api().ended("TRUNK_DOWN"));
            assertEquals(0, capture.invites(from, clear).size());
        }
    }
}
