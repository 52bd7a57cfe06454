package org.stillcall.bill;

/**
 * What a bill came to: sums, of nobody.
 *
 * @param calls that we made, in the month, and that were answered
 * @param seconds of those, each rounded up
 * @param cost of those, in millionths of whatever the bill is in
 * @param otherMonth lines of other months
 * @param otherLine lines of other accounts, in the month
 * @param inbound lines of calls to us, in the month
 * @param unanswered lines without a length, in the month
 * @param unansweredCost what those cost all the same, in millionths
 * @param unread lines that are none of a call, or that were not understood
 */
public record BillSums(
        long calls,
        long seconds,
        long cost,
        long otherMonth,
        long otherLine,
        long inbound,
        long unanswered,
        long unansweredCost,
        long unread) {}
