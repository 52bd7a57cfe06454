package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A number that is one person's, over the wire, while that person is off duty: a sentence, then the end (G7, G29). */
class DirectNumberTest {
    private static final String OWN = "+16175558100";
    private static final String CLIENT = "<sip:+12025550148@carrier.example>";

    @TempDir
    Path folder;

    @Test
    void offDuty_isAnswered_told_andEnded_andNoPhoneRings() {
        Place carrierPlace = Place.free(Place.TRUNK);
        Site site = new Site(folder)
                .shortPrompts()
                .programme("audit", "")
                .programme("sart", "identity = \"direct allowed\"")
                .registered("desk", "right-password")
                .direct("own-1", "sart", OWN)
                .trunk("carrier", carrierPlace, "");
        try (ServerProcess server = ServerProcess.start(site);
                LosingCarrier carrier = new LosingCarrier(carrierPlace, site.sip())) {
            LosingCarrier.Call call = carrier.call(OWN, CLIENT);
            assertTrue(call.answer().text().startsWith("SIP/2.0 200 OK\n"));
            call.awaitBye();
            assertEquals(0, carrier.invites(OWN).size(), "nobody was called for it");
            for (RawCarrier.Heard one : carrier.all()) {
                assertTrue(!one.text().contains("own-1") && !one.text().contains("sart"), one::text);
            }
            server.api().awaitIdle();
        }
    }
}
