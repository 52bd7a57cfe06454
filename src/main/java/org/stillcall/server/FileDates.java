package org.stillcall.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.stillcall.base.FileTimes;

/**
 * Times at which files were changed, made coarse: to the second they tell when a call with a consent ended, or when
 * somebody deleted something. What the file system keeps besides (when the inode changed) cannot be set. No file is
 * opened for it: that would end the database's locks.
 */
record FileDates(List<Path> files) {
    /** Of what a server writes in its data folder. */
    static FileDates in(Path data) {
        return new FileDates(List.of(
                data.resolve("keys.table"),
                data.resolve("root").resolve("root.keys"),
                data.resolve("root").resolve("wrapped.keys"),
                data.resolve(Kept.DATABASE),
                data.resolve(Kept.DATABASE + "-wal"),
                data.resolve(Kept.DATABASE + "-shm")));
    }

    /** To the full hour; what fails here loses nothing. */
    void coarsen() {
        files.forEach(FileDates::coarsen);
    }

    private static void coarsen(Path file) {
        try {
            if (Files.exists(file)) {
                Instant changed = Files.getLastModifiedTime(file).toInstant();
                Instant hour = changed.truncatedTo(ChronoUnit.HOURS);
                if (!hour.equals(changed)) {
                    FileTimes.setChanged(file, hour);
                }
            }
        } catch (IOException e) {
            // the file went, as a write-ahead file may, or is not ours to date
        }
    }
}
