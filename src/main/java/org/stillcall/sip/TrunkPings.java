package org.stillcall.sip;

import org.jspecify.annotations.Nullable;
import org.stillcall.base.Loop;

/**
 * Asks a trunk now and then whether it lives (OPTIONS, RFC 3261 section 11): any response but 503 says yes, 503 says no
 * for as long as it names, and some pings in a row without response say no. Loop thread only.
 */
final class TrunkPings {
    /** How one is sent. */
    interface Sender {
        /** {@code attempt} counts the misses before it: each tries the next place. */
        void send(int attempt, ResponseListener listener);
    }

    private static final int MISSES = 3;
    private static final long AGAIN_MILLIS = 5_000;
    private static final long DEFAULT_RETRY_SECONDS = 30;
    private static final long MOST_RETRY_SECONDS = 600;

    private final Loop loop;
    private final long intervalMillis;
    private final Sender sender;
    private final Runnable changed;
    private int run;
    private int misses;
    private boolean down;
    private Loop.@Nullable Timer next;

    /** {@code seconds}: between two; 0 for none at all. */
    TrunkPings(Loop loop, long seconds, Sender sender, Runnable changed) {
        this.loop = loop;
        this.intervalMillis = seconds * 1000;
        this.sender = sender;
        this.changed = changed;
    }

    /** Whether the trunk was found dead. */
    boolean down() {
        return down;
    }

    void start() {
        if (intervalMillis > 0) {
            run++;
            ping(run);
        }
    }

    void stop() {
        run++;
        misses = 0;
        down = false;
        if (next != null) {
            next.cancel();
        }
    }

    /** The seconds of Retry-After without its comment and parameters (RFC 3261 section 20.33); 0 when there is none. */
    static long retryAfter(SipMessage response) {
        Slice value = response.header(HeaderName.RETRY_AFTER);
        if (value == null) {
            return 0;
        }
        int end = 0;
        while (end < value.length() && value.at(end) >= '0' && value.at(end) <= '9') {
            end++;
        }
        return Math.max(0, value.part(0, end).number());
    }

    private void ping(int ours) {
        sender.send(misses, new ResponseListener() {
            @Override
            public void answered(SipMessage response) {
                if (ours != run) {
                    return;
                }
                if (response.status() == 503) {
                    long named = retryAfter(response);
                    long seconds = named == 0 ? DEFAULT_RETRY_SECONDS : Math.min(named, MOST_RETRY_SECONDS);
                    later(ours, seconds * 1000, true);
                } else {
                    misses = 0;
                    later(ours, intervalMillis, false);
                }
            }

            @Override
            public void failed(FailureKind kind) {
                if (ours == run) {
                    misses = Math.min(misses + 1, 1_000);
                    later(ours, Math.min(AGAIN_MILLIS, intervalMillis), down || misses >= MISSES);
                }
            }
        });
    }

    private void later(int ours, long millis, boolean nowDown) {
        boolean news = down != nowDown;
        down = nowDown;
        next = loop.after(millis, () -> ping(ours));
        if (news) {
            changed.run();
        }
    }

    @Override
    public String toString() {
        return "TrunkPings";
    }
}
