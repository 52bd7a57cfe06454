package org.stillcall.sip;

import org.stillcall.base.Randomness;

/** 128 random bits of ours, written as 32 hexadecimal digits: a tag, a Call-ID, what follows a branch's cookie. */
record Token(long high, long low) {
    static final int LENGTH = 32;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    static Token random(Randomness randomness) {
        return new Token(randomness.nextLong(), randomness.nextLong());
    }

    /**
     * Another token that follows from this one and {@code salt}; for whoever does not know the key, as random as this
     * one.
     */
    Token derived(HashKey key, long salt) {
        return new Token(key.mix(high, salt), key.mix(low, ~salt));
    }

    void write(SipWriter out) {
        byte[] text = new byte[LENGTH];
        for (int i = 0; i < 16; i++) {
            text[i] = HEX[(int) (high >>> (60 - 4 * i)) & 0xf];
            text[16 + i] = HEX[(int) (low >>> (60 - 4 * i)) & 0xf];
        }
        out.bytes(text);
    }

    /** Whether the text is this token. */
    boolean is(Slice text) {
        return text.length() == LENGTH && isToken(text) && number(text, 0) == high && number(text, 16) == low;
    }

    /** The upper half of the token that the text is; 0 when it is none. */
    static long high(Slice text) {
        return text.length() == LENGTH && isToken(text) ? number(text, 0) : 0;
    }

    /** The lower half of the token that the text is; 0 when it is none. */
    static long low(Slice text) {
        return text.length() == LENGTH && isToken(text) ? number(text, 16) : 0;
    }

    private static boolean isToken(Slice text) {
        for (int i = 0; i < LENGTH; i++) {
            byte c = text.at(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    private static long number(Slice text, int from) {
        long value = 0;
        for (int i = from; i < from + 16; i++) {
            byte c = text.at(i);
            value = value << 4 | (c <= '9' ? c - '0' : c - 'a' + 10);
        }
        return value;
    }

    @Override
    public String toString() {
        return "Token";
    }
}
