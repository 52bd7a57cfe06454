package org.stillcall.store;

import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.stillcall.vault.KeyId;
import org.stillcall.vault.ReceiptKind;

/** Lets a device in, with its passkey, its wrapped keys and maybe its person, within a transaction of somebody else. */
final class Entrance {
    private final Ground ground;
    private final Arrival arrival;

    Entrance(Ground ground, Arrival arrival) {
        this.ground = ground;
        this.arrival = arrival;
        arrival.wrapped().values().forEach(Ground::requireSize);
        arrival.person().ifPresent(person -> Ground.requireSize(person.sealedName()));
        Ground.requireSize(arrival.device().publicKey());
        Ground.requireSize(arrival.credential().cosePublicKey());
    }

    /** The ends of the keys that {@link #pass} takes. */
    List<Instant> ends() {
        int persons = arrival.person().isPresent() ? 1 : 0;
        return Collections.nCopies(persons + arrival.wrapped().size(), Seals.NO_END);
    }

    Due.Noted pass(Rows rows, Iterator<KeyId> fresh) {
        Change change = insert(rows, fresh);
        if (change != Change.DONE) {
            return Due.Noted.only(change);
        }
        Due device = ground.due(ReceiptKind.DEVICE_ADDED);
        return new Due.Noted(
                Change.DONE,
                arrival.person().isPresent() ? List.of(ground.due(ReceiptKind.PERSON_ADDED), device) : List.of(device));
    }

    private Change insert(Rows rows, Iterator<KeyId> fresh) {
        if (arrival.person().isPresent()) {
            Change added = People.insert(ground, rows, arrival.person().get(), fresh.next());
            if (added != Change.DONE) {
                return added;
            }
        }
        NewDevice device = arrival.device();
        List<String> role = rows.texts(
                "SELECT role FROM person WHERE centre = :centre AND id = :id",
                query -> query.bind("id", device.person().text()));
        if (role.isEmpty()) {
            return Change.MISSING;
        }
        boolean holdsKey = Role.valueOf(role.getFirst()).holdsCentreKey();
        boolean rightKeys = holdsKey
                ? arrival.wrapped().containsKey(Centres.generation(rows))
                        && CentreKeys.areKept(rows, arrival.wrapped().keySet())
                : arrival.wrapped().isEmpty();
        if (!rightKeys) {
            return Change.MOVED_ON;
        }
        Change added = insertDevice(rows, device);
        if (added != Change.DONE) {
            return added;
        }
        for (Map.Entry<Integer, byte[]> key : arrival.wrapped().entrySet()) {
            CentreKeys.insert(ground, rows, device.id(), key.getKey(), key.getValue(), fresh.next());
        }
        return Credentials.insert(ground, rows, device.id(), arrival.credential());
    }

    private Change insertDevice(Rows rows, NewDevice device) {
        if (Devices.isThere(rows, device.id()) || Devices.wasWiped(rows, device.id())) {
            return Change.EXISTS;
        }
        long held = rows.count(
                "SELECT COUNT(*) FROM device WHERE centre = :centre AND person = :person",
                query -> query.bind("person", device.person().text()));
        if (held >= StoreLimits.DEVICES_PER_PERSON) {
            return Change.FULL;
        }
        rows.update("INSERT INTO device (centre, id, person, kind, public_key, added_day, last_used_day)"
                        + " VALUES (:centre, :id, :person, :kind, :key, :day, :day)")
                .bind("id", device.id().text())
                .bind("person", device.person().text())
                .bind("kind", device.kind().name())
                .bind(
                        "key",
                        ground.seals()
                                .seal(
                                        Centres.slot(rows),
                                        Devices.keyPlace(rows.centre(), device.id(), device.person()),
                                        device.publicKey()))
                .bind("day", ground.seals().day())
                .execute();
        return Change.DONE;
    }
}
