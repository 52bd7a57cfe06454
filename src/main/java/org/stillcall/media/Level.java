package org.stillcall.media;

/** The loudest sample of the last 100 ms or so: written by the media thread, read by anyone. */
final class Level {
    private static final long WINDOW_NANOS = 100_000_000L;

    private volatile int before;
    private volatile int current;
    private volatile long since;

    void note(int peak, long now) {
        long age = now - since;
        if (age >= WINDOW_NANOS) {
            before = age < 2 * WINDOW_NANOS ? current : 0;
            current = peak;
            since = now;
        } else if (peak > current) {
            current = peak;
        }
    }

    int value(long now) {
        long age = now - since;
        return age >= 2 * WINDOW_NANOS ? 0 : Math.max(current, age < WINDOW_NANOS ? before : 0);
    }
}
