package org.stillcall.server;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.base.Secret;

/** Reads an advocate's own number and keypad code for one call, by memory outside the heap that is zeroed at once. */
final class MobileFiles {
    private static final int MOST_BYTES = 64;
    private static final int LONGEST_CODE = 16;

    private MobileFiles() {}

    /** What a reader makes of the first line. */
    @FunctionalInterface
    private interface Reader<T> {
        @Nullable
        T read(MemorySegment memory, int length);
    }

    /** The number; null when the file cannot be read or holds none. */
    static @Nullable Digits number(Path file, BlockPool pool) {
        return firstLine(file, (memory, length) -> Digits.read(pool, memory, 0, length));
    }

    /** The code, 1 to 16 digits; null when the file cannot be read or holds none. */
    static @Nullable Secret code(Path file) {
        return firstLine(file, (memory, length) -> {
            byte[] code = memory.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
            boolean digits = length > 0 && length <= LONGEST_CODE;
            for (byte c : code) {
                digits &= c >= '0' && c <= '9';
            }
            return digits ? Secret.of(code) : null;
        });
    }

    private static <T> @Nullable T firstLine(Path file, Reader<T> reader) {
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment memory = arena.allocate(MOST_BYTES);
            try {
                ByteBuffer buffer = memory.asByteBuffer();
                int read = 0;
                while (buffer.hasRemaining() && read >= 0) {
                    read = channel.read(buffer);
                }
                return reader.read(memory, lineLength(memory, buffer.position()));
            } finally {
                memory.fill((byte) 0);
            }
        } catch (IOException e) {
            return null;
        }
    }

    private static int lineLength(MemorySegment memory, int read) {
        for (int i = 0; i < read; i++) {
            byte c = memory.get(ValueLayout.JAVA_BYTE, i);
            if (c == '\n' || c == '\r') {
                return i;
            }
        }
        return read;
    }
}
