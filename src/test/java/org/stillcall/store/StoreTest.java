package org.stillcall.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.store.Site.bytes;

import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.vault.ReceiptKind;

/** What is kept comes back, and changes meet each other in order (P8: roles; G18, B6: ends, receipts). */
class StoreTest extends OnBothEngines {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    @Test
    void make_keepsCentreCoordinatorDeviceAndSheet_alsoOverARestart() {
        site.restart();
        assertEquals(new Reconciled(0, 0, 0), site.store.reconcile());

        assertEquals(List.of(site.centre), site.store.centres().list());
        Centre centre = site.found();
        assertEquals(1, centre.generation());
        assertFalse(centre.rotationDue());
        assertEquals(DAY, centre.addedDay());
        assertArrayEquals(bytes("centre public 1"), centre.publicKey());
        Recovery sheet = site.store.centres().recovery(site.centre).orElseThrow();
        assertArrayEquals(bytes("recovery sealed"), sheet.sealed());
        assertArrayEquals(bytes("proof hash"), sheet.proofHash());
        Person person = site.people().find(site.coordinator).orElseThrow();
        assertEquals(Role.COORDINATOR, person.role());
        assertEquals(30, person.lockSeconds());
        assertArrayEquals(bytes("sealed name"), person.sealedName());
        assertEquals(
                DeviceKind.PHONE, site.devices().find(site.device).orElseThrow().kind());
        WrappedKey held = site.store.keys(site.centre).of(site.device).getFirst();
        assertArrayEquals(bytes("wrapped 1"), held.wrapped());
        assertArrayEquals(bytes("centre public 1"), held.publicKey());
        assertArrayEquals(
                bytes("wrapped 1 for the sheet"),
                site.store.keys(site.centre).ofRecovery().getFirst().wrapped());
        assertEquals(
                List.of(ReceiptKind.CENTRE_MADE, ReceiptKind.PERSON_ADDED, ReceiptKind.DEVICE_ADDED), site.kinds());
    }

    @Test
    void make_ofACentreThatIsThere_changesNothing() {
        int free = site.keys.free();

        Change change = site.store
                .centres()
                .make(site.newCentre(site.centre, new PersonId(site.id()), new DeviceId(site.id())));

        assertEquals(Change.EXISTS, change);
        assertEquals(free, site.keys.free());
        assertEquals(1, site.people().list().size());
    }

    @Test
    void settings_areReplaced() {
        assertEquals(Change.DONE, site.store.centres().settings(site.centre, "{\"days\":30}"));

        assertEquals("{\"days\":30}", site.found().settings());
    }

    @Test
    void newSheet_destroysTheOldOne() {
        int free = site.keys.free();
        Recovery fresh = new Recovery(bytes("public 2"), bytes("sealed 2"), bytes("hash 2"));

        assertEquals(Change.MOVED_ON, site.store.centres().newSheet(site.centre, fresh, Map.of()));
        assertEquals(Change.DONE, site.store.centres().newSheet(site.centre, fresh, Map.of(1, bytes("again"))));

        assertArrayEquals(
                bytes("hash 2"),
                site.store.centres().recovery(site.centre).orElseThrow().proofHash());
        assertArrayEquals(
                bytes("again"),
                site.store.keys(site.centre).ofRecovery().getFirst().wrapped());
        assertEquals(free, site.keys.free());
        assertEquals(1, site.countOf(ReceiptKind.SHEET_CHANGED));
    }

    @Test
    void letIn_withAKeyOfTheWrongGeneration_leavesNothingBehind() {
        PersonId person = new PersonId(site.id());
        DeviceId device = new DeviceId(site.id());
        int free = site.keys.free();
        long receipts = site.receipts.size();

        Change change = site.devices()
                .letIn(site.arrival(
                        Optional.of(Site.newPerson(person, Role.ADVOCATE)), person, device, Map.of(2, bytes("x"))));

        assertEquals(Change.MOVED_ON, change);
        assertTrue(site.people().find(person).isEmpty());
        assertEquals(free, site.keys.free());
        assertEquals(receipts, site.receipts.size());
    }

    @Test
    void letIn_ofAHost_takesNoKey() {
        PersonId host = new PersonId(site.id());
        DeviceId device = new DeviceId(site.id());
        Optional<NewPerson> person = Optional.of(Site.newPerson(host, Role.HOST));

        assertEquals(
                Change.MOVED_ON, site.devices().letIn(site.arrival(person, host, device, Map.of(1, bytes("key")))));
        assertEquals(Change.DONE, site.devices().letIn(site.arrival(person, host, device, Map.of())));

        assertTrue(site.store.keys(site.centre).of(device).isEmpty());
        assertEquals(Change.MISSING, site.store.keys(site.centre).put(device, Map.of(1, bytes("key"))));
    }

    @Test
    void changeRole_toHost_takesTheKeysAndCallsForANewOne() {
        PersonId person = new PersonId(site.id());
        DeviceId device = site.letIn(Role.ADVOCATE, person);

        assertEquals(Change.DONE, site.people().changeRole(person, Role.HOST));

        assertTrue(site.store.keys(site.centre).of(device).isEmpty());
        assertTrue(site.found().rotationDue());
        assertEquals(1, site.countOf(ReceiptKind.ROLE_CHANGED));
    }

    @Test
    void lastCoordinator_staysCoordinator() {
        assertEquals(Change.LAST, site.people().changeRole(site.coordinator, Role.ADVOCATE));
        assertTrue(site.people().remove(site.coordinator).isEmpty());

        assertEquals(1, site.people().list().size());
        assertEquals(3, site.receipts.size());
    }

    @Test
    void remove_takesDevicesPasskeysKeysAndPin() {
        PersonId person = new PersonId(site.id());
        int free = site.keys.free();
        DeviceId device = site.letIn(Role.ADVOCATE, person);
        site.store.pins(site.centre).put(person, bytes("verifier"));
        site.store.alerts(site.centre).raise(person, AlertKind.DEVICE_ADDED);

        assertTrue(site.people().remove(person).isPresent());

        assertTrue(site.people().find(person).isEmpty());
        assertTrue(site.devices().find(device).isEmpty());
        assertTrue(site.devices().wiped(device));
        assertTrue(site.store.credentials(site.centre).of(device).isEmpty());
        assertTrue(site.store.pins(site.centre).find(person).isEmpty());
        assertEquals(free, site.keys.free());
        assertTrue(site.found().rotationDue());
        assertEquals(1, site.countOf(ReceiptKind.PERSON_REMOVED));
    }

    @Test
    void lockAndName_areReplaced() {
        assertEquals(Change.DONE, site.people().lock(site.coordinator, 5, true));
        assertEquals(Change.DONE, site.people().rename(site.coordinator, 1, bytes("new name"), 1));
        assertEquals(Change.MOVED_ON, site.people().rename(site.coordinator, 1, bytes("other name"), 1));
        assertEquals(Change.MISSING, site.people().lock(new PersonId(site.id()), 5, true));

        Person person = site.people().find(site.coordinator).orElseThrow();
        assertEquals(5, person.lockSeconds());
        assertTrue(person.lockOnHide());
        assertArrayEquals(bytes("new name"), person.sealedName());
    }

    @Test
    void pin_countsFailuresUntilItHolds_andEndsWithItsKey() {
        Pins pins = site.store.pins(site.centre);
        assertEquals(0, pins.failed(site.coordinator));
        int free = site.keys.free();
        assertEquals(Change.DONE, pins.put(site.coordinator, bytes("first")));
        assertEquals(Change.DONE, pins.put(site.coordinator, bytes("second")));

        assertEquals(1, pins.failed(site.coordinator));
        assertEquals(2, pins.failed(site.coordinator));
        pins.held(site.coordinator);
        assertEquals(1, pins.failed(site.coordinator));
        assertArrayEquals(bytes("second"), pins.find(site.coordinator).orElseThrow());

        pins.drop(site.coordinator);
        assertTrue(pins.find(site.coordinator).isEmpty());
        assertEquals(free, site.keys.free());
        assertEquals(Change.MISSING, pins.put(new PersonId(site.id()), bytes("verifier")));
    }

    @Test
    void touch_movesTheLastUsedDayOnly() {
        site.clock.turn(Duration.ofDays(2));

        site.devices().touch(site.device);

        Device device = site.devices().find(site.device).orElseThrow();
        assertEquals(DAY, device.addedDay());
        assertEquals(DAY.plusDays(2), device.lastUsedDay());
    }

    @Test
    void wipe_destroysTheDevicesKeysAndRemembersIt() {
        PersonId person = new PersonId(site.id());
        DeviceId device = site.letIn(Role.ADVOCATE, person);
        int free = site.keys.free();

        assertTrue(site.devices().wipe(device).isPresent());
        assertTrue(site.devices().wipe(device).isEmpty());

        assertTrue(site.store.keys(site.centre).of(device).isEmpty());
        assertEquals(free + 1, site.keys.free());
        assertTrue(site.found().rotationDue());
        assertTrue(site.devices().wiped(device));
        assertTrue(site.devices().cleared(device));
        assertFalse(site.devices().cleared(device));
        assertEquals(1, site.countOf(ReceiptKind.DEVICE_WIPED));
        assertTrue(site.people().find(person).isPresent());
    }

    @Test
    void wipedDevice_isNotLetInAgain() {
        DeviceId device = site.letIn(Role.ADVOCATE, new PersonId(site.id()));
        site.devices().wipe(device);

        Change change =
                site.devices().letIn(site.arrival(Optional.empty(), site.coordinator, device, Map.of(1, bytes("key"))));

        assertEquals(Change.EXISTS, change);
    }

    @Test
    void credential_isFoundByIdDeviceAndPerson_andKeepsItsCounter() {
        Credentials credentials = site.store.credentials(site.centre);
        byte[] id = credentials.of(site.device).getFirst().id();
        site.clock.turn(Duration.ofDays(1));

        assertEquals(Change.DONE, credentials.used(id, 7, true));
        assertEquals(Change.MISSING, credentials.used(bytes("unknown"), 7, true));

        Credential found = credentials.find(id).orElseThrow();
        assertEquals(7, found.signCount());
        assertTrue(found.backedUp());
        assertEquals(site.coordinator, found.person());
        assertEquals(DAY.plusDays(1), found.lastUsedDay());
        assertArrayEquals(bytes("handle"), found.userHandle());
        assertEquals(1, credentials.of(site.coordinator).size());
        NewCredential same = new NewCredential(id, bytes("h"), bytes("cose"), 0, false, false);
        assertEquals(Change.EXISTS, credentials.add(site.device, same));
    }

    @Test
    void rotate_needsTheNextGenerationAndExactlyTheDevicesThatHoldTheKey() {
        DeviceId second = site.letIn(Role.ADVOCATE, new PersonId(site.id()));
        DeviceId host = site.letIn(Role.HOST, new PersonId(site.id()));
        Centres centres = site.store.centres();
        int free = site.keys.free();

        assertEquals(Change.MOVED_ON, centres.rotate(site.centre, site.rotation(3, site.device, second)));
        assertEquals(Change.MOVED_ON, centres.rotate(site.centre, site.rotation(1, site.device, second)));
        assertEquals(Change.MISSING, centres.rotate(site.centre, site.rotation(2, site.device)));
        assertEquals(Change.MISSING, centres.rotate(site.centre, site.rotation(2, site.device, second, host)));
        assertEquals(free, site.keys.free());
        assertEquals(Change.DONE, centres.rotate(site.centre, site.rotation(2, site.device, second)));
        assertEquals(Change.MOVED_ON, centres.rotate(site.centre, site.rotation(2, site.device, second)));

        assertEquals(2, site.found().generation());
        assertEquals(
                List.of(2, 1),
                site.store.keys(site.centre).of(second).stream()
                        .map(WrappedKey::generation)
                        .toList());
        assertEquals(1, site.countOf(ReceiptKind.CENTRE_KEY_CHANGED));
    }

    /** Whatever was outdated last may end in any way; the minute's purge drops the keys that it leaves without use. */
    @Test
    void oldKey_isDroppedAfterAnErasureToo_andNotBefore() {
        PlanId plan = site.keptPlan();
        site.store.centres().rotate(site.centre, site.rotation(2, site.device));
        Reseals reseals = site.store.reseals(site.centre);
        Outdated name = reseals.next(1).getFirst();
        reseals.put(new Outdated(name.kind(), name.id(), name.version(), 2, bytes("anew")));
        site.store.purgeOverdue();
        assertEquals(2, site.store.keys(site.centre).of(site.device).size());
        site.plans().delete(plan);
        site.store.purgeOverdue();
        assertEquals(1, site.store.keys(site.centre).of(site.device).size());
    }

    @Test
    void vouchers_areOfOneGeneration_andGoWithTheirDeviceOrItsKey() {
        Vouchers vouchers = site.store.vouchers(site.centre);
        DeviceId second = site.letIn(Role.ADVOCATE, new PersonId(site.id()));
        vouchers.put(1, Map.of(site.device.text(), mac(1), second.text(), mac(2), Vouchers.SHEET, mac(3)));
        vouchers.put(1, Map.of(Vouchers.SHEET, mac(4)));
        assertEquals(3, vouchers.present().size());
        assertArrayEquals(mac(4), vouchers.present().get(Vouchers.SHEET));
        site.devices().wipe(second);
        assertFalse(vouchers.present().containsKey(second.text()));
        vouchers.put(2, Map.of(site.device.text(), mac(5), site.id(), mac(6)));
        assertArrayEquals(mac(1), vouchers.present().get(site.device.text())); // of the present generation still
        site.store.centres().rotate(site.centre, site.rotation(2, site.device));
        assertEquals(2, vouchers.present().size());
        assertArrayEquals(mac(5), vouchers.present().get(site.device.text()));
        for (Outdated old : site.store.reseals(site.centre).next(200)) {
            site.store.reseals(site.centre).put(new Outdated(old.kind(), old.id(), old.version(), 2, old.sealed()));
        }
        assertTrue(site.store.keys(site.centre).dropOld());
        assertEquals(1, site.countOf("voucher")); // without the old ones, and without that of a device that never came
    }

    private static byte[] mac(int value) {
        byte[] mac = new byte[32];
        mac[0] = (byte) value;
        return mac;
    }

    @Test
    void outdated_areListedAfterAPlace_soThatNoneStandsInTheWayOfTheOthers() {
        for (int i = 0; i < 3; i++) {
            site.keptRelease(site.keptPlan(), 10);
        }
        site.store.centres().rotate(site.centre, site.rotation(2, site.device));
        Reseals reseals = site.store.reseals(site.centre);
        List<Outdated> all = reseals.next(200);
        List<String> found = new ArrayList<>();
        Outdated.Place after = null;
        for (List<Outdated> some = reseals.next(2, null); !some.isEmpty(); some = reseals.next(2, after)) {
            some.forEach(each -> found.add(each.kind() + each.id()));
            after = new Outdated.Place(some.getLast().kind(), some.getLast().id());
        }
        assertEquals(all.stream().map(each -> each.kind() + each.id()).toList(), found);
        assertEquals(7, found.size());
    }

    @Test
    void outdated_areSealedAnew_thenTheOldKeyIsDropped() {
        PlanId plan = site.keptPlan();
        ReleaseId release = site.keptRelease(plan, 10);
        site.store.centres().rotate(site.centre, site.rotation(2, site.device));
        Reseals reseals = site.store.reseals(site.centre);
        assertEquals(3, reseals.left());
        assertFalse(site.store.keys(site.centre).dropOld());
        assertEquals(Change.MOVED_ON, site.plans().replace(site.newPlan(plan, 1), 1));

        assertEquals(2, reseals.next(2).size());
        for (Outdated old : reseals.next(200)) {
            assertEquals(1, old.generation());
            Outdated fresh = new Outdated(old.kind(), old.id(), old.version(), 2, bytes("anew " + old.kind()));
            assertEquals(Change.DONE, reseals.put(fresh));
            assertEquals(Change.MOVED_ON, reseals.put(fresh));
        }

        assertEquals(0, reseals.left());
        assertTrue(site.store.keys(site.centre).dropOld());
        assertFalse(site.store.keys(site.centre).dropOld());
        assertEquals(1, site.store.keys(site.centre).of(site.device).size());
        assertEquals(1, site.store.keys(site.centre).ofRecovery().size());
        StoredPlan sealed = site.plans().read(plan).orElseThrow();
        assertEquals(2, sealed.generation());
        assertArrayEquals(bytes("anew PLAN"), sealed.envelope());
        assertArrayEquals(bytes("policy of " + plan.text()), sealed.policy());
        assertEquals(release, site.releases().list(plan).getFirst().id());
        assertArrayEquals(
                bytes("anew PERSON"),
                site.people().find(site.coordinator).orElseThrow().sealedName());
    }

    @Test
    void alerts_comeLatestFirst_andAreDismissedByTheirOwnPersonOnly() {
        Alerts alerts = site.store.alerts(site.centre);
        alerts.raise(site.coordinator, AlertKind.DEVICE_ADDED);
        alerts.raise(site.coordinator, AlertKind.RECOVERY_USED);
        alerts.raise(new PersonId(site.id()), AlertKind.RECOVERY_USED);

        List<Alert> raised = alerts.list(site.coordinator);
        assertEquals(AlertKind.RECOVERY_USED, raised.getFirst().kind());
        assertEquals(DAY, raised.getFirst().day());
        AlertId first = raised.getFirst().id();
        assertFalse(alerts.dismiss(new PersonId(site.id()), first));
        assertTrue(alerts.dismiss(site.coordinator, first));
        assertEquals(1, alerts.list(site.coordinator).size());
    }

    @Test
    void tallies_countByMonth() {
        Tallies tallies = site.store.tallies(site.centre);
        tallies.add(new Label("helpline.short"), 2);
        tallies.add(new Label("helpline.short"), 3);
        site.clock.turn(Duration.ofDays(30));
        tallies.add(new Label("helpline.short"), 1);

        List<Tally> counted = tallies.list();

        assertEquals(2, counted.size());
        assertEquals(5, counted.getFirst().count());
        assertEquals(11, counted.getFirst().month().getMonthValue());
        assertEquals(12, counted.getLast().month().getMonthValue());
    }

    @Test
    void month_isSettledOnceAndForAll_andItsCountsGo() {
        Tallies tallies = site.store.tallies(site.centre);
        PublishedMonths published = site.store.published(site.centre);
        TallyName legal = TallyName.of(new Label("kind"), new Label("helpline"), new Label("legal"));
        tallies.add(legal, 3);
        tallies.add(PublishedMonths.OVERRIDE, 2);
        YearMonth first = tallies.list().getFirst().month();
        assertEquals(List.of(), published.due());
        assertThrows(IllegalArgumentException.class, () -> published.settle(first, "too soon"));
        site.clock.turn(Duration.ofDays(31));
        tallies.frame(List.of(legal));
        tallies.frame(List.of(legal));
        assertEquals(List.of(first), published.due());

        published.settle(first, "once");
        published.settle(first, "twice");

        assertEquals(List.of(new PublishedMonth(first, "once")), published.list());
        assertEquals(List.of(), published.due());
        assertEquals(
                List.of(new Tally(PublishedMonths.OVERRIDE, first, 2), new Tally(legal, first.plusMonths(1), 0)),
                tallies.list());
    }

    @Test
    void countsThatABackupBringsBack_areDropped_onceTheirMonthIsOver() {
        Tallies tallies = site.store.tallies(site.centre);
        tallies.add(new Label("kind"), 3);
        tallies.add(PublishedMonths.OVERRIDE, 2);
        assertEquals(0, site.store.dropCountsOfPastMonths());
        site.clock.turn(Duration.ofDays(31));
        tallies.add(new Label("kind"), 1);

        assertEquals(1, site.store.dropCountsOfPastMonths());

        assertEquals(List.of(), site.store.published(site.centre).due());
        assertEquals(2, tallies.list().size());
    }
}
