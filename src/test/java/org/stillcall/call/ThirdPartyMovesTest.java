package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.call.FakeMedia.FakeMediaLeg;
import org.stillcall.call.Switchboard.State;
import org.stillcall.call.ThirdParties.HandOver;
import org.stillcall.call.ThirdParties.Whom;
import org.stillcall.plan.DroppedRule;
import org.stillcall.plan.Identity;
import org.stillcall.sip.LegFailure;

/** P5, G18: whatever people, pages and peers do in whatever order, a third party leaves nothing behind. */
class ThirdPartyMovesTest {
    private static final List<Whom> WHOM = List.of(
            new Whom.Interpreter(CallRig.INTERPRETER),
            new Whom.Interpreter(CallRig.OUTSIDE),
            new Whom.Page("device-2"),
            new Whom.Desk(CallRig.DESK));

    @Property(tries = 400)
    void calls_ofThree_leaveNothing(@ForAll long seed) {
        Random random = new Random(seed);
        CallRig rig = new CallRig(4, true, new DroppedRule.Never());
        AgreedTerms terms = new AgreedTerms();
        terms.dropped = random.nextBoolean()
                ? new DroppedRule.Never()
                : new DroppedRule.RedialOnce(java.time.Duration.ofMinutes(1));
        Page one = new Page(rig, terms.device);
        Page two = new Page(rig, "device-2");
        rig.calls.place(
                new Switchboard.Wish(PagePhones.NAME, CallRig.SART, Identity.HIDDEN, false, terms.build()),
                rig.number(CallRig.CANARY));
        List<String> names = new ArrayList<>(List.of(one.last.view().id()));
        one.offers(names.getFirst(), false);
        rig.media.legs.getFirst().connects();
        rig.legs.last().answers();
        assertEquals(State.TALKING, rig.view(names.getFirst()).state());
        for (int i = 0; i < 40; i++) {
            move(rig, random, names, List.of(one, two));
            int mixed = (int) rig.media.legs.stream().filter(leg -> !leg.closed).count();
            assertTrue(mixed <= 3, () -> "seed " + seed);
        }
        end(rig, random);
        rig.loop.advance(1_000);
        assertEquals(0, rig.calls.inProgress(), () -> "seed " + seed);
        assertEquals(0, rig.media.openLegs(), () -> "seed " + seed);
        assertEquals(0, rig.digits.onLoan(), () -> "seed " + seed);
        assertEquals(4, rig.numbers.available(), () -> "seed " + seed);
        assertTrue(rig.legs.legs.stream().allMatch(leg -> leg.state == FakeLeg.State.ENDED), () -> "seed " + seed);
        assertTrue(rig.calls.thirdParties().interpreters().stream().allMatch(ThirdParties.InterpreterView::free));
        assertFalse(rig.calls.pages().view(terms.device).busy(), () -> "seed " + seed);
        assertFalse(rig.calls.pages().view("device-2").busy(), () -> "seed " + seed);
        assertEquals(1, terms.endings.size(), () -> "seed " + seed);
    }

    private static void end(CallRig rig, Random random) {
        if (random.nextBoolean()) {
            rig.calls.endAllOf("device-1");
            rig.calls.endAllOf("device-2");
        }
        rig.calls.endAll(); // a call that is at a desk phone now is nobody's device's
    }

    private static void move(CallRig rig, Random random, List<String> names, List<Page> pages) {
        String call = names.get(random.nextInt(names.size()));
        Page page = pages.get(random.nextInt(2));
        ThirdParties thirds = rig.calls.thirdParties();
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> thirds.ask(call, WHOM.get(random.nextInt(WHOM.size())));
            case 3, 4 -> anyLeg(rig, random).answers();
            case 5 -> page.takes(page.asked == null ? call : page.asked.name());
            case 6 -> page.offers(page.asked == null ? call : page.asked.name(), false);
            case 7, 8 -> anySound(rig, random).connects();
            case 9 -> {
                if (random.nextInt(3) == 0) {
                    anyLeg(rig, random).hangsUp();
                } else {
                    anyLeg(rig, random).fails(LegFailure.Kind.REJECTED, random.nextBoolean() ? 486 : 603);
                }
            }
            case 10 -> page.holds(call, random.nextBoolean());
            case 11 -> page.declines(page.asked == null ? call : page.asked.name());
            case 12 -> thirds.letGo(call);
            case 13 -> thirds.tell(call);
            case 14 -> {
                if (thirds.handOver(call) instanceof HandOver.Done done) {
                    names.add(done.call());
                }
            }
            default -> pass(rig, random);
        }
    }

    private static FakeLeg anyLeg(CallRig rig, Random random) {
        return rig.legs.legs.get(random.nextInt(rig.legs.legs.size()));
    }

    private static FakeMediaLeg anySound(CallRig rig, Random random) {
        return rig.media.legs.get(random.nextInt(rig.media.legs.size()));
    }

    /** Time goes by; as a rule everybody is heard meanwhile. */
    private static void pass(CallRig rig, Random random) {
        boolean heard = random.nextInt(4) > 0;
        for (int i = random.nextInt(30); i >= 0; i--) {
            if (heard) {
                rig.media.legs.forEach(leg -> leg.packets++);
            }
            rig.loop.advance(500);
        }
    }
}
