/**
 * Who is on duty: shifts in the centre's zone, the switch of each advocate, what they speak and where they can be rung.
 *
 * <p>Promises: outside of a shift, on a break and switched off nobody is in the {@link org.stillcall.duty.Roster},
 * from that very instant; in a shift they are, unless they said otherwise. Shifts that follow each other leave no
 * instant out and share none, whatever clocks do. Going off counts before it is written down, going on only after, so
 * that a kill leaves nobody on who was told that they are off.
 *
 * <p>Never: knows a name, keeps why somebody is away, keeps who was on duty when. Who runs it: questions from the
 * loop, without a lock; changes from any thread, one at a time. Limits: {@link org.stillcall.duty.DutyLimits}.
 */
@NullMarked
package org.stillcall.duty;

import org.jspecify.annotations.NullMarked;
