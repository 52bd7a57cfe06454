/**
 * Who is on duty, for which programme, and on which phones they are rung.
 *
 * <p>Promises: whoever is off duty, on a break or outside their shift is rung nowhere, at once. Never: a name, a
 * number, a place of anybody. Who runs it: {@link org.stillcall.duty.Roster} is asked on the switch's loop.
 */
@NullMarked
package org.stillcall.duty;

import org.jspecify.annotations.NullMarked;
