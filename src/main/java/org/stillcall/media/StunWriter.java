package org.stillcall.media;

import static org.stillcall.base.Contract.check;

import java.net.InetSocketAddress;
import java.util.zip.CRC32;

/**
 * Composes a STUN message (RFC 8489 section 5) in one array, used again for each: begin it, add attributes, sign it,
 * end it with {@link #fingerprint}. One thread.
 */
public final class StunWriter {
    private final byte[] data;
    private final CRC32 crc = new CRC32();
    private int length;

    /** Composes in this array, from its beginning. */
    public StunWriter(byte[] data) {
        this.data = data;
    }

    public byte[] data() {
        return data;
    }

    /** The length of the message so far, in bytes. */
    public int length() {
        return length;
    }

    /** A new message with the transaction that stands in {@code transaction} at {@code at}. */
    public StunWriter begin(int method, int kind, byte[] transaction, int at) {
        Bits.putShort(data, 0, Stun.type(method, kind));
        Bits.putInt(data, 4, Stun.COOKIE);
        System.arraycopy(transaction, at, data, 8, Stun.TRANSACTION_BYTES);
        length = Stun.HEADER_BYTES;
        return sized();
    }

    /** An answer to the request that was read: its method and transaction. */
    public StunWriter answer(StunReader request, int kind) {
        Bits.putShort(data, 0, Stun.type(request.method(), kind));
        Bits.putInt(data, 4, Stun.COOKIE);
        request.transaction(data, 8);
        length = Stun.HEADER_BYTES;
        return sized();
    }

    private StunWriter sized() {
        Bits.putShort(data, 2, length - Stun.HEADER_BYTES);
        return this;
    }

    /** Begins an attribute and returns where its value stands; what fills it up is zero. */
    private int open(int type, int bytes) {
        int end = length + 4 + Stun.padded(bytes);
        check(end <= data.length, "A STUN message of ours fits its array.");
        Bits.putShort(data, length, type);
        Bits.putShort(data, length + 2, bytes);
        int at = length + 4;
        for (int i = at + bytes; i < end; i++) {
            data[i] = 0;
        }
        length = end;
        sized();
        return at;
    }

    public StunWriter attribute(int type, byte[] value) {
        return attribute(type, value, 0, value.length);
    }

    public StunWriter attribute(int type, byte[] value, int from, int bytes) {
        System.arraycopy(value, from, data, open(type, bytes), bytes);
        return this;
    }

    /** An attribute without a value. */
    public StunWriter flag(int type) {
        check(open(type, 0) == length, "An empty value adds nothing.");
        return this;
    }

    public StunWriter word(int type, int value) {
        Bits.putInt(data, open(type, 4), value);
        return this;
    }

    public StunWriter longWord(int type, long value) {
        Bits.putLong(data, open(type, 8), value);
        return this;
    }

    /** An address masked like XOR-MAPPED-ADDRESS (section 14.2). */
    public StunWriter xorAddress(int type, InetSocketAddress address) {
        byte[] bytes = address.getAddress().getAddress();
        int at = open(type, 4 + bytes.length);
        Bits.putShort(data, at, bytes.length == 4 ? 1 : 2);
        Bits.putShort(data, at + 2, address.getPort() ^ Stun.COOKIE >>> 16);
        for (int i = 0; i < bytes.length; i++) {
            data[at + 4 + i] = (byte) (bytes[i] ^ data[4 + i]);
        }
        return this;
    }

    /** ERROR-CODE without a text (section 14.8). */
    public StunWriter error(int code) {
        return word(Stun.ERROR_CODE, code / 100 << 8 | code % 100);
    }

    /** MESSAGE-INTEGRITY, or MESSAGE-INTEGRITY-SHA256 with a key for that, over all so far. */
    public StunWriter integrity(StunKey key) {
        int attribute = length;
        check(open(key.attribute(), key.bytes()) == attribute + 4, "Values follow their heads.");
        key.sign(data, 0, attribute);
        return this;
    }

    /** FINGERPRINT over all so far, the last attribute. */
    public StunWriter fingerprint() {
        int attribute = length;
        int at = open(Stun.FINGERPRINT, 4);
        Bits.putInt(data, at, StunReader.check(crc, data, 0, attribute));
        return this;
    }
}
