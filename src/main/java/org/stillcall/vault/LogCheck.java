package org.stillcall.vault;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads a receipt log's folder with its public key alone and says whether every byte is as it was signed: each
 * checkpoint, and that it is the root of all receipts up to it. Leaves and checkpoints are read once, side by side, so
 * that memory stays the same however long the log is. The server may be running and writing meanwhile.
 */
public final class LogCheck {
    private static final int BUFFER = 1 << 16;
    /** How long a batch that is being written at this moment is waited for. */
    private static final int PATIENCE = 40;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final LogKey key;
    private final TrustedMarks trusted;
    private final Iterator<Checkpoint> ahead;
    private @Nullable Checkpoint mark;
    private final Frontier frontier = new Frontier();
    private long checkpoints;
    private long hour;
    private long since;
    private int patience;

    /** What was found, in one plain sentence. */
    public sealed interface Finding {
        String sentence();
    }

    /**
     * All is as it was signed.
     *
     * @param since the hour of the first receipt, from 1970 on; 0 where there is none
     */
    public record Whole(long receipts, long checkpoints, long since, TrustedMarks trusted) implements Finding {
        @Override
        public String sentence() {
            String found = "The receipt log is whole: " + receipts + (receipts == 1 ? " receipt" : " receipts")
                    + " under " + checkpoints + " signed checkpoint" + (checkpoints == 1 ? "" : "s");
            if (trusted.checkpoints().isEmpty()) {
                return found
                        + (trusted.key().isPresent()
                                ? ", signed by the trusted key; whether it was cut back"
                                : "; whether it was cut back or replaced as a whole")
                        + " to an earlier state cannot be seen from this folder alone, only with a checkpoint that was"
                        + " kept elsewhere (--trusted).";
            }
            return found + ", and it goes on from the trusted checkpoint over "
                    + trusted.checkpoints().getLast().size() + " of them.";
        }
    }

    /** Something is not as it was signed. */
    public record Broken(String sentence) implements Finding {}

    private static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;

        Fault(String sentence) {
            super(sentence);
        }
    }

    private LogCheck(LogKey key, TrustedMarks trusted, int patience) {
        this.key = key;
        this.trusted = trusted;
        this.ahead = trusted.checkpoints().iterator();
        this.patience = patience;
    }

    /** Checks the log in this folder. */
    public static Finding run(Path folder, TrustedMarks trusted) {
        return run(folder, trusted, PATIENCE);
    }

    static Finding run(Path folder, TrustedMarks trusted, int patience) {
        for (String name : new String[] {
            ReceiptFiles.PUBLIC_KEY, ReceiptFiles.CHECKPOINTS, ReceiptFiles.LEAVES,
        }) {
            if (!Files.isRegularFile(folder.resolve(name))) {
                return new Broken("There is no whole receipt log here: the file '" + name + "' is missing.");
            }
        }
        try (InputStream keyFile = Files.newInputStream(folder.resolve(ReceiptFiles.PUBLIC_KEY));
                InputStream notes =
                        new BufferedInputStream(Files.newInputStream(folder.resolve(ReceiptFiles.CHECKPOINTS)));
                InputStream leaves =
                        new BufferedInputStream(Files.newInputStream(folder.resolve(ReceiptFiles.LEAVES)), BUFFER)) {
            Optional<LogKey> key = LogKey.parse(keyFile.readNBytes(LogKey.MOST_BYTES + 1));
            if (key.isEmpty()) {
                return new Broken("The log's public key, the file 'log.pub', was changed.");
            }
            return new LogCheck(key.get(), trusted, patience).check(notes, leaves);
        } catch (Fault e) {
            return new Broken(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Broken("The receipt log cannot be read by this user.");
        }
    }

    private Finding check(InputStream notes, InputStream leaves) throws IOException, Fault {
        if (!trusted.key().orElse(key).equals(key)) {
            throw new Fault("The log's key is not the trusted one: this is another log, or it was replaced.");
        }
        if (!trusted.checkpoints().stream().allMatch(key::signed)) {
            throw new Fault("The trusted checkpoint is not signed by this log's key: this is another log, or it was"
                    + " replaced.");
        }
        step();
        for (Optional<byte[]> note = note(notes, leaves); note.isPresent(); note = note(notes, leaves)) {
            checkpoint(note.get(), leaves);
        }
        if (checkpoints == 0) {
            throw new Fault("The log has no checkpoint.");
        }
        if (leaves.read() >= 0) {
            throw new Fault("Behind the last checkpoint stands a receipt that was not signed: the server was stopped"
                    + " in the middle (its next start drops it), or somebody added it or removed checkpoints.");
        }
        if (mark != null) {
            throw new Fault("The log was cut back: it holds " + frontier.size() + " receipts, and the trusted"
                    + " checkpoint counts " + mark.size() + ".");
        }
        return new Whole(frontier.size(), checkpoints, since, trusted);
    }

    private void checkpoint(byte[] note, InputStream leaves) throws IOException, Fault {
        String name = "Checkpoint " + (checkpoints + 1);
        Checkpoint checkpoint = Checkpoint.parse(note).orElseThrow(() -> new Fault(name + " was changed."));
        if (!key.signed(checkpoint)) {
            throw new Fault(name + " or the log's public key was changed: the one did not sign the other.");
        }
        if (checkpoints > 0 && checkpoint.size() <= frontier.size()) {
            throw new Fault(name + " counts no more receipts than the one before it.");
        }
        while (frontier.size() < checkpoint.size()) {
            byte[] leaf = leaves.readNBytes(Receipt.LEAF_BYTES);
            if (leaf.length < Receipt.LEAF_BYTES) {
                throw new Fault(name + " counts " + checkpoint.size() + " receipts, and only " + frontier.size()
                        + " are there: the log was cut.");
            }
            Receipt receipt = Receipt.of(frontier.size(), leaf)
                    .orElseThrow(() -> new Fault("Receipt " + frontier.size() + " is of a kind that does not exist."));
            if (receipt.hour() < hour) {
                throw new Fault("Receipt " + frontier.size() + " is of an earlier hour than the one before it.");
            }
            hour = receipt.hour();
            since = frontier.size() == 0 ? hour : since;
            frontier.add(MerkleTree.leafHash(leaf));
            step();
        }
        if (!Arrays.equals(frontier.head().root(), checkpoint.root())) {
            throw new Fault(name + " does not match the receipts before number " + frontier.size()
                    + ": one of them was changed.");
        }
        checkpoints++;
    }

    /** Compares with what is trusted at this size, and looks for the next that is. */
    private void step() throws Fault {
        if (mark == null && frontier.size() == 0 && ahead.hasNext()) {
            mark = ahead.next();
        }
        while (mark != null && mark.size() == frontier.size()) {
            if (!Arrays.equals(mark.root(), frontier.head().root())) {
                throw new Fault("The log was rewritten: its first " + mark.size()
                        + " receipts are not those of the trusted checkpoint.");
            }
            mark = ahead.hasNext() ? ahead.next() : null;
        }
    }

    /** The next five lines; none at the end. What is being written at this moment is waited for. */
    private Optional<byte[]> note(InputStream notes, InputStream leaves) throws IOException, Fault {
        ByteArrayOutputStream note = new ByteArrayOutputStream();
        int lines = 0;
        while (lines < Checkpoint.LINES) {
            int next = notes.read();
            if (next >= 0) {
                note.write(next);
                lines += next == '\n' ? 1 : 0;
            } else if (note.size() == 0 && !waits(leaves)) {
                return Optional.empty();
            } else if (patience-- > 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            } else if (note.size() == 0) {
                return Optional.empty();
            } else {
                throw new Fault("The last checkpoint is not whole: the server was stopped in the middle (its next"
                        + " start drops it), or somebody cut it.");
            }
            if (note.size() > Checkpoint.MOST_BYTES) {
                throw new Fault("Checkpoint " + (checkpoints + 1) + " was changed.");
            }
        }
        return Optional.of(note.toByteArray());
    }

    /** Whether there are leaves that no checkpoint counts yet. */
    private static boolean waits(InputStream leaves) throws IOException {
        leaves.mark(1);
        boolean more = leaves.read() >= 0;
        leaves.reset();
        return more;
    }
}
