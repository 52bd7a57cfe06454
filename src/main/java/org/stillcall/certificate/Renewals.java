package org.stillcall.certificate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;

/**
 * Looks twice a minute whether there is another certificate to show. What fails leaves the old one shown, is logged
 * with its cause, and is tried again: files at the next look, an authority after a wait that doubles up to a day.
 * Closed from any thread; all else on its own.
 */
public final class Renewals implements AutoCloseable {
    private static final long LOOK_SECONDS = 30;
    /** What is kept, then one that is newer. */
    private static final int MOST_AT_ONCE = 2;

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    /** A wait is this part longer at most, so that many servers do not ask at the same moment. */
    private static final int SPREAD = 4;

    private static final String STAYS = " The one in use stays.";
    private static final String SHUT = " The console is shut to the network.";

    private final Source source;
    private final Shown shown;
    private final InstantSource clock;
    private final Randomness randomness;
    private final Log log;
    private final ScheduledThreadPoolExecutor thread;
    private Instant notBefore = Instant.MIN;
    private int failures;
    private volatile Trouble.@Nullable Cause trouble;

    /** The process's means. */
    public record Means(InstantSource clock, Randomness randomness, Log log) {}

    public Renewals(Source source, Shown shown, Means means) {
        this.source = source;
        this.shown = shown;
        this.clock = means.clock;
        this.randomness = means.randomness;
        this.log = means.log;
        thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("certificate").factory());
    }

    /** Looks now and from then on, on a thread of its own. */
    public void begin() {
        var _ = thread.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            tick();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the end
        } catch (RuntimeException e) {
            log.error("Looking for a certificate failed.").with(e).write();
        }
    }

    /** Shows what is new, if anything is. */
    public void tick() throws InterruptedException {
        Instant now = clock.instant();
        if (now.isBefore(notBefore)) {
            return;
        }
        try {
            for (int i = 0; i < MOST_AT_ONCE; i++) {
                Optional<Credential> next = source.next(shown.current(), now);
                if (next.isEmpty()) {
                    break;
                }
                shown.show(next.get());
                log.info("The console shows another certificate to new connections.")
                        .with(Log.Field.DAYS, daysLeft(now).orElse(0L))
                        .write();
            }
            recovered();
        } catch (Trouble e) {
            failed(e.why(), now);
        }
    }

    private void recovered() {
        trouble = null;
        failures = 0;
        notBefore = Instant.MIN;
    }

    private void failed(Trouble.Cause cause, Instant now) {
        boolean same = cause == trouble;
        failures = same ? failures + 1 : 1;
        trouble = cause;
        boolean patient = cause.firstWait().isPositive();
        notBefore = patient ? now.plus(wait(cause)) : Instant.MIN;
        if (patient || !same) { // what is looked at all the time is logged once
            log.warn(cause.sentence() + (shown.ready() ? STAYS : SHUT))
                    .with(Log.Field.CAUSE, cause)
                    .with(Log.Field.COUNT, failures)
                    .write();
        }
    }

    private Duration wait(Trouble.Cause cause) {
        Duration wait = cause.firstWait();
        for (int i = 1; i < failures && wait.compareTo(LONGEST_WAIT) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        Duration least = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
        return least.plusMillis(randomness.nextLong(least.toMillis() / SPREAD));
    }

    /** Full days that the certificate is good for still, below zero when it has ended; empty when there is none. */
    public Optional<Long> daysLeft() {
        return daysLeft(clock.instant());
    }

    private Optional<Long> daysLeft(Instant now) {
        return shown.current()
                .map(credential -> Math.floorDiv(
                        Duration.between(now, credential.end()).toSeconds(),
                        Duration.ofDays(1).toSeconds()));
    }

    /** What went wrong at the last try, if it did. */
    public Optional<Trouble.Cause> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Ends it; an order in progress is given up. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
