package org.stillcall.media;

import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the peer's session description says of one medium, in our own terms.
 *
 * @param port 0 when the peer does not want it
 * @param media where the peer hears it, or null for address 0.0.0.0 (hold, RFC 2543)
 * @param control where the peer takes RTCP, or null where media is
 * @param preferred the first law that the peer lists, or null when it lists neither
 * @param other the second law, or null
 * @param digits the payload number of telephone-event at 8 kHz, or -1
 */
record PeerSection(
        Kind kind,
        Profile profile,
        int port,
        @Nullable InetSocketAddress media,
        @Nullable InetSocketAddress control,
        Direction direction,
        @Nullable Law preferred,
        @Nullable Law other,
        int digits,
        List<PeerCrypto> cryptos,
        PeerTransport transport) {

    /** The laws that the peer lists, the preferred one first. */
    List<Law> laws() {
        Law first = preferred;
        Law second = other;
        return first == null ? List.of() : second == null ? List.of(first) : List.of(first, second);
    }

    /** The medium's name in {@code m=}. */
    enum Kind {
        AUDIO("audio"),
        VIDEO("video"),
        TEXT("text"),
        IMAGE("image"),
        MESSAGE("message"),
        APPLICATION("application");

        final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /** The transport in {@code m=}; whatever else the peer may name is {@link #OTHER}. */
    enum Profile {
        AVP("RTP/AVP", false),
        AVPF("RTP/AVPF", false),
        SAVP("RTP/SAVP", true),
        SAVPF("RTP/SAVPF", true),
        /** A browser's. */
        SAVPF_DTLS("UDP/TLS/RTP/SAVPF", true),
        UDPTL("udptl", false),
        OTHER("RTP/AVP", false);

        final String word;
        private final boolean secure;

        Profile(String word, boolean secure) {
            this.word = word;
            this.secure = secure;
        }

        boolean secure() {
            return secure;
        }

        /** Set up by SIP alone. */
        boolean rtp() {
            return this == AVP || this == AVPF || this == SAVP || this == SAVPF;
        }

        /** Keyed by DTLS. */
        boolean dtls() {
            return this == SAVPF_DTLS;
        }
    }
}
