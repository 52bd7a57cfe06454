package org.stillcall.sip;

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
 * The called side: a peer's INVITE (RFC 3261 section 13.3). Until the final response it keeps the lines that responses
 * copy. Provisional responses are sent reliably (RFC 3262) if the peer requires it: one at a time, and an answer waits
 * until the last is acknowledged.
 */
final class CalledLeg extends SipLeg {
    private final boolean reliably;
    private @Nullable Transaction invite;
    private final long inviteCseq;
    private final boolean late;
    private @Nullable Block head;
    private int headLength;
    private int routedLength;
    private int status;
    private @Nullable ReleaseCause cause;
    private byte @Nullable [] sdp;
    private long rseq;
    private boolean prackAwaited;
    private boolean settledEarly;
    private byte @Nullable [] progressWaits;
    private byte @Nullable [] answerWaits;
    private final Repeat repeat = new Repeat();
    private final GiveUp giveUp = new GiveUp();
    private long interval;

    /** Repeats a reliable provisional response. */
    private final class Repeat extends TimerQueues.Entry {
        @Override
        void expired() {
            interval *= 2;
            Transaction transaction = invite;
            if (transaction != null) {
                x.transactions.repeatProvisional(transaction);
                x.timers.set(this, interval);
            }
        }
    }

    /** No PRACK came in 64 T1. */
    private final class GiveUp extends TimerQueues.Entry {
        @Override
        void expired() {
            lost();
        }
    }

    CalledLeg(Exchange x, SipMessage request, Hop from, LegListener listener) {
        super(x, listener, from, Phase.OFFERED, x.randomness.token(64), null);
        reliably = request.lists(HeaderName.REQUIRE, "100rel");
        inviteCseq = request.cseq();
        late = request.body().isEmpty();
        remoteCseq = request.cseq();
        peerTakesUpdate = request.lists(HeaderName.ALLOW, "UPDATE");
        rseq = 1 + (x.randomness.nextLong() >>> 34);
    }

    /** Copies what is needed of the INVITE; false when there is no memory or it names no target. */
    boolean remember(SipMessage request, Hop from) {
        SipWriter out = x.draft.begin();
        out.text("<").slice(request.to().uri()).text(">");
        int local = out.length();
        out.text("<").slice(request.from().uri()).text(">");
        int remote = out.length();
        RouteSet.write(request, out);
        int route = out.length();
        Slice peer = request.from().tag();
        boolean done = x.draft.length() > 0
                && dialog.set(Part.LOCAL, x.draft.part(0, local))
                && dialog.set(Part.REMOTE, x.draft.part(local, remote))
                && dialog.set(Part.ROUTE, x.draft.part(remote, route))
                && dialog.set(Part.CALL_ID, request.callId())
                && (peer == null || dialog.set(Part.REMOTE_TAG, peer))
                && request.has(HeaderName.CONTACT)
                && refreshTarget(request);
        callIdHash = request.callId().hash(x.keys.key);
        remoteTagHash = peer == null ? 1 : peer.hash(x.keys.key);
        session.asked(request);
        x.draft.wipe();
        return done && rememberHead(request, from);
    }

    private boolean rememberHead(SipMessage request, Hop from) {
        SipWriter out = x.draft.begin();
        x.composer.head(out, request, from, tag);
        headLength = out.length();
        x.composer.recordRoute(out, request);
        routedLength = out.length();
        Block block = x.draft.length() == 0 ? null : x.blocks.take(routedLength);
        if (block != null) {
            x.draft.part(0, routedLength).copyTo(block.segment(), 0);
            head = block;
        }
        x.draft.wipe();
        return block != null;
    }

    /** Answers 100 at once. */
    void start(SipMessage request, Hop from) {
        invite = x.transactions.serve(request, Exchange.replyTo(request, from), this);
        respond(x.response.begin(100));
    }

    /** Whom to tell from now on, unless the leg is over already. */
    void hear(LegListener owner) {
        if (state() != State.ENDED) {
            listener = owner;
        }
    }

    private void respond(ResponseOutline outline) {
        Block lines = head;
        Transaction transaction = invite;
        if (lines != null && transaction != null) {
            x.composer.response(outline, lines, headLength, routedLength, hop);
            x.transactions.respond(transaction, outline.status, true);
        }
    }

    @Override
    public void ring() {
        if (!prackAwaited) {
            alert(180, null);
        }
    }

    @Override
    public void progress(byte[] description) {
        if (prackAwaited) {
            progressWaits = description;
        } else {
            alert(183, description);
        }
    }

    private void alert(int code, byte @Nullable [] description) {
        status = code;
        sdp = description;
        run(Event.ALERT);
        sdp = null;
    }

    @Override
    public void answer(byte[] description) {
        if (prackAwaited) {
            answerWaits = description;
            return;
        }
        sdp = description;
        run(Event.ANSWER);
        sdp = null;
    }

    @Override
    public void refuse(int code) {
        status = code;
        run(Event.REFUSE);
    }

    @Override
    public void refuse(int code, ReleaseCause why) {
        cause = why;
        refuse(code);
    }

    @Override
    public void answersWith(Credential own) {
        credential = own;
    }

    /** The peer's CANCEL found this leg's INVITE. */
    void cancelled() {
        how = HangUp.CANCELLED;
        run(Event.CANCEL);
    }

    @Override
    void act(Action action) {
        switch (action) {
            case SEND_PROVISIONAL -> sendProvisional();
            case SEND_ANSWER -> sendAnswer();
            case SEND_REFUSAL -> sendRefusal();
            case SEND_TERMINATED -> sendFinal(487);
            case SEND_UNAVAILABLE -> sendFinal(480);
            case TELL_ACKNOWLEDGED -> listener.acknowledged(this);
            default -> throw new IllegalStateException("An action of the calling side.");
        }
    }

    private void sendProvisional() {
        ResponseOutline outline = x.response.begin(status);
        outline.contactUser = contactUser;
        outline.sdp = sdp;
        if (reliably) {
            outline.rseq = ++rseq;
            settledEarly |= sdp != null && !late;
            prackAwaited = true;
            interval = Transactions.T1;
            x.timers.set(repeat, interval);
            x.timers.set(giveUp, Transactions.END);
        }
        respond(outline);
    }

    private void sendAnswer() {
        ResponseOutline outline = x.response.begin(200).capabilities();
        outline.contactUser = contactUser;
        outline.withAccept = false;
        boolean settledLate = late && settledEarly;
        outline.sdp = settledLate ? null : sdp;
        session.answer(outline);
        respond(outline);
        if (invite != null) {
            awaitAck(invite, inviteCseq, late && !settledLate);
        }
        releaseHead();
    }

    private void sendRefusal() {
        ResponseOutline outline = x.response.begin(status);
        outline.extra = cause == null ? List.of() : List.of(cause.line());
        respond(outline);
        releaseHead();
    }

    private void sendFinal(int code) {
        respond(x.response.begin(code));
        releaseHead();
    }

    @Override
    void pracked(SipMessage request, Hop from) {
        Slice rack = request.header(HeaderName.RACK);
        if (!prackAwaited || rack == null || !names(rack)) {
            reply(request, from, x.response.begin(481), false);
            return;
        }
        prackAwaited = false;
        x.timers.clear(repeat);
        x.timers.clear(giveUp);
        Slice body = Bodies.sdp(request);
        if (body != null && !body.isEmpty() && settledEarly) {
            byte[] ours = listener.reoffered(this, body); // a further offer, RFC 3262 section 5
            ResponseOutline outline = x.response.begin(ours == null ? 488 : 200);
            outline.sdp = ours;
            reply(request, from, outline, true);
        } else {
            reply(request, from, x.response.begin(200), false);
        }
        if (body != null && !body.isEmpty() && late && !settledEarly) {
            settledEarly = true;
            listener.reanswered(this, body);
        }
        if (progressWaits != null) {
            byte[] next = progressWaits;
            progressWaits = null;
            alert(183, next);
        } else if (answerWaits != null) {
            byte[] next = answerWaits;
            answerWaits = null;
            answer(next);
        }
    }

    /** {@code RAck: response-num CSeq-num Method} (RFC 3262 section 7.2). */
    private boolean names(Slice rack) {
        int space = rack.indexOf(' ', 0);
        if (space < 0 || rack.part(0, space).number() != rseq) {
            return false;
        }
        Slice rest = rack.from(space).trimmed();
        int second = rest.indexOf(' ', 0);
        return second > 0
                && rest.part(0, second).number() == inviteCseq
                && rest.from(second).trimmed().is("INVITE");
    }

    @Override
    boolean settled() {
        return phase == Phase.CONFIRMED || phase == Phase.ALERTING && settledEarly && !prackAwaited;
    }

    @Override
    boolean isFirst(Transaction transaction) {
        return false; // every INVITE that we send on this side is a re-INVITE
    }

    @Override
    void inviteResponded(Transaction transaction, SipMessage response) {}

    @Override
    void inviteUnanswered(Transaction transaction, FailureKind kind) {}

    @Override
    public void forget(Digits digits) {
        super.forget(digits);
        if (head != null) {
            digits.maskIn(head.segment(), 0, routedLength);
            DisplayNames.maskIn(head.segment(), routedLength);
        }
    }

    @Override
    void eachBlock(Consumer<Block> visitor) {
        super.eachBlock(visitor);
        if (head != null) {
            visitor.accept(head);
        }
    }

    private void releaseHead() {
        if (head != null) {
            head.close();
            head = null;
        }
        x.timers.clear(repeat);
        x.timers.clear(giveUp);
    }

    @Override
    void ended() {
        if (invite != null && invite.buffer == null) {
            invite.leave();
        }
        invite = null;
        releaseHead();
        progressWaits = null;
        answerWaits = null;
    }
}
