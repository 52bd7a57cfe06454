package org.stillcall.media;

import java.util.Arrays;

/**
 * One usable {@code a=crypto} line of the peer (RFC 4568): its tag, suite, and master key with salt. Prints nothing.
 */
final class PeerCrypto {
    final int tag;
    final SrtpSuite suite;
    private final byte[] keying;

    PeerCrypto(int tag, SrtpSuite suite, byte[] keying) {
        this.tag = tag;
        this.suite = suite;
        this.keying = keying;
    }

    /** The keying material itself, not a copy. */
    byte[] keying() {
        return keying;
    }

    boolean sameAs(PeerCrypto other) {
        return suite == other.suite && Arrays.equals(keying, other.keying);
    }
}
