package org.stillcall.sip;

/** How SIP messages travel (RFC 3261 section 18): the Via token and the default port of each way. */
public enum Transport {
    UDP("UDP", 5060),
    TCP("TCP", 5060),
    TLS("TLS", 5061);

    private final String via;
    private final int defaultPort;

    Transport(String via, int defaultPort) {
        this.via = via;
        this.defaultPort = defaultPort;
    }

    /** The transport's token in a Via line, upper case: {@code SIP/2.0/<via>}. */
    public String via() {
        return via;
    }

    /** The port when a URI or Via names none (RFC 3261 section 19.1.2). */
    public int defaultPort() {
        return defaultPort;
    }

    /** Whether it keeps order and loses nothing: no retransmission, and framing by Content-Length. */
    public boolean reliable() {
        return this != UDP;
    }
}
