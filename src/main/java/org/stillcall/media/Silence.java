package org.stillcall.media;

/** Watches a leg for silence: reports once when nothing was heard for the limit, and again only after something was. */
final class Silence {
    private final long limitNanos;
    private boolean watched;
    private boolean suspended;
    private boolean told;
    private long since;

    Silence(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    /** Starts watching from now, or stops. */
    void watch(boolean on, long now) {
        watched = on;
        told = false;
        since = now;
    }

    /** The peer is on hold and need not send; the wait begins anew when that ends. */
    void suspend(boolean held, long now) {
        if (suspended != held) {
            suspended = held;
            told = false;
            since = now;
        }
    }

    void heard(long now) {
        since = now;
        told = false;
    }

    /** Whether it is time to report. */
    boolean due(long now) {
        boolean due = watched && !suspended && !told && now - since >= limitNanos;
        told |= due;
        return due;
    }
}
