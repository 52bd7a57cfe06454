package org.stillcall.sip;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Limits;
import org.stillcall.base.Log;

/** A wire on a loop of its own whose clock can be turned ahead, and a listener that keeps what it is told. */
final class WireRig implements WireListener, AutoCloseable {
    private static final int BLOCK_BYTES = 16 * 1024;

    record Received(Hop from, String text, int length) {}

    record Failed(Hop hop, FailureKind kind) {}

    final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    final BlockingQueue<Failed> failed = new LinkedBlockingQueue<>();
    final AtomicLong skippedNanos = new AtomicLong();
    final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    final SipLoop loop;
    final SipWire wire;
    final BlockPool pool = new BlockPool(BLOCK_BYTES, 4);
    volatile WireListener also = new WireListener() {
        @Override
        public void received(Hop from, Block message, int length) {}

        @Override
        public void failed(Hop hop, FailureKind kind) {}
    };
    volatile MemorySegment last = MemorySegment.NULL;

    WireRig() {
        this(Limits.SIP_CONNECTIONS);
    }

    WireRig(int mostConnections) {
        Log log = new Log(new PrintStream(logged, true, US_ASCII), InstantSource.system(), Log.Level.DEBUG);
        loop = new SipLoop(log, () -> System.nanoTime() + skippedNanos.get());
        wire = new SipWire(loop, this, log, mostConnections);
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Opens a listening socket on a free port of the loopback address. */
    InetSocketAddress listen(Transport transport) {
        return onLoop(() -> {
            wire.listen(transport, loopback(0));
            return wire.local(transport);
        });
    }

    <T> T onLoop(Supplier<T> question) {
        return loop.ask(question).orTimeout(10, SECONDS).join();
    }

    void send(Hop hop, String text) {
        onLoop(() -> {
            sendInLoop(hop, text);
            return 0;
        });
    }

    void sendInLoop(Hop hop, String text) {
        try (Block block = pool.take()) {
            if (block == null) {
                throw new IllegalStateException("The test's pool is exhausted.");
            }
            byte[] bytes = text.getBytes(US_ASCII);
            MemorySegment.copy(bytes, 0, block.segment(), ValueLayout.JAVA_BYTE, 0, bytes.length);
            wire.send(hop, block, bytes.length);
        }
    }

    /** Turns the clock on and waits until the loop has noticed, which takes a turn to set timers off and one after. */
    void skip(long millis) {
        skippedNanos.addAndGet(millis * 1_000_000);
        onLoop(() -> 0);
        onLoop(() -> 0);
    }

    Received take() throws InterruptedException {
        Received next = received.poll(10, SECONDS);
        if (next == null) {
            throw new AssertionError("Nothing was received.");
        }
        return next;
    }

    Failed takeFailed() throws InterruptedException {
        Failed next = failed.poll(10, SECONDS);
        if (next == null) {
            throw new AssertionError("No failure was told.");
        }
        return next;
    }

    @Override
    public void received(Hop from, Block message, int length) {
        byte[] bytes = message.segment().asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        last = message.segment().asSlice(0, length);
        received.add(new Received(from, new String(bytes, US_ASCII), length));
        also.received(from, message, length);
    }

    @Override
    public void failed(Hop hop, FailureKind kind) {
        failed.add(new Failed(hop, kind));
        also.failed(hop, kind);
    }

    /** A SIP request with a body of so many bytes. */
    static String message(int bodyBytes) {
        return "OPTIONS sip:example.org SIP/2.0\r\nVia: SIP/2.0/TCP a\r\nContent-Length: " + bodyBytes + "\r\n\r\n"
                + "b".repeat(bodyBytes);
    }

    @Override
    public void close() {
        onLoop(() -> {
            wire.close();
            return 0;
        });
        loop.close();
    }
}
