package org.stillcall.vault;

import static org.stillcall.base.Contract.require;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Randomness;

/**
 * The append-only log of receipts in one folder, open in one process. Any thread may call any method; what it answers
 * speaks of receipts that are on the disk under a signed checkpoint.
 *
 * <p>Appending is done in batches: a thread puts its leaf in the queue; the first that finds nobody writing takes all
 * that waits, writes the leaves, forces them to the disk, writes and forces one checkpoint over them, and wakes the
 * others. So a checkpoint never counts a leaf that is not on the disk, and a leaf without a checkpoint was promised to
 * nobody: opening drops it, and signs nothing that it did not write itself.
 */
public final class ReceiptLog implements AutoCloseable {
    /** The log's place in the data folder. */
    public static final String FOLDER = "receipts";
    /** Most receipts that {@link #list} answers at once; it answers fewer than asked rather than more. */
    public static final int LIST = 1_000;

    private final ReceiptFiles files;
    private final LogSigner signer;
    private final InstantSource clock;

    private final ReentrantLock queue = new ReentrantLock();
    private final Condition written = queue.newCondition();
    private List<Waiting> waiting = new ArrayList<>();
    private boolean writing;

    /** Touched by the writing thread only. */
    private Frontier frontier;

    private long checkpointsBytes;
    private long lastHour;
    private boolean broken;

    private final LeafHashes hashes;
    private volatile Checkpoint published;

    private static final class Waiting {
        final ReceiptKind kind;
        final long hour;
        final byte[] token;
        boolean done;

        @Nullable
        Receipt receipt;

        @Nullable
        Throwable failure;

        Waiting(ReceiptKind kind, long hour, byte[] token) {
            this.kind = kind;
            this.hour = hour;
            this.token = token.clone();
        }

        void done(@Nullable Receipt written, @Nullable Throwable reason) {
            receipt = written;
            failure = reason;
            done = true;
        }
    }

    private ReceiptLog(ReceiptOpening.Opened opened, InstantSource clock) {
        this.files = opened.files();
        this.signer = opened.signer();
        this.clock = clock;
        this.frontier = opened.frontier();
        this.checkpointsBytes = opened.checkpointsBytes();
        this.hashes = opened.hashes();
        this.published = opened.last();
        this.lastHour = size() == 0 ? 0 : get(size() - 1).hour();
    }

    /** Whether there is a log in this folder, or what is left of one. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(ReceiptFiles.LEAVES))
                || Files.exists(folder.resolve(ReceiptFiles.CHECKPOINTS))
                || Files.exists(folder.resolve(ReceiptFiles.PRIVATE_KEY));
    }

    /**
     * Opens the log in this folder, making it with a new key if nothing is there.
     *
     * @throws ReceiptException when another process has it open or it is not whole
     */
    public static ReceiptLog open(Path folder, Randomness randomness, InstantSource clock) {
        return open(folder, randomness, clock, step -> {});
    }

    static ReceiptLog open(Path folder, Randomness randomness, InstantSource clock, Consumer<ReceiptFiles.Step> steps) {
        return new ReceiptLog(ReceiptOpening.open(folder, randomness, steps), clock);
    }

    /**
     * Adds a receipt of this hour, or of the last one's if that is later. When it returns the receipt is on the disk
     * under a signed checkpoint.
     *
     * @param token 16 random bytes that name nobody
     * @throws ReceiptException when the disk did not take it
     */
    public Receipt append(ReceiptKind kind, byte[] token) {
        require(token.length == Receipt.TOKEN_BYTES, "A receipt's token has 16 bytes.");
        Waiting mine = new Waiting(kind, TimeUnit.MILLISECONDS.toHours(clock.millis()), token);
        queue.lock();
        try {
            waiting.add(mine);
            while (!mine.done) {
                if (writing) {
                    written.awaitUninterruptibly();
                } else {
                    writeAllThatWaits();
                }
            }
        } finally {
            queue.unlock();
        }
        if (mine.receipt == null) {
            throw new ReceiptException("The receipt could not be written: look at the disk.", mine.failure);
        }
        return mine.receipt;
    }

    /** Called with the queue's lock, which it gives back while it writes. */
    private void writeAllThatWaits() {
        List<Waiting> batch = waiting;
        waiting = new ArrayList<>();
        writing = true;
        queue.unlock();
        List<Receipt> receipts = List.of();
        Throwable failure = null;
        try {
            receipts = write(batch);
        } catch (IOException | RuntimeException e) {
            failure = e;
        } finally {
            queue.lock();
            writing = false;
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).done(i < receipts.size() ? receipts.get(i) : null, failure);
            }
            written.signalAll();
        }
    }

    private List<Receipt> write(List<Waiting> batch) throws IOException {
        Checkpoint before = published;
        Frontier next = frontier.copy();
        List<Receipt> receipts = new ArrayList<>();
        List<byte[]> leafHashes = new ArrayList<>();
        byte[] leaves = new byte[batch.size() * Receipt.LEAF_BYTES];
        for (Waiting one : batch) {
            long earliest = receipts.isEmpty() ? lastHour : receipts.getLast().hour();
            Receipt receipt = new Receipt(next.size(), one.kind, Math.max(earliest, one.hour), one.token);
            byte[] leaf = receipt.leaf();
            System.arraycopy(leaf, 0, leaves, receipts.size() * Receipt.LEAF_BYTES, Receipt.LEAF_BYTES);
            receipts.add(receipt);
            leafHashes.add(MerkleTree.leafHash(leaf));
            next.add(leafHashes.getLast());
        }
        Checkpoint checkpoint = signer.sign(next.head());
        byte[] note = checkpoint.text().getBytes(StandardCharsets.UTF_8);
        put(before.size() * Receipt.LEAF_BYTES, leaves, note);
        files.date(receipts.getLast().hour());
        leafHashes.forEach(hashes::add);
        lastHour = receipts.getLast().hour();
        frontier = next;
        checkpointsBytes += note.length;
        published = checkpoint;
        return receipts;
    }

    /** Puts both on the disk or leaves everything as it was; if neither can be had, nothing is written any more. */
    private void put(long offset, byte[] leaves, byte[] note) throws IOException {
        if (broken) {
            throw new ReceiptException("The receipt log failed before: start the server anew.");
        }
        broken = true;
        try {
            files.append(offset, leaves, checkpointsBytes, note);
        } catch (IOException | RuntimeException e) {
            files.cut(offset, checkpointsBytes);
            broken = false;
            throw e;
        }
        broken = false;
    }

    /** How many receipts there are. */
    public long size() {
        return published.size();
    }

    /** The root over all receipts, 32 bytes. */
    public byte[] root() {
        return published.root();
    }

    /** How many receipts there are and the root over them. */
    public MerkleTree.Head head() {
        return published.head();
    }

    /** Whether the log begins with all the receipts of which this was the head. */
    public boolean goesOnFrom(MerkleTree.Head earlier) {
        return earlier.size() <= size() && Arrays.equals(MerkleTree.root(earlier.size(), hashes), earlier.root());
    }

    /** The newest signed checkpoint; there is always one, over no receipts at first. */
    public Checkpoint checkpoint() {
        return published;
    }

    /** What checks the checkpoints. */
    public LogKey key() {
        return signer.key();
    }

    public Receipt get(long index) {
        require(index >= 0 && index < size(), "There is no receipt with this index.");
        return list(index, 1).getFirst();
    }

    /** Up to {@code count} receipts (and up to {@link #LIST}) from index {@code from} on, oldest first. */
    public List<Receipt> list(long from, int count) {
        require(from >= 0 && count >= 0, "An index and a count are not below 0.");
        int some = (int) Math.max(0, Math.min(Math.min(count, LIST), size() - from));
        if (some == 0) {
            return List.of();
        }
        try {
            byte[] leaves = files.leaves(from, some);
            List<Receipt> receipts = new ArrayList<>();
            for (int i = 0; i < some; i++) {
                byte[] leaf = Arrays.copyOfRange(leaves, i * Receipt.LEAF_BYTES, (i + 1) * Receipt.LEAF_BYTES);
                receipts.add(Receipt.of(from + i, leaf)
                        .orElseThrow(() -> new ReceiptException("The receipt log was changed from outside.")));
            }
            return receipts;
        } catch (IOException e) {
            throw new ReceiptException("The receipt log cannot be read.", e);
        }
    }

    /** {@link #inclusion(long, long)} in all receipts there are; ask for a size to match a checkpoint taken before. */
    public List<byte[]> inclusion(long index) {
        return inclusion(index, size());
    }

    /** The audit path of one receipt in the first {@code size}, from the leaf upwards. */
    public List<byte[]> inclusion(long index, long size) {
        require(size <= size(), "There are not so many receipts.");
        return MerkleTree.inclusion(index, size, hashes);
    }

    /** {@link #consistency(long, long)} with all receipts there are. */
    public List<byte[]> consistency(long oldSize) {
        return consistency(oldSize, size());
    }

    /** Proves that the first {@code oldSize} receipts stand unchanged in the first {@code size}. */
    public List<byte[]> consistency(long oldSize, long size) {
        require(size <= size(), "There are not so many receipts.");
        return MerkleTree.consistency(oldSize, size, hashes);
    }

    @Override
    public void close() {
        queue.lock();
        try {
            while (writing) {
                written.awaitUninterruptibly();
            }
            broken = true;
            files.close();
        } finally {
            queue.unlock();
        }
    }
}
