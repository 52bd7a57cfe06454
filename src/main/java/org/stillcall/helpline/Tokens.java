package org.stillcall.helpline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.base.Limits;
import org.stillcall.base.OffHeap;
import org.stillcall.base.Randomness;
import org.stillcall.base.Sha256;

/**
 * Makes tokens: HMAC-SHA-256 (RFC 2104) of a number under a key of this process, cut to half. The key is drawn at the
 * start and dies with the process, so that a token says nothing to anybody else, later or elsewhere. All of it happens
 * off the heap. Loop thread only.
 */
final class Tokens {
    private static final int BYTES = 16;
    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;
    private static final int MOST =
            Limits.CALLERS + Limits.RETURNS_EXPECTED + Limits.CALLERS_BLOCKED + Limits.CALLS_REMEMBERED + 1;

    private final MemorySegment key = OffHeap.allocate(BLOCK);
    private final MemorySegment text = OffHeap.allocate(BLOCK + Limits.DIAL_STRING);
    private final MemorySegment room = OffHeap.allocate(Sha256.ROOM_BYTES);
    private final BlockPool pool = new BlockPool(BYTES, MOST);

    Tokens(Randomness randomness) {
        for (int i = 0; i < BLOCK / 2; i += Long.BYTES) {
            key.set(ValueLayout.JAVA_LONG, i, randomness.nextLong());
        }
    }

    /** Null when there are too many. */
    @Nullable
    Token of(Digits number) {
        Block block = pool.take();
        if (block == null) {
            return null;
        }
        begin(INNER);
        int length = number.copyTo(text, BLOCK);
        Sha256.digest(text.asSlice(0, BLOCK + length), room);
        begin(OUTER);
        MemorySegment.copy(room, 0, text, BLOCK, Sha256.DIGEST_BYTES);
        Sha256.digest(text.asSlice(0, BLOCK + Sha256.DIGEST_BYTES), room);
        MemorySegment.copy(room, 0, block.segment(), 0, BYTES);
        text.fill((byte) 0);
        room.fill((byte) 0);
        return new Token(block);
    }

    private void begin(byte pad) {
        for (int i = 0; i < BLOCK; i++) {
            text.set(ValueLayout.JAVA_BYTE, i, (byte) (key.get(ValueLayout.JAVA_BYTE, i) ^ pad));
        }
    }

    /** Another of the same; null when there are too many. */
    @Nullable
    Token copy(Token token) {
        Block block = pool.take();
        if (block == null) {
            return null;
        }
        MemorySegment.copy(token.memory(), 0, block.segment(), 0, BYTES);
        return new Token(block);
    }

    /** How many there are now. */
    int inUse() {
        return pool.onLoan();
    }

    @Override
    public String toString() {
        return "Tokens";
    }
}
