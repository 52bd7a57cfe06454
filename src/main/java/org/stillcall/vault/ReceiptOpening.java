package org.stillcall.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.stillcall.base.Randomness;

/**
 * Opens the folder of a receipt log. A kill leaves at most a torn last checkpoint and leaves that no checkpoint counts;
 * both were promised to nobody and are dropped. Whatever else is not as we write it is damage, and the log stays shut.
 */
final class ReceiptOpening {
    /** More than the last two checkpoints, in bytes. */
    private static final int TAIL = 4 * Checkpoint.MOST_BYTES;

    private static final int READ_LEAVES = 2_048;

    private ReceiptOpening() {}

    /** Everything that a log begins with. */
    record Opened(
            ReceiptFiles files,
            LogSigner signer,
            Checkpoint last,
            long checkpointsBytes,
            Frontier frontier,
            LeafHashes hashes) {}

    static Opened open(Path folder, Randomness randomness, Consumer<ReceiptFiles.Step> steps) {
        try {
            ReceiptFiles files = ReceiptFiles.open(folder, steps);
            try {
                return open(files, randomness);
            } catch (IOException | RuntimeException e) {
                files.close();
                throw e;
            }
        } catch (IOException e) {
            throw new ReceiptException("The receipt log cannot be read or written by this user.", e);
        }
    }

    private static Opened open(ReceiptFiles files, Randomness randomness) throws IOException {
        LogSigner signer = signer(files, randomness);
        Tail tail = tail(files, signer.key());
        if (tail.last.isEmpty()) {
            Checkpoint first = signer.sign(new Frontier().head());
            byte[] note = first.text().getBytes(StandardCharsets.UTF_8);
            files.cut(0, 0);
            files.append(0, new byte[0], 0, note);
            return new Opened(files, signer, first, note.length, new Frontier(), new LeafHashes(files));
        }
        Checkpoint last = tail.last.get();
        require(files.leavesBytes() / Receipt.LEAF_BYTES >= last.size(), "lacks receipts that its checkpoint counts");
        files.cut(last.size() * Receipt.LEAF_BYTES, tail.end);
        Frontier frontier = new Frontier();
        LeafHashes hashes = new LeafHashes(files);
        read(files, last.size(), frontier, hashes);
        require(Arrays.equals(frontier.head().root(), last.root()), "holds other receipts than its checkpoint says");
        return new Opened(files, signer, last, tail.end, frontier, hashes);
    }

    private static LogSigner signer(ReceiptFiles files, Randomness randomness) throws IOException {
        if (!files.holds(ReceiptFiles.PRIVATE_KEY)) {
            require(
                    files.leavesBytes() == 0 && files.checkpointsBytes() == 0,
                    "has lost its private key, the file 'log.key'");
            files.put(ReceiptFiles.PRIVATE_KEY, LogSigner.fresh(randomness).text());
        }
        Optional<LogSigner> signer = LogSigner.parse(files.read(ReceiptFiles.PRIVATE_KEY, LogSigner.MOST_BYTES + 1));
        require(signer.isPresent(), "has a damaged private key, the file 'log.key'");
        LogKey key = signer.orElseThrow().key();
        if (!files.holds(ReceiptFiles.PUBLIC_KEY)) {
            files.put(ReceiptFiles.PUBLIC_KEY, key.text());
        }
        Optional<LogKey> published = LogKey.parse(files.read(ReceiptFiles.PUBLIC_KEY, LogKey.MOST_BYTES + 1));
        require(published.equals(Optional.of(key)), "has another public key, 'log.pub', than private key, 'log.key'");
        return signer.orElseThrow();
    }

    /** The last whole checkpoint and where it ends; none in a log that was never finished. */
    private record Tail(Optional<Checkpoint> last, long end) {}

    private static Tail tail(ReceiptFiles files, LogKey key) throws IOException {
        byte[] bytes = files.checkpointsTail(TAIL);
        long start = files.checkpointsBytes() - bytes.length;
        int end = Checkpoint.endOfLast(bytes);
        byte[] rest = Arrays.copyOfRange(bytes, end, bytes.length);
        require(Checkpoint.isTorn(rest, key.name()), "has a damaged checkpoint");
        if (end == 0) {
            require(start == 0 && files.leavesBytes() == 0, "has lost its checkpoints");
            return new Tail(Optional.empty(), 0);
        }
        Optional<Checkpoint> last = Checkpoint.parse(Checkpoint.lastOf(Arrays.copyOf(bytes, end)));
        require(last.isPresent(), "has a damaged checkpoint");
        require(key.signed(last.orElseThrow()), "has a checkpoint that its key did not sign");
        return new Tail(last, start + end);
    }

    private static void read(ReceiptFiles files, long size, Frontier frontier, LeafHashes hashes) throws IOException {
        for (long from = 0; from < size; from += READ_LEAVES) {
            int count = (int) Math.min(READ_LEAVES, size - from);
            byte[] leaves = files.leaves(from, count);
            for (int i = 0; i < count; i++) {
                byte[] leaf = Arrays.copyOfRange(leaves, i * Receipt.LEAF_BYTES, (i + 1) * Receipt.LEAF_BYTES);
                require(Receipt.of(from + i, leaf).isPresent(), "holds a receipt of an unknown kind");
                byte[] hash = MerkleTree.leafHash(leaf);
                frontier.add(hash);
                hashes.add(hash);
            }
        }
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new ReceiptException("The receipt log " + fault + ". Check it with verify-log, and put back the"
                    + " last copy that is whole.");
        }
    }
}
