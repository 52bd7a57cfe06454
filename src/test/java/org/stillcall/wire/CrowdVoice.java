package org.stillcall.wire;

import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One leg's sound: it says who it is in every packet, in G.711 that a relay leaves as it is, and notes whom it hears
 * and since when. Crowd's thread only.
 */
final class CrowdVoice {
    private static final int PACKET = 160;
    private static final int PACE_MILLIS = 20;
    private static final int MARK = 0x5C;
    private static final int MARKS = 16;
    private static final int KEYS = 101; // payload type of RFC 4733

    private final Crowd crowd;
    private final DatagramChannel channel;
    private final int self;
    private final byte[] said;
    private final Map<Integer, Long> heard = new LinkedHashMap<>();
    private InetSocketAddress to;
    private int packets;
    private int sequence;
    private boolean speaks;
    private boolean closed;
    private Runnable first = () -> {};

    /** @param self by whom it is known to those who hear it */
    CrowdVoice(Crowd crowd, String address, int self) {
        this.crowd = crowd;
        this.self = self;
        this.said = packet(self);
        this.channel = crowd.open(Place.free(address), this::take);
        this.sequence = self & 0x7fff;
    }

    int port() {
        return channel.socket().getLocalPort();
    }

    /** What is done at the first packet that comes. */
    void atFirst(Runnable what) {
        first = what;
    }

    /** The same without a word of sound. */
    void keysTo(InetSocketAddress place) {
        to = place;
    }

    void speaksTo(InetSocketAddress place) {
        to = place;
        if (!speaks) {
            speaks = true;
            speak();
        }
    }

    /** What somebody says in one packet, in PCMU: also for a file that another program speaks from. */
    static byte[] packet(int mark) {
        byte[] payload = new byte[PACKET];
        byte[] canary = SpokenCanary.of(mark, PACKET - MARKS);
        System.arraycopy(canary, 0, payload, MARKS, canary.length);
        for (int i = 0; i < MARKS; i += 4) {
            payload[i] = MARK;
            payload[i + 1] = (byte) (mark >> 16);
            payload[i + 2] = (byte) (mark >> 8);
            payload[i + 3] = (byte) mark;
        }
        return payload;
    }

    private void speak() {
        if (!closed) {
            sequence++;
            send(0, sequence * PACKET, said);
            crowd.after(PACE_MILLIS, this::speak);
        }
    }

    /** Presses a key: three packets as it goes down, three as it comes up. */
    void presses(char key) {
        int event = "0123456789*#".indexOf(key);
        int time = ++sequence * PACKET;
        for (int i = 1; i <= 6; i++) {
            int length = Math.min(i, 4) * PACKET;
            byte[] payload = {(byte) event, (byte) (i > 3 ? 0x8A : 0x0A), (byte) (length >> 8), (byte) length};
            sequence += i > 1 && i < 5 ? 1 : 0;
            send(KEYS, time, payload);
        }
    }

    private void send(int type, int time, byte[] payload) {
        byte[] packet = new byte[12 + payload.length];
        packet[0] = (byte) 0x80;
        packet[1] = (byte) type;
        packet[2] = (byte) (sequence >> 8);
        packet[3] = (byte) sequence;
        for (int i = 0; i < 4; i++) {
            packet[4 + i] = (byte) (time >> 24 - 8 * i);
            packet[8 + i] = (byte) (self + 77 >> 24 - 8 * i);
        }
        System.arraycopy(payload, 0, packet, 12, payload.length);
        if (to != null && !closed) {
            Crowd.send(channel, packet, to);
        }
    }

    private void take(byte[] bytes, InetSocketAddress from) {
        if (packets++ == 0) {
            first.run();
        }
        for (int at = 12; bytes.length >= 12 + PACKET && at < 16; at++) {
            if (bytes[at] == MARK && bytes[at + 4] == MARK && bytes[at + 8] == MARK) {
                int other = (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
                heard.putIfAbsent(other, System.nanoTime());
                return;
            }
        }
    }

    byte[] canary() {
        return Arrays.copyOfRange(said, MARKS, said.length);
    }

    /** Where it speaks to; null while that is not known. */
    InetSocketAddress to() {
        return to;
    }

    int packets() {
        return packets;
    }

    /** Whom it has heard, and since when. */
    Map<Integer, Long> heard() {
        return heard;
    }

    void close() {
        closed = true;
        Crowd.close(channel);
    }
}
