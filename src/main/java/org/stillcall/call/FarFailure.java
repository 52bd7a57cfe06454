package org.stillcall.call;

import org.stillcall.sip.LegFailure;
import org.stillcall.trunk.FarEnd;

/** Reads a leg's failure as the end of an attempt on the far leg. */
final class FarFailure {
    private static final long INSTANT_MILLIS = 1000;

    private FarFailure() {}

    static FarEnd end(LegFailure failure) {
        return switch (failure.kind()) {
            case REJECTED ->
                new FarEnd.Answer(
                        failure.status(),
                        failure.cause() == 0 ? null : new FarEnd.Cause(failure.cause()),
                        before(failure));
            case NO_RESPONSE -> FarEnd.Silence.NO_RESPONSE;
            case UNREACHABLE -> FarEnd.Silence.NO_CONNECTION;
            case RING_LIMIT -> FarEnd.Silence.RANG_OUT;
            case CANCELLED -> FarEnd.Silence.GIVEN_UP;
            case BAD_ANSWER -> FarEnd.Silence.STOPPED;
        };
    }

    /**
     * Whether a phone that was called privately says that it takes no private calls: 433 (RFC 5079), or Q.850 cause 24,
     * or 21 which carriers send for it. The causes count only where nothing rang before: afterwards it was a person.
     */
    static boolean refusesPrivate(LegFailure failure) {
        boolean byCause = failure.cause() == 21 || failure.cause() == 24;
        return failure.kind() == LegFailure.Kind.REJECTED && (failure.status() == 433 || byCause && !failure.rang());
    }

    private static FarEnd.Before before(LegFailure failure) {
        if (failure.rang()) {
            return FarEnd.Before.RANG;
        }
        return failure.millis() < INSTANT_MILLIS ? FarEnd.Before.INSTANT : FarEnd.Before.WAITED;
    }
}
