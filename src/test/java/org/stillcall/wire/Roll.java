package org.stillcall.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Label;
import org.stillcall.base.Randomness;
import org.stillcall.duty.Pattern;
import org.stillcall.duty.Pin;
import org.stillcall.duty.Reach;
import org.stillcall.duty.Rota;
import org.stillcall.duty.Shift;
import org.stillcall.duty.Standing;
import org.stillcall.duty.Tier;
import org.stillcall.duty.Voice;
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

/**
 * A centre with its people in the data folder of a server that does not run: made before it starts, read and changed
 * between two runs. What a coordinator does on a page is done here by the same classes.
 */
final class Roll implements AutoCloseable {
    private static final Set<Label> LANGUAGES = Set.of(new Label("en"), new Label("es"));

    private final KeyTable keys;
    private final ReceiptLog receipts;
    private final Store store;
    private final Rota rota;

    private Roll(Path data) {
        try {
            Files.createDirectories(
                    data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Clock clock = Clock.systemUTC();
        keys = KeyTable.open(data, FileRoot.open(data.resolve("root")), Randomness.secure(), clock);
        receipts = ReceiptLog.open(data.resolve(ReceiptLog.FOLDER), Randomness.secure(), clock);
        keys.follow(receipts);
        store = Store.open(
                new StoreSettings.Embedded(data.resolve("stillcall.db")), keys, receipts, Randomness.secure());
        store.reconcile();
        rota = new Rota(store, ZoneId.of("America/New_York"), clock);
        if (store.centres().list().isEmpty()) {
            make();
        }
        rota.reload();
    }

    static Roll open(Site site) {
        return new Roll(site.data());
    }

    private void make() {
        byte[] some = "some".getBytes(UTF_8);
        PersonId coordinator = new PersonId(id());
        NewPerson first = new NewPerson(coordinator, Role.COORDINATOR, some, 1);
        Arrival arrival = new Arrival(
                Optional.of(first),
                new NewDevice(new DeviceId(id()), coordinator, DeviceKind.PHONE, some),
                new NewCredential(some, some, some, 0, false, false),
                Map.of(1, some));
        NewCentre made = new NewCentre(new CentreId(id()), some, "{}", new Recovery(some, some, some), some, arrival);
        assertEquals(Change.DONE, store.centres().make(made));
    }

    private CentreId centre() {
        return store.centres().list().getFirst();
    }

    private static String id() {
        byte[] bytes = new byte[16];
        Randomness.secure().nextBytes(bytes);
        return Base64Url.encode(bytes);
    }

    /** An advocate who is on duty at every hour, with phones of theirs. */
    PersonId advocate(String programme, String... phones) {
        PersonId person = new PersonId(id());
        assertEquals(
                Change.DONE,
                store.people(centre()).add(new NewPerson(person, Role.ADVOCATE, "name".getBytes(UTF_8), 1)));
        rota.reload();
        List<Label> names = Arrays.stream(phones).map(Label::new).toList();
        assertEquals(Change.DONE, rota.reach(person, before -> new Reach(LANGUAGES, Voice.NOT_SAID, names, null)));
        Pattern always = new Pattern(
                new Pattern.Season(LocalDate.of(2026, 1, 1), null),
                EnumSet.allOf(DayOfWeek.class),
                1,
                new Pattern.Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT));
        Shift shift = new Shift(new Label(programme), Tier.FIRST, always, person, Map.of());
        assertEquals(Change.DONE, rota.add(new ShiftId(id()), shift));
        return person;
    }

    /** That number is theirs. */
    void owns(PersonId person, String direct) {
        Reach reach = rota.reach(person);
        assertEquals(
                Change.DONE,
                rota.reach(
                        person,
                        before -> new Reach(reach.languages(), reach.voice(), reach.phones(), new Label(direct))));
    }

    /** Gives them a PIN for phones; the number by which they are known. */
    String pin(PersonId person, String keys) {
        assertEquals(Change.DONE, rota.pins().set(person, new Pin(keys), Randomness.secure()));
        return rota.pins().of(person).map(pass -> pass.number().keys()).orElseThrow();
    }

    boolean locked(PersonId person) {
        return rota.pins().locked().contains(person);
    }

    /** As a coordinator does. */
    void unlock(PersonId person) {
        assertEquals(Change.DONE, rota.pins().unlock(person));
    }

    Standing.State standing(PersonId person) {
        return rota.standing(person).state();
    }

    @Override
    public void close() {
        keys.write();
        store.close();
        receipts.close();
        keys.close();
    }
}
