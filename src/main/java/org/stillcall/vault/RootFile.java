package org.stillcall.vault;

import static org.stillcall.base.Contract.check;
import static org.stillcall.base.Contract.require;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.stillcall.base.OffHeap;
import org.stillcall.base.Sha256;

/**
 * Two places in one file, each for a few secret bytes of one generation: odd generations in one, even in the other.
 * Written in place, a page each, so that a torn write harms one of them only. One thread at a time.
 */
final class RootFile implements AutoCloseable {
    /** Bytes kept with a generation. */
    static final int CONTENT_BYTES = 48;

    static final int PAGE = 4096;
    static final int PLACES = 2;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final long KIND = 0x5354434c524f4f31L; // "STCLROO1"
    private static final long GENERATION = 8;
    private static final long CONTENT = 16;
    private static final long CHECKED = CONTENT + CONTENT_BYTES;

    private final Slab slab;
    private final MemorySegment page = OffHeap.allocate(PAGE);
    private final MemorySegment room = OffHeap.allocate(Sha256.ROOM_BYTES);
    /**
     * Places that were written and could not be forced: the system may take them for written all the same, so that what
     * it shows of them says nothing of the medium, and only a further write and force does.
     */
    private final boolean[] unforced = new boolean[PLACES];

    RootFile(Slab slab) {
        require(slab.size() == PLACES * PAGE, "A file of roots has two pages.");
        this.slab = slab;
    }

    void put(long generation, MemorySegment content) {
        require(generation > 0, "Generations count from one.");
        require(content.byteSize() == CONTENT_BYTES, "A root's content has one size.");
        long there = read(at(generation)) ? page.get(LONG, GENERATION) : generation;
        page.fill((byte) 0);
        check(there == generation, "The place of a root is free.");
        page.set(LONG, 0, KIND);
        page.set(LONG, GENERATION, generation);
        MemorySegment.copy(content, 0, page, CONTENT, CONTENT_BYTES);
        Sha256.digest(page.asSlice(0, CHECKED), room);
        MemorySegment.copy(room, 0, page, CHECKED, Sha256.DIGEST_BYTES);
        write(at(generation));
    }

    /** Writes the content to {@code into} (off-heap); false when there is none of this generation, or a damaged one. */
    boolean get(long generation, MemorySegment into) {
        boolean found = read(at(generation)) && page.get(LONG, GENERATION) == generation;
        if (found) {
            MemorySegment.copy(page, CONTENT, into, 0, CONTENT_BYTES);
        }
        wipe();
        return found;
    }

    /** Overwrites the place of this generation, whatever stands there: a torn write too, never a whole other one. */
    void clear(long generation) {
        boolean whole = read(at(generation));
        boolean other = whole && page.get(LONG, GENERATION) != generation;
        boolean blank = !whole && Slots.blank(page);
        wipe();
        if (!other && (!blank || unforced[place(at(generation))])) {
            page.fill((byte) 0);
            write(at(generation));
        }
    }

    /** The generations that are here unharmed, the newest first. */
    List<Long> generations() {
        List<Long> found = new ArrayList<>();
        for (int place = 0; place < PLACES; place++) {
            if (read((long) place * PAGE)) {
                found.add(page.get(LONG, GENERATION));
            }
        }
        wipe();
        found.sort((one, other) -> Long.compare(other, one));
        return found;
    }

    private static long at(long generation) {
        return generation % PLACES * PAGE;
    }

    private static int place(long at) {
        return (int) (at / PAGE);
    }

    /** Whether a whole root stands there; it is in the page then. */
    private boolean read(long at) {
        try {
            slab.read(at, page);
        } catch (IOException e) {
            throw new VaultException("The root key cannot be read from the disk.", e);
        }
        Sha256.digest(page.asSlice(0, CHECKED), room);
        return page.get(LONG, 0) == KIND
                && page.get(LONG, GENERATION) > 0
                && at(page.get(LONG, GENERATION)) == at
                && Slots.blank(page.asSlice(CHECKED + Sha256.DIGEST_BYTES))
                && page.asSlice(CHECKED, Sha256.DIGEST_BYTES).mismatch(room.asSlice(0, Sha256.DIGEST_BYTES)) < 0;
    }

    private void write(long at) {
        try {
            unforced[place(at)] = true;
            slab.write(at, page);
            slab.force();
            unforced[place(at)] = false;
        } catch (IOException e) {
            throw new VaultException("The root key cannot be written to the disk.", e);
        } finally {
            wipe();
        }
    }

    private void wipe() {
        page.fill((byte) 0);
        room.fill((byte) 0);
    }

    @Override
    public void close() {
        wipe();
        slab.close();
    }
}
