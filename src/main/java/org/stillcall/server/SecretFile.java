package org.stillcall.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** Whether a file is fit to hold a secret. */
final class SecretFile {
    /** Largest file taken for a secret, in bytes. */
    static final long MOST_BYTES = 4096;

    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private SecretFile() {}

    /** Whether others than its owner may read or write it. */
    static boolean isOpen(Path path) {
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            return view == null || !OWNERS.containsAll(view.readAttributes().permissions());
        } catch (IOException e) {
            return false; // it is not there
        }
    }

    /** What is wrong with it and what to do, as the rest of a sentence that begins with the file; empty for nothing. */
    static Optional<String> fault(Path path) {
        return fault(path, MOST_BYTES);
    }

    /** The same for one that may be longer than a line. */
    static Optional<String> fault(Path path, long mostBytes) {
        try {
            if (!Files.isRegularFile(path)) {
                return Optional.of("is not there. Make it, readable by the server's user only (chmod 600).");
            }
            if (!Files.isReadable(path)) {
                return Optional.of("cannot be read by this user.");
            }
            if (isOpen(path)) {
                return Optional.of("can be read by others. Close it to them: chmod 600.");
            }
            long bytes = Files.size(path);
            if (bytes == 0 || bytes > mostBytes) {
                return Optional.of(
                        mostBytes == MOST_BYTES ? "is empty or too long: it holds one line." : "is empty or too long.");
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("cannot be looked at by this user.");
        }
    }
}
