package org.stillcall.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Folders for their owner only, whose being there is on the medium as well: else a power failure could take a new
 * folder with all that was said to be kept in it.
 */
public final class Folders {
    private Folders() {}

    /** Puts what stands in a folder, its entries, on the medium. */
    interface Forcing {
        void force(Path folder) throws IOException;
    }

    /** Makes the folder and those above it that are missing; each is on the medium when this returns. */
    public static void make(Path folder) throws IOException {
        make(folder, Folders::force);
    }

    static void make(Path folder, Forcing medium) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = folder.toAbsolutePath(); at != null && Files.notExists(at); at = at.getParent()) {
            missing.push(at);
        }
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (Path made : missing) {
            Path above = made.getParent();
            if (above != null) {
                medium.force(above);
            }
        }
    }

    /** Puts what is in a folder, the names of its files, on the medium. */
    public static void force(Path folder) throws IOException {
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }
}
