package org.stillcall.media;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;

/** An engine turned by hand on a fake clock, and peers with real sockets on loopback. */
final class RelayRig implements AutoCloseable {
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    final MediaEngine engine;
    final List<String> news = new ArrayList<>();
    private final int browserPort;
    private long nanos = 1_000_000_000L;

    RelayRig() {
        this(settings -> settings);
    }

    RelayRig(java.util.function.UnaryOperator<MediaSettings> change) {
        MediaSettings settings = change.apply(new MediaSettings(
                LOOPBACK,
                LOOPBACK,
                41000,
                41999,
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                8));
        browserPort = settings.browsers() == null ? 0 : settings.browsers().port();
        engine = new MediaEngine(settings, Randomness.secure(), Log.silent(), Runnable::run, () -> nanos, false);
    }

    /** With a port for browsers, which is free just now. */
    static RelayRig withBrowsers() {
        return new RelayRig(settings -> settings.with(
                BrowserSettings.of(List.of(new BrowserSettings.Address(LOOPBACK, LOOPBACK)), freePort())));
    }

    static int freePort() {
        try (java.net.DatagramSocket socket = new java.net.DatagramSocket(0, LOOPBACK)) {
            int port = socket.getLocalPort();
            return port >= 41000 && port <= 45999 ? freePort() : port; // what tests of media take for themselves
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** How many addresses count for some browser. */
    int addresses() {
        return engine.browsers().addresses();
    }

    int freeHandshakes() {
        return engine.browsers().handshakes.availablePermits();
    }

    /** Turns the clock without a turn of the engine. */
    void skip(Duration time) {
        nanos += time.toNanos();
    }

    int browserPort() {
        return browserPort;
    }

    BrowserLeg openBrowser(String name) {
        BrowserLeg leg = engine.openBrowser(listener(name));
        if (leg == null) {
            throw new AssertionError("no leg");
        }
        turn();
        return leg;
    }

    /** A listener that writes down what it hears under a name. */
    MediaListener listener(String name) {
        return new MediaListener() {
            @Override
            public void digit(MediaLeg leg, char digit) {
                news.add(name + " digit " + digit);
            }

            @Override
            public void silent(MediaLeg leg) {
                news.add(name + " silent");
            }

            @Override
            public void promptEnded(MediaLeg leg) {
                news.add(name + " prompt ended");
            }

            @Override
            public void answeredBy(MediaLeg leg, Answerer answerer) {
                news.add(name + " answered by " + answerer);
            }

            @Override
            public void connected(MediaLeg leg) {
                news.add(name + " connected");
            }

            @Override
            public void gone(MediaLeg leg) {
                news.add(name + " gone");
            }
        };
    }

    RtpLeg open(String name, Learning learning) {
        RtpLeg leg = engine.open(listener(name), learning);
        if (leg == null) {
            throw new AssertionError("no leg");
        }
        return leg;
    }

    /** A leg that has offered and got this peer's answer, with extra attribute lines. */
    RtpLeg answered(String name, Peer peer, String payloads, String... attributes) {
        RtpLeg leg = open(name, Learning.SIGNALLED);
        if (leg.offer(SecureMedia.PLAIN).length() == 0) {
            throw new AssertionError("no offer");
        }
        peer.leg = new InetSocketAddress(LOOPBACK, leg.port());
        MemorySegment sdp = segment(sdp(peer.port(), payloads, attributes));
        if (!(leg.answered(sdp, 0, sdp.byteSize()) instanceof Negotiation.Agreed)) {
            throw new AssertionError("not agreed");
        }
        turn();
        return leg;
    }

    static String sdp(int port, String payloads, String... attributes) {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + port + " RTP/AVP "
                + payloads + "\r\n" + (payloads.contains("101") ? "a=rtpmap:101 telephone-event/8000\r\n" : "")
                + String.join("", Arrays.stream(attributes).map(a -> a + "\r\n").toList());
    }

    static MemorySegment segment(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.US_ASCII));
    }

    void turn() {
        while (engine.turn() > 0) {
            Thread.onSpinWait();
        }
    }

    /** Lets time pass in steps of 10 ms, a turn after each. */
    void pass(Duration time) {
        long end = nanos + time.toNanos();
        while (nanos < end) {
            nanos += 10_000_000L;
            turn();
        }
    }

    void await(BooleanSupplier condition) {
        await(Duration.ofSeconds(20), condition);
    }

    void await(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not happen");
            }
            turn();
            Thread.onSpinWait();
        }
    }

    long now() {
        return nanos;
    }

    @Override
    public void close() {
        engine.close();
    }

    /** A peer's socket, for audio or control. */
    final class Peer implements AutoCloseable {
        private final DatagramChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(2048);
        InetSocketAddress leg = new InetSocketAddress(LOOPBACK, 9);

        Peer() throws IOException {
            this(0);
        }

        Peer(int port) throws IOException {
            this(new InetSocketAddress(LOOPBACK, port));
        }

        Peer(InetSocketAddress local) throws IOException {
            boolean six = local.getAddress() instanceof java.net.Inet6Address;
            channel = DatagramChannel.open(
                    six ? java.net.StandardProtocolFamily.INET6 : java.net.StandardProtocolFamily.INET);
            channel.bind(local);
            channel.configureBlocking(false);
        }

        int port() {
            try {
                return ((InetSocketAddress) channel.getLocalAddress()).getPort();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        void send(byte[] packet) throws IOException {
            if (channel.send(ByteBuffer.wrap(packet), leg) != packet.length) {
                throw new AssertionError("not sent");
            }
            turn();
        }

        /** What is there now, or an empty array. */
        byte[] poll() {
            try {
                buffer.clear();
                boolean any = channel.receive(buffer) != null;
                return any ? Arrays.copyOf(buffer.array(), buffer.position()) : new byte[0];
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        /** The next packet, waiting for it. */
        byte[] take() {
            byte[][] got = {new byte[0]};
            await(() -> (got[0] = poll()).length > 0);
            return got[0];
        }

        /** Everything that is there. */
        List<byte[]> takeAll() {
            List<byte[]> all = new ArrayList<>();
            for (byte[] one = poll(); one.length > 0; one = poll()) {
                all.add(one);
            }
            return all;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** An RTP packet with a payload of {@code samples} bytes of {@code fill}. */
    static byte[] rtp(int payloadType, int sequence, int timestamp, int source, int samples, int fill) {
        byte[] packet = new byte[12 + samples];
        RtpPacket.writeHeader(packet, false, payloadType, sequence, timestamp, source);
        Arrays.fill(packet, 12, packet.length, (byte) fill);
        return packet;
    }

    /** A telephone-event packet. */
    static byte[] event(int sequence, int timestamp, int source, int code, boolean end, int duration) {
        byte[] packet = rtp(101, sequence, timestamp, source, 4, 0);
        packet[12] = (byte) code;
        packet[13] = (byte) (end ? 0x8a : 0x0a);
        Bits.putShort(packet, 14, duration);
        return packet;
    }

    static RtpPacket read(byte[] packet) {
        RtpPacket view = new RtpPacket();
        if (!view.readHeader(packet, packet.length) || !view.dropPadding()) {
            throw new AssertionError("no RTP");
        }
        return view;
    }
}
