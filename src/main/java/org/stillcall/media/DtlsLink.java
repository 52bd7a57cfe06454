package org.stillcall.media;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/**
 * The datagrams between the media thread and the thread of one DTLS association: a short queue towards it, beyond which
 * datagrams are lost as on any network, and a way out.
 */
final class DtlsLink implements DatagramTransport {
    private static final byte[] END = new byte[0];
    private static final int DATAGRAM_BYTES = 1200; // fits the path of any browser, also through a relay

    private final ArrayBlockingQueue<byte[]> arrived = new ArrayBlockingQueue<>(MediaLimits.DTLS_DATAGRAMS);
    private final Consumer<byte[]> out;
    private final byte[] gathered = new byte[DATAGRAM_BYTES]; // this and its count: the association's thread
    private int count;
    private volatile boolean ended;

    /** {@code out} gets an array of its own for each datagram. */
    DtlsLink(Consumer<byte[]> out) {
        this.out = out;
    }

    /** Takes a datagram from the network; false when too many wait. Media thread. */
    boolean arrived(byte[] data, int length) {
        return arrived.offer(Arrays.copyOf(data, length));
    }

    /** Ends the wait of {@link #receive}; any thread. */
    void end() {
        ended = true;
        if (!arrived.offer(END)) {
            return; // nobody waits at a full queue
        }
    }

    boolean ended() {
        return ended;
    }

    @Override
    public int getReceiveLimit() {
        return MediaLimits.DATAGRAM_BYTES;
    }

    @Override
    public int getSendLimit() {
        return DATAGRAM_BYTES;
    }

    /** As the library wants it: 0 waits without limit, -1 says that nothing came. */
    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
        flush();
        byte[] datagram = next(waitMillis);
        if (ended) {
            throw new InterruptedIOException("The leg has ended.");
        }
        if (datagram == null || datagram.length > length) {
            return -1;
        }
        System.arraycopy(datagram, 0, buffer, offset, datagram.length);
        return datagram.length;
    }

    private byte @Nullable [] next(int waitMillis) throws IOException {
        try {
            if (ended) {
                return null;
            }
            return waitMillis == 0 ? arrived.take() : arrived.poll(waitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted.");
        }
    }

    /** Gathers records of one flight in few datagrams, so that few can be lost (RFC 6347 section 4.1.1). */
    @Override
    public void send(byte[] buffer, int offset, int length) {
        if (count + length > DATAGRAM_BYTES) {
            flush();
        }
        System.arraycopy(buffer, offset, gathered, count, length);
        count += length;
    }

    /** Sends what was gathered. */
    void flush() {
        if (count > 0) {
            out.accept(Arrays.copyOf(gathered, count));
            count = 0;
        }
    }

    @Override
    public void close() {
        flush();
        end();
    }
}
