package org.stillcall.vault;

import static org.stillcall.base.Contract.check;
import static org.stillcall.base.Contract.require;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import org.stillcall.base.AesGcm;
import org.stillcall.base.OffHeap;
import org.stillcall.base.Randomness;

/**
 * The key table on the disk: two areas of fixed size in one file, at most one of them current, sealed as a whole under
 * the root key of its generation. One thread at a time.
 */
final class TableFile implements AutoCloseable {
    /** What of an update has just been done. */
    enum Step {
        ROOT_KEPT,
        TABLE_WRITTEN,
        ROOT_DESTROYED,
        AREA_OVERWRITTEN
    }

    /** Hears of each step of an update; for tests that end it there. */
    interface Steps {
        Steps UNHEARD = step -> {};

        void done(Step step);
    }

    /*
     * An update: the new root is kept; the table is sealed under it into the other area; the old root is destroyed; the
     * old area is overwritten; each is on the medium before the next begins. So at every moment the newest pair of a
     * root and an area that opens is either the old state or the new one, and once the old root is gone no copy of the
     * old area opens. Opening takes the newest pair and does what was left of the update. The making of a table ends
     * with generation 2, so that generation 1, which never held a key, says that it was interrupted.
     *
     * Area: kind 8, generation 8, length 8, nonce 12, zeros up to 64 (all this is authenticated); then ciphertext, tag,
     * zeros.
     */
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final long KIND = 0x5354434c4b455931L; // "STCLKEY1"
    private static final long GENERATION = 8;
    private static final long LENGTH = 16;
    private static final long NONCE = 24;
    private static final int HEAD = 64;
    private static final long FIRST = 1;
    private static final long PAGE = 4096;

    private final Slab slab;
    private final RootStore root;
    private final KeySource source;
    private final Randomness randomness;
    private final Steps steps;
    private final MemorySegment plain;
    private final MemorySegment area;
    private final MemorySegment key;
    private final MemorySegment room;
    private long generation;
    private int current;
    private boolean leftover;
    /** Areas that were written and could not be forced: what can be read of them says nothing of the medium. */
    private final boolean[] unforced = new boolean[2];

    /** For tables of at most {@code most} bytes. */
    TableFile(Slab slab, RootStore root, Randomness randomness, long most, Steps steps) {
        require(slab.size() == bytes(most), "A table's file has two areas.");
        this.slab = slab;
        this.root = root;
        this.randomness = randomness;
        this.steps = steps;
        source = new KeySource(randomness);
        plain = OffHeap.allocate(most).asSlice(0, most);
        area = OffHeap.allocate(slab.size() / 2).asSlice(0, slab.size() / 2);
        MemorySegment secrets = OffHeap.allocate(RootStore.KEY_BYTES + AesGcm.STILL_ROOM_BYTES);
        key = secrets.asSlice(0, RootStore.KEY_BYTES);
        room = secrets.asSlice(RootStore.KEY_BYTES, AesGcm.STILL_ROOM_BYTES);
    }

    /** How long the file of tables of at most {@code most} bytes is. */
    static long bytes(long most) {
        return 2 * written(most);
    }

    /** Room for a table, off-heap: what {@link #open} has read, and what {@link #write} is to write. */
    MemorySegment plain() {
        return plain;
    }

    /** Reads the table into its room and returns how long it is; 0 when there has never been one. */
    long open() {
        try {
            List<Long> roots = root.generations();
            for (long candidate : roots) {
                for (int i = 0; i < 2; i++) {
                    long length = read(i, candidate);
                    if (length > 0) {
                        generation = candidate;
                        current = i;
                        finish();
                        return generation == FIRST ? 0 : length;
                    }
                }
            }
            requireNew(roots);
            leftover = true; // of a making that was interrupted
            return 0;
        } catch (IOException e) {
            throw new VaultException("The key table cannot be read from the disk.", e);
        } finally {
            wipe();
        }
    }

    /** Throws unless nothing was ever kept here. */
    private void requireNew(List<Long> roots) throws IOException {
        boolean blank = true;
        long latest = 0;
        for (int i = 0; i < 2; i++) {
            slab.read(at(i), area);
            blank &= Slots.blank(area);
            latest = Math.max(latest, Math.abs(area.get(LONG, GENERATION)));
        }
        if (roots.isEmpty() && !blank) {
            throw new VaultException("The root key that opens the key table is missing or damaged.");
        }
        if (!roots.isEmpty() && blank && roots.getFirst() > FIRST) {
            throw new VaultException("The key table is missing, but its root key is there.");
        }
        if (!roots.isEmpty() && (roots.getFirst() > FIRST || latest > FIRST)) {
            throw new VaultException("The key table is damaged, or its root key is that of another table.");
        }
    }

    /** Opens one area into the table's room with the root of {@code wanted}; returns its length, 0 when it does not. */
    private long read(int i, long wanted) throws IOException {
        slab.read(at(i), area);
        long length = area.get(LONG, LENGTH);
        boolean fits = area.get(LONG, 0) == KIND
                && area.get(LONG, GENERATION) == wanted
                && length > 0
                && length % 8 == 0
                && length <= plain.byteSize()
                && Slots.blank(rest(length));
        if (!fits || !root.fetch(wanted, key)) {
            return 0;
        }
        try (AesGcm cipher = AesGcm.still(room, RootStore.KEY_BYTES, key)) {
            key.fill((byte) 0);
            boolean right = cipher.open(sealed(length), nonce(), head(), plain.asSlice(0, length));
            return right ? length : 0;
        }
    }

    /** Makes the first {@code length} bytes of the room the table, and overwrites the room. Durable when it returns. */
    void write(long length) {
        try {
            if (leftover) {
                finish();
            }
            long next = generation + 1;
            int other = 1 - current;
            leftover = true;
            source.next(key);
            root.keep(next, key);
            steps.done(Step.ROOT_KEPT);
            seal(next, length);
            put(other, written(length)); // the rest is zeros already
            generation = next;
            current = other;
            steps.done(Step.TABLE_WRITTEN);
            finish();
        } catch (IOException e) {
            throw new VaultException("The key table cannot be written to the disk.", e);
        } finally {
            plain.fill((byte) 0);
            wipe();
        }
    }

    /** Fills the area with the sealed table. */
    private void seal(long next, long length) {
        area.fill((byte) 0);
        byte[] nonce = new byte[AesGcm.NONCE_BYTES];
        randomness.nextBytes(nonce);
        area.set(LONG, 0, KIND);
        area.set(LONG, GENERATION, next);
        area.set(LONG, LENGTH, length);
        MemorySegment.copy(nonce, 0, area, ValueLayout.JAVA_BYTE, NONCE, nonce.length);
        try (AesGcm cipher = AesGcm.still(room, RootStore.KEY_BYTES, key)) {
            key.fill((byte) 0);
            cipher.seal(plain.asSlice(0, length), nonce, head(), sealed(length));
        }
    }

    /** Leaves nothing but the current pair. */
    private void finish() throws IOException {
        leftover = true;
        for (long other : root.generations()) {
            if (other != generation) {
                root.destroy(other);
            }
        }
        root.destroy(generation + 1); // a torn write has no generation
        steps.done(Step.ROOT_DESTROYED);
        overwriteOther();
        leftover = false;
        steps.done(Step.AREA_OVERWRITTEN);
    }

    /** So that the other area is all zeros. */
    private void overwriteOther() throws IOException {
        long at = at(1 - current);
        slab.read(at, area);
        long bytes = area.byteSize();
        while (bytes > 0 && Slots.blank(area.asSlice(bytes - PAGE, PAGE))) {
            bytes -= PAGE;
        }
        area.fill((byte) 0);
        if (unforced[1 - current]) {
            put(1 - current, area.byteSize());
        } else if (bytes > 0) {
            put(1 - current, bytes);
        }
    }

    /** Writes the first so many bytes of the area there; they are on the medium when this returns. */
    private void put(int i, long bytes) throws IOException {
        unforced[i] = true;
        slab.write(at(i), area.asSlice(0, bytes));
        slab.force();
        unforced[i] = false;
    }

    private long at(int i) {
        check(i == 0 || i == 1, "There are two areas.");
        return i * area.byteSize();
    }

    private byte[] head() {
        return area.asSlice(0, HEAD).toArray(ValueLayout.JAVA_BYTE);
    }

    private byte[] nonce() {
        return area.asSlice(NONCE, AesGcm.NONCE_BYTES).toArray(ValueLayout.JAVA_BYTE);
    }

    private MemorySegment sealed(long length) {
        return area.asSlice(HEAD, length + AesGcm.TAG_BYTES);
    }

    /** How much of an area such a table takes, in whole pages. */
    private static long written(long length) {
        return (HEAD + length + AesGcm.TAG_BYTES + PAGE - 1) / PAGE * PAGE;
    }

    private MemorySegment rest(long length) {
        return area.asSlice(HEAD + length + AesGcm.TAG_BYTES);
    }

    private void wipe() {
        key.fill((byte) 0);
        room.fill((byte) 0);
        area.fill((byte) 0);
    }

    @Override
    public void close() {
        wipe();
        plain.fill((byte) 0);
        source.close();
        try {
            slab.close();
        } finally {
            root.close();
        }
    }
}
