/**
 * What may be shown of counts without telling of one person: small counts hidden with others beside them, or every
 * count with noise of a known size.
 *
 * <p>Promises: a hidden small count cannot be worked out from everything that is shown of its table, however cells and
 * sums are added and subtracted: each value from 0 to the threshold stays possible. Never: knows what is counted, reads
 * a clock or a disk. Who runs it: any thread; all types are immutable or used by one caller. Limits: {@code
 * Limits.TOTALS_LINES} rows, and as many columns.
 */
@NullMarked
package org.stillcall.totals;

import org.jspecify.annotations.NullMarked;
