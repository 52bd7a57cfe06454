package org.stillcall.duty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Label;
import org.stillcall.base.Randomness;
import org.stillcall.store.Arrival;
import org.stillcall.store.CentreId;
import org.stillcall.store.Change;
import org.stillcall.store.DeviceId;
import org.stillcall.store.DeviceKind;
import org.stillcall.store.NewCentre;
import org.stillcall.store.NewCredential;
import org.stillcall.store.NewDevice;
import org.stillcall.store.NewPerson;
import org.stillcall.store.PersonId;
import org.stillcall.store.Recovery;
import org.stillcall.store.Role;
import org.stillcall.store.ShiftId;
import org.stillcall.store.Store;
import org.stillcall.store.StoreSettings;
import org.stillcall.vault.FileRoot;
import org.stillcall.vault.KeyTable;
import org.stillcall.vault.ReceiptLog;

/** A real store with a centre in New York, its rota, and a clock that a test turns. */
final class DutySite implements AutoCloseable {
    static final Label HELPLINE = new Label("helpline");
    static final ZoneId ZONE = ZoneId.of("America/New_York");

    final CentreId centre = new CentreId(id());
    final PersonId coordinator = new PersonId(id());
    Store store;
    Rota rota;

    private final Path folder;
    private final Turned clock = new Turned();
    private KeyTable keys;
    private ReceiptLog receipts;

    /** Monday, 30 November 2026, noon in New York. */
    static final class Turned extends Clock {
        private volatile Instant now = Instant.parse("2026-11-30T17:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    DutySite(Path folder) {
        this.folder = folder;
        open();
        byte[] some = bytes("some");
        Map<Integer, byte[]> wrapped = Map.of(1, some);
        NewPerson first = new NewPerson(coordinator, Role.COORDINATOR, some, 1);
        Arrival arrival = new Arrival(
                Optional.of(first),
                new NewDevice(new DeviceId(id()), coordinator, DeviceKind.PHONE, some),
                new NewCredential(some, some, some, 0, false, false),
                wrapped);
        NewCentre made = new NewCentre(centre, some, "{}", new Recovery(some, some, some), some, arrival);
        assertEquals(Change.DONE, store.centres().make(made));
        rota.reload();
    }

    private void open() {
        keys = KeyTable.open(folder.resolve("keys"), FileRoot.open(folder.resolve("root")), Randomness.secure(), clock);
        receipts = ReceiptLog.open(folder.resolve("receipts"), Randomness.secure(), clock);
        StoreSettings settings = new StoreSettings.Embedded(folder.resolve("stillcall.db"));
        store = Store.open(settings, keys, receipts, Randomness.secure());
        store.reconcile();
        rota = new Rota(store, ZONE, clock);
        rota.reload();
    }

    /** Drops all that is in memory and opens what is on the disk, as after a kill. */
    void restart() {
        close();
        open();
    }

    void turnTo(String instant) {
        clock.now = Instant.parse(instant);
        rota.sweep();
    }

    /** Turns the clock without anybody who sweeps. */
    void turnAlone(Duration by) {
        clock.now = clock.now.plus(by);
    }

    PersonId advocate() {
        return person(Role.ADVOCATE);
    }

    PersonId person(Role role) {
        PersonId id = new PersonId(id());
        assertEquals(Change.DONE, store.people(centre).add(new NewPerson(id, role, bytes("name"), 1)));
        rota.reload();
        return id;
    }

    /** A shift of the helpline on every day. */
    ShiftId daily(@Nullable PersonId person, String from, String until) {
        ShiftId id = new ShiftId(id());
        assertEquals(Change.DONE, rota.add(id, Shifts.daily(person, LocalTime.parse(from), LocalTime.parse(until))));
        return id;
    }

    static String id() {
        byte[] bytes = new byte[16];
        Randomness.secure().nextBytes(bytes);
        return Base64Url.encode(bytes);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Override
    public void close() {
        store.close();
        receipts.close();
        keys.close();
    }
}
