package org.stillcall.media;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.concurrent.locks.LockSupport;

/** A phone in real time that says one tone in PCMU and keeps the last second of what it hears. */
final class TonePhone implements AutoCloseable {
    static final int LOUDNESS = 12_000;
    private static final int RATE = 8000;

    final DatagramSocket socket = new DatagramSocket(new InetSocketAddress(RelayRig.LOOPBACK, 0));
    private final short[] heard = new short[RATE];
    private int at;
    private long packets;
    private volatile boolean open = true;
    private volatile InetSocketAddress leg;

    TonePhone() throws IOException {
        Thread.ofPlatform().daemon().name("phone-ear").start(this::listen);
    }

    /** Becomes the peer of a leg and says the tone from now on. */
    void answer(RtpLeg of, int hertz) {
        of.offer(SecureMedia.PLAIN);
        MemorySegment sdp = RelayRig.segment(RelayRig.sdp(socket.getLocalPort(), "0 101"));
        if (!(of.answered(sdp, 0, sdp.byteSize()) instanceof Negotiation.Agreed)) {
            throw new AssertionError("not agreed");
        }
        leg = new InetSocketAddress(RelayRig.LOOPBACK, of.port());
        Thread.ofPlatform().daemon().name("phone-mouth").start(() -> speak(hertz));
    }

    private void speak(int hertz) {
        byte[] packet = new byte[172];
        long next = System.nanoTime();
        for (int i = 0; open; i++) {
            RtpPacket.writeHeader(packet, false, 0, i, i * 160, 4711);
            for (int k = 0; k < 160; k++) {
                double phase = 2 * Math.PI * hertz * (i * 160 + k) / RATE;
                packet[12 + k] = G711.toULaw((short) (LOUDNESS * Math.sin(phase)));
            }
            try {
                socket.send(new DatagramPacket(packet, packet.length, leg));
            } catch (IOException e) {
                return; // closed
            }
            next += 20_000_000;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void listen() {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        RtpPacket view = new RtpPacket();
        while (open) {
            try {
                socket.receive(packet);
            } catch (IOException e) {
                return; // closed
            }
            if (view.readHeader(packet.getData(), packet.getLength()) && view.payloadType == 0) {
                hear(view);
            }
        }
    }

    private synchronized void hear(RtpPacket view) {
        packets++;
        for (int i = 0; i < view.payloadLength; i++) {
            heard[at] = (short) G711.fromULaw(view.data[view.payloadOffset + i]);
            at = (at + 1) % RATE;
        }
    }

    synchronized long packets() {
        return packets;
    }

    synchronized void forget() {
        java.util.Arrays.fill(heard, (short) 0);
    }

    /** The level, 0 to 1, of one frequency in the last second, by Goertzel's algorithm. */
    synchronized double level(int hertz) {
        double turn = 2 * Math.cos(2 * Math.PI * hertz / RATE);
        double last = 0;
        double before = 0;
        for (int i = 0; i < RATE; i++) {
            double now = heard[(at + i) % RATE] / 32768.0 + turn * last - before;
            before = last;
            last = now;
        }
        return 2 * Math.sqrt(Math.max(0, last * last + before * before - turn * last * before)) / RATE;
    }

    @Override
    public void close() {
        open = false;
        socket.close();
    }
}
