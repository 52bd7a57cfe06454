package org.stillcall.media;

/**
 * Hears the reports that a leg's peer sends beside its sound (RTCP), as they came and out of their cipher. Called
 * on the
 * media thread: it has to be quick, and keeps nothing of the bytes but what it may.
 */
@FunctionalInterface
public interface ControlEar {
    /** @param packet its first {@code length} bytes, valid during the call only; nothing about them was checked */
    void heard(byte[] packet, int length);
}
