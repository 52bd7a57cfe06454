package org.stillcall.sip;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;

/**
 * Whatever bytes a peer sends, outside and inside a call, what the composer writes in return can be read again by the
 * parser: nothing of the peer's ends a line, opens a header or breaks a length (G1).
 */
class ComposerFuzzTest {
    private final SipMessage written = new SipMessage();

    @FuzzTest(maxDuration = "60s")
    void composed(byte[] bytes) {
        TwoStacks pair = new TwoStacks(11);
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
        pair.loop.advance(1_000);
        pair.west.close();
        pair.east.close();
    }

    private static void send(TwoStacks pair, byte[] bytes) {
        try (Block block = new BlockPool(16_384, 1).take()) {
            int length = Math.min(bytes.length, block.capacity());
            MemorySegment.copy(bytes, 0, block.segment(), ValueLayout.JAVA_BYTE, 0, length);
            pair.east.received(Hop.udp(pair.westAddress), block, length);
        }
        pair.loop.advance(100);
    }

    private void read(Slice message) {
        ParseFault fault = written.parse(message.memory(), message.end());
        if (fault != null && written.isRequest()) {
            throw new AssertionError("A request that nobody can read: " + fault);
        }
        if (fault != null && written.status() != 400) { // 400 gives back what could not be read
            throw new AssertionError("A response that nobody can read: " + written.status() + " " + fault);
        }
    }
}
