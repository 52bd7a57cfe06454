package org.stillcall.sip;

/** The methods that the product knows; any other is {@link #UNKNOWN} and answered 501 or 405. */
public enum SipMethod {
    INVITE,
    ACK,
    CANCEL,
    BYE,
    OPTIONS,
    REGISTER,
    PRACK,
    UPDATE,
    INFO,
    MESSAGE,
    NOTIFY,
    SUBSCRIBE,
    REFER,
    PUBLISH,
    UNKNOWN;

    private static final SipMethod[] ALL = values();

    /** Methods are case-sensitive (RFC 3261 section 7.1). */
    static SipMethod of(Slice token) {
        for (SipMethod method : ALL) {
            if (method != UNKNOWN && token.is(method.name())) {
                return method;
            }
        }
        return UNKNOWN;
    }
}
