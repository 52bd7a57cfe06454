package org.stillcall.media;

/**
 * Looks at the records of a DTLS datagram (RFC 6347 sections 4.1, 4.2.2) before the library gets them: they are whole,
 * their messages are of a size that a browser's handshake has, and no alert comes without protection.
 */
final class DtlsRecords {
    private static final int HEADER = 13;
    private static final int MESSAGE_HEADER = 12;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;
    private static final int CLIENT_HELLO = 1;

    private DtlsRecords() {}

    /** Whether the datagram may be handed on. */
    static boolean acceptable(byte[] data, int length) {
        if (length > MediaLimits.DATAGRAM_BYTES) {
            return false;
        }
        int at = 0;
        while (at < length) {
            int body = at + HEADER <= length ? Bits.getShort(data, at + 11) : 0;
            int type = data[at];
            if (body == 0 || at + HEADER + body > length || type < CHANGE_CIPHER_SPEC || type > APPLICATION_DATA) {
                return false;
            }
            boolean known = data[at + 1] == (byte) 0xfe && Bits.getShort(data, at + 3) <= 1;
            if (!known || Bits.getShort(data, at + 3) == 0 && !acceptableInClear(type, data, at + HEADER, body)) {
                return false;
            }
            at += HEADER + body;
        }
        return length > 0;
    }

    /** In epoch 0 anybody could have written it. */
    private static boolean acceptableInClear(int type, byte[] data, int from, int body) {
        if (type == CHANGE_CIPHER_SPEC) {
            return body == 1;
        }
        if (type != HANDSHAKE) {
            return false;
        }
        int at = from;
        while (at + MESSAGE_HEADER <= from + body) {
            if (size(data, at + 1) > MediaLimits.DTLS_MESSAGE_BYTES) {
                return false;
            }
            at += MESSAGE_HEADER + size(data, at + 9);
        }
        return at == from + body;
    }

    private static int size(byte[] data, int at) {
        return (data[at] & 0xff) << 16 | Bits.getShort(data, at + 1);
    }

    /** Whether an acceptable datagram begins a handshake. */
    static boolean begins(byte[] data) {
        return data[0] == HANDSHAKE && Bits.getShort(data, 3) == 0 && data[HEADER] == CLIENT_HELLO;
    }
}
