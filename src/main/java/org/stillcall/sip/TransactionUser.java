package org.stillcall.sip;

/** Whose transaction it is: a leg, a request outside dialogs, or nobody any more. */
interface TransactionUser {
    /** A response to our request; the message is valid during the call only. */
    void responded(Transaction transaction, SipMessage response);

    /** No response came, it could not be sent, or (called side) no ACK came to our final response. */
    void unanswered(Transaction transaction, FailureKind kind);

    /** Request-URI for the ACK of a refusal; empty when it is not known any more. */
    Slice target();

    /** A block of this user's text is held from now on, to be repeated. */
    void holds(Transaction transaction);

    /** It is not held any more. */
    void released(Transaction transaction);
}
