package org.stillcall.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Randomness;

/** One person at a time is about to call back (P6), and no trace of who stays. */
class ClaimsTest {
    private static final Duration LENGTH = Duration.ofMinutes(15);

    private final Randomness randomness = Randomness.seeded(1);
    private final PlanId plan = new PlanId(IdText.random(randomness));
    private final DeviceId first = new DeviceId(IdText.random(randomness));
    private final DeviceId second = new DeviceId(IdText.random(randomness));
    private long nanos = Long.MAX_VALUE - 5;
    private final Claims claims = new Claims(() -> nanos);

    @Test
    void claim_isHeldByOneDevice_untilItsTimeIsOver() {
        assertTrue(claims.claim(plan, first, LENGTH));
        assertFalse(claims.claim(plan, second, LENGTH));
        assertEquals(Optional.of(first), claims.holder(plan));

        nanos += LENGTH.toNanos() - 1;
        assertFalse(claims.claim(plan, second, LENGTH));
        nanos += 1;
        assertEquals(Optional.empty(), claims.holder(plan));
        assertTrue(claims.claim(plan, second, LENGTH));
    }

    @Test
    void claim_ofTheHolder_isLengthened() {
        claims.claim(plan, first, LENGTH);
        nanos += LENGTH.toNanos() - 1;

        assertTrue(claims.claim(plan, first, LENGTH));
        nanos += 2;

        assertEquals(Optional.of(first), claims.holder(plan));
    }

    @Test
    void giveBack_isTheHoldersOnly() {
        claims.claim(plan, first, LENGTH);

        assertFalse(claims.giveBack(plan, second));
        assertTrue(claims.giveBack(plan, first));
        assertFalse(claims.giveBack(plan, first));
        claims.claim(plan, first, LENGTH);
        claims.giveBackAll(first);
        assertTrue(claims.claim(plan, second, LENGTH));
        claims.forget(plan);
        assertEquals(Optional.empty(), claims.holder(plan));
    }

    @Test
    void claim_whoseCallIsInProgress_endsWithTheCallAlone() {
        claims.claim(plan, first, LENGTH);
        assertTrue(claims.hold(plan, first));
        assertFalse(claims.hold(plan, second));
        assertTrue(claims.claim(plan, first, LENGTH), "another page of the same device does not shorten it");
        assertFalse(claims.giveBack(plan, first));
        claims.giveBackAll(first);
        nanos += Duration.ofHours(9).toNanos();
        assertEquals(Optional.of(first), claims.holder(plan));
        assertFalse(claims.claim(plan, second, LENGTH));
        claims.over(plan);
        assertTrue(claims.claim(plan, second, LENGTH));
    }

    @Test
    void claim_whoseCallDidNotComeAbout_isOneLikeAnyOther() {
        claims.hold(plan, first);
        claims.ease(plan, LENGTH);
        nanos += LENGTH.toNanos() - 1;
        assertEquals(Optional.of(first), claims.holder(plan));
        nanos += 1;
        assertTrue(claims.claim(plan, second, LENGTH));
        claims.ease(new PlanId(IdText.random(randomness)), LENGTH);
    }

    @Test
    void claims_atTheLimit_areRefused() {
        for (int i = 0; i < StoreLimits.CLAIMS; i++) {
            assertTrue(claims.claim(new PlanId(IdText.random(randomness)), first, LENGTH));
        }

        assertFalse(claims.claim(plan, first, LENGTH));
        claims.giveBackAll(first);
        assertTrue(claims.claim(plan, first, LENGTH));
    }
}
