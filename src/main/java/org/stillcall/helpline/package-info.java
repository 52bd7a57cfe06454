/**
 * Calls to the centre's own published numbers: greeting, choices by key, waiting, who is rung, messages, the return
 * after a drop, nuisance.
 *
 * <p>Promises: a caller reaches somebody who is on duty or hears what else there is, whatever they press or do not
 * press; whoever asked for a woman is never put to a man. Never: a caller's number shown, logged or stored; what is
 * needed to know a caller again is a keyed token off the heap that dies with its minutes. Who runs it: the switch loop.
 * Limits: {@link org.stillcall.base.Limits}, those of callers.
 */
@NullMarked
package org.stillcall.helpline;

import org.jspecify.annotations.NullMarked;
