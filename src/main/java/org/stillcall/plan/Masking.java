package org.stillcall.plan;

import static org.stillcall.base.Contract.require;

import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.plan.Numbering.Masked;

/**
 * Asks for a number's kind without telling the number.
 *
 * <p>How: of the national number at most its first six digits are kept, and never any of its last four; the rest is
 * filler. The question is put with twelve fillers, among them one for each digit that can come first, and the most
 * cautious of the answers holds: premium before toll-free before shared cost before ordinary; invalid only if every
 * answer is. The region holds only if all valid answers agree on it.
 *
 * <p>Limits of this: a number whose kind is decided by its last digits alone is judged by its neighbours. A dear one
 * among ordinary ones may pass where no filler falls on its range, a nonexistent one may be dialled and is then refused
 * by the network, and an ordinary one beside dear ones may be refused.
 */
final class Masking {
    private static final int KEPT = 6;
    private static final int HIDDEN = 4;
    private static final int LONGEST = 15;
    private static final String[] FILLERS = {
        "00000000000", "11111111111", "12345678901", "23456789012", "34567890123", "45678901234",
        "56789012345", "67890123456", "78901234567", "89012345678", "90123456789", "99999999999"
    };

    private Masking() {}

    /** The most cautious answer for the number that stands in {@code digits} from {@code from} on. */
    static Destination ask(Numbering numbering, Digits digits, int callingCode, int from) {
        int length = digits.length() - from;
        if (length < 1 || length > LONGEST) {
            return Destination.INVALID;
        }
        Destination worst = Destination.INVALID;
        for (String filler : FILLERS) {
            worst = moreCautious(worst, numbering.destination(masked(digits, callingCode, from, filler)));
        }
        return worst.kind() == NumberKind.INVALID ? Destination.INVALID : worst;
    }

    private static Masked masked(Digits digits, int callingCode, int from, String filler) {
        int length = digits.length() - from;
        int kept = Math.max(0, Math.min(KEPT, length - HIDDEN));
        long national = 0;
        int zeros = 0;
        for (int i = 0; i < length; i++) {
            int digit = (i < kept ? digits.at(from + i) : filler.charAt(i - kept)) - '0';
            require(digit >= 0 && digit <= 9, "Only digits are asked about.");
            national = national * 10 + digit;
            zeros += national == 0 && i < length - 1 ? 1 : 0;
        }
        return new Masked(callingCode, zeros, national);
    }

    static Destination moreCautious(Destination one, Destination other) {
        if (caution(one.kind()) == 0) {
            return other;
        }
        if (caution(other.kind()) == 0) {
            return one;
        }
        NumberKind kind = caution(one.kind()) >= caution(other.kind()) ? one.kind() : other.kind();
        return new Destination(kind, same(one.region(), other.region()));
    }

    private static @Nullable Region same(@Nullable Region one, @Nullable Region other) {
        return one != null && one.equals(other) ? one : null;
    }

    private static int caution(NumberKind kind) {
        return switch (kind) {
            case INVALID -> 0;
            case ORDINARY -> 1;
            case SHARED_COST -> 2;
            case TOLL_FREE -> 3;
            case PREMIUM -> 4;
            case DIALLING_CODE -> 5;
            case EMERGENCY -> 6;
        };
    }
}
