package org.stillcall.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.stillcall.base.Randomness;
import org.stillcall.vault.FileRoot;
import org.stillcall.vault.KeyTable;
import org.stillcall.vault.Receipt;
import org.stillcall.vault.ReceiptKind;
import org.stillcall.vault.ReceiptLog;

/** A store with its key table and receipts in one folder, and a centre with one coordinator on one device. */
final class Site implements AutoCloseable {
    final TurnedClock clock = new TurnedClock();
    final Randomness randomness = Randomness.secure();
    final CentreId centre = new CentreId(id());
    final PersonId coordinator = new PersonId(id());
    final DeviceId device = new DeviceId(id());
    final StoreSettings settings;
    KeyTable keys;
    ReceiptLog receipts;
    Store store;

    private final Path folder;

    Site(Engine engine, Path folder) {
        this(engine.fresh(folder), folder);
    }

    Site(StoreSettings settings, Path folder) {
        this.folder = folder;
        this.settings = settings;
        open(step -> {});
        assertEquals(Change.DONE, store.centres().make(newCentre(centre, coordinator, device)));
    }

    /** Opens everything; {@code steps} hears of each step of a change. */
    private void open(Consumer<Step> steps) {
        keys = KeyTable.open(folder.resolve("keys"), FileRoot.open(folder.resolve("root")), randomness, clock);
        receipts = ReceiptLog.open(folder.resolve("receipts"), randomness, clock);
        store = Store.open(settings, keys, receipts, randomness, steps);
    }

    /** Drops all that is in memory and opens what is on the disk, as after a kill. */
    void restart(Consumer<Step> steps) {
        close();
        open(steps);
    }

    void restart() {
        restart(step -> {});
    }

    String id() {
        return IdText.random(randomness);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    NewCentre newCentre(CentreId id, PersonId person, DeviceId first) {
        return new NewCentre(
                id,
                bytes("centre public 1"),
                "{}",
                new Recovery(bytes("recovery public"), bytes("recovery sealed"), bytes("proof hash")),
                bytes("wrapped 1 for the sheet"),
                arrival(
                        Optional.of(newPerson(person, Role.COORDINATOR)),
                        person,
                        first,
                        Map.of(1, bytes("wrapped 1"))));
    }

    static NewPerson newPerson(PersonId id, Role role) {
        return new NewPerson(id, role, bytes("sealed name"), 1);
    }

    Arrival arrival(Optional<NewPerson> newPerson, PersonId person, DeviceId id, Map<Integer, byte[]> wrapped) {
        return new Arrival(
                newPerson,
                new NewDevice(id, person, DeviceKind.PHONE, bytes("device public")),
                new NewCredential(bytes("passkey " + id.text()), bytes("handle"), bytes("cose"), 0, false, false),
                wrapped);
    }

    /** A further person with a device, let in. */
    DeviceId letIn(Role role, PersonId person) {
        DeviceId id = new DeviceId(id());
        Map<Integer, byte[]> wrapped = role.holdsCentreKey() ? Map.of(1, bytes("wrapped 1")) : Map.of();
        assertEquals(Change.DONE, devices().letIn(arrival(Optional.of(newPerson(person, role)), person, id, wrapped)));
        return id;
    }

    NewPlan newPlan(PlanId id, int generation) {
        return new NewPlan(
                id, "helpline", bytes("policy of " + id.text()), bytes("envelope"), generation, inDays(30), 3);
    }

    PlanId keptPlan() {
        PlanId id = new PlanId(id());
        assertEquals(Change.DONE, plans().create(newPlan(id, 1)));
        return id;
    }

    ReleaseId keptRelease(PlanId plan, int days) {
        ReleaseId id = new ReleaseId(id());
        assertEquals(Change.DONE, releases().create(new NewRelease(id, plan, bytes("may be told"), 1, inDays(days))));
        return id;
    }

    Instant inDays(int days) {
        return clock.instant().plus(Duration.ofDays(days));
    }

    Rotation rotation(int generation, DeviceId... devices) {
        Map<DeviceId, byte[]> wrapped = new HashMap<>();
        for (DeviceId each : devices) {
            wrapped.put(each, bytes("wrapped " + generation));
        }
        return new Rotation(generation, bytes("centre public " + generation), wrapped, bytes("wrapped for the sheet"));
    }

    Plans plans() {
        return store.plans(centre);
    }

    Releases releases() {
        return store.releases(centre);
    }

    People people() {
        return store.people(centre);
    }

    Devices devices() {
        return store.devices(centre);
    }

    Centre found() {
        return store.centres().find(centre).orElseThrow();
    }

    List<ReceiptKind> kinds() {
        List<ReceiptKind> kinds = new ArrayList<>();
        for (Receipt receipt : receipts.list(0, 1000)) {
            kinds.add(receipt.kind());
        }
        return kinds;
    }

    long countOf(ReceiptKind kind) {
        return kinds().stream().filter(kind::equals).count();
    }

    /** Runs SQL past the store, to damage or to look. */
    int sql(String statement) {
        return store.ground().database().writeAll(handle -> handle.execute(statement));
    }

    long countOf(String table) {
        return store.ground()
                .database()
                .readAll(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table)
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public void close() {
        store.close();
        receipts.close();
        keys.close();
    }
}
