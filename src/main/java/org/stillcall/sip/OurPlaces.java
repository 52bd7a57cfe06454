package org.stillcall.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** Our host and port in Via and Contact. */
final class OurPlaces {
    private static final int MOST = 256;

    private final Wire wire;
    private final String publicHost;
    private final Map<InetSocketAddress, String> texts = new HashMap<>();

    OurPlaces(Wire wire, String publicHost) {
        this.wire = wire;
        this.publicHost = publicHost;
    }

    /** As seen by that hop. */
    String by(Hop hop) {
        InetSocketAddress local = local(hop);
        String known = texts.get(local);
        if (known == null) {
            if (texts.size() == MOST) {
                texts.clear();
            }
            known = (publicHost.isEmpty() ? Places.host(local.getAddress()) : publicHost) + ":" + local.getPort();
            texts.put(local, known);
        }
        return known;
    }

    private InetSocketAddress local(Hop hop) {
        try {
            return wire.local(hop);
        } catch (IllegalStateException e) { // we only dial by this transport, or cannot use it: sending tells which
            return new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), hop.transport().defaultPort());
        }
    }
}
