package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ProtocolVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.base.Randomness;

/** DTLS handshakes: with the wrong browser, on a bad network, and with what is smuggled in. Serves B2, G4. */
@Timeout(90)
class BrowserHandshakeTest {
    private static final int SOURCE = 0x0badcafe;
    private static final byte[] ALERT = HexFormat.of().parseHex("15fefd00000000000000630002" + "0228");

    private RelayRig rig;
    private BrowserPeer browser;
    private RelayRig.Peer phone;
    private BrowserLeg near;

    @BeforeEach
    void open() throws IOException {
        rig = RelayRig.withBrowsers();
        browser = new BrowserPeer(rig);
        phone = rig.new Peer();
        near = rig.openBrowser("near");
        near.connect(rig.answered("far", phone, "0 101"), Flow.BOTH);
    }

    @AfterEach
    void close() throws IOException {
        browser.close();
        phone.close();
        rig.close();
    }

    private void works() throws IOException {
        browser.await(() -> rig.news.equals(List.of("near connected")));
        browser.say(RelayRig.rtp(0, 1, 160, SOURCE, 160, 0x44));
        assertEquals(0x44, phone.take()[12]);
    }

    private void isRefused() throws IOException {
        assertTrue(browser.checks(true));
        browser.dtls.start();
        browser.await(() -> rig.news.contains("near gone"));
        browser.await(browser.dtls::ended);
        phone.send(RelayRig.rtp(0, 1, 160, 77, 160, 0x33));
        browser.pump();
        assertEquals(0, browser.media.size());
        assertEquals(List.of("near gone"), rig.news);
        assertEquals(0, near.packetsHeard());
        assertEquals(MediaLimits.DTLS_HANDSHAKES, rig.freeHandshakes());
    }

    @Test
    void browserWithAnotherCertificate_isRefused() throws IOException {
        byte[] digest = DtlsIdentity.random(Randomness.secure()).digest();
        String other = HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        browser.describe(
                near,
                browser.offer().replace(BrowserOffer.fingerprint(browser.identity), "a=fingerprint:sha-256 " + other));
        isRefused();
        browser.await(() -> !browser.dtls.failure.isEmpty()); // it has ended a moment before it says why
        assertTrue(browser.dtls.failure.contains("bad_certificate"), browser.dtls.failure);
    }

    @Test
    void browserWithoutCertificate_isRefused() throws IOException {
        browser.dtls.withCertificate = false;
        browser.describe(near);
        isRefused();
    }

    /** RFC 7627: without it two handshakes could be made to share their keys. */
    @Test
    void browserWithoutExtendedMasterSecret_isRefused() throws IOException {
        browser.dtls.withExtendedSecret = false;
        browser.describe(near);
        isRefused();
    }

    @Test
    void browserOfAnOldVersionOrWithWeakCiphers_isRefused() throws IOException {
        browser.dtls.version = ProtocolVersion.DTLSv10;
        browser.dtls.suites = new int[] {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA};
        browser.describe(near);
        isRefused();
    }

    @Test
    void browserWithCiphersOfNoForwardSecrecy_isRefused() throws IOException {
        browser.dtls.suites = new int[] {
            CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256
        };
        browser.describe(near);
        isRefused();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5, 8})
    void browserWithoutASuiteOfOurs_isRefused(int profile) throws IOException {
        browser.dtls.profiles = profile == 0 ? new int[0] : new int[] {profile};
        browser.describe(near);
        isRefused();
    }

    @Test
    void browserThatDoesNotCome_isGoneAfterTheLimit() throws IOException {
        browser.describe(near);
        assertTrue(browser.checks(true));
        rig.pass(Duration.ofSeconds(19));
        assertEquals(List.of(), rig.news);
        rig.pass(Duration.ofSeconds(2));
        assertEquals(List.of("near gone"), rig.news);
        browser.dtls.start();
        rig.pass(Duration.ofSeconds(2));
        browser.pump();
        assertEquals(0, browser.dtlsHeard, "too late");
    }

    @Test
    void handshakeNotDoneAtTheLimit_isGivenUp() throws IOException {
        browser.describe(near);
        assertTrue(browser.checks(true));
        browser.dtls.start();
        browser.await(() -> browser.dtlsHeard > 0);
        browser.network = datagram -> false;
        rig.pass(Duration.ofSeconds(21));
        assertEquals(List.of("near gone"), rig.news);
        // sooner than the handshake's own limit of 10 s
        rig.await(Duration.ofSeconds(5), () -> rig.freeHandshakes() == MediaLimits.DTLS_HANDSHAKES);
        browser.network = datagram -> true;
        browser.await(browser.dtls::ended);
        assertFalse(browser.dtls.connected());
        assertEquals(List.of("near gone"), rig.news);
    }

    /** Each datagram of the handshake is lost once, in either direction. */
    @Test
    void everyDatagramLostOnce_recovers() throws IOException {
        List<Integer> seen = new ArrayList<>();
        browser.network = datagram -> {
            // the same sent again has another record number, and the same length and beginning
            int kind = datagram.length << 16 | datagram[0] << 8 | datagram[13];
            boolean again = seen.contains(kind);
            seen.add(kind);
            return again;
        };
        browser.patience = Duration.ofSeconds(20);
        browser.connect(near);
        works();
        assertTrue(Set.copyOf(seen).size() >= 6, seen::toString);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void quarterOfTheDatagramsLost_recovers(long seed) throws IOException {
        Random random = new Random(seed);
        browser.network = datagram -> random.nextInt(4) != 0;
        browser.patience = Duration.ofSeconds(40);
        browser.connect(near);
        works();
    }

    /** The browser misses our last flight and says its own again. */
    @Test
    void lastFlightLost_isSaidAgain() throws IOException {
        browser.network = new LastFlight();
        browser.connect(near);
        works();
    }

    /** Loses the first two Finished of the server with their change of keys. */
    private static final class LastFlight implements java.util.function.Predicate<byte[]> {
        private int ofServer;
        private boolean clientFinished;

        @Override
        public boolean test(byte[] datagram) {
            boolean protectedRecord = datagram[4] == 1 && datagram[0] == 22;
            if (protectedRecord && !clientFinished) {
                clientFinished = true; // the client's comes first
                return true;
            }
            return !protectedRecord || ++ofServer > 2;
        }
    }

    @Test
    void firstMessageInManyPieces_isPutTogether() throws IOException {
        browser.dtls.sendLimit = 90;
        browser.connect(near);
        works();
    }

    /** Anybody on the way could have written these: they neither end the handshake nor the call. */
    @Test
    void alertsInClear_endNothing() throws IOException {
        browser.network = datagram -> {
            try {
                browser.sockets.getFirst().send(ALERT);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return true;
        };
        browser.connect(near);
        browser.sockets.getFirst().send(ALERT);
        works();
    }

    @Test
    void hugeMessage_isDropped() throws IOException {
        browser.describe(near);
        assertTrue(browser.checks(true));
        byte[] hello = HexFormat.of().parseHex("16fefd0000000000000001000e" + "01ffffff0000000000000002" + "0303");
        long malformed = rig.engine.counts().malformed();
        browser.sockets.getFirst().send(hello);
        assertEquals(malformed + 1, rig.engine.counts().malformed());
        assertEquals(MediaLimits.DTLS_HANDSHAKES, rig.freeHandshakes());
        browser.secure();
        works();
    }

    @Test
    void handshakeAnew_isNotBegun() throws IOException {
        browser.connect(near);
        works();
        List<byte[]> hellos = new java.util.concurrent.CopyOnWriteArrayList<>();
        DtlsPeer again = new DtlsPeer(browser.identity, hellos::add);
        again.start();
        rig.await(() -> !hellos.isEmpty());
        int heard = browser.dtlsHeard;
        for (int i = 0; i < 50; i++) {
            browser.sockets.getFirst().send(hellos.getFirst());
            browser.pump();
        }
        again.close();
        assertEquals(heard, browser.dtlsHeard);
        browser.say(RelayRig.rtp(0, 2, 320, SOURCE, 160, 0x45));
        assertEquals(0x45, phone.take()[12]);
        assertEquals(List.of("near connected"), rig.news);
    }

    @Test
    void rehearsal_goesToItsEnd() throws IOException {
        DtlsIdentity identity = DtlsIdentity.random(Randomness.secure());
        DtlsRehearsal.perform(rig.engine.browsers().crypto, identity);
    }

    @Test
    void identity_isNewEachDayAndNamesNobody() {
        String first = fingerprint();
        assertEquals(first, fingerprint());
        rig.skip(Duration.ofHours(25));
        rig.engine.tend();
        assertNotEquals(first, fingerprint());
        assertFalse(first.isEmpty());
        String certificate = new String(
                DtlsIdentity.random(Randomness.secure()).certificate(), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertTrue(certificate.matches("(?s).*[0-9a-f]{32}.*[0-9a-f]{32}.*"));
    }

    private String fingerprint() {
        BrowserLeg leg = rig.openBrowser("leg");
        browser.describe(leg);
        leg.close();
        return browser.value("fingerprint");
    }
}
