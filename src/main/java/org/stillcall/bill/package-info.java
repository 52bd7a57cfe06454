/**
 * Reads a carrier's bill, a CSV file (RFC 4180 and what carriers make of it), for its sums alone: how many calls, how
 * long, at what cost.
 *
 * <p>Promises: of a line's columns only those four that were chosen are looked at, byte by byte, off the heap; each
 * becomes a whole number at once, and its bytes are overwritten. A column with numbers of persons is passed over and
 * stands nowhere. Never: makes a text of anything in a line, keeps a line, opens a file. The names of columns are the
 * one exception, and one that holds more than {@link org.stillcall.bill.Head#NAME_DIGITS} digits is not named. Who runs
 * it: one thread a bill. Limits: {@code Limits.BILL_LINE_BYTES}, {@code BILL_COLUMNS}, {@code BILL_LINES}.
 */
@NullMarked
package org.stillcall.bill;

import org.jspecify.annotations.NullMarked;
