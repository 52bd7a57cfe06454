package org.stillcall.sip;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses as they stand in a URI (RFC 3261 section 25.1, RFC 5118). */
final class Places {
    private Places() {}

    /** The address in full, IPv6 in brackets and without its scope. */
    static String host(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        String plain = scope < 0 ? text : text.substring(0, scope);
        return address instanceof Inet6Address ? "[" + plain + "]" : plain;
    }

    /** Whether a URI's host is this address literally; a name is never looked up. */
    static boolean isAddress(Slice host, InetAddress address) {
        return host.isIgnoringCase(host(address));
    }
}
