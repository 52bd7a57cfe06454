package org.stillcall.bill;

/** Why a file is not read on. */
public enum BillFault {
    /** A line is longer than {@code Limits.BILL_LINE_BYTES}: perhaps no CSV file, or a quotation mark is missing. */
    LONG_LINE,
    /** More than {@code Limits.BILL_COLUMNS}. */
    MANY_COLUMNS,
    /** More than {@code Limits.BILL_LINES}. */
    MANY_LINES
}
