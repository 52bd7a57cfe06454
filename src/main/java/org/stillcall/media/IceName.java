package org.stillcall.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.stillcall.base.Randomness;

/**
 * Our ICE credentials for one leg until its next ICE restart (RFC 8445 section 5.3): a name of 48 random bits in eight
 * characters, a password of 144 random bits. A check names both sides, ours first. Prints nothing.
 */
final class IceName {
    private static final int NAME_BYTES = 6;
    private static final int NAME_CHARACTERS = 8;
    private static final int PASSWORD_BYTES = 18;

    /** Our name as the bits it stands for. */
    final long bits;

    private final byte[] password;
    private final byte[] username; // "ours:theirs", as in the checks

    private IceName(byte[] password, byte[] username) {
        this.password = password;
        this.username = username;
        this.bits = read(username, 0, username.length);
    }

    /** New credentials towards the browser that calls itself {@code theirs}. */
    static IceName random(Randomness randomness, byte[] theirs) {
        byte[] name = new byte[NAME_BYTES];
        byte[] password = new byte[PASSWORD_BYTES];
        randomness.nextBytes(name);
        randomness.nextBytes(password);
        byte[] username = Arrays.copyOf(Base64.getEncoder().encode(name), NAME_CHARACTERS + 1 + theirs.length);
        username[NAME_CHARACTERS] = ':';
        System.arraycopy(theirs, 0, username, NAME_CHARACTERS + 1, theirs.length);
        byte[] coded = Base64.getEncoder().encode(password);
        Arrays.fill(password, (byte) 0);
        return new IceName(coded, username);
    }

    /** The name at the beginning of a check's USERNAME, or -1 when it cannot be one of ours. */
    static long read(byte[] data, int at, int length) {
        if (length <= NAME_CHARACTERS || data[at + NAME_CHARACTERS] != ':') {
            return -1;
        }
        long bits = 0;
        for (int i = 0; i < NAME_CHARACTERS; i++) {
            int value = value(data[at + i]);
            if (value < 0) {
                return -1;
            }
            bits = bits << 6 | value;
        }
        return bits;
    }

    private static int value(int c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }

    /** Whether the browser calls itself this. */
    boolean isFor(byte[] theirs) {
        return Arrays.equals(username, NAME_CHARACTERS + 1, username.length, theirs, 0, theirs.length);
    }

    /** What {@code USERNAME} has to be in a check. */
    byte[] username() {
        return username;
    }

    /** The key of checks and our answers to them. */
    StunKey key() {
        return new StunKey(password);
    }

    /** Our name for {@code a=ice-ufrag}. */
    String nameText() {
        return new String(username, 0, NAME_CHARACTERS, StandardCharsets.US_ASCII);
    }

    /** Our password for {@code a=ice-pwd}. */
    String passwordText() {
        return new String(password, StandardCharsets.US_ASCII);
    }

    /** Overwrites the password. */
    void erase() {
        Arrays.fill(password, (byte) 0);
    }
}
