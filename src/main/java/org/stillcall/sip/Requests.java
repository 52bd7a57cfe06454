package org.stillcall.sip;

/** What sends requests outside any dialog: the {@link SipStack}, or a test. */
@FunctionalInterface
interface Requests {
    /** The listener hears of it once, later, never from within this call. */
    void request(OutgoingRequest request, ResponseListener listener);
}
