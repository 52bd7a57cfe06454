package org.stillcall.media;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A port pair of the leg's own and a lock on its peer for each of the two. Media thread only. */
final class PortWay implements Way {
    private final Relay relay;
    private final SocketPair pair;
    private final PeerLock audioLock;
    private final PeerLock controlLock;
    private @Nullable LegAudio leg;

    PortWay(Relay relay, SocketPair pair, Learning learning) {
        this.relay = relay;
        this.pair = pair;
        long learnNanos = relay.settings.learnFor().toNanos();
        this.audioLock = new PeerLock(learning, learnNanos);
        this.controlLock = new PeerLock(Learning.SIGNALLED, learnNanos);
    }

    @Override
    public void open(LegAudio forLeg) {
        leg = forLeg;
        pair.user = this;
    }

    @Override
    public void agree(AudioTerms agreed, long now) {
        if (agreed.media() != null) {
            audioLock.signal(agreed.media(), now);
        }
        if (agreed.control() != null) {
            controlLock.signal(agreed.control(), now);
        }
    }

    @Override
    public void extend(long now) {
        audioLock.extend(now);
        controlLock.extend(now);
    }

    void received(boolean control, byte[] data, int length, InetSocketAddress from, long now) {
        PeerLock lock = control ? controlLock : audioLock;
        PeerLock.Verdict verdict = lock.judge(from, now);
        LegAudio to = leg;
        if (verdict == PeerLock.Verdict.STRANGER || to == null || !to.agreed()) {
            relay.counters.strangers.increment();
            return;
        }
        boolean genuine = control ? to.controlHeard(data, length, now) : to.audioHeard(data, length, now);
        if (genuine && verdict == PeerLock.Verdict.CANDIDATE) {
            lock.lock(from);
            if (!control) {
                audioLock.moveControl(controlLock, now);
            }
        }
    }

    @Override
    public boolean reaches() {
        return audioLock.target() != null;
    }

    @Override
    public boolean send(byte[] packet, int length) {
        InetSocketAddress to = audioLock.target();
        return to != null && relay.sockets.send(pair.audio, packet, length, to);
    }

    @Override
    public boolean reachesControl() {
        return controlLock.target() != null;
    }

    @Override
    public boolean sendControl(byte[] packet, int length) {
        InetSocketAddress to = controlLock.target();
        relay.sockets.openControl(pair);
        return to != null && pair.control != null && relay.sockets.send(pair.control, packet, length, to);
    }

    @Override
    public void hearControl() {
        relay.sockets.openControl(pair);
    }

    @Override
    public void tend(long now) {
        // a lock has no limits of its own to look after
    }

    @Override
    public void close(long now) {
        relay.sockets.rest(pair, now + relay.settings.coolDown().toNanos());
    }
}
