package org.stillcall.sip;

/**
 * An INVITE from outside any dialog by a peer that may call; 100 was sent. The slices are valid until {@link
 * SipUser#invited} returns.
 *
 * @param peer who calls, never a stranger
 * @param leg the called side's leg; give it a final answer
 * @param request the whole request
 * @param user the user part of the Request-URI: what was dialled
 * @param offer the session description, empty when there is none
 */
public record IncomingInvite(Peer peer, Leg leg, SipMessage request, Slice user, Slice offer) {
    @Override
    public String toString() {
        return "IncomingInvite";
    }
}
