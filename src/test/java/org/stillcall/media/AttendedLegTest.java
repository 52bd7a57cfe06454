package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** G14: a leg tells who seems to have answered, over RTP, only while it is asked to. */
class AttendedLegTest {
    private final RelayRig rig = new RelayRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private void says(RelayRig.Peer peer, byte[] coded, int from) throws IOException {
        for (int i = 0; i + 160 <= coded.length; i += 160) {
            byte[] packet = RelayRig.rtp(0, from + i / 160, (from * 160) + i, 4711, 160, 0);
            System.arraycopy(coded, i, packet, 12, 160);
            peer.send(packet);
        }
    }

    @Test
    void leg_tellsOfAMachineAndItsTone_whileAttended() throws IOException {
        try (RelayRig.Peer peer = rig.new Peer()) {
            RtpLeg leg = rig.answered("far", peer, "0");
            byte[] machine = new Voice(1)
                    .talk(4)
                    .silence(0.5)
                    .tone(0.4, 1000, 6_000)
                    .silence(1)
                    .coded(Law.ULAW);
            says(peer, machine, 1);
            assertEquals(List.of(), rig.news, "nobody asked");
            leg.attend(true);
            rig.turn();
            says(peer, machine, 1_001);
            assertEquals(List.of("far answered by MACHINE", "far answered by TONE"), rig.news);
            leg.attend(true);
            leg.attend(false);
            rig.turn();
            says(peer, machine, 2_001);
            assertEquals(2, rig.news.size());
            leg.attend(true);
            rig.turn();
            says(peer, new Voice(2).silence(0.5).talk(0.6).silence(2).coded(Law.ULAW), 3_001);
            assertEquals("far answered by PERSON", rig.news.getLast(), "each time from nothing");
        }
    }
}
