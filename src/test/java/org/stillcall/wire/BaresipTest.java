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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A desk phone that registers and a trunk that answers, both baresip: sound, keys, hold (B1, G1, G18, G19). */
class BaresipTest {
    private static final String NUMBER = "+12025550163";
    private static final int NEAR_HERTZ = 700;
    private static final int FAR_HERTZ = 1100;

    @TempDir
    static Path folder;

    private static Authority authority;
    private static Site site;
    private static Place tls;
    private static Place trunkPlace;
    private static Baresip trunk;
    private static ServerProcess server;
    private static int answered;

    @BeforeAll
    static void start() {
        authority = Authority.in(folder);
        tls = Place.free(Place.SWITCH);
        trunkPlace = Place.free(Place.SWITCH);
        site = new Site(folder)
                .oldDigestOnly()
                .tls(authority, tls)
                .programme("audit", "")
                .registered("desk", "right-password")
                .registered("guessed", "unguessable")
                // its RTP comes from 127.0.0.1 wherever it says that it is; so do phones by TCP, which are no carriers
                .trunk("carrier", trunkPlace, "addresses = [\"127.0.0.200\"]");
        server = ServerProcess.start(site);
        trunk = Baresip.start(
                folder, trunkPlace, "<sip:" + NUMBER + "@" + Place.SWITCH + ">;regint=0;answermode=auto", FAR_HERTZ);
    }

    @AfterAll
    static void end() {
        trunk.close();
        server.close();
    }

    private static Baresip desk(String transport, String password) {
        String port = transport.equals("tls") ? tls.toString() : site.sip().toString();
        String account = "<sip:desk@" + port + ";transport=" + transport + ">;auth_pass=" + password
                + ";regint=60;answermode=manual;audio_codecs=PCMU/8000";
        return Baresip.start(
                folder,
                Place.free(Place.PHONE),
                account,
                NEAR_HERTZ,
                "sip_cafile " + authority.root(),
                "sip_verify_server yes");
    }

    /** The number goes to {@code ./stillcall call} by its standard input, as an operator would type it. */
    private static Child callByTerminal() {
        Child call = Child.start(
                folder,
                List.of(
                        Path.of("stillcall").toAbsolutePath().toString(),
                        "call",
                        "--phone",
                        "desk",
                        "--programme",
                        "audit",
                        "--http",
                        Integer.toString(server.api().port()),
                        "--token",
                        ServerProcess.TOKEN));
        call.write(NUMBER + "\n");
        call.endInput();
        return call;
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp", "tls"})
    void phone_thatRegistered_isRungAndTalksToTheFarSide(String transport) {
        try (Baresip phone = desk(transport, "right-password")) {
            phone.awaitRegistered();
            try (Child call = callByTerminal()) {
                phone.awaitRing(1);
                phone.order("accept");
                call.out().await("Connected.");
                trunk.await("CALL_ESTABLISHED", ++answered);
                phone.awaitHears(FAR_HERTZ);
                trunk.awaitHears(NEAR_HERTZ);
                phone.order("hangup");
                trunk.await("CALL_CLOSED", answered);
                assertEquals(0, call.exit(Waiting.LIMIT));
                assertTrue(phone.screen().stream().noneMatch(line -> line.contains("2025550163")));
            }
        }
        server.api().awaitIdle();
    }

    @Test
    void phone_thatDials_isConnectedWithoutShowingItself() {
        try (Baresip phone = desk("udp", "right-password")) {
            phone.awaitRegistered();
            int offersBefore = trunk.count("CALL_REMOTE_SDP");
            phone.order("dial", NUMBER);
            trunk.await("CALL_ESTABLISHED", ++answered);
            phone.await("CALL_ESTABLISHED", 1);
            trunk.awaitHears(NEAR_HERTZ);
            assertTrue(trunk.screen().stream().noneMatch(line -> line.contains("desk") || line.contains(Place.PHONE)));
            assertTrue(trunk.screen().stream().anyMatch(line -> line.contains("anonymous@anonymous.invalid")));

            phone.order("sndcode", "5");
            trunk.await("CALL_DTMF_START", 1);

            phone.order("hold");
            trunk.awaitStillness();
            phone.order("resume");
            trunk.awaitGrowth();
            trunk.awaitHears(NEAR_HERTZ);
            assertEquals(0, trunk.count("CALL_REMOTE_SDP") - offersBefore - 1, "the hold shows on the far leg");

            trunk.order("hangup");
            phone.await("CALL_CLOSED", 1);
        }
        server.api().awaitIdle();
    }

    @Test
    void phone_withTheWrongPassword_isRefusedAndThenThrottled() {
        String account = "<sip:guessed@" + site.sip() + ">;auth_pass=wrong;regint=60";
        try (Baresip phone = Baresip.start(folder, Place.free("127.0.0.66"), account, NEAR_HERTZ)) {
            phone.awaitScreen("503 Service Unavailable"); // it tries again and again by itself
        }
        assertFalse(server.api().reachable("guessed"));
        assertTrue(server.log().all().stream().anyMatch(line -> line.contains("came too often")));
    }
}
