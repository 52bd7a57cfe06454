package org.stillcall.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Overwrites a file in place, its first page before all others. */
final class Zeros {
    private static final int PAGE = 4_096;

    private Zeros() {}

    /** Does nothing where there is no such file. */
    static void over(Path file) throws IOException {
        if (Files.notExists(file) || Files.size(file) == 0) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            over(channel);
        }
    }

    private static void over(FileChannel channel) throws IOException {
        long size = channel.size();
        ByteBuffer zeros = ByteBuffer.allocateDirect(PAGE);
        for (long at = 0; at < size; at += PAGE) {
            zeros.clear().limit((int) Math.min(PAGE, size - at));
            long position = at;
            while (zeros.hasRemaining()) {
                position += channel.write(zeros, position);
            }
            if (at == 0) {
                channel.force(false);
            }
        }
        channel.force(false);
    }

    /** A file that somebody else may delete meanwhile: its blocks are ours until this is closed. */
    record Held(@Nullable Path file, @Nullable FileChannel channel) implements AutoCloseable {
        /** Overwrites what is left of it if it is deleted; while it has a name it is somebody's. */
        void overIfDeleted() throws IOException {
            if (file != null && channel != null && Files.notExists(file)) {
                over(channel);
            }
        }

        @Override
        public void close() throws IOException {
            if (channel != null) {
                channel.close();
            }
        }
    }

    /** Holds the file, if there is one. */
    static Held hold(@Nullable Path file) throws IOException {
        return file == null || Files.notExists(file)
                ? new Held(null, null)
                : new Held(file, FileChannel.open(file, StandardOpenOption.WRITE));
    }
}
