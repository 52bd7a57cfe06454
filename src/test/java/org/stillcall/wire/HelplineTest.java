package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.wire.RawCarrier.Heard;

/**
 * A published number over the wire (P2, P4, P14, G6, G16): baresip is the carrier and the desk phone; both hear each
 * other after the key that accepts. What a carrier is told by hand-written SIP is looked at field by field.
 */
class HelplineTest {
    private static final String PUBLISHED = "+16175558000";
    private static final String CALLER = "+12025550147";
    private static final String OTHER = "<sip:+12025550148@carrier.example>";
    private static final int NEAR_HERTZ = 700;
    private static final int FAR_HERTZ = 1100;

    @TempDir
    static Path folder;

    private static Site site;
    private static ServerProcess server;
    private static Baresip carrier;
    private static Baresip desk;
    private static LosingCarrier raw;

    @BeforeAll
    static void start() {
        Place carrierPlace = Place.free(Place.SWITCH);
        Place rawPlace = Place.free(Place.TRUNK);
        site = new Site(folder)
                .oldDigestOnly()
                .shortPrompts()
                .programme("audit", "")
                .registered("desk", "right-password")
                .helpline("audit", PUBLISHED, "phones = [\"desk\"]\nmessages = false")
                .trunk("carrier", carrierPlace, "")
                .trunk("raw", rawPlace, "priority = 2");
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
        raw = new LosingCarrier(rawPlace, site.sip());
    }

    @AfterAll
    static void end() {
        raw.close();
        desk.close();
        carrier.close();
        server.close();
    }

    @Test
    void caller_isPutThrough_whenTheDeskPhonePressesTheKey_andBothHearEachOther() {
        int rings = desk.count("CALL_INCOMING") + 1;
        int ended = carrier.count("CALL_CLOSED");
        carrier.order("dial", "sip:" + PUBLISHED + "@" + site.sip());
        carrier.await("CALL_ESTABLISHED", 1);
        desk.awaitRing(rings);
        desk.order("accept");
        desk.await("CALL_ESTABLISHED", 1);
        desk.awaitScreen("incoming rtp for 'audio' established"); // the switch asks for the key since then
        desk.order("sndcode", "1");
        desk.awaitHears(FAR_HERTZ);
        carrier.awaitHears(NEAR_HERTZ);
        carrier.order("hangup");
        carrier.await("CALL_CLOSED", ended + 1);
        desk.await("CALL_CLOSED", 1);
        server.api().awaitIdle();
    }

    /** 100 and 200 say nothing of us but what a call needs: far-leg.md, "18x/200 on call-backs". */
    @Test
    void responses_carryNothingOfUs() {
        LosingCarrier.Call call = raw.call(PUBLISHED, OTHER);
        Heard answer = call.answer();
        assertTrue(answer.text().startsWith("SIP/2.0 200 OK\n"), answer.text());
        assertEquals(List.of("100", "200"), call.statuses());
        for (Heard one : raw.all()) {
            for (String word : List.of(
                    "Server:",
                    "User-Agent:",
                    "P-Asserted",
                    "Remote-Party",
                    "Stillcall",
                    "audit",
                    "desk",
                    "Organization")) {
                assertFalse(one.text().contains(word), () -> word + " in " + one.text());
            }
        }
        assertEquals(
                List.of(
                        "Via",
                        "From",
                        "To",
                        "Call-ID",
                        "CSeq",
                        "Contact",
                        "Allow",
                        "Supported",
                        "Content-Type",
                        "Content-Length"),
                answer.text()
                        .split("\n\n", 2)[0]
                        .lines()
                        .skip(1)
                        .map(line -> line.substring(0, line.indexOf(':')))
                        .toList());
        assertTrue(
                answer.found("(?m)^Contact: (.*)$").matches("<sip:[0-9a-f]+@127\\.0\\.0\\.1:[0-9]+;transport=udp>"),
                answer.text());
        assertTrue(answer.found("(?m)^o=(.*)$").matches("- [0-9]+ [0-9]+ IN IP4 127\\.0\\.0\\.1"), answer.text());
        assertEquals("-", answer.found("(?m)^s=(.*)$"));
        assertFalse(answer.text().contains("a=tool"), answer.text());
        call.hangUp();
        server.api().awaitIdle();
    }

    @Test
    void anyOtherNumber_isNotInService() {
        Heard answer = raw.call("+16175558001", OTHER).answer();
        assertTrue(answer.text().startsWith("SIP/2.0 404 Not Found\n"), answer.text());
        Heard leased = raw.call("+" + Site.POOL.getFirst(), OTHER).answer();
        assertTrue(leased.text().startsWith("SIP/2.0 404 Not Found\n"), leased.text());
    }
}
