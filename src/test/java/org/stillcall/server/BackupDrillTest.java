package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.store.Change;
import org.stillcall.store.Device;
import org.stillcall.store.DeviceId;
import org.stillcall.store.NewPerson;
import org.stillcall.store.Outdated;
import org.stillcall.store.PersonId;
import org.stillcall.store.PlanId;
import org.stillcall.store.Role;
import org.stillcall.store.Rotation;
import org.stillcall.vault.Receipt;
import org.stillcall.vault.ReceiptKind;

/** Rows G18 and B6, the drill: what is deleted after a backup does not come back with it; all else does. */
class BackupDrillTest {
    @TempDir
    private Path temp;

    private LastingSite site;
    private Path backup;

    @BeforeEach
    void make() {
        site = LastingSite.fresh(temp.resolve("data"));
        backup = temp.resolve("backup");
    }

    @AfterEach
    void end() {
        site.close();
    }

    @Test
    void restoredPlans_open_exceptThosePurgedSince() throws IOException {
        PlanId kept = site.keep("kept");
        PlanId purged = site.keep("purged");
        PlanId changed = site.keep("changed");
        assertEquals(0, site.backup(backup), site.complained());
        assertTrue(site.said().contains("The server is running"), site.said());
        assertTrue(site.plans().delete(purged).isPresent());
        assertEquals(Change.DONE, site.plans().replace(LastingSite.plan(changed, "changed later"), 1));
        PlanId later = site.keep("later");
        long receipts = site.kept().receipts().size();
        Path checkpoint = temp.resolve("checkpoint");
        Files.writeString(checkpoint, site.kept().receipts().checkpoint().text());
        site.stop();

        assertEquals(1, site.restore(backup));
        assertTrue(site.complained().contains("--replace"), site.complained());
        assertEquals(0, site.replace(backup), site.complained());
        assertTrue(site.said().contains("1 contact plan opens"), site.said());
        assertTrue(site.said().contains("2 contact plans stay unreadable"), site.said());
        assertTrue(site.said().contains("holds all of the backup's and was kept"), site.said());

        site.start();
        assertEquals(Optional.of("kept"), site.envelope(kept));
        assertEquals(1, site.plans().list().size());
        for (PlanId gone : List.of(purged, changed, later)) {
            assertEquals(Optional.empty(), site.envelope(gone));
        }
        assertTrue(site.kept().receipts().size() > receipts);
        assertEquals(1, count(ReceiptKind.PLAN_DELETED));
        assertEquals(2, count(ReceiptKind.PLAN_ENDED));
        assertEquals(1, count(ReceiptKind.RESTORED));
        String data = site.data.toString();
        assertEquals(0, site.run("verify-log", "--data", data, "--trusted", checkpoint.toString()), site.said());
    }

    @Test
    void backup_whileTheServerWrites_isOneMoment() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        List<PlanId> made = new ArrayList<>();
        Thread writer = Thread.ofPlatform().start(() -> {
            while (!enough.get()) {
                PlanId plan = site.keep("a plan");
                if (made.size() % 3 == 2) {
                    assertTrue(site.plans().delete(made.removeLast()).isPresent());
                }
                made.add(plan);
            }
        });
        for (int i = 0; i < 3; i++) {
            assertEquals(0, site.backup(temp.resolve("backup" + i)), site.complained());
        }
        enough.set(true);
        writer.join();
        site.stop();
        assertEquals(0, site.replace(temp.resolve("backup2")), site.complained());
        site.start();
        assertEquals(1, count(ReceiptKind.RESTORED));
    }

    @Test
    void backup_holdsWhatItShould_andNothingOfTheVault() throws IOException {
        site.keep("kept");
        site.stop();
        assertEquals(0, site.backup(backup), site.complained());
        assertFalse(site.said().contains("The server is running"));
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(backup)) {
            for (Path file : files.toList()) {
                assertEquals(
                        Files.isDirectory(file) ? "rwx------" : "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
                if (Files.isRegularFile(file)) {
                    names.add(backup.relativize(file).toString());
                }
            }
        }
        assertEquals(
                Set.of(
                        "backup.list",
                        "stillcall.db",
                        "stillcall.toml",
                        "receipts/leaves",
                        "receipts/checkpoints",
                        "receipts/log.key",
                        "receipts/log.pub"),
                names);
        site.start();
        assertEquals(1, count(ReceiptKind.BACKUP_MADE));
    }

    @Test
    void restore_whileTheServerRuns_isRefused() {
        PlanId kept = site.keep("kept");
        assertEquals(0, site.backup(backup));
        assertEquals(1, site.replace(backup));
        assertTrue(site.complained().contains("Only one server may use it at a time."), site.complained());
        assertEquals(Optional.of("kept"), site.envelope(kept));
        assertEquals(0, count(ReceiptKind.RESTORED));
    }

    @Test
    void newMachine_needsTheVault_andThenOpensAll() throws IOException {
        PlanId kept = site.keep("kept");
        assertEquals(0, site.backup(backup));
        site.stop();
        try (LastingSite fresh = site.elsewhere(temp.resolve("new"))) {
            assertEquals(1, fresh.restore(backup));
            assertTrue(fresh.complained().contains("key table"), fresh.complained());
            assertFalse(Files.exists(fresh.data.resolve("keys.table")));
            bringVault(fresh);
            assertEquals(0, fresh.restore(backup), fresh.complained());
            assertTrue(fresh.said().contains("brought back from the backup"), fresh.said());
            fresh.start();
            assertEquals(Optional.of("kept"), fresh.envelope(kept));
        }
    }

    @Test
    void anotherVault_isRefused_andNothingIsChanged() throws IOException {
        site.keep("kept");
        assertEquals(0, site.backup(backup));
        try (LastingSite other = LastingSite.fresh(temp.resolve("other"))) {
            PlanId theirs = other.keep("theirs");
            other.stop();
            assertEquals(1, other.replace(backup));
            assertTrue(other.complained().contains("contradict"), other.complained());
            Path receipts = other.data.resolve("receipts");
            Files.move(receipts, temp.resolve("aside"));
            assertEquals(1, other.replace(backup));
            assertTrue(other.complained().contains("does not belong to this database"), other.complained());
            assertFalse(Files.exists(other.data.resolve("stillcall.db.restored")));
            try (Stream<Path> files = Files.list(receipts)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(receipts);
            Files.move(temp.resolve("aside"), receipts);
            other.start();
            assertEquals(Optional.of("theirs"), other.envelope(theirs));
        }
    }

    @Test
    void backupOfADestroyedCentreKey_isRefused() throws IOException {
        PlanId kept = site.keep("kept");
        assertEquals(0, site.backup(backup));
        DeviceId device = site.store().devices(site.centre).list().getFirst().id();
        Rotation rotation = new Rotation(
                2,
                LastingSite.bytes("centre public 2"),
                Map.of(device, LastingSite.bytes("wrapped 2")),
                LastingSite.bytes("wrapped 2 for the sheet"));
        assertEquals(Change.DONE, site.store().centres().rotate(site.centre, rotation));
        site.stop();
        assertEquals(0, site.replace(backup), "the old key is still kept: " + site.complained());
        site.start();
        assertEquals(Optional.of("kept"), site.envelope(kept));

        assertEquals(Change.DONE, site.store().centres().rotate(site.centre, rotation));
        assertTrue(site.plans().delete(kept).isPresent());
        for (Outdated old : site.store().reseals(site.centre).next(10)) {
            Outdated fresh = new Outdated(old.kind(), old.id(), old.version(), 2, LastingSite.bytes("sealed name"));
            assertEquals(Change.DONE, site.store().reseals(site.centre).put(fresh));
        }
        assertTrue(site.store().keys(site.centre).dropOld());
        site.stop();
        assertEquals(1, site.replace(backup));
        assertTrue(site.complained().contains("the one that it belongs to is destroyed"), site.complained());
        site.start();
        assertEquals(2, site.store().centres().find(site.centre).orElseThrow().generation());
    }

    @Test
    void deviceWipedSince_staysOut() throws IOException {
        PersonId person = new PersonId(LastingSite.id());
        DeviceId lost = new DeviceId(LastingSite.id());
        NewPerson added = new NewPerson(person, Role.ADVOCATE, LastingSite.bytes("sealed name"), 1);
        assertEquals(
                Change.DONE,
                site.store().devices(site.centre).letIn(LastingSite.arrival(Optional.of(added), person, lost)));
        assertEquals(0, site.backup(backup));
        assertTrue(site.store().devices(site.centre).wipe(lost).isPresent());
        site.stop();
        assertEquals(0, site.replace(backup), site.complained());
        assertTrue(site.said().contains("1 device that lost"), site.said());
        site.start();
        List<DeviceId> devices = site.store().devices(site.centre).list().stream()
                .map(Device::id)
                .toList();
        assertEquals(1, devices.size());
        assertFalse(devices.contains(lost));
        assertTrue(site.store().devices(site.centre).wiped(lost), "and it is told when it comes back");
        assertEquals(2, count(ReceiptKind.DEVICE_WIPED));
    }

    @Test
    void changedBackup_isRefused() throws IOException {
        site.keep("kept");
        assertEquals(0, site.backup(backup));
        site.stop();
        List<Path> all;
        try (Stream<Path> files = Files.walk(backup)) {
            all = files.filter(Files::isRegularFile).toList();
        }
        for (Path file : all) {
            byte[] good = Files.readAllBytes(file);
            byte[] bad = good.clone();
            bad[good.length / 2] ^= 1;
            Files.write(file, bad);
            assertEquals(1, site.replace(backup), file.toString());
            Files.write(file, good);
        }
        Path more = Files.createFile(backup.resolve("more"));
        assertEquals(1, site.replace(backup));
        Files.delete(more);
        Files.delete(backup.resolve("stillcall.toml"));
        assertEquals(1, site.replace(backup));
        site.start();
        assertEquals(0, count(ReceiptKind.RESTORED));
    }

    @Test
    void backupInto_whatIsThere_isRefused() throws IOException {
        Files.createDirectory(backup);
        Path other = Files.createFile(backup.resolve("something"));
        assertEquals(1, site.backup(backup));
        assertTrue(Files.exists(other));
        assertEquals(1, site.backup(site.data.resolve("inside")));
        assertFalse(Files.exists(site.data.resolve("inside")));
        try (LastingSite empty = site.elsewhere(temp.resolve("empty"))) {
            assertEquals(1, empty.backup(temp.resolve("none")));
            assertTrue(empty.complained().contains("nothing to back up"), empty.complained());
        }
    }

    @Test
    void shorterOrDamagedReceipts_giveWayToTheBackups() throws IOException {
        Path old = temp.resolve("old");
        site.stop();
        Path receipts = site.data.resolve("receipts");
        copy(receipts, old);
        site.start();
        site.keep("kept");
        assertTrue(site.plans().delete(site.keep("deleted")).isPresent());
        assertEquals(0, site.backup(backup));
        site.stop();
        long whole = Files.size(backup.resolve("receipts").resolve("leaves"));

        Backup.delete(receipts);
        copy(old, receipts);
        assertEquals(0, site.replace(backup), site.complained());
        assertTrue(site.said().contains("held less"), site.said());
        assertTrue(Files.size(receipts.resolve("leaves")) > whole);

        byte[] leaves = Files.readAllBytes(receipts.resolve("leaves"));
        leaves[30] ^= 1;
        Files.write(receipts.resolve("leaves"), leaves);
        assertEquals(0, site.replace(backup), site.complained());
        assertTrue(site.said().contains("receipts.damaged"), site.said());
        assertTrue(Files.exists(site.data.resolve("receipts.damaged").resolve("leaves")));
        assertEquals(0, site.run("verify-log", "--data", site.data.toString()), site.said());
    }

    @Test
    void personRemovedSince_staysOut() {
        PersonId person = new PersonId(LastingSite.id());
        NewPerson added = new NewPerson(person, Role.ADVOCATE, LastingSite.bytes("sealed name"), 1);
        DeviceId device = new DeviceId(LastingSite.id());
        assertEquals(
                Change.DONE,
                site.store().devices(site.centre).letIn(LastingSite.arrival(Optional.of(added), person, device)));
        assertEquals(0, site.backup(backup));
        assertTrue(site.store().people(site.centre).remove(person).isPresent());
        site.stop();
        assertEquals(0, site.replace(backup), site.complained());
        assertTrue(site.said().contains("1 person stays out"), site.said());
        site.start();
        assertEquals(1, site.store().people(site.centre).list().size());
        assertEquals(1, site.store().devices(site.centre).list().size());
        assertTrue(site.store().devices(site.centre).wiped(device));
    }

    private void bringVault(LastingSite to) throws IOException {
        Files.copy(site.data.resolve("keys.table"), to.data.resolve("keys.table"));
        copy(site.data.resolve("root"), to.data.resolve("root"));
        Files.setPosixFilePermissions(to.data.resolve("root"), PosixFilePermissions.fromString("rwx------"));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private long count(ReceiptKind kind) {
        return site.kept().receipts().list(0, 1000).stream()
                .map(Receipt::kind)
                .filter(kind::equals)
                .count();
    }
}
