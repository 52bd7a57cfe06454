package org.stillcall.media;

import java.util.HexFormat;

/** What a browser offers, as Chromium writes it, in short. */
record BrowserOffer(String name, DtlsIdentity identity) {
    static String fingerprint(DtlsIdentity identity) {
        return "a=fingerprint:sha-256 "
                + HexFormat.ofDelimiter(":").withUpperCase().formatHex(identity.digest());
    }

    String text() {
        return String.join(
                        "\r\n",
                        "v=0",
                        "o=- 4611731400430051336 2 IN IP4 127.0.0.1",
                        "s=-",
                        "t=0 0",
                        "a=group:BUNDLE 0",
                        "a=extmap-allow-mixed",
                        "a=msid-semantic: WMS CANARY",
                        "m=audio 9 UDP/TLS/RTP/SAVPF 111 63 0 8 110 126",
                        "c=IN IP4 0.0.0.0",
                        "a=rtcp:9 IN IP4 0.0.0.0",
                        "a=candidate:1 1 udp 2122260223 canary.local 54321 typ host generation 0",
                        "a=ice-ufrag:" + name,
                        "a=ice-pwd:canarycanarycanarycanary",
                        "a=ice-options:trickle",
                        fingerprint(identity),
                        "a=setup:actpass",
                        "a=mid:0",
                        "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level",
                        "a=sendrecv",
                        "a=msid:CANARY CANARY",
                        "a=rtcp-mux",
                        "a=rtpmap:111 opus/48000/2",
                        "a=fmtp:111 minptime=10;useinbandfec=1",
                        "a=rtpmap:63 red/48000/2",
                        "a=rtpmap:0 PCMU/8000",
                        "a=rtpmap:8 PCMA/8000",
                        "a=rtpmap:110 telephone-event/48000",
                        "a=rtpmap:126 telephone-event/8000",
                        "a=ssrc:123456 cname:CANARY")
                + "\r\n";
    }

    /** The value of an attribute of a description. */
    static String value(String description, String attribute) {
        for (String line : description.split("\r\n")) {
            if (line.startsWith("a=" + attribute + ":")) {
                return line.substring(attribute.length() + 3);
            }
        }
        throw new AssertionError("no " + attribute);
    }
}
