package org.stillcall.call;

import org.stillcall.sip.Invitation;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegListener;

/** What the calls need of a SIP stack; another one could stand behind it. */
@FunctionalInterface
public interface Legs {
    /** Sends the INVITE and gives its leg. */
    Leg invite(Invitation invitation, LegListener listener);
}
