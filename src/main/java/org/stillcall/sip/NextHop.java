package org.stillcall.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Where a request within a dialog goes: the first route or the target, when it is an address that can be reached; else
 * where the dialog came from. A peer's host name is never looked up: it would tell a name server of the call, and
 * the name is the peer's choice.
 */
final class NextHop {
    private NextHop() {}

    static Hop of(DialogState dialog, Hop known) {
        if (known.transport().reliable()) {
            return known;
        }
        Slice route = dialog.get(DialogState.Part.ROUTE);
        Slice text = route.isEmpty()
                ? dialog.get(DialogState.Part.TARGET)
                : NameAddress.parse(route).uri();
        SipUri uri = SipUri.parse(text);
        InetAddress address = uri.valid() && !uri.secure() ? address(uri.host()) : null;
        if (address == null) {
            return known;
        }
        InetAddress source = known.address().getAddress();
        if (!address.equals(source) && (isNobodys(address) || isLocal(address) && !isLocal(source))) {
            return known; // behind NAT: its own address means nothing here; or it names a machine of ours
        }
        int port = uri.port() == 0 ? known.transport().defaultPort() : uri.port();
        InetSocketAddress place = new InetSocketAddress(address, port);
        return place.equals(known.address()) ? known : new Hop(known.transport(), place, "", known.connection());
    }

    /** What no other machine can be reached at: a peer that names it means us, or everybody. */
    private static boolean isNobodys(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || (address.getAddress()[0] & 0xff) >= 240;
    }

    private static boolean isLocal(InetAddress address) {
        return address.isSiteLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress();
    }

    /** An IPv4 address in dotted decimals; null for anything else. IPv6 peers are answered where they came from. */
    private static @Nullable InetAddress address(Slice host) {
        byte[] bytes = new byte[4];
        int at = 0;
        for (int i = 0; i < 4; i++) {
            int end = i == 3 ? host.length() : host.indexOf('.', at);
            if (end < 0 || end - at > 3) {
                return null;
            }
            long value = host.part(at, end).number();
            if (value < 0 || value > 255) {
                return null;
            }
            bytes[i] = (byte) value;
            at = end + 1;
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) { // four bytes are always an address
            return null;
        }
    }
}
