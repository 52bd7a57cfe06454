/**
 * The outbound call: near leg, far leg, the bridge between them, its end and its purge.
 *
 * <p>Promises: the far leg is composed in {@code FarLeg} from values that the product owns; whatever way a call ends,
 * its numbers are overwritten, its lease goes into quarantine and one counter is bumped. What was agreed for a drop is
 * carried out once and inside the plan. A third party joins while people talk, is announced, and leaves with the call.
 * Never: a second attempt that shows more than the first; an answer to a call to our numbers, but to the survivor for
 * whom a line is held. Who runs it: the switch loop; {@link org.stillcall.call.Switchboard} may be called from any
 * thread.
 */
@NullMarked
package org.stillcall.call;

import org.jspecify.annotations.NullMarked;
