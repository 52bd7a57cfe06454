package org.stillcall.leak;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The places in a process's memory that hold a number's digits, and when each no longer does. */
final class DigitsWatch {
    private static final int CHUNK = 1 << 20;
    private static final long LOOK_NANOS = 1_000_000;

    private final long pid;
    private final byte[] digits;
    private final List<Long> places = new ArrayList<>();

    private DigitsWatch(long pid, byte[] digits) {
        this.pid = pid;
        this.digits = digits;
    }

    /** Watches nothing. */
    static DigitsWatch none() {
        return new DigitsWatch(0, new byte[0]);
    }

    /** Looks through the memory that can be written for the digits after the country's code. */
    static DigitsWatch of(long pid, String e164) throws IOException {
        DigitsWatch watch = new DigitsWatch(pid, e164.substring(2).getBytes(StandardCharsets.US_ASCII));
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/maps"))) {
            String[] fields = line.split(" +");
            boolean ours = fields.length < 6 || fields[5].startsWith("[heap") || fields[5].startsWith("[stack");
            if (fields[1].startsWith("rw") && ours) {
                String[] range = fields[0].split("-");
                watch.find(Long.parseLong(range[0], 16), Long.parseLong(range[1], 16));
            }
        }
        if (watch.places.isEmpty()) {
            throw new IOException("The digits of a call in progress are not found.");
        }
        return watch;
    }

    private void find(long from, long to) throws IOException {
        byte[] buffer = new byte[CHUNK + digits.length];
        try (RandomAccessFile memory = new RandomAccessFile("/proc/" + pid + "/mem", "r")) {
            for (long at = from; at < to; at += CHUNK) {
                int wanted = (int) Math.min(buffer.length, to - at);
                if (read(memory, at, buffer, wanted)) {
                    for (int i = 0; i + digits.length <= wanted; i++) {
                        if (Arrays.equals(buffer, i, i + digits.length, digits, 0, digits.length)) {
                            places.add(at + i);
                        }
                    }
                }
            }
        }
    }

    private static boolean read(RandomAccessFile memory, long at, byte[] buffer, int length) {
        try {
            memory.seek(at);
            memory.readFully(buffer, 0, length);
            return true;
        } catch (IOException e) {
            return false; // given back meanwhile: the system has it
        }
    }

    /** Since {@code begun} ({@link System#nanoTime}), for each place; waits until all are blank. */
    List<Double> millisUntilBlank(long begun, Duration limit) throws IOException {
        Map<Long, Double> blank = new HashMap<>();
        if (places.isEmpty()) {
            return List.of();
        }
        byte[] seen = new byte[digits.length];
        try (RandomAccessFile memory = new RandomAccessFile("/proc/" + pid + "/mem", "r")) {
            while (blank.size() < places.size()) {
                double now = (System.nanoTime() - begun) / 1e6;
                for (long place : places) {
                    if (!blank.containsKey(place)
                            && (!read(memory, place, seen, seen.length) || !Arrays.equals(seen, digits))) {
                        blank.put(place, now);
                    }
                }
                if (now > limit.toMillis()) {
                    throw new IOException("Digits stand in memory after " + limit + ".");
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
        return List.copyOf(blank.values());
    }
}
