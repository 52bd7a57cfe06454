package org.stillcall.sip;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Limits;
import org.stillcall.base.Loop;

/**
 * How often passwords may be tried. Loop thread only.
 *
 * <p>Only wrong answers cost: each source (an IPv4 address, or an IPv6 /64) and each account has a bucket of them that
 * refills slowly. A rightful phone must not be locked out by someone else's guessing, so: an address from which the
 * account was proved within a day is asked neither for its source's nor for the account's bucket but for one of its
 * own; and when an account's bucket is empty, a source without any wrong answer may still draw from a small reserve.
 * Many addresses guessing together can empty the reserve too: then a phone at a new address competes with them for what
 * comes in, until they stop; a phone that stays where it was notices nothing. Accounts share a fixed number of slots by
 * keyed hash, known and unknown names alike, so that nothing here tells them apart and no flood of names pushes one
 * out.
 */
final class GuessThrottle {
    private static final int PER_SOURCE = 10;
    private static final int PER_ACCOUNT = 20;
    private static final int RESERVE = 4;
    private static final long REFILL_MILLIS = 30_000;
    private static final long HOME_MILLIS = 86_400_000;
    private static final int SLOTS = 4_096;

    private final Loop loop;
    private final Map<Long, Bucket> sources = bounded(Limits.SIP_WATCHED_SOURCES);
    private final Map<Pair, Home> homes = bounded(Limits.SIP_WATCHED_SOURCES);
    private final @Nullable Bucket[] accounts = new @Nullable Bucket[SLOTS];
    private final @Nullable Bucket[] reserves = new @Nullable Bucket[SLOTS];

    private record Pair(long source, long account) {}

    /** An address from which an account was proved, and until when that counts. */
    private record Home(Bucket bucket, long until) {}

    /** Wrong answers that are still free; one more each {@link #REFILL_MILLIS}. */
    private static final class Bucket {
        private final int capacity;
        private int free;
        private long since;

        private Bucket(int capacity, long now) {
            this.capacity = capacity;
            this.free = capacity;
            this.since = now;
        }

        private boolean has(long now) {
            long gained = (now - since) / REFILL_MILLIS;
            since += gained * REFILL_MILLIS;
            free = (int) Math.min(capacity, free + gained);
            return free > 0;
        }

        private void draw(long now) {
            if (has(now)) {
                since = free == capacity ? now : since;
                free--;
            }
        }
    }

    GuessThrottle(Loop loop) {
        this.loop = loop;
    }

    private static <K, V> Map<K, V> bounded(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** Whether an answer from there for that account (its keyed hash) may be looked at now. */
    boolean admits(InetAddress source, long account) {
        long now = loop.nowMillis();
        Bucket own = own(source, account, now);
        if (own != null) {
            return own.has(now);
        }
        Bucket wrong = sources.get(place(source));
        if (wrong != null && !wrong.has(now)) {
            return false;
        }
        boolean clean = wrong == null || wrong.free == wrong.capacity;
        return bucket(accounts, PER_ACCOUNT, account, now).has(now)
                || clean && bucket(reserves, RESERVE, account, now).has(now);
    }

    /** An answer was wrong. */
    void wrong(InetAddress source, long account) {
        long now = loop.nowMillis();
        Bucket own = own(source, account, now);
        if (own != null) {
            own.draw(now);
            return;
        }
        sources.computeIfAbsent(place(source), any -> new Bucket(PER_SOURCE, now))
                .draw(now);
        Bucket shared = bucket(accounts, PER_ACCOUNT, account, now);
        (shared.has(now) ? shared : bucket(reserves, RESERVE, account, now)).draw(now);
    }

    /** An answer was right: for a day this address is one of the account's own. */
    void right(InetAddress source, long account) {
        long now = loop.nowMillis();
        Bucket own = own(source, account, now);
        Bucket bucket = own == null ? new Bucket(PER_SOURCE, now) : own;
        homes.put(new Pair(place(source), account), new Home(bucket, now + HOME_MILLIS));
    }

    private @Nullable Bucket own(InetAddress source, long account, long now) {
        Home home = homes.get(new Pair(place(source), account));
        return home != null && now < home.until ? home.bucket : null;
    }

    private static Bucket bucket(@Nullable Bucket[] slots, int capacity, long account, long now) {
        int slot = (int) (account & SLOTS - 1);
        Bucket bucket = slots[slot];
        if (bucket == null) {
            bucket = new Bucket(capacity, now);
            slots[slot] = bucket;
        }
        return bucket;
    }

    /** An IPv4 address, or the /64 of an IPv6 address: who has one has them all. */
    private static long place(InetAddress source) {
        byte[] address = source.getAddress();
        long value = address.length == 4 ? 1 : 0;
        for (int i = 0; i < Math.min(address.length, Long.BYTES); i++) {
            value = value << 8 | address[i] & 0xff;
        }
        return value;
    }

    @Override
    public String toString() {
        return "GuessThrottle";
    }
}
