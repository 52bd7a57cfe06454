package org.stillcall.vault;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The folder of a receipt log and what is done to its files. One thread at a time writes; reading has a file of its
 * own. {@link RandomAccessFile}, not channels: a thread that is interrupted would close a channel under all the others.
 */
final class ReceiptFiles implements AutoCloseable {
    static final String LEAVES = "leaves";
    static final String CHECKPOINTS = "checkpoints";
    static final String PRIVATE_KEY = "log.key";
    static final String PUBLIC_KEY = "log.pub";

    /** What was just done; a test ends the process there. */
    enum Step {
        FOLDER_MADE,
        KEY_WRITTEN,
        KEY_NAMED,
        PUBLIC_KEY_NAMED,
        LEAVES_WRITTEN,
        LEAVES_FORCED,
        CHECKPOINT_WRITTEN,
        CHECKPOINT_FORCED,
        CHECKPOINTS_CUT,
        LEAVES_CUT
    }

    private final Path folder;
    private final Consumer<Step> steps;
    private final Claim claim;
    private final RandomAccessFile leaves;
    private final RandomAccessFile checkpoints;
    private final RandomAccessFile reader;

    private ReceiptFiles(Path folder, Consumer<Step> steps, Claim claim) throws IOException {
        this.folder = folder;
        this.steps = steps;
        this.claim = claim;
        this.leaves = new RandomAccessFile(made(folder.resolve(LEAVES)).toFile(), "rw");
        this.checkpoints =
                new RandomAccessFile(made(folder.resolve(CHECKPOINTS)).toFile(), "rw");
        this.reader = new RandomAccessFile(folder.resolve(LEAVES).toFile(), "r");
    }

    /** Takes the folder, made if it is not there, for this process only. */
    static ReceiptFiles open(Path folder, Consumer<Step> steps) throws IOException {
        Folders.make(folder);
        steps.accept(Step.FOLDER_MADE);
        Claim claim = claim(folder);
        try {
            return new ReceiptFiles(folder, steps, claim);
        } catch (IOException e) {
            claim.close();
            throw e;
        }
    }

    private static Claim claim(Path folder) throws IOException {
        try {
            return Claim.on(folder, LEAVES);
        } catch (VaultException e) {
            throw new ReceiptException("The log of receipts is in use. Only one server may use it at a time.", e);
        }
    }

    /** Whether a server has the log open at this moment. */
    static boolean isInUse(Path folder) throws IOException {
        try {
            claim(folder).close();
            return false;
        } catch (ReceiptException e) {
            return true;
        }
    }

    /** The file, made empty and for its owner only if it is not there. */
    private static Path made(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return file;
    }

    Path folder() {
        return folder;
    }

    boolean holds(String name) {
        return Files.exists(folder.resolve(name));
    }

    /** Up to {@code most} bytes of a small file. */
    byte[] read(String name, int most) throws IOException {
        try (var in = Files.newInputStream(folder.resolve(name))) {
            return in.readNBytes(most);
        }
    }

    /** Puts a small file there, whole or not at all. */
    void put(String name, String text) throws IOException {
        Path fresh = folder.resolve(name + ".new");
        Files.deleteIfExists(fresh);
        Files.writeString(made(fresh), text, StandardCharsets.UTF_8);
        force(fresh);
        steps.accept(Step.KEY_WRITTEN);
        Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        force(folder);
        steps.accept(name.equals(PRIVATE_KEY) ? Step.KEY_NAMED : Step.PUBLIC_KEY_NAMED);
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    long leavesBytes() throws IOException {
        return leaves.length();
    }

    long checkpointsBytes() throws IOException {
        return checkpoints.length();
    }

    /** The end of the checkpoints, at most {@code most} bytes. */
    byte[] checkpointsTail(int most) throws IOException {
        long length = checkpoints.length();
        byte[] tail = new byte[(int) Math.min(most, length)];
        checkpoints.seek(length - tail.length);
        checkpoints.readFully(tail);
        return tail;
    }

    /** Reads {@code count} leaves from {@code first} on. */
    synchronized byte[] leaves(long first, int count) throws IOException {
        byte[] bytes = new byte[count * Receipt.LEAF_BYTES];
        reader.seek(first * Receipt.LEAF_BYTES);
        reader.readFully(bytes);
        return bytes;
    }

    /** Writes leaves at {@code offset}, then the checkpoint over them; both are on the disk when it returns. */
    void append(long offset, byte[] batch, long noteOffset, byte[] note) throws IOException {
        if (batch.length > 0) {
            leaves.seek(offset);
            leaves.write(batch);
            steps.accept(Step.LEAVES_WRITTEN);
            leaves.getFD().sync();
            steps.accept(Step.LEAVES_FORCED);
        }
        checkpoints.seek(noteOffset);
        checkpoints.write(note);
        steps.accept(Step.CHECKPOINT_WRITTEN);
        checkpoints.getFD().sync();
        steps.accept(Step.CHECKPOINT_FORCED);
    }

    /** Drops what stands behind these lengths. Checkpoints first: one must never count leaves that are not there. */
    void cut(long leavesLength, long checkpointsLength) throws IOException {
        if (checkpoints.length() > checkpointsLength) {
            checkpoints.setLength(checkpointsLength);
            checkpoints.getFD().sync();
        }
        steps.accept(Step.CHECKPOINTS_CUT);
        if (leaves.length() > leavesLength) {
            leaves.setLength(leavesLength);
            leaves.getFD().sync();
        }
        steps.accept(Step.LEAVES_CUT);
    }

    /** The files' times of change say no more than the leaves do: the hour. What fails here loses nothing. */
    void date(long hour) {
        try {
            Files.setLastModifiedTime(folder.resolve(LEAVES), FileTime.from(hour, TimeUnit.HOURS));
            Files.setLastModifiedTime(folder.resolve(CHECKPOINTS), FileTime.from(hour, TimeUnit.HOURS));
        } catch (IOException e) {
            // the receipts stand, only the date says more than it needs to
        }
    }

    @Override
    public void close() {
        for (Closeable file : List.<Closeable>of(reader, leaves, checkpoints, claim::close)) {
            try {
                file.close();
            } catch (IOException e) {
                // all that was promised is on the disk already
            }
        }
    }
}
