package org.stillcall.console;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Secret;

/**
 * Compares tokens with the right one, in the same time wherever they differ. Wrong ones draw on a stock that refills
 * slowly; while it is empty nothing is compared. Threads may share it.
 */
final class TokenGate {
    /** What came of a comparison. */
    enum Answer {
        RIGHT,
        WRONG,
        WAIT
    }

    private static final String SCHEME = "Bearer ";

    private final Secret token;
    private final LongSupplier nowMillis;
    private double stock = ApiLimits.WRONG_TOKENS;
    private long stockedAt;

    TokenGate(Secret token, LongSupplier nowMillis) {
        this.token = token;
        this.nowMillis = nowMillis;
        this.stockedAt = nowMillis.getAsLong();
    }

    /** Looks at an Authorization header (RFC 6750 section 2.1); a missing one is wrong but costs nothing. */
    Answer check(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Answer.WRONG;
        }
        if (!stocked()) {
            return Answer.WAIT;
        }
        byte[] offered = header.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8);
        boolean right = token.matches(offered);
        Arrays.fill(offered, (byte) 0);
        if (!right) {
            spend();
        }
        return right ? Answer.RIGHT : Answer.WRONG;
    }

    private synchronized boolean stocked() {
        long now = nowMillis.getAsLong();
        double refill = (now - stockedAt) * ApiLimits.WRONG_TOKENS_PER_SECOND / 1000.0;
        stock = Math.min(ApiLimits.WRONG_TOKENS, stock + refill);
        stockedAt = now;
        return stock >= 1;
    }

    private synchronized void spend() {
        stock = Math.max(0, stock - 1);
    }
}
