package org.stillcall.sip;

/** Who hears what became of an {@link OutgoingRequest}, once, on the loop. */
public interface ResponseListener {
    /** A final response; the message is valid during the call only. */
    void answered(SipMessage response);

    /** No response came ({@link FailureKind#TIMEOUT}, timer F), or the request could not be sent. */
    void failed(FailureKind kind);
}
