package org.stillcall.sip;

import org.jspecify.annotations.Nullable;

/** The half of the product above the stack, on the loop. */
public interface SipUser {
    /**
     * A call comes in.
     *
     * @return who hears about the leg; null when it was refused at once
     */
    @Nullable
    LegListener invited(IncomingInvite invite);
}
