package org.stillcall.bill;

import static org.stillcall.base.Contract.check;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.YearMonth;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Limits;

/**
 * A bill, piece by piece, to its sums (RFC 4180; a line may end with LF, CRLF or CR). Of each line the chosen fields
 * stand in an off-heap room until its end, the rest nowhere. One thread.
 */
public final class BillReader implements AutoCloseable {
    /** The longest field that is looked at; a longer one is no day, length, amount or word. */
    static final int FIELD_BYTES = 64;

    private static final int FIELDS = 5;
    private static final int ROOM_BYTES = FIELDS * FIELD_BYTES;
    private static final int DAY = 0;
    private static final int LENGTH = 1;
    private static final int COST = 2;
    private static final int DIRECTION = 3;
    private static final int ACCOUNT = 4;

    /** Where the reader stands in a field. */
    private enum Stand {
        START,
        PLAIN,
        QUOTED,
        /** After a quotation mark within quotes: another one is meant, or the field is over. */
        QUOTE
    }

    private final Columns columns;
    private final Characters characters;
    private final int separator;
    private final long month;
    private final Rounding rounding;
    private final BillAccount account;
    private final Block room;
    private final MemorySegment fields;
    private final int[] lengths = new int[FIELDS];
    private final int[] kept;
    private final boolean several;

    private Stand stand = Stand.START;
    private boolean headed;
    private boolean afterReturn;
    private int column;
    private int lineBytes;
    private long lines;
    private @Nullable BillFault fault;

    private long calls;
    private long seconds;
    private long cost;
    private long otherMonth;
    private long otherLine;
    private long inbound;
    private long unanswered;
    private long unansweredCost;
    private long unread;

    /** How a bill is to be read. */
    public record Order(Writing writing, Columns columns, YearMonth month, Rounding rounding, BillAccount account) {}

    private BillReader(Order order, Block room) {
        this.columns = order.columns();
        this.characters = new Characters(order.writing().encoding());
        this.separator = order.writing().separator().mark();
        this.headed = order.writing().headed();
        this.month = order.month().getYear() * 12L + order.month().getMonthValue() - 1;
        this.rounding = order.rounding();
        this.account = order.account();
        this.room = room;
        this.fields = room.segment();
        int[] chosen = {
            columns.day().column(),
            columns.length().column(),
            columns.cost().column(),
            columns.direction().column(),
            account.isAll() ? Columns.NONE : columns.account().column()
        };
        this.kept = new int[1 + Arrays.stream(chosen).max().getAsInt()];
        for (int field = 0; field < FIELDS; field++) {
            if (chosen[field] >= 0) {
                kept[chosen[field]] |= 1 << field;
            }
        }
        this.several = chosen[ACCOUNT] >= 0;
    }

    /** Rooms for as many bills at once. */
    public static BlockPool rooms(int most) {
        return new BlockPool(ROOM_BYTES, most);
    }

    /** Null when all rooms are in use. */
    public static @Nullable BillReader of(Order order, BlockPool rooms) {
        Block room = rooms.take();
        return room == null ? null : new BillReader(order, room);
    }

    /** Reads the next piece, whose bytes stay the caller's to overwrite; null, or why nothing more is read. */
    public @Nullable BillFault read(MemorySegment piece) {
        long size = piece.byteSize();
        for (long i = 0; i < size && fault == null; i++) {
            int character = characters.next(piece.get(ValueLayout.JAVA_BYTE, i));
            if (character != Characters.NOTHING) {
                take(character);
            }
        }
        return fault;
    }

    /** The sums, once the whole of it was read. */
    public BillSums end() {
        check(fault == null, "A bill with a fault has no sums.");
        if (lineBytes > 0) {
            if (stand == Stand.QUOTED) {
                unread++; // the last quotation mark is missing
                forget();
            } else {
                endLine();
            }
        }
        return new BillSums(calls, seconds, cost, otherMonth, otherLine, inbound, unanswered, unansweredCost, unread);
    }

    private void take(int character) {
        if (afterReturn) {
            afterReturn = false;
            if (character == '\n') {
                return;
            }
        }
        if (++lineBytes > Limits.BILL_LINE_BYTES) {
            fault = BillFault.LONG_LINE;
            return;
        }
        switch (stand) {
            case START, PLAIN -> plain(character);
            case QUOTED -> {
                if (character == '"') {
                    stand = Stand.QUOTE;
                } else {
                    put(character);
                }
            }
            case QUOTE -> {
                if (character == '"') {
                    stand = Stand.QUOTED;
                    put(character);
                } else {
                    stand = Stand.PLAIN;
                    plain(character);
                }
            }
        }
    }

    private void plain(int character) {
        if (character == separator) {
            stand = Stand.START;
            if (++column >= Limits.BILL_COLUMNS) {
                fault = BillFault.MANY_COLUMNS;
            }
        } else if (character == '\n' || character == '\r') {
            afterReturn = character == '\r';
            lineBytes--;
            endLine();
        } else if (character == '"' && stand == Stand.START) {
            stand = Stand.QUOTED;
        } else {
            if (character != ' ') { // a space before a quotation mark is common
                stand = Stand.PLAIN;
            }
            put(character);
        }
    }

    private void put(int character) {
        if (column >= kept.length || kept[column] == 0) {
            return;
        }
        for (int field = 0; field < FIELDS; field++) {
            if ((kept[column] & 1 << field) != 0) {
                int length = lengths[field];
                if (length == 0 && character == ' ') {
                    continue;
                }
                if (length < FIELD_BYTES) {
                    fields.set(ValueLayout.JAVA_BYTE, (long) field * FIELD_BYTES + length, (byte) character);
                }
                lengths[field] = Math.min(length + 1, FIELD_BYTES + 1);
            }
        }
    }

    private void endLine() {
        if (lineBytes > 0) {
            if (++lines > Limits.BILL_LINES) {
                fault = BillFault.MANY_LINES;
            } else if (headed) {
                headed = false;
            } else {
                count();
            }
        }
        forget();
    }

    /** Overwrites what is kept of the line. */
    private void forget() {
        fields.fill((byte) 0);
        Arrays.fill(lengths, 0);
        column = 0;
        lineBytes = 0;
        stand = Stand.START;
    }

    private void count() {
        boolean comma = columns.cost().comma();
        long when = isRead(DAY)
                ? Fields.month(fields, start(DAY), end(DAY), columns.day().form())
                : Fields.NOT;
        long length = !isRead(LENGTH)
                ? Fields.NOT
                : Fields.seconds(
                        fields, start(LENGTH), end(LENGTH), columns.length().form(), comma);
        long price = isRead(COST) ? Fields.millionths(fields, start(COST), end(COST), comma) : 0;
        if (when == Fields.NOT || length == Fields.NOT && lengths[LENGTH] > 0) {
            unread++;
        } else if (when != month) {
            otherMonth++;
        } else if (several && !(isRead(ACCOUNT) && account.is(fields, start(ACCOUNT), end(ACCOUNT)))) {
            otherLine++;
        } else if (isRead(DIRECTION) && Fields.isInbound(fields, start(DIRECTION), end(DIRECTION))) {
            inbound++;
        } else if (length <= 0) { // an empty one, too
            unanswered++;
            unansweredCost += price == Fields.NOT ? 0 : price;
        } else if (price == Fields.NOT) {
            unread++;
        } else {
            calls++;
            seconds += rounding.billed(length);
            cost += price;
        }
    }

    private boolean isRead(int field) {
        return lengths[field] > 0 && lengths[field] <= FIELD_BYTES;
    }

    private static long start(int field) {
        return (long) field * FIELD_BYTES;
    }

    private long end(int field) {
        return start(field) + lengths[field];
    }

    /** Overwrites what it holds. */
    @Override
    public void close() {
        room.close();
    }
}
