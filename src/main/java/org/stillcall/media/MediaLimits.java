package org.stillcall.media;

/** The sizes that this package keeps to; each has a behaviour at the limit and a test that reaches it. */
final class MediaLimits {
    private MediaLimits() {}

    /** Longest datagram looked at, in bytes; the rest of a longer one is cut off by the kernel and it is dropped. */
    static final int DATAGRAM_BYTES = 1500;
    /** Longest session description read, in bytes; a longer one is not understood. */
    static final int SDP_BYTES = 4096;
    /** Most lines in a session description; more is not understood. */
    static final int SDP_LINES = 128;
    /** Most media sections in a session description; more is not understood. */
    static final int SDP_SECTIONS = 8;
    /** Most audio samples in one packet that pass: 60 ms at 8 kHz; a longer payload is dropped. */
    static final int PACKET_SAMPLES = 480;
    /** Digits waiting to be sent on one leg; further ones are dropped. */
    static final int DIGITS_WAITING = 32;
    /** Longest prompt in samples: two minutes at 8 kHz; a longer file is refused. */
    static final int PROMPT_SAMPLES = 120 * 8000;
    /** Instructions waiting for the media thread; beyond it a leg cannot be opened. */
    static final int INSTRUCTIONS_WAITING = 1 << 17;
}
