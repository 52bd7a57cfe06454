package org.stillcall.plan;

import java.util.Set;
import org.stillcall.base.Digits;

/**
 * A call that somebody asks for. Borrows the digits as they were dialled; whoever made them overwrites them.
 *
 * @param asked what the advocate wants shown; {@link Identity#HIDDEN} unless they chose otherwise for this call
 * @param confirmed whether they have said yes to the question of an earlier {@link Verdict.Confirm}
 * @param lines what can be used now
 */
public record Request(Digits dialled, Identity asked, boolean confirmed, Set<Line> lines) {}
