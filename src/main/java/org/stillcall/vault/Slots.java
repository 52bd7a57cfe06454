package org.stillcall.vault;

import static org.stillcall.base.Contract.check;
import static org.stillcall.base.Contract.require;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.OffHeap;

/**
 * The key table in memory: so many slots of 64 bytes off the heap, each empty (zeros) or a name, a key and its end.
 * Its owner lets one thread change it at a time.
 */
final class Slots implements AutoCloseable {
    static final int SLOT_BYTES = 64;
    private static final int KEY_BYTES = 32;
    private static final long KEY = KeyId.BYTES;
    private static final long END = KEY + KEY_BYTES;
    private static final long STATE = END + 8;
    private static final long USED = 1;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final int count;
    private final MemorySegment memory;
    private final BitSet used;
    private final Map<KeyId, Integer> places = new HashMap<>();

    Slots(int count) {
        require(count > 0, "A table has at least one slot.");
        this.count = count;
        memory = OffHeap.allocate((long) count * SLOT_BYTES);
        used = new BitSet(count);
    }

    /** Whether there is nothing but zeros. */
    static boolean blank(MemorySegment bytes) {
        long sum = 0;
        for (long at = 0; at < bytes.byteSize(); at += 8) {
            sum |= bytes.get(LONG, at);
        }
        return sum == 0;
    }

    int free() {
        return count - used.cardinality();
    }

    Set<KeyId> ids() {
        return Set.copyOf(places.keySet());
    }

    boolean holds(KeyId id) {
        return places.containsKey(id);
    }

    /** Makes a key in an empty slot, of which there must be one. */
    void add(KeyId id, long endSecond, KeySource source) {
        int place = used.nextClearBit(0);
        check(place < count && !holds(id), "A new key has a slot and a new name.");
        MemorySegment slot = slot(place);
        source.next(slot.asSlice(KEY, KEY_BYTES));
        MemorySegment.copy(id.bytes(), 0, slot, ValueLayout.JAVA_BYTE, 0, KeyId.BYTES);
        slot.set(LONG, END, endSecond);
        slot.set(LONG, STATE, USED);
        used.set(place);
        places.put(id, place);
    }

    /** The key itself, where it stands, or null when there is none. */
    @Nullable
    MemorySegment key(KeyId id) {
        Integer place = places.get(id);
        return place == null ? null : slot(place).asSlice(KEY, KEY_BYTES);
    }

    /** The second since the epoch in which the key ends, or null when there is none. */
    @Nullable
    Long end(KeyId id) {
        Integer place = places.get(id);
        return place == null ? null : slot(place).get(LONG, END);
    }

    /** Whether there is such a key. */
    boolean endAt(KeyId id, long second) {
        Integer place = places.get(id);
        if (place != null) {
            slot(place).set(LONG, END, second);
        }
        return place != null;
    }

    /** Overwrites the slot; false when there is none. */
    boolean drop(KeyId id) {
        Integer place = places.remove(id);
        if (place == null) {
            return false;
        }
        slot(place).fill((byte) 0);
        used.clear(place);
        return true;
    }

    /** The keys whose end is not after {@code second}. */
    List<KeyId> overdue(long second) {
        List<KeyId> found = new ArrayList<>();
        places.forEach((id, place) -> {
            if (slot(place).get(LONG, END) <= second) {
                found.add(id);
            }
        });
        return found;
    }

    /** How many bytes from the first slot on have to be kept: up to the last slot in use, in whole steps. */
    long bytes(int step) {
        int steps = (used.length() + step - 1) / step;
        return (long) Math.min(count, Math.max(1, steps) * step) * SLOT_BYTES;
    }

    void copyTo(MemorySegment target) {
        MemorySegment.copy(memory, 0, target, 0, target.byteSize());
    }

    /** Takes the slots from {@code source}; false, and all slots empty, when it is no table. */
    boolean load(MemorySegment source) {
        MemorySegment.copy(source, 0, memory, 0, source.byteSize());
        byte[] name = new byte[KeyId.BYTES];
        for (int place = 0; place < source.byteSize() / SLOT_BYTES; place++) {
            MemorySegment slot = slot(place);
            long state = slot.get(LONG, STATE);
            MemorySegment.copy(slot, ValueLayout.JAVA_BYTE, 0, name, 0, KeyId.BYTES);
            boolean sound = state == USED ? places.put(KeyId.of(name), place) == null : blank(slot);
            if (!sound) {
                close();
                return false;
            }
            used.set(place, state == USED);
        }
        return true;
    }

    private MemorySegment slot(int place) {
        return memory.asSlice((long) place * SLOT_BYTES, SLOT_BYTES);
    }

    @Override
    public void close() {
        memory.fill((byte) 0);
        used.clear();
        places.clear();
    }
}
