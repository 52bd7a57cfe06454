package org.stillcall.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;
import org.stillcall.base.Digits;
import org.stillcall.sip.DialogState.Part;
import org.stillcall.sip.LegTable.Action;
import org.stillcall.sip.LegTable.Event;
import org.stillcall.sip.LegTable.Phase;

/**
 * What both kinds of leg share: the dialog, its requests in both directions, and the end. A leg is forgotten by the
 * stack when it has ended and no request of its own waits for an answer.
 */
abstract sealed class SipLeg implements Leg, TransactionUser permits CallerLeg, CalledLeg {
    private static final int RETRY_SECONDS = 5;

    final Exchange x;
    final Token tag;
    final DialogState dialog;
    final SessionTimer session;
    final Reoffer reoffer;
    final String contactUser;

    @Nullable
    Credential credential;

    LegListener listener;
    Hop hop;
    Phase phase;
    long localCseq;
    long remoteCseq = -1;
    long callIdHash;
    long remoteTagHash;
    boolean peerTakesUpdate;
    boolean forgotten;
    /** Our 2xx to an INVITE or re-INVITE whose ACK is awaited. */
    @Nullable
    Transaction unacknowledged;

    private long unacknowledgedCseq;
    private boolean answerInAck;
    HangUp how = HangUp.GONE;
    private @Nullable ReleaseCause releaseCause;
    private final RequestRate rate = new RequestRate();
    private int open;
    private boolean byeChallenged;
    private final List<Transaction> held = new ArrayList<>(2);

    SipLeg(
            Exchange x,
            LegListener listener,
            Hop hop,
            Phase phase,
            String contactUser,
            @Nullable Credential credential) {
        this.x = x;
        this.listener = listener;
        this.hop = hop;
        this.phase = phase;
        this.contactUser = contactUser;
        this.credential = credential;
        tag = Token.random(x.randomness);
        dialog = new DialogState(x.blocks);
        session = new SessionTimer(x.loop, this);
        reoffer = new Reoffer(this);
        localCseq = 1 + (x.randomness.nextLong() >>> 34); // below 2^30: room for a call's requests
    }

    @Override
    public State state() {
        return switch (phase) {
            case CALLING, OFFERED -> State.TRYING;
            case RINGING, ALERTING -> State.EARLY;
            case ANSWERED, CONFIRMED -> State.CONFIRMED;
            case CANCEL_WAITS, CANCELLING, PARTING, ENDED -> State.ENDED;
        };
    }

    @Override
    public void hangUp() {
        run(Event.HANG_UP);
        if (phase == Phase.PARTING) {
            listener = Deaf.LISTENER;
        }
    }

    @Override
    public void hangUp(ReleaseCause cause) {
        releaseCause = cause;
        hangUp();
    }

    @Override
    public void reoffer(byte[] sdp) {
        if (phase == Phase.CONFIRMED) {
            reoffer.offer(sdp);
        }
    }

    /** RFC 4028: our turn to refresh. */
    void refresh() {
        if (phase == Phase.CONFIRMED) {
            reoffer.refresh();
        }
    }

    void lost() {
        run(Event.LOST);
    }

    void run(Event event) {
        LegTable.Step step = LegTable.step(phase, event);
        boolean ends = step.next() == Phase.ENDED && phase != Phase.ENDED;
        phase = step.next();
        List<Action> actions = step.actions();
        for (int i = 0; i < actions.size(); i++) {
            switch (actions.get(i)) {
                case SEND_BYE -> bye();
                case TELL_HUNG_UP -> tellLast().hungUp(this, how);
                default -> act(actions.get(i));
            }
        }
        if (ends) {
            end();
        }
    }

    /** Runs an action of one side only. */
    abstract void act(Action action);

    /** The listener, which from now on hears no more. */
    LegListener tellLast() {
        LegListener last = listener;
        listener = Deaf.LISTENER;
        return last;
    }

    private void end() {
        listener = Deaf.LISTENER;
        session.stop();
        reoffer.stop();
        Transaction waiting = unacknowledged;
        if (waiting != null) {
            unacknowledged = null;
            x.transactions.acknowledged(waiting); // nothing to repeat any more
            waiting.leave();
        }
        ended();
        disposeIfDone();
    }

    /** What one side has to do at the end. */
    abstract void ended();

    void disposeIfDone() {
        if (phase == Phase.ENDED && open == 0) {
            dialog.close();
            x.legs.remove(tag.high(), this);
            gone();
        }
    }

    /** The stack forgets this leg; what still lasts of it has to do without. */
    void gone() {}

    /** Gives all memory back, without a message. */
    void dispose() {
        phase = Phase.ENDED;
        end();
        dialog.close();
        x.legs.remove(tag.high(), this);
    }

    /** Sends a request of the dialog, as outlined. */
    Transaction send(RequestOutline outline) {
        return send(outline, NextHop.of(dialog, hop));
    }

    Transaction send(RequestOutline outline, Hop to) {
        Token branch = Token.random(x.randomness);
        x.composer.request(outline, dialog, tag, branch, to);
        open++;
        return x.transactions.send(outline.method, to, branch, this, true);
    }

    /** Sends what the composer just made of a response. */
    void sendFollowing(SipMethod method, Hop to, Token branch) {
        open++;
        x.transactions.send(method, to, branch, this, !forgotten);
    }

    /** One of our requests has its final answer, or none. */
    void closed() {
        open--;
        disposeIfDone();
    }

    void bye() {
        send(farewell());
    }

    private RequestOutline farewell() {
        RequestOutline outline = x.request.begin(SipMethod.BYE, ++localCseq);
        outline.cause = releaseCause;
        return outline;
    }

    @Override
    public final void responded(Transaction transaction, SipMessage response) {
        if (transaction.method == SipMethod.INVITE && isFirst(transaction)) {
            inviteResponded(transaction, response);
        } else if (reoffer.isFor(transaction)) {
            reoffer.responded(transaction, response);
        } else if (response.status() >= 200) {
            transaction.leave();
            if (transaction.method == SipMethod.BYE && !byeChallenged && challenged(response)) {
                byeChallenged = true;
                answerChallenge(farewell(), response);
                send(x.request);
            }
            closed();
        }
    }

    /** Whether it is a challenge that we can answer. */
    boolean challenged(SipMessage response) {
        boolean asks = response.status() == 401 || response.status() == 407;
        return asks && credential != null && dialog.isOpen() && DigestAnswer.choose(response) != null;
    }

    void answerChallenge(RequestOutline outline, SipMessage response) {
        outline.challenge = DigestAnswer.choose(response);
        outline.credential = credential;
        outline.byProxy = response.status() == 407;
    }

    /** Whether the first offer has its answer, so that either side may make another (RFC 3311 section 5.1). */
    abstract boolean settled();

    /** Whether the transaction is the leg's first INVITE, or a new attempt at it. */
    abstract boolean isFirst(Transaction transaction);

    abstract void inviteResponded(Transaction transaction, SipMessage response);

    abstract void inviteUnanswered(Transaction transaction, FailureKind kind);

    @Override
    public final void unanswered(Transaction transaction, FailureKind kind) {
        if (!transaction.table.isClient()) {
            if (transaction == unacknowledged) {
                unacknowledged = null;
                run(Event.NO_ACK);
            }
        } else if (transaction.method == SipMethod.INVITE && isFirst(transaction)) {
            inviteUnanswered(transaction, kind);
        } else if (reoffer.isFor(transaction)) {
            reoffer.unanswered();
        } else {
            closed();
        }
    }

    @Override
    public Slice target() {
        return dialog.get(Part.TARGET);
    }

    @Override
    public void holds(Transaction transaction) {
        held.add(transaction);
    }

    @Override
    public void released(Transaction transaction) {
        held.remove(transaction);
    }

    @Override
    public void forget(Digits digits) {
        forgotten = true;
        dialog.mask(digits);
        for (int i = held.size() - 1; i >= 0; i--) { // one that is not repeated any more leaves the list
            held.get(i).mask(digits);
        }
    }

    void eachBlock(Consumer<Block> visitor) {
        dialog.eachBlock(visitor);
    }

    /** Whether a message names this dialog: our tag was found already. */
    boolean isIn(SipMessage message, Slice ourTag, @Nullable Slice theirTag) {
        if (!tag.is(ourTag) || message.callId().hash(x.keys.key) != callIdHash) {
            return false;
        }
        return remoteTagHash == 0 || (theirTag == null ? 1 : theirTag.hash(x.keys.key)) == remoteTagHash;
    }

    /** A request within the dialog, not ACK. */
    void request(SipMessage request, Hop from) {
        if (request.method() != SipMethod.BYE && rate.isTooMuch(x.loop.nowMillis())) {
            x.composer.response(x.response.begin(500).retryIn(RETRY_SECONDS), request, from, tag);
            x.transactions.sendDraft(Exchange.replyTo(request, from));
            return;
        }
        if (request.cseq() < remoteCseq) {
            reply(request, from, x.response.begin(500).retryIn(RETRY_SECONDS), false);
            return;
        }
        remoteCseq = request.cseq();
        if (!Extensions.knowsAll(request)) {
            ResponseOutline outline = x.response.begin(420);
            outline.unsupportedOf = request;
            reply(request, from, outline, true);
            return;
        }
        switch (request.method()) {
            case BYE -> {
                how = HangUp.bye(request);
                reply(request, from, x.response.begin(200), false);
                run(Event.BYE);
            }
            case INVITE -> reoffer.reinvited(request, from);
            case UPDATE -> reoffer.updated(request, from);
            case PRACK -> pracked(request, from);
            case OPTIONS -> reply(request, from, x.response.begin(200).capabilities(), true);
            case INFO -> reply(request, from, x.response.begin(request.body().isEmpty() ? 200 : 415), false);
            case UNKNOWN -> reply(request, from, x.response.begin(501), false);
            default -> {
                ResponseOutline outline = x.response.begin(405);
                outline.withAllow = true;
                reply(request, from, outline, true);
            }
        }
    }

    void pracked(SipMessage request, Hop from) {
        reply(request, from, x.response.begin(481), false);
    }

    /** Answers a request of the dialog; {@code keep} when the bytes cannot be composed anew from a repetition. */
    @Nullable
    Transaction reply(SipMessage request, Hop from, ResponseOutline outline, boolean keep) {
        boolean invited = request.method() == SipMethod.INVITE && outline.status < 300;
        if (forgotten || x.transactions.full() && !invited) { // at the limit, or over: without memory
            x.composer.response(outline, request, from, tag);
            x.transactions.sendDraft(Exchange.replyTo(request, from));
            return null;
        }
        boolean kept = keep || request.method() == SipMethod.INVITE;
        Transaction transaction =
                x.transactions.serve(request, Exchange.replyTo(request, from), kept && !forgotten ? this : null);
        x.composer.response(outline, request, from, tag);
        x.transactions.respond(transaction, outline.status, keep && !forgotten);
        return transaction;
    }

    /** Our 2xx to an INVITE is out; {@code offered}: it made the offer, so the ACK has the answer. */
    void awaitAck(Transaction transaction, long cseq, boolean offered) {
        unacknowledged = transaction;
        unacknowledgedCseq = cseq;
        answerInAck = offered;
    }

    /** The ACK of a 2xx. */
    void acked(SipMessage ack) {
        Transaction transaction = unacknowledged;
        if (transaction == null || ack.cseq() != unacknowledgedCseq) {
            return; // a repetition
        }
        unacknowledged = null;
        x.transactions.acknowledged(transaction);
        transaction.leave();
        Slice sdp = Bodies.sdp(ack);
        if (answerInAck && sdp != null && !sdp.isEmpty()) {
            listener.reanswered(this, sdp);
        }
        run(Event.ACK);
    }

    /** The peer's Contact becomes the target (RFC 3261 section 12.2.1.2). */
    boolean refreshTarget(SipMessage message) {
        Slice contact = message.header(HeaderName.CONTACT);
        if (contact == null) {
            return true;
        }
        NameAddress address = NameAddress.parse(contact);
        return address.valid() && SipUri.isSip(address.uri()) && dialog.set(Part.TARGET, address.uri());
    }

    @Override
    public String toString() {
        return "Leg " + phase;
    }
}
