package org.stillcall.trunk;

import static org.stillcall.base.Contract.check;
import static org.stillcall.base.Contract.require;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.stillcall.base.Limits;

/**
 * The centre's numbers, lent to one call each. A number is chosen at random among the free ones, and rests after use
 * before it serves anyone else, so that a survivor's call-back soon after meets nobody's call but theirs.
 *
 * <p>How: every number has as many places as it may have calls at once. Free places stand in an array from which a
 * random one is taken by swapping it with the last; places at rest stand in a ring in the order of their release, which
 * is the order in which they become free because all rest equally long. So lending and returning take the same time
 * however large the pool is.
 *
 * <p>Belongs to one thread, the switch's loop.
 */
public final class NumberPool {
    private final List<PooledNumber> numbers;
    private final Settings settings;
    private final RandomGenerator random;
    private final LongSupplier clockMillis;
    private final int[] free;
    private final int[] resting;
    private final long[] restedAt;
    private int freeCount;
    private int restingCount;
    private int oldest;
    private final Set<PilotNumber> withdrawn = new HashSet<>();

    /**
     * How numbers are lent.
     *
     * @param quarantine how long a number rests after use
     * @param leasesPerNumber calls that may carry one number at once, 1 unless there is a reason: with more, a
     *     call-back to a number has several calls it could belong to, the carrier sees them as one caller, and one
     *     survivor who learns the number learns it for all of them
     */
    public record Settings(Duration quarantine, int leasesPerNumber) {
        public Settings {
            require(!quarantine.isNegative(), "A quarantine is not negative.");
            require(quarantine.compareTo(Duration.ofDays(366)) <= 0, "A quarantine is at most a year.");
            require(leasesPerNumber > 0, "A number has at least one lease.");
        }
    }

    /**
     * A pool of different numbers.
     *
     * @param clockMillis a clock that never goes back, such as the loop's
     */
    public NumberPool(List<PooledNumber> numbers, Settings settings, RandomGenerator random, LongSupplier clockMillis) {
        require(numbers.size() <= Limits.POOL_NUMBERS, "A pool has too many numbers.");
        require(
                (long) numbers.size() * settings.leasesPerNumber <= Limits.POOL_LEASES,
                "A pool has too many leases: lower the leases per number.");
        HashSet<PilotNumber> seen = new HashSet<>();
        for (PooledNumber pooled : numbers) {
            require(seen.add(pooled.number()), "A pool names a number once.");
        }
        this.numbers = List.copyOf(numbers);
        this.settings = settings;
        this.random = random;
        this.clockMillis = clockMillis;
        int places = numbers.size() * settings.leasesPerNumber;
        this.free = new int[places];
        this.resting = new int[places];
        this.restedAt = new long[places];
        for (int place = 0; place < places; place++) {
            free[freeCount++] = place;
        }
    }

    /** Lends a random free number; empty when all are in use or resting, and then the call is refused. */
    public Optional<Lease> lease() {
        wake();
        if (freeCount == 0) {
            return Optional.empty();
        }
        int chosen = random.nextInt(freeCount);
        int place = free[chosen];
        free[chosen] = free[--freeCount];
        return Optional.of(new Lease(this, numbers.get(place / settings.leasesPerNumber), place));
    }

    /**
     * Lends that number to nobody any more: networks show a wrong name with it. A call that has it keeps it. One
     * that is
     * not in the pool does nothing.
     */
    public void withdraw(PilotNumber number) {
        if (numbers.stream().anyMatch(pooled -> pooled.number().equals(number)) && withdrawn.add(number)) {
            int kept = 0;
            for (int i = 0; i < freeCount; i++) {
                if (!isWithdrawn(free[i])) {
                    free[kept++] = free[i];
                }
            }
            freeCount = kept;
        }
    }

    private boolean isWithdrawn(int place) {
        return withdrawn.contains(numbers.get(place / settings.leasesPerNumber).number());
    }

    /** How many numbers are lent to nobody. */
    public int withdrawnNumbers() {
        return withdrawn.size();
    }

    /** How many leases could be had now. */
    public int available() {
        wake();
        return freeCount;
    }

    boolean exclusive() {
        return settings.leasesPerNumber == 1;
    }

    void rest(int place) {
        check(restingCount < resting.length, "More leases came back than were lent.");
        int end = (oldest + restingCount) % resting.length;
        resting[end] = place;
        restedAt[end] = clockMillis.getAsLong();
        restingCount++;
    }

    /** Without rest. */
    void giveBack(int place) {
        if (!isWithdrawn(place)) {
            free[freeCount++] = place;
        }
    }

    private void wake() {
        long now = clockMillis.getAsLong();
        long quarantineMillis = settings.quarantine.toMillis();
        while (restingCount > 0 && now - restedAt[oldest] >= quarantineMillis) {
            if (!isWithdrawn(resting[oldest])) {
                free[freeCount++] = resting[oldest];
            }
            oldest = (oldest + 1) % resting.length;
            restingCount--;
        }
    }
}
