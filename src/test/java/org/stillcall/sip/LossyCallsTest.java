package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;

/** A thousand calls of every kind over a network that loses, repeats and reorders: nothing is left. Rows G18, B1. */
final class LossyCallsTest {
    private final BlockPool numbers = Digits.pool(10);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void calls_overALossyNetwork_leaveNothing(long seed) {
        TwoStacks pair = new TwoStacks(seed);
        pair.net.loss = 0.15;
        pair.net.repeat = 0.1;
        pair.net.delayMillis = 300;
        Random random = new Random(seed);
        List<Outcome> outcomes = new ArrayList<>();
        pair.eastUser = invite -> new Called(pair, random, invite.leg());
        for (int i = 0; i < 1000; i++) {
            Outcome outcome = new Outcome();
            outcomes.add(outcome);
            Leg leg = pair.west.invite(pair.invitation(), outcome);
            if (random.nextInt(4) == 0) {
                pair.loop.after(random.nextInt(8000), leg::hangUp);
            }
            if (random.nextInt(8) == 0) {
                pair.loop.after(random.nextInt(9000), () -> leg.reoffer(TwoStacks.OFFER));
            }
            pair.loop.after(20_000 + random.nextInt(10_000), leg::hangUp);
            pair.loop.advance(random.nextInt(20));
        }
        pair.loop.advance(200_000);
        for (int i = 0; i < outcomes.size(); i++) {
            assertTrue(outcomes.get(i).ends <= 1, "call " + i + " ended more than once");
        }
        long answered = outcomes.stream().filter(outcome -> outcome.answered).count();
        assertTrue(answered > 300, "answered " + answered);
        pair.assertNothingIsLeft();
        assertEquals(0, pair.net.blocksOnLoan());
    }

    private static final class Outcome extends TwoStacks.Ear {
        boolean answered;
        int ends;

        @Override
        public void answered(Leg leg, Slice sdp) {
            assertEquals(0, ends);
            answered = true;
        }

        @Override
        public void failed(Leg leg, LegFailure failure) {
            ends++;
        }

        @Override
        public void hungUp(Leg leg, HangUp how) {
            ends++;
        }
    }

    private static final class Called extends TwoStacks.Ear {
        Called(TwoStacks pair, Random random, Leg leg) {
            int at = 0;
            if (random.nextBoolean()) {
                at = random.nextInt(500);
                pair.loop.after(at, leg::ring);
            }
            if (random.nextInt(3) == 0) {
                at += random.nextInt(500);
                pair.loop.after(at, () -> leg.progress(TwoStacks.ANSWER));
            }
            at += random.nextInt(3000);
            switch (random.nextInt(5)) {
                case 0 -> pair.loop.after(at, () -> leg.refuse(486));
                case 1 -> pair.loop.after(at, leg::hangUp);
                default -> {
                    pair.loop.after(at, () -> leg.answer(TwoStacks.ANSWER));
                    if (random.nextBoolean()) {
                        pair.loop.after(at + random.nextInt(10_000), leg::hangUp);
                    }
                    if (random.nextInt(8) == 0) {
                        pair.loop.after(at + random.nextInt(9000), () -> leg.reoffer(TwoStacks.OFFER));
                    }
                }
            }
            pair.loop.after(40_000, leg::hangUp);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void forget_whereverTheCallStands_leavesNoDigitsInAnyBlock(long seed) {
        TwoStacks pair = new TwoStacks(seed, 50, 1000);
        pair.net.loss = 0.3;
        pair.net.delayMillis = 200;
        Random random = new Random(seed);
        Legs legs = new Legs();
        pair.eastUser = invite -> {
            legs.called = invite.leg();
            return new Called(pair, random, invite.leg());
        };
        for (int i = 0; i < 60; i++) {
            Digits number = number();
            Leg leg = pair.west.invite(pair.invitation(Transport.UDP, number), new TwoStacks.Ear());
            pair.loop.advance(random.nextInt(6000));
            leg.hangUp();
            leg.forget(number);
            Leg called = legs.called;
            if (called != null) {
                called.hangUp();
                called.forget(number);
            }
            boolean known = called != null;
            legs.called = null;
            number.close();
            for (int k = 0; k < 300; k++) {
                assertNoDigits(pair.west);
                if (known) {
                    assertNoDigits(pair.east);
                }
                pair.loop.advance(500);
            }
        }
        pair.assertNothingIsLeft();
    }

    private static final class Legs {
        @Nullable
        Leg called;
    }

    private static void assertNoDigits(SipStack stack) {
        stack.eachBlock(block -> assertFalse(
                TwoStacks.text(new Slice(block.segment(), 0, block.capacity())).contains("2025550147"),
                "a block holds the number after it was forgotten"));
    }

    private Digits number() {
        byte[] text = "+12025550147".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        java.lang.foreign.MemorySegment memory =
                java.lang.foreign.Arena.ofAuto().allocate(text.length);
        java.lang.foreign.MemorySegment.copy(text, 0, memory, java.lang.foreign.ValueLayout.JAVA_BYTE, 0, text.length);
        return java.util.Objects.requireNonNull(Digits.read(numbers, memory, 0, text.length));
    }
}
