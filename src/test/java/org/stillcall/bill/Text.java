package org.stillcall.bill;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.BlockPool;
import org.stillcall.bill.Columns.DayForm;
import org.stillcall.bill.Columns.LengthForm;
import org.stillcall.bill.Writing.Encoding;
import org.stillcall.bill.Writing.Separator;

/** Bills in a test's own words. */
final class Text {
    static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    static final Writing COMMAS = new Writing(Encoding.BYTES, Separator.COMMA, true);
    /** day, number, length, cost, direction. */
    static final Columns USUAL = columns(DayForm.YEAR_FIRST, LengthForm.SECONDS, false);

    private static final BlockPool ROOMS = BillReader.rooms(2);

    private Text() {}

    static Columns columns(DayForm day, LengthForm length, boolean comma) {
        return new Columns(
                new Columns.Day(0, day),
                new Columns.Length(2, length),
                new Columns.Cost(3, comma),
                new Columns.Direction(4),
                new Columns.Account(Columns.NONE));
    }

    static BillReader.Order order(Writing writing, Columns columns) {
        return new BillReader.Order(writing, columns, NOVEMBER, Rounding.MINUTE, new BillAccount(""));
    }

    static BillSums sums(String text) {
        return sums(order(COMMAS, USUAL), text.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
    }

    static BillSums sums(BillReader.Order order, String text, Charset charset) {
        return sums(order, text.getBytes(charset), Integer.MAX_VALUE);
    }

    /** @param piece how many bytes are read at once */
    static BillSums sums(BillReader.Order order, byte[] bytes, int piece) {
        try (BillReader reader = java.util.Objects.requireNonNull(BillReader.of(order, ROOMS))) {
            if (read(reader, bytes, piece) != null) {
                throw new AssertionError("There is a fault.");
            }
            return reader.end();
        }
    }

    static @Nullable BillFault fault(String text) {
        try (BillReader reader = java.util.Objects.requireNonNull(BillReader.of(order(COMMAS, USUAL), ROOMS))) {
            return read(reader, text.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
        }
    }

    private static @Nullable BillFault read(BillReader reader, byte[] bytes, int piece) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment all = memory(arena, bytes);
            for (long at = 0; at < bytes.length; at += piece) {
                BillFault fault = reader.read(all.asSlice(at, Math.min(piece, bytes.length - at)));
                if (fault != null) {
                    return fault;
                }
            }
            return null;
        }
    }

    static MemorySegment memory(Arena arena, byte[] bytes) {
        MemorySegment memory = arena.allocate(Math.max(1, bytes.length)).asSlice(0, bytes.length);
        memory.copyFrom(MemorySegment.ofArray(bytes));
        return memory;
    }

    static boolean isText(byte[] bytes) {
        try (Arena arena = Arena.ofConfined()) {
            return Head.of(memory(arena, bytes), arena.allocate(Head.BYTES)) != null;
        }
    }

    static Head head(String text, Charset charset) {
        try (Arena arena = Arena.ofConfined()) {
            byte[] bytes = text.getBytes(charset);
            return java.util.Objects.requireNonNull(Head.of(memory(arena, bytes), arena.allocate(Head.BYTES)));
        }
    }
}
