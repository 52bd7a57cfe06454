package org.stillcall.sip;

import org.stillcall.base.Randomness;

/** What finds a transaction: 64 bits, keyed, never a peer's text (RFC 3261 sections 17.1.3 and 17.2.3). */
final class TransactionKeys {
    private static final long CLIENT = 0x636c69656e74L;
    private static final long CANCEL = 0x63616e63656cL;
    private static final long MERGE = 0x6d65726765L;

    final HashKey key;

    TransactionKeys(Randomness randomness) {
        key = HashKey.random(randomness);
    }

    /** By our own branch; a CANCEL shares that of its INVITE. */
    long client(long high, long low, SipMethod method) {
        return key.mix(high ^ low, method == SipMethod.CANCEL ? CANCEL : CLIENT);
    }

    /** Which of our requests a response answers; 0 when its branch is none of ours. */
    long client(SipMessage response) {
        Slice branch = response.via().branch();
        if (branch.length() != 7 + Token.LENGTH || !response.via().hasCookie()) {
            return 0;
        }
        Slice token = branch.from(7);
        long high = Token.high(token);
        return high == 0 ? 0 : client(high, Token.low(token), response.method());
    }

    /** Branch, sent-by and method; an ACK finds its INVITE. Without the cookie, by what RFC 2543 compared. */
    long server(SipMessage request) {
        return server(request, request.method() == SipMethod.ACK ? SipMethod.INVITE : request.method());
    }

    long server(SipMessage request, SipMethod method) {
        Via via = request.via();
        long hash = method == SipMethod.UNKNOWN ? request.methodToken().hash(key) : method.ordinal() + 1;
        if (via.hasCookie()) {
            hash = key.mix(via.branch().hash(key), hash);
            return key.mix(via.host().hash(key), hash + via.port());
        }
        hash = key.mix(request.callId().hash(key), hash);
        hash = key.mix(fromTag(request), hash);
        hash = key.mix(request.cseq(), hash);
        hash = key.mix(request.requestUri().hash(key), hash);
        return key.mix(via.value().hash(key), hash);
    }

    /** The same for every copy of a request from outside any dialog, whatever way it came. */
    long merge(SipMessage request) {
        long hash = key.mix(request.callId().hash(key), MERGE + request.method().ordinal());
        return key.mix(fromTag(request), hash + request.cseq());
    }

    long fromTag(SipMessage request) {
        Slice tag = request.from().tag();
        return tag == null ? 0 : tag.hash(key);
    }

    /** Our tag for an answer that nothing is kept of: the same for each repetition of the request. */
    Token tag(SipMessage request) {
        long high = key.mix(server(request), merge(request));
        return new Token(high, key.mix(high, server(request)));
    }
}
