package org.stillcall.sip;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Set;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;

/**
 * Whatever bytes a peer sends, outside and inside a call, what the composer writes in return can be read again by the
 * parser: nothing of the peer's ends a line, opens a header or breaks a length (G1).
 */
class ComposerFuzzTest {
    /** What a response must not be even when it answers what could not be read. */
    private static final Set<ParseFault> BROKEN = Set.of(
            ParseFault.NOT_SIP,
            ParseFault.BAD_START_LINE,
            ParseFault.BAD_HEADER_LINE,
            ParseFault.BAD_CONTENT_LENGTH,
            ParseFault.TOO_LONG);

    /** One for all runs: off-heap memory is never given back to the system. */
    private static final TwoStacks PAIR = new TwoStacks(11);

    private static final BlockPool ROOM = new BlockPool(16_384, 1);

    private final SipMessage written = new SipMessage();
    private boolean faulty;

    @FuzzTest(maxDuration = "60s")
    void composed(byte[] bytes) {
        TwoStacks pair = PAIR;
        TwoStacks.Callee callee = new TwoStacks.Callee();
        pair.eastUser = callee;
        pair.net.tap = (from, slice) -> read(slice);
        Leg leg = pair.west.invite(pair.invitation(), new TwoStacks.Ear());
        pair.loop.advance(100);
        callee.leg().ring();
        pair.loop.advance(100);
        send(pair, bytes);
        callee.leg().answer(TwoStacks.ANSWER);
        pair.loop.advance(100);
        send(pair, bytes);
        leg.hangUp();
        pair.loop.advance(200_000);
    }

    private void send(TwoStacks pair, byte[] bytes) {
        try (Block block = ROOM.take()) {
            int length = Math.min(bytes.length, block.capacity());
            MemorySegment.copy(bytes, 0, block.segment(), ValueLayout.JAVA_BYTE, 0, length);
            faulty = new SipMessage().parse(block.segment(), length) != null;
            pair.east.received(Hop.udp(pair.westAddress), block, length);
        }
        pair.loop.advance(100);
    }

    private void read(Slice message) {
        ParseFault fault = written.parse(message.memory(), message.end());
        if (fault != null && written.isRequest()) {
            throw new AssertionError("A request that nobody can read: " + fault);
        }
        boolean givenBack = faulty && fault != null && !BROKEN.contains(fault);
        if (fault != null && !givenBack) { // what could not be read is given back as it was
            throw new AssertionError("A response that nobody can read: " + written.status() + " " + fault);
        }
    }
}
