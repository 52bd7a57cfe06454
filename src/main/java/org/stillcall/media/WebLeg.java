package org.stillcall.media;

/** The switch's half of a browser's leg: negotiates on the caller's thread. */
final class WebLeg extends EngineLeg implements BrowserLeg {
    private static final Negotiation CLOSED = new Negotiation.Refused(Negotiation.Reason.NOT_EXPECTED);

    private final BrowserWay way;
    private final BrowserNegotiator negotiator; // guarded by itself

    private WebLeg(Relay relay, MediaListener listener, BrowserWay way, BrowserNegotiator negotiator, long number) {
        super(relay, listener, way, number);
        this.way = way;
        this.negotiator = negotiator;
    }

    /** {@code port} has a place reserved for it. */
    static WebLeg open(Relay relay, BrowserPort port, MediaListener listener, long number) {
        DtlsIdentity identity = port.identities.current();
        return new WebLeg(
                relay,
                listener,
                new BrowserWay(relay, port, identity),
                new BrowserNegotiator(port.settings, identity, relay.randomness),
                number);
    }

    BrowserWay way() {
        return way;
    }

    @Override
    public Negotiation answerTo(byte[] offer) {
        synchronized (negotiator) {
            if (closed()) {
                return CLOSED;
            }
            Negotiation outcome = negotiator.answerTo(offer);
            BrowserTerms agreed = negotiator.terms();
            if (agreed != null && outcome instanceof Negotiation.Answer) {
                post(() -> way.described(agreed));
            }
            return outcome;
        }
    }

    @Override
    void erase() {
        synchronized (negotiator) {
            negotiator.erase();
        }
    }
}
