package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** P5, G1: three hear each other over real sockets, nobody hears their own voice, and each stream is our own. */
class MixTest {
    private static final int ADVOCATE = 1000;
    private static final int SURVIVOR = 3000;
    private static final int THIRD = -9000;

    private RelayRig rig;
    private final List<RelayRig.Peer> peers = new ArrayList<>();
    private final List<RtpLeg> legs = new ArrayList<>();
    private int sent;

    @BeforeEach
    void open() throws IOException {
        rig = new RelayRig();
        String[] payloads = {"0 8 101", "8 101", "0 101"};
        for (String each : payloads) {
            RelayRig.Peer peer = rig.new Peer();
            peers.add(peer);
            legs.add(rig.answered("leg" + peers.size(), peer, each));
        }
    }

    @AfterEach
    void close() throws IOException {
        for (RelayRig.Peer peer : peers) {
            peer.close();
        }
        rig.close();
    }

    private void mix() {
        legs.getFirst().mix(List.of(legs.get(1), legs.get(2)));
        rig.turn();
    }

    /** Each says a level of its own for 20 ms. */
    private void speak(int... levels) throws IOException {
        for (int i = 0; i < levels.length; i++) {
            boolean ulaw = i != 1;
            int code = ulaw ? G711.toULaw(levels[i]) : G711.toALaw(levels[i]);
            peers.get(i).send(RelayRig.rtp(ulaw ? 0 : 8, 100 + sent, 160 * sent, 77 + i, 160, code));
        }
        sent++;
        rig.pass(Duration.ofMillis(20));
    }

    private void speakFor(int steps, int... levels) throws IOException {
        for (int i = 0; i < steps; i++) {
            speak(levels);
        }
    }

    private static int level(byte[] packet) {
        RtpPacket view = RelayRig.read(packet);
        byte last = packet[packet.length - 1];
        return view.law() == Law.ULAW ? G711.fromULaw(last) : G711.fromALaw(last);
    }

    private int heard(int by) {
        return level(peers.get(by).takeAll().getLast());
    }

    private static void assertAbout(int wanted, int got) {
        assertTrue(Math.abs(wanted - got) <= Math.max(40, Math.abs(wanted) / 20), wanted + " but " + got);
    }

    @Test
    void three_hearTheOthersAndNotThemselves() throws IOException {
        mix();
        speakFor(8, ADVOCATE, SURVIVOR, THIRD);
        assertAbout(SURVIVOR + THIRD, heard(0));
        assertAbout(ADVOCATE + THIRD, heard(1));
        assertAbout(ADVOCATE + SURVIVOR, heard(2));
    }

    @Test
    void loudVoices_areCutOffAtTheLoudestThereIs() throws IOException {
        mix();
        speakFor(8, 0, 30_000, 30_000);
        assertTrue(heard(0) > 31_000);
        speakFor(8, 0, -30_000, -30_000);
        assertTrue(heard(0) < -31_000);
    }

    /** G1: not one value of a peer's stream, and one even run of numbers through relay, mix and relay again. */
    @Test
    void streams_areOurOwnAndGoOnThroughTheMix() throws IOException {
        legs.getFirst().connect(legs.get(1), Flow.BOTH);
        speakFor(5, ADVOCATE, SURVIVOR);
        mix();
        speakFor(8, ADVOCATE, SURVIVOR, THIRD);
        legs.get(2).close();
        legs.getFirst().connect(legs.get(1), Flow.BOTH);
        speakFor(5, ADVOCATE, SURVIVOR);
        List<byte[]> got = peers.get(1).takeAll();
        assertTrue(got.size() >= 16);
        Set<Integer> sources = new HashSet<>();
        int sequence = RelayRig.read(got.getFirst()).sequence;
        int stamp = RelayRig.read(got.getFirst()).timestamp - 160;
        for (byte[] each : got) {
            RtpPacket packet = RelayRig.read(each);
            assertEquals(172, each.length);
            assertEquals(0, each[0] & 0xf, "no contributing sources");
            assertEquals(sequence++ & 0xffff, packet.sequence);
            assertTrue(packet.timestamp - stamp >= 160, "timestamps go on");
            stamp = packet.timestamp;
            sources.add(packet.source);
        }
        assertEquals(1, sources.size());
        assertTrue(sources.stream().noneMatch(source -> source >= 77 && source <= 79));
        assertAbout(ADVOCATE, level(got.getLast()));
    }

    @Test
    void twoThatAreLeft_stillHearEachOther() throws IOException {
        mix();
        speakFor(6, ADVOCATE, SURVIVOR, THIRD);
        legs.getFirst().close();
        rig.turn();
        speakFor(8, 0, SURVIVOR, THIRD);
        assertAbout(THIRD, heard(1));
        assertAbout(SURVIVOR, heard(2));
    }

    @Test
    void oneThatIsAlone_isSentNothing() throws IOException {
        mix();
        legs.getFirst().close();
        legs.get(2).disconnect();
        rig.turn();
        peers.forEach(RelayRig.Peer::takeAll);
        speakFor(5, 0, SURVIVOR, THIRD);
        assertEquals(0, peers.get(1).takeAll().size());
        assertEquals(0, peers.get(2).takeAll().size());
    }

    @Test
    void whatIsLost_isSilence() throws IOException {
        mix();
        speakFor(6, 0, SURVIVOR, THIRD);
        peers.getFirst().takeAll();
        sent += 3; // three packets of both never come
        rig.pass(Duration.ofMillis(60));
        speakFor(4, 0, SURVIVOR, THIRD);
        List<Integer> levels =
                peers.getFirst().takeAll().stream().map(MixTest::level).toList();
        assertTrue(levels.stream().filter(level -> Math.abs(level) < 40).count() >= 2, levels.toString());
        assertAbout(SURVIVOR + THIRD, levels.getLast());
    }

    @Test
    void prompt_goesBeforeTheOthersAndOnlyWhereItIsPlayed() throws IOException {
        mix();
        speakFor(6, ADVOCATE, SURVIVOR, THIRD);
        legs.get(1).play(Tones.silence(), true);
        rig.turn();
        speakFor(4, ADVOCATE, SURVIVOR, THIRD);
        assertAbout(0, heard(1));
        assertAbout(ADVOCATE + SURVIVOR, heard(2));
        legs.get(1).stop();
        rig.turn();
        speakFor(4, ADVOCATE, SURVIVOR, THIRD);
        assertAbout(ADVOCATE + THIRD, heard(1));
    }

    @Test
    void keys_areToldAndNotPassedOn() throws IOException {
        mix();
        peers.getFirst().send(RelayRig.event(500, 90_000, 77, 5, true, 800));
        rig.pass(Duration.ofMillis(200));
        assertEquals(List.of("leg1 digit 5"), rig.news);
        for (byte[] each : peers.get(1).takeAll()) {
            assertNotEquals(101, RelayRig.read(each).payloadType);
        }
        legs.get(1).sendDigit('7'); // from a page
        rig.pass(Duration.ofMillis(200));
        assertTrue(peers.get(1).takeAll().stream().anyMatch(each -> RelayRig.read(each).payloadType == 101));
    }

    @Test
    void mix_hasThreeLegsAtMostAndEachOnce() {
        RtpLeg fourth = rig.open("leg4", Learning.SIGNALLED);
        List<MediaLeg> three = List.of(legs.get(1), legs.get(2), fourth);
        assertThrows(RuntimeException.class, () -> legs.getFirst().mix(three));
        List<MediaLeg> itself = List.of(legs.getFirst());
        assertThrows(RuntimeException.class, () -> legs.getFirst().mix(itself));
        fourth.close();
    }
}
