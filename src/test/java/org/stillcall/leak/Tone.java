package org.stillcall.leak;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A tone that is sent, and tones and keys that are looked for in packets that were heard. */
final class Tone implements AutoCloseable {
    private static final int RATE = 8_000;
    private static final int SAMPLES = 160;
    private static final long PACE_NANOS = 20_000_000;
    private static final int SOURCE = 0x7e57_7e57;

    private final Party from;
    private final InetSocketAddress to;
    private final int frequency;
    private final Thread sender;
    private volatile int key = -1;
    private volatile boolean over;

    /** Sends it as PCMU until it is closed. */
    Tone(Party from, InetSocketAddress to, int frequency) {
        this.from = from;
        this.to = to;
        this.frequency = frequency;
        this.sender = Thread.ofPlatform().start(this::send);
    }

    /** Presses that key (RFC 4733 section 3.2) for half a second. */
    void key(int code) {
        key = code;
    }

    private void send() {
        long next = System.nanoTime();
        int pressed = -1;
        int sequence = 1;
        int began = 0;
        for (int time = 0; !over; time += SAMPLES) {
            if (pressed < 0 && key >= 0) {
                pressed = key;
                began = time;
            }
            int held = time - began + SAMPLES;
            if (pressed >= 0 && held <= RATE / 2) {
                from.send(event(sequence++, began, pressed, held, held == RATE / 2), to);
            } else {
                from.send(audio(sequence++, time), to);
            }
            next += PACE_NANOS;
            while (System.nanoTime() - next < 0) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
    }

    private byte[] audio(int sequence, int time) {
        ByteBuffer packet = header(0, sequence, time, SAMPLES);
        for (int i = 0; i < SAMPLES; i++) {
            packet.put(ulaw((int) (8_000 * Math.sin(2 * Math.PI * frequency * (time + i) / RATE))));
        }
        return packet.array();
    }

    private static byte[] event(int sequence, int time, int code, int held, boolean ends) {
        return header(101 | (held == SAMPLES ? 0x80 : 0), sequence, time, 4)
                .put((byte) code)
                .put((byte) (ends ? 0x8a : 0x0a))
                .putShort((short) held)
                .array();
    }

    private static ByteBuffer header(int type, int sequence, int time, int length) {
        return ByteBuffer.allocate(12 + length)
                .put((byte) 0x80)
                .put((byte) type)
                .putShort((short) sequence)
                .putInt(time)
                .putInt(SOURCE);
    }

    private static byte ulaw(int sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int biased = Math.min(32_635, Math.abs(sample)) + 0x84;
        int exponent = 31 - Integer.numberOfLeadingZeros(biased) - 7;
        return (byte) ~(sign | exponent << 4 | biased >> exponent + 3 & 0x0f);
    }

    private static int linear(byte ulaw) {
        int bits = ~ulaw & 0xff;
        int value = ((bits & 0x0f) << 3) + 0x84 << (bits >> 4 & 7);
        return (bits & 0x80) != 0 ? 0x84 - value : value - 0x84;
    }

    /** The share of audio packets in which that tone is most of what is heard. */
    static double share(Collection<byte[]> packets, int frequency) {
        int audio = 0;
        int with = 0;
        for (byte[] packet : packets) {
            if (!Allowed.isControl(packet) && (packet[1] & 0x7f) == 0 && packet.length == 12 + SAMPLES) {
                audio++;
                with += isTone(packet, frequency) ? 1 : 0;
            }
        }
        return audio == 0 ? 0 : (double) with / audio;
    }

    private static boolean isTone(byte[] packet, int frequency) {
        double all = 0;
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double sample = linear(packet[12 + i]);
            all += sample * sample;
            real += sample * Math.cos(2 * Math.PI * frequency * i / RATE);
            imaginary += sample * Math.sin(2 * Math.PI * frequency * i / RATE);
        }
        double tone = 2 * (real * real + imaginary * imaginary) / SAMPLES;
        return all > SAMPLES * 100.0 * 100.0 && tone > 0.6 * all;
    }

    /** The keys pressed, each once, in order. */
    static List<Integer> keys(Collection<byte[]> packets) {
        List<Integer> keys = new ArrayList<>();
        int last = -1;
        for (byte[] packet : packets) {
            if (!Allowed.isControl(packet) && (packet[1] & 0x7f) == 101) {
                int time = ByteBuffer.wrap(packet).getInt(4);
                if (keys.isEmpty() || time != last) {
                    keys.add((int) packet[12]);
                    last = time;
                }
            }
        }
        return keys;
    }

    /** A file of that tone, coming and going, which no noise filter takes away; 48 kHz, one channel, 16 bits. */
    static Path file(Path file, int frequency) throws IOException {
        int samples = 10 * 48_000;
        ByteBuffer wave = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        wave.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
        wave.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
        wave.putShort((short) 1).putInt(48_000).putInt(96_000).putShort((short) 2);
        wave.putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(2 * samples);
        for (int i = 0; i < samples; i++) {
            boolean on = i / 14_400 % 2 == 0;
            wave.putShort((short) (on ? 16_000 * Math.sin(2 * Math.PI * frequency * i / 48_000) : 0));
        }
        return Files.write(file, wave.array());
    }

    @Override
    public void close() {
        over = true;
        try {
            sender.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
