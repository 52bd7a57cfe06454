package org.stillcall.sip;

import org.jspecify.annotations.Nullable;

/** The client's half of digest (RFC 7616, RFC 8760, RFC 3261 section 22): answers a challenge. Holds nothing. */
final class DigestAnswer {
    private DigestAnswer() {}

    /** The value of the best challenge of a 401 or 407 that can be answered; null when there is none. */
    static @Nullable Slice choose(SipMessage response) {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes the value of Authorization or Proxy-Authorization.
     *
     * @param requestUri as it stands in the request's start line
     * @param nonceCount 1 for a nonce's first use, then one more each time
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
        throw new UnsupportedOperationException();
    }
}
