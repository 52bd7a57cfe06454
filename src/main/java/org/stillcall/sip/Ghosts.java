package org.stillcall.sip;

/**
 * Ends calls that nobody here knows any more: a phone that rang when the server was killed and is picked up after it is
 * back hears nothing, and its line would stand for half a minute. Its answer is acknowledged and ended at once, from
 * itself alone, so that nothing is kept for it. Only phones and carriers of ours are answered so. Loop thread only.
 */
final class Ghosts {
    private final Exchange x;
    private final Doorkeeper doorkeeper;

    Ghosts(Exchange x, Doorkeeper doorkeeper) {
        this.x = x;
        this.doorkeeper = doorkeeper;
    }

    /** Takes a response that belongs to no transaction; false when it is none of theirs. */
    boolean end(SipMessage response, Hop from) {
        if (!answers(response) || !doorkeeper.knows(from)) {
            return false;
        }
        send(SipMethod.ACK, response, response.cseq(), from);
        send(SipMethod.BYE, response, response.cseq() + 1, from); // the 2xx comes again if it is lost
        return true;
    }

    private boolean answers(SipMessage response) {
        Slice own = response.from().tag();
        return response.method() == SipMethod.INVITE
                && response.status() >= 200
                && response.status() < 300
                && response.to().tag() != null
                && (own == null || x.legs.get(Token.high(own)) == null);
    }

    private void send(SipMethod method, SipMessage response, long cseq, Hop to) {
        x.composer.follow(method, response, Slice.EMPTY, true, cseq, -1, Token.random(x.randomness), to);
        x.transactions.sendDraft(to);
    }
}
