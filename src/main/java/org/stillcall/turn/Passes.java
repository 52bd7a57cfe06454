package org.stillcall.turn;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;

/** The credentials given out, until their call is over or nothing can come of them any more. Threads may share it. */
final class Passes implements AutoCloseable {
    private final Map<String, Pass> all = new ConcurrentHashMap<>();
    private final Secret secret;
    private final List<String> urls;
    private final Randomness randomness;
    private final InstantSource clock;
    private final LongSupplier nanoClock;

    Passes(List<String> urls, Randomness randomness, InstantSource clock, LongSupplier nanoClock) {
        this.urls = List.copyOf(urls);
        this.randomness = randomness;
        this.clock = clock;
        this.nanoClock = nanoClock;
        byte[] random = new byte[32];
        randomness.nextBytes(random);
        this.secret = Secret.of(random);
    }

    /** New ones; empty when too many are out. */
    Optional<Pass> issue() {
        synchronized (all) {
            if (all.size() >= TurnLimits.PASSES) {
                return Optional.empty();
            }
            Timed made = Timed.make(secret, clock.instant().plus(TurnLimits.PASS), randomness);
            Pass pass = new Pass(this, urls, made, nanoClock.getAsLong() + TurnLimits.PASS.toNanos());
            all.put(made.name(), pass);
            return Optional.of(pass);
        }
    }

    /** Those of this name, if they are still out. */
    @Nullable
    Pass find(byte[] name) {
        return all.get(new String(name, StandardCharsets.ISO_8859_1));
    }

    void remove(Pass pass) {
        all.remove(pass.username(), pass);
    }

    int count() {
        return all.size();
    }

    /** Takes back those whose time is over and that nobody uses. */
    void tend(long now) {
        for (Pass pass : all.values()) {
            if (pass.expired(now) && pass.unused()) {
                pass.withdraw();
            }
        }
    }

    @Override
    public void close() {
        all.values().forEach(Pass::withdraw);
        secret.close();
    }
}
