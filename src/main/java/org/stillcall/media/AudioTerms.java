package org.stillcall.media;

import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What both sides agreed on for a leg's audio; what the media thread is told. Immutable.
 *
 * @param media where the peer is, or null when it gave 0.0.0.0: it stays where it was
 * @param control where the peer takes RTCP, or null when unknown
 * @param law what we send
 * @param digitsOut payload number of telephone-event in packets to the peer, or -1
 * @param digitsIn payload number of telephone-event in packets from the peer, or -1
 * @param sends whether we may send to the peer
 * @param hears whether the peer may send to us
 * @param secure null for RTP in clear
 */
record AudioTerms(
        @Nullable InetSocketAddress media,
        @Nullable InetSocketAddress control,
        Law law,
        int digitsOut,
        int digitsIn,
        boolean sends,
        boolean hears,
        @Nullable Secure secure) {

    /** The same with keys. */
    AudioTerms with(Secure keys) {
        return new AudioTerms(media, control, law, digitsOut, digitsIn, sends, hears, keys);
    }

    /** The keys of both directions: ours as in our description, and the peer's. */
    record Secure(PeerCrypto ours, PeerCrypto peers) {
        /** Overwrites them: the ciphers have what they need. The same object still tells that nothing changed. */
        void erase() {
            Arrays.fill(ours.keying(), (byte) 0);
            Arrays.fill(peers.keying(), (byte) 0);
        }

        boolean sameAs(Secure other) {
            return ours.sameAs(other.ours) && peers.sameAs(other.peers);
        }
    }
}
