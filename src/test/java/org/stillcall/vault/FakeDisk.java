package org.stillcall.vault;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Randomness;

/**
 * The files of a key table in memory, with everything that was done to them in order: so that a test can look at the
 * order, break off at any point, and lose or tear what was not yet forced to the medium.
 */
final class FakeDisk {
    static final int SLOTS = 8;
    static final int ROOT = 0;
    static final int TABLE = 1;
    private static final int SECTOR = 512;

    /** What was done: a write, or a force, which has no bytes. A force that failed is at a place before the file. */
    record Operation(int file, long at, byte[] bytes) {
        boolean isForce() {
            return bytes.length == 0 && at >= 0;
        }

        boolean isFailedForce() {
            return at < 0;
        }

        boolean isWipe() {
            return bytes.length > 0 && Slots.blank(MemorySegment.ofArray(bytes));
        }

        String name() {
            return (isFailedForce() ? "fail " : isForce() ? "force " : isWipe() ? "wipe " : "write ")
                    + (file == ROOT ? "root" : "table");
        }
    }

    /** What became of writes that were not forced. */
    enum Loss {
        NONE_ARRIVED,
        ALL_ARRIVED,
        FIRST_SECTOR_ARRIVED,
        REST_ARRIVED,
        EVERY_OTHER_SECTOR_ARRIVED
    }

    final AtomicLong wallMillis =
            new AtomicLong(Instant.parse("2026-11-22T12:00:00Z").toEpochMilli());
    final AtomicLong nanos = new AtomicLong();
    final List<Operation> journal = new ArrayList<>();
    final byte[][] files;
    private final byte[][] origin;
    private final int slots;
    private final long seed;
    private int opened;
    volatile boolean failing;
    /** How many forces succeed before one fails, after which the system takes for written what was not. */
    final AtomicLong forcesBeforeOneFails = new AtomicLong(Long.MAX_VALUE);

    volatile boolean torn; // what fails has been written nevertheless
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile CountDownLatch forces = new CountDownLatch(0);

    FakeDisk(int slots, long seed) {
        this(
                slots,
                seed,
                new byte[(int) FileRoot.FILE_BYTES],
                new byte[(int) TableFile.bytes(Slots.SLOT_BYTES * (1L + slots))]);
    }

    FakeDisk(int slots, long seed, byte[] root, byte[] table) {
        this.slots = slots;
        this.seed = seed;
        origin = new byte[][] {root, table};
        files = new byte[][] {root.clone(), table.clone()};
    }

    KeyTable open() {
        return open(step -> {});
    }

    KeyTable open(TableFile.Steps steps) {
        Randomness randomness = Randomness.seeded(1_000_003 * seed + opened++);
        return open(new FileRoot(slab(ROOT)), randomness, steps);
    }

    KeyTable open(RootStore root, Randomness randomness, TableFile.Steps steps) {
        return KeyTable.open(slab(TABLE), root, randomness, new KeyTable.Setting(slots, wall(), nanos::get), steps);
    }

    private InstantSource wall() {
        return () -> Instant.ofEpochMilli(wallMillis.get());
    }

    Slab slab(int file) {
        return new Slab() {
            @Override
            public long size() {
                return files[file].length;
            }

            @Override
            public void read(long at, MemorySegment into) {
                MemorySegment.copy(files[file], (int) at, into, ValueLayout.JAVA_BYTE, 0, (int) into.byteSize());
            }

            @Override
            public void write(long at, MemorySegment bytes) throws IOException {
                if (file == TABLE) {
                    await(gate);
                }
                byte[] copy = bytes.toArray(ValueLayout.JAVA_BYTE);
                if (failing) {
                    if (torn) {
                        System.arraycopy(copy, 0, files[file], (int) at, copy.length);
                    }
                    throw new IOException("No room.");
                }
                System.arraycopy(copy, 0, files[file], (int) at, copy.length);
                record(new Operation(file, at, copy));
            }

            @Override
            public void force() throws IOException {
                if (failing) {
                    throw new IOException("No medium.");
                }
                if (forcesBeforeOneFails.getAndDecrement() == 0) {
                    record(new Operation(file, -1, new byte[0]));
                    throw new IOException("The medium failed.");
                }
                record(new Operation(file, 0, new byte[0]));
                forces.countDown();
            }

            @Override
            public void close() {}
        };
    }

    private void record(Operation operation) {
        synchronized (journal) {
            journal.add(operation);
        }
    }

    int operations() {
        synchronized (journal) {
            return journal.size();
        }
    }

    List<String> since(int operation) {
        synchronized (journal) {
            return journal.stream().skip(operation).map(Operation::name).toList();
        }
    }

    /** What is on the medium when the power fails after so many operations. */
    FakeDisk after(int operations, Loss loss) {
        byte[][] left = {origin[ROOT].clone(), origin[TABLE].clone()};
        for (int i = 0; i < operations; i++) {
            Operation operation = journal.get(i);
            Operation end = firstForce(i + 1, operations, operation.file());
            boolean forced = end != null && end.isForce();
            apply(operation, forced ? Loss.ALL_ARRIVED : loss, left[operation.file()]);
        }
        FakeDisk disk = new FakeDisk(slots, seed + operations + 1, left[ROOT], left[TABLE]);
        disk.wallMillis.set(wallMillis.get());
        return disk;
    }

    /**
     * The force that was to bring a write to the medium: a later one does nothing for it any more, if this one failed.
     */
    private @Nullable Operation firstForce(int from, int to, int file) {
        for (int i = from; i < to; i++) {
            Operation next = journal.get(i);
            if (next.file() == file && (next.isForce() || next.isFailedForce())) {
                return next;
            }
        }
        return null;
    }

    private static void apply(Operation operation, Loss loss, byte[] file) {
        byte[] bytes = operation.bytes();
        for (int at = 0; at < bytes.length; at += SECTOR) {
            boolean arrived = switch (loss) {
                case NONE_ARRIVED -> false;
                case ALL_ARRIVED -> true;
                case FIRST_SECTOR_ARRIVED -> at == 0;
                case REST_ARRIVED -> at > 0;
                case EVERY_OTHER_SECTOR_ARRIVED -> at / SECTOR % 2 == 1;
            };
            if (arrived) {
                System.arraycopy(bytes, at, file, (int) operation.at() + at, Math.min(SECTOR, bytes.length - at));
            }
        }
    }

    /** These files as they are now. */
    FakeDisk copy() {
        return with(files[ROOT], files[TABLE]);
    }

    FakeDisk with(byte[] root, byte[] table) {
        FakeDisk disk = new FakeDisk(slots, seed + 1, root.clone(), table.clone());
        disk.wallMillis.set(wallMillis.get());
        return disk;
    }

    /** With one byte changed. */
    FakeDisk flipped(int file, int at) {
        byte[][] changed = {files[ROOT].clone(), files[TABLE].clone()};
        changed[file][at] ^= 0x10;
        return with(changed[ROOT], changed[TABLE]);
    }

    /** Where the bytes lie that are not zero, of both files. */
    List<int[]> meaningful() {
        List<int[]> places = new ArrayList<>();
        for (int file = 0; file < files.length; file++) {
            for (int at = 0; at < files[file].length; at++) {
                if (files[file][at] != 0) {
                    places.add(new int[] {file, at});
                }
            }
        }
        return places;
    }

    boolean sameAs(FakeDisk other) {
        return Arrays.deepEquals(files, other.files);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
