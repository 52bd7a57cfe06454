package org.stillcall.sip;

import java.util.ArrayList;
import java.util.List;

/** The route set of a dialog from Record-Route (RFC 3261 sections 12.1.1 and 12.1.2), as a value for Route. */
final class RouteSet {
    private RouteSet() {}

    /** In the order of the request: for the called side. */
    static void write(SipMessage request, SipWriter out) {
        List<NameAddress> all = read(request);
        for (int i = 0; i < all.size(); i++) {
            one(all.get(i), i == 0, out);
        }
    }

    /** In reverse: for the calling side. */
    static void writeReversed(SipMessage response, SipWriter out) {
        List<NameAddress> all = read(response);
        for (int i = all.size() - 1; i >= 0; i--) {
            one(all.get(i), i == all.size() - 1, out);
        }
    }

    private static void one(NameAddress address, boolean first, SipWriter out) {
        out.text(first ? "<" : ", <").slice(address.uri()).text(">");
    }

    private static List<NameAddress> read(SipMessage message) {
        List<NameAddress> all = new ArrayList<>();
        for (int i = 0; i < message.headerCount(); i++) {
            if (message.headerName(i) != HeaderName.RECORD_ROUTE) {
                continue;
            }
            NameAddress address = NameAddress.parse(message.headerValue(i));
            while (address.valid()) {
                all.add(address);
                address = address.rest().isEmpty() ? NameAddress.ABSENT : NameAddress.parse(address.rest());
            }
        }
        return all;
    }
}
