package org.stillcall.media;

/** The sizes that this package keeps to; each has a behaviour at the limit and a test that reaches it. */
final class MediaLimits {
    private MediaLimits() {}

    /** Longest datagram looked at, in bytes; the rest of a longer one is cut off by the kernel and it is dropped. */
    static final int DATAGRAM_BYTES = 1500;
    /** Longest session description read, in bytes; a longer one is not understood. */
    static final int SDP_BYTES = 8192;
    /** Most lines in a session description; more is not understood. */
    static final int SDP_LINES = 128;
    /** Most media sections in a session description; more is not understood. */
    static final int SDP_SECTIONS = 8;
    /** Most audio samples in one packet that pass: 60 ms at 8 kHz; a longer payload is dropped. */
    static final int PACKET_SAMPLES = 480;
    /** Legs that hear each other at once; more is our fault and throws. */
    static final int MIXED_LEGS = 3;
    /** Digits waiting to be sent on one leg; further ones are dropped. */
    static final int DIGITS_WAITING = 32;
    /** Longest prompt in samples: two minutes at 8 kHz; a longer file is refused. */
    static final int PROMPT_SAMPLES = 120 * 8000;
    /** Most attributes in a STUN message; one with more is dropped. */
    static final int STUN_ATTRIBUTES = 32;
    /** Browsers' legs open at once; the next one is refused. */
    static final int BROWSER_LEGS = 4096;
    /** Addresses at which one browser has proved itself; the one not checked for longest is forgotten for the next. */
    static final int ICE_PATHS = 8;
    /** Longest name of a browser in its ICE credentials, in bytes (RFC 8839 section 5.4); a longer one is refused. */
    static final int ICE_NAME_BYTES = 256;
    /** DTLS datagrams of one browser that wait to be looked at; further ones are lost, and sent again by it. */
    static final int DTLS_DATAGRAMS = 16;
    /** Longest DTLS handshake message of a browser, in bytes; a longer one is dropped. */
    static final int DTLS_MESSAGE_BYTES = 8192;
    /** DTLS handshakes going on at once; the next browser's first message is lost, and sent again by it. */
    static final int DTLS_HANDSHAKES = 64;
    /** Datagrams taken from the browsers' port in one turn; the rest waits for the next. */
    static final int BROWSER_DATAGRAMS = 256;
    /** Datagrams of one browser that a relay of ours handed over and that wait; further ones are lost. */
    static final int INNER_DATAGRAMS = 64;
    /** Instructions waiting for the media thread; beyond it a leg cannot be opened. */
    static final int INSTRUCTIONS_WAITING = 1 << 17;
}
