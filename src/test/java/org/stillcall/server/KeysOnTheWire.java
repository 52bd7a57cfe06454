package org.stillcall.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Telephone keys (RFC 4733, payload 101) that tshark sees towards the demo's carrier, whose sound is in clear. */
final class KeysOnTheWire implements AutoCloseable {
    private static final Map<String, Character> KEYS = Map.of("05", '5', "0a", '*', "0b", '#');

    private final Process tshark;
    private final BlockingQueue<Character> seen = new LinkedBlockingQueue<>();

    KeysOnTheWire() {
        try {
            tshark = new ProcessBuilder(List.of(
                            "tshark",
                            "-l",
                            "-n",
                            "-i",
                            "lo",
                            "-f",
                            "udp portrange 30000-30999",
                            "-d",
                            "udp.port==30000-30999,rtp",
                            "-Y",
                            "rtp.p_type == 101",
                            "-T",
                            "fields",
                            "-e",
                            "udp.payload"))
                    .start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        CountDownLatch captures = new CountDownLatch(1);
        read(tshark.errorReader(StandardCharsets.UTF_8), line -> {
            if (line.contains("Capturing on")) {
                captures.countDown();
            }
        });
        read(new BufferedReader(new InputStreamReader(tshark.getInputStream(), StandardCharsets.UTF_8)), line -> {
            Character key =
                    line.length() < 32 ? null : KEYS.get(line.replace(":", "").substring(24, 26));
            if (key != null) {
                seen.add(key);
            }
        });
        try {
            if (!captures.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("tshark does not capture");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private interface Line {
        void read(String line);
    }

    private static void read(BufferedReader from, Line to) {
        Thread.ofVirtual().start(() -> {
            try {
                from.lines().forEach(to::read);
            } catch (UncheckedIOException _) {
                // it was closed
            }
        });
    }

    /** The next key, waited for; a space when none came. */
    char next() throws InterruptedException {
        Character key = seen.poll(15, TimeUnit.SECONDS);
        return key == null ? ' ' : key;
    }

    @Override
    public void close() {
        tshark.destroy();
    }
}
