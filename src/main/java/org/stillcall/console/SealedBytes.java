package org.stillcall.console;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Set;

/**
 * What the server can tell about bytes that browsers sealed (docs/envelope-format.md): the header names the kind, the
 * key's generation and the recipient, and the length is one of a few. It is checked so that a browser's fault is
 * refused at once and not found by whoever needs the words; nothing here opens anything.
 */
final class SealedBytes {
    static final int CENTRE_KEY = 1;
    static final int PLAN = 2;
    static final int RELEASE = 3;
    static final int NAME = 4;
    static final int MESSAGE = 5;
    static final int PORTAL = 6;
    /** An uncompressed point of P-256 (SEC 1, section 2.3.3). */
    static final int POINT_BYTES = 65;

    private static final int RECIPIENT_BYTES = 8;
    private static final int HEADER_BYTES = 1 + 1 + 4 + RECIPIENT_BYTES + POINT_BYTES + 12;
    private static final int TAG_BYTES = 16;
    private static final int LEAST_BYTES = HEADER_BYTES + TAG_BYTES + 1;
    private static final int MOST_BYTES = HEADER_BYTES + TAG_BYTES + 4096;
    /** How long the padded text of anything but a key may be; another length would tell what it says. */
    private static final Set<Integer> TEXT_BYTES = Set.of(256, 512, 1024, 2048, 4096);

    private static final BigInteger PRIME =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final BigInteger B =
            new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);

    private SealedBytes() {}

    /** An envelope in a field, sealed to {@code recipient}'s key of this generation. */
    static byte[] in(Asked asked, String field, Expected expected) {
        byte[] bytes = asked.bytes(field, LEAST_BYTES, MOST_BYTES);
        ByteBuffer header = ByteBuffer.wrap(bytes);
        boolean right = header.get() == 1
                && header.get() == expected.kind
                && header.getInt() == expected.generation
                && recipient(expected.recipient).equals(header.slice(6, RECIPIENT_BYTES))
                && (expected.kind == CENTRE_KEY || TEXT_BYTES.contains(bytes.length - HEADER_BYTES - TAG_BYTES));
        if (!right) {
            throw new RefusedException(Refusal.SEALED_WRONG);
        }
        return bytes;
    }

    /** What an envelope's header has to say. */
    record Expected(int kind, int generation, byte[] recipient) {}

    private static ByteBuffer recipient(byte[] publicKey) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(publicKey);
            return ByteBuffer.wrap(hash, 0, RECIPIENT_BYTES).slice();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK.", e);
        }
    }

    /** A public key in a field: a point that lies on the curve. */
    static byte[] publicKey(Asked asked, String field) {
        byte[] point = asked.bytes(field, POINT_BYTES, POINT_BYTES);
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 33));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 33, POINT_BYTES));
        BigInteger right =
                x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(B).mod(PRIME);
        boolean onCurve = point[0] == 4
                && x.compareTo(PRIME) < 0
                && y.compareTo(PRIME) < 0
                && y.pow(2).mod(PRIME).equals(right);
        if (!onCurve) {
            throw new RefusedException(Refusal.SEALED_WRONG);
        }
        return point;
    }
}
