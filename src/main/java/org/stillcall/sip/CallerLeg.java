package org.stillcall.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Loop;
import org.stillcall.sip.DialogState.Part;
import org.stillcall.sip.LegTable.Action;
import org.stillcall.sip.LegTable.Event;
import org.stillcall.sip.LegTable.Phase;

/**
 * The calling side: our INVITE (RFC 3261 section 13.2), over as many hops as it takes.
 *
 * <p>One invitation may take several INVITE transactions: after a challenge, after 422, and at the next hop when one
 * gave no response or 503 and no phone was heard to ring. They share Call-ID and tag and differ in branch and CSeq. The
 * far side may fork: the first 2xx makes the dialog, later ones with another tag are acknowledged and ended. What
 * answers a response (ACK, PRACK, the BYE of a fork) is composed from that response, so that nothing has to be kept of
 * early dialogs but the number of their last reliable response.
 */
final class CallerLeg extends SipLeg {
    private static final Hop NOWHERE = Hop.udp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9));

    private static final int FOLLOWED_FORKS = 8;

    private final long begun;
    private final Attempts attempts;
    private final EarlyDialogs early = new EarlyDialogs();
    private @Nullable Transaction invite;
    private Loop.@Nullable Timer limit;
    private boolean rang;
    private boolean earlyAnswer;
    private boolean settledEarly;
    private int forks;
    private boolean ackedOnce;
    private boolean established;
    private boolean inviteOpen;
    private long inviteCseq;
    private int status;
    private int cause;
    private @Nullable SipMessage message;
    private Slice heard = Slice.EMPTY;

    CallerLeg(Exchange x, Invitation invitation, LegListener listener) {
        super(x, listener, first(invitation), Phase.CALLING, invitation.contactUser(), invitation.credential());
        attempts = new Attempts(invitation);
        begun = x.loop.nowMillis();
    }

    private static Hop first(Invitation invitation) {
        return invitation.route().isEmpty() ? NOWHERE : invitation.route().getFirst();
    }

    /** Writes what the dialog has to remember; false when there is no memory. */
    boolean remember(Target target, Party from) {
        SipWriter out = x.draft.begin();
        out.text("sip:").text(target.prefix()).text(target.plus() ? "+" : "");
        if (target.digits() != null) {
            out.digits(target.digits());
        }
        out.text(target.prefix().isEmpty() && target.digits() == null ? "" : "@")
                .text(target.host());
        if (target.port() != 0) {
            out.text(":").number(target.port());
        }
        out.text(target.parameters());
        int uri = out.length();
        out.text("<").slice(x.draft.part(0, uri)).text(">");
        int remote = out.length();
        if (!from.display().isEmpty()) {
            out.text("\"").text(from.display()).text("\" ");
        }
        out.text("<sip:")
                .text(from.user())
                .text(from.user().isEmpty() ? "" : "@")
                .text(from.host())
                .text(">");
        int local = out.length();
        Token.random(x.randomness).write(out);
        boolean done = x.draft.length() > 0
                && dialog.set(Part.TARGET, x.draft.part(0, uri))
                && dialog.set(Part.REMOTE, x.draft.part(uri, remote))
                && dialog.set(Part.LOCAL, x.draft.part(remote, local))
                && dialog.set(Part.CALL_ID, x.draft.part(local, out.length()));
        callIdHash = dialog.get(Part.CALL_ID).hash(x.keys.key);
        x.draft.wipe();
        return done;
    }

    void start(long ringMillis) {
        limit = x.loop.after(ringMillis, () -> {
            limit = null;
            run(Event.RING_LIMIT);
        });
        attempt(null);
    }

    /** The leg cannot even begin: tells so, later. */
    void failLater(LegFailure.Kind kind) {
        status = 0;
        phase = Phase.ENDED;
        LegListener last = tellLast();
        LegFailure failure = failure(kind);
        x.loop.execute(() -> last.failed(this, failure));
        disposeIfDone();
    }

    private void attempt(@Nullable SipMessage challenge) {
        phase = Phase.CALLING; // of this INVITE nothing was heard yet: a CANCEL has to wait
        RequestOutline outline = x.request.begin(SipMethod.INVITE, ++localCseq);
        outline.withContact = true;
        outline.contactUser = contactUser;
        attempts.outline(outline);
        if (challenge != null) {
            answerChallenge(outline, challenge);
        }
        inviteCseq = localCseq;
        hop = attempts.hop();
        inviteOpen = true;
        invite = send(outline, hop);
    }

    @Override
    boolean settled() {
        return phase == Phase.CONFIRMED || phase == Phase.RINGING && settledEarly;
    }

    @Override
    boolean isFirst(Transaction transaction) {
        return transaction == invite;
    }

    @Override
    void inviteResponded(Transaction transaction, SipMessage response) {
        Slice tagOfPeer = response.to().tag();
        long hash = tagOfPeer == null ? 1 : tagOfPeer.hash(x.keys.key);
        Slice ours = response.from().tag();
        if (ours == null || !tag.is(ours) || response.callId().isEmpty()) {
            return;
        }
        message = response;
        status = response.status();
        listener.responded(this, response);
        if (status < 200) {
            provisional(response, hash);
        } else if (status < 300) {
            success(response, hash);
        } else {
            refusal(response);
        }
        message = null;
    }

    private void provisional(SipMessage response, long hash) {
        if (status == 100) {
            run(Event.TRYING);
            return;
        }
        rang = true;
        Slice rseq = response.header(HeaderName.RSEQ);
        boolean reliable = rseq != null && response.lists(HeaderName.REQUIRE, "100rel");
        if (rseq != null && reliable && !isNew(hash, rseq.number(), response)) {
            return;
        }
        Slice body = Bodies.sdp(response);
        heard = body == null ? Slice.EMPTY : body;
        earlyAnswer |= !heard.isEmpty();
        settledEarly |= reliable && !heard.isEmpty();
        run(Event.PROVISIONAL);
    }

    /** RFC 3262 section 4: acknowledges the next reliable response of its early dialog; any other is dropped. */
    private boolean isNew(long hash, long rseq, SipMessage response) {
        if (!early.isNext(hash, rseq)) {
            return false;
        }
        Token branch = Token.random(x.randomness);
        x.composer.follow(SipMethod.PRACK, response, Slice.EMPTY, true, ++localCseq, rseq, branch, hop);
        sendFollowing(SipMethod.PRACK, hop, branch);
        return true;
    }

    private void success(SipMessage response, long hash) {
        inviteDone();
        if (ackedOnce) {
            acknowledge(response, hash);
            if (hash != remoteTagHash) {
                endFork(response);
            }
            return;
        }
        ackedOnce = true;
        remoteTagHash = hash;
        remoteCseq = -1; // what was counted so far may be another fork's
        Slice body = Bodies.sdp(response);
        established = establish(response);
        boolean usable = established && body != null && (!body.isEmpty() || earlyAnswer);
        heard = body == null ? Slice.EMPTY : body;
        run(usable ? Event.SUCCESS : Event.BAD_SUCCESS);
    }

    private boolean establish(SipMessage response) {
        Slice peer = response.to().tag();
        if (peer != null && !dialog.set(Part.REMOTE_TAG, peer)) {
            return false;
        }
        if (response.has(HeaderName.RECORD_ROUTE)) {
            RouteSet.writeReversed(response, x.draft.begin());
            boolean kept = x.draft.length() > 0 && dialog.set(Part.ROUTE, x.draft.part(0, x.draft.length()));
            x.draft.wipe();
            if (!kept) {
                return false;
            }
        }
        peerTakesUpdate = response.lists(HeaderName.ALLOW, "UPDATE");
        if (phase != Phase.CANCELLING && phase != Phase.CANCEL_WAITS) {
            session.agreed(response);
        }
        return refreshTarget(response);
    }

    /** The ACK of a 2xx, the same for each repetition of it. */
    private void acknowledge(SipMessage response, long hash) {
        Transaction transaction = invite;
        if (transaction == null) {
            return;
        }
        Token branch = transaction.ourBranch().derived(x.keys.key, hash);
        Hop to = dialog.isOpen() && hash == remoteTagHash ? NextHop.of(dialog, hop) : hop;
        x.composer.follow(SipMethod.ACK, response, Slice.EMPTY, true, response.cseq(), -1, branch, to);
        x.transactions.sendDraft(to);
    }

    @Override
    void bye() {
        SipMessage response = message;
        if (!established && response != null) {
            endFork(response);
        } else {
            super.bye();
        }
    }

    private void endFork(SipMessage response) {
        Token branch = Token.random(x.randomness);
        x.composer.follow(SipMethod.BYE, response, Slice.EMPTY, true, ++localCseq, -1, branch, hop);
        if (++forks <= FOLLOWED_FORKS) {
            sendFollowing(SipMethod.BYE, hop, branch);
        } else {
            x.transactions.sendDraft(hop); // a peer with so many is a liar: once and without memory
        }
    }

    private void refusal(SipMessage response) {
        inviteOpen = false; // the attempt's count is given back below, after a further attempt took its own
        if (!triesAgain(response)) {
            cause = Reasons.cause(response);
            run(Event.REFUSAL);
        }
        closed();
    }

    private boolean triesAgain(SipMessage response) {
        if (phase != Phase.CALLING && phase != Phase.RINGING) {
            return false;
        }
        if (challenged(response) && attempts.mayAnswer(response)) {
            attempt(response);
            return true;
        }
        if (status == 422 && attempts.mayLast(response)) {
            attempt(null);
            return true;
        }
        return status == 503 && nextHop();
    }

    private boolean nextHop() {
        if (rang || phase != Phase.CALLING && phase != Phase.RINGING || !attempts.mayGoOn()) {
            return false;
        }
        attempt(null);
        return true;
    }

    @Override
    void inviteUnanswered(Transaction transaction, FailureKind kind) {
        inviteOpen = false;
        if (!nextHop()) {
            status = kind == FailureKind.TIMEOUT ? 0 : -1;
            run(Event.SILENCE);
        }
        closed();
    }

    private void inviteDone() {
        if (inviteOpen) {
            inviteOpen = false;
            closed();
        }
    }

    @Override
    void act(Action action) {
        switch (action) {
            case SEND_ACK -> {
                if (message != null) {
                    acknowledge(message, remoteTagHash);
                }
            }
            case SEND_CANCEL -> cancel();
            case ABANDON -> abandon();
            case TELL_PROGRESS -> listener.progressed(this, status, heard);
            case TELL_ANSWERED -> {
                stopLimit();
                attempts.over();
                listener.answered(this, heard);
            }
            case TELL_REFUSED -> tellLast().failed(this, failure(LegFailure.Kind.REJECTED));
            case TELL_SILENCE ->
                tellLast()
                        .failed(this, failure(status < 0 ? LegFailure.Kind.UNREACHABLE : LegFailure.Kind.NO_RESPONSE));
            case TELL_RING_LIMIT -> tellLast().failed(this, failure(LegFailure.Kind.RING_LIMIT));
            case TELL_BAD_ANSWER -> tellLast().failed(this, failure(LegFailure.Kind.BAD_ANSWER));
            case TELL_CANCELLED -> {
                LegListener last = tellLast();
                LegFailure failure = failure(LegFailure.Kind.CANCELLED);
                x.loop.execute(() -> last.failed(this, failure));
            }
            default -> throw new IllegalStateException("An action of the called side.");
        }
    }

    private LegFailure failure(LegFailure.Kind kind) {
        int shown = kind == LegFailure.Kind.REJECTED ? status : 0;
        return new LegFailure(kind, shown, cause, rang, x.loop.nowMillis() - begun);
    }

    private void cancel() {
        Transaction transaction = invite;
        if (transaction == null) {
            return;
        }
        x.composer.cancel(dialog, tag, transaction.ourBranch(), inviteCseq, hop);
        sendFollowing(SipMethod.CANCEL, hop, transaction.ourBranch());
        stopLimit();
        limit = x.loop.after(Transactions.END, () -> {
            limit = null;
            run(Event.CANCEL_LIMIT);
        });
    }

    private void abandon() {
        if (invite != null) {
            x.transactions.abandon(invite);
        }
        inviteDone();
    }

    private void stopLimit() {
        if (limit != null) {
            limit.cancel();
            limit = null;
        }
    }

    @Override
    public void ring() {} // what the called side does

    @Override
    public void progress(byte[] description) {}

    @Override
    public void answer(byte[] description) {}

    @Override
    public void refuse(int code) {}

    @Override
    void gone() {
        Transaction last = invite;
        if (last != null && last.user == this) {
            boolean accepted = last.state == TransactionTable.State.ACCEPTED;
            last.user = accepted ? new Afterlife(x, remoteTagHash, localCseq) : null;
            invite = null;
        }
    }

    @Override
    void ended() {
        stopLimit();
        attempts.over();
    }
}
