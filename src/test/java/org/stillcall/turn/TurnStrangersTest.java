package org.stillcall.turn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stillcall.media.Stun;

/** Rubbish, crowds and clients that do not read: all bounded, and whoever has a relay does not notice. Serves G4. */
@Timeout(120)
class TurnStrangersTest {
    private static final int UDP = 17 << 24;
    private static final InetSocketAddress PEER = TurnRig.PEER;

    private final Random random = new Random(3);
    private TurnRig rig;
    private TurnClient call;
    private TurnRig.Path path;
    private byte said;

    @BeforeEach
    void open() throws IOException {
        rig = new TurnRig();
        call = rig.allocated();
        assertEquals(0, call.bind(0x4000, PEER));
        path = rig.paths.getFirst();
    }

    @AfterEach
    void close() throws IOException {
        unharmed();
        rig.close();
    }

    /** The relay as it was, both ways. */
    private void unharmed() throws IOException {
        said++;
        try {
            call.channel(0x4000, new byte[] {said});
            assertArrayEquals(new byte[] {said}, rig.atPeer());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        path.outlet.accept(new byte[] {said});
        assertArrayEquals(new byte[] {0x40, 0, 0, 1, said, 0, 0, 0}, call.next());
    }

    @Test
    void rubbish_ofEveryFirstByte_isNotAnswered() throws IOException {
        for (int first = 0; first < 256; first++) {
            byte[] bytes = new byte[4 + random.nextInt(3000)];
            random.nextBytes(bytes);
            bytes[0] = (byte) first;
            TurnClient stranger = rig.client();
            stranger.send(bytes);
            stranger.socket.shutdownOutput();
            assertTrue(stranger.ended(), "said something to " + first);
            stranger.close();
        }
        TurnRig.await(() -> rig.server.counts().connections() == 1);
        assertTrue(rig.server.counts().malformed() >= 128);
        assertEquals(1, rig.paths.size());
    }

    @Test
    void message_thatIsTooLong_endsTheConnectionUnread() throws IOException {
        for (byte[] head : new byte[][] {{0, 3, 5, (byte) 0xcc}, {0x40, 0, 5, (byte) 0xd9}, {0, 3, 0, 7}}) {
            TurnClient stranger = rig.client();
            stranger.send(head);
            assertTrue(stranger.ended());
        }
    }

    @Test
    void changedMessages_areNotAnswered() throws IOException {
        TurnClient stranger = rig.client();
        byte[] right = java.util.Arrays.copyOf(
                stranger.begin(Turn.ALLOCATE, Stun.REQUEST).fingerprint().data(), 28);
        right[27] ^= 1;
        stranger.send(right); // a wrong fingerprint
        byte[] other = right.clone();
        other[4] ^= 1; // no cookie
        stranger.send(other);
        stranger.send(stranger.begin(0x0aa, Stun.REQUEST)); // a method that there is not
        stranger.send(stranger.begin(Turn.ALLOCATE, Stun.SUCCESS));
        stranger.send(stranger.begin(Turn.ALLOCATE, Stun.ERROR));
        stranger.send(stranger.begin(Turn.DATA_INDICATION, Stun.INDICATION));
        stranger.indicate(PEER, new byte[] {1});
        stranger.channel(0x4000, new byte[] {2});
        stranger.send(stranger.begin(Stun.BINDING, Stun.REQUEST));
        assertEquals(0, stranger.answered(Stun.BINDING), "the first answer of all");
        assertEquals(0, rig.arrived.size());
    }

    @Test
    void guesses_areBounded() throws IOException {
        TurnClient stranger = rig.client();
        stranger.name = "1:0";
        stranger.password = "x";
        stranger.allocate();
        int answers = 0;
        try {
            for (; answers < 100; answers++) {
                stranger.asked(Turn.ALLOCATE, it -> it.word(Turn.REQUESTED_TRANSPORT, UDP));
            }
        } catch (IOException e) {
            assertTrue(answers <= TurnLimits.FAULTS);
        }
        assertTrue(answers < 100);
        assertTrue(rig.server.counts().unproved() >= TurnLimits.FAULTS);
    }

    @Test
    void connection_thatProvesNothing_isEndedAfterTenSeconds() throws IOException {
        TurnClient silent = rig.client();
        TurnClient slow = rig.client();
        slow.send(new byte[] {0, 3, 0});
        TurnClient asks = rig.client();
        asks.send(asks.begin(Turn.ALLOCATE, Stun.REQUEST).word(Turn.REQUESTED_TRANSPORT, UDP));
        assertEquals(Stun.UNAUTHENTICATED, asks.answered(Turn.ALLOCATE));
        TurnRig.await(() -> rig.server.counts().connections() == 4);
        rig.skip(Duration.ofMillis(9_900));
        rig.server.tend();
        asks.send(asks.begin(Stun.BINDING, Stun.REQUEST));
        assertEquals(0, asks.answered(Stun.BINDING));
        rig.skip(Duration.ofMillis(200));
        rig.server.tend();
        assertTrue(silent.ended());
        assertTrue(slow.ended());
        assertTrue(asks.ended());
        assertEquals(3, rig.server.counts().late());
    }

    /** One address can take no more than its share, and a place is free again when a connection ends. */
    @Test
    void strangersOfOneAddress_areBounded() throws IOException {
        List<TurnClient> crowd = new ArrayList<>();
        for (int i = 0; i < TurnLimits.STRANGERS_PER_ADDRESS; i++) {
            crowd.add(rig.client());
        }
        TurnRig.await(() -> rig.server.counts().connections() == TurnLimits.STRANGERS_PER_ADDRESS + 1);
        assertTrue(rig.client().ended());
        assertEquals(1, rig.server.counts().turnedAway());
        unharmed();
        TurnClient elsewhere = rig.client(new Socket(TurnRig.HERE, rig.port, InetAddress.ofLiteral("127.0.0.2"), 0));
        assertEquals(0, elsewhere.with(rig.server.grant().orElseThrow()).allocate());
        TurnClient one = crowd.getFirst();
        assertEquals(0, one.with(rig.server.grant().orElseThrow()).allocate());
        assertEquals(0, rig.allocated().permit(PEER), "one is no stranger any more");
        crowd.get(1).close();
        TurnRig.await(() -> rig.server.counts().connections() == TurnLimits.STRANGERS_PER_ADDRESS + 2);
        assertEquals(0, rig.allocated().permit(PEER));
    }

    @Test
    void connections_areBounded_inAllAndForEachAddress() throws IOException {
        Crowd crowd = new Crowd();
        int entered = 0;
        for (int network = 1; network <= 100; network++) {
            InetAddress address = InetAddress.ofLiteral("10.0.0." + network);
            for (int i = 0; i < 200 && crowd.enter(address); i++) {
                crowd.stranger(address, false);
                entered++;
            }
            assertTrue(entered <= network * TurnLimits.CONNECTIONS_PER_ADDRESS);
        }
        assertEquals(TurnLimits.CONNECTIONS, entered);
        assertEquals(TurnLimits.CONNECTIONS, crowd.connections());
        Crowd strangers = new Crowd();
        int strange = 0;
        for (int network = 1; network <= 100; network++) {
            // An IPv6 network of 64 bits is one address.
            for (int i = 0; i < 40; i++) {
                strange += strangers.enter(InetAddress.ofLiteral("2001:db8:0:" + network + "::" + i)) ? 1 : 0;
            }
        }
        assertEquals(TurnLimits.STRANGERS, strange);
        for (int network = 1; network <= 16; network++) {
            for (int i = 0; i < TurnLimits.STRANGERS_PER_ADDRESS; i++) {
                strangers.leave(InetAddress.ofLiteral("2001:db8:0:" + network + "::99"), true);
            }
        }
        assertEquals(0, strangers.connections());
    }

    @Test
    void newConnections_areBounded() throws IOException {
        Crowd crowd = new Crowd();
        InetAddress address = InetAddress.ofLiteral("198.51.100.7");
        int entered = 0;
        for (int i = 0; i < 1_000; i++) {
            if (crowd.enter(address)) {
                crowd.leave(address, true);
                entered++;
            }
        }
        assertEquals(TurnLimits.ARRIVALS_PER_ADDRESS, entered);
        crowd.tend();
        for (int i = 0; i < 1_000; i++) {
            if (crowd.enter(address)) {
                crowd.leave(address, true);
                entered++;
            }
        }
        assertEquals(TurnLimits.ARRIVALS_PER_ADDRESS + TurnLimits.ARRIVALS_PER_SECOND, entered);
        int others = 0;
        for (int i = 0; i < 10_000; i++) {
            InetAddress other = InetAddress.ofLiteral("10.0." + i / 250 + "." + i % 250);
            if (crowd.enter(other)) {
                crowd.leave(other, true);
                others++;
            }
        }
        assertEquals(TurnLimits.ADDRESSES_COUNTED - 1 + TurnLimits.ARRIVALS_PER_ADDRESS, others);
        for (int i = 0; i < 16; i++) {
            crowd.tend();
        }
        assertTrue(crowd.enter(InetAddress.ofLiteral("203.0.113.9")));
        assertEquals(1, crowd.connections());
    }

    @Test
    void flood_ofConnections_leavesTheCallAlone() throws IOException {
        for (int i = 0; i < 1_000; i++) {
            try (Socket socket = new Socket(TurnRig.HERE, rig.port)) {
                byte[] bytes = new byte[random.nextInt(1, 64)];
                random.nextBytes(bytes);
                socket.getOutputStream().write(bytes);
            } catch (IOException e) {
                continue; // closed on us, as it may be
            }
            if (i % 100 == 0) {
                unharmed();
            }
        }
        TurnRig.await(() -> rig.server.counts().connections() == 1);
    }

    @Test
    void clientThatDoesNotRead_losesTheOldest_andIsEndedAfterTenSeconds() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(2_048);
        socket.connect(new InetSocketAddress(TurnRig.HERE, rig.port));
        TurnClient slow = rig.client(socket).with(rig.server.grant().orElseThrow());
        assertEquals(0, slow.allocate());
        assertEquals(0, slow.bind(0x4001, PEER));
        TurnRig.Path its = rig.paths.getLast();
        long before = System.nanoTime();
        for (int i = 0; i < 20_000; i++) {
            its.outlet.accept(new byte[172]);
        }
        assertTrue(System.nanoTime() - before < 10_000_000_000L, "nobody waits for it");
        assertTrue(rig.server.counts().dropped() > 15_000, "what the system and we hold is little");
        unharmed();
        for (int i = 0; i < 10 && !its.closed; i++) { // the system may have taken all of it: then nothing is stuck
            for (int more = 0; more < 5_000; more++) {
                its.outlet.accept(new byte[172]);
            }
            LockSupport.parkNanos(100_000_000);
            rig.skip(Duration.ofSeconds(11));
            rig.server.tend();
        }
        TurnRig.await(() -> rig.server.counts().connections() == 1);
        assertTrue(its.closed);
    }

    @Test
    void clientThatAsksAndDoesNotRead_isEnded() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(2_048);
        socket.connect(new InetSocketAddress(TurnRig.HERE, rig.port));
        TurnClient asks = rig.client(socket);
        assertTrue(rig.server.counts().late() == 0);
        try {
            for (int i = 0; i < 100_000 && rig.server.counts().late() == 0; i++) {
                asks.send(asks.begin(Stun.BINDING, Stun.REQUEST));
            }
        } catch (IOException e) {
            assertFalse(asks.socket.isClosed()); // by the other side
        }
        assertTrue(rig.server.counts().late() > 0);
        TurnRig.await(() -> rig.server.counts().connections() == 1);
    }

    @Test
    void clientThatSendsTooMuch_losesIt() throws Exception {
        TurnClient eager = rig.allocated();
        assertEquals(0, eager.bind(0x4001, PEER));
        for (int i = 0; i < TurnLimits.DATAGRAMS_PER_SECOND + 100; i++) {
            eager.channel(0x4001, new byte[160]);
        }
        TurnRig.await(() -> rig.server.counts().dropped() == 100);
        assertEquals(TurnLimits.DATAGRAMS_PER_SECOND, rig.arrived.size());
        rig.arrived.clear();
        rig.skip(Duration.ofMillis(1_001));
        eager.channel(0x4001, new byte[] {9});
        assertArrayEquals(new byte[] {9}, rig.atPeer());
    }
}
