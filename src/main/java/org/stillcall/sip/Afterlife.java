package org.stillcall.sip;

/**
 * Stands in for a calling leg that is gone while its INVITE transaction lasts (RFC 6026, timer M): a repeated 2xx gets
 * its ACK again, a late fork is acknowledged and ended. Small, because at a high rate of calls there are many.
 */
final class Afterlife implements TransactionUser {
    private final Exchange x;
    private final long remoteTagHash;
    private long cseq;

    Afterlife(Exchange x, long remoteTagHash, long cseq) {
        this.x = x;
        this.remoteTagHash = remoteTagHash;
        this.cseq = cseq;
    }

    @Override
    public void responded(Transaction transaction, SipMessage response) {
        if (transaction.method != SipMethod.INVITE || response.status() < 200 || response.status() >= 300) {
            return;
        }
        Slice tag = response.to().tag();
        long hash = tag == null ? 1 : tag.hash(x.keys.key);
        Token branch = transaction.ourBranch().derived(x.keys.key, hash);
        x.composer.follow(SipMethod.ACK, response, Slice.EMPTY, true, response.cseq(), -1, branch, transaction.hop);
        x.transactions.sendDraft(transaction.hop);
        if (hash != remoteTagHash) {
            Token own = Token.random(x.randomness);
            x.composer.follow(SipMethod.BYE, response, Slice.EMPTY, true, ++cseq, -1, own, transaction.hop);
            x.transactions.sendDraft(transaction.hop); // the 2xx comes again if it is lost
        }
    }

    @Override
    public void unanswered(Transaction transaction, FailureKind kind) {}

    @Override
    public Slice target() {
        return Slice.EMPTY;
    }

    @Override
    public void holds(Transaction transaction) {}

    @Override
    public void released(Transaction transaction) {}
}
