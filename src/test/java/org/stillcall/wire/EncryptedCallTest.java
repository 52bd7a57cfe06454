package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call that is TLS and SRTP on both legs, between a phone and a trunk that are both baresip (B1, G12). */
class EncryptedCallTest {
    private static final String NUMBER = "+12025550166";
    private static final int NEAR_HERTZ = 600;
    private static final int FAR_HERTZ = 1300;

    @TempDir
    Path folder;

    @Test
    void call_overTlsAndSrtpOnBothLegs_isHeardOnBothSides() {
        Authority authority = Authority.in(folder);
        Place tls = Place.free(Place.SWITCH);
        Place carrier = Place.free(Place.SWITCH);
        Site site = new Site(folder)
                .oldDigestOnly()
                .secureMediaDemanded()
                .tls(authority, tls)
                .programme("audit", "")
                .registered("desk", "right-password")
                .trunk(
                        "carrier",
                        new Place(carrier.address(), carrier.port() + 1), // where baresip listens for TLS
                        "transport = \"tls\"\nmedia = \"sdes\"\naddresses = [\"127.0.0.200\"]");
        String phoneAccount = "<sip:desk@" + tls + ";transport=tls>;auth_pass=right-password;regint=60"
                + ";answermode=manual;mediaenc=srtp-mand";
        String trunkAccount = "<sip:" + NUMBER + "@" + Place.SWITCH + ";transport=tls>;regint=0;answermode=auto"
                + ";mediaenc=srtp-mand";
        String certificate = "sip_certificate " + authority.both();
        String trusted = "sip_cafile " + authority.root();
        try (ServerProcess server = ServerProcess.start(site);
                Baresip trunk = Baresip.start(
                        folder, carrier, trunkAccount, FAR_HERTZ, certificate, trusted, "module srtp.so");
                Baresip phone = Baresip.start(
                        folder, Place.free(Place.PHONE), phoneAccount, NEAR_HERTZ, trusted, "module srtp.so")) {
            phone.awaitRegistered();
            String id = server.api().place("desk", NUMBER);
            phone.awaitRing(1);
            phone.order("accept");
            server.api().await(id, "TALKING");
            phone.awaitHears(FAR_HERTZ);
            trunk.awaitHears(NEAR_HERTZ);
            trunk.order("hangup");
            assertEquals("TALKED", server.api().outcome(id));
            server.api().awaitIdle();
        }
    }
}
