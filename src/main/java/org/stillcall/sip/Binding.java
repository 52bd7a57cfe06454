package org.stillcall.sip;

import org.jspecify.annotations.Nullable;
import org.stillcall.base.Loop;

/** One contact of one phone, with what ends it. Owned by the {@link Registrar}. */
final class Binding {
    private final ContactRequest.Asked asked;
    private final Hop hop;
    private final long callId;
    private final long cseq;
    private final long until;
    private Loop.@Nullable Timer expiry;
    private Loop.@Nullable Timer ping;
    private boolean ended;

    /** {@code callId}: its keyed hash; {@code until}: by the loop's clock. */
    Binding(ContactRequest.Asked asked, Hop hop, long callId, long cseq, long until) {
        this.asked = asked;
        this.hop = hop;
        this.callId = callId;
        this.cseq = cseq;
        this.until = until;
    }

    String uri() {
        return asked.uri();
    }

    String instance() {
        return asked.instance();
    }

    Hop hop() {
        return hop;
    }

    long callId() {
        return callId;
    }

    long cseq() {
        return cseq;
    }

    long until() {
        return until;
    }

    boolean ended() {
        return ended;
    }

    Contact contact() {
        return new Contact(asked.target(), hop);
    }

    /** Whether the phone stands behind something that forgets silent peers: NAT, or a connection. */
    boolean needsPings() {
        Target target = asked.target();
        int port = target.port() == 0 ? hop.transport().defaultPort() : target.port();
        boolean direct =
                target.host().equalsIgnoreCase(Places.host(hop.address().getAddress()))
                        && port == hop.address().getPort();
        return hop.transport().reliable() || !direct;
    }

    void ends(Loop.Timer timer) {
        expiry = timer;
    }

    void pings(Loop.Timer timer) {
        ping = timer;
    }

    void end() {
        ended = true;
        if (expiry != null) {
            expiry.cancel();
        }
        if (ping != null) {
            ping.cancel();
        }
    }

    @Override
    public String toString() {
        return "Binding";
    }
}
