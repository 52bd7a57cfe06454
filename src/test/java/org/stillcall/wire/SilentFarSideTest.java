package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G16: a far side that is not heard any more, with a real phone at the near side that speaks all the time. */
class SilentFarSideTest {
    private static final String NUMBER = "+12025550146";

    @TempDir
    Path folder;

    @Test
    void silence_isADropWhichTheAdvocateWaitsOnAndCanStop() {
        Place trunk = Place.free(Place.TRUNK);
        Site site = new Site(folder)
                .oldDigestOnly()
                .media("silence_seconds = 5")
                .programme("audit", "after_drop = \"redial\"\nafter_drop_wait = \"3m\"")
                .registered("desk", "right-password")
                .trunk("first", trunk, "");
        String account = "<sip:desk@" + site.sip() + ">;auth_pass=right-password;regint=60;answermode=auto"
                + ";audio_codecs=PCMU/8000";
        try (ServerProcess server = ServerProcess.start(site);
                LosingCarrier carrier = new LosingCarrier(trunk, site.sip());
                Baresip phone = Baresip.start(folder, Place.free(Place.PHONE), account, 440)) {
            phone.awaitRegistered();
            String id = server.api().place("desk", NUMBER);
            server.api().await(id, "TALKING");
            JsonNode dropped = server.api().await(id, "AFTER_DROP");
            assertEquals("REDIAL", dropped.path("after").path("next").asText());
            int left = dropped.path("after").path("secondsLeft").asInt();
            assertTrue(left > 150 && left <= 180, () -> "seconds left: " + left);
            String farLeg = carrier.invites(NUMBER).getLast().callId();
            carrier.await(farLeg, "BYE");
            assertEquals(0, phone.count("CALL_CLOSED"), "the advocate stays on the line");
            phone.awaitGrowth(); // the sentence, then the waiting tone
            server.api().end(id);
            phone.await("CALL_CLOSED", 1);
            assertEquals("DROPPED", server.api().outcome(id));
            assertEquals(1, carrier.invites(NUMBER).size());
            server.api().awaitIdle();
        }
    }
}
