package org.stillcall.sip;

import static org.stillcall.base.Contract.require;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds where a SIP domain's servers are (RFC 3263): NAPTR, then SRV, then A and AAAA, with a cache. Loop thread only. */
public final class SipResolver implements AutoCloseable {
    /**
     * What is to be found.
     *
     * @param host a domain, host name, IPv4 or (bracketed or not) IPv6 address; never a person's
     * @param port the URI's port, 0 when it names none
     * @param transport the URI's transport parameter, null when it names none
     * @param secure a sips URI: TLS only
     */
    public record Target(String host, int port, @Nullable Transport transport, boolean secure) {
        public Target {
            require(port >= 0 && port <= 65535, "A port is 0 to 65535.");
        }
    }

    /**
     * Finds the hops to try, best first, and gives them to {@code answer} on the loop, later; an empty list when there
     * is none or none was found in time.
     */
    public void resolve(Target target, Consumer<List<Hop>> answer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
