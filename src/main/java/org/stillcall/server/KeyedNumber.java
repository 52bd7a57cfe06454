package org.stillcall.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;

/** Reads one number from a terminal or pipe straight into off-heap memory: no text is ever made of it. */
final class KeyedNumber {
    private static final int LINE_BYTES = 64;

    private KeyedNumber() {}

    /** The first line as a number, for the caller to close; null when it is none. */
    static @Nullable Digits read(ReadableByteChannel in) throws IOException {
        BlockPool lines = new BlockPool(LINE_BYTES, 1);
        Block line = lines.take();
        if (line == null) {
            return null;
        }
        try (line) {
            ByteBuffer buffer = line.buffer();
            int end = -1;
            while (end < 0 && buffer.hasRemaining() && in.read(buffer) >= 0) {
                end = lineEnd(buffer);
            }
            int length = end < 0 ? buffer.position() : end;
            if (end < 0 && !buffer.hasRemaining()) {
                return null;
            }
            return Digits.read(Digits.pool(1), line.segment(), 0, length);
        }
    }

    private static int lineEnd(ByteBuffer buffer) {
        for (int i = 0; i < buffer.position(); i++) {
            if (buffer.get(i) == '\n' || buffer.get(i) == '\r') {
                return i;
            }
        }
        return -1;
    }
}
