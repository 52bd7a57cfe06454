package org.stillcall.bill;

import static org.stillcall.base.Contract.require;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.regex.Pattern;

/** The word by which a bill of several lines names ours; it is looked for off the heap, and others become no text. */
public record BillAccount(String word) {
    /** How many characters it has at most. */
    public static final int LONGEST = 40;

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._@-]{0," + LONGEST + "}");

    public BillAccount {
        require(isOne(word), "An account is a short word.");
    }

    /** Whether it may be one; the empty one stands for a bill of one line. */
    public static boolean isOne(String word) {
        return SHAPE.matcher(word).matches();
    }

    /** Whether each line of a bill counts. */
    public boolean isAll() {
        return word.isEmpty();
    }

    /** Whether these characters are it, but for the case of letters and spaces behind. */
    boolean is(MemorySegment room, long from, long to) {
        long end = to;
        while (end > from && room.get(ValueLayout.JAVA_BYTE, end - 1) == ' ') {
            end--;
        }
        if (end - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            int here = room.get(ValueLayout.JAVA_BYTE, from + i);
            if (Character.toLowerCase(here) != Character.toLowerCase((int) word.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
