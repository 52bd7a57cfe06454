package org.stillcall.totals;

import static org.stillcall.base.Contract.require;

import java.util.random.RandomGenerator;

/**
 * Counts to each of which chance adds or takes a little, by the discrete Laplace distribution: the probability of y is
 * proportional to exp(-epsilon |y|). One person's call, which is in one count, changes the chance of any result by a
 * factor of at most exp(epsilon), whatever else the reader knows.
 *
 * <p>Drawn without rounding, by integers alone (Canonne, Kamath and Steinke, "The discrete Gaussian for differential
 * privacy", 2020, algorithms 1 and 2), because the usual way by floating point gives the true count away (Mironov
 * 2012).
 */
public final class Noise {
    private static final int MOST = 1_000;

    private final int tenths;
    private final RandomGenerator random;

    /** {@code tenths}: epsilon in tenths, 1 to 1,000. */
    public Noise(int tenths, RandomGenerator random) {
        require(tenths >= 1 && tenths <= MOST, "Epsilon is between a tenth and a hundred.");
        this.tenths = tenths;
        this.random = random;
    }

    /** The table with noise in each count; none below 0; its sums are those of what is shown. Once for each table. */
    public Counts over(Counts counts) {
        long[][] noisy = new long[counts.rows() - 1][counts.columns() - 1];
        for (int row = 0; row < noisy.length; row++) {
            for (int column = 0; column < noisy[row].length; column++) {
                noisy[row][column] = Math.max(0, counts.at(row, column) + draw());
            }
        }
        return Counts.of(noisy);
    }

    long draw() {
        while (true) {
            int rest = random.nextInt(10);
            if (!decays(rest, 10)) {
                continue;
            }
            long whole = 0;
            while (decays(1, 1)) {
                whole++;
            }
            long size = (rest + 10 * whole) / tenths;
            boolean negative = random.nextBoolean();
            if (!negative || size > 0) {
                return negative ? -size : size;
            }
        }
    }

    /** True with probability exp(-share/parts), where share is at most parts. */
    private boolean decays(int share, int parts) {
        int tries = 1;
        while (random.nextLong((long) parts * tries) < share) {
            tries++;
        }
        return tries % 2 == 1;
    }
}
