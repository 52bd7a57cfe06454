package org.stillcall.sip;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request outside any dialog: REGISTER or OPTIONS. Every text is of ours and no person's.
 *
 * @param from the URI of From without brackets; the stack adds the tag
 * @param to the URI of To without brackets
 * @param callId ours, for all requests of one registration the same
 * @param cseq the stack uses {@code cseq + 1} when it answers a challenge; see the response's
 * @param extra further header lines (Contact of a REGISTER, Expires), in this order; OPTIONS needs none
 * @param credential for a challenge, or null: then 401 and 407 are told like any other response
 */
public record OutgoingRequest(
        Hop hop,
        SipMethod method,
        String requestUri,
        String from,
        String to,
        String callId,
        long cseq,
        List<HeaderLine> extra,
        @Nullable Credential credential) {
    @Override
    public String toString() {
        return "OutgoingRequest " + method;
    }
}
