package org.stillcall.sip;

import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;
import org.stillcall.base.Limits;
import org.stillcall.base.Log;
import org.stillcall.base.Loop;
import org.stillcall.base.Randomness;
import org.stillcall.sip.TransactionTable.State;

/**
 * Transactions, dialogs and legs over a {@link Wire} (RFC 3261). Loop thread only.
 *
 * <p>A message finds its transaction by branch, else its dialog by our tag, else the {@link Doorkeeper} decides. What
 * needs no memory gets none: refusals of strangers, of too much at once and of what cannot be read are answered
 * statelessly, with a tag that follows from the request.
 */
public final class SipStack implements WireListener, AutoCloseable {
    private static final int RETRY_SECONDS = 5;

    private final Exchange x;
    private final Wire wire;
    private final StackSettings settings;
    private final Doorkeeper doorkeeper;
    private final SipUser user;
    private final Overload overload;
    private final Ghosts ghosts;
    private final SipMessage message = new SipMessage();
    private boolean draining;
    private long dropped;
    private long texts;

    public SipStack(
            Loop loop,
            Wire wire,
            Randomness randomness,
            Log log,
            StackSettings settings,
            Doorkeeper doorkeeper,
            SipUser user) {
        x = new Exchange(loop, wire, randomness, settings);
        this.wire = wire;
        this.settings = settings;
        this.doorkeeper = doorkeeper;
        this.user = user;
        ghosts = new Ghosts(x, doorkeeper);
        overload = new Overload(loop, log, settings.lagMillis(), wire::behind, () -> x.transactions.unheard());
    }

    /**
     * Sends an INVITE; the listener hears of it later, never from within this call. The target's digits are copied: the
     * caller keeps them.
     */
    public Leg invite(Invitation invitation, LegListener listener) {
        CallerLeg leg = new CallerLeg(x, invitation, listener);
        if (full() || invitation.route().isEmpty() || !leg.remember(invitation.target(), invitation.from())) {
            leg.failLater(LegFailure.Kind.UNREACHABLE);
            return leg;
        }
        x.legs.put(leg.tag.high(), leg);
        leg.start(invitation.ringLimit().toMillis());
        return leg;
    }

    /** Sends REGISTER or OPTIONS outside any dialog; the listener hears of it later, never from within this call. */
    public void request(OutgoingRequest request, ResponseListener listener) {
        new OutsideRequest(x, request, listener).send(null);
    }

    private boolean full() {
        return x.legs.size() >= settings.legs() || x.transactions.full();
    }

    @Override
    public void received(Hop from, Block memory, int length) {
        if (length > Limits.SIP_MESSAGE_BYTES) {
            ParseFault fault = message.parse(memory.segment(), Limits.SIP_MESSAGE_BYTES);
            malformed(fault == ParseFault.NOT_SIP ? fault : ParseFault.TOO_LONG, from);
            return;
        }
        ParseFault fault = message.parse(memory.segment(), length);
        if (fault != null) {
            malformed(fault, from);
        } else if (message.isRequest()) {
            request(message, from);
        } else {
            response(message, from);
        }
    }

    private void malformed(ParseFault fault, Hop from) {
        wire.penalise(from);
        boolean answerable = message.isRequest()
                && message.method() != SipMethod.ACK
                && message.via().valid()
                && message.has(HeaderName.FROM)
                && message.has(HeaderName.TO)
                && message.has(HeaderName.CALL_ID)
                && message.has(HeaderName.CSEQ);
        if (answerable) {
            answerUnasked(message, from, x.response.begin(fault.status()));
        } else {
            dropped++;
        }
    }

    private void response(SipMessage response, Hop from) {
        Transaction transaction = x.transactions.client(response);
        if (transaction != null) {
            x.transactions.responded(transaction, response);
        } else if (!ghosts.end(response, from)) {
            dropped++;
        }
    }

    private void request(SipMessage request, Hop from) {
        SipMethod method = request.method();
        Transaction known = x.transactions.server(x.keys.server(request));
        if (method == SipMethod.ACK) {
            acknowledged(request, known);
        } else if (known != null) {
            x.transactions.repeated(known, request, from);
        } else if (method == SipMethod.CANCEL) {
            cancelled(request, from);
        } else if (request.to().tag() != null) {
            within(request, from);
        } else {
            outside(request, from);
        }
    }

    private void acknowledged(SipMessage ack, @Nullable Transaction known) {
        if (known != null && known.state != State.ACCEPTED) {
            x.transactions.acknowledged(known);
            return;
        }
        SipLeg leg = known != null && known.user instanceof SipLeg byBranch ? byBranch : dialog(ack);
        if (leg != null) {
            leg.acked(ack);
        }
    }

    private void cancelled(SipMessage cancel, Hop from) {
        Transaction invite = x.transactions.server(x.keys.server(cancel, SipMethod.INVITE));
        if (invite == null || !isFrom(from, invite.hop)) {
            answerUnasked(cancel, from, x.response.begin(481));
            return;
        }
        Token tag = invite.user instanceof SipLeg leg ? leg.tag : x.keys.tag(cancel);
        x.composer.response(x.response.begin(200), cancel, from, tag);
        x.transactions.sendDraft(Exchange.replyTo(cancel, from));
        if (invite.state == State.PROCEEDING && invite.user instanceof CalledLeg leg) {
            leg.cancelled();
        }
    }

    /** A CANCEL goes hop by hop (RFC 3261 section 9.1): it comes from where its INVITE came from. */
    private static boolean isFrom(Hop source, Hop known) {
        return source.address().getAddress().equals(known.address().getAddress());
    }

    private @Nullable SipLeg dialog(SipMessage request) {
        Slice tag = request.to().tag();
        SipLeg leg = tag == null ? null : x.legs.get(Token.high(tag));
        return leg != null
                        && tag != null
                        && leg.isIn(request, tag, request.from().tag())
                ? leg
                : null;
    }

    private void within(SipMessage request, Hop from) {
        SipLeg leg = dialog(request);
        if (leg == null) {
            answerUnasked(request, from, x.response.begin(481));
        } else if (leg.phase == LegTable.Phase.ENDED) {
            answer(request, from, x.response.begin(request.method() == SipMethod.BYE ? 200 : 481));
        } else {
            leg.request(request, from);
        }
    }

    private void outside(SipMessage request, Hop from) {
        SipMethod method = request.method();
        boolean invite = method == SipMethod.INVITE;
        if (invite && (draining || full() || overload.sheds())) {
            ResponseOutline outline = x.response.begin(503);
            outline.retryAfter = RETRY_SECONDS;
            dropped++;
            if (doorkeeper.mayKnowUs(request, from)) {
                answer(request, from, outline);
            }
            return;
        }
        Slice hops = request.header(HeaderName.MAX_FORWARDS);
        if (hops != null && hops.number() == 0) {
            answerUnasked(request, from, x.response.begin(483));
        } else if (!SipUri.isSip(request.requestUri())) {
            answerUnasked(request, from, x.response.begin(416));
        } else if (x.transactions.merged(request)) {
            answerUnasked(request, from, x.response.begin(482));
        } else if (method == SipMethod.REGISTER) {
            registered(request, from);
        } else {
            switch (doorkeeper.admit(request, from)) {
                case Decision.Admit admit -> admitted(admit.peer(), request, from);
                case Decision.Answer refusal -> answer(request, from, outline(refusal));
                case Decision.Silence ignored -> dropped++;
            }
        }
    }

    private ResponseOutline outline(Decision.Answer answer) {
        ResponseOutline outline = x.response.begin(answer.status());
        outline.extra = answer.headers();
        return outline;
    }

    private void registered(SipMessage request, Hop from) {
        switch (doorkeeper.register(request, from)) {
            case Decision.Admit ignored -> answer(request, from, x.response.begin(500));
            case Decision.Answer answer -> {
                ResponseOutline outline = outline(answer);
                int status = answer.status();
                if (status == 401 || status == 403 || status == 407 || x.transactions.full()) {
                    answer(request, from, outline);
                } else {
                    Transaction transaction = x.transactions.serve(request, Exchange.replyTo(request, from), null);
                    x.composer.response(outline, request, from, x.keys.tag(request));
                    x.transactions.respond(transaction, status, true);
                }
            }
            case Decision.Silence ignored -> dropped++;
        }
    }

    private void admitted(Peer peer, SipMessage request, Hop from) {
        if (!Extensions.knowsAll(request)) {
            ResponseOutline outline = x.response.begin(420);
            outline.unsupportedOf = request;
            answer(request, from, outline);
            return;
        }
        switch (request.method()) {
            case INVITE -> {
                if (peer instanceof Peer.Stranger) {
                    answer(request, from, x.response.begin(403));
                } else {
                    invited(peer, request, from);
                }
            }
            case OPTIONS -> {
                ResponseOutline outline = x.response.begin(200);
                outline.withAllow = true;
                outline.withSupported = true;
                outline.withAccept = true;
                answer(request, from, outline);
            }
            case BYE, PRACK, UPDATE -> answer(request, from, x.response.begin(481));
            case UNKNOWN -> answer(request, from, x.response.begin(501));
            case MESSAGE -> text(peer, request, from);
            case ACK, CANCEL, REGISTER, INFO, NOTIFY, SUBSCRIBE, REFER, PUBLISH -> notAllowed(request, from);
        }
    }

    /**
     * A text (RFC 3428) is counted and dropped, whoever it is for; its sender hears what any number that is not in
     * service says. A phone of ours learns that there are none.
     */
    private void text(Peer peer, SipMessage request, Hop from) {
        texts++;
        if (peer instanceof Peer.Carrier) {
            answer(request, from, x.response.begin(404));
        } else {
            notAllowed(request, from);
        }
    }

    private void notAllowed(SipMessage request, Hop from) {
        ResponseOutline outline = x.response.begin(405);
        outline.withAllow = true;
        answer(request, from, outline);
    }

    private void invited(Peer peer, SipMessage request, Hop from) {
        Slice sdp = Bodies.sdp(request);
        if (sdp == null) {
            ResponseOutline outline = x.response.begin(415);
            outline.withAccept = true;
            answer(request, from, outline);
            return;
        }
        if (SessionTimer.isTooShort(request)) {
            ResponseOutline outline = x.response.begin(422);
            outline.minSe = SessionTimer.LEAST;
            answer(request, from, outline);
            return;
        }
        CalledLeg leg = new CalledLeg(x, request, from, Deaf.LISTENER);
        if (!leg.remember(request, from)) {
            leg.dispose();
            answer(request, from, x.response.begin(request.has(HeaderName.CONTACT) ? 500 : 400));
            return;
        }
        x.legs.put(leg.tag.high(), leg);
        leg.start(request, from);
        LegListener listener = user.invited(new IncomingInvite(peer, leg, request, dialled(request), sdp));
        if (listener == null) {
            leg.refuse(480);
        } else {
            leg.hear(listener);
        }
    }

    private static Slice dialled(SipMessage request) {
        SipUri uri = SipUri.parse(request.requestUri());
        return uri.valid() ? uri.user() : Slice.EMPTY;
    }

    /** The same for what the doorkeeper did not decide about: a scanner must not learn by it that somebody is here. */
    private void answerUnasked(SipMessage request, Hop from, ResponseOutline outline) {
        if (doorkeeper.mayKnowUs(request, from)) {
            answer(request, from, outline);
        } else {
            dropped++;
        }
    }

    /** Sends a response of which nothing is kept. */
    private void answer(SipMessage request, Hop from, ResponseOutline outline) {
        x.composer.response(outline, request, from, x.keys.tag(request));
        x.transactions.sendDraft(Exchange.replyTo(request, from));
    }

    @Override
    public void failed(Hop hop, FailureKind kind) {
        x.transactions.broken(hop, kind);
    }

    /** From now on new calls are refused with 503; those in progress go on. */
    public void drain() {
        draining = true;
    }

    /** Ends every leg by CANCEL, BYE or 480. */
    public void hangUpAll() {
        for (SipLeg leg : x.legs.values()) {
            leg.hangUp();
        }
    }

    public int liveTransactions() {
        return x.transactions.live();
    }

    public int liveLegs() {
        return x.legs.size();
    }

    /** Messages that were sent again for want of an answer. */
    public long retransmissions() {
        return x.transactions.retransmissions();
    }

    /** Messages that were not understood, not wanted or too many, and are gone. */
    public long dropped() {
        return dropped;
    }

    /** Texts that came and were dropped. */
    public long texts() {
        return texts;
    }

    /** Off-heap blocks in use. */
    public int blocksOnLoan() {
        return x.blocks.onLoan();
    }

    /** Shows every block of text that is held now: what the tests search for digits. */
    void eachBlock(java.util.function.Consumer<Block> visitor) {
        x.transactions.eachBlock(visitor);
        for (SipLeg leg : x.legs.values()) {
            leg.eachBlock(visitor);
        }
    }

    /** Forgets everything at once, without a message; all memory is zeroed. */
    @Override
    public void close() {
        draining = true;
        x.transactions.closeAll();
        for (SipLeg leg : x.legs.values()) {
            leg.dispose();
        }
    }
}
