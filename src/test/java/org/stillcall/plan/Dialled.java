package org.stillcall.plan;

import static java.util.Objects.requireNonNull;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;

/** Makes off-heap digits of a test's text. Fictional numbers only. */
final class Dialled {
    static final BlockPool POOL = Digits.pool(64);

    private Dialled() {}

    static Digits dial(String text) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment source = arena.allocate(text.length());
            source.copyFrom(MemorySegment.ofArray(text.getBytes(StandardCharsets.US_ASCII)));
            return requireNonNull(Digits.read(POOL, source, 0, text.length()));
        }
    }

    static String text(Digits digits) {
        StringBuilder text = new StringBuilder(digits.international() ? "+" : "");
        for (int i = 0; i < digits.length(); i++) {
            text.append((char) digits.at(i));
        }
        return text.toString();
    }
}
