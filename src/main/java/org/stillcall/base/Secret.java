package org.stillcall.base;

import java.util.Arrays;

/** A password, token or key as bytes that print nothing and are overwritten when closed. One owner at a time. */
public final class Secret implements AutoCloseable {
    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array over: it is overwritten on close. */
    public static Secret of(byte[] bytes) {
        return new Secret(bytes);
    }

    /** The bytes themselves, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whether both hold the same bytes; takes the same time wherever they differ. */
    public boolean matches(byte[] other) {
        return java.security.MessageDigest.isEqual(bytes, other);
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
