package org.stillcall.bill;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.bill.Columns.DayForm;

/**
 * What the first lines of a bill tell of how it is written: a proposal, which a person confirms by the names of the
 * columns.
 *
 * @param names of the columns; empty for one without a name, or whose name may be somebody's number
 * @param doubtful whether day and month could be either way round
 */
public record Head(Writing writing, List<String> names, Columns guess, boolean doubtful) {
    /** How much of a file is looked at for it. */
    public static final int BYTES = 32 * 1024;
    /** A name with more digits than this is not shown. */
    public static final int NAME_DIGITS = 3;
    /** A longer name is not shown. */
    public static final int NAME_CHARACTERS = 40;

    public Head {
        names = List.copyOf(names);
    }

    /**
     * Looks at the beginning of a file; null where that is no text, but a spreadsheet's own file for instance.
     *
     * @param beginning at most {@link #BYTES}
     * @param scratch off-heap and as long; the caller overwrites both
     */
    public static @Nullable Head of(MemorySegment beginning, MemorySegment scratch) {
        Writing.Encoding encoding = Beginning.encoding(beginning);
        Beginning lines = Beginning.of(beginning, scratch, encoding);
        if (!lines.isText()) {
            return null;
        }
        boolean headed = lines.isHeaded();
        List<String> names = lines.names(headed);
        Guess guess = new Guess(lines, names, headed);
        int day = guess.day();
        DayForm form = guess.form(day);
        int cost = guess.column(Guess.COST, day, -1);
        int length = guess.length(day, cost);
        int direction = headed ? guess.column(Guess.DIRECTION, day, length) : Columns.NONE;
        Columns columns = new Columns(
                new Columns.Day(day, form),
                new Columns.Length(length, guess.lengthForm(length)),
                new Columns.Cost(cost, guess.comma(cost, length)),
                new Columns.Direction(direction == cost ? Columns.NONE : direction),
                new Columns.Account(headed ? guess.column(Guess.ACCOUNT, day, length) : Columns.NONE));
        return new Head(new Writing(encoding, lines.separator(), headed), names, columns, guess.isDoubtful(day));
    }
}
