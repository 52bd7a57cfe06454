package org.stillcall.sip;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.stillcall.sip.DigestFields.Name;
import org.stillcall.sip.OffHeapHash.Algorithm;

/** The client's half of digest (RFC 7616, RFC 8760, RFC 3261 section 22): answers a challenge. Holds nothing. */
final class DigestAnswer {
    private DigestAnswer() {}

    /**
     * The value of the strongest challenge of a 401 or 407 that can be answered, the topmost of several alike; null
     * when there is none.
     */
    static @Nullable Slice choose(SipMessage response) {
        HeaderName name = response.status() == 407 ? HeaderName.PROXY_AUTHENTICATE : HeaderName.WWW_AUTHENTICATE;
        Slice best = null;
        Algorithm strongest = null;
        for (int i = 0; i < response.headerCount(); i++) {
            if (response.headerName(i) != name) {
                continue;
            }
            Slice value = response.headerValue(i);
            DigestFields fields = challenge(value);
            Algorithm algorithm = fields == null ? null : fields.algorithm();
            if (algorithm != null && (strongest == null || algorithm.compareTo(strongest) > 0)) {
                strongest = algorithm;
                best = value;
            }
        }
        return best;
    }

    /**
     * Whether a challenge refuses only the nonce's age: the same password may be tried again (RFC 7616 section 3.3).
     */
    static boolean stale(Slice challengeValue) {
        DigestFields fields = challenge(challengeValue);
        return fields != null && fields.is(Name.STALE, "true");
    }

    /** A challenge that can be answered: a realm, a nonce, an algorithm that we speak, and "auth" or no qop at all. */
    private static @Nullable DigestFields challenge(Slice value) {
        DigestFields fields = DigestFields.parse(value);
        if (fields == null || fields.get(Name.REALM) == null || fields.algorithm() == null) {
            return null;
        }
        Slice nonce = fields.get(Name.NONCE);
        boolean answerable = fields.get(Name.QOP) == null || fields.lists(Name.QOP, "auth");
        return nonce != null && !nonce.isEmpty() && answerable ? fields : null;
    }

    /**
     * Writes the value of Authorization or Proxy-Authorization.
     *
     * @param requestUri as it stands in the request's start line
     * @param nonceCount 1 for a nonce's first use, then one more each time
     * @param cnonce random letters and digits of ours, new each time
     * @return false, and nothing is written, when the challenge cannot be answered or is malformed
     */
    static boolean write(
            SipWriter out,
            Slice challengeValue,
            Credential credential,
            SipMethod method,
            Slice requestUri,
            int nonceCount,
            String cnonce) {
        DigestFields fields = challenge(challengeValue);
        if (fields == null || !fitsQuotes(requestUri) || !isPlain(credential.user())) {
            return false;
        }
        Slice realm = fields.get(Name.REALM);
        Slice nonce = fields.get(Name.NONCE);
        Algorithm algorithm = fields.algorithm();
        if (realm == null || nonce == null || algorithm == null) {
            return false;
        }
        boolean counted = fields.get(Name.QOP) != null;
        Slice count = ascii(String.format(java.util.Locale.ROOT, "%08x", nonceCount));
        try (DigestSum sum = new DigestSum(algorithm)) {
            sum.first(credential.user(), realm, credential.password().bytes()).second(method.name(), requestUri);
            Slice response = sum.result(nonce, counted ? count : null, ascii(cnonce));
            out.text("Digest username=\"").text(quotable(credential.user()));
            out.text("\", realm=\"").slice(realm).text("\", nonce=\"").slice(nonce);
            out.text("\", uri=\"")
                    .slice(requestUri)
                    .text("\", response=\"")
                    .slice(response)
                    .text("\"");
        }
        if (fields.get(Name.ALGORITHM) != null) {
            out.text(", algorithm=").text(algorithm.token());
        }
        Slice opaque = fields.get(Name.OPAQUE);
        if (opaque != null) {
            out.text(", opaque=\"").slice(opaque).text("\"");
        }
        if (counted) {
            out.text(", qop=auth, nc=")
                    .slice(count)
                    .text(", cnonce=\"")
                    .text(cnonce)
                    .text("\"");
        }
        return true;
    }

    private static boolean fitsQuotes(Slice uri) {
        for (int i = 0; i < uri.length(); i++) {
            byte c = uri.at(i);
            if (c <= ' ' || c == 0x7f || c == '"' || c == '\\') {
                return false;
            }
        }
        return !uri.isEmpty();
    }

    private static boolean isPlain(String user) {
        return user.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    private static String quotable(String user) {
        return user.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static Slice ascii(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return new Slice(MemorySegment.ofArray(bytes), 0, bytes.length);
    }
}
