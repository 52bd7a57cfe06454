package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** Row G1: whose packets a leg hears (the flaw of CVE-2025-53399). */
class RelayLearningTest {
    private static final long LEARN = 5_000_000_000L;

    private static InetSocketAddress at(int lastByte, int port) {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) lastByte}), port);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static final InetSocketAddress SIGNALLED = at(1, 4000);
    private static final InetSocketAddress OTHER_PORT = at(1, 4100);
    private static final InetSocketAddress ELSEWHERE = at(2, 4000);

    private static PeerLock lock(Learning learning) {
        PeerLock lock = new PeerLock(learning, LEARN);
        lock.signal(SIGNALLED, 0);
        return lock;
    }

    @Test
    void beforeSignalling_everyoneIsAStranger() {
        assertEquals(PeerLock.Verdict.STRANGER, new PeerLock(Learning.BEHIND_NAT, LEARN).judge(SIGNALLED, 0));
    }

    @Test
    void signalledPeer_isTakenAtAnyTimeUntilLocked() {
        PeerLock lock = lock(Learning.SIGNALLED);
        assertEquals(PeerLock.Verdict.CANDIDATE, lock.judge(SIGNALLED, 100 * LEARN));
        lock.lock(SIGNALLED);
        assertEquals(PeerLock.Verdict.PEER, lock.judge(SIGNALLED, 200 * LEARN));
        assertEquals(PeerLock.Verdict.STRANGER, lock.judge(OTHER_PORT, 1));
    }

    @Test
    void otherPort_isLearnedOnlyFromTheSameAddressAndOnlyInTime() {
        PeerLock lock = lock(Learning.SIGNALLED);
        assertEquals(PeerLock.Verdict.STRANGER, lock.judge(ELSEWHERE, 1));
        assertEquals(PeerLock.Verdict.CANDIDATE, lock.judge(OTHER_PORT, LEARN - 1));
        assertEquals(PeerLock.Verdict.STRANGER, lock.judge(OTHER_PORT, LEARN));
        lock.extend(2 * LEARN);
        assertEquals(PeerLock.Verdict.CANDIDATE, lock.judge(OTHER_PORT, 3 * LEARN - 1));
    }

    @Test
    void learnedPeer_givesWayToTheSignalledOneOnlyWhileLearning() {
        PeerLock lock = lock(Learning.BEHIND_NAT);
        assertEquals(PeerLock.Verdict.CANDIDATE, lock.judge(ELSEWHERE, 1));
        lock.lock(ELSEWHERE);
        assertEquals(PeerLock.Verdict.STRANGER, lock.judge(OTHER_PORT, 2));
        assertEquals(PeerLock.Verdict.CANDIDATE, lock.judge(SIGNALLED, 2));
        assertEquals(PeerLock.Verdict.STRANGER, lock.judge(SIGNALLED, LEARN));
        lock.extend(LEARN);
        assertEquals(PeerLock.Verdict.STRANGER, lock.judge(SIGNALLED, LEARN + 1), "a closed lock is not extended");
        assertEquals(ELSEWHERE, lock.target());
    }

    @Test
    void sameDescriptionAgain_doesNotOpenTheLock() {
        PeerLock lock = lock(Learning.SIGNALLED);
        lock.lock(OTHER_PORT);
        lock.signal(SIGNALLED, 9 * LEARN);
        assertEquals(PeerLock.Verdict.STRANGER, lock.judge(SIGNALLED, 9 * LEARN));
        lock.signal(ELSEWHERE, 9 * LEARN);
        assertEquals(PeerLock.Verdict.CANDIDATE, lock.judge(ELSEWHERE, 9 * LEARN));
        assertEquals(PeerLock.Verdict.STRANGER, lock.judge(OTHER_PORT, 9 * LEARN));
    }

    @Test
    void peerOnAnotherPort_isAnsweredThereAndMovesNoMore() throws IOException {
        try (RelayRig rig = new RelayRig();
                RelayRig.Peer named = rig.new Peer();
                RelayRig.Peer real = rig.new Peer();
                RelayRig.Peer late = rig.new Peer()) {
            RtpLeg leg = rig.answered("near", named, "0");
            real.leg = named.leg;
            late.leg = named.leg;
            real.send(new byte[] {1, 2, 3}); // no RTP: nothing is learned from it
            rig.await(() -> rig.engine.counts().malformed() == 1);
            real.send(RelayRig.rtp(0, 1, 1, 1, 160, 1));
            rig.await(() -> leg.packetsHeard() == 1);
            late.send(RelayRig.rtp(0, 2, 161, 1, 160, 1));
            rig.await(() -> rig.engine.counts().strangers() == 1);
            leg.play(Prompt.ofLinear(new short[160]), false);
            rig.turn();
            assertEquals(172, real.take().length);
            assertEquals(0, named.poll().length);
            assertEquals(0, late.poll().length);
        }
    }
}
