package org.stillcall.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.stillcall.base.Limits;

/** A folder that only the server's user may enter, with files that are written whole or not at all. */
final class ClosedFolder {
    private static final FileAttribute<Set<PosixFilePermission>> FOR_US =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rwx------");

    private final Path folder;

    private ClosedFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes it where it is missing, and closes it to others where it is open to them. */
    static ClosedFolder open(Path folder) throws Trouble {
        try {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OURS));
            Files.setPosixFilePermissions(folder, OURS);
            return new ClosedFolder(folder);
        } catch (IOException e) {
            throw new Trouble(Trouble.Cause.DISK, e);
        }
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    /** What the file holds; empty when there is none. */
    Optional<byte[]> read(String name, Trouble.Cause otherwise) throws Trouble {
        if (!has(name)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            return Optional.of(in.readNBytes(Limits.CERTIFICATE_FILE_BYTES));
        } catch (IOException e) {
            throw new Trouble(otherwise, e);
        }
    }

    /** Puts the content in the place of the file, readable by this user only; it is on the disk when this returns. */
    void write(String name, byte[] content) throws Trouble {
        Path draft = folder.resolve(name + ".new");
        try {
            Files.deleteIfExists(draft);
            Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (FileChannel channel = FileChannel.open(draft, fresh, FOR_US)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel entry = FileChannel.open(folder)) {
                entry.force(true);
            }
        } catch (IOException e) {
            throw new Trouble(Trouble.Cause.DISK, e);
        }
    }
}
