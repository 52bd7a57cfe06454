package org.stillcall.turn;

import static org.stillcall.base.Contract.require;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where our TURN server listens, and what pages are told.
 *
 * @param bind the local address
 * @param host the name or address that browsers dial; with TLS one that the certificate is for
 * @param tcp without TLS; none for no such port
 * @param tls with it
 */
public record TurnSettings(InetAddress bind, String host, Optional<Port> tcp, Optional<Port> tls) {
    /**
     * @param local where we listen; 0 for any free one, in tests
     * @param dialled what browsers dial, where a router shows another one
     */
    public record Port(int local, int dialled) {}

    public TurnSettings {
        require(tcp.isPresent() || tls.isPresent(), "A TURN server has a port.");
    }

    /** TLS first: what lets only that through is what this is for. */
    List<String> urls() {
        String place = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        List<String> urls = new ArrayList<>();
        tls.ifPresent(port -> urls.add("turns:" + place + ":" + port.dialled() + "?transport=tcp"));
        tcp.ifPresent(port -> urls.add("turn:" + place + ":" + port.dialled() + "?transport=tcp"));
        return urls;
    }
}
