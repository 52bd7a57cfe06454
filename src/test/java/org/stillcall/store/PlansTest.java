package org.stillcall.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.store.Site.bytes;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.stillcall.vault.ReceiptKind;

/** P6, G18, B6: plans and their releases come back, change in order, and end with a receipt. */
class PlansTest extends OnBothEngines {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    @Test
    void plan_isReadAndListed_withItsEndAndAttempts() {
        PlanId id = site.keptPlan();
        site.keptPlan();

        StoredPlan plan = site.plans().read(id).orElseThrow();

        assertEquals(2, site.plans().list().size());
        assertEquals("helpline", plan.programme());
        assertEquals(1, plan.version());
        assertEquals(site.inDays(30), plan.end());
        assertEquals(DAY, plan.addedDay());
        assertArrayEquals(bytes("envelope"), plan.envelope());
        assertEquals(Change.EXISTS, site.plans().create(site.newPlan(id, 1)));
        assertEquals(Change.MOVED_ON, site.plans().create(site.newPlan(new PlanId(site.id()), 2)));
        assertTrue(site.plans().read(new PlanId(site.id())).isEmpty());
    }

    @Test
    void replace_ofAVersionThatMovedOn_changesNothing_andGivesTheOldKeyBackOnlyWhenDone() {
        PlanId id = site.keptPlan();
        int free = site.keys.free();

        assertEquals(Change.DONE, site.plans().replace(site.newPlan(id, 1), 1));
        assertEquals(Change.MOVED_ON, site.plans().replace(site.newPlan(id, 1), 1));
        assertEquals(Change.MISSING, site.plans().replace(site.newPlan(new PlanId(site.id()), 1), 1));

        assertEquals(2, site.plans().read(id).orElseThrow().version());
        assertEquals(free, site.keys.free());
    }

    @Test
    void renew_countsAttemptsFromNought_andNoOtherChangeDoes() {
        PlanId id = site.keptPlan();
        assertEquals(Change.DONE, site.plans().attempted(id));
        assertEquals(Change.DONE, site.plans().replace(site.newPlan(id, 1), 1));
        assertEquals(1, site.plans().read(id).orElseThrow().attempts());
        assertEquals(Change.MOVED_ON, site.plans().renew(site.newPlan(id, 1), 1));
        assertEquals(1, site.plans().read(id).orElseThrow().attempts());
        assertEquals(Change.DONE, site.plans().renew(site.newPlan(id, 1), 2));
        assertEquals(0, site.plans().read(id).orElseThrow().attempts());
        assertEquals(3, site.plans().read(id).orElseThrow().version());
    }

    @Test
    void rewrite_changesThePolicyOnly_alsoWhileTheEnvelopeIsSealedToAnOlderKey() {
        PlanId id = site.keptPlan();
        assertEquals(Change.DONE, site.plans().attempted(id));
        assertEquals(Change.DONE, site.store.centres().rotate(site.centre, site.rotation(2, site.device)));
        int free = site.keys.free();

        assertEquals(Change.DONE, site.plans().rewrite(id, 1, bytes("other policy")));
        assertEquals(Change.MOVED_ON, site.plans().rewrite(id, 1, bytes("third policy")));
        assertEquals(Change.MISSING, site.plans().rewrite(new PlanId(site.id()), 1, bytes("policy")));
        site.store.writeAttempts();
        site.restart();
        site.store.reconcile();

        StoredPlan plan = site.plans().read(id).orElseThrow();
        assertArrayEquals(bytes("other policy"), plan.policy());
        assertArrayEquals(bytes("envelope"), plan.envelope());
        assertEquals(2, plan.version());
        assertEquals(1, plan.generation());
        assertEquals(1, plan.attempts());
        assertEquals(3, plan.cap());
        assertEquals(site.inDays(30), plan.end());
        assertEquals(free, site.keys.free());
    }

    @Test
    void planWhoseEndIsOver_isNotTaken() {
        NewPlan plan = site.newPlan(new PlanId(site.id()), 1);
        PlanId kept = site.keptPlan();
        site.clock.turn(Duration.ofDays(30));

        assertEquals(Change.MISSING, site.plans().create(plan));
        assertEquals(Change.MISSING, site.plans().replace(plan, 1));
        assertTrue(site.plans().read(kept).isEmpty());
    }

    @Test
    void changesAtOnce_ofOneVersion_areDoneOnce_andLimitsHold() throws InterruptedException {
        PlanId id = site.keptPlan();
        int threads = 12;
        Queue<Change> replaced = new ConcurrentLinkedQueue<>();
        Queue<Change> letIn = new ConcurrentLinkedQueue<>();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(Thread.startVirtualThread(() -> {
                replaced.add(site.plans().replace(site.newPlan(id, 1), 1));
                DeviceId device = new DeviceId(site.id());
                letIn.add(site.devices()
                        .letIn(site.arrival(Optional.empty(), site.coordinator, device, Map.of(1, bytes("key")))));
            }));
        }
        for (Thread thread : all) {
            thread.join();
        }

        assertEquals(1, replaced.stream().filter(Change.DONE::equals).count());
        assertEquals(
                threads - 1, replaced.stream().filter(Change.MOVED_ON::equals).count());
        assertEquals(
                StoreLimits.DEVICES_PER_PERSON - 1,
                letIn.stream().filter(Change.DONE::equals).count());
        assertEquals(
                StoreLimits.DEVICES_PER_PERSON,
                site.devices().of(site.coordinator).size());
        assertEquals(new Reconciled(0, 0, 0), site.store.reconcile());
    }

    @Test
    void readWhileItIsReplaced_alwaysFindsThePlan() throws InterruptedException {
        PlanId id = site.keptPlan();
        Queue<Change> replaced = new ConcurrentLinkedQueue<>();
        Thread writer = Thread.startVirtualThread(() -> {
            for (int version = 1; version <= 15; version++) {
                replaced.add(site.plans().replace(site.newPlan(id, 1), version));
            }
        });

        while (writer.isAlive()) {
            assertTrue(site.plans().read(id).isPresent());
            assertEquals(1, site.plans().list().size());
        }

        writer.join();
        assertEquals(15, replaced.stream().filter(Change.DONE::equals).count());
    }

    @Test
    void delete_takesPlanAndReleases_withReceipts() {
        int free = site.keys.free();
        PlanId id = site.keptPlan();
        site.keptRelease(id, 10);

        assertEquals(
                ReceiptKind.PLAN_DELETED, site.plans().delete(id).orElseThrow().kind());
        assertTrue(site.plans().delete(id).isEmpty());

        assertTrue(site.plans().read(id).isEmpty());
        assertEquals(0, site.countOf("plan") + site.countOf("release") + site.countOf("owed_receipt"));
        assertEquals(free, site.keys.free());
        assertEquals(1, site.countOf(ReceiptKind.RELEASE_ENDED));
    }

    /** What is counted is not written at once, and counts at once. */
    @Test
    void attempts_endAtTheCap_writtenOrNot() {
        PlanId id = site.keptPlan();
        assertEquals(Change.DONE, site.plans().attempted(id));
        assertEquals(1, site.plans().read(id).orElseThrow().attempts());
        assertEquals(0, written());

        site.store.writeAttempts();
        site.store.writeAttempts();
        assertEquals(1, written());
        assertEquals(Change.DONE, site.plans().attempted(id));
        assertEquals(Change.DONE, site.plans().attempted(id));

        assertEquals(Change.FULL, site.plans().attempted(id));
        assertEquals(3, site.plans().read(id).orElseThrow().attempts());
        assertEquals(1, written());
        site.store.writeAttempts();
        assertEquals(Change.FULL, site.plans().attempted(id));
        assertEquals(3, written());
        assertEquals(Change.MISSING, site.plans().attempted(new PlanId(site.id())));
    }

    private long written() {
        return site.store
                .ground()
                .database()
                .readAll(handle -> handle.createQuery("SELECT SUM(attempts) FROM plan")
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    void attemptsAtOnce_whileTheyAreWritten_neverPassTheCap() throws InterruptedException {
        List<PlanId> plans = List.of(site.keptPlan(), site.keptPlan(), site.keptPlan());
        Queue<PlanId> counted = new ConcurrentLinkedQueue<>();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(Thread.startVirtualThread(() -> plans.forEach(plan -> {
                if (site.plans().attempted(plan) == Change.DONE) {
                    counted.add(plan);
                }
            })));
            all.add(Thread.startVirtualThread(site.store::writeAttempts));
        }
        for (Thread thread : all) {
            thread.join();
        }
        site.store.writeAttempts();
        for (PlanId plan : plans) {
            long times = counted.stream().filter(plan::equals).count();
            assertTrue(times <= 3);
            assertEquals(times, site.plans().read(plan).orElseThrow().attempts());
        }
    }

    @Test
    void release_endsWithItsPlanAtTheLatest_andIsRevoked() {
        PlanId plan = site.keptPlan();
        ReleaseId longer = site.keptRelease(plan, 90);
        ReleaseId shorter = site.keptRelease(plan, 10);

        for (StoredRelease release : site.releases().list(plan)) {
            assertEquals(release.id().equals(longer) ? site.inDays(30) : site.inDays(10), release.end());
        }
        assertEquals(
                ReceiptKind.RELEASE_REVOKED,
                site.releases().revoke(shorter).orElseThrow().kind());
        assertTrue(site.releases().revoke(shorter).isEmpty());
        assertEquals(1, site.releases().list(plan).size());
        NewRelease again = new NewRelease(longer, plan, bytes("x"), 1, site.inDays(1));
        assertEquals(Change.EXISTS, site.releases().create(again));
        NewRelease planless = new NewRelease(shorter, new PlanId(site.id()), bytes("x"), 1, site.inDays(1));
        assertEquals(Change.MISSING, site.releases().create(planless));
    }
}
