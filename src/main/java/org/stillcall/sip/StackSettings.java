package org.stillcall.sip;

import static org.stillcall.base.Contract.require;

import org.stillcall.base.Limits;

/**
 * What the host may choose about the stack.
 *
 * @param publicHost what stands in Via and Contact as our host (IPv6 in brackets), or empty for the address of the
 *     socket that a message leaves by; needed when sockets are bound to the wildcard address or stand behind NAT
 * @param legs most legs at once; the next INVITE is refused with 503
 * @param transactions most transactions at once, those included that only absorb repetitions
 * @param lagMillis how far the loop may fall behind before new INVITEs are refused with 503
 */
public record StackSettings(String publicHost, int legs, int transactions, int lagMillis) {
    public StackSettings {
        require(legs > 0 && transactions > 0 && lagMillis > 0, "Limits are positive.");
    }

    /** As many legs as the product's calls need, and the transactions of 5,000 calls a second. */
    public static StackSettings standard() {
        return new StackSettings("", 2 * Limits.CALLS, 1_000_000, 200);
    }
}
