package org.stillcall.sip;

/**
 * Where a phone can be reached now.
 *
 * @param target its URI, for the Request-URI of a call
 * @param hop the way that its registration came, so that a call passes its NAT; by connection where there is one
 */
public record Contact(Target target, Hop hop) {
    @Override
    public String toString() {
        return "Contact";
    }
}
