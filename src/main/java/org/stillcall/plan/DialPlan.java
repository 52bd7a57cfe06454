package org.stillcall.plan;

import org.jspecify.annotations.Nullable;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;

/** Reads what was dialled as a region's people dial. Threads may share it. */
public final class DialPlan {
    /** What was dialled, from {@code home}; without a home only emergency numbers and codes are known. */
    public Destination destination(Digits dialled, @Nullable Region home) {
        return Destination.INVALID;
    }

    /** The number in E.164, as a new one; null when it is none or the pool is exhausted. */
    public @Nullable Digits toE164(Digits dialled, Region home, BlockPool pool) {
        return null;
    }
}
