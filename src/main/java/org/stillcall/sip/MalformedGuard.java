package org.stillcall.sip;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.stillcall.base.Limits;

/**
 * One token bucket for each source of malformed messages: {@link Limits#SIP_MALFORMED_PER_SECOND} tokens, refilled in a
 * second; each malformed message takes one, and while none is left the source's datagrams are dropped unread. Sources
 * of IPv6 count by their /64, which one sender commonly has whole. Forgets a source that was quiet for a second, and
 * the one seen longest ago when {@link Limits#SIP_WATCHED_SOURCES} are watched. Loop thread only.
 */
final class MalformedGuard {
    private static final double PER_MILLI = Limits.SIP_MALFORMED_PER_SECOND / 1_000.0;
    private static final int PREFIX_BYTES = 8;

    private final Map<InetAddress, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);
    private Set<InetAddress> trusted = Set.of();
    private long malformed;
    private long dropped;

    private static final class Bucket {
        private double tokens = Limits.SIP_MALFORMED_PER_SECOND;
        private long filledMillis;

        private Bucket(long nowMillis) {
            filledMillis = nowMillis;
        }

        private void refill(long nowMillis) {
            tokens = Math.min(Limits.SIP_MALFORMED_PER_SECOND, tokens + (nowMillis - filledMillis) * PER_MILLI);
            filledMillis = nowMillis;
        }
    }

    /** Replaces the sources that are never dropped. */
    void trust(Set<InetAddress> sources) {
        trusted = new HashSet<>(sources);
        buckets.keySet().removeAll(trusted);
    }

    boolean trusts(InetAddress source) {
        return trusted.contains(source);
    }

    /** Counts a malformed message; true when the source is over its rate and not trusted. */
    boolean penalise(InetAddress source, long nowMillis) {
        malformed++;
        if (trusted.contains(source)) {
            return false;
        }
        InetAddress key = key(source);
        Bucket bucket = buckets.get(key);
        if (bucket == null) {
            if (buckets.size() == Limits.SIP_WATCHED_SOURCES) {
                buckets.remove(buckets.keySet().iterator().next());
            }
            bucket = new Bucket(nowMillis);
            buckets.put(key, bucket);
        }
        bucket.refill(nowMillis);
        bucket.tokens = Math.max(0, bucket.tokens - 1);
        return bucket.tokens < 1;
    }

    /** Whether a datagram from this source is to be dropped unread. */
    boolean drops(InetAddress source, long nowMillis) {
        if (buckets.isEmpty() || trusted.contains(source)) {
            return false;
        }
        InetAddress key = key(source);
        Bucket bucket = buckets.get(key);
        if (bucket == null) {
            return false;
        }
        bucket.refill(nowMillis);
        if (bucket.tokens >= Limits.SIP_MALFORMED_PER_SECOND) {
            buckets.remove(key);
        }
        if (bucket.tokens < 1) {
            dropped++;
            return true;
        }
        return false;
    }

    /** How many malformed messages were told. */
    long malformed() {
        return malformed;
    }

    /** How many datagrams were dropped unread. */
    long dropped() {
        return dropped;
    }

    int watched() {
        return buckets.size();
    }

    private static InetAddress key(InetAddress source) {
        if (!(source instanceof Inet6Address)) {
            return source;
        }
        byte[] bytes = source.getAddress();
        Arrays.fill(bytes, PREFIX_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An IPv6 address has 16 bytes.", e);
        }
    }
}
