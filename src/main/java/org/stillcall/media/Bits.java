package org.stillcall.media;

/** Numbers in network byte order in an array. */
final class Bits {
    private Bits() {}

    static int getShort(byte[] data, int offset) {
        return (data[offset] & 0xff) << 8 | data[offset + 1] & 0xff;
    }

    static int getInt(byte[] data, int offset) {
        return getShort(data, offset) << 16 | getShort(data, offset + 2);
    }

    static void putShort(byte[] data, int offset, int value) {
        data[offset] = (byte) (value >>> 8);
        data[offset + 1] = (byte) value;
    }

    static void putInt(byte[] data, int offset, int value) {
        putShort(data, offset, value >>> 16);
        putShort(data, offset + 2, value);
    }

    static void putLong(byte[] data, int offset, long value) {
        putInt(data, offset, (int) (value >>> 32));
        putInt(data, offset + 4, (int) value);
    }
}
