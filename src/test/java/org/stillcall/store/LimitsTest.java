package org.stillcall.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.store.Site.bytes;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.vault.ReceiptKind;

/** What happens at each limit of {@link StoreLimits}: the next is refused, or the oldest goes. */
class LimitsTest extends OnBothEngines {
    /** An id that differs for each row of a fill. */
    private static final String ID = "CAST(1000000 + n.i AS TEXT) || 'AAAAAAAAAAAAAAA'";

    /** Fills a table up with so many rows, made of {@code values} and maybe of one row of {@code source}. */
    private void fill(String table, String columns, int rows, String values, String source) {
        site.sql("INSERT INTO " + table + " (" + columns + ") WITH RECURSIVE n(i) AS"
                + " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + rows + ") SELECT " + values + " FROM n, "
                + source);
    }

    @Test
    void planBeyondTheLimit_isRefused() {
        PlanId last = site.keptPlan();
        fill(
                "plan",
                "centre, id, slot, version, generation, programme, policy, envelope, attempts, cap, added_day",
                StoreLimits.PLANS - 1,
                "centre, " + ID + ", " + ID + ", 1, 1, programme, policy, envelope, 0, 1, added_day",
                "plan");

        assertEquals(Change.FULL, site.plans().create(site.newPlan(new PlanId(site.id()), 1)));
        site.plans().delete(last);
        assertEquals(Change.DONE, site.plans().create(site.newPlan(new PlanId(site.id()), 1)));
    }

    @Test
    void releaseBeyondTheLimit_isRefused() {
        PlanId plan = site.keptPlan();
        site.keptRelease(plan, 1);
        fill(
                "release",
                "centre, id, plan, slot, version, generation, envelope, added_day",
                StoreLimits.RELEASES - 1,
                "centre, " + ID + ", plan, " + ID + ", 1, 1, envelope, added_day",
                "release");
        NewRelease further = new NewRelease(new ReleaseId(site.id()), plan, bytes("x"), 1, site.inDays(1));

        assertEquals(Change.FULL, site.releases().create(further));
    }

    @Test
    void personBeyondTheLimit_isRefused() {
        fill(
                "person",
                "centre, id, slot, version, role, name, generation, lock_seconds, lock_on_hide, added_day",
                StoreLimits.PEOPLE - 1,
                "centre, " + ID + ", " + ID + ", 1, role, name, 1, 30, 0, added_day",
                "person");

        assertEquals(Change.FULL, site.people().add(Site.newPerson(new PersonId(site.id()), Role.ADVOCATE)));
    }

    @Test
    void deviceBeyondTheLimit_isRefused_withThePersonsOthersUntouched() {
        for (int i = 1; i < StoreLimits.DEVICES_PER_PERSON; i++) {
            assertEquals(Change.DONE, letIn());
        }
        int free = site.keys.free();

        assertEquals(Change.FULL, letIn());

        assertEquals(free, site.keys.free());
        assertEquals(
                StoreLimits.DEVICES_PER_PERSON,
                site.devices().of(site.coordinator).size());
        site.devices().wipe(site.device);
        assertEquals(Change.DONE, letIn());
    }

    private Change letIn() {
        DeviceId id = new DeviceId(site.id());
        return site.devices().letIn(site.arrival(Optional.empty(), site.coordinator, id, Map.of(1, bytes("key"))));
    }

    @Test
    void credentialBeyondTheLimit_isRefused() {
        Credentials credentials = site.store.credentials(site.centre);
        for (int i = 1; i < StoreLimits.CREDENTIALS_PER_DEVICE; i++) {
            assertEquals(Change.DONE, credentials.add(site.device, credential(i)));
        }

        assertEquals(Change.FULL, credentials.add(site.device, credential(0)));
    }

    private static NewCredential credential(int number) {
        return new NewCredential(bytes("further " + number), bytes("handle"), bytes("cose"), 0, false, false);
    }

    @Test
    void alertBeyondTheLimit_takesTheOldestAway() {
        Alerts alerts = site.store.alerts(site.centre);
        alerts.raise(site.coordinator, AlertKind.RECOVERY_USED);
        for (int i = 0; i < StoreLimits.ALERTS_PER_PERSON; i++) {
            alerts.raise(site.coordinator, AlertKind.DEVICE_ADDED);
        }

        assertEquals(
                StoreLimits.ALERTS_PER_PERSON, alerts.list(site.coordinator).size());
        assertFalse(alerts.list(site.coordinator).stream().anyMatch(it -> it.kind() == AlertKind.RECOVERY_USED));
    }

    @Test
    void wipedDeviceBeyondTheLimit_takesTheOldestAway() {
        String oldest = site.id();
        site.sql("INSERT INTO wiped_device (centre, device, day) SELECT centre, '" + oldest + "', 1 FROM centre");
        fill("wiped_device", "centre, device, day", StoreLimits.WIPED_DEVICES - 1, "centre, " + ID + ", 2", "centre");

        site.devices().wipe(site.device);

        assertEquals(StoreLimits.WIPED_DEVICES, site.countOf("wiped_device"));
        assertFalse(site.devices().wiped(new DeviceId(oldest)));
        assertTrue(site.devices().wiped(site.device));
    }

    @Test
    void tallyBeyondTheLimit_isNotCounted_andOldOnesGo() {
        fill(
                "tally",
                "centre, name, month, times",
                StoreLimits.TALLIES,
                "centre, 'name.' || CAST(n.i AS TEXT), 12, 1",
                "centre");
        Tallies tallies = site.store.tallies(site.centre);

        assertEquals(Change.FULL, tallies.add(new Label("further"), 1));
        tallies.frame(List.of(TallyName.of(new Label("further"))));
        assertEquals(StoreLimits.TALLIES, tallies.list().size());
        site.store.purgeOverdue();
        assertEquals(Change.DONE, tallies.add(new Label("further"), 1));
        assertEquals(1, tallies.list().size());
    }

    @Test
    void monthsTooLongToKeep_areRefused_andOldOnesGo() {
        PublishedMonths published = site.store.published(site.centre);
        YearMonth last =
                YearMonth.from(site.clock.instant().atOffset(ZoneOffset.UTC)).minusMonths(1);
        String most = "x".repeat(StoreLimits.PUBLISHED_CHARACTERS);
        assertThrows(IllegalArgumentException.class, () -> published.settle(last, most + "x"));
        published.settle(last, most);
        published.settle(last.minusMonths(StoreLimits.TALLY_MONTHS), "old");
        site.store.purgeOverdue();
        assertEquals(List.of(new PublishedMonth(last, most)), published.list());
    }

    @Test
    void generationBeyondTheLimit_waitsForTheOldOnesToBeDropped() {
        for (int next = 2; next <= StoreLimits.GENERATIONS; next++) {
            assertEquals(Change.DONE, site.store.centres().rotate(site.centre, site.rotation(next, site.device)));
        }

        Rotation further = site.rotation(StoreLimits.GENERATIONS + 1, site.device);
        assertEquals(Change.FULL, site.store.centres().rotate(site.centre, further));
        assertEquals(
                StoreLimits.GENERATIONS,
                site.store.keys(site.centre).of(site.device).size());
        for (Outdated old : site.store.reseals(site.centre).next(200)) {
            Outdated fresh = new Outdated(old.kind(), old.id(), old.version(), StoreLimits.GENERATIONS, old.sealed());
            assertEquals(Change.DONE, site.store.reseals(site.centre).put(fresh));
        }
        assertTrue(site.store.keys(site.centre).dropOld());
        assertEquals(Change.DONE, site.store.centres().rotate(site.centre, further));
    }

    @Test
    void centreBeyondTheLimit_isRefused() {
        fill(
                "centre",
                "centre, slot, mark, generation, rotation_due, settings, added_day",
                StoreLimits.CENTRES - 1,
                ID + ", " + ID + ", mark, 1, 0, '', 1",
                "centre");

        NewCentre further = site.newCentre(new CentreId(site.id()), new PersonId(site.id()), new DeviceId(site.id()));
        assertEquals(Change.FULL, site.store.centres().make(further));
    }

    @Test
    void lastFreeKeys_areForStaffAndDevicesOnly() {
        Instant end = site.inDays(1);
        site.keys.create(Collections.nCopies(site.keys.free() - StoreLimits.KEYS_FOR_STAFF, end));

        assertEquals(Change.FULL, site.plans().create(site.newPlan(new PlanId(site.id()), 1)));
        assertEquals(Change.DONE, letIn());

        site.keys.create(Collections.nCopies(site.keys.free() - 1, end));
        long receipts = site.receipts.size();
        assertEquals(Change.FULL, site.store.centres().rotate(site.centre, site.rotation(2, site.device)));
        assertEquals(1, site.keys.free());
        assertEquals(receipts, site.receipts.size());
    }

    @Test
    void purge_ofMoreThanOneBatch_endsAll() {
        int plans = Reconciling.BATCH + 1;
        StringJoiner rows = new StringJoiner(" UNION ALL ");
        site.keys
                .create(Collections.nCopies(plans, site.inDays(1)))
                .forEach(slot -> rows.add("SELECT centre, '" + site.id() + "', '" + slot.text()
                        + "', 1, 1, mark, mark, mark, 0, 1, 1 FROM centre"));
        site.sql("INSERT INTO plan " + rows);
        site.clock.turn(Duration.ofDays(2));

        assertEquals(plans, site.store.purgeOverdue());

        assertEquals(0, site.countOf("plan"));
        assertEquals(plans, site.countOf(ReceiptKind.PLAN_ENDED));
    }

    @Test
    void valueBeyondItsSize_isTheCallersFault() {
        NewPlan plan = site.newPlan(new PlanId(site.id()), 1);
        byte[] long1 = new byte[StoreLimits.SEALED_BYTES + 1];
        NewPlan tooLong = new NewPlan(plan.id(), "p", plan.policy(), long1, 1, plan.end(), 1);
        NewPlan tooOften =
                new NewPlan(plan.id(), "p", plan.policy(), plan.envelope(), 1, plan.end(), StoreLimits.ATTEMPTS + 1);
        String settings = "x".repeat(StoreLimits.SETTINGS_CHARACTERS + 1);
        Map<DeviceId, byte[]> wrapped = new HashMap<>(Map.of(site.device, long1));

        assertThrows(IllegalArgumentException.class, () -> site.plans().create(tooLong));
        assertThrows(IllegalArgumentException.class, () -> site.plans().create(tooOften));
        assertThrows(IllegalArgumentException.class, () -> site.store.centres().settings(site.centre, settings));
        assertThrows(IllegalArgumentException.class, () -> site.people().lock(site.coordinator, 4, false));
        assertThrows(
                IllegalArgumentException.class,
                () -> site.store.centres().rotate(site.centre, new Rotation(2, bytes("p"), wrapped, bytes("r"))));
        assertThrows(IllegalArgumentException.class, () -> new PlanId("not an id"));
        assertTrue(PlanId.parse("AAAAAAAAAAAAAAAAAAAAAB").isEmpty());
        assertTrue(PlanId.parse("AAAAAAAAAAAAAAAAAAAAAA").isPresent());
    }
}
