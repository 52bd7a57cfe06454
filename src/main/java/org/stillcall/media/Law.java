package org.stillcall.media;

/** A coding of G.711 with its static payload number (RFC 3551 section 6). */
enum Law {
    ULAW(0, "PCMU"),
    ALAW(8, "PCMA");

    final int payload;
    final String encoding;

    Law(int payload, String encoding) {
        this.payload = payload;
        this.encoding = encoding;
    }
}
