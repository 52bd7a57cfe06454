/**
 * The carriers: what each one needs to hide a caller, the pool of numbers that calls borrow, which trunk comes next
 * when one fails, and what a trunk's answer means.
 *
 * <p>Promises: what the far leg carries is composed here from values that the centre owns, and no outcome leads to an
 * attempt that shows or protects less than the first. Never: takes a value from the near leg, or knows the survivor's
 * number. Who runs it: pure functions, any thread; a {@link org.stillcall.trunk.NumberPool} belongs to one thread, the
 * switch's loop. Limits: {@code Limits.POOL_NUMBERS} and {@code Limits.POOL_LEASES}.
 */
@NullMarked
package org.stillcall.trunk;

import org.jspecify.annotations.NullMarked;
