package org.stillcall.practice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import org.stillcall.sip.SipLoop;
import org.stillcall.sip.Slice;

/**
 * Reports beside a sound (RTCP, RFC 3550 section 6) that name the customer by its account: what our own media never
 * write. From a port of their own, which nobody needs to answer. Loop thread only.
 */
final class TellingReports implements AutoCloseable {
    private static final int TIMES = 5;
    private static final long BETWEEN_MILLIS = 60;
    private static final int SOURCE = 0x5ca1ab1e;

    private final SipLoop loop;
    private final DatagramChannel channel;
    private boolean closed;

    private TellingReports(SipLoop loop, DatagramChannel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    static TellingReports open(SipLoop loop) {
        try {
            DatagramChannel channel = DatagramChannel.open();
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            channel.configureBlocking(false);
            return new TellingReports(loop, channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** RFC 3605: where they come from. */
    String line() {
        try {
            InetSocketAddress own = (InetSocketAddress) channel.getLocalAddress();
            return "a=rtcp:" + own.getPort() + " IN IP4 " + own.getAddress().getHostAddress() + "\r\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To whoever described the sound so: one port above the sound's. */
    void begin(Slice description) {
        int port = port(description);
        if (port > 0) {
            send(new InetSocketAddress(InetAddress.getLoopbackAddress(), port + 1), TIMES);
        }
    }

    private void send(InetSocketAddress to, int more) {
        if (!closed && more > 0) {
            try {
                channel.send(packet(), to);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            loop.after(BETWEEN_MILLIS, () -> send(to, more - 1));
        }
    }

    /** An empty receiver report and a source description with a CNAME, filled up with zeros. */
    private static ByteBuffer packet() {
        byte[] name = (PracticeNumbers.ACCOUNT + "@pbx.customer.invalid").getBytes(StandardCharsets.US_ASCII);
        int words = (4 + 2 + name.length) / 4 + 1;
        ByteBuffer packet = ByteBuffer.allocate(12 + words * 4);
        packet.putShort((short) 0x80c9).putShort((short) 1).putInt(SOURCE); // 201
        packet.putShort((short) 0x81ca).putShort((short) words).putInt(SOURCE); // 202
        packet.put((byte) 1).put((byte) name.length).put(name);
        return packet.rewind();
    }

    private static int port(Slice description) {
        String media = "m=audio ";
        for (int i = 0; i + media.length() < description.length(); i++) {
            if (description.from(i).beginsWith(media)) {
                Slice rest = description.from(i + media.length());
                int end = rest.indexOf(' ', 0);
                return end < 0 ? -1 : (int) rest.part(0, end).number();
            }
        }
        return -1;
    }

    @Override
    public void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "TellingReports";
    }
}
