package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Block;
import org.stillcall.base.Limits;

/** What the wire does when a table or queue is full. */
class SipWireLimitsTest {
    private static final int MOST = 4;

    private final WireRig rig = new WireRig(MOST);
    private final List<Socket> opened = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : opened) {
            socket.close();
        }
        rig.close();
    }

    private Socket dial(String from, InetSocketAddress to) throws IOException {
        Socket socket = new Socket(to.getAddress(), to.getPort(), InetAddress.getByName(from), 0);
        socket.setSoTimeout(10_000);
        opened.add(socket);
        return socket;
    }

    private Hop speak(Socket socket) throws Exception {
        socket.getOutputStream().write(WireRig.message(0).getBytes(StandardCharsets.US_ASCII));
        return rig.take().from();
    }

    @Test
    void fullTable_givesUpTheOldestMuteConnectionFirst_thenTheOneUsedLongestAgo() throws Exception {
        InetSocketAddress own = rig.listen(Transport.TCP);
        Hop first = speak(dial("127.0.0.1", own));
        Hop second = speak(dial("127.0.0.1", own));
        Socket mute = dial("127.0.0.1", own);
        Hop third = speak(dial("127.0.0.1", own));
        speak(dial("127.0.0.1", own));
        assertEquals(mute.getLocalSocketAddress(), rig.takeFailed().hop().address());
        rig.send(first, WireRig.message(0)); // so the second is the one used longest ago
        speak(dial("127.0.0.1", own));
        assertEquals(new WireRig.Failed(second, FailureKind.CLOSED), rig.takeFailed());
        speak(dial("127.0.0.1", own));
        assertEquals(third, rig.takeFailed().hop());
        assertEquals(MOST, rig.onLoop(rig.wire::connections));
    }

    @Test
    void fullTable_sparesTrustedSources() throws Exception {
        InetSocketAddress own = rig.listen(Transport.TCP);
        rig.onLoop(() -> {
            rig.wire.trust(Set.of(InetAddress.ofLiteral("127.0.0.7")));
            return 0;
        });
        for (int i = 0; i < MOST - 1; i++) {
            speak(dial("127.0.0.7", own));
        }
        Hop stranger = speak(dial("127.0.0.1", own));
        speak(dial("127.0.0.7", own));
        assertEquals(stranger, rig.takeFailed().hop());
        Socket refused = dial("127.0.0.1", own);
        assertEquals(-1, refused.getInputStream().read());
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.9"))) {
            rig.send(Hop.tcp((InetSocketAddress) server.getLocalSocketAddress()), WireRig.message(0));
            assertEquals(FailureKind.OVERLOADED, rig.takeFailed().kind());
        }
    }

    @Test
    void rushOfConnections_isTakenInBursts() throws Exception {
        try (WireRig wide = new WireRig()) {
            InetSocketAddress own = wide.listen(Transport.TCP);
            for (int i = 0; i < 250; i++) {
                dial("127.0.0.1", own);
            }
            for (int i = 0; i < 20 && wide.onLoop(wide.wire::connections) < 250; i++) {
                wide.skip(200);
            }
            assertEquals(250, wide.onLoop(wide.wire::connections));
        }
    }

    /** A UDP socket that takes nothing until it is allowed to, as one whose buffer is full. */
    @Test
    void datagrams_thatTheSocketDoesNotTake_waitInOrder_upToTheMost() throws Exception {
        BlockingQueue<String> sent = new LinkedBlockingQueue<>();
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger allowed = new AtomicInteger();
        WireBuffers buffers = new WireBuffers();
        UdpSocket.Owner owner = new UdpSocket.Owner() {
            @Override
            public boolean drops(InetAddress source) {
                return false;
            }

            @Override
            public void received(Hop from, Block message, int length) {}

            @Override
            public void unsent(Hop hop, FailureKind kind) {
                assertEquals(FailureKind.OVERLOADED, kind);
                failed.incrementAndGet();
            }
        };
        UdpSocket.Sender sender = (datagram, to) -> {
            if (allowed.get() == 0) {
                return 0;
            }
            byte[] bytes = new byte[datagram.remaining()];
            datagram.get(bytes);
            sent.add(new String(bytes, StandardCharsets.US_ASCII));
            return bytes.length;
        };
        UdpSocket socket = rig.onLoop(() -> {
            try {
                DatagramChannel channel = SipSockets.udp(WireRig.loopback(0));
                UdpSocket made = new UdpSocket(1, channel, sender, new UdpSocket.Ground(rig.loop, buffers, owner));
                try (Block block = rig.pool.take()) {
                    for (int i = 0; i < Limits.SIP_QUEUED + 3; i++) {
                        block.buffer().put(0, String.format("%06d", i).getBytes(StandardCharsets.US_ASCII));
                        made.send(Hop.udp(WireRig.loopback(9)), block, 6);
                    }
                }
                assertEquals(Limits.SIP_QUEUED, buffers.outgoing.onLoan());
                allowed.set(1);
                return made;
            } catch (IOException e) {
                throw new IllegalStateException("no socket", e);
            }
        });
        for (int i = 0; i < Limits.SIP_QUEUED; i++) {
            assertEquals(String.format("%06d", i), sent.poll(10, TimeUnit.SECONDS));
        }
        assertEquals(3, failed.get());
        rig.onLoop(() -> 0);
        assertEquals(0, rig.onLoop(buffers.outgoing::onLoan));
        rig.onLoop(() -> {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException("not closed", e);
            }
            return 0;
        });
    }
}
