package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What another process writes, line by line, for several threads. */
final class Lines {
    private final List<String> all = new ArrayList<>();
    private boolean ended;

    /**
     * Reads to the end in a thread of its own: a platform thread, because a virtual one that waits for a child's pipe
     * keeps its carrier, and after a minute of quiet there may be none left for the next.
     */
    static Lines of(InputStream in) {
        Lines lines = new Lines();
        Thread.ofPlatform().daemon().start(() -> lines.read(in));
        return lines;
    }

    private void read(InputStream in) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("(cut off)");
        }
        end();
    }

    private synchronized void add(String line) {
        all.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized List<String> all() {
        return List.copyOf(all);
    }

    /** The first line from number {@code from} on that is wanted, waiting for it. */
    synchronized String await(String what, int from, Predicate<String> wanted) {
        long end = System.nanoTime() + Waiting.LIMIT.toNanos();
        for (int at = from; ; at++) {
            while (at >= all.size()) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (ended || millis <= 0) {
                    return fail((ended ? "It ended without: " : "Not in time: ") + what + "\n" + this);
                }
                pause(millis);
            }
            if (wanted.test(all.get(at))) {
                return all.get(at);
            }
        }
    }

    String await(String part) {
        return await(part, 0, line -> line.contains(part));
    }

    synchronized int size() {
        return all.size();
    }

    /** Waits for the end of the stream. */
    synchronized void awaitEnd() {
        long end = System.nanoTime() + Waiting.LIMIT.toNanos();
        while (!ended && System.nanoTime() < end) {
            pause(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
    }

    private void pause(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted.", e);
        }
    }

    @Override
    public synchronized String toString() {
        return String.join("\n", all.subList(Math.max(0, all.size() - 40), all.size()));
    }
}
