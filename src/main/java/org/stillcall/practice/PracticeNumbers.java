package org.stillcall.practice;

import java.util.List;
import org.stillcall.sip.Slice;

/**
 * The numbers of the practice carrier: constants of the product, from the range that is nobody's (NANP 555-0100 to
 * 555-0199). A dialled number is only ever compared with them.
 */
public final class PracticeNumbers {
    /** The customer's main number at the carrier, in E.164 without the plus sign. */
    public static final String MAIN = "16175550100";
    /** By what name the carrier knows the customer. */
    public static final String ACCOUNT = "harbor4711";
    /** What the carrier lends the customer for its pool, in E.164 without the plus sign. */
    public static final List<String> POOL = List.of(
            "16175550180",
            "16175550181",
            "16175550182",
            "16175550183",
            "16175550184",
            "16175550185",
            "16175550186",
            "16175550187");
    /** A number of the customer's own, which leads back to the customer: for test calls. */
    public static final String TEST = "16175550160";
    /** The survivors' handsets, in E.164 without the plus sign. */
    static final List<String> HANDSETS =
            List.of("16175550121", "16175550122", "16175550123", "16175550124", "16175550125");

    /** The withholding code of the plan that the carrier lives in. */
    static final String WITHHOLDING = "*67";

    private static final int COUNTRY = 1; // digits of the country code

    private PracticeNumbers() {}

    /** The place in {@link #HANDSETS} of what was dialled, in any usual form, or -1. */
    static int handset(Slice dialled) {
        for (int i = 0; i < HANDSETS.size(); i++) {
            if (isDialled(dialled, HANDSETS.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Whether {@link #TEST} was dialled. */
    static boolean isTest(Slice dialled) {
        return isDialled(dialled, TEST);
    }

    private static boolean isDialled(Slice dialled, String own) {
        Slice bare = withheld(dialled) ? dialled.from(WITHHOLDING.length()) : dialled;
        boolean full = bare.is(own)
                || bare.length() == own.length() + 1
                        && bare.at(0) == '+'
                        && bare.from(1).is(own);
        return full || bare.is(own.substring(COUNTRY));
    }

    /** Whether the withholding code was dialled first. */
    static boolean withheld(Slice dialled) {
        return dialled.beginsWith(WITHHOLDING);
    }

    /** Whether {@code plusAndDigits} is a handset's, written {@code +16175550121}. */
    static boolean isHandset(CharSequence plusAndDigits) {
        if (plusAndDigits.isEmpty() || plusAndDigits.charAt(0) != '+') {
            return false;
        }
        CharSequence rest = plusAndDigits.subSequence(1, plusAndDigits.length());
        return HANDSETS.stream().anyMatch(own -> own.contentEquals(rest));
    }

    /** What the carrier's directory of names (CNAM) says of a number of its own; empty when it knows none. */
    static String name(String digitsOnly) {
        if (digitsOnly.equals(MAIN)) {
            return "HARBOR OFFICE";
        }
        return POOL.contains(digitsOnly) ? "BOSTON MA" : "";
    }
}
