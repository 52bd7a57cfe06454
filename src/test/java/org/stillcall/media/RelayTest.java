package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Row G1: what crosses from one leg to the other over real sockets, and what does not. */
class RelayTest {
    private RelayRig rig;
    private RelayRig.Peer near;
    private RelayRig.Peer far;

    @BeforeEach
    void open() throws IOException {
        rig = new RelayRig();
        near = rig.new Peer();
        far = rig.new Peer();
    }

    @AfterEach
    void close() throws IOException {
        near.close();
        far.close();
        rig.close();
    }

    private RtpLeg[] connected(String nearPayloads, String farPayloads) {
        RtpLeg nearLeg = rig.answered("near", near, nearPayloads);
        RtpLeg farLeg = rig.answered("far", far, farPayloads);
        nearLeg.connect(farLeg, Flow.BOTH);
        rig.turn();
        return new RtpLeg[] {nearLeg, farLeg};
    }

    @Test
    void audio_isReMadeWithNothingOfTheSender() throws IOException {
        RtpLeg[] legs = connected("0 8 101", "0 8 101");
        byte[] rich = new byte[12 + 8 + 8 + 160 + 4];
        RtpPacket.writeHeader(rich, true, 0, 7777, 123456, 0xcafebabe);
        rich[0] = (byte) (0x80 | 0x20 | 0x10 | 2); // padding, extension, two contributing sources
        Arrays.fill(rich, 12, 20, (byte) 0xca);
        Bits.putInt(rich, 20, 0xbede0001);
        Bits.putInt(rich, 24, 0xcacacaca);
        Arrays.fill(rich, 28, 188, (byte) 0x42);
        rich[191] = 4;
        near.send(rich);
        byte[] got = far.take();
        assertEquals(172, got.length);
        assertEquals((byte) 0x80, got[0]);
        RtpPacket packet = RelayRig.read(got);
        assertEquals(0, packet.payloadType);
        assertNotEquals(0xcafebabe, packet.source);
        assertTrue(packet.sequence != 7777 && packet.sequence < 0x8000);
        assertNotEquals(123456, packet.timestamp);
        assertArrayEquals(Arrays.copyOfRange(rich, 28, 188), Arrays.copyOfRange(got, 12, 172));
        assertEquals(1, legs[0].packetsHeard());
        assertTrue(legs[0].levelHeard() > 0);
        assertEquals(legs[0].levelHeard(), legs[1].levelSent());
    }

    @Test
    void numbers_areOthersOnEachLegAndStayInOrder() throws IOException {
        connected("0", "0");
        Set<Integer> sources = new HashSet<>();
        int base = 0;
        for (int i = 0; i < 5; i++) {
            near.send(RelayRig.rtp(0, 65534 + i, 1000 + 160 * i, 1, 160, 1));
            far.send(RelayRig.rtp(0, 10 + i, 160 * i, 1, 160, 2));
            RtpPacket packet = RelayRig.read(far.take());
            assertEquals(i == 0, packet.marker);
            base = i == 0 ? packet.sequence : base;
            assertEquals(base + i, packet.sequence);
            sources.add(packet.source);
            sources.add(RelayRig.read(near.take()).source);
        }
        assertEquals(2, sources.size());
    }

    @Test
    void laws_areConvertedWhereLegsDiffer() throws IOException {
        connected("0", "8");
        near.send(RelayRig.rtp(0, 1, 1, 1, 160, G711.ULAW_SILENCE));
        RtpPacket toFar = RelayRig.read(far.take());
        assertEquals(8, toFar.payloadType);
        assertEquals(G711.ALAW_SILENCE, toFar.data[12]);
        far.send(RelayRig.rtp(8, 1, 1, 1, 160, G711.toALaw(8000)));
        RtpPacket toNear = RelayRig.read(near.take());
        assertEquals(0, toNear.payloadType);
        assertEquals(8000, G711.fromULaw(toNear.data[12]), 400);
    }

    @Test
    void otherPayloads_areDropped() throws IOException {
        connected("0", "0");
        near.send(RelayRig.rtp(13, 1, 1, 1, 1, 0x40)); // comfort noise
        near.send(RelayRig.rtp(96, 2, 1, 1, 160, 0x40));
        near.send(RelayRig.rtp(0, 3, 1, 1, 481, 0x40)); // beyond the limit of samples
        near.send(new byte[11]);
        near.send(new byte[1501]);
        rig.await(() -> rig.engine.counts().malformed() == 5);
        assertEquals(0, far.poll().length);
    }

    @Test
    void repeatedPacket_isDropped() throws IOException {
        connected("0", "0");
        byte[] packet = RelayRig.rtp(0, 1, 1, 1, 160, 1);
        near.send(packet);
        near.send(packet);
        rig.await(() -> rig.engine.counts().malformed() == 1);
        assertEquals(1, far.takeAll().size());
    }

    @Test
    void stranger_isCountedNeverHeardNeverAnswered() throws IOException {
        connected("0", "0");
        near.send(RelayRig.rtp(0, 1, 1, 1, 160, 1));
        assertEquals(172, far.take().length);
        try (RelayRig.Peer stranger = rig.new Peer()) {
            stranger.leg = near.leg;
            stranger.send(RelayRig.rtp(0, 2, 161, 1, 160, 2));
            rig.await(() -> rig.engine.counts().strangers() == 1);
            far.send(RelayRig.rtp(0, 1, 1, 1, 160, 3));
            assertEquals(172, near.take().length);
            rig.pass(Duration.ofSeconds(30));
            stranger.send(RelayRig.rtp(0, 3, 161, 1, 160, 2));
            rig.await(() -> rig.engine.counts().strangers() == 2);
            assertEquals(0, stranger.takeAll().size());
            assertEquals(
                    0, far.takeAll().stream().filter(p -> p[1] != (byte) 200).count());
        }
    }

    @Test
    void oneWay_carriesOnlyThatWay() throws IOException {
        RtpLeg nearLeg = rig.answered("near", near, "0");
        RtpLeg farLeg = rig.answered("far", far, "0");
        nearLeg.connect(farLeg, Flow.TO_THIS);
        rig.turn();
        near.send(RelayRig.rtp(0, 1, 1, 1, 160, 1));
        far.send(RelayRig.rtp(0, 1, 1, 1, 160, 2));
        assertEquals(2, near.take()[12]);
        rig.await(() -> rig.engine.counts().heard() == 2);
        assertEquals(0, far.poll().length);
        nearLeg.disconnect();
        rig.turn();
        far.send(RelayRig.rtp(0, 2, 161, 1, 160, 2));
        rig.await(() -> rig.engine.counts().heard() == 3);
        assertEquals(0, near.poll().length);
    }

    @Test
    void digit_isReportedOnceAndReMade() throws IOException {
        connected("0 101", "0 101");
        near.send(RelayRig.event(1, 4000, 1, 5, false, 160));
        rig.pass(Duration.ofMillis(20));
        near.send(RelayRig.event(2, 4000, 1, 5, false, 320));
        rig.pass(Duration.ofMillis(20));
        for (int i = 0; i < 3; i++) {
            near.send(RelayRig.event(3 + i, 4000, 1, 5, true, 800));
        }
        rig.pass(Duration.ofMillis(300));
        assertEquals(List.of("near digit 5"), rig.news);
        List<byte[]> made = far.takeAll();
        assertTrue(RelayRig.read(made.getFirst()).marker);
        int timestamp = RelayRig.read(made.getFirst()).timestamp;
        int ends = 0;
        for (byte[] one : made) {
            RtpPacket packet = RelayRig.read(one);
            assertEquals(101, packet.payloadType);
            assertEquals(timestamp, packet.timestamp);
            assertNotEquals(4000, packet.timestamp);
            assertEquals(5, one[12]);
            boolean end = one[13] < 0;
            ends += end ? 1 : 0;
            assertTrue(!end || Bits.getShort(one, 14) == 800, "an end has the right duration");
        }
        assertEquals(3, ends);
        assertTrue(made.getLast()[13] < 0);
    }

    /** An advocate's phone says something to us by keys: the survivor's side hears none of it. */
    @Test
    void keptDigit_isReported_andPassedToNobody() throws IOException {
        RtpLeg[] legs = connected("0 101", "0 101");
        legs[0].keepKeys();
        rig.turn();
        near.send(RelayRig.event(1, 4000, 1, 5, false, 160));
        near.send(RelayRig.event(2, 4000, 1, 5, true, 800));
        rig.turn();
        assertEquals(List.of("near digit 5"), rig.news);
        assertTrue(far.takeAll().isEmpty());
    }

    @Test
    void digitOfOurs_lastsAHundredMillisecondsAndAudioWaits() throws IOException {
        RtpLeg[] legs = connected("0", "0 101");
        near.send(RelayRig.rtp(0, 1, 0, 1, 160, 1));
        int before = RelayRig.read(far.take()).sequence;
        legs[1].sendDigit('#');
        for (int i = 0; i < 10; i++) {
            rig.pass(Duration.ofMillis(20));
            near.send(RelayRig.rtp(0, 2 + i, 160 + 160 * i, 1, 160, 1));
        }
        rig.pass(Duration.ofMillis(200));
        near.send(RelayRig.rtp(0, 12, 160 * 20, 1, 160, 1));
        List<byte[]> made = far.takeAll();
        for (int i = 0; i < made.size(); i++) {
            assertEquals(before + 1 + i, RelayRig.read(made.get(i)).sequence, "no number is missing or used twice");
        }
        List<byte[]> digits = made.stream().filter(p -> (p[1] & 0x7f) == 101).toList();
        assertEquals(7, digits.size());
        assertEquals(11, digits.getFirst()[12]);
        assertEquals(800, Bits.getShort(digits.getLast(), 14));
        assertEquals(0, made.getLast()[1] & 0x7f);
    }

    @Test
    void control_isNeverForwardedAndOurOwnTellsNothing() throws IOException {
        RtpLeg[] legs = connected("0", "0");
        try (RelayRig.Peer farControl = rig.new Peer(far.port() + 1);
                RelayRig.Peer nearControl = rig.new Peer(near.port() + 1)) {
            near.send(RelayRig.rtp(0, 1, 1, 0x11223344, 160, 1));
            assertEquals(172, far.take().length);
            rig.pass(Duration.ofSeconds(4));
            byte[] ours = farControl.take();
            assertEquals((byte) 200, ours[1]); // a sender report
            assertTrue(Rtcp.valid(ours, ours.length));
            assertEquals(28 + 8 + 2 + 16 + 2, ours.length);
            assertEquals((byte) 202, ours[29]);
            assertEquals(1, ours[36]);
            assertEquals(16, ours[37]); // 96 random bits in base64
            byte[] theirs = nearControl.take();
            assertEquals((byte) 201, theirs[1]); // we have sent nothing there
            nearControl.leg = new java.net.InetSocketAddress(RelayRig.LOOPBACK, legs[0].port() + 1);
            byte[] canary = ours.clone();
            Bits.putInt(canary, 4, 0x11223344);
            Arrays.fill(canary, 38, 54, (byte) 'C');
            nearControl.send(canary);
            rig.pass(Duration.ofSeconds(8));
            for (byte[] one : farControl.takeAll()) {
                assertFalse(new String(one, java.nio.charset.StandardCharsets.ISO_8859_1).contains("CCCC"));
                assertArrayEquals(Arrays.copyOfRange(ours, 38, 54), cname(one));
            }
            legs[1].close();
            byte[] bye = farControl.take();
            assertEquals((byte) 203, bye[bye.length - 7]);
            assertEquals(1, Bits.getShort(bye, bye.length - 6), "no reason");
        }
    }

    private static byte[] cname(byte[] compound) {
        int at = (Bits.getShort(compound, 2) + 1) * 4;
        return Arrays.copyOfRange(compound, at + 10, at + 26);
    }

    @Test
    void prompt_isPacedAndTimestampsRunOnIntoTheRelay() throws IOException {
        RtpLeg[] legs = connected("0", "0");
        legs[1].play(Prompt.ofLinear(new short[800]), false);
        rig.pass(Duration.ofMillis(300));
        List<byte[]> played = far.takeAll();
        assertEquals(5, played.size());
        assertEquals(List.of("far prompt ended"), rig.news);
        near.send(RelayRig.rtp(0, 1, 99, 1, 160, 1));
        RtpPacket last = RelayRig.read(played.getLast());
        RtpPacket relayed = RelayRig.read(far.take());
        assertEquals(last.sequence + 1, relayed.sequence);
        assertEquals(last.source, relayed.source);
        assertEquals(8 * (300 - 80), relayed.timestamp - last.timestamp, 320);
        assertTrue(relayed.marker);
        assertFalse(last.marker);
    }

    @Test
    void repeatedPrompt_goesBeforeTheRelayUntilStopped() throws IOException {
        RtpLeg[] legs = connected("0", "8");
        legs[1].play(Prompt.ofLinear(new short[100]), true);
        rig.pass(Duration.ofMillis(100));
        near.send(RelayRig.rtp(0, 1, 1, 1, 160, 1));
        rig.await(() -> rig.engine.counts().heard() == 1);
        List<byte[]> played = far.takeAll();
        assertTrue(played.size() >= 5 && played.stream().allMatch(p -> p[12] == G711.ALAW_SILENCE));
        legs[1].stop();
        rig.turn();
        near.send(RelayRig.rtp(0, 2, 161, 1, 160, 1));
        assertNotEquals(G711.ALAW_SILENCE, far.take()[12]);
        assertEquals(List.of(), rig.news);
    }

    @Test
    void silence_isReportedOnceAndNotDuringHold() throws IOException {
        RtpLeg leg = rig.answered("near", near, "0");
        rig.pass(Duration.ofSeconds(25));
        assertEquals(List.of(), rig.news, "not supervised yet");
        leg.supervise(true);
        rig.turn();
        near.send(RelayRig.rtp(0, 1, 1, 1, 160, 1));
        rig.pass(Duration.ofSeconds(19));
        assertEquals(List.of(), rig.news);
        rig.pass(Duration.ofSeconds(40));
        assertEquals(List.of("near silent"), rig.news);
        var hold = RelayRig.segment(RelayRig.sdp(near.port(), "0", "a=inactive"));
        assertTrue(leg.answerTo(SecureMedia.PLAIN, hold, 0, hold.byteSize())
                        instanceof Negotiation.Answer(var body, var secure, var held)
                && held
                && !secure
                && body.length() > 0);
        near.send(RelayRig.rtp(0, 2, 161, 1, 160, 1)); // heard again: another silence would be news
        rig.await(() -> leg.packetsHeard() == 2);
        rig.pass(Duration.ofSeconds(60));
        assertEquals(1, rig.news.size());
        var back = RelayRig.segment(RelayRig.sdp(near.port(), "0"));
        assertTrue(leg.answerTo(SecureMedia.PLAIN, back, 0, back.byteSize()) instanceof Negotiation.Answer);
        rig.pass(Duration.ofSeconds(19));
        assertEquals(1, rig.news.size());
        rig.pass(Duration.ofSeconds(2));
        assertEquals(List.of("near silent", "near silent"), rig.news);
        leg.close();
    }
}
