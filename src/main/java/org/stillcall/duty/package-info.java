/**
 * Who is on duty: shifts, switches and breaks as a snapshot in memory.
 *
 * <p>Promises: {@link org.stillcall.duty.Roster} answers at once and never throws. Never: a caller's data. Who runs it:
 * any thread asks, the roster's own keeper writes.
 */
@NullMarked
package org.stillcall.duty;

import org.jspecify.annotations.NullMarked;
