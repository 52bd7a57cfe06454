package org.stillcall.call;

import org.jspecify.annotations.Nullable;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.LegListener;

/** A test call that is expected, ours or a guest's. Loop thread only. */
interface ExpectedCall {
    /** It arrived; null when it was refused at once. */
    @Nullable
    LegListener arrives(IncomingInvite invite, FarLine by);
}
