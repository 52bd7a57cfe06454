package org.stillcall.media;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.stillcall.base.Randomness;

/**
 * Our key for DTLS: new at each start and each day, made on a thread of its own. A leg keeps the one it began with.
 * Threads may share it.
 */
final class DtlsIdentities {
    static final long LIFE_NANOS = Duration.ofDays(1).toNanos();

    private final Randomness randomness;
    private volatile CompletableFuture<DtlsIdentity> current;
    private volatile long madeAt;

    DtlsIdentities(Randomness randomness, long now) {
        this.randomness = randomness;
        this.current = make(randomness);
        this.madeAt = now;
    }

    private static CompletableFuture<DtlsIdentity> make(Randomness randomness) {
        return CompletableFuture.supplyAsync(
                () -> DtlsIdentity.random(randomness),
                making -> Thread.ofVirtual().name("dtls-identity").start(making));
    }

    /** The newest one; waits a moment where the process has only just started. */
    DtlsIdentity current() {
        return current.join();
    }

    /** Makes a new one when it is time; one thread. */
    void tend(long now) {
        if (now - madeAt >= LIFE_NANOS) {
            CompletableFuture<DtlsIdentity> next = make(randomness);
            next.join();
            current = next;
            madeAt = now;
        }
    }
}
