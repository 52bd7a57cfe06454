package org.stillcall.trunk;

import org.jspecify.annotations.Nullable;

/** The table of SIP statuses and Q.850 causes. */
final class FarAnswers {
    private FarAnswers() {}

    /**
     * A certain refusal of private calls comes first, then what may be one in disguise, whatever the cause beside it
     * says; then the cause, which is the telephone network's own word; then the status.
     */
    static FarOutcome outcome(FarEnd.Answer answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return FarOutcome.ANSWERED;
        }
        if (status == 433) { // RFC 5079
            return FarOutcome.PRIVATE_CALLS_REFUSED;
        }
        if (perhapsPrivate(answer)) {
            return FarOutcome.PERHAPS_PRIVATE_CALLS_REFUSED;
        }
        FarOutcome byCause = byCause(answer.cause());
        return byCause == null ? byStatus(answer) : byCause;
    }

    private static boolean perhapsPrivate(FarEnd.Answer answer) {
        if (answer.cause() != null
                && (answer.cause().code() == 21 || answer.cause().code() == 24)) {
            return true;
        }
        return switch (answer.status()) {
            case 403, 480, 603, 607, 608 -> true;
            case 486 -> answer.before() == FarEnd.Before.INSTANT;
            default -> false;
        };
    }

    /** Q.850 section 2.2.7; null where the cause says less than the status. */
    private static @Nullable FarOutcome byCause(FarEnd.@Nullable Cause cause) {
        if (cause == null) {
            return null;
        }
        return switch (cause.code()) {
            case 1, 22, 28 -> FarOutcome.INVALID_NUMBER; // unallocated, changed, incomplete
            case 17 -> FarOutcome.BUSY;
            case 18, 19 -> FarOutcome.NO_ANSWER;
            case 2, 3, 20, 27 -> FarOutcome.UNREACHABLE; // no route, subscriber absent, out of order
            default -> null;
        };
    }

    private static FarOutcome byStatus(FarEnd.Answer answer) {
        return switch (answer.status()) {
            case 404, 410, 484, 485, 604 -> FarOutcome.INVALID_NUMBER;
            case 408 -> FarOutcome.NO_ANSWER;
            case 486, 600 -> FarOutcome.BUSY;
            case 487 -> FarOutcome.GIVEN_UP;
            case 401, 402, 407, 428, 436, 437, 438 -> FarOutcome.TRUNK_REFUSED; // RFC 8224 section 6.2.2
            case 503 -> answer.before() == FarEnd.Before.RANG ? FarOutcome.UNREACHABLE : FarOutcome.TRUNK_DOWN;
            default -> FarOutcome.UNREACHABLE;
        };
    }
}
