package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A call between two stacks over a network that loses nothing. Rows G1, B1. */
final class CallTest {
    private final TwoStacks pair = new TwoStacks(1);
    private final TwoStacks.Ear caller = new TwoStacks.Ear();
    private final TwoStacks.Callee callee = new TwoStacks.Callee();

    private void establish() {
        pair.eastUser = callee;
        pair.west.invite(pair.invitation(), caller);
        pair.loop.advance(10);
        callee.leg().ring();
        pair.loop.advance(10);
        callee.leg().answer(TwoStacks.ANSWER);
        pair.loop.advance(10);
    }

    private void settle() {
        pair.loop.advance(40_000);
        pair.assertNothingIsLeft();
    }

    @Test
    void call_whenCalledSideHangsUp_endsOnBothSides() {
        establish();
        callee.leg().hangUp();
        pair.loop.advance(10);
        assertEquals(List.of("progressed 180", "answered sdp", "hungUp"), caller.heard);
        assertEquals(List.of("invited sdp", "acknowledged"), callee.heard);
        settle();
    }

    @Test
    void call_whenCallingSideHangsUp_endsOnBothSides() {
        pair.eastUser = callee;
        Leg leg = pair.west.invite(pair.invitation(), caller);
        pair.loop.advance(10);
        callee.leg().answer(TwoStacks.ANSWER);
        pair.loop.advance(10);
        leg.hangUp();
        pair.loop.advance(10);
        assertEquals(List.of("answered sdp"), caller.heard);
        assertEquals(List.of("invited sdp", "acknowledged", "hungUp"), callee.heard);
        settle();
    }
}
