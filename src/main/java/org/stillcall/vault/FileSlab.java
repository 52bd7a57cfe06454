package org.stillcall.vault;

import static org.stillcall.base.Contract.require;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** A slab in a file of the server's user alone, claimed against a second opening. */
final class FileSlab implements Slab {
    private static final int CHUNK = 4096;
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private final Claim claim;
    private final FileChannel channel;
    private final long size;

    private FileSlab(Claim claim, FileChannel channel, long size) {
        this.claim = claim;
        this.channel = channel;
        this.size = size;
    }

    /** Opens the file, or makes it and its folder, all zeros. */
    static FileSlab open(Path folder, String name, long size) {
        require(size % CHUNK == 0, "A slab has whole pages.");
        try {
            makeFolder(folder);
            Claim claim = Claim.on(folder, name);
            try {
                FileChannel channel = channel(folder.resolve(name));
                try {
                    fill(channel, size);
                    Folders.force(folder);
                    return new FileSlab(claim, channel, size);
                } catch (IOException | VaultException e) {
                    channel.close();
                    throw e;
                }
            } catch (IOException | VaultException e) {
                claim.close();
                throw e;
            }
        } catch (IOException e) {
            throw new VaultException("A file of the vault cannot be opened: see its rights.", e);
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        makeFile(file);
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Folders.make(folder);
        }
        if (open(folder, FOLDER)) {
            throw new VaultException("A folder of the vault can be read by others. Close it to them: chmod 700.");
        }
    }

    private static void makeFile(Path file) throws IOException {
        try {
            FileChannel.open(
                            file,
                            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(FILE))
                    .close();
        } catch (FileAlreadyExistsException e) { // made earlier: it must be as closed as we make it
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new VaultException("A file of the vault is a link or no file. Put the file itself there.", e);
            }
        }
        if (open(file, FILE)) {
            throw new VaultException("A file of the vault can be read by others. Close it to them: chmod 600.");
        }
    }

    private static boolean open(Path path, Set<PosixFilePermission> most) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        return view == null || !most.containsAll(view.readAttributes().permissions());
    }

    /** Allocates the whole file once, so that no later write needs new room on the disk. */
    private static void fill(FileChannel channel, long size) throws IOException {
        long present = channel.size();
        if (present == size) {
            return;
        }
        VaultException damaged = new VaultException("A file of the vault is damaged: it has the wrong size.");
        if (present > size) {
            throw damaged;
        }
        ByteBuffer page = ByteBuffer.allocateDirect(CHUNK);
        for (long at = 0; at < present; at += CHUNK) { // all zeros: its making was interrupted
            int count = channel.read(page.clear(), at);
            for (int i = 0; i < count; i++) {
                if (page.get(i) != 0) {
                    throw damaged;
                }
            }
        }
        ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK);
        for (long at = 0; at < size; at += CHUNK) {
            writeAll(channel, zeros.clear(), at);
        }
        channel.force(true);
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long at, MemorySegment into) throws IOException {
        ByteBuffer buffer = into.asByteBuffer();
        long position = at;
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, position);
            if (count < 0) {
                throw new IOException("A file of the vault is shorter than it was.");
            }
            position += count;
        }
    }

    @Override
    public void write(long at, MemorySegment bytes) throws IOException {
        writeAll(channel, bytes.asByteBuffer(), at);
    }

    @Override
    public void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() {
        try {
            channel.close();
            claim.close();
        } catch (IOException e) {
            throw new VaultException("A file of the vault cannot be closed.", e);
        }
    }
}
