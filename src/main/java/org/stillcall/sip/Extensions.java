package org.stillcall.sip;

import org.jspecify.annotations.Nullable;

/** The option tags of Require and Supported (RFC 3261 section 19.2) that the product knows: 100rel and timer. */
final class Extensions {
    private Extensions() {}

    static boolean knowsAll(SipMessage request) {
        return unknown(request, null) == 0;
    }

    /** Writes the names that we do not know, for Unsupported, with commas. */
    static void writeUnknown(SipMessage request, SipWriter out) {
        unknown(request, out);
    }

    private static int unknown(SipMessage request, @Nullable SipWriter out) {
        int count = 0;
        for (int i = 0; i < request.headerCount(); i++) {
            if (request.headerName(i) != HeaderName.REQUIRE) {
                continue;
            }
            Slice rest = request.headerValue(i);
            while (!rest.isEmpty()) {
                int comma = rest.indexOf(',', 0);
                Slice one = (comma < 0 ? rest : rest.part(0, comma)).trimmed();
                rest = comma < 0 ? Slice.EMPTY : rest.from(comma + 1);
                if (one.isEmpty() || one.isIgnoringCase("100rel") || one.isIgnoringCase("timer")) {
                    continue;
                }
                if (out != null && Grammar.isToken(one)) {
                    out.text(count == 0 ? "" : ", ").slice(one);
                }
                count++;
            }
        }
        return count;
    }
}
