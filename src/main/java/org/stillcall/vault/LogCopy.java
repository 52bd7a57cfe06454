package org.stillcall.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;

/** Copies of a receipt log's folder, taken while a server writes to it or not, and what to make of two of them. */
public final class LogCopy {
    private static final int BUFFER = 1 << 16;

    private LogCopy() {}

    /** How two copies of a log stand to each other. */
    public enum Relation {
        /** The first holds all of the second, and maybe more. */
        FIRST_GOES_ON,
        SECOND_GOES_ON,
        /** Both are whole, and neither holds the other. */
        APART,
        FIRST_IS_DAMAGED,
        SECOND_IS_DAMAGED
    }

    /**
     * Copies the log as it is at this moment, its keys too, into a folder that is not there yet, and checks the copy.
     *
     * @return how many receipts it holds
     * @throws ReceiptException when the log is not whole
     */
    public static long copy(Path from, Path to) {
        try {
            Files.createDirectory(
                    to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            long notes = Files.size(from.resolve(ReceiptFiles.CHECKPOINTS));
            copy(from, to, ReceiptFiles.CHECKPOINTS, notes);
            long size = cutAfterLastCheckpoint(to.resolve(ReceiptFiles.CHECKPOINTS));
            copy(from, to, ReceiptFiles.LEAVES, size * Receipt.LEAF_BYTES);
            copy(from, to, ReceiptFiles.PUBLIC_KEY, LogKey.MOST_BYTES);
            copy(from, to, ReceiptFiles.PRIVATE_KEY, LogSigner.MOST_BYTES);
        } catch (IOException e) {
            throw new ReceiptException("The receipt log cannot be copied: it cannot be read, or the disk is full.", e);
        }
        return switch (LogCheck.run(to, TrustedMarks.none(), 0)) {
            case LogCheck.Whole whole -> whole.receipts();
            case LogCheck.Broken broken -> throw new ReceiptException(broken.sentence());
        };
    }

    private static void copy(Path from, Path to, String name, long most) throws IOException {
        Path target = Files.createFile(
                to.resolve(name), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (InputStream in = Files.newInputStream(from.resolve(name));
                OutputStream out = Files.newOutputStream(target)) {
            long left = most;
            while (left > 0) {
                byte[] bytes = in.readNBytes((int) Math.min(left, BUFFER));
                if (bytes.length == 0) {
                    break;
                }
                out.write(bytes);
                left -= bytes.length;
            }
        }
        try (FileChannel written = FileChannel.open(target, StandardOpenOption.WRITE)) {
            written.force(true);
        }
    }

    /** Drops what was being written when it was copied; returns how many receipts the last checkpoint counts. */
    private static long cutAfterLastCheckpoint(Path file) throws IOException {
        try (RandomAccessFile notes = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] tail = new byte[(int) Math.min(notes.length(), 4L * Checkpoint.MOST_BYTES)];
            long start = notes.length() - tail.length;
            notes.seek(start);
            notes.readFully(tail);
            int end = Checkpoint.endOfLast(tail);
            notes.setLength(start + end);
            notes.getFD().sync();
            Optional<Checkpoint> last = Checkpoint.parse(Checkpoint.lastOf(Arrays.copyOf(tail, end)));
            return last.map(Checkpoint::size).orElse(0L);
        }
    }

    /** Compares two folders; each may be of any log, and damaged. */
    public static Relation compare(Path first, Path second) {
        if (LogCheck.run(first, TrustedMarks.none(), 0) instanceof LogCheck.Broken) {
            return Relation.FIRST_IS_DAMAGED;
        }
        if (LogCheck.run(second, TrustedMarks.none(), 0) instanceof LogCheck.Broken) {
            return Relation.SECOND_IS_DAMAGED;
        }
        if (holds(first, second)) {
            return Relation.FIRST_GOES_ON;
        }
        return holds(second, first) ? Relation.SECOND_GOES_ON : Relation.APART;
    }

    private static boolean holds(Path longer, Path shorter) {
        return TrustedMarks.ofEnd(shorter)
                .map(end -> LogCheck.run(longer, end, 0) instanceof LogCheck.Whole)
                .orElse(false);
    }

    /** Whether a server has the log in this folder open at this moment. */
    public static boolean isInUse(Path folder) {
        try {
            return Files.isDirectory(folder) && ReceiptFiles.isInUse(folder);
        } catch (IOException e) {
            throw new ReceiptException("The receipt log cannot be read or written by this user.", e);
        }
    }
}
