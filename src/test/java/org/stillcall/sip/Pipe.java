package org.stillcall.sip;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/** Carries bytes between endpoints, in pieces of any size, until nothing moves; the other side may be the JDK's. */
final class Pipe {
    private Pipe() {}

    /** A side of a connection. */
    interface Side {
        /** Takes bytes from the network. */
        void receive(ByteBuffer bytes);

        /** Bytes for the network. */
        ByteBuffer send();
    }

    /** Ours. */
    static final class Ours implements Side {
        final TlsEndpoint endpoint;
        final StringBuilder heard = new StringBuilder();
        long heardBytes;
        int checksum;
        private final MemorySegment target = Arena.ofAuto().allocate(5000);

        Ours(TlsEndpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public void receive(ByteBuffer bytes) {
            do {
                endpoint.receive(bytes);
                read();
            } while (bytes.hasRemaining());
        }

        void read() {
            for (int n = endpoint.read(target, 0, 5000); n > 0; n = endpoint.read(target, 0, 5000)) {
                for (int i = 0; i < n; i++) {
                    byte value = target.get(ValueLayout.JAVA_BYTE, i);
                    checksum = checksum * 31 + value;
                    if (heardBytes++ < 100) {
                        heard.append((char) value);
                    }
                }
            }
        }

        @Override
        public ByteBuffer send() {
            ByteBuffer bytes = ByteBuffer.allocate(endpoint.pending());
            endpoint.drain(bytes);
            return bytes.flip();
        }
    }

    /** The JDK's. */
    static final class Jdk implements Side {
        final SSLEngine engine;
        final StringBuilder heard = new StringBuilder();
        long heardBytes;
        int checksum;
        SSLException failure;
        private ByteBuffer in = ByteBuffer.allocate(1 << 16).flip();
        private ByteBuffer toSay = ByteBuffer.allocate(0);

        Jdk(SSLEngine engine) {
            this.engine = engine;
        }

        void say(byte[] bytes) {
            toSay = ByteBuffer.wrap(bytes);
        }

        @Override
        public void receive(ByteBuffer bytes) {
            ByteBuffer joined = ByteBuffer.allocate(in.remaining() + bytes.remaining());
            in = joined.put(in).put(bytes).flip();
            unwrap();
        }

        private void unwrap() {
            ByteBuffer out = ByteBuffer.allocate(1 << 16);
            try {
                while (in.hasRemaining() || engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_TASK) {
                    SSLEngineResult result = engine.unwrap(in, out.clear());
                    out.flip();
                    while (out.hasRemaining()) {
                        byte value = out.get();
                        checksum = checksum * 31 + value;
                        if (heardBytes++ < 100) {
                            heard.append((char) value);
                        }
                    }
                    boolean worked = tasks();
                    if (!worked && result.bytesConsumed() == 0 && result.bytesProduced() == 0) {
                        return;
                    }
                }
            } catch (SSLException e) {
                failure = e;
                in.clear().flip();
            }
        }

        private boolean tasks() {
            boolean any = false;
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
                any = true;
            }
            return any;
        }

        @Override
        public ByteBuffer send() {
            ByteBuffer bytes = ByteBuffer.allocate(toSay.remaining() * 2 + (1 << 16));
            try {
                for (int idle = 0; idle < 3; ) {
                    int before = bytes.position();
                    tasks();
                    if (engine.getHandshakeStatus() != SSLEngineResult.HandshakeStatus.NEED_UNWRAP) {
                        engine.wrap(toSay, bytes);
                    }
                    idle = bytes.position() == before ? idle + 1 : 0;
                }
                unwrap();
            } catch (SSLException e) {
                failure = e;
            }
            return bytes.flip();
        }
    }

    /** Moves bytes both ways in pieces of {@code piece} bytes until neither side has any. */
    static void run(Side left, Side right, int piece) {
        for (int idle = 0; idle < 3; ) {
            int moved = carry(left, right, piece) + carry(right, left, piece);
            idle = moved == 0 ? idle + 1 : 0;
        }
    }

    private static int carry(Side from, Side to, int piece) {
        ByteBuffer bytes = from.send();
        int total = bytes.remaining();
        while (bytes.hasRemaining()) {
            int count = Math.min(piece, bytes.remaining());
            to.receive(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
        }
        return total;
    }
}
