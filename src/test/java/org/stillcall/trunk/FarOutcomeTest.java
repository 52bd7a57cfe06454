package org.stillcall.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillcall.trunk.FarEnd.Answer;
import org.stillcall.trunk.FarEnd.Before;
import org.stillcall.trunk.FarEnd.Cause;
import org.stillcall.trunk.FarEnd.Silence;

/**
 * G10: a refusal of private calls and its disguises are recognised, and nothing is ever tried a second way after one.
 */
class FarOutcomeTest {
    private static final Set<Integer> REFUSALS = Set.of(403, 433, 480, 486, 603, 607, 608);

    private static FarOutcome of(int status, @Nullable Integer cause, Before before) {
        return FarOutcome.of(new Answer(status, cause == null ? null : new Cause(cause), before));
    }

    @ParameterizedTest
    @CsvSource({
        "200, , RANG, ANSWERED",
        "202, , WAITED, ANSWERED",
        "200, 21, RANG, ANSWERED",
        "433, , INSTANT, PRIVATE_CALLS_REFUSED",
        "433, 17, RANG, PRIVATE_CALLS_REFUSED",
        "433, 21, WAITED, PRIVATE_CALLS_REFUSED",
        "403, , INSTANT, PERHAPS_PRIVATE_CALLS_REFUSED",
        "480, , RANG, PERHAPS_PRIVATE_CALLS_REFUSED",
        "480, 19, RANG, PERHAPS_PRIVATE_CALLS_REFUSED",
        "603, , RANG, PERHAPS_PRIVATE_CALLS_REFUSED",
        "607, , WAITED, PERHAPS_PRIVATE_CALLS_REFUSED",
        "608, , WAITED, PERHAPS_PRIVATE_CALLS_REFUSED",
        "486, , INSTANT, PERHAPS_PRIVATE_CALLS_REFUSED",
        "486, , WAITED, BUSY",
        "486, , RANG, BUSY",
        "486, 21, RANG, PERHAPS_PRIVATE_CALLS_REFUSED",
        "503, 21, INSTANT, PERHAPS_PRIVATE_CALLS_REFUSED",
        "503, 24, INSTANT, PERHAPS_PRIVATE_CALLS_REFUSED",
        "404, 24, WAITED, PERHAPS_PRIVATE_CALLS_REFUSED",
        "600, , WAITED, BUSY",
        "500, 17, WAITED, BUSY",
        "503, 17, WAITED, BUSY",
        "408, , RANG, NO_ANSWER",
        "500, 19, RANG, NO_ANSWER",
        "404, , WAITED, INVALID_NUMBER",
        "410, , WAITED, INVALID_NUMBER",
        "484, , INSTANT, INVALID_NUMBER",
        "485, , INSTANT, INVALID_NUMBER",
        "604, , INSTANT, INVALID_NUMBER",
        "503, 1, WAITED, INVALID_NUMBER",
        "500, 28, WAITED, INVALID_NUMBER",
        "487, , RANG, GIVEN_UP",
        "401, , INSTANT, TRUNK_REFUSED",
        "407, , INSTANT, TRUNK_REFUSED",
        "402, , INSTANT, TRUNK_REFUSED",
        "428, , INSTANT, TRUNK_REFUSED",
        "438, , INSTANT, TRUNK_REFUSED",
        "503, , INSTANT, TRUNK_DOWN",
        "503, , WAITED, TRUNK_DOWN",
        "503, 34, WAITED, TRUNK_DOWN",
        "503, , RANG, UNREACHABLE",
        "503, 20, WAITED, UNREACHABLE",
        "500, , INSTANT, UNREACHABLE",
        "502, , WAITED, UNREACHABLE",
        "504, , WAITED, UNREACHABLE",
        "488, , INSTANT, UNREACHABLE",
        "606, , INSTANT, UNREACHABLE",
        "302, , INSTANT, UNREACHABLE",
        "301, 21, INSTANT, PERHAPS_PRIVATE_CALLS_REFUSED",
    })
    void answer_isToldApart(int status, @Nullable Integer cause, Before before, FarOutcome expected) {
        assertEquals(expected, of(status, cause, before));
    }

    @ParameterizedTest
    @CsvSource({
        "NO_CONNECTION, TRUNK_DOWN",
        "NO_RESPONSE, TRUNK_DOWN",
        "STOPPED, UNREACHABLE",
        "RANG_OUT, NO_ANSWER",
        "GIVEN_UP, GIVEN_UP"
    })
    void silence_isToldApart(Silence silence, FarOutcome expected) {
        assertEquals(expected, FarOutcome.of(silence));
    }

    @Test
    void failOver_overEveryStatusAndCause_followsNothingButAnUnreachedTrunk() {
        for (int status = 200; status < 700; status++) {
            for (int cause = -1; cause < 128; cause++) {
                for (Before before : Before.values()) {
                    boolean may = of(status, cause < 0 ? null : cause, before).mayFailOver();
                    if (may) {
                        assertEquals(503, status);
                        assertFalse(before == Before.RANG);
                        assertFalse(Set.of(1, 2, 3, 17, 18, 19, 20, 21, 22, 24, 27, 28)
                                .contains(cause));
                    }
                    assertFalse(may && REFUSALS.contains(status));
                }
            }
        }
        assertTrue(of(503, null, Before.INSTANT).mayFailOver());
    }

    @Test
    void failOver_followsOneOutcomeOnly() {
        EnumSet<FarOutcome> followed = EnumSet.noneOf(FarOutcome.class);
        for (FarOutcome outcome : FarOutcome.values()) {
            if (outcome.mayFailOver()) {
                followed.add(outcome);
            }
        }
        assertEquals(EnumSet.of(FarOutcome.TRUNK_DOWN), followed);
    }

    @ParameterizedTest
    @EnumSource(FarOutcome.class)
    void outcome_hasAPlainSentenceOfItsOwn(FarOutcome outcome) {
        assertTrue(outcome.sentence().endsWith(".") && outcome.sentence().length() < 160);
        assertEquals(
                FarOutcome.values().length,
                new HashSet<>(Arrays.stream(FarOutcome.values())
                                .map(FarOutcome::sentence)
                                .toList())
                        .size());
    }
}
