package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has not proved itself is never heard and never answered, and no call notices it. Serves B2, G4. */
class BrowserStrangersTest {
    private static final int SOURCE = 0x0badcafe;

    private final Random random = new Random(7);
    private RelayRig rig;
    private BrowserPeer browser;
    private RelayRig.Peer phone;
    private RelayRig.Peer stranger;
    private BrowserLeg near;
    private int said;

    @BeforeEach
    void call() throws IOException {
        rig = RelayRig.withBrowsers();
        browser = new BrowserPeer(rig);
        phone = rig.new Peer();
        near = rig.openBrowser("near");
        near.connect(rig.answered("far", phone, "0 101"), Flow.BOTH);
        browser.connect(near);
        stranger = stranger();
    }

    @AfterEach
    void close() throws IOException {
        browser.close();
        phone.close();
        stranger.close();
        rig.close();
    }

    private RelayRig.Peer stranger() throws IOException {
        RelayRig.Peer peer = rig.new Peer();
        peer.leg = new java.net.InetSocketAddress(RelayRig.LOOPBACK, rig.browserPort());
        return peer;
    }

    /** The call as it was: sound both ways, on the browser's own address. */
    private void unharmed() throws IOException {
        said++;
        browser.say(RelayRig.rtp(0, said, said * 160, SOURCE, 160, said));
        assertEquals(said, phone.take()[12] & 0xff);
        phone.send(RelayRig.rtp(0, said, said * 160, 77, 160, said + 100));
        assertEquals(said + 100, browser.hear()[12] & 0xff);
        assertTrue(rig.news.stream().allMatch("near connected"::equals));
    }

    private void unanswered(byte[] datagram) throws IOException {
        stranger.send(datagram);
        rig.turn();
        assertEquals(0, stranger.poll().length, "a stranger was answered");
    }

    /** A check in every way but one as ours; that one way is enough for silence. */
    @Test
    void checkThatProvesNothing_isNotAnswered() throws IOException {
        String password = browser.value("ice-pwd");
        String ours = browser.value("ice-ufrag");
        byte[] right = browser.check(true, 1).signed(password).fingerprinted();

        unanswered(browser.check(true, 1).signed("A".repeat(24)).fingerprinted());
        unanswered(browser.check(true, 1).fingerprinted());
        unanswered(browser.check(true, 1).signed(password).bytes());
        byte[] wrongCheck = right.clone();
        wrongCheck[wrongCheck.length - 1] ^= 1;
        unanswered(wrongCheck);
        byte[] changed = right.clone();
        changed[25] ^= 1; // a character of the name
        unanswered(changed);
        unanswered(browser.request().word(0x24, 1).signed(password).fingerprinted());
        for (String name : List.of(ours + ":other", ours + ":", ours, "AAAAAAAA:" + browser.name, ":" + browser.name)) {
            unanswered(browser.request()
                    .text(6, name)
                    .word(0x24, 1)
                    .signed(password)
                    .fingerprinted());
        }
        for (int type : new int[] {0x0011, 0x0101, 0x0111, 0x0003}) {
            unanswered(new HandStun(type, new byte[12])
                    .text(6, ours + ":" + browser.name)
                    .word(0x24, 1)
                    .signed(password)
                    .fingerprinted());
        }
        assertEquals(1, rig.addresses());
        unharmed();
    }

    @Test
    void strangersSound_isNotHeard() throws IOException {
        byte[] genuine = browser.sealed(RelayRig.rtp(0, 500, 80_000, SOURCE, 160, 0x44));
        long strangers = rig.engine.counts().strangers();
        unanswered(genuine);
        unanswered(RelayRig.rtp(0, 1, 160, SOURCE, 160, 0x44));
        byte[] report = new byte[28];
        Bits.putInt(report, 0, 0x80c80006);
        unanswered(report);
        assertEquals(strangers + 3, rig.engine.counts().strangers());
        assertEquals(0, near.packetsHeard());
        assertEquals(0, phone.poll().length);
        unharmed();
    }

    @Test
    void forgedAndRepeatedSound_fromTheBrowsersOwnAddress_isNotHeard() throws IOException {
        byte[] genuine = browser.sealed(RelayRig.rtp(0, 1, 160, SOURCE, 160, 0x44));
        byte[] forged = genuine.clone();
        forged[40] ^= 1;
        RelayRig.Peer own = browser.sockets.getFirst();
        own.send(forged);
        own.send(RelayRig.rtp(0, 1, 160, SOURCE, 160, 0x44));
        assertEquals(0, phone.poll().length);
        own.send(genuine);
        assertEquals(0x44, phone.take()[12]);
        own.send(genuine);
        assertEquals(0, phone.poll().length);
        assertEquals(1, near.packetsHeard());
    }

    @Test
    void rubbish_ofEveryFirstByte_isNotAnswered() throws IOException {
        for (int first = 0; first < 256; first++) {
            byte[] datagram = new byte[random.nextInt(200)];
            random.nextBytes(datagram);
            if (datagram.length > 0) {
                datagram[0] = (byte) first;
            }
            unanswered(datagram);
            browser.sockets.getFirst().send(datagram);
        }
        browser.pump();
        assertEquals(0, browser.stun.size());
        browser.media.clear();
        unharmed();
    }

    /** Thousand first messages of a handshake from addresses that proved nothing, and a newcomer among them. */
    @Test
    void thousandStrangersHandshakes_areNotBegun() throws IOException {
        List<byte[]> hellos = new ArrayList<>();
        DtlsPeer speaker = new DtlsPeer(browser.identity, hello -> {
            synchronized (hellos) {
                hellos.add(hello);
            }
        });
        speaker.start();
        rig.await(() -> {
            synchronized (hellos) {
                return !hellos.isEmpty();
            }
        });
        speaker.close();
        List<RelayRig.Peer> crowd = new ArrayList<>();
        try (BrowserPeer newcomer = new BrowserPeer(rig)) {
            long before = rig.engine.counts().strangers();
            BrowserLeg leg = rig.openBrowser("newcomer");
            newcomer.describe(leg);
            assertTrue(newcomer.checks(true));
            newcomer.dtls.start();
            for (int i = 0; i < 250; i++) {
                crowd.add(stranger());
            }
            for (int i = 0; i < 1000; i++) {
                byte[] hello = hellos.getFirst().clone();
                Bits.putInt(hello, 13 + 12 + 2, i); // another random each
                crowd.get(i % crowd.size()).send(hello);
                newcomer.pump();
            }
            assertEquals(before + 1000, rig.engine.counts().strangers());
            newcomer.await(newcomer.dtls::connected);
            newcomer.await(() -> rig.news.contains("newcomer connected"));
            rig.news.remove("newcomer connected");
            for (RelayRig.Peer each : crowd) {
                assertEquals(0, each.poll().length);
            }
            assertEquals(MediaLimits.DTLS_HANDSHAKES, rig.freeHandshakes());
            unharmed();
        } finally {
            for (RelayRig.Peer each : crowd) {
                each.close();
            }
        }
    }

    /** Another advocate's browser, with credentials of its own, cannot take an address that counts for this one. */
    @Test
    void addressOfAnotherLeg_cannotBeTaken() throws IOException {
        try (BrowserPeer other = new BrowserPeer(rig)) {
            BrowserLeg leg = rig.openBrowser("other");
            other.describe(leg);
            RelayRig.Peer own = browser.sockets.getFirst();
            other.goOnFrom(own);
            assertFalse(other.checks(true));
            browser.pump();
            assertEquals(0, browser.stun.size());
            unharmed();
            near.close();
            rig.turn();
            other.goOnFrom(own);
            own.send(other.check(true, 1).signed(other.value("ice-pwd")).fingerprinted());
            browser.pump();
            assertEquals(1, browser.stun.size(), "free again once that leg is closed");
        }
    }

    /** Each handshake holds a place; the next browser's first message is lost until one is free. */
    @Test
    void handshakesAtOnce_areBounded() throws IOException {
        assertEquals(MediaLimits.DTLS_HANDSHAKES, rig.freeHandshakes());
        assertTrue(rig.engine.browsers().handshakes.tryAcquire(MediaLimits.DTLS_HANDSHAKES - 1)); // as if by others
        try (BrowserPeer half = new BrowserPeer(rig);
                BrowserPeer late = new BrowserPeer(rig)) {
            BrowserLeg halfway = rig.openBrowser("half");
            half.describe(halfway);
            assertTrue(half.checks(true));
            half.dtls.start();
            half.await(() -> half.dtlsHeard > 0);
            half.network = datagram -> false;
            assertEquals(0, rig.freeHandshakes());
            BrowserLeg leg = rig.openBrowser("late");
            late.describe(leg);
            assertTrue(late.checks(true));
            long exhausted = rig.engine.counts().exhausted();
            late.dtls.start();
            late.await(() -> rig.engine.counts().exhausted() > exhausted);
            assertFalse(late.dtls.connected());
            halfway.close();
            late.await(late.dtls::connected);
            unharmedButFor("late connected");
        }
        rig.await(() -> rig.freeHandshakes() == 1);
    }

    private void unharmedButFor(String one) throws IOException {
        rig.await(() -> rig.news.remove(one));
        unharmed();
    }

    @Test
    void legs_areBounded() {
        List<BrowserLeg> legs = new ArrayList<>();
        for (int i = 1; i < MediaLimits.BROWSER_LEGS; i++) {
            legs.add(rig.openBrowser("leg"));
        }
        long exhausted = rig.engine.counts().exhausted();
        assertNull(rig.engine.openBrowser(rig.listener("one more")));
        assertEquals(exhausted + 1, rig.engine.counts().exhausted());
        legs.getFirst().close();
        rig.turn();
        assertNotNull(rig.engine.openBrowser(rig.listener("one more")));
    }

    @Test
    void engineWithoutAPortForBrowsers_opensNone() {
        try (RelayRig without = new RelayRig()) {
            assertNull(without.engine.openBrowser(without.listener("none")));
        }
    }
}
