package org.stillcall.turn;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: a virtual thread that shakes hands, reads and answers, another one that writes. It never
 * waits for anybody but its client, and {@link #tend} ends it when that one takes too long.
 */
final class TurnConnection {
    private final Ground ground;
    private final Socket socket;
    private final InetSocketAddress client;
    private final @Nullable TurnTls tls;
    private final Crowd crowd;
    private final Outbox outbox;
    private final TurnSession session;
    private volatile boolean allocated;
    private volatile long since;
    private volatile boolean writing;
    private volatile long writingSince;
    private volatile long seenWriting; // by the look before: one that has just ended is not stuck

    /** @param socket one that has a place in the crowd, which is left at the end */
    TurnConnection(Ground ground, Socket socket, @Nullable TurnTls tls, Crowd crowd) {
        this.ground = ground;
        this.socket = socket;
        this.client = (InetSocketAddress) socket.getRemoteSocketAddress();
        this.tls = tls;
        this.crowd = crowd;
        this.outbox = new Outbox(ground.counters());
        this.session = new TurnSession(ground, client, outbox, this::end, this::note);
        this.since = now();
    }

    boolean allocated() {
        return allocated;
    }

    private long now() {
        return ground.nanoClock().getAsLong();
    }

    /** Serves the client until it leaves or is made to. */
    void run() {
        boolean open = false;
        try {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            socket.setOption(StandardSocketOptions.SO_SNDBUF, TurnLimits.SEND_BUFFER_BYTES);
            Socket spoken = tls == null ? socket : tls.around(socket);
            open = true;
            OutputStream out = spoken.getOutputStream();
            Thread.ofVirtual().name("turn-writer").start(() -> write(out));
            read(spoken.getInputStream());
        } catch (IOException e) { // it left, was made to, or its handshake came to nothing
            ground.counters().malformed.add(open ? 0 : 1);
        } finally {
            end();
            session.close();
            crowd.leave(client.getAddress(), !allocated);
        }
    }

    private void read(InputStream in) throws IOException {
        Framer framer = new Framer();
        while (framer.fill(in)) {
            int length = framer.next();
            while (length > 0) {
                if (!session.message(framer.data(), framer.start(), length, now())) {
                    return;
                }
                framer.skip(length);
                length = framer.next();
            }
            if (length < 0) {
                ground.counters().malformed.increment();
                return;
            }
        }
    }

    private void note(boolean is) {
        crowd.stranger(client.getAddress(), !is);
        since = now();
        allocated = is;
    }

    private void write(OutputStream out) {
        byte[] buffer = new byte[2 * TurnLimits.MESSAGE_BYTES];
        try {
            int length = outbox.take(buffer);
            while (length >= 0) {
                writingSince = now();
                writing = true;
                out.write(buffer, 0, length);
                out.flush();
                writing = false;
                length = outbox.take(buffer);
            }
        } catch (IOException e) {
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it when something takes too long; any thread. */
    void tend(long now) {
        long write = writingSince;
        boolean stuck = writing && write == seenWriting && now - write > TurnLimits.WRITE_NANOS;
        seenWriting = write;
        boolean unproved = !allocated && now - since > TurnLimits.PROOF_NANOS;
        boolean lapsed = session.lapsed(now);
        if (stuck || unproved || lapsed) {
            ground.counters().late.increment();
            end();
        }
    }

    /** Ends it at once; any thread. */
    void end() {
        outbox.close();
        try {
            socket.close();
        } catch (IOException e) { // it is gone all the same
            return;
        }
    }
}
