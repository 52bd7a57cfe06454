package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;

/** Ports: random, even, exhausted, rested, drained. */
class PortsTest {
    private static RelayRig rig(int lowest, int highest) {
        return new RelayRig(s -> new MediaSettings(
                s.bind(), s.advertised(), lowest, highest, s.silenceLimit(), s.learnFor(), s.coolDown(), 4));
    }

    @Test
    void everyPairOfTheRange_isGivenOnceThenNone() {
        try (RelayRig rig = rig(42001, 42021)) {
            assertEquals(10, rig.engine.freePorts());
            Set<Integer> ports = new HashSet<>();
            List<RtpLeg> legs = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                RtpLeg leg = rig.open("leg", Learning.SIGNALLED);
                legs.add(leg);
                assertTrue(leg.port() % 2 == 0 && leg.port() >= 42002 && leg.port() <= 42020);
                assertTrue(ports.add(leg.port()));
            }
            assertNull(rig.engine.open(rig.listener("none")));
            assertEquals(0, rig.engine.freePorts());
            legs.getFirst().close();
            legs.getFirst().close();
            rig.turn();
            assertNull(rig.engine.open(rig.listener("none")), "the pair rests");
            rig.pass(Duration.ofMillis(510));
            assertEquals(
                    legs.getFirst().port(),
                    rig.open("again", Learning.SIGNALLED).port());
            assertEquals(2, rig.engine.counts().exhausted());
            rig.turn();
            assertEquals(10, rig.engine.counts().legs());
        }
    }

    @Test
    void latePacketOfTheLastCall_isNotHeardInTheNext() throws IOException {
        try (RelayRig rig = rig(42102, 42105);
                RelayRig.Peer peer = rig.new Peer()) {
            List<RtpLeg> legs = List.of(rig.answered("a", peer, "0"), rig.answered("b", peer, "0"));
            legs.forEach(RtpLeg::close);
            rig.turn();
            peer.send(RelayRig.rtp(0, 1, 1, 1, 160, 1));
            rig.await(() -> rig.engine.counts().strangers() == 1);
            rig.pass(Duration.ofSeconds(1));
            RtpLeg next = rig.open("next", Learning.SIGNALLED);
            peer.leg = new InetSocketAddress(RelayRig.LOOPBACK, next.port());
            peer.send(RelayRig.rtp(0, 2, 161, 1, 160, 1));
            rig.await(() -> rig.engine.counts().strangers() == 2);
            assertEquals(0, next.packetsHeard());
        }
    }

    @Test
    void portsOfOthers_arePassedOver() throws IOException {
        try (DatagramSocket other = new DatagramSocket(new InetSocketAddress(RelayRig.LOOPBACK, 42202));
                RelayRig rig = rig(42202, 42205)) {
            assertEquals(42204, rig.open("leg", Learning.SIGNALLED).port());
            assertNull(rig.engine.open(rig.listener("none")));
            assertEquals(42202, other.getLocalPort());
            assertThrows(MediaException.class, () -> rig(42202, 42205).close());
        }
    }

    @Test
    void tending_exchangesPortsAndKeepsTheStock() {
        try (RelayRig rig = rig(42300, 42399)) {
            rig.turn();
            assertEquals(4, rig.engine.counts().socketPairs());
            Set<Integer> ports = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                RtpLeg leg = rig.open("leg", Learning.SIGNALLED);
                ports.add(leg.port());
                leg.close();
                rig.pass(Duration.ofSeconds(1));
                rig.engine.tend();
                rig.turn();
            }
            assertTrue(ports.size() > 4, "ports are not always the same");
            assertTrue(rig.engine.counts().socketPairs() <= 8);
        }
    }

    @Test
    void engineOnItsThreads_opensPlaysAndClosesAtSpeed() throws InterruptedException {
        MediaSettings settings = MediaSettings.of(RelayRig.LOOPBACK, RelayRig.LOOPBACK, 43000, 44999);
        Executor direct = Runnable::run;
        try (MediaEngine engine =
                new MediaEngine(settings, Randomness.secure(), Log.silent(), direct, System::nanoTime)) {
            CountDownLatch ended = new CountDownLatch(1);
            RtpLeg playing = engine.open(new MediaListener() {
                @Override
                public void promptEnded(MediaLeg leg) {
                    ended.countDown();
                }
            });
            playing.play(Prompt.ofLinear(new short[320]), false);
            for (int i = 0; i < 300; i++) {
                RtpLeg leg = engine.open(new MediaListener() {});
                assertNotEquals(playing.port(), leg.port());
                leg.close();
            }
            assertTrue(ended.await(5, TimeUnit.SECONDS));
            assertEquals(301, engine.counts().opened());
        }
    }
}
