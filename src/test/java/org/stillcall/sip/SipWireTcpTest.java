package org.stillcall.sip;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Block;
import org.stillcall.base.Limits;

/**
 * Real TCP sockets on the loopback address, deadlines on a clock turned by hand. Row G18 for what passes through
 * memory.
 */
class SipWireTcpTest {
    private final WireRig rig = new WireRig();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        rig.close();
    }

    private Socket dial(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        opened.add(socket);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private ServerSocket server() throws IOException {
        ServerSocket server = new ServerSocket();
        opened.add(server);
        server.bind(WireRig.loopback(0));
        server.setSoTimeout(10_000);
        return server;
    }

    private Socket accept(ServerSocket server) throws IOException {
        Socket socket = server.accept();
        opened.add(socket);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(US_ASCII));
        out.flush();
    }

    private static String read(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), US_ASCII);
    }

    private static Hop to(ServerSocket server) {
        return Hop.tcp((InetSocketAddress) server.getLocalSocketAddress());
    }

    /** Whether the other side closed it (an end of stream, or a reset when it had not read all). */
    private static boolean closed(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return e instanceof java.net.SocketException;
        }
    }

    @Test
    void message_isHandedOverAndAnsweredOnTheSameConnection() throws Exception {
        InetSocketAddress own = rig.listen(Transport.TCP);
        Socket phone = dial(own);
        write(phone, WireRig.message(10));
        WireRig.Received received = rig.take();
        assertEquals(WireRig.message(10), received.text());
        assertEquals(phone.getLocalSocketAddress(), received.from().address());
        assertNotEquals(0, received.from().connection());
        assertEquals(own, rig.onLoop(() -> rig.wire.local(received.from())));
        rig.send(received.from(), WireRig.message(3));
        assertEquals(WireRig.message(3), read(phone, WireRig.message(3).length()));
        assertEquals(0, rig.onLoop(rig.wire::blocksOnLoan));
        byte[] after = rig.onLoop(() -> rig.last.toArray(ValueLayout.JAVA_BYTE));
        for (byte b : after) {
            assertEquals(0, b);
        }
    }

    @Test
    void stream_cutAtEveryByte_bringsTheSameMessages() throws Exception {
        Socket phone = dial(rig.listen(Transport.TCP));
        String two = WireRig.message(10) + "\r\n" + WireRig.message(3);
        for (int cut = 1; cut < two.length(); cut++) {
            write(phone, two.substring(0, cut));
            rig.onLoop(() -> 0); // lets the first part arrive alone
            write(phone, two.substring(cut));
            assertEquals(WireRig.message(10), rig.take().text(), "cut at " + cut);
            assertEquals(WireRig.message(3), rig.take().text(), "cut at " + cut);
        }
        assertTrue(rig.received.isEmpty());
    }

    @Test
    void stream_ofSingleBytes_bringsTheMessage() throws Exception {
        Socket phone = dial(rig.listen(Transport.TCP));
        String message = WireRig.message(10);
        for (int i = 0; i < message.length(); i++) {
            write(phone, message.substring(i, i + 1));
            rig.onLoop(() -> 0);
        }
        assertEquals(message, rig.take().text());
    }

    @Test
    void stream_ofManyMessagesInOneSegment_bringsThemInOrder() throws Exception {
        Socket phone = dial(rig.listen(Transport.TCP));
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            many.append(WireRig.message(i));
        }
        write(phone, many.toString());
        for (int i = 0; i < 300; i++) {
            assertEquals(WireRig.message(i), rig.take().text());
        }
        assertEquals(0, rig.onLoop(rig.wire::blocksOnLoan));
    }

    @Test
    void doubleLineEnd_isAnsweredByOne() throws Exception {
        Socket phone = dial(rig.listen(Transport.TCP));
        write(phone, WireRig.message(0));
        rig.take();
        write(phone, "\r\n");
        rig.onLoop(() -> 0);
        write(phone, "\r\n");
        assertEquals("\r\n", read(phone, 2));
        write(phone, "\r\n\r");
        rig.onLoop(() -> 0);
        write(phone, "\n");
        assertEquals("\r\n", read(phone, 2));
        write(phone, "\r\n" + WireRig.message(1));
        assertEquals(WireRig.message(1), rig.take().text());
        assertEquals(0, rig.onLoop(rig.wire::blocksOnLoan));
    }

    @Test
    void stream_thatIsNoSip_isClosed() throws Exception {
        InetSocketAddress own = rig.listen(Transport.TCP);
        for (String text : List.of(
                "\u0016\u0003\u0001\u0002",
                "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "\r\n\rX",
                "OPTIONS a SIP/2.0\r\nl: 99999\r\n\r\n",
                "OPTIONS a SIP/2.0\r\nX: " + "a".repeat(Limits.SIP_MESSAGE_BYTES))) {
            Socket phone = dial(own);
            write(phone, text);
            assertTrue(closed(phone), text.substring(0, 4));
            assertEquals(FailureKind.MALFORMED, rig.takeFailed().kind());
        }
        assertTrue(rig.received.isEmpty());
        assertEquals(0, rig.onLoop(rig.wire::connections));
        assertEquals(0, rig.onLoop(rig.wire::blocksOnLoan));
    }

    @Test
    void message_thatTrickles_isClosedInTime() throws Exception {
        Socket phone = dial(rig.listen(Transport.TCP));
        write(phone, WireRig.message(0));
        rig.take();
        String message = WireRig.message(20);
        for (int i = 0; i < 4; i++) {
            write(phone, message.substring(i, i + 1));
            rig.skip(Limits.SIP_PARTIAL_MILLIS / 4 + 1_000);
        }
        assertTrue(closed(phone));
        assertEquals(FailureKind.TIMEOUT, rig.takeFailed().kind());
        assertEquals(0, rig.onLoop(rig.wire::blocksOnLoan));
    }

    @Test
    void connection_thatSaysNothing_isClosedInTime_andOneThatSpokeStays() throws Exception {
        InetSocketAddress own = rig.listen(Transport.TCP);
        Socket speaker = dial(own);
        write(speaker, WireRig.message(0));
        WireRig.Received received = rig.take();
        Socket mute = dial(own);
        write(mute, "\r\n\r\n");
        assertEquals("\r\n", read(mute, 2));
        rig.skip(Limits.SIP_PARTIAL_MILLIS + 1_000);
        assertTrue(closed(mute));
        assertEquals(FailureKind.TIMEOUT, rig.takeFailed().kind());
        rig.send(received.from(), WireRig.message(2));
        assertEquals(WireRig.message(2), read(speaker, WireRig.message(2).length()));
        rig.skip(Limits.SIP_IDLE_MILLIS + 1_000);
        assertTrue(closed(speaker));
        assertEquals(new WireRig.Failed(received.from(), FailureKind.CLOSED), rig.takeFailed());
    }

    @Test
    void hop_withoutAConnection_dialsOnceAndUsesItAgain() throws Exception {
        ServerSocket server = server();
        rig.send(to(server), WireRig.message(1));
        rig.send(to(server), WireRig.message(2));
        Socket carrier = accept(server);
        String both = WireRig.message(1) + WireRig.message(2);
        assertEquals(both, read(carrier, both.length()));
        write(carrier, WireRig.message(3));
        WireRig.Received answer = rig.take();
        assertTrue(answer.from().matches(to(server)));
        assertEquals(1, rig.onLoop(rig.wire::connections));
        carrier.close();
        WireRig.Failed failed = rig.takeFailed();
        assertEquals(FailureKind.CLOSED, failed.kind());
        assertTrue(failed.hop().matches(to(server)));
        rig.send(to(server), WireRig.message(4));
        assertEquals(WireRig.message(4), read(accept(server), WireRig.message(4).length()));
    }

    @Test
    void hop_whoseConnectionIsGone_isToldLost() throws Exception {
        Socket phone = dial(rig.listen(Transport.TCP));
        write(phone, WireRig.message(0));
        Hop hop = rig.take().from();
        phone.close();
        assertEquals(new WireRig.Failed(hop, FailureKind.CLOSED), rig.takeFailed());
        rig.send(hop, WireRig.message(0));
        assertEquals(new WireRig.Failed(hop, FailureKind.LOST), rig.takeFailed());
        Hop other = new Hop(Transport.TCP, WireRig.loopback(1), "", hop.connection());
        rig.send(other, WireRig.message(0));
        assertEquals(new WireRig.Failed(other, FailureKind.LOST), rig.takeFailed());
    }

    @Test
    void hop_thatNamesAnothersConnection_isToldLost_andNothingIsSentThere() throws Exception {
        Socket phone = dial(rig.listen(Transport.TCP));
        write(phone, WireRig.message(0));
        Hop hop = rig.take().from();
        Hop other = new Hop(Transport.TCP, WireRig.loopback(1), "", hop.connection());
        rig.send(other, WireRig.message(7));
        assertEquals(new WireRig.Failed(other, FailureKind.LOST), rig.takeFailed());
        rig.send(hop, WireRig.message(3));
        assertEquals(WireRig.message(3), read(phone, WireRig.message(3).length()));
    }

    @Test
    void port_whereNobodyListens_isUnreachable() throws Exception {
        ServerSocket server = server();
        server.close();
        rig.send(to(server), WireRig.message(0));
        WireRig.Failed failed = rig.takeFailed();
        assertEquals(FailureKind.UNREACHABLE, failed.kind());
        assertTrue(failed.hop().matches(to(server)));
        assertEquals(0, rig.onLoop(rig.wire::blocksOnLoan));
    }

    @Test
    void place_thatNeverAnswers_timesOut() throws Exception {
        // A full backlog lets further attempts hang, on the loopback address too.
        ServerSocket server = new ServerSocket();
        opened.add(server);
        server.bind(WireRig.loopback(0), 1);
        List<WireRig> fillers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            WireRig filler = new WireRig();
            fillers.add(filler);
            filler.send(to(server), WireRig.message(0));
        }
        rig.send(to(server), WireRig.message(0));
        rig.skip(Limits.SIP_CONNECT_MILLIS + 1_000);
        assertEquals(FailureKind.TIMEOUT, rig.takeFailed().kind());
        assertEquals(0, rig.onLoop(rig.wire::blocksOnLoan));
        for (WireRig filler : fillers) {
            filler.close();
        }
    }

    @Test
    void peer_thatTakesNothing_isClosedWhenItsQueueIsFull() throws Exception {
        ServerSocket server = server();
        rig.send(to(server), WireRig.message(8_000));
        accept(server);
        for (int i = 0; i < 4_000 && rig.failed.isEmpty(); i++) {
            rig.send(to(server), WireRig.message(8_000));
        }
        assertEquals(FailureKind.OVERLOADED, rig.takeFailed().kind());
        rig.onLoop(() -> 0);
        assertTrue(rig.onLoop(rig.wire::blocksOnLoan) <= 1);
    }

    @Test
    void peer_thatTakesNothing_isClosedInTime() throws Exception {
        ServerSocket server = server();
        rig.send(to(server), WireRig.message(8_000));
        accept(server);
        for (int i = 0; i < 4_000 && rig.onLoop(rig.wire::blocksOnLoan) == 0; i++) {
            rig.send(to(server), WireRig.message(8_000));
        }
        assertNotEquals(0, rig.onLoop(rig.wire::blocksOnLoan));
        rig.skip(Limits.SIP_PARTIAL_MILLIS + 1_000);
        assertEquals(FailureKind.TIMEOUT, rig.takeFailed().kind());
        assertEquals(0, rig.onLoop(rig.wire::blocksOnLoan));
    }

    @Test
    void peer_thatTakesSlowly_getsEverythingInOrder() throws Exception {
        ServerSocket server = server();
        rig.send(to(server), WireRig.message(8_000));
        Socket carrier = accept(server);
        int count = 1;
        while (rig.onLoop(rig.wire::blocksOnLoan) < 5) {
            rig.send(to(server), WireRig.message(8_000 - count));
            count++;
        }
        for (int i = 0; i < count; i++) {
            String expected = WireRig.message(8_000 - i);
            assertEquals(expected, read(carrier, expected.length()));
        }
        assertTrue(rig.failed.isEmpty());
        assertEquals(0, rig.onLoop(rig.wire::blocksOnLoan));
    }

    @Test
    void listener_thatClosesTheConnectionInTheMiddle_harmsNothing() throws Exception {
        Socket phone = dial(rig.listen(Transport.TCP));
        rig.also = new WireListener() {
            @Override
            public void received(Hop from, Block message, int length) {
                for (int i = 0; i <= Limits.SIP_MALFORMED_PER_SECOND; i++) {
                    rig.wire.penalise(from);
                }
            }

            @Override
            public void failed(Hop hop, FailureKind kind) {}
        };
        write(phone, WireRig.message(1) + WireRig.message(2) + "OPTIONS");
        assertEquals(WireRig.message(1), rig.take().text());
        assertEquals(FailureKind.MALFORMED, rig.takeFailed().kind());
        assertTrue(closed(phone));
        assertTrue(rig.received.isEmpty());
        assertEquals(0, rig.onLoop(rig.wire::blocksOnLoan));
        assertEquals(0, rig.loop.failures());
    }

    @Test
    void listener_thatThrows_losesItsMessageOnly() throws Exception {
        Socket phone = dial(rig.listen(Transport.TCP));
        rig.also = new WireListener() {
            @Override
            public void received(Hop from, Block message, int length) {
                throw new IllegalStateException("+12025550123");
            }

            @Override
            public void failed(Hop hop, FailureKind kind) {}
        };
        write(phone, WireRig.message(1) + WireRig.message(2));
        assertEquals(WireRig.message(1), rig.take().text());
        assertEquals(WireRig.message(2), rig.take().text());
        assertFalse(rig.logged.toString(US_ASCII).contains("2025550123"));
    }

    @Test
    void wire_closedWithinAListener_harmsNothing() throws Exception {
        Socket phone = dial(rig.listen(Transport.TCP));
        rig.also = new WireListener() {
            @Override
            public void received(Hop from, Block message, int length) {
                rig.wire.close();
                rig.wire.send(from, message, length);
            }

            @Override
            public void failed(Hop hop, FailureKind kind) {}
        };
        write(phone, WireRig.message(1) + "OPTIONS");
        rig.take();
        assertTrue(closed(phone));
        rig.onLoop(() -> 0);
        assertEquals(0, rig.onLoop(rig.wire::blocksOnLoan));
        assertEquals(0, rig.loop.failures());
        assertTrue(rig.failed.isEmpty());
    }
}
