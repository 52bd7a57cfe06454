package org.stillcall.media;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose packets a leg hears. The peer that signalling named is taken at any time until the lock has closed on
 * somebody; another source only while learning lasts and only as {@link Learning} permits; and after that the lock does
 * not move until signalling names another peer. Whoever learns first and is wrong gives way to the signalled peer while
 * learning lasts. A stranger can neither be heard nor draw the stream to itself (the flaw of CVE-2025-53399). One
 * thread.
 */
final class PeerLock {
    /** What a packet's source is to us. */
    enum Verdict {
        PEER,
        /** May become the peer, once the packet is known to be genuine: {@link #lock}. */
        CANDIDATE,
        STRANGER
    }

    private final Learning learning;
    private final long learnNanos;
    private @Nullable InetSocketAddress signalled;
    private @Nullable InetSocketAddress locked;
    private long learnUntil;

    PeerLock(Learning learning, long learnNanos) {
        this.learning = learning;
        this.learnNanos = learnNanos;
    }

    /** Signalling names the peer; the same one again changes nothing. */
    void signal(InetSocketAddress peer, long now) {
        if (!peer.equals(signalled)) {
            signalled = peer;
            locked = null;
            learnUntil = now + learnNanos;
        }
    }

    /** Lets learning last from now on if nobody was heard yet: the call was answered. */
    void extend(long now) {
        if (signalled != null && locked == null) {
            learnUntil = now + learnNanos;
        }
    }

    Verdict judge(InetSocketAddress from, long now) {
        if (from.equals(locked)) {
            return Verdict.PEER;
        }
        InetSocketAddress named = signalled;
        if (named == null) {
            return Verdict.STRANGER;
        }
        boolean learns = now - learnUntil < 0;
        if (from.equals(named)) {
            return locked == null || learns ? Verdict.CANDIDATE : Verdict.STRANGER;
        }
        boolean permitted = learning == Learning.BEHIND_NAT || from.getAddress().equals(named.getAddress());
        return locked == null && learns && permitted ? Verdict.CANDIDATE : Verdict.STRANGER;
    }

    void lock(InetSocketAddress from) {
        locked = from;
    }

    /** Where to send: to whom we are locked, else to the signalled peer; null before signalling. */
    @Nullable
    InetSocketAddress target() {
        return locked != null ? locked : signalled;
    }

    /** A peer heard elsewhere than signalled takes its RTCP one port above, as far as we know: tells so to its lock. */
    void moveControl(PeerLock control, long now) {
        InetSocketAddress peer = locked;
        if (peer != null && !peer.equals(signalled) && peer.getPort() < 65535) {
            control.signal(new InetSocketAddress(peer.getAddress(), peer.getPort() + 1), now);
        }
    }
}
