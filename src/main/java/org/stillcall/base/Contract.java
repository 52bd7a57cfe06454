package org.stillcall.base;

/** The two checks of the house: {@code require} for a caller's fault, {@code check} for our own. */
public final class Contract {
    private Contract() {}

    /** Throws {@link IllegalArgumentException} with a constant sentence, which names no person. */
    public static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** Throws {@link IllegalStateException} with a constant sentence, which names no person. */
    public static void check(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalStateException(sentence);
        }
    }
}
