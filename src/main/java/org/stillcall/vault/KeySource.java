package org.stillcall.vault;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.stillcall.base.OffHeap;
import org.stillcall.base.Randomness;
import org.stillcall.base.Sha256;

/**
 * Makes private keys that never stood on the heap: each is a digest of an off-heap state and fresh random bits, and the
 * state then moves on, so that neither the generator's buffers nor a later state give an earlier key away. Threads may
 * share it.
 */
final class KeySource implements AutoCloseable {
    private static final int STATE_BYTES = Sha256.DIGEST_BYTES;
    private static final long FRESH = STATE_BYTES;
    private static final long PURPOSE = FRESH + 32;
    private static final long MESSAGE_BYTES = PURPOSE + 1;
    private static final long ROOM = 80;

    private final Randomness randomness;
    private final MemorySegment message;
    private final MemorySegment room;
    private final MemorySegment memory;

    KeySource(Randomness randomness) {
        this.randomness = randomness;
        memory = OffHeap.allocate(ROOM + Sha256.ROOM_BYTES);
        message = memory.asSlice(0, MESSAGE_BYTES);
        room = memory.asSlice(ROOM, Sha256.ROOM_BYTES);
        for (int i = 0; i < STATE_BYTES / 8; i++) {
            message.set(ValueLayout.JAVA_LONG_UNALIGNED, i * 8L, randomness.nextLong());
        }
    }

    /** Writes 32 bytes nobody can foretell to the start of {@code target}, which is off-heap. */
    synchronized void next(MemorySegment target) {
        for (int i = 0; i < 4; i++) {
            message.set(ValueLayout.JAVA_LONG_UNALIGNED, FRESH + i * 8L, randomness.nextLong());
        }
        message.set(ValueLayout.JAVA_BYTE, PURPOSE, (byte) 0);
        Sha256.digest(message, room);
        MemorySegment.copy(room, 0, target, 0, Sha256.DIGEST_BYTES);
        message.set(ValueLayout.JAVA_BYTE, PURPOSE, (byte) 1);
        Sha256.digest(message, room);
        MemorySegment.copy(room, 0, message, 0, STATE_BYTES);
        room.fill((byte) 0);
        message.asSlice(FRESH).fill((byte) 0);
    }

    @Override
    public synchronized void close() {
        memory.fill((byte) 0);
    }
}
