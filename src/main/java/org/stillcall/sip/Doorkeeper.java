package org.stillcall.sip;

/** Who decides about requests from outside any dialog, on the loop. The message is valid during the call only. */
public interface Doorkeeper {
    /** Any request but REGISTER, ACK and CANCEL. An answer to it is sent statelessly: a repetition asks again. */
    Decision admit(SipMessage request, Hop from);

    /**
     * Whether that source may learn that somebody is here, by an answer to what {@link #admit} is not asked about:
     * what cannot be read, comes too fast or belongs to no dialog. The request may lack any header.
     */
    default boolean mayKnowUs(SipMessage request, Hop from) {
        return true;
    }

    /** Whether that source is a phone or a carrier of ours by its address alone. */
    default boolean knows(Hop from) {
        return false;
    }

    /**
     * A REGISTER, never {@link Decision.Admit}. A 401, 403 or 407 is sent statelessly; any other answer is kept and
     * repeated to repetitions of the request, which are not asked about again.
     */
    Decision register(SipMessage request, Hop from);
}
