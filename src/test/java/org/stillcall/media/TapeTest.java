package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A caller's message is recorded as it is heard: loss and pauses are silence, a second is a second (G23). */
class TapeTest {
    private final RelayRig rig = new RelayRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private static final class Notes implements Recorder {
        final List<byte[]> seconds = new ArrayList<>();
        final List<Integer> loud = new ArrayList<>();
        private final int most;
        private final MemorySegment room = MemorySegment.ofArray(new byte[SAMPLES]);
        boolean over;

        Notes(int most) {
            this.most = most;
        }

        @Override
        public @Nullable MemorySegment room() {
            return seconds.size() < most ? room : null;
        }

        @Override
        public boolean second(int parts) {
            seconds.add(room.toArray(ValueLayout.JAVA_BYTE));
            loud.add(parts);
            return true;
        }

        @Override
        public void end(int parts) {
            second(parts);
            over = true;
        }
    }

    private void say(RelayRig.Peer peer, int from, int packets, int payloadType, int fill) throws IOException {
        for (int i = from; i < from + packets; i++) {
            peer.send(RelayRig.rtp(payloadType, i, 160 * i, 7, 160, fill));
            rig.pass(Duration.ofMillis(20));
        }
    }

    private static int count(byte[] second, int code) {
        int found = 0;
        for (byte each : second) {
            found += each == (byte) code ? 1 : 0;
        }
        return found;
    }

    @Test
    void speechLossAndSilence_standWhereTheyWere() throws IOException {
        try (RelayRig.Peer peer = rig.new Peer()) {
            RtpLeg leg = rig.answered("caller", peer, "0");
            Notes notes = new Notes(10);
            leg.record(notes);
            rig.turn();
            say(peer, 0, 25, 0, 0x23);
            rig.pass(Duration.ofMillis(500)); // nothing comes
            say(peer, 50, 50, 0, 0x24);
            leg.record(null);
            rig.turn();

            assertTrue(notes.over);
            assertEquals(3, notes.seconds.size());
            assertEquals(25 * 160, count(notes.seconds.get(0), 0x23));
            assertEquals(25 * 160, count(notes.seconds.get(0), 0xff), "what did not come is silence");
            assertEquals(25, notes.loud.get(0));
            int later = count(notes.seconds.get(1), 0x24) + count(notes.seconds.get(2), 0x24);
            assertTrue(later >= 48 * 160 && later <= 50 * 160, "heard " + later);
        }
    }

    @Test
    void aLaw_isWrittenAsMuLaw() throws IOException {
        try (RelayRig.Peer peer = rig.new Peer()) {
            RtpLeg leg = rig.answered("caller", peer, "8");
            Notes notes = new Notes(10);
            leg.record(notes);
            rig.turn();
            say(peer, 0, 60, 8, 0x11);
            leg.close();
            rig.turn();

            assertTrue(notes.over, "a leg that is closed ends it");
            assertTrue(count(notes.seconds.get(0), G711.toULaw(G711.fromALaw((byte) 0x11))) > 7000);
        }
    }

    @Test
    void noRoom_endsIt_andNothingMoreIsAsked() throws IOException {
        try (RelayRig.Peer peer = rig.new Peer()) {
            RtpLeg leg = rig.answered("caller", peer, "0");
            Notes notes = new Notes(1);
            leg.record(notes);
            rig.turn();
            say(peer, 0, 120, 0, 0x23);
            leg.close();
            rig.turn();

            assertEquals(1, notes.seconds.size());
            assertEquals(false, notes.over);
        }
    }

    @Test
    void strangersPackets_areNotRecorded() throws IOException {
        try (RelayRig.Peer peer = rig.new Peer();
                RelayRig.Peer stranger = rig.new Peer()) {
            RtpLeg leg = rig.answered("caller", peer, "0");
            stranger.leg = peer.leg;
            Notes notes = new Notes(10);
            leg.record(notes);
            rig.turn();
            say(peer, 0, 10, 0, 0x24);
            say(stranger, 10, 60, 0, 0x23);
            leg.record(null);
            rig.turn();

            assertEquals(0, count(notes.seconds.get(0), 0x23));
            assertTrue(count(notes.seconds.get(0), 0x24) > 8 * 160);
        }
    }
}
