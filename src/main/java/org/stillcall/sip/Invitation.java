package org.stillcall.sip;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An INVITE to be composed: everything in it is in here or made by the stack from constants and random tokens.
 *
 * @param route where to send it, in order of trial (RFC 3263); the next is tried only when one gives no response or 503
 * @param target Request-URI and To
 * @param from From
 * @param contactUser user part of our Contact, random per leg, or empty for none
 * @param privacy values of the Privacy header in order, empty for no header (RFC 3323)
 * @param assertedIdentity the URI of P-Asserted-Identity without brackets, or null for no header (RFC 3325)
 * @param sdp our offer
 * @param credential for a challenge, or null: then 401 and 407 are failures
 * @param ringLimit after which an unanswered INVITE is cancelled
 * @param sessionTimer whether Session-Expires is asked for (RFC 4028)
 */
public record Invitation(
        List<Hop> route,
        Target target,
        Party from,
        String contactUser,
        List<String> privacy,
        @Nullable String assertedIdentity,
        byte[] sdp,
        @Nullable Credential credential,
        Duration ringLimit,
        boolean sessionTimer) {
    @Override
    public String toString() {
        return "Invitation";
    }
}
