package org.stillcall.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A file's use by one owner only, in this process and all others. Threads may share it. */
final class Claim implements AutoCloseable {
    /*
     * The system's lock belongs to the process, and ends when the process closes any handle of the locked file, even
     * one that was opened to read it. So the lock is on a file beside it that nobody reads, and this process remembers
     * by itself what it has claimed.
     */
    private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private Claim(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Claims the file, or throws {@link VaultException} when it is in use. */
    static Claim on(Path folder, String name) throws IOException {
        Path path = folder.toRealPath().resolve(name + ".lock");
        if (!CLAIMED.add(path)) {
            throw new VaultException("The vault is already open. Only one server may use it at a time.");
        }
        try {
            return new Claim(path, locked(path));
        } catch (IOException | VaultException e) {
            CLAIMED.remove(path);
            throw e;
        }
    }

    private static FileChannel locked(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path,
                EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        if (channel.tryLock() == null) {
            channel.close();
            throw new VaultException("The vault is open in another process. Only one server may use it at a time.");
        }
        return channel;
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.close();
            CLAIMED.remove(path);
        }
    }
}
