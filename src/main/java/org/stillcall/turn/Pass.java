package org.stillcall.turn;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Secret;
import org.stillcall.media.StunKey;

/** One call's credentials and the connections that were let in by them. Threads may share it. */
final class Pass implements IceServers.Grant {
    /** In which the name and password are good; says nothing, as strangers see it. */
    static final String REALM = "turn";

    /** What came of asking to be let in. */
    enum Entry {
        LET_IN,
        FULL,
        OVER
    }

    private final Passes passes;
    private final List<String> urls;
    private final Timed timed;
    private final long beginBy;
    private final byte[] key;
    private final List<Runnable> ends = new ArrayList<>(); // guarded by this
    private boolean withdrawn; // guarded by this

    /** @param beginBy until when an allocation may begin */
    Pass(Passes passes, List<String> urls, Timed timed, long beginBy) {
        this.passes = passes;
        this.urls = urls;
        this.timed = timed;
        this.beginBy = beginBy;
        this.key = key(timed);
    }

    /** RFC 8489 section 9.2.2. */
    private static byte[] key(Timed timed) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update((timed.name() + ":" + REALM + ":").getBytes(StandardCharsets.US_ASCII));
            return digest.digest(timed.password().bytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK has MD5.", e);
        }
    }

    /** A key to check and sign by; null once they are withdrawn. */
    synchronized @Nullable StunKey key(boolean sha256) {
        if (withdrawn) {
            return null;
        }
        return sha256 ? StunKey.sha256(key) : new StunKey(key);
    }

    boolean expired(long now) {
        return now - beginBy >= 0;
    }

    synchronized boolean unused() {
        return ends.isEmpty();
    }

    /** Lets an allocation in, unless there are too many or its call is over; {@code end} ends it. */
    synchronized Entry enter(Runnable end) {
        if (withdrawn) {
            return Entry.OVER;
        }
        if (ends.size() >= TurnLimits.ALLOCATIONS_PER_PASS) {
            return Entry.FULL;
        }
        ends.add(end);
        return Entry.LET_IN;
    }

    synchronized void leave(Runnable end) {
        ends.removeIf(one -> one == end);
    }

    @Override
    public List<String> urls() {
        return urls;
    }

    @Override
    public String username() {
        return timed.name();
    }

    @Override
    public Secret credential() {
        return timed.password();
    }

    @Override
    public void withdraw() {
        List<Runnable> ending;
        synchronized (this) {
            withdrawn = true;
            java.util.Arrays.fill(key, (byte) 0);
            timed.password().close();
            ending = List.copyOf(ends);
        }
        passes.remove(this);
        ending.forEach(Runnable::run);
    }
}
