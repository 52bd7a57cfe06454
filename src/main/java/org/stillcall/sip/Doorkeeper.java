package org.stillcall.sip;

/** Who decides about requests from outside any dialog, on the loop. The message is valid during the call only. */
public interface Doorkeeper {
    /** Any request but REGISTER, ACK and CANCEL. An answer to it is sent statelessly: a repetition asks again. */
    Decision admit(SipMessage request, Hop from);

    /**
     * A REGISTER, never {@link Decision.Admit}. A 401, 403 or 407 is sent statelessly; any other answer is kept and
     * repeated to repetitions of the request, which are not asked about again.
     */
    Decision register(SipMessage request, Hop from);
}
