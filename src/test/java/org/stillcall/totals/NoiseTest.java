package org.stillcall.totals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** B7, P9: the noise is of the size that is promised. Seeds are printed. */
class NoiseTest {
    private static final int DRAWS = 200_000;

    /** Chi-squared over the values that come up often enough, at one in a million. */
    @ParameterizedTest
    @ValueSource(ints = {2, 5, 10, 20})
    void draws_areOfTheDistribution(int tenths) {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Noise noise = new Noise(tenths, new Random(seed));
        Map<Long, Integer> seen = new HashMap<>();
        for (int i = 0; i < DRAWS; i++) {
            seen.merge(noise.draw(), 1, Integer::sum);
        }
        double epsilon = tenths / 10.0;
        double zero = Math.tanh(epsilon / 2); // the probability of no noise
        double squares = 0;
        int values = 0;
        for (long y = -200; y <= 200; y++) {
            double expected = DRAWS * zero * Math.exp(-epsilon * Math.abs(y));
            if (expected >= 20) {
                double off = seen.getOrDefault(y, 0) - expected;
                squares += off * off / expected;
                values++;
            }
        }
        double bound = values + 5 * Math.sqrt(2.0 * values) + 15;
        assertTrue(squares < bound, "chi-squared " + squares + " of " + values + " values");
    }

    @Test
    void table_addsUpAsItIsShown_andIsNowhereNegative() {
        Counts noisy = new Noise(5, new Random(1)).over(Counts.of(new long[][] {{0, 1, 2}, {300, 0, 4}}));
        long whole = 0;
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 3; column++) {
                assertTrue(noisy.at(row, column) >= 0);
                whole += noisy.at(row, column);
            }
        }
        assertEquals(whole, noisy.at(2, 3));
        assertTrue(Math.abs(noisy.at(1, 0) - 300) < 60);
    }

    @Test
    void noise_ofNoSize_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Noise(0, new Random(1)));
    }
}
