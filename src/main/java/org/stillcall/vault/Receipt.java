package org.stillcall.vault;

import static org.stillcall.base.Contract.require;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * One line of the receipt log: that something was destroyed or changed, and in which hour. It names nobody: the token
 * is random, and only who was handed it knows what it stands for.
 *
 * @param index its place in the log, from 0
 * @param hour hours since 1970-01-01T00:00Z
 * @param token 16 bytes
 */
public record Receipt(long index, ReceiptKind kind, long hour, byte[] token) {
    public static final int TOKEN_BYTES = 16;
    /** Version, kind, hour, token. */
    public static final int LEAF_BYTES = 1 + 1 + 4 + TOKEN_BYTES;

    private static final byte VERSION = 1;
    private static final long LAST_HOUR = 0xffff_ffffL;

    public Receipt {
        require(index >= 0, "A receipt's index is not below 0.");
        require(hour >= 0 && hour <= LAST_HOUR, "A receipt's hour fits into 32 bits.");
        require(token.length == TOKEN_BYTES, "A receipt's token has 16 bytes.");
        token = token.clone();
    }

    @Override
    public byte[] token() {
        return token.clone();
    }

    /** As it stands in the log: {@code 0x01 | kind | hour, 4 bytes big-endian | token}. */
    public byte[] leaf() {
        return ByteBuffer.allocate(LEAF_BYTES)
                .put(VERSION)
                .put(kind.code())
                .putInt((int) hour)
                .put(token)
                .array();
    }

    /** The receipt that these 22 bytes are; none if they are of an unknown version or kind. */
    static Optional<Receipt> of(long index, byte[] leaf) {
        require(leaf.length == LEAF_BYTES, "A leaf has 22 bytes.");
        if (leaf[0] != VERSION) {
            return Optional.empty();
        }
        long hour = Integer.toUnsignedLong(ByteBuffer.wrap(leaf).getInt(2));
        byte[] token = Arrays.copyOfRange(leaf, LEAF_BYTES - TOKEN_BYTES, LEAF_BYTES);
        return ReceiptKind.of(leaf[1]).map(kind -> new Receipt(index, kind, hour, token));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Receipt that && index == that.index && Arrays.equals(leaf(), that.leaf());
    }

    @Override
    public int hashCode() {
        return Objects.hash(index, Arrays.hashCode(token));
    }
}
