package org.stillcall.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.store.Site.bytes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.vault.KeyId;
import org.stillcall.vault.Receipt;
import org.stillcall.vault.ReceiptKind;

/** Whatever a kill interrupts, the next start finishes: keys, rows and receipts agree (G18, B4, B6). */
class KillTest extends OnBothEngines {
    /** Stops the store where a kill would. */
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

    private Reconciled killAndRestart(Step step, Runnable change) {
        site.restart(killingAt(step));
        assertThrows(Killed.class, change::run);
        site.restart();
        Reconciled finished = site.store.reconcile();
        assertEquals(0, site.countOf("owed_receipt"));
        assertEquals(new Reconciled(0, 0, 0), site.store.reconcile());
        return finished;
    }

    @Test
    void kill_betweenAnyStepsOfADeletion_endsWithPlanGoneAndOneReceipt() {
        for (Step step : Set.of(Step.NOTED, Step.DESTROYED, Step.DELETED, Step.APPENDED)) {
            PlanId kept = site.keptPlan();
            int free = site.keys.free();
            long receipts = site.countOf(ReceiptKind.PLAN_DELETED);
            PlanId plan = site.keptPlan();
            ReleaseId release = site.keptRelease(plan, 5);

            killAndRestart(step, () -> site.plans().delete(plan));

            assertTrue(site.plans().read(plan).isEmpty(), step.name());
            assertTrue(site.releases().revoke(release).isEmpty(), step.name());
            assertTrue(site.plans().read(kept).isPresent(), step.name());
            assertEquals(free, site.keys.free(), step.name());
            assertEquals(receipts + 1, site.countOf(ReceiptKind.PLAN_DELETED), step.name());
        }
    }

    @Test
    void kill_betweenAnyStepsOfAWipe_endsWithKeysGoneAndOneReceipt() {
        for (Step step : Set.of(Step.NOTED, Step.DESTROYED, Step.DELETED, Step.APPENDED)) {
            int free = site.keys.free();
            PersonId person = new PersonId(site.id());
            DeviceId device = site.letIn(Role.ADVOCATE, person);
            long receipts = site.countOf(ReceiptKind.DEVICE_WIPED);

            killAndRestart(step, () -> site.devices().wipe(device));

            assertTrue(site.store.keys(site.centre).of(device).isEmpty(), step.name());
            assertTrue(site.devices().find(device).isEmpty(), step.name());
            assertTrue(site.devices().wiped(device), step.name());
            assertEquals(free - 1, site.keys.free(), step.name());
            assertEquals(receipts + 1, site.countOf(ReceiptKind.DEVICE_WIPED), step.name());
        }
    }

    @Test
    void kill_betweenAnyStepsOfAPurge_endsWithPlanGoneAndOneReceipt() {
        for (Step step : Set.of(Step.NOTED, Step.DESTROYED, Step.DELETED, Step.APPENDED)) {
            int free = site.keys.free();
            long receipts = site.countOf(ReceiptKind.PLAN_ENDED);
            PlanId plan = site.keptPlan();
            site.clock.turn(Duration.ofDays(31));

            killAndRestart(step, () -> site.store.purgeOverdue());

            assertEquals(0, site.store.purgeOverdue(), step.name());
            assertTrue(site.plans().read(plan).isEmpty(), step.name());
            assertEquals(0, site.countOf("plan"), step.name());
            assertEquals(free, site.keys.free(), step.name());
            assertEquals(receipts + 1, site.countOf(ReceiptKind.PLAN_ENDED), step.name());
        }
    }

    @Test
    void kill_beforeTheRowOfANewKey_endsWithTheKeyGone() {
        int free = site.keys.free();
        NewPlan plan = site.newPlan(new PlanId(site.id()), 1);

        Reconciled finished = killAndRestart(Step.KEYED, () -> site.plans().create(plan));

        assertEquals(new Reconciled(0, 1, 0), finished);
        assertEquals(free, site.keys.free());
        assertEquals(Change.DONE, site.plans().create(plan));
    }

    @Test
    void kill_beforeTheKeyOfTheReplacedRowIsGone_endsWithItGone() {
        PlanId plan = site.keptPlan();
        int free = site.keys.free();

        Reconciled finished = killAndRestart(Step.REPLACED, () -> site.plans().replace(site.newPlan(plan, 1), 1));

        assertEquals(new Reconciled(0, 1, 0), finished);
        assertEquals(free, site.keys.free());
        assertEquals(2, site.plans().read(plan).orElseThrow().version());
    }

    @Test
    void kill_afterAChangeOfRules_endsWithTheNewRulesAndOneReceiptOfEachKind() {
        for (Step step : List.of(Step.KEYED, Step.NOTED, Step.APPENDED, Step.REPLACED)) {
            PlanId plan = site.keptPlan();
            NewPlan same = site.newPlan(plan, 1);
            NewPlan other =
                    new NewPlan(plan, same.programme(), bytes("other"), same.envelope(), 1, same.end(), same.cap());
            long rules = site.countOf(ReceiptKind.RULE_CHANGED);
            long renewals = site.countOf(ReceiptKind.PLAN_RENEWED);
            int done = step == Step.KEYED ? 0 : 1;

            killAndRestart(step, () -> site.plans().renew(other, 1));

            assertEquals(1 + done, site.plans().read(plan).orElseThrow().version(), step.name());
            assertEquals(rules + done, site.countOf(ReceiptKind.RULE_CHANGED), step.name());
            assertEquals(renewals + done, site.countOf(ReceiptKind.PLAN_RENEWED), step.name());
            assertEquals(Change.DONE, site.plans().replace(same, 1 + done));
            assertEquals(rules + 2 * done, site.countOf(ReceiptKind.RULE_CHANGED), step.name());
        }
    }

    @Test
    void kill_duringAChangeOfTheCentresKey_endsWithOldOrNew() {
        site.restart(killingAt(Step.KEYED));
        assertThrows(Killed.class, () -> site.store.centres().rotate(site.centre, site.rotation(2, site.device)));
        site.restart();
        assertEquals(new Reconciled(0, 2, 0), site.store.reconcile());
        assertEquals(1, site.found().generation());

        Reconciled finished = killAndRestart(
                Step.NOTED, () -> site.store.centres().rotate(site.centre, site.rotation(2, site.device)));

        assertEquals(new Reconciled(0, 0, 1), finished);
        assertEquals(2, site.found().generation());
        assertEquals(1, site.countOf(ReceiptKind.CENTRE_KEY_CHANGED));
    }

    @Test
    void rowsWithoutAKey_asAfterAnOldBackup_areDeletedWithReceipts() {
        PlanId plan = site.keptPlan();
        site.keptPlan();
        site.store.pins(site.centre).put(site.coordinator, bytes("verifier"));
        site.keys.destroy(Set.of(slot("plan WHERE id = '" + plan.text() + "'"), slot("pin")));

        assertEquals(new Reconciled(1, 0, 1), site.store.reconcile());

        assertEquals(1, site.countOf("plan"));
        assertEquals(0, site.countOf("pin"));
        assertEquals(1, site.countOf(ReceiptKind.PLAN_ENDED));
    }

    private KeyId slot(String from) {
        return new KeyId(site.store
                .ground()
                .database()
                .readAll(handle -> handle.createQuery("SELECT slot FROM " + from)
                        .mapTo(String.class)
                        .one()));
    }

    @Test
    void anotherDatabasesKeyTable_isRefusedAndNothingDeleted(@TempDir Path other) {
        site.keptPlan();
        try (Site stranger = new Site(Engine.SQLITE, other)) {
            Store mixed = Store.open(site.settings, stranger.keys, stranger.receipts, site.randomness);
            StoreException refusal = assertThrows(StoreException.class, mixed::reconcile);
            mixed.close();
            assertTrue(refusal.getMessage().contains("does not belong to this database"));
        }

        assertEquals(new Reconciled(0, 0, 0), site.store.reconcile());
        assertEquals(1, site.plans().list().size());
    }

    @Test
    void overduePlan_isNotShownEvenBeforeItIsPurged_andTakesItsReleasesAlong() {
        PlanId plan = site.keptPlan();
        site.keptRelease(plan, 30);
        ReleaseId earlier = site.keptRelease(plan, 1);
        site.clock.turn(Duration.ofDays(2));
        assertEquals(1, site.releases().list(plan).size());
        assertEquals(1, site.store.purgeOverdue());
        assertTrue(site.releases().revoke(earlier).isEmpty());

        site.clock.turn(Duration.ofDays(29));

        assertTrue(site.plans().read(plan).isEmpty());
        assertTrue(site.plans().list().isEmpty());
        assertTrue(site.releases().list(plan).isEmpty());
        assertEquals(Change.MISSING, site.plans().attempted(plan));
        assertEquals(Change.MISSING, site.plans().replace(site.newPlan(plan, 1), 1));
        assertEquals(2, site.store.purgeOverdue());
        assertEquals(0, site.countOf("plan") + site.countOf("release"));
        assertEquals(1, site.countOf(ReceiptKind.PLAN_ENDED));
        assertEquals(2, site.countOf(ReceiptKind.RELEASE_ENDED));
    }

    @Test
    void deletion_whenTheDatabaseTakesNothing_destroysTheKeyAllTheSame() {
        PlanId plan = site.keptPlan();
        int free = site.keys.free();
        site.sql("DROP TABLE owed_receipt");

        assertThrows(StoreException.class, () -> site.plans().delete(plan));

        assertEquals(free + 1, site.keys.free());
        assertTrue(site.plans().read(plan).isEmpty());
    }

    @Test
    void newSheet_whenTheDatabaseTakesNothing_leavesTheOldOne() {
        int free = site.keys.free();
        site.sql("ALTER TABLE owed_receipt RENAME TO hidden");
        Recovery fresh = new Recovery(bytes("public 2"), bytes("sealed 2"), bytes("hash 2"));

        assertThrows(
                StoreException.class,
                () -> site.store.centres().newSheet(site.centre, fresh, Map.of(1, bytes("again"))));

        site.sql("ALTER TABLE hidden RENAME TO owed_receipt");
        assertArrayEquals(
                bytes("recovery sealed"),
                site.store.centres().recovery(site.centre).orElseThrow().sealed());
        assertEquals(1, site.store.keys(site.centre).ofRecovery().size());
        assertEquals(0, site.store.purgeOverdue());
        assertEquals(free, site.keys.free());
    }

    @Test
    void keyOfARefusedRow_isDestroyedByTheNextPurge() {
        int free = site.keys.free();
        site.sql("ALTER TABLE plan RENAME TO hidden");
        assertThrows(StoreException.class, () -> site.plans().create(site.newPlan(new PlanId(site.id()), 1)));
        site.sql("ALTER TABLE hidden RENAME TO plan");
        assertEquals(free - 1, site.keys.free());

        assertEquals(0, site.store.purgeOverdue());

        assertEquals(free, site.keys.free());
    }

    @Test
    void wipedDeviceAndAlerts_areForgottenWithTime() {
        DeviceId device = site.letIn(Role.ADVOCATE, new PersonId(site.id()));
        site.devices().wipe(device);
        site.store.alerts(site.centre).raise(site.coordinator, AlertKind.DEVICE_WIPED);

        site.clock.turn(Duration.ofDays(StoreLimits.ALERT_DAYS + 1));
        site.store.purgeOverdue();
        assertTrue(site.store.alerts(site.centre).list(site.coordinator).isEmpty());
        assertTrue(site.devices().wiped(device));

        site.clock.turn(Duration.ofDays(StoreLimits.WIPED_DAYS));
        site.store.purgeOverdue();
        assertEquals(0, site.countOf("wiped_device"));
    }

    @Test
    void put_givesADeviceItsKeysAnew_andDestroysTheOld() {
        int free = site.keys.free();
        CentreKeys keys = site.store.keys(site.centre);

        assertEquals(Change.MOVED_ON, keys.put(site.device, Map.of(2, bytes("x"))));
        assertEquals(Change.DONE, keys.put(site.device, Map.of(1, bytes("again"))));

        assertEquals(free, site.keys.free());
        assertArrayEquals(bytes("again"), keys.of(site.device).getFirst().wrapped());
    }

    /** A damaged row stands in nobody's way while the server runs, and the next start ends it. */
    @Test
    void rowThatNamesNoKey_keepsNoOtherFromEnding_andEndsAtTheNextStart() {
        int free = site.keys.free();
        PlanId damaged = site.keptPlan();
        PlanId overdue = site.keptPlan();
        site.keptRelease(overdue, 1);
        site.sql("UPDATE release SET slot = 'no name of a key'");
        site.sql("UPDATE plan SET slot = '' WHERE id = '" + damaged.text() + "'");
        assertEquals(
                List.of(overdue),
                site.plans().list().stream().map(StoredPlan::id).toList());
        assertTrue(site.releases().list(overdue).isEmpty());
        assertThrows(StoreException.class, () -> site.plans().delete(damaged));
        site.clock.turn(Duration.ofDays(31));

        assertEquals(2, site.store.purgeOverdue());

        assertEquals(free, site.keys.free());
        assertEquals(1, site.countOf("plan"));
        site.restart();
        assertEquals(new Reconciled(1, 0, 1), site.store.reconcile());
        assertEquals(0, site.countOf("plan") + site.countOf("release"));
    }

    /** A disk or a database that fails for a moment between two steps: the server goes on, and so does the deletion. */
    @Test
    void failure_betweenAnyStepsOfADeletion_isCaughtUpWithByTheNextPurge() {
        for (Step step : Set.of(Step.NOTED, Step.DESTROYED, Step.DELETED, Step.APPENDED)) {
            AtomicInteger failures = new AtomicInteger(1);
            site.restart(reached -> {
                if (reached == step && failures.getAndDecrement() > 0) {
                    throw new StoreException("The disk fails.");
                }
            });
            site.store.reconcile();
            int free = site.keys.free();
            long receipts = site.countOf(ReceiptKind.PLAN_DELETED);
            PlanId plan = site.keptPlan();
            assertThrows(StoreException.class, () -> site.plans().delete(plan));
            assertEquals(free, site.keys.free(), step.name());

            assertEquals(0, site.store.purgeOverdue(), step.name());

            assertEquals(0, site.countOf("plan") + site.countOf("owed_receipt"), step.name());
            assertEquals(receipts + 1, site.countOf(ReceiptKind.PLAN_DELETED), step.name());
        }
    }

    /** The answer to a commit can be lost, and with it which of two rows there is. */
    @Test
    void changeWhoseEndIsUnclear_leavesTheKeyOfTheRowThatIsThere_andNoOther() {
        for (boolean arrived : new boolean[] {true, false}) {
            PlanId plan = site.keptPlan();
            KeyId old = slot("plan WHERE id = '" + plan.text() + "'");
            List<KeyId> made = new ArrayList<>();
            assertThrows(
                    StoreException.class,
                    () -> site.store.ground().seals().replacing(List.of(site.inDays(30)), (fresh, replaced) -> {
                        made.addAll(fresh);
                        replaced.add(old);
                        if (arrived) {
                            site.sql("UPDATE plan SET slot = '"
                                    + fresh.getFirst().text() + "' WHERE id = '" + plan.text() + "'");
                        }
                        throw new StoreException("The database server does not answer.");
                    }));
            assertTrue(site.keys.holds(old) && site.keys.holds(made.getFirst()));

            site.store.purgeOverdue();

            assertEquals(arrived, site.keys.holds(made.getFirst()));
            assertEquals(!arrived, site.keys.holds(old));
        }
    }

    /** Else what a database keeps of its notes tells which receipt was for which row (B6). */
    @Test
    void note_holdsTheTokenSealed_andItsKeyGoesWithTheNextPurge() {
        List<String> noted = new ArrayList<>();
        site.restart(step -> {
            if (step == Step.NOTED) {
                noted.addAll(site.store
                        .ground()
                        .database()
                        .readAll(handle -> handle.createQuery(
                                        "SELECT token FROM owed_receipt UNION SELECT token_slot FROM owed_receipt")
                                .mapTo(String.class)
                                .list()));
            }
        });
        site.store.reconcile();
        PlanId plan = site.keptPlan();
        Receipt receipt = site.plans().delete(plan).orElseThrow();

        assertEquals(2, noted.size());
        assertFalse(noted.contains(IdText.of(receipt.token())));
        KeyId key = noted.stream()
                .flatMap(text -> KeyId.parse(text).stream())
                .findFirst()
                .orElseThrow();
        int free = site.keys.free();
        assertTrue(site.keys.holds(key));
        site.store.purgeOverdue();
        assertFalse(site.keys.holds(key));
        assertEquals(free, site.keys.free());
        site.store.purgeOverdue();
        assertEquals(free, site.keys.free());
    }

    /** A note of before notes were sealed is carried out all the same. */
    @Test
    void noteInClear_asOfAnOlderVersion_isCarriedOut() {
        PlanId plan = site.keptPlan();
        String token = site.id();
        site.sql("INSERT INTO owed_receipt (centre, token, slot, kind) SELECT centre, '" + token
                + "', slot, 'PLAN_DELETED' FROM plan");

        site.restart();
        assertEquals(new Reconciled(0, 0, 1), site.store.reconcile());

        assertTrue(site.plans().read(plan).isEmpty());
        assertEquals(0, site.countOf("plan"));
        assertEquals(token, IdText.of(site.receipts.list(0, 100).getLast().token()));
    }
}
