package org.stillcall.media;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** Composes our session descriptions: these lines, in this order, and no others. One thread, one description. */
final class SdpWriter {
    private final StringBuilder out = new StringBuilder(512);

    /** The lines before the first medium. */
    SdpWriter session(long id, int version, InetAddress address) {
        String literal = literal(address);
        String family = address instanceof Inet6Address ? " IP6 " : " IP4 ";
        out.append("v=0\r\no=- ")
                .append(id)
                .append(' ')
                .append(version)
                .append(" IN")
                .append(family)
                .append(literal);
        out.append("\r\ns=-\r\nc=IN").append(family).append(literal).append("\r\nt=0 0\r\n");
        return this;
    }

    /** The head of the audio section; {@code digits} is -1 without telephone-event. */
    SdpWriter audio(int port, PeerSection.Profile profile, Iterable<Law> laws, int digits) {
        out.append("m=audio ").append(port).append(' ').append(profile.word);
        for (Law law : laws) {
            out.append(' ').append(law.payload);
        }
        if (digits >= 0) {
            out.append(' ').append(digits);
        }
        out.append("\r\n");
        for (Law law : laws) {
            out.append("a=rtpmap:")
                    .append(law.payload)
                    .append(' ')
                    .append(law.encoding)
                    .append("/8000\r\n");
        }
        if (digits >= 0) {
            out.append("a=rtpmap:").append(digits).append(" telephone-event/8000\r\n");
            out.append("a=fmtp:").append(digits).append(" 0-15\r\n");
        }
        return this;
    }

    SdpWriter crypto(PeerCrypto ours) {
        String key = Base64.getEncoder().encodeToString(ours.keying());
        out.append("a=crypto:").append(ours.tag).append(' ').append(ours.suite.name());
        out.append(" inline:").append(key).append("\r\n");
        return this;
    }

    /** What goes before a browser's section: we are ICE-lite; {@code mid} is -1 without one. */
    SdpWriter browserSession(int mid) {
        out.append("a=ice-lite\r\n");
        if (mid >= 0) {
            out.append("a=group:BUNDLE ").append(mid).append("\r\n");
        }
        return this;
    }

    /** How we are reached and who we are (RFC 8839, RFC 8122, RFC 5763, RFC 5761). */
    SdpWriter browserTransport(IceName name, byte[] certificate, int mid) {
        if (mid >= 0) {
            out.append("a=mid:").append(mid).append("\r\n");
        }
        out.append("a=ice-ufrag:").append(name.nameText()).append("\r\n");
        out.append("a=ice-pwd:").append(name.passwordText()).append("\r\n");
        out.append("a=fingerprint:sha-256 ")
                .append(HexFormat.ofDelimiter(":").withUpperCase().formatHex(certificate));
        out.append("\r\na=setup:passive\r\na=rtcp-mux\r\n");
        return this;
    }

    /** Each address once, the first preferred (RFC 8445 section 5.1.2). */
    SdpWriter candidates(BrowserSettings settings) {
        int foundation = 1;
        for (BrowserSettings.Address address : settings.addresses()) {
            long priority = (126L << 24) + ((65536L - foundation) << 8) + 255;
            out.append("a=candidate:").append(foundation++).append(" 1 udp ").append(priority);
            out.append(' ').append(literal(address.advertised())).append(' ').append(settings.port());
            out.append(" typ host\r\n");
        }
        out.append("a=end-of-candidates\r\n");
        return this;
    }

    /** The end of the audio section. */
    SdpWriter pacing(Direction direction) {
        out.append("a=ptime:20\r\na=").append(direction.attribute()).append("\r\n");
        return this;
    }

    /** A medium of the peer's offer that we do not want (RFC 3264 section 6). */
    SdpWriter refused(PeerSection section) {
        out.append("m=")
                .append(section.kind().word)
                .append(" 0 ")
                .append(section.profile().word)
                .append(" 0\r\n");
        return this;
    }

    byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}
