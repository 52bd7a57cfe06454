package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A browser whose network changes, goes away or comes back, and what its checks are told. Serves B1, B2. */
class BrowserPathTest {
    private static final int SOURCE = 0x0badcafe;

    private RelayRig rig;
    private BrowserPeer browser;
    private RelayRig.Peer phone;
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
        browser.await(() -> rig.news.contains("near connected"));
    }

    @AfterEach
    void close() throws IOException {
        browser.close();
        phone.close();
        rig.close();
    }

    private void phoneSays() throws IOException {
        said++;
        phone.send(RelayRig.rtp(0, said, said * 160, 77, 160, 0x33));
        rig.turn();
    }

    private void browserIsHeard() throws IOException {
        said++;
        browser.say(RelayRig.rtp(0, said, said * 160, SOURCE, 160, said));
        assertEquals(said, phone.take()[12] & 0xff);
    }

    /** Where the phone's sound arrives now. */
    private boolean arrivesAt(RelayRig.Peer socket) throws IOException {
        browser.pump();
        phoneSays();
        return !socket.takeAll().isEmpty();
    }

    @Test
    void nominatedPath_takesTheCall() throws IOException {
        RelayRig.Peer wifi = browser.sockets.getFirst();
        RelayRig.Peer mobile = browser.move();
        assertTrue(browser.checks(false));
        browserIsHeard();
        assertTrue(arrivesAt(wifi), "checked, but not nominated");
        rig.pass(Duration.ofSeconds(2));
        assertTrue(browser.checks(true, 1));
        assertTrue(arrivesAt(mobile));
        assertFalse(arrivesAt(wifi));
        browserIsHeard();
        assertEquals(List.of("near connected"), rig.news);
    }

    @Test
    void iceRestart_keepsTheKeysAndTheCall() throws IOException {
        RelayRig.Peer wifi = browser.sockets.getFirst();
        String nameBefore = browser.value("ice-ufrag");
        String passwordBefore = browser.value("ice-pwd");
        String certificate = browser.value("fingerprint");
        browser.restart();
        browser.describe(near);
        assertNotEquals(nameBefore, browser.value("ice-ufrag"));
        assertNotEquals(passwordBefore, browser.value("ice-pwd"));
        assertEquals(certificate, browser.value("fingerprint"));
        assertTrue(arrivesAt(wifi), "the old path serves meanwhile");
        browserIsHeard();
        RelayRig.Peer mobile = browser.move();
        assertTrue(browser.checks(true, 1));
        assertTrue(arrivesAt(mobile));
        browserIsHeard();
        String answer = browser.answer;
        browser.answer = answer.replace(browser.value("ice-ufrag"), nameBefore)
                .replace(browser.value("ice-pwd"), passwordBefore);
        assertFalse(browser.checks(true), "the old credentials are over");
        browser.answer = answer;
        assertTrue(browser.checks(true));
        assertEquals(List.of("near connected"), rig.news);
    }

    @Test
    void offerAgain_isNoRestart() throws IOException {
        String name = browser.value("ice-ufrag");
        browser.describe(near);
        assertEquals(name, browser.value("ice-ufrag"));
        browserIsHeard();
        phoneSays();
        assertEquals(0x33, browser.hear()[12]);
    }

    @Test
    void offerWithAnotherCertificate_isRefusedAndChangesNothing() throws IOException {
        try (BrowserPeer other = new BrowserPeer(rig)) {
            Negotiation outcome = near.answerTo(other.offer().getBytes(StandardCharsets.US_ASCII));
            assertEquals(new Negotiation.Refused(Negotiation.Reason.NOT_EXPECTED), outcome);
        }
        assertTrue(browser.checks(true));
        browserIsHeard();
    }

    @Test
    void browserWithoutChecks_isToldSilentOnceAndNotSpokenTo() throws IOException {
        rig.pass(Duration.ofSeconds(29));
        phoneSays();
        assertEquals(0x33, browser.hear()[12]);
        assertEquals(List.of("near connected"), rig.news);
        rig.pass(Duration.ofSeconds(2));
        assertEquals(List.of("near connected", "near silent"), rig.news);
        browser.pump();
        browser.media.clear();
        phoneSays();
        near.play(Prompts.builtIn().ringing(), true);
        rig.pass(Duration.ofSeconds(40));
        browser.pump();
        assertNull(browser.poll(false), "without consent nothing is sent");
        assertEquals(List.of("near connected", "near silent"), rig.news);
        assertTrue(browser.checks(true));
        rig.pass(Duration.ofMillis(40));
        assertEquals(12 + 160, browser.hear().length);
        rig.pass(Duration.ofSeconds(31));
        assertEquals(List.of("near connected", "near silent", "near silent"), rig.news);
    }

    /** Ten seconds without network, then checks from another address. */
    @Test
    void networkGoneForTenSeconds_costsNothingElse() throws IOException {
        assertTrue(browser.checks(true));
        rig.pass(Duration.ofSeconds(10));
        RelayRig.Peer mobile = browser.move();
        assertTrue(browser.checks(true));
        assertTrue(arrivesAt(mobile));
        browserIsHeard();
        assertEquals(List.of("near connected"), rig.news);
    }

    @Test
    void silenceOfASupervisedBrowser_isTold() throws IOException {
        near.supervise(true);
        for (int i = 0; i < 9; i++) {
            rig.pass(Duration.ofMillis(2500));
            assertTrue(browser.checks(true));
        }
        assertEquals(List.of("near connected", "near silent"), rig.news);
    }

    @Test
    void addresses_areBoundedAndForgotten() throws IOException {
        for (int i = 0; i < 3 * MediaLimits.ICE_PATHS; i++) {
            browser.move();
            assertTrue(browser.checks(false));
            assertTrue(rig.addresses() <= MediaLimits.ICE_PATHS);
        }
        assertEquals(MediaLimits.ICE_PATHS, rig.addresses());
        browser.goOnFrom(browser.sockets.getFirst());
        browserIsHeard();
        phoneSays();
        assertEquals(0x33, browser.hear()[12], "the nominated path was kept");
        for (int i = 0; i < 10; i++) {
            rig.pass(Duration.ofSeconds(4));
            assertTrue(browser.checks(false));
        }
        assertEquals(1, rig.addresses());
        near.close();
        rig.turn();
        assertEquals(0, rig.addresses());
    }

    private int errorTold(HandStun check) throws IOException {
        String password = browser.value("ice-pwd");
        byte[] told = browser.ask(check.signed(password).fingerprinted());
        StunReader reader = new StunReader();
        assertTrue(reader.read(told, 0, told.length));
        assertEquals(0x0111, reader.type());
        assertTrue(reader.fingerprinted() && reader.genuine(new StunKey(password.getBytes(StandardCharsets.US_ASCII))));
        assertFalse(reader.find(Stun.XOR_MAPPED_ADDRESS));
        assertFalse(reader.find(0x8022), "no SOFTWARE");
        assertTrue(reader.find(Stun.ERROR_CODE));
        return reader.errorCode();
    }

    /** RFC 8489 section 6.3.1, RFC 8445 section 7.3.1.1; told only to who proved to know the password. */
    @Test
    void genuineCheckWithAFault_isToldWhich() throws IOException {
        String user = browser.value("ice-ufrag") + ":" + browser.name;
        browser.move();
        assertEquals(400, errorTold(browser.request().text(6, user).attribute(0x802a, new byte[8])));
        assertEquals(
                487, errorTold(browser.request().text(6, user).word(0x24, 1).attribute(0x8029, new byte[8])));
        assertEquals(
                420, errorTold(browser.request().text(6, user).word(0x24, 1).attribute(0x7eee, new byte[3])));
        assertEquals(1, rig.addresses(), "a path is not proved by a faulty check");
    }
}
