package org.stillcall.sip;

import java.util.ArrayList;
import java.util.List;

/** The header fields that the product reads or writes; any other is {@link #OTHER} and never read. */
public enum HeaderName {
    VIA("Via", 'v', false),
    FROM("From", 'f', true),
    TO("To", 't', true),
    CALL_ID("Call-ID", 'i', true),
    CSEQ("CSeq", true),
    MAX_FORWARDS("Max-Forwards", true),
    CONTACT("Contact", 'm', false),
    CONTENT_LENGTH("Content-Length", 'l', true),
    CONTENT_TYPE("Content-Type", 'c', true),
    CONTENT_ENCODING("Content-Encoding", 'e', false),
    RECORD_ROUTE("Record-Route", false),
    ROUTE("Route", false),
    REQUIRE("Require", false),
    PROXY_REQUIRE("Proxy-Require", false),
    SUPPORTED("Supported", 'k', false),
    UNSUPPORTED("Unsupported", false),
    ALLOW("Allow", false),
    ACCEPT("Accept", false),
    EXPIRES("Expires", true),
    MIN_EXPIRES("Min-Expires", true),
    AUTHORIZATION("Authorization", false),
    PROXY_AUTHORIZATION("Proxy-Authorization", false),
    WWW_AUTHENTICATE("WWW-Authenticate", false),
    PROXY_AUTHENTICATE("Proxy-Authenticate", false),
    AUTHENTICATION_INFO("Authentication-Info", false),
    RETRY_AFTER("Retry-After", true),
    REASON("Reason", false),
    RSEQ("RSeq", true),
    RACK("RAck", true),
    SESSION_EXPIRES("Session-Expires", 'x', true),
    MIN_SE("Min-SE", true),
    PRIVACY("Privacy", false),
    P_ASSERTED_IDENTITY("P-Asserted-Identity", false),
    REMOTE_PARTY_ID("Remote-Party-ID", false),
    P_PREFERRED_IDENTITY("P-Preferred-Identity", false),
    DIVERSION("Diversion", false),
    HISTORY_INFO("History-Info", false),
    IDENTITY("Identity", 'y', false),
    PATH("Path", false),
    EVENT("Event", 'o', true),
    DATE("Date", true),
    OTHER("", false);

    private static final int BUCKETS = 256;
    private static final HeaderName[][] TABLE = table();

    private final String text;
    private final char compact;
    private final boolean single;

    HeaderName(String text, char compact, boolean single) {
        this.text = text;
        this.compact = compact;
        this.single = single;
    }

    HeaderName(String text, boolean single) {
        this(text, '\0', single);
    }

    /** As the product writes it. */
    String text() {
        return text;
    }

    /** Whether a message may hold it once only (RFC 3261 section 7.3.1). */
    boolean single() {
        return single;
    }

    /** The header of that name, in the long or the compact form (RFC 3261 section 7.3.3), in either case. */
    static HeaderName of(Slice name) {
        if (name.isEmpty()) {
            return OTHER;
        }
        for (HeaderName candidate : TABLE[bucket(name.length(), name.at(0))]) {
            boolean same = name.length() == 1
                    ? candidate.compact == Slice.lower(name.at(0))
                    : name.isIgnoringCase(candidate.text);
            if (same) {
                return candidate;
            }
        }
        return OTHER;
    }

    private static int bucket(int length, byte first) {
        return (length * 7 + Slice.lower(first)) & (BUCKETS - 1);
    }

    private static HeaderName[][] table() {
        List<List<HeaderName>> lists = new ArrayList<>();
        for (int i = 0; i < BUCKETS; i++) {
            lists.add(new ArrayList<>());
        }
        for (HeaderName name : values()) {
            if (name != OTHER) {
                lists.get(bucket(name.text.length(), (byte) name.text.charAt(0)))
                        .add(name);
            }
        }
        for (HeaderName name : values()) {
            if (name.compact != '\0') {
                lists.get(bucket(1, (byte) name.compact)).add(name);
            }
        }
        return lists.stream().map(list -> list.toArray(new HeaderName[0])).toArray(HeaderName[][]::new);
    }
}
