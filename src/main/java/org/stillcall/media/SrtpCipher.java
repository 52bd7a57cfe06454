package org.stillcall.media;

/**
 * One direction of secure RTP and RTCP under one master key. Works in place; the array has room for 20 bytes more than
 * the packet. One thread.
 */
sealed interface SrtpCipher extends AutoCloseable permits SrtpCounterMode, SrtpGcm {
    /** Encrypts after the first {@code clear} bytes and adds the tag; returns the new length. */
    int seal(byte[] packet, int clear, int length, int source, long index);

    /** Checks and decrypts; returns the length without tag, or -1 when it is not genuine. */
    int open(byte[] packet, int clear, int length, int source, long index);

    /** The same for a compound RTCP packet, whose 31-bit index is added. */
    int sealControl(byte[] packet, int length, int source, int index);

    /** Checks and decrypts a compound RTCP packet; the caller has read its index with {@link #controlIndex}. */
    int openControl(byte[] packet, int length, int source, int index);

    /** The 31-bit index of a protected RTCP packet, or -1 when it is too short or not encrypted. */
    int controlIndex(byte[] packet, int length);

    /** Overwrites the keys as far as they are ours; again is harmless. Not to be used after it. */
    @Override
    void close();
}
