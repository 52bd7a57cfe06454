package org.stillcall.sip;

import org.jspecify.annotations.Nullable;

/** A REGISTER or OPTIONS of ours on its way; answers one challenge, and one more if the nonce was stale. */
final class OutsideRequest implements TransactionUser {
    private final Exchange x;
    private final OutgoingRequest request;
    private final ResponseListener listener;
    private final Token tag;
    private long cseq;
    private boolean challengeAnswered;

    OutsideRequest(Exchange x, OutgoingRequest request, ResponseListener listener) {
        this.x = x;
        this.request = request;
        this.listener = listener;
        tag = Token.random(x.randomness);
        cseq = request.cseq();
    }

    void send(@Nullable SipMessage challenged) {
        Slice challenge = challenged == null ? null : DigestAnswer.choose(challenged);
        boolean byProxy = challenged != null && challenged.status() == 407;
        Token branch = Token.random(x.randomness);
        x.composer.outside(request, cseq, tag, branch, challenge, byProxy);
        x.transactions.send(request.method(), request.hop(), branch, this, true);
    }

    @Override
    public void responded(Transaction transaction, SipMessage response) {
        int status = response.status();
        if (status < 200) {
            return;
        }
        Slice challenge = status == 401 || status == 407 ? DigestAnswer.choose(response) : null;
        boolean fresh = challenge != null && (!challengeAnswered || DigestAnswer.stale(challenge));
        if (fresh && request.credential() != null && cseq < request.cseq() + 2) {
            challengeAnswered = true;
            cseq++;
            send(response);
        } else {
            listener.answered(response);
        }
    }

    @Override
    public void unanswered(Transaction transaction, FailureKind kind) {
        listener.failed(kind);
    }

    @Override
    public Slice target() {
        return Slice.EMPTY;
    }

    @Override
    public void holds(Transaction transaction) {}

    @Override
    public void released(Transaction transaction) {}
}
