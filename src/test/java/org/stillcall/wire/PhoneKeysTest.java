package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of a real desk phone during a call, and a stranger at the number of keypad duty (P14): baresip is both ends. */
class PhoneKeysTest {
    private static final String PUBLISHED = "+16175558000";
    private static final String DUTY = "+16175558200";
    private static final String CALLER = "+12025550147";
    private static final int NEAR_HERTZ = 700;
    private static final int FAR_HERTZ = 1100;

    @TempDir
    static Path folder;

    private static Site site;
    private static ServerProcess server;
    private static Baresip carrier;
    private static Baresip desk;

    @BeforeAll
    static void start() {
        Place carrierPlace = Place.free(Place.SWITCH);
        site = new Site(folder)
                .oldDigestOnly()
                .shortPrompts()
                .programme("audit", "")
                .registered("desk", "right-password")
                .helpline("audit", PUBLISHED, "phones = [\"desk\"]\nmessages = false")
                .duty(DUTY)
                .trunk("carrier", carrierPlace, "");
        server = ServerProcess.start(site);
        carrier = Baresip.start(
                folder,
                carrierPlace,
                "<sip:" + CALLER + "@" + Place.SWITCH + ">;regint=0;answermode=auto;audio_codecs=PCMU/8000",
                FAR_HERTZ);
        desk = Baresip.start(
                folder,
                Place.free(Place.PHONE),
                "<sip:desk@" + site.sip() + ">;auth_pass=right-password;regint=60;answermode=manual;"
                        + "audio_codecs=PCMU/8000",
                NEAR_HERTZ);
        desk.awaitRegistered();
    }

    @AfterAll
    static void end() {
        desk.close();
        carrier.close();
        server.close();
    }

    @Test
    void starOfADeskPhone_holds_takesBack_andEnds() {
        int rings = desk.count("CALL_INCOMING") + 1;
        int ended = carrier.count("CALL_CLOSED");
        int pressed = carrier.count("CALL_DTMF_START");
        carrier.order("dial", "sip:" + PUBLISHED + "@" + site.sip());
        carrier.await("CALL_ESTABLISHED", 1);
        desk.awaitRing(rings);
        desk.order("accept");
        desk.await("CALL_ESTABLISHED", 1);
        desk.awaitScreen("incoming rtp for 'audio' established");
        desk.order("sndcode", "1");
        carrier.awaitHears(NEAR_HERTZ);
        desk.order("sndcode", "*");
        desk.order("sndcode", "1");
        desk.order("sndcode", "*");
        desk.order("sndcode", "1");
        carrier.awaitHears(NEAR_HERTZ);
        desk.order("sndcode", "*");
        desk.order("sndcode", "0");
        carrier.await("CALL_CLOSED", ended + 1);
        assertEquals(pressed, carrier.count("CALL_DTMF_START"), "none of our keys reached the far side");
        server.api().awaitIdle();
    }

    @Test
    void strangerAtTheDutyNumber_isAnswered_andLeavesNothing() {
        int ended = carrier.count("CALL_CLOSED");
        int established = carrier.count("CALL_ESTABLISHED");
        carrier.order("dial", "sip:" + DUTY + "@" + site.sip());
        carrier.await("CALL_ESTABLISHED", established + 1);
        for (char key : "4711739164#".toCharArray()) {
            carrier.order("sndcode", String.valueOf(key));
        }
        assertEquals(ended, carrier.count("CALL_CLOSED"), "they hear that it was not right");
        carrier.order("hangup");
        carrier.await("CALL_CLOSED", ended + 1);
        server.api().awaitIdle();
    }
}
