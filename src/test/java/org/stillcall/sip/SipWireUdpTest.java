package org.stillcall.sip;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Block;
import org.stillcall.base.Limits;

/** Real UDP sockets on the loopback address. Row G18 for what passes through memory. */
class SipWireUdpTest {
    private final WireRig rig = new WireRig();
    private DatagramSocket phone;

    @BeforeEach
    void open() throws IOException {
        phone = new DatagramSocket(WireRig.loopback(0));
        phone.setSoTimeout(10_000);
    }

    @AfterEach
    void close() {
        rig.close();
        phone.close();
    }

    private void fromPhone(String text, InetSocketAddress to) throws IOException {
        byte[] bytes = text.getBytes(US_ASCII);
        phone.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private DatagramPacket atPhone() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        phone.receive(packet);
        return packet;
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), US_ASCII);
    }

    @Test
    void datagram_isHandedOverAndAnsweredByTheSameSocket() throws Exception {
        InetSocketAddress near = rig.listen(Transport.UDP);
        InetSocketAddress far = rig.onLoop(() -> {
            long number = rig.wire.listen(Transport.UDP, WireRig.loopback(0));
            return rig.wire.local(new Hop(Transport.UDP, near, "", number));
        });
        assertNotEquals(near, far);
        for (InetSocketAddress own : new InetSocketAddress[] {near, far}) {
            fromPhone(WireRig.message(5), own);
            WireRig.Received received = rig.take();
            assertEquals(WireRig.message(5), received.text());
            assertEquals(phone.getLocalSocketAddress(), received.from().address());
            assertEquals(own, rig.onLoop(() -> rig.wire.local(received.from())));
            rig.send(received.from(), "SIP/2.0 200 OK\r\n\r\n");
            DatagramPacket answer = atPhone();
            assertEquals("SIP/2.0 200 OK\r\n\r\n", text(answer));
            assertEquals(own, answer.getSocketAddress());
        }
    }

    @Test
    void memory_isZeroOnceAMessageWasHandedOver() throws Exception {
        InetSocketAddress own = rig.listen(Transport.UDP);
        fromPhone(WireRig.message(500), own);
        assertTrue(rig.take().length() > 500);
        byte[] after = rig.onLoop(() -> rig.last.toArray(ValueLayout.JAVA_BYTE));
        for (byte b : after) {
            assertEquals(0, b);
        }
    }

    @Test
    void datagram_ofTheMostBytes_isWhole_andALongerOneShowsThatItWasCut() throws Exception {
        InetSocketAddress own = rig.listen(Transport.UDP);
        int head = WireRig.message(0).length() + 3;
        String most = WireRig.message(Limits.SIP_MESSAGE_BYTES - head);
        assertEquals(Limits.SIP_MESSAGE_BYTES, most.length());
        fromPhone(most, own);
        assertEquals(most, rig.take().text());
        fromPhone(most + "x", own);
        assertTrue(rig.take().length() > Limits.SIP_MESSAGE_BYTES);
        fromPhone("x".repeat(30_000), own);
        assertTrue(rig.take().length() > Limits.SIP_MESSAGE_BYTES);
    }

    @Test
    void message_longerThanTheMost_isNotSentAndToldLater() throws Exception {
        rig.listen(Transport.UDP);
        Hop hop = Hop.udp((InetSocketAddress) phone.getLocalSocketAddress());
        rig.onLoop(() -> {
            rig.sendInLoop(hop, "x".repeat(Limits.SIP_MESSAGE_BYTES + 1));
            assertTrue(rig.failed.isEmpty(), "never from within send");
            return 0;
        });
        assertEquals(new WireRig.Failed(hop, FailureKind.TOO_LONG), rig.takeFailed());
    }

    @Test
    void send_leavesTheBlockToTheCaller() throws Exception {
        rig.listen(Transport.UDP);
        Hop hop = Hop.udp((InetSocketAddress) phone.getLocalSocketAddress());
        rig.onLoop(() -> {
            try (Block block = rig.pool.take()) {
                block.segment().fill((byte) 'a');
                rig.wire.send(hop, block, 10);
                assertEquals(0, block.buffer().position());
                assertEquals(block.capacity(), block.buffer().limit());
                assertEquals('a', block.segment().get(ValueLayout.JAVA_BYTE, 9));
                rig.wire.send(hop, block, 20);
            }
            return 0;
        });
        assertEquals(10, atPhone().getLength());
        assertEquals(20, atPhone().getLength());
    }

    @Test
    void keepAlives_areDroppedInSilence() throws Exception {
        InetSocketAddress own = rig.listen(Transport.UDP);
        fromPhone("\r\n\r\n", own);
        fromPhone("", own);
        fromPhone("\0\0\0\0", own);
        fromPhone(WireRig.message(1), own);
        assertEquals(WireRig.message(1), rig.take().text());
        assertTrue(rig.received.isEmpty());
        assertEquals(0, rig.onLoop(rig.wire::malformed));
    }

    @Test
    void socket_ofNoTransportOrFamily_isTold() throws Exception {
        Hop six = Hop.udp(new InetSocketAddress(InetAddress.ofLiteral("::1"), 5060));
        rig.send(six, "x");
        assertEquals(FailureKind.NO_SOCKET, rig.takeFailed().kind());
        rig.listen(Transport.UDP);
        rig.send(six, "x");
        assertEquals(FailureKind.NO_SOCKET, rig.takeFailed().kind());
        rig.send(Hop.udp(WireRig.loopback(5060)).by(99), "x");
        assertEquals(FailureKind.NO_SOCKET, rig.takeFailed().kind());
        rig.send(Hop.udp(WireRig.loopback(0)), "x");
        assertEquals(FailureKind.UNREACHABLE, rig.takeFailed().kind());
        assertThrows(CompletionException.class, () -> rig.onLoop(() -> rig.wire.local(Transport.TCP)));
    }

    @Test
    void address_thatIsTaken_isRefusedWithAConstantSentence() {
        InetSocketAddress own = rig.listen(Transport.UDP);
        CompletionException e =
                assertThrows(CompletionException.class, () -> rig.onLoop(() -> rig.wire.listen(Transport.UDP, own)));
        assertTrue(e.getCause() instanceof UncheckedIOException);
        assertFalse(e.getCause().getMessage().contains(String.valueOf(own.getPort())));
    }

    @Test
    void flood_ofMalformedDatagrams_isDroppedUnread_andOthersAreServed() throws Exception {
        InetSocketAddress own = rig.listen(Transport.UDP);
        rig.also = new WireListener() {
            @Override
            public void received(Hop from, Block message, int length) {
                rig.wire.penalise(from);
            }

            @Override
            public void failed(Hop hop, FailureKind kind) {}
        };
        // 127.0.0.2 is another source than the phone's.
        try (DatagramSocket stranger = new DatagramSocket(new InetSocketAddress("127.0.0.2", 0))) {
            byte[] bytes = "nonsense, not a keep-alive".getBytes(US_ASCII);
            for (int i = 0; i < 5_000; i++) {
                stranger.send(new DatagramPacket(bytes, bytes.length, own));
            }
        }
        fromPhone(WireRig.message(7), own);
        int parsed = 0;
        while (!rig.take().text().startsWith("OPTIONS")) {
            parsed++;
        }
        assertTrue(parsed < 500, "parsed " + parsed);
        assertTrue(rig.onLoop(rig.wire::dropped) > 1_000);
    }

    @Test
    void flood_fromATrustedSource_isServed() throws Exception {
        InetSocketAddress own = rig.listen(Transport.UDP);
        rig.onLoop(() -> {
            rig.wire.trust(Set.of(phone.getLocalAddress()));
            return 0;
        });
        rig.also = new WireListener() {
            @Override
            public void received(Hop from, Block message, int length) {
                rig.wire.penalise(from);
            }

            @Override
            public void failed(Hop hop, FailureKind kind) {}
        };
        for (int i = 0; i < 200; i++) {
            fromPhone("nonsense, not a keep-alive", own);
        }
        for (int i = 0; i < 200; i++) {
            assertEquals("nonsense, not a keep-alive", rig.take().text());
        }
    }

    @Test
    void burst_inBothDirections_losesNothing() throws Exception {
        InetSocketAddress own = rig.listen(Transport.UDP);
        int count = 1_000;
        rig.also = new WireListener() {
            @Override
            public void received(Hop from, Block message, int length) {
                rig.wire.send(from, message, length); // the very block that was handed over
            }

            @Override
            public void failed(Hop hop, FailureKind kind) {}
        };
        Set<String> back = new HashSet<>();
        for (int batch = 0; batch < count / 50; batch++) {
            for (int i = 0; i < 50; i++) {
                fromPhone("OPTIONS number " + (batch * 50 + i), own);
            }
            for (int i = 0; i < 50; i++) {
                back.add(text(atPhone()));
            }
        }
        assertEquals(count, back.size());
        assertTrue(rig.failed.isEmpty());
        assertEquals(0, rig.onLoop(rig.wire::blocksOnLoan));
    }

    @Test
    void listener_thatThrows_losesItsMessageOnly() throws Exception {
        InetSocketAddress own = rig.listen(Transport.UDP);
        CountDownLatch twice = new CountDownLatch(2);
        rig.also = new WireListener() {
            @Override
            public void received(Hop from, Block message, int length) {
                twice.countDown();
                throw new IllegalStateException("+12025550123");
            }

            @Override
            public void failed(Hop hop, FailureKind kind) {}
        };
        fromPhone(WireRig.message(1), own);
        fromPhone(WireRig.message(2), own);
        assertTrue(twice.await(10, TimeUnit.SECONDS));
        assertFalse(rig.logged.toString(US_ASCII).contains("2025550123"));
        assertEquals(0, rig.onLoop(() -> rig.last.get(ValueLayout.JAVA_BYTE, 0)).intValue());
    }
}
