package org.stillcall.leak;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Sends datagrams at a steady rate for a time. */
final class Flood {
    private static final long TICK_NANOS = 5_000_000;

    private Flood() {}

    /** How many were sent. */
    static int send(Party from, InetSocketAddress to, int perSecond, Duration time, Supplier<byte[]> datagrams) {
        long end = System.nanoTime() + time.toNanos();
        long next = System.nanoTime();
        int each = (int) Math.max(1, perSecond * TICK_NANOS / 1_000_000_000L);
        int sent = 0;
        while (System.nanoTime() - end < 0) {
            for (int i = 0; i < each; i++) {
                from.send(datagrams.get(), to);
                sent++;
            }
            next += each * 1_000_000_000L / perSecond;
            LockSupport.parkNanos(next - System.nanoTime());
        }
        return sent;
    }

    /** Something that hardly is a SIP message: cut, changed, repeated, endless or no text at all. */
    static byte[] malformed(Random random, String message) {
        byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
        return switch (random.nextInt(6)) {
            case 0 -> {
                byte[] noise = new byte[random.nextInt(1_400)];
                random.nextBytes(noise);
                yield noise;
            }
            case 1 -> java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 2 -> {
                for (int i = 0; i < 20; i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                yield bytes;
            }
            case 3 -> message.replace("CSeq: ", "CSeq: 99999999999").getBytes(StandardCharsets.ISO_8859_1);
            case 4 -> message.replace("Via: ", "Via: ,;,").getBytes(StandardCharsets.ISO_8859_1);
            default ->
                ("INVITE sip:x SIP/2.0\r\n" + "X: y\r\n".repeat(random.nextInt(400)))
                        .getBytes(StandardCharsets.ISO_8859_1);
        };
    }
}
