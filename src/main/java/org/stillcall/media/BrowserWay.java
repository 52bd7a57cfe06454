package org.stillcall.media;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A leg's way to a browser: its ICE paths and its DTLS association on the port of all browsers. The leg hears and says
 * nothing before the association brought keys. Media thread only.
 */
final class BrowserWay implements Way, DtlsAssociation.Events {
    private static final int UNKNOWN_LISTED = 8;

    private final Relay relay;
    private final BrowserPort port;
    private final DtlsIdentity identity;
    private final IceLite ice;
    private @Nullable LegAudio leg;
    private @Nullable BrowserTerms terms;
    private @Nullable DtlsAssociation association;
    private AudioTerms.@Nullable Secure keys;
    private long connectBy;
    private boolean silent;
    private boolean gone;
    private boolean closed;

    /** {@code port} has a place reserved for it. */
    BrowserWay(Relay relay, BrowserPort port, DtlsIdentity identity) {
        this.relay = relay;
        this.port = port;
        this.identity = identity;
        this.ice = new IceLite(port.settings.consentLimit().toNanos());
    }

    @Override
    public void open(LegAudio forLeg) {
        leg = forLeg;
    }

    /** Takes what an offer and our answer agreed on, first or anew. */
    void described(BrowserTerms agreed) {
        if (closed) {
            return;
        }
        if (terms == null) {
            connectBy = relay.now() + port.settings.connectLimit().toNanos();
        }
        terms = agreed;
        long before = ice.oldest();
        ice.restart(agreed.name());
        if (before != ice.oldest() && before >= 0) {
            port.unname(before);
        }
        port.name(agreed.name(), this);
        agree(leg);
    }

    private void agree(@Nullable LegAudio to) {
        BrowserTerms agreed = terms;
        AudioTerms.Secure secure = keys;
        if (to != null && agreed != null && secure != null) {
            to.apply(agreed.audio().with(secure));
        }
    }

    /** A check that names us stands in the port's reader, at its USERNAME. */
    void check(long bits, BrowserGate gate, InetSocketAddress from, long now) {
        StunReader check = port.reader;
        StunKey key = ice.genuine(check, bits);
        if (key == null) {
            relay.counters.forged.increment();
            return;
        }
        StunWriter answer = port.writer;
        int error = fault(check);
        if (error != 0) {
            answer.answer(check, Stun.ERROR).error(error);
            listUnknown(error, check, answer);
        } else if (port.claim(gate.place(from), this)) {
            answer.answer(check, Stun.SUCCESS).xorAddress(Stun.XOR_MAPPED_ADDRESS, from);
            IcePath path = ice.path(gate, from);
            note(path != null ? path : add(gate, from), bits, now);
        } else {
            relay.counters.strangers.increment(); // it is another leg's, until that one has forgotten it
            return;
        }
        answer.integrity(key).fingerprint();
        relay.sockets.send(gate, answer.data(), answer.length(), from);
    }

    /** RFC 8489 section 6.3.1, RFC 8445 section 7.3.1.1: we are always the controlled side. */
    private static int fault(StunReader check) {
        check.rewind();
        while (check.next()) {
            if (unknown(check.attributeType())) {
                return Stun.UNKNOWN_ATTRIBUTE;
            }
        }
        if (check.find(Stun.ICE_CONTROLLED)) {
            return Stun.ROLE_CONFLICT;
        }
        return check.find(Stun.PRIORITY) && check.valueLength() == 4 ? 0 : Stun.BAD_REQUEST;
    }

    private static boolean unknown(int type) {
        return type < 0x8000 && type != Stun.USERNAME && type != Stun.PRIORITY && type != Stun.USE_CANDIDATE;
    }

    private static void listUnknown(int error, StunReader check, StunWriter answer) {
        byte[] types = new byte[2 * UNKNOWN_LISTED];
        int length = 0;
        check.rewind();
        while (error == Stun.UNKNOWN_ATTRIBUTE && length < types.length && check.next()) {
            if (unknown(check.attributeType())) {
                Bits.putShort(types, length, check.attributeType());
                length += 2;
            }
        }
        if (length > 0) {
            answer.attribute(Stun.UNKNOWN_ATTRIBUTES, types, 0, length);
        }
    }

    private IcePath add(BrowserGate gate, InetSocketAddress from) {
        IcePath surplus = ice.surplus();
        if (surplus != null) {
            forget(surplus);
        }
        IcePath path = new IcePath(gate, from);
        ice.add(path);
        return path;
    }

    private void forget(IcePath path) {
        ice.remove(path);
        boolean elsewhere = false; // the same address through another socket of ours
        for (IcePath other : ice.paths()) {
            elsewhere |= other.place().equals(path.place());
        }
        if (!elsewhere) {
            port.release(path.place());
        }
    }

    private void note(IcePath path, long bits, long now) {
        StunReader check = port.reader;
        int priority = check.find(Stun.PRIORITY) ? check.valueWord() : 0;
        long before = ice.oldest();
        ice.checked(path, bits, check.find(Stun.USE_CANDIDATE), priority, now);
        if (before != ice.oldest()) {
            port.unname(before);
        }
        silent &= ice.expired();
    }

    /** A packet from an address that proved itself. */
    void media(boolean control, byte[] data, int length, long now) {
        LegAudio to = leg;
        if (to == null || !to.agreed() || gone) {
            relay.counters.strangers.increment();
        } else if (control) {
            to.controlHeard(data, length, now);
        } else {
            to.audioHeard(data, length, now);
        }
    }

    /** A DTLS datagram from an address that proved itself. */
    void dtls(byte[] data, int length) {
        BrowserTerms agreed = terms;
        if (!DtlsRecords.acceptable(data, length)) {
            relay.counters.malformed.increment();
            return;
        }
        if (association == null && agreed != null && !gone && DtlsRecords.begins(data)) {
            if (!port.handshakes.tryAcquire()) {
                relay.counters.exhausted.increment();
                return;
            }
            DtlsServer server = new DtlsServer(port.crypto, identity, agreed.certificate());
            association = new DtlsAssociation(server, this::send, port.handshakes, this);
            association.start();
        }
        DtlsAssociation to = association;
        if (to == null || !to.arrived(data, length)) {
            relay.counters.strangers.increment();
        }
    }

    /** The association's thread. */
    private void send(byte[] datagram) {
        relay.urge(() -> {
            IcePath path = ice.target();
            if (path != null) {
                relay.sockets.send(path, datagram, datagram.length);
            }
        });
    }

    @Override
    public void secured(AudioTerms.Secure made) {
        relay.urge(() -> {
            LegAudio to = leg;
            if (to != null && !closed && !gone) {
                keys = made;
                agree(to);
                relay.tell(to.face, listener -> listener.connected(to.face));
            }
            made.erase();
        });
    }

    @Override
    public void ended() {
        relay.post(this::depart);
    }

    private void depart() {
        LegAudio from = leg;
        if (from != null && !gone && !closed) {
            gone = true;
            endAssociation();
            relay.tell(from.face, listener -> listener.gone(from.face));
        }
    }

    @Override
    public void agree(AudioTerms agreed, long now) {
        // where to send is for the checks to say, not for the description
    }

    @Override
    public void extend(long now) {
        // nothing is learned here but by checks
    }

    @Override
    public boolean reaches() {
        return keys != null && !gone && ice.consented() != null;
    }

    @Override
    public boolean send(byte[] packet, int length) {
        IcePath path = ice.consented();
        return path != null && relay.sockets.send(path, packet, length);
    }

    @Override
    public boolean reachesControl() {
        return reaches();
    }

    @Override
    public boolean sendControl(byte[] packet, int length) {
        return send(packet, length);
    }

    @Override
    public void tend(long now) {
        IcePath old = ice.tend(now);
        if (old != null) {
            forget(old);
        }
        LegAudio from = leg;
        if (keys == null && terms != null && now - connectBy >= 0) {
            depart();
        }
        if (from != null && keys != null && ice.expired() && !silent && !gone) {
            silent = true;
            relay.tell(from.face, listener -> listener.silent(from.face));
        }
    }

    @Override
    public void close(long now) {
        closed = true;
        ice.paths().forEach(path -> port.release(path.place()));
        port.unname(ice.oldest());
        port.unname(ice.newest());
        port.leave();
        endAssociation();
    }

    private void endAssociation() {
        DtlsAssociation open = association;
        if (open != null) {
            open.close();
        }
    }
}
