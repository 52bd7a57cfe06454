package org.stillcall.plan;

import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.stillcall.base.Digits;

/** The numbers that call for help. Immutable. */
final class Emergencies {
    private static final int SHORTEST = 2;
    private static final int LONGEST = 4;
    /** Shorter ones (15, 17, 18 in France) count only when dialled alone: too many numbers begin or end like them. */
    private static final int TELLING = 3;

    /** Mobile phones know these in every country. */
    private static final List<String> EVERYWHERE = List.of("911", "112");

    private final BitSet known = new BitSet(); // by the digits with a 1 before them

    private Emergencies(Predicate<String> local) {
        for (int length = SHORTEST, count = 100; length <= LONGEST; length++, count *= 10) {
            for (int value = 0; value < count; value++) {
                String code = String.valueOf(count + value).substring(1);
                if (EVERYWHERE.contains(code) || local.test(code)) {
                    known.set(count + value);
                }
            }
        }
    }

    static Emergencies everywhere() {
        return new Emergencies(code -> false);
    }

    static Emergencies of(Region region, Numbering numbering) {
        return new Emergencies(code -> numbering.isEmergency(code, region));
    }

    /** Whether exactly the characters from {@code from} until before {@code to} call for help. */
    boolean are(Digits digits, int from, int to) {
        int length = to - from;
        if (length < SHORTEST || length > LONGEST) {
            return false;
        }
        int key = 1;
        for (int i = from; i < to; i++) {
            int digit = digits.at(i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            key = key * 10 + digit;
        }
        return known.get(key);
    }

    boolean begin(Digits digits, int from) {
        for (int to = from + TELLING; to <= Math.min(from + LONGEST, digits.length()); to++) {
            if (are(digits, from, to)) {
                return true;
            }
        }
        return false;
    }

    /** Where the call for help begins that these digits end with; -1 when they end with none. */
    int beginningAtEnd(Digits digits) {
        int end = digits.length();
        for (int from = end - TELLING; from >= Math.max(0, end - LONGEST); from--) {
            if (are(digits, from, end)) {
                return from;
            }
        }
        return -1;
    }
}
