package org.stillcall.console;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events (HTML Standard section 9.2). Each stream is written by the virtual thread of its request; whoever
 * has an event only queues it, and a client that does not keep up loses its stream, never an event in the middle.
 */
final class EventStreams implements AutoCloseable {
    private static final byte[] END = {};
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEARTBEAT_SECONDS = 10;

    private final Set<Stream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** One client. Threads may share it. */
    static final class Stream {
        private final LinkedBlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>(ApiLimits.EVENTS_WAITING);
        private volatile boolean ended;

        /** Queues an event; {@code data} has no line breaks. Never blocks. */
        void send(String event, byte[] data) {
            if (!ended && !waiting.offer(frame(event, data))) {
                ended = true;
            }
        }

        /** Ends the stream after what waits. */
        void end() {
            if (!waiting.offer(END)) {
                ended = true;
            }
        }

        boolean ended() {
            return ended;
        }

        private byte[] next() throws InterruptedException {
            if (ended) {
                return END;
            }
            byte[] next = waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
            return next == null ? HEARTBEAT : next;
        }

        private static byte[] frame(String event, byte[] data) {
            ByteArrayOutputStream frame = new ByteArrayOutputStream(data.length + 32);
            frame.writeBytes(("event: " + event + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
            frame.writeBytes(data);
            frame.writeBytes(new byte[] {'\n', '\n'});
            return frame.toByteArray();
        }
    }

    /** Subscribes a stream to what it tells. */
    @FunctionalInterface
    interface Source {
        AutoCloseable subscribe(Stream stream);
    }

    /** Answers with a stream and returns when it has ended. */
    void serve(Context request, Source source) throws IOException {
        Stream stream = new Stream();
        open.add(stream);
        try {
            if (closed || open.size() > ApiLimits.STREAMS) {
                throw new RefusedException(Refusal.BUSY);
            }
            AutoCloseable subscription = source.subscribe(stream);
            try {
                write(request, stream);
            } finally {
                subscription.close();
            }
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("A subscription did not end.", e);
        } finally {
            open.remove(stream);
        }
    }

    private static void write(Context request, Stream stream) throws IOException {
        request.res().setContentType("text/event-stream;charset=utf-8");
        ServletOutputStream out = request.res().getOutputStream();
        request.res().flushBuffer();
        try {
            for (byte[] next = stream.next(); next.length > 0; next = stream.next()) {
                out.write(next);
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends every stream. */
    @Override
    public void close() {
        closed = true;
        for (Stream stream : open) {
            stream.ended = true;
            stream.end();
        }
    }
}
