package org.stillcall.base;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Off-heap memory for tests. */
final class Rooms {
    private Rooms() {}

    static MemorySegment of(long bytes) {
        return Arena.ofAuto().allocate(Math.max(1, bytes), 16).asSlice(0, bytes);
    }

    static MemorySegment holding(byte[] bytes) {
        MemorySegment room = of(bytes.length);
        room.copyFrom(MemorySegment.ofArray(bytes));
        return room;
    }
}
