package org.stillcall.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Limits;
import org.stillcall.base.Randomness;

/** G5: a random number of the pool for each call, and rest after use before it serves anyone else. */
class NumberPoolTest {
    private final AtomicLong clock = new AtomicLong(-5_000); // a monotonic clock may begin anywhere

    private static List<PooledNumber> numbers(int count) {
        List<PooledNumber> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(new PooledNumber(new PilotNumber(String.valueOf(12_025_000_000L + i)), null));
        }
        return numbers;
    }

    private NumberPool pool(int count, Duration quarantine, int leasesPerNumber) {
        return new NumberPool(
                numbers(count), new NumberPool.Settings(quarantine, leasesPerNumber), Randomness.seeded(7), clock::get);
    }

    @Test
    void lease_whileNumbersAreFree_isOfANumberThatNoOtherCallHas() {
        NumberPool pool = pool(100, Duration.ofMinutes(5), 1);
        Set<PilotNumber> lent = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            assertTrue(lent.add(pool.lease().orElseThrow().number()));
        }
        assertEquals(Optional.empty(), pool.lease());
        assertEquals(0, pool.available());
    }

    @Test
    void number_afterUse_restsForTheWholeQuarantine() {
        NumberPool pool = pool(1, Duration.ofMinutes(5), 1);
        Lease lease = pool.lease().orElseThrow();
        PilotNumber number = lease.number();
        clock.addAndGet(1_000_000);
        lease.close();
        assertTrue(lease.released());
        clock.addAndGet(299_999);
        assertEquals(Optional.empty(), pool.lease());
        clock.addAndGet(1);
        assertEquals(number, pool.lease().orElseThrow().number());
    }

    @Test
    void lease_afterItsRelease_isOfNoUse() {
        NumberPool pool = pool(2, Duration.ZERO, 1);
        Lease lease = pool.lease().orElseThrow();
        lease.close();
        lease.close();
        assertEquals(2, pool.available());
        assertThrows(IllegalStateException.class, lease::number);
        assertThrows(IllegalStateException.class, lease::callerName);
    }

    @Test
    void choice_isSpreadOverAllFreeNumbers() {
        NumberPool pool = pool(10, Duration.ZERO, 1);
        Map<PilotNumber, Integer> times = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            try (Lease lease = pool.lease().orElseThrow()) {
                times.merge(lease.number(), 1, Integer::sum);
            }
        }
        assertEquals(10, times.size());
        times.values().forEach(n -> assertTrue(n > 800 && n < 1_200, "chosen " + n + " times"));
    }

    @Test
    void numbers_whenSharingIsConfigured_carryThatManyCallsAndNoMore() {
        NumberPool pool = pool(3, Duration.ofSeconds(1), 4);
        Map<PilotNumber, Integer> times = new HashMap<>();
        for (int i = 0; i < 12; i++) {
            times.merge(pool.lease().orElseThrow().number(), 1, Integer::sum);
        }
        assertEquals(Optional.empty(), pool.lease());
        assertEquals(3, times.size());
        times.values().forEach(n -> assertEquals(4, n));
    }

    @Test
    void pool_withoutNumbers_lendsNothing() {
        NumberPool pool = pool(0, Duration.ZERO, 1);
        assertEquals(Optional.empty(), pool.lease());
        assertEquals(0, pool.available());
    }

    @Test
    void pool_overItsLimits_isRefused() {
        assertEquals(
                Limits.POOL_NUMBERS, pool(Limits.POOL_NUMBERS, Duration.ZERO, 1).available());
        assertThrows(IllegalArgumentException.class, () -> pool(Limits.POOL_NUMBERS + 1, Duration.ZERO, 1));
        assertEquals(
                Limits.POOL_LEASES,
                pool(100, Duration.ZERO, Limits.POOL_LEASES / 100).available());
        assertThrows(IllegalArgumentException.class, () -> pool(100, Duration.ZERO, Limits.POOL_LEASES / 100 + 1));
        assertThrows(IllegalArgumentException.class, () -> pool(1, Duration.ofSeconds(-1), 1));
        assertThrows(IllegalArgumentException.class, () -> pool(1, Duration.ofDays(367), 1));
        assertThrows(IllegalArgumentException.class, () -> pool(1, Duration.ZERO, 0));
        PooledNumber twice = numbers(1).getFirst();
        assertThrows(
                IllegalArgumentException.class,
                () -> new NumberPool(
                        List.of(twice, twice),
                        new NumberPool.Settings(Duration.ZERO, 1),
                        Randomness.seeded(1),
                        clock::get));
    }

    /** Against a model that keeps, for each number, when it was last given back. */
    @Test
    void randomUse_neverLendsANumberInUseOrAtRest() {
        long seed = System.nanoTime();
        System.out.println("NumberPoolTest seed " + seed);
        Random random = new Random(seed);
        NumberPool pool = pool(200, Duration.ofMillis(500), 1);
        ArrayDeque<Lease> held = new ArrayDeque<>();
        Map<PilotNumber, Long> returned = new HashMap<>();
        Set<PilotNumber> inUse = new HashSet<>();
        for (int i = 0; i < 500_000; i++) {
            clock.addAndGet(random.nextInt(4));
            if (random.nextBoolean()) {
                Optional<Lease> lease = pool.lease();
                long free = 200 - inUse.size() - resting(returned);
                assertEquals(free > 0, lease.isPresent(), "seed " + seed);
                lease.ifPresent(l -> {
                    assertTrue(inUse.add(l.number()), "seed " + seed);
                    Long at = returned.remove(l.number());
                    assertTrue(at == null || clock.get() - at >= 500, "seed " + seed);
                    held.add(l);
                });
            } else if (!held.isEmpty()) {
                Lease lease = random.nextBoolean() ? held.removeFirst() : held.removeLast();
                inUse.remove(lease.number());
                returned.put(lease.number(), clock.get());
                lease.close();
            }
        }
        assertFalse(returned.isEmpty());
    }

    private long resting(Map<PilotNumber, Long> returned) {
        return returned.values().stream().filter(at -> clock.get() - at < 500).count();
    }

    /** G8: networks show a wrong name with a number. */
    @Test
    void withdrawnNumber_isLentToNobodyAnyMore() {
        NumberPool pool = pool(3, Duration.ofMinutes(5), 2);
        Lease lease = pool.lease().orElseThrow();
        PilotNumber number = lease.number();
        Lease other = pool.lease().orElseThrow();
        lease.withdraw();
        lease.withdraw();
        assertEquals(1, pool.withdrawnNumbers());
        lease.closeUnseen();
        other.close();
        clock.addAndGet(1_000_000);
        List<PilotNumber> lent = new ArrayList<>();
        for (Optional<Lease> next = pool.lease(); next.isPresent(); next = pool.lease()) {
            lent.add(next.get().number());
        }
        assertEquals(4, lent.size());
        assertFalse(lent.contains(number));
    }

    /** A test call's number was seen by nobody but ourselves. */
    @Test
    void numberThatNobodySaw_needsNoRest() {
        NumberPool pool = pool(1, Duration.ofMinutes(5), 1);
        Lease lease = pool.lease().orElseThrow();
        lease.closeUnseen();
        lease.close();
        assertEquals(1, pool.available());
    }
}
