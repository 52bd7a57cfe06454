package org.stillcall.vault;

import static org.stillcall.base.Contract.require;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.AesGcm;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Limits;
import org.stillcall.base.Randomness;

/**
 * The keys under which everything personal is sealed, one for each row, in a table of fixed size: to delete a row is to
 * destroy its key. Threads may share it; what changes it returns when the change is on the medium.
 */
public final class KeyTable implements AutoCloseable {
    /** The table's place in the data folder. */
    public static final String FILE = "keys.table";

    private static final long HEAD = TableHead.BYTES;
    static final long FILE_BYTES = TableFile.bytes(HEAD + (long) Limits.KEY_SLOTS * Slots.SLOT_BYTES);
    private static final int STEP = 256; // slots
    private static final int ROOM_BYTES = (AesGcm.STILL_ROOM_BYTES + 15) / 16 * 16;
    private static final String GONE = "The key is destroyed, or never was.";
    private static final String NOT_MADE = "No key can be made: the key table cannot be written to the disk.";
    private static final String NOT_CHANGED = "The key's end is not on the disk yet: the key table cannot be written.";
    private static final String NOT_DESTROYED = "The key is out of use, but a copy is still on the disk: "
            + "the key table cannot be written. It is tried again each second.";

    /*
     * The slots are guarded by a lock that many readers share, so that a key in use is never half overwritten, and none
     * is in use any more when destroy has overwritten it. A change is made in the slots first, then the saver is asked
     * for a ticket; it copies the slots and writes them, for all who asked meanwhile at once.
     */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Slots slots;
    private final KeySource source;
    private final Randomness randomness;
    private final TableFile file;
    private final SteadyClock clock;
    private final Saver saver;
    private final boolean fresh;
    private final TableHead head;
    private volatile @Nullable Supplier<MerkleTree.Head> log;
    private final BlockPool pool = new BlockPool(ROOM_BYTES, Limits.KEY_ROOMS);
    private final Semaphore rooms = new Semaphore(Limits.KEY_ROOMS);

    private KeyTable(Slots slots, TableFile file, Randomness randomness, InstantSource wall, LongSupplier nanos) {
        this.slots = slots;
        this.file = file;
        this.randomness = randomness;
        long length = file.open();
        MemorySegment plain = file.plain();
        fresh = length == 0;
        head = fresh ? TableHead.none() : TableHead.read(plain);
        boolean sound = fresh || length % Slots.SLOT_BYTES == 0 && slots.load(plain.asSlice(HEAD, length - HEAD));
        plain.fill((byte) 0);
        if (!sound) {
            throw new VaultException("The key table is damaged: it opens, but holds no keys.");
        }
        clock = new SteadyClock(wall, nanos, head.millis());
        source = new KeySource(randomness);
        saver = new Saver(this::put, head.millis());
        if (fresh) {
            make();
        }
    }

    private void make() {
        try {
            saver.save(NOT_MADE);
            saver.save(NOT_MADE); // the second generation says that the making is over, see TableFile
        } catch (VaultException e) {
            saver.close();
            throw e;
        }
    }

    /**
     * Opens the table in {@code folder}, or makes it when neither it nor a root key is there; the root store is closed
     * with it, or at once when this throws {@link VaultException}.
     */
    public static KeyTable open(Path folder, RootStore root, Randomness randomness, Clock clock) {
        Slab slab;
        try {
            slab = FileSlab.open(folder, FILE, FILE_BYTES);
        } catch (VaultException e) {
            root.close();
            throw e;
        }
        return open(slab, root, randomness, new Setting(Limits.KEY_SLOTS, clock, System::nanoTime), step -> {});
    }

    /** Whether there is a table in this folder, or what is left of one. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /** How many slots, and what tells the time. */
    record Setting(int slots, InstantSource wall, LongSupplier nanos) {}

    static KeyTable open(Slab slab, RootStore root, Randomness randomness, Setting setting, TableFile.Steps steps) {
        long most = HEAD + (long) setting.slots() * Slots.SLOT_BYTES;
        TableFile file = new TableFile(slab, root, randomness, most, steps);
        Slots slots = new Slots(setting.slots());
        try {
            return new KeyTable(slots, file, randomness, setting.wall(), setting.nanos());
        } catch (RuntimeException e) {
            slots.close();
            file.close();
            throw e;
        }
    }

    /** Whether this opening has made the table: then nothing sealed earlier can be opened. */
    public boolean fresh() {
        return fresh;
    }

    /**
     * How far the log of receipts had come when the table was last written before this opening: a log that does not go
     * on from there was cut back, rewritten or replaced.
     */
    public MerkleTree.Head logHead() {
        return head.log();
    }

    /** From now on each write of the table writes down how far that log has come. */
    public void follow(ReceiptLog receipts) {
        log = receipts::head;
    }

    /** Writes the table as it is: the time, and how far the log has come. */
    public void write() {
        saver.save(NOT_CHANGED);
    }

    /** Makes a key that ends at {@code end} (to the second, not later); empty when the table is full. */
    public Optional<KeyId> create(Instant end) {
        return create(List.of(end)).stream().findFirst();
    }

    /** Makes a key for each end, all with one write of the table; none, and an empty list, when they do not all fit. */
    public List<KeyId> create(List<Instant> ends) {
        Map<KeyId, Instant> made = new LinkedHashMap<>();
        for (Instant end : ends) {
            byte[] name = new byte[KeyId.BYTES];
            randomness.nextBytes(name);
            made.put(KeyId.of(name), end);
        }
        boolean room = changing(() -> {
            boolean enough = slots.free() >= made.size();
            if (enough) {
                made.forEach((id, end) -> slots.add(id, end.getEpochSecond(), source));
            }
            return enough;
        });
        if (!room || made.isEmpty()) {
            return List.of();
        }
        try {
            saver.save(NOT_MADE);
        } catch (VaultException e) {
            changing(() -> {
                made.keySet().forEach(slots::drop);
                return true;
            });
            throw e;
        }
        return List.copyOf(made.keySet());
    }

    /** The names of all keys there are. */
    public Set<KeyId> ids() {
        return reading(slots::ids);
    }

    public boolean holds(KeyId id) {
        return reading(() -> slots.holds(id));
    }

    /** When the key ends; empty when there is no such key. */
    public Optional<Instant> end(KeyId id) {
        return Optional.ofNullable(reading(() -> slots.end(id))).map(Instant::ofEpochSecond);
    }

    /** Sets the key's end (to the second, not later); throws {@link VaultException} when there is no such key. */
    public void endAt(KeyId id, Instant end) {
        if (!changing(() -> slots.endAt(id, end.getEpochSecond()))) {
            throw new VaultException(GONE);
        }
        saver.save(NOT_CHANGED);
    }

    /**
     * Seals {@code plain} (AES-256-GCM) so that it opens with this key and {@code context} only: nonce, ciphertext,
     * tag. Throws {@link VaultException} when there is no such key.
     */
    public byte[] seal(KeyId id, byte[] plain, byte[] context) {
        require(plain.length <= Limits.KEY_TEXT_BYTES, "A text to seal is at most 1 MiB long.");
        byte[] nonce = new byte[AesGcm.NONCE_BYTES];
        randomness.nextBytes(nonce);
        byte[] sealed = Arrays.copyOf(nonce, nonce.length + plain.length + AesGcm.TAG_BYTES);
        return with(id, cipher -> {
                    try (Text text = new Text(plain.length)) {
                        text.bytes().copyFrom(MemorySegment.ofArray(plain));
                        cipher.seal(
                                text.bytes(),
                                nonce,
                                associated(id, context),
                                MemorySegment.ofArray(sealed).asSlice(nonce.length));
                        return sealed;
                    }
                })
                .orElseThrow(() -> new VaultException(GONE));
    }

    /** What was sealed; empty when there is no such key, or it was not sealed so, or is damaged. */
    public Optional<byte[]> open(KeyId id, byte[] sealed, byte[] context) {
        int length = sealed.length - AesGcm.NONCE_BYTES - AesGcm.TAG_BYTES;
        if (length < 0 || length > Limits.KEY_TEXT_BYTES) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOf(sealed, AesGcm.NONCE_BYTES);
        MemorySegment rest = MemorySegment.ofArray(sealed).asSlice(nonce.length);
        return with(id, cipher -> {
            try (Text text = new Text(length)) {
                boolean right = cipher.open(rest, nonce, associated(id, context), text.bytes());
                return right ? text.bytes().toArray(ValueLayout.JAVA_BYTE) : null;
            }
        });
    }

    /**
     * Destroys these keys; names without a key do no harm. They are out of memory at once, and off the disk when this
     * returns; when it throws {@link VaultException} they are out of memory only, and writing is tried again.
     */
    public void destroy(Collection<KeyId> ids) {
        boolean changed = changing(() -> {
            boolean any = false;
            for (KeyId id : ids) {
                any |= slots.drop(id);
            }
            return any;
        });
        if (changed || saver.behind()) {
            saver.save(NOT_DESTROYED);
        }
    }

    /** The keys whose end has come. */
    public List<KeyId> overdue() {
        long second = Math.floorDiv(clock.millis(), 1000);
        return reading(() -> slots.overdue(second));
    }

    /** The time, which never goes back: not by the wall clock, and not by a restart. */
    public Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /**
     * By how much {@link #now} is ahead of the machine's clock, because that was set back; next to nothing as a rule.
     */
    public Duration ahead() {
        return Duration.ofMillis(clock.aheadMillis());
    }

    /** How many keys can still be made. */
    public int free() {
        return reading(slots::free);
    }

    /**
     * To be called each minute or so: writes the time down when that was done ten minutes ago, and whatever could not
     * be written before; throws {@link VaultException} when that fails.
     */
    public void tick() {
        if (saver.behind() || clock.millis() - saver.mark() >= Limits.KEY_MARK_MILLIS) {
            saver.save(NOT_DESTROYED);
        }
    }

    /** Copies the slots and writes them; returns the time written down. */
    private long put() {
        long now = clock.millis();
        Supplier<MerkleTree.Head> receipts = log;
        TableHead next = new TableHead(now, receipts == null ? head.log() : receipts.get());
        MemorySegment plain = file.plain();
        long length = reading(() -> {
            long bytes = slots.bytes(STEP);
            slots.copyTo(plain.asSlice(HEAD, bytes));
            return HEAD + bytes;
        });
        next.write(plain);
        file.write(length);
        return now;
    }

    private static byte[] associated(KeyId id, byte[] context) {
        byte[] all = Arrays.copyOf(id.bytes(), KeyId.BYTES + context.length);
        System.arraycopy(context, 0, all, KeyId.BYTES, context.length);
        return all;
    }

    /** Lends a cipher with the key; empty when there is no such key, or nothing came of the work. */
    private <T> Optional<T> with(KeyId id, Function<AesGcm, @Nullable T> work) {
        rooms.acquireUninterruptibly();
        try {
            return Optional.ofNullable(reading(() -> {
                MemorySegment key = slots.key(id);
                if (key == null) {
                    return null;
                }
                try (Block room = Objects.requireNonNull(pool.take());
                        AesGcm cipher = AesGcm.still(room.segment(), RootStore.KEY_BYTES, key)) {
                    return work.apply(cipher);
                }
            }));
        } finally {
            rooms.release();
        }
    }

    /** A text off the heap, overwritten at the end. */
    private record Text(Arena arena, MemorySegment bytes) implements AutoCloseable {
        Text(int length) {
            Arena arena = Arena.ofConfined();
            this(arena, arena.allocate(length));
        }

        @Override
        public void close() {
            bytes.fill((byte) 0);
            arena.close();
        }
    }

    private interface Work<T extends @Nullable Object> {
        T run();
    }

    private <T extends @Nullable Object> T reading(Work<T> work) {
        return holding(lock.readLock(), work);
    }

    private boolean changing(Work<Boolean> work) {
        return holding(lock.writeLock(), work);
    }

    private static <T extends @Nullable Object> T holding(Lock held, Work<T> work) {
        held.lock();
        try {
            return work.run();
        } finally {
            held.unlock();
        }
    }

    /** Overwrites every key in memory; the table on the disk stays. */
    @Override
    public void close() {
        saver.close();
        boolean wiped = changing(() -> {
            slots.close();
            source.close();
            return true;
        });
        if (wiped) {
            file.close();
        }
    }
}
