package org.stillcall.bill;

import static org.stillcall.base.Contract.require;

import org.stillcall.base.Limits;

/** Which columns of a bill are looked at, the first being 0, and how they are written. */
public record Columns(Day day, Length length, Cost cost, Direction direction, Account account) {
    /** Of a column that the bill does not have. */
    public static final int NONE = -1;

    public Columns {
        require(day.column >= 0 && length.column >= 0, "A bill has days and lengths.");
        require(
                day.column < Limits.BILL_COLUMNS
                        && length.column < Limits.BILL_COLUMNS
                        && cost.column < Limits.BILL_COLUMNS
                        && direction.column < Limits.BILL_COLUMNS
                        && account.column < Limits.BILL_COLUMNS,
                "A column is one of those that are looked at.");
    }

    /** When a call began. */
    public record Day(int column, DayForm form) {}

    /** How long it was. */
    public record Length(int column, LengthForm form) {}

    /**
     * What it cost.
     *
     * @param comma whether a comma stands before the cents, here and in lengths
     */
    public record Cost(int column, boolean comma) {}

    /** Whether we called or were called: a word. */
    public record Direction(int column) {}

    /** Which of several lines a call went by: a word. */
    public record Account(int column) {}

    /** How days are written. */
    public enum DayForm {
        /** Year, month, day, whatever stands between. */
        YEAR_FIRST,
        /** Month, day, year: as in the United States. */
        MONTH_FIRST,
        DAY_FIRST,
        /** Seconds or milliseconds since 1970, in UTC. */
        EPOCH
    }

    /** How lengths are written; with colons they are hours, minutes and seconds, whatever is chosen. */
    public enum LengthForm {
        SECONDS,
        /** Minutes, with a decimal fraction. */
        MINUTES
    }
}
