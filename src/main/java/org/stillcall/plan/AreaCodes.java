package org.stillcall.plan;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.plan.Numbering.Masked;

/**
 * The North American numbering plan, {@code NPA-NXX-XXXX}: one calling code, many countries. Fast, because most calls
 * of a centre there go through here. Threads may share it.
 *
 * <p>How: an area code is asked about once, with nine sample exchanges, when the first call goes there. Where all
 * agree, the answer holds for the whole area code, and no part of a number leaves the off-heap memory any more. Where
 * they do not (the islands, mostly), the area code is marked as mixed, and each number is asked about by its first six
 * digits. That an area code was called since the start is all that this table tells.
 */
final class AreaCodes {
    static final int CALLING_CODE = 1;
    private static final int LENGTH = 10;
    private static final int FIRST = 200;
    private static final int LAST = 999;
    private static final int PAY_PER_CALL_EXCHANGE = 976; // premium in every area code
    private static final int[] SAMPLE_EXCHANGES = {200, 234, 345, 456, 555, 678, 765, 876, 999};
    private static final int SAMPLE_LINE = 1234;

    private final Numbering numbering;
    private final AtomicReferenceArray<AreaCode> known = new AtomicReferenceArray<>(LAST - FIRST + 1);

    /** One area code; of a mixed one, {@code whole} says nothing. */
    private record AreaCode(boolean mixed, Destination whole) {}

    AreaCodes(Numbering numbering) {
        this.numbering = numbering;
    }

    /**
     * What stands in {@code digits} from {@code from} on.
     *
     * @param home who calls: a service without a place, such as 800, belongs to every country of the plan
     */
    Destination destination(Digits digits, int from, @Nullable Region home) {
        if (digits.length() - from != LENGTH) {
            return Destination.INVALID;
        }
        int area = three(digits, from);
        int exchange = three(digits, from + 3);
        if (area < FIRST || exchange < FIRST) {
            return Destination.INVALID;
        }
        AreaCode code = area(area);
        Destination found = code.mixed ? Masking.ask(numbering, digits, CALLING_CODE, from) : code.whole;
        return switch (found.kind()) {
            case ORDINARY ->
                exchange == PAY_PER_CALL_EXCHANGE ? new Destination(NumberKind.PREMIUM, found.region()) : found;
            case TOLL_FREE, PREMIUM, SHARED_COST ->
                code.mixed || home == null ? found : new Destination(found.kind(), home);
            case INVALID, EMERGENCY, DIALLING_CODE -> found;
        };
    }

    /** Makes the library load its table of the plan. */
    boolean warm() {
        return area(FIRST + 2).whole.kind() == NumberKind.ORDINARY; // 202
    }

    private AreaCode area(int area) {
        AreaCode answer = known.get(area - FIRST);
        if (answer == null) {
            answer = ask(area);
            known.set(area - FIRST, answer);
        }
        return answer;
    }

    private AreaCode ask(int area) {
        Destination first = sample(area, SAMPLE_EXCHANGES[0]);
        boolean mixed = first.kind() == NumberKind.INVALID && first.region() != null;
        for (int exchange : SAMPLE_EXCHANGES) {
            mixed |= !sample(area, exchange).equals(first);
        }
        return new AreaCode(mixed, first);
    }

    private Destination sample(int area, int exchange) {
        return numbering.destination(new Masked(CALLING_CODE, 0, (area * 1000L + exchange) * 10_000L + SAMPLE_LINE));
    }

    private static int three(Digits digits, int from) {
        return (digits.at(from) - '0') * 100 + (digits.at(from + 1) - '0') * 10 + digits.at(from + 2) - '0';
    }
}
