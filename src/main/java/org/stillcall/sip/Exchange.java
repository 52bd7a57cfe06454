package org.stillcall.sip;

import org.stillcall.base.Loop;
import org.stillcall.base.Randomness;

/** What all legs of a stack share. */
final class Exchange {
    final Loop loop;
    final Randomness randomness;
    final Blocks blocks;
    final Draft draft = new Draft();
    final TimerQueues timers;
    final TransactionKeys keys;
    final Composer composer;
    final Transactions transactions;
    final LongMap<SipLeg> legs = new LongMap<>();
    final RequestOutline request = new RequestOutline();
    final ResponseOutline response = new ResponseOutline();

    Exchange(Loop loop, Wire wire, Randomness randomness, StackSettings settings) {
        this.loop = loop;
        this.randomness = randomness;
        blocks = new Blocks(settings.legs());
        timers = new TimerQueues(loop);
        keys = new TransactionKeys(randomness);
        composer = new Composer(draft, wire, settings.publicHost(), randomness);
        transactions = new Transactions(wire, draft, blocks, timers, keys, composer, settings.transactions());
    }

    /**
     * Where the answer to a request goes (RFC 3261 section 18.2.2, RFC 3581): never anywhere but its source address.
     */
    static Hop replyTo(SipMessage request, Hop from) {
        Via via = request.via();
        if (from.transport().reliable() || !via.valid() || via.wantsRport()) {
            return from;
        }
        int port = via.port() == 0 ? from.transport().defaultPort() : via.port();
        if (port == from.address().getPort()) {
            return from;
        }
        java.net.InetSocketAddress address =
                new java.net.InetSocketAddress(from.address().getAddress(), port);
        return new Hop(from.transport(), address, from.serverName(), from.connection());
    }
}
