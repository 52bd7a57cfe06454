package org.stillcall.media;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A view on a STUN message in an array (RFC 8489 section 5), read again for each message; makes no garbage but the
 * addresses that it is asked for. Only attributes before MESSAGE-INTEGRITY are seen, besides it and FINGERPRINT
 * (section 14.5). One thread.
 */
public final class StunReader {
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private final CRC32 crc = new CRC32();
    private byte[] data = new byte[0];
    private int start;
    private int seenEnd; // where the attributes end that are to be looked at
    private int integrity; // where the attribute begins, or -1
    private int integrity256;
    private int fingerprint;
    private int attribute; // where the current one begins

    /** How long the message at {@code from} says it is in all, or -1 when no STUN message begins there. */
    public static int length(byte[] data, int from, int available) {
        boolean begins = available >= Stun.HEADER_BYTES
                && (data[from] & 0xc0) == 0
                && Bits.getInt(data, from + 4) == Stun.COOKIE;
        int body = begins ? Bits.getShort(data, from + 2) : -1;
        return body < 0 || body % 4 != 0 ? -1 : Stun.HEADER_BYTES + body;
    }

    /**
     * Reads the message that fills {@code data} from {@code from} for {@code bytes} bytes; false when it is none, goes
     * beyond our limits, or has an attribute that reaches past its end.
     */
    public boolean read(byte[] data, int from, int bytes) {
        if (length(data, from, bytes) != bytes || bytes > MediaLimits.DATAGRAM_BYTES) {
            return false;
        }
        this.data = data;
        start = from;
        seenEnd = from + bytes;
        integrity = -1;
        integrity256 = -1;
        fingerprint = -1;
        attribute = -1;
        int end = from + bytes;
        int count = 0;
        int at = from + Stun.HEADER_BYTES;
        while (at < end) {
            int length = Bits.getShort(data, at + 2);
            int next = at + 4 + Stun.padded(length);
            if (next > end || ++count > MediaLimits.STUN_ATTRIBUTES || fingerprint >= 0) {
                return false; // nothing follows a fingerprint (section 14.7)
            }
            int type = Bits.getShort(data, at);
            if (type == Stun.MESSAGE_INTEGRITY && integrity < 0) {
                if (length != Stun.INTEGRITY_BYTES) {
                    return false;
                }
                integrity = at;
                seenEnd = Math.min(seenEnd, at);
            } else if (type == Stun.MESSAGE_INTEGRITY_SHA256 && integrity256 < 0) {
                if (length != Stun.INTEGRITY_SHA256_BYTES) {
                    return false; // a shorter one is allowed to who agreed on it, and nobody did
                }
                integrity256 = at;
                seenEnd = Math.min(seenEnd, at);
            } else if (type == Stun.FINGERPRINT) {
                if (length != 4) {
                    return false;
                }
                fingerprint = at;
                seenEnd = Math.min(seenEnd, at);
            }
            at = next;
        }
        return true;
    }

    /** Method and kind together. */
    public int type() {
        return Bits.getShort(data, start);
    }

    public int method() {
        return Stun.method(type());
    }

    public int kind() {
        return Stun.kind(type());
    }

    /** Copies the 12 bytes that tell the transaction. */
    public void transaction(byte[] target, int at) {
        System.arraycopy(data, start + 8, target, at, Stun.TRANSACTION_BYTES);
    }

    /** Whether there is MESSAGE-INTEGRITY. */
    public boolean signed() {
        return integrity >= 0;
    }

    /** Whether there is MESSAGE-INTEGRITY-SHA256. */
    public boolean signedBySha256() {
        return integrity256 >= 0;
    }

    /** Whether the attribute that this key is for, MESSAGE-INTEGRITY or the other, is there and right by it. */
    public boolean genuine(StunKey key) {
        int at = key.isSha256() ? integrity256 : integrity;
        return at >= 0 && key.genuine(data, start, at);
    }

    /** Whether FINGERPRINT is there, right or not. */
    public boolean printed() {
        return fingerprint >= 0;
    }

    /** Whether FINGERPRINT is there and right. */
    public boolean fingerprinted() {
        return fingerprint >= 0 && Bits.getInt(data, fingerprint + 4) == check(crc, data, start, fingerprint);
    }

    /** The value of FINGERPRINT for a message that has it at {@code end}. */
    static int check(CRC32 crc, byte[] data, int start, int end) {
        crc.reset();
        crc.update(data, start, end - start);
        return (int) crc.getValue() ^ Stun.FINGERPRINT_MASK;
    }

    /** Goes to the first attribute of this type; false when there is none. */
    public boolean find(int type) {
        attribute = -1;
        while (next()) {
            if (attributeType() == type) {
                return true;
            }
        }
        return false;
    }

    /** Goes back to before the first attribute. */
    public void rewind() {
        attribute = -1;
    }

    /** Goes to the next attribute, at first to the first one; false when there is no more. */
    public boolean next() {
        int at = attribute < 0 ? start + Stun.HEADER_BYTES : valueAt() + Stun.padded(valueLength());
        if (at >= seenEnd) {
            return false;
        }
        attribute = at;
        return true;
    }

    public int attributeType() {
        return Bits.getShort(data, attribute);
    }

    /** Where the current attribute's value begins in the array. */
    public int valueAt() {
        return attribute + 4;
    }

    public int valueLength() {
        return Bits.getShort(data, attribute + 2);
    }

    /** The first four bytes of the current attribute's value, or 0 when it has fewer. */
    public int valueWord() {
        return valueLength() < 4 ? 0 : Bits.getInt(data, valueAt());
    }

    /** A copy of the current attribute's value. */
    public byte[] value() {
        byte[] value = new byte[valueLength()];
        System.arraycopy(data, valueAt(), value, 0, value.length);
        return value;
    }

    /** Whether the current attribute's value is these bytes; in constant time for one length. */
    public boolean valueIs(byte[] bytes) {
        if (valueLength() != bytes.length) {
            return false;
        }
        int difference = 0;
        for (int i = 0; i < bytes.length; i++) {
            difference |= bytes[i] ^ data[valueAt() + i];
        }
        return difference == 0;
    }

    /** The current attribute's value as an address masked like XOR-MAPPED-ADDRESS (section 14.2), or null. */
    public @Nullable InetSocketAddress xorAddress() {
        int length = valueLength();
        int family = length >= 4 ? data[valueAt() + 1] : 0;
        int bytes = family == IPV4 ? 4 : family == IPV6 ? 16 : 0;
        if (bytes == 0 || length != 4 + bytes) {
            return null;
        }
        byte[] address = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            address[i] = (byte) (data[valueAt() + 4 + i] ^ data[start + 4 + i]); // cookie, then transaction
        }
        int port = Bits.getShort(data, valueAt() + 2) ^ Stun.COOKIE >>> 16;
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) { // only for a wrong length, which cannot be
            return null;
        }
    }

    /** The code of the current attribute's value as ERROR-CODE (section 14.8), or 0. */
    public int errorCode() {
        int word = valueWord();
        return (word >>> 8 & 7) * 100 + (word & 0xff);
    }
}
