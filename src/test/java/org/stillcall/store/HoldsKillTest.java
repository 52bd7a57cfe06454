package org.stillcall.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.stillcall.vault.ReceiptKind;

/** A kill between any two writes of a hold leaves it in force, or none; what is held is never lost by it (P10). */
class HoldsKillTest extends HoldsCase {
    private void restartAsAServerDoes() {
        site.restart();
        site.store.reconcile();
        site.store.purgeOverdue();
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private static Consumer<Step> killingAt(Step step) {
        return reached -> {
            if (reached == step) {
                throw new Killed();
            }
        };
    }

    @Test
    void kill_betweenAnyStepsOfAConfirmation_leavesAHoldInForce() {
        for (Step step : List.of(Step.NOTED, Step.APPENDED, Step.END_MOVED)) {
            PlanId plan = site.keptPlan();
            HoldId id = asked(HoldItem.of(plan), 90);
            site.restart(killingAt(step));
            site.store.reconcile();
            assertThrows(Killed.class, () -> holds().confirm(id, second), step.name());
            site.clock.turn(Duration.ofDays(31));
            restartAsAServerDoes();

            assertTrue(site.plans().readKept(plan).isPresent(), step.name());
            assertTrue(site.plans().read(plan).isEmpty(), step.name());
        }
        assertEquals(3, site.countOf(ReceiptKind.HOLD_BEGUN));
    }

    @Test
    void kill_whileAHoldIsAskedFor_leavesNone() {
        PlanId plan = site.keptPlan();
        int keys = site.keys.ids().size();
        site.restart(killingAt(Step.KEYED));
        assertThrows(Killed.class, () -> asked(HoldItem.of(plan), 90));
        restartAsAServerDoes();

        assertEquals(List.of(), holds().list());
        assertEquals(keys, site.keys.ids().size());
    }

    @Test
    void kill_whileTwoPeopleEndAHold_leavesItInForceOrOver_neverTheItemAlone() {
        for (Step step : List.of(Step.END_MOVED, Step.NOTED, Step.DESTROYED, Step.DELETED, Step.APPENDED)) {
            PlanId plan = site.keptPlan();
            HoldId id = held(plan, 90);
            assertEquals(HoldChange.ASKED, holds().lift(id, second));
            site.clock.turn(Duration.ofDays(1));
            site.restart(killingAt(step));
            site.store.reconcile();
            assertEquals(1, holds().list().size());
            assertThrows(Killed.class, () -> holds().lift(id, site.coordinator), step.name());
            site.clock.turn(Duration.ofDays(31));
            restartAsAServerDoes();

            boolean inForce = step == Step.END_MOVED;
            assertEquals(inForce, site.plans().readKept(plan).isPresent(), step.name());
            assertEquals(inForce ? 1 : 0, site.countOf("hold"), step.name());
            site.sql("DELETE FROM hold");
            site.sql("DELETE FROM plan");
            site.restart();
            site.store.reconcile();
        }
    }

    @Test
    void kill_whileAHeldPlanIsDeleted_leavesItHeld() {
        for (Step step : List.of(Step.NOTED, Step.DESTROYED, Step.APPENDED)) {
            PlanId plan = site.keptPlan();
            site.keptRelease(plan, 5);
            held(plan, 90);
            site.restart(killingAt(step));
            site.store.reconcile();
            assertThrows(Killed.class, () -> site.plans().delete(plan), step.name());
            restartAsAServerDoes();

            assertTrue(site.plans().readKept(plan).isPresent(), step.name());
            assertTrue(site.plans().read(plan).isEmpty(), step.name());
            assertEquals(0, site.countOf("release"), step.name());
        }
    }
}
