package org.stillcall.vault;

import static org.stillcall.base.Contract.check;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.AesGcm;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Limits;
import org.stillcall.base.Sha256;
import org.stillcall.base.X25519;

/**
 * One key agreement and the one message that its key serves, in one off-heap block that is zeroed at the end: private
 * key, shared secret, content key and text. One owner at a time.
 */
final class Agreement implements AutoCloseable {
    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int CONTENT_KEY_BYTES = 32;
    private static final long CURVE = 0;
    private static final long HASH = 592;
    private static final long CIPHER = 960;
    private static final long TEXT = 1360;
    private static final long DERIVATION = 1424;
    private static final int ROOM_BYTES = 2048;

    private final Block block;
    private final MemorySegment curve;
    private final MemorySegment hash;

    private Agreement(Block block) {
        this.block = block;
        curve = block.segment().asSlice(CURVE, X25519.ROOM_BYTES);
        hash = block.segment().asSlice(HASH, Sha256.ROOM_BYTES);
    }

    /** Rooms for as many agreements at once as the limit. */
    static BlockPool rooms() {
        return new BlockPool(ROOM_BYTES, Limits.SEALED_NUMBERS);
    }

    /** A new one, or null when all rooms are in use. */
    static @Nullable Agreement in(BlockPool rooms) {
        Block block = rooms.take();
        return block == null ? null : new Agreement(block);
    }

    /** Where the private key goes: 32 bytes. */
    MemorySegment privateKey() {
        return curve.asSlice(X25519.SCALAR, X25519.KEY_BYTES);
    }

    byte[] publicKey() {
        return X25519.publicKey(curve);
    }

    /** Room for the text, off-heap. */
    MemorySegment text(int bytes) {
        check(bytes <= Limits.SEALED_NUMBER_BYTES, "A text fits its room.");
        return block.segment().asSlice(TEXT, bytes);
    }

    /** Encrypts the first {@code bytes} bytes of the text; false when the peer's key is unfit. */
    boolean seal(Jwe.Header header, byte[] nonce, byte[] associated, MemorySegment sealed) {
        if (!agree(header.peer())) {
            return false;
        }
        try (AesGcm cipher = cipher(header)) {
            cipher.seal(text((int) sealed.byteSize() - AesGcm.TAG_BYTES), nonce, associated, sealed);
        }
        return true;
    }

    /** Decrypts into the text; false when it is not authentic or the peer's key is unfit. */
    boolean open(Jwe jwe) {
        if (!agree(jwe.header().peer())) {
            return false;
        }
        try (AesGcm cipher = cipher(jwe.header())) {
            MemorySegment sealed = MemorySegment.ofArray(jwe.sealed());
            return cipher.open(sealed, jwe.nonce(), jwe.associated(), text(jwe.textBytes()));
        }
    }

    /** Leaves the shared secret and uses the private key up; false when the peer's key is unfit. */
    boolean agree(byte[] peer) {
        boolean usable = X25519.agree(curve, peer);
        privateKey().fill((byte) 0);
        return usable;
    }

    private AesGcm cipher(Jwe.Header header) {
        derive("A256GCM", header, CONTENT_KEY_BYTES);
        AesGcm cipher =
                AesGcm.still(block.segment().asSlice(CIPHER, AesGcm.STILL_ROOM_BYTES), CONTENT_KEY_BYTES, contentKey());
        hash.fill((byte) 0);
        return cipher;
    }

    /** The derived key, after {@link #derive}. */
    MemorySegment contentKey() {
        return hash.asSlice(0, Sha256.DIGEST_BYTES);
    }

    /** The shared secret, before {@link #derive}. */
    MemorySegment sharedSecret() {
        return curve.asSlice(X25519.SHARED, X25519.KEY_BYTES);
    }

    /** RFC 7518 section 4.6.2: Concat KDF of NIST SP 800-56A with SHA-256, one round; uses the shared secret up. */
    void derive(String algorithm, Jwe.Header header, int keyBytes) {
        MemorySegment message = block.segment().asSlice(DERIVATION);
        message.set(WORD, 0, 1); // round
        MemorySegment.copy(sharedSecret(), 0, message, 4, X25519.KEY_BYTES);
        sharedSecret().fill((byte) 0);
        long at = 4 + X25519.KEY_BYTES;
        at = put(message, at, algorithm.getBytes(StandardCharsets.US_ASCII));
        at = put(message, at, header.producer());
        at = put(message, at, header.recipient());
        message.set(WORD, at, keyBytes * 8);
        Sha256.digest(message.asSlice(0, at + 4), hash);
        message.fill((byte) 0);
    }

    private static long put(MemorySegment message, long at, byte[] value) {
        message.set(WORD, at, value.length);
        MemorySegment.copy(value, 0, message, ValueLayout.JAVA_BYTE, at + 4, value.length);
        return at + 4 + value.length;
    }

    @Override
    public void close() {
        block.close();
    }
}
