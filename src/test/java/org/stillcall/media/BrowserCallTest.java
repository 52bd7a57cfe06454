package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole calls of a browser made by hand: ICE, DTLS, secure RTP, and a phone on the other leg. Serves B2, G4. */
class BrowserCallTest {
    private static final int SOURCE = 0x0badcafe;

    private RelayRig rig;
    private BrowserPeer browser;
    private RelayRig.Peer phone;
    private BrowserLeg near;
    private RtpLeg far;

    @BeforeEach
    void open() throws IOException {
        rig = RelayRig.withBrowsers();
        browser = new BrowserPeer(rig);
        phone = rig.new Peer();
        near = rig.openBrowser("near");
        far = rig.answered("far", phone, "0 101");
        near.connect(far, Flow.BOTH);
        rig.turn();
    }

    @AfterEach
    void close() throws IOException {
        browser.close();
        phone.close();
        rig.close();
    }

    /** From the phone to the browser, and what the browser hears. */
    private byte[] phoneSays(int sequence, int fill) throws IOException {
        phone.send(RelayRig.rtp(0, sequence, sequence * 160, 77, 160, fill));
        return browser.hear();
    }

    /** From the browser to the phone. */
    private byte[] browserSays(int sequence, int fill) throws IOException {
        browser.say(RelayRig.rtp(0, sequence, sequence * 160, SOURCE, 160, fill));
        return phone.take();
    }

    @ParameterizedTest
    @ValueSource(ints = {DtlsPeer.GCM, DtlsPeer.CM})
    void sound_goesBothWaysMadeAnew(int profile) throws IOException {
        browser.dtls.profiles = profile == DtlsPeer.GCM ? new int[] {DtlsPeer.CM, DtlsPeer.GCM} : new int[] {profile};
        browser.connect(near);
        assertEquals(profile, browser.dtls.profile);
        assertEquals(
                browser.value("fingerprint").substring(8).replace(":", ""),
                java.util.HexFormat.of().withUpperCase().formatHex(browser.dtls.serverDigest));
        browser.await(() -> rig.news.contains("near connected"));

        byte[] extended = new byte[12 + 8 + 160];
        RtpPacket.writeHeader(extended, true, 0, 7, 1000, SOURCE);
        extended[0] |= 0x10;
        Bits.putInt(extended, 12, 0xbede0001);
        Bits.putInt(extended, 16, 0x10ff0000);
        Arrays.fill(extended, 20, extended.length, (byte) 0x55);
        browser.say(extended);
        RtpPacket heard = RelayRig.read(phone.take());
        assertEquals(12, heard.payloadOffset, "no extension, no contributing source");
        assertEquals(160, heard.payloadLength);
        assertEquals(0x55, heard.data[heard.payloadOffset]);
        assertNotEquals(SOURCE, heard.source);
        assertNotEquals(7, heard.sequence);

        RtpPacket back = RelayRig.read(phoneSays(1, 0x33));
        assertEquals(0x33, back.data[back.payloadOffset]);
        assertNotEquals(77, back.source);
        assertEquals(1, near.packetsHeard());
        assertEquals(List.of("near connected"), rig.news);
    }

    @Test
    void nothing_isHeardOrSaidBeforeTheKeys() throws IOException {
        browser.describe(near);
        assertTrue(browser.checks(true));
        browser.sockets.getFirst().send(RelayRig.rtp(0, 1, 160, SOURCE, 160, 0x55));
        phone.send(RelayRig.rtp(0, 1, 160, 77, 160, 0x33));
        near.play(Prompts.builtIn().ringing(), true);
        near.sendDigit('5');
        rig.pass(Duration.ofSeconds(1));
        browser.pump();
        assertEquals(0, browser.media.size());
        assertEquals(0, phone.poll().length);
        assertEquals(0, near.packetsHeard());
    }

    @Test
    void digits_goBothWaysAsEvents() throws IOException {
        browser.connect(near);
        byte[] press = RelayRig.event(1, 1600, SOURCE, 5, false, 160);
        press[1] = 126;
        browser.say(press);
        byte[] end = RelayRig.event(2, 1600, SOURCE, 5, true, 800);
        end[1] = 126;
        browser.say(end);
        assertTrue(rig.news.contains("near digit 5"));
        rig.pass(Duration.ofMillis(20));
        RtpPacket event = RelayRig.read(phone.take());
        assertEquals(101, event.payloadType);
        assertEquals(5, event.data[event.payloadOffset]);

        near.sendDigit('#');
        rig.pass(Duration.ofMillis(20));
        RtpPacket told = RelayRig.read(browser.hear());
        assertEquals(126, told.payloadType, "the number of the offer, at 8 kHz");
        assertEquals(11, told.data[told.payloadOffset]);
    }

    @Test
    void prompt_isHeardByTheBrowser() throws IOException {
        browser.connect(near);
        near.play(Prompts.builtIn().ringing(), true);
        rig.pass(Duration.ofMillis(60));
        RtpPacket first = RelayRig.read(browser.hear());
        assertTrue(first.marker);
        assertTrue(near.levelSent() > 1000);
    }

    @Test
    void reports_areOurOwnAndOnTheSamePort() throws IOException {
        browser.connect(near);
        browserSays(1, 0x55);
        byte[] sender = new byte[28];
        Bits.putInt(sender, 0, 0x80c80006);
        Bits.putInt(sender, 4, SOURCE);
        Bits.putInt(sender, 8, 0x01020304);
        Bits.putInt(sender, 12, 0x05060708);
        browser.sayControl(sender, 1);
        phoneSays(1, 0x33);
        browser.media.clear();
        rig.pass(Duration.ofSeconds(8));
        byte[] report = browser.hearControl();
        assertEquals(200, report[1] & 0xff);
        assertEquals(SOURCE, Bits.getInt(report, 28), "a block on what we hear");
        assertEquals(0x03040506, Bits.getInt(report, 44), "the middle of the browser's clock");
        assertFalse(new String(report, java.nio.charset.StandardCharsets.ISO_8859_1).contains("CANARY"));
    }

    @Test
    void close_saysByeAndCloseNotify() throws IOException {
        browser.connect(near);
        phoneSays(1, 0x33);
        near.close();
        byte[] bye = browser.hearControl();
        assertEquals(203, bye[bye.length - 7] & 0xff);
        browser.await(browser.dtls::ended);
        phone.send(RelayRig.rtp(0, 2, 320, 77, 160, 0x33));
        assertNull(browser.poll(false));
        assertFalse(browser.checks(true), "a closed leg answers nothing");
    }

    @Test
    void closeNotifyOfTheBrowser_isToldOnceAndEndsIt() throws IOException {
        browser.connect(near);
        browser.await(() -> rig.news.contains("near connected"));
        browser.dtls.hangUp();
        browser.await(() -> rig.news.contains("near gone"));
        phone.send(RelayRig.rtp(0, 2, 320, 77, 160, 0x33));
        browser.pump();
        assertNull(browser.poll(false));
        long heard = near.packetsHeard();
        browser.say(RelayRig.rtp(0, 9, 1600, SOURCE, 160, 0x55));
        assertEquals(heard, near.packetsHeard());
        rig.pass(Duration.ofSeconds(60));
        assertEquals(List.of("near connected", "near gone"), rig.news);
    }

    @Test
    void applicationData_isThrownAway() throws IOException {
        browser.connect(near);
        browser.await(() -> rig.news.contains("near connected"));
        for (int i = 0; i < 100; i++) {
            browser.dtls.say(new byte[1000]);
        }
        browser.pump();
        RtpPacket back = RelayRig.read(phoneSays(1, 0x33));
        assertEquals(0x33, back.data[back.payloadOffset]);
        assertEquals(List.of("near connected"), rig.news);
    }

    @Test
    void otherLaw_isTranscodedAndHoldIsKept() throws IOException {
        browser.describe(near, browser.offer().replace("111 63 0 8", "8").replace("a=sendrecv", "a=sendonly"));
        assertTrue(browser.answer.contains("a=recvonly") && browser.answer.contains("SAVPF 8 126"));
        assertTrue(browser.checks(true));
        browser.secure();
        browser.say(RelayRig.rtp(8, 1, 160, SOURCE, 160, G711.ALAW_SILENCE));
        assertEquals(G711.ULAW_SILENCE & 0xff, phone.take()[12] & 0xfe | 1);
        phone.send(RelayRig.rtp(0, 2, 320, 77, 160, 0x33));
        browser.pump();
        assertNull(browser.poll(false), "held: nothing is sent");
        browser.describe(near, browser.offer());
        RtpPacket back = RelayRig.read(phoneSays(3, 0x33));
        assertEquals(0, back.payloadType);
    }

    @Test
    void twoBrowsers_talkOnOnePort() throws IOException {
        try (BrowserPeer other = new BrowserPeer(rig)) {
            browser.connect(near);
            BrowserLeg second = rig.openBrowser("second");
            other.connect(second);
            near.connect(second, Flow.BOTH);
            rig.turn();
            browser.say(RelayRig.rtp(0, 1, 160, SOURCE, 160, 0x44));
            assertEquals(0x44, other.hear()[12]);
            other.say(RelayRig.rtp(0, 1, 160, SOURCE, 160, 0x45));
            assertEquals(0x45, browser.hear()[12]);
            assertArrayEquals(new byte[0], phone.poll());
        }
    }
}
