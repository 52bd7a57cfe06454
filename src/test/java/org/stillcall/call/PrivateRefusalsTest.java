package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.stillcall.base.Limits;

/** G10: what is remembered of phones that refuse private calls, for how long and how much. */
class PrivateRefusalsTest {
    private long now = 5_000;
    private final PrivateRefusals refusals = new PrivateRefusals(() -> now);

    @Test
    void refusal_isRememberedForTenMinutesAndServesOneCall() {
        refusals.refused("plan");
        assertTrue(refusals.holds("plan"));
        assertFalse(refusals.holds("other"));
        now += PrivateRefusals.REMEMBER_MILLIS - 1;
        assertTrue(refusals.holds("plan"));
        now += 1;
        assertFalse(refusals.holds("plan"));
        refusals.refused("plan");
        refusals.take("plan");
        assertFalse(refusals.holds("plan"));
    }

    @Test
    void refusal_thatComesAgain_countsFromThen() {
        refusals.refused("plan");
        refusals.refused("other");
        now += PrivateRefusals.REMEMBER_MILLIS - 1;
        refusals.refused("plan");
        now += 1;
        assertFalse(refusals.holds("other"));
        assertTrue(refusals.holds("plan"));
    }

    @Test
    void refusals_atTheirLimit_forgetTheOldest() {
        for (int i = 0; i <= Limits.PRIVATE_REFUSALS; i++) {
            refusals.refused("plan-" + i);
        }
        assertFalse(refusals.holds("plan-0"));
        assertTrue(refusals.holds("plan-1"));
        assertTrue(refusals.holds("plan-" + Limits.PRIVATE_REFUSALS));
    }

    @Test
    void usedConsents_atTheirLimit_countForEverybody() {
        for (int i = 0; i < Limits.PRIVATE_REFUSALS - 1; i++) {
            refusals.used("plan-" + i);
        }
        assertTrue(refusals.usedUp("plan-0"));
        assertFalse(refusals.usedUp("another"));
        refusals.used("one-more");
        assertTrue(refusals.usedUp("another"), "what cannot be kept must not be used twice");
        now += PrivateRefusals.REMEMBER_MILLIS;
        assertFalse(refusals.usedUp("another"));
        assertFalse(refusals.usedUp("plan-0"));
    }
}
