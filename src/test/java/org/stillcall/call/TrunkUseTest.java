package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.bill.BillAccount;
import org.stillcall.bill.Rounding;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.plan.Identity;

/** G21: what a trunk's bill will come to: every leg by it that was answered, whoever ended it, and no other. */
class TrunkUseTest {
    private final CallRig rig = new CallRig(2, true);

    private List<Long> used() {
        TrunkUse.Sums first = rig.calls.uses().getFirst();
        assertEquals(new Label("first"), first.trunk());
        return List.of(first.calls(), first.seconds());
    }

    private FakeLeg far() {
        rig.legs.last().answers();
        FakeLeg far = rig.legs.last();
        far.rings();
        return far;
    }

    @Test
    void answeredCalls_areCountedAndRoundedUp_whoeverEndsThem() {
        rig.placed(CallRig.DESK);
        FakeLeg far = far();
        rig.loop.advance(9_000);
        far.answers();
        rig.loop.advance(60_000);
        assertEquals(List.of(0L, 0L), used(), "it goes on");
        far.hangsUp();
        assertEquals(List.of(1L, 60L), used());
        String id = rig.placed(CallRig.DESK);
        far().answers();
        rig.loop.advance(60_001);
        rig.calls.end(id);
        assertEquals(List.of(2L, 180L), used());
        rig.loop.advance(60_000);
        assertEquals(List.of(2L, 180L), used());
    }

    @Test
    void callsThatNobodyAnswered_areNotCounted() {
        String id = rig.placed(CallRig.DESK);
        far();
        rig.loop.advance(5_000);
        rig.calls.end(id);
        assertEquals(List.of(0L, 0L), used());
    }

    /** An own mobile is called by the trunk as well: its carrier counts both halves. */
    @Test
    void mobilesOfAdvocates_areCountedToo() {
        rig.placed(CallRig.OWN_MOBILE);
        FakeLeg near = rig.legs.last();
        near.answers();
        rig.loop.advance(1_000);
        near.hangsUp();
        assertEquals(List.of(1L, 60L), used());
    }

    /** Its advocates' own mobiles are called by that line as well, and another one's never stands in. */
    @Test
    void programme_withALineOfItsOwn_takesNoOther_soThatItsBillIsThatLines() {
        Label own = new Label("better");
        Label first = new Label("first");
        rig.trunksOf.put(CallRig.HELPLINE, Set.of(own));
        rig.trunksOf.put(CallRig.SART, Set.of(first, new Label("weaker")));
        rig.placed(CallRig.OWN_MOBILE);
        FakeLeg near = rig.legs.last();
        near.answers();
        rig.loop.advance(1_000);
        near.hangsUp();
        String id = rig.placed(CallRig.DESK);
        far().answers();
        rig.calls.end(id);
        Map<Label, TrunkUse.Sums> sums =
                rig.calls.uses().stream().collect(Collectors.toMap(TrunkUse.Sums::trunk, each -> each));
        assertEquals(2, sums.get(own).calls());
        assertEquals(0, sums.get(first).calls());
        assertEquals(CallRig.HELPLINE, sums.get(own).programme());
        rig.up.put(own, false);
        assertEquals(
                "NO_FIT_TRUNK",
                assertInstanceOf(
                                Switchboard.Placement.Refused.class,
                                rig.place(CallRig.DESK, CallRig.HELPLINE, Identity.HIDDEN, false))
                        .reason());
        rig.trunksOf.clear();
        assertNull(rig.calls.uses().getFirst().programme(), "a line of several");
    }

    @Test
    void shortestCall_isAWholeOne() {
        TrunkUse use = new TrunkUse(Rounding.SIX_SECONDS, new BillAccount(""));
        use.ended(0);
        use.ended(6_001);
        assertEquals(
                new TrunkUse.Sums(new Label("a"), 2, 18, Rounding.SIX_SECONDS, new BillAccount(""), null),
                use.sums(new Label("a"), null));
    }
}
