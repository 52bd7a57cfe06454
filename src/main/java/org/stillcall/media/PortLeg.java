package org.stillcall.media;

import java.lang.foreign.MemorySegment;

/** The switch's half of a leg with a port pair: negotiates on the caller's thread. */
final class PortLeg extends EngineLeg implements RtpLeg {
    private static final Negotiation CLOSED = new Negotiation.Refused(Negotiation.Reason.NOT_EXPECTED);

    private final int port;
    private final Negotiator negotiator; // guarded by itself

    PortLeg(Relay relay, MediaListener listener, SocketPair pair, Learning learning, long number) {
        super(relay, listener, new PortWay(relay, pair, learning), number);
        this.port = pair.port;
        this.negotiator = new Negotiator(relay.settings.advertised(), port, relay.randomness);
    }

    @Override
    public SdpBody offer(SecureMedia policy) {
        synchronized (negotiator) {
            return negotiator.offer(policy);
        }
    }

    @Override
    public Negotiation answered(MemorySegment sdp, long offset, long length) {
        synchronized (negotiator) {
            return closed() ? CLOSED : apply(negotiator.answered(sdp, offset, length));
        }
    }

    @Override
    public Negotiation answerTo(SecureMedia policy, MemorySegment sdp, long offset, long length) {
        synchronized (negotiator) {
            return closed() ? CLOSED : apply(negotiator.answerTo(policy, sdp, offset, length));
        }
    }

    private Negotiation apply(Negotiation outcome) {
        AudioTerms agreed = negotiator.terms();
        if (agreed != null && !(outcome instanceof Negotiation.Refused)) {
            post(() -> audio().apply(agreed));
        }
        return outcome;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    void erase() {
        synchronized (negotiator) {
            negotiator.erase();
        }
    }
}
