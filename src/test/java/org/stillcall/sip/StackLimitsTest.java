package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Limits;
import org.stillcall.base.Log;

/** What the stack does at each of its limits. */
final class StackLimitsTest {
    @Test
    void invite_whenEveryLegIsTaken_isRefusedWith503AndNothingIsKept() {
        TwoStacks pair = new TwoStacks(1, 3, 1000);
        List<TwoStacks.Callee> callees = new ArrayList<>();
        pair.eastUser = invite -> {
            TwoStacks.Callee callee = new TwoStacks.Callee();
            callees.add(callee);
            return callee.invited(invite);
        };
        Script peer = new Script(pair, TwoStacks.address(3), pair.eastAddress);
        for (int i = 0; i < 5; i++) {
            peer.send("INVITE sip:x@10.0.0.2 SIP/2.0\nVia: SIP/2.0/UDP 10.0.0.3;branch=z9hG4bK" + i
                    + "\nFrom: <sip:a@b>;tag=1\nTo: <sip:x@y>\nCall-ID: " + i + "\nCSeq: 1 INVITE\n" + Script.CONTACT
                    + "Content-Length: 0\n\n");
        }
        assertEquals(3, callees.size());
        assertEquals(3, pair.east.liveLegs());
        assertEquals(
                2,
                peer.received.stream()
                        .filter(text -> text.startsWith("SIP/2.0 503"))
                        .count());
        assertEquals(2, pair.east.dropped());
        callees.forEach(callee -> callee.leg().refuse(486));
        pair.loop.advance(100_000);
        pair.assertNothingIsLeft();
    }

    @Test
    void ownInvite_whenEveryLegIsTaken_failsLater() {
        TwoStacks pair = new TwoStacks(1, 1, 1000);
        pair.west.invite(pair.invitation(), new TwoStacks.Ear());
        TwoStacks.Ear ear = new TwoStacks.Ear();
        Leg leg = pair.west.invite(pair.invitation(), ear);
        assertEquals(Leg.State.ENDED, leg.state());
        assertTrue(ear.heard.isEmpty());
        pair.loop.run();
        assertEquals(List.of("failed UNREACHABLE 0"), ear.heard);
        pair.west.close();
        pair.east.close();
        pair.assertNothingIsLeft();
    }

    @Test
    void invite_whenTransactionsAreFull_isRefusedAndCallsInProgressGoOn() {
        TwoStacks pair = new TwoStacks(1, 10, 2);
        TwoStacks.Callee callee = new TwoStacks.Callee();
        pair.eastUser = callee;
        TwoStacks.Ear caller = new TwoStacks.Ear();
        pair.west.invite(pair.invitation(), caller);
        pair.loop.advance(10);
        TwoStacks.Ear second = new TwoStacks.Ear();
        pair.west.invite(pair.invitation(), second);
        pair.loop.advance(10);
        callee.leg().refuse(486);
        TwoStacks.Ear third = new TwoStacks.Ear();
        pair.west.invite(pair.invitation(), third);
        pair.loop.advance(10);
        assertEquals(List.of("failed UNREACHABLE 0"), third.heard);
        pair.west.hangUpAll();
        pair.east.hangUpAll();
        pair.loop.advance(200_000);
        pair.assertNothingIsLeft();
    }

    @Test
    void ownInvite_withoutAnyHop_failsLater() {
        TwoStacks pair = new TwoStacks(1);
        Invitation plain = pair.invitation();
        TwoStacks.Ear ear = new TwoStacks.Ear();
        pair.west.invite(
                new Invitation(
                        List.of(),
                        plain.target(),
                        plain.from(),
                        "",
                        plain.privacy(),
                        null,
                        plain.sdp(),
                        null,
                        plain.ringLimit(),
                        true),
                ear);
        pair.loop.run();
        assertEquals(List.of("failed UNREACHABLE 0"), ear.heard);
        pair.assertNothingIsLeft();
    }

    @Test
    void overload_isSeenWhenTheLoopIsLateTwiceInARow() {
        FakeLoop loop = new FakeLoop();
        Overload overload = new Overload(new LateLoop(loop), Log.silent(), 200, () -> false, () -> 0);
        assertTrue(!overload.sheds());
        loop.advance(1_000);
        assertTrue(overload.sheds());
    }

    @Test
    void overload_isSeenWhenTheWireOrThePeersAreBehind() {
        boolean[] behind = {false};
        int[] unheard = {Limits.SIP_UNHEARD_INVITES - 1};
        Overload overload = new Overload(new FakeLoop(), Log.silent(), 200, () -> behind[0], () -> unheard[0]);
        assertTrue(!overload.sheds());
        behind[0] = true;
        assertTrue(overload.sheds());
        behind[0] = false;
        unheard[0]++;
        assertTrue(overload.sheds());
        unheard[0]--;
        assertTrue(!overload.sheds(), "it recovers by itself");
    }

    /** A loop whose timers run half a second late. */
    private record LateLoop(FakeLoop loop) implements org.stillcall.base.Loop {
        @Override
        public long nowMillis() {
            return loop.nowMillis();
        }

        @Override
        public Timer after(long millis, Runnable task) {
            return loop.after(millis + 300, task);
        }

        @Override
        public boolean inLoop() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            loop.execute(task);
        }
    }

    @Test
    void close_inTheMiddleOfEverything_givesAllBack() {
        TwoStacks pair = new TwoStacks(1);
        pair.net.delayMillis = 200;
        TwoStacks.Callee callee = new TwoStacks.Callee();
        pair.eastUser = callee;
        for (int i = 0; i < 50; i++) {
            Leg leg = pair.west.invite(pair.invitation(), new TwoStacks.Ear());
            pair.loop.advance(150);
            if (callee.leg != null && i % 3 == 0) {
                callee.leg().answer(TwoStacks.ANSWER);
            } else if (callee.leg != null && i % 3 == 1) {
                callee.leg().refuse(404);
            }
            if (i % 5 == 0) {
                leg.hangUp();
            }
        }
        pair.west.close();
        pair.east.close();
        pair.assertNothingIsLeft();
    }
}
