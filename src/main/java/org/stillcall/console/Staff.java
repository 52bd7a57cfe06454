package org.stillcall.console;

import static org.stillcall.base.Contract.check;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Label;
import org.stillcall.base.Randomness;
import org.stillcall.call.Switchboard;
import org.stillcall.console.DeskSession.Member;
import org.stillcall.console.DeskSessions.By;
import org.stillcall.console.DeskSessions.End;
import org.stillcall.console.DeskSessions.News;
import org.stillcall.duty.Rota;
import org.stillcall.plan.Moment;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.Region;
import org.stillcall.store.AlertKind;
import org.stillcall.store.Centre;
import org.stillcall.store.CentreId;
import org.stillcall.store.Change;
import org.stillcall.store.Device;
import org.stillcall.store.DeviceId;
import org.stillcall.store.NewCredential;
import org.stillcall.store.Person;
import org.stillcall.store.PersonId;
import org.stillcall.store.Role;
import org.stillcall.store.Store;
import org.stillcall.store.WrappedKey;
import org.stillcall.vault.Receipt;
import org.stillcall.vault.ReceiptKind;

/**
 * What the routes about people share. Everything that changes who is in, who may what and which devices there are goes
 * through {@link #alone}: one at a time, so that no check is overtaken by another's change.
 */
final class Staff {
    private static final int BUSY_TRIES = 20;

    private final DeskMeans means;
    private final Switchboard calls;
    private final DeskSessions sessions;
    private final Joins joins;
    private final DeskCookie cookie;
    private final Randomness randomness;
    private final ReentrantLock changes = new ReentrantLock();
    private final Set<DeviceId> beingWiped = ConcurrentHashMap.newKeySet();

    Staff(DeskMeans means, Switchboard calls, DeskSessions sessions, Joins joins, Randomness randomness) {
        this.means = means;
        this.calls = calls;
        this.randomness = randomness;
        this.sessions = sessions;
        this.joins = joins;
        this.cookie = new DeskCookie(means.rules().origin());
    }

    Store store() {
        return means.store();
    }

    /** Who is on duty. */
    Rota rota() {
        return means.rota();
    }

    DeskSessions sessions() {
        return sessions;
    }

    DeskCookie cookie() {
        return cookie;
    }

    /** Does this with nobody else changing people or devices meanwhile. */
    <T> T alone(Supplier<T> change) {
        changes.lock();
        try {
            return change.get();
        } finally {
            changes.unlock();
        }
    }

    /** The centre of this installation, once it is set up. */
    Optional<Centre> anyCentre() {
        return store().centres().list().stream()
                .findFirst()
                .flatMap(id -> store().centres().find(id));
    }

    Centre onlyCentre() {
        return anyCentre().orElseThrow(() -> new RefusedException(Refusal.NOT_SET_UP));
    }

    Centre centre(CentreId id) {
        return store().centres().find(id).orElseThrow(() -> new RefusedException(Refusal.NOT_SET_UP));
    }

    Person person(CentreId centre, PersonId id) {
        return store().people(centre).find(id).orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_PERSON));
    }

    /** Refuses a passkey that is copied between devices, where the host did not allow it. */
    void requireBound(NewCredential credential, Role role) {
        if (refusesSynced(role) && credential.backupEligible()) {
            throw new RefusedException(Refusal.SYNCED_PASSKEY);
        }
    }

    boolean refusesSynced(Role role) {
        return role.holdsCentreKey() && means.rules().syncedPasskeys().get() == DeskMeans.SyncedPasskeys.REFUSE;
    }

    /** Opens this device's session and answers with what an unlocked browser needs. Holds {@link #alone}. */
    void open(Context request, int status, CentreId centre, DeviceId id) {
        open(request, status, centre, id, By.PASSKEY);
    }

    /** The same, by the one or the other means. */
    void open(Context request, int status, CentreId centre, DeviceId id, By by) {
        check(changes.isHeldByCurrentThread(), "A session opens with no other change under way.");
        Device device =
                store().devices(centre).find(id).orElseThrow(() -> new RefusedException(Refusal.UNKNOWN_DEVICE));
        Person person = person(centre, device.person());
        store().devices(centre).touch(id);
        Member member = new Member(centre, person.id(), id, person.role(), person.lockSeconds());
        cookie.set(request, sessions.open(member, by));
        Exchange.answer(request, status, Json.object(json -> {
            writeMe(json, centre, person, id);
            writeOwnCentre(json, centre(centre));
            writeKeys(json, store().keys(centre).of(id));
        }));
    }

    void writeMe(JsonGenerator json, CentreId centre, Person person, DeviceId device) throws IOException {
        json.writeObjectFieldStart("me");
        json.writeStringField("person", person.id().text());
        json.writeStringField("device", device.text());
        json.writeStringField("role", person.role().name());
        json.writeNumberField("lockSeconds", person.lockSeconds());
        json.writeBooleanField("lockOnHide", person.lockOnHide());
        json.writeBooleanField("hasPin", store().pins(centre).find(person.id()).isPresent());
        json.writeEndObject();
    }

    /** For a person of the centre who is signed in: with what its plans are made from. */
    void writeOwnCentre(JsonGenerator json, Centre centre) throws IOException {
        json.writeObjectFieldStart("centre");
        writeCentreFields(json, centre);
        DeskMeans.PlanRules rules = means.plans();
        int mostDays = rules.mostDays().getAsInt();
        List<String> programmes =
                rules.programmes().keySet().stream().map(Label::text).toList();
        writeTexts(json, "programmes", programmes);
        writeTexts(json, "languages", rules.wording().languages());
        writeTexts(json, "leased", rules.wording().leased());
        writeTexts(json, "names", rules.wording().names());
        json.writeObjectFieldStart("dialling"); // by which a number is read while it is typed
        for (ProgrammeRule rule : rules.programmes().values()) {
            writeDialling(json, rule);
        }
        json.writeEndObject();
        json.writeObjectFieldStart("emergency"); // by programme, then by language
        for (Map.Entry<Label, LineRules> line : means.callers().lines().entrySet()) {
            json.writeObjectFieldStart(line.getKey().text());
            for (Map.Entry<Label, String> text : line.getValue().emergency().entrySet()) {
                json.writeStringField(text.getKey().text(), text.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeStringField("zone", rules.habits().zone().getId());
        json.writeNumberField("planDays", Math.min(rules.habits().days(), mostDays));
        json.writeNumberField("planDaysAtMost", mostDays);
        json.writeBooleanField("notesFreeText", rules.habits().notes().get() == DeskMeans.Notes.FREE_TEXT);
        json.writeEndObject();
    }

    private static void writeDialling(JsonGenerator json, ProgrammeRule rule) throws IOException {
        Region home = rule.home();
        if (home != null) {
            Set<Region> countries = rule.countries();
            json.writeObjectFieldStart(rule.label().text());
            json.writeStringField("home", home.code());
            writeTexts(
                    json,
                    "countries",
                    (countries == null ? Set.of(home) : countries)
                            .stream().map(Region::code).sorted().toList());
            json.writeEndObject();
        }
    }

    private static void writeTexts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    static void writeCentre(JsonGenerator json, Centre centre) throws IOException {
        json.writeObjectFieldStart("centre");
        writeCentreFields(json, centre);
        json.writeEndObject();
    }

    private static void writeCentreFields(JsonGenerator json, Centre centre) throws IOException {
        json.writeStringField("id", centre.id().text());
        json.writeNumberField("generation", centre.generation());
        json.writeStringField("publicKey", Base64Url.encode(centre.publicKey()));
    }

    static void writeKeys(JsonGenerator json, List<WrappedKey> keys) throws IOException {
        json.writeArrayFieldStart("keys");
        for (WrappedKey key : keys) {
            json.writeStartObject();
            json.writeNumberField("generation", key.generation());
            json.writeStringField("publicKey", Base64Url.encode(key.publicKey()));
            json.writeStringField("wrapped", Base64Url.encode(key.wrapped()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void answerReceipt(Context request, Optional<Receipt> receipt) {
        Exchange.answer(request, 200, Json.object(json -> writeReceipt(json, receipt)));
    }

    private static void writeReceipt(JsonGenerator json, Optional<Receipt> receipt) throws IOException {
        if (receipt.isPresent()) {
            json.writeObjectFieldStart("receipt");
            json.writeNumberField("index", receipt.get().index());
            json.writeEndObject();
        }
    }

    /** Lets every coordinator know, but those who did it. */
    void alert(CentreId centre, Set<PersonId> but, AlertKind kind) {
        alert(centre, but, kind, null);
    }

    /** The same about somebody, whose name the coordinators' browsers can read. */
    void alert(CentreId centre, Set<PersonId> but, AlertKind kind, @Nullable PersonId about) {
        for (Person person : store().people(centre).list()) {
            if (person.role() == Role.COORDINATOR && !but.contains(person.id())) {
                alert(centre, person.id(), kind, about);
            }
        }
    }

    void alert(CentreId centre, PersonId person, AlertKind kind, @Nullable PersonId about) {
        store().alerts(centre).raise(person, kind, about);
        sessions.tell(session -> session.person().equals(person), News.ALERTS);
    }

    /** Everyone who has the centre's key hears that it has to be changed or was. */
    void tellOfRotation(CentreId centre) {
        sessions.tell(
                session -> session.centre().equals(centre) && session.role().holdsCentreKey(), News.ROTATION);
    }

    /**
     * Takes a device out of use: its sessions and calls end, its keys are destroyed, its pages are told to forget.
     *
     * @return empty when there is no such device any more
     */
    Optional<Receipt> wipe(CentreId centre, PersonId doer, DeviceId device) {
        return alone(() -> wiping(List.of(device), () -> {
            PersonId owner =
                    store().devices(centre).find(device).map(Device::person).orElse(null);
            Optional<Receipt> receipt = store().devices(centre).wipe(device);
            if (receipt.isPresent()) {
                alert(centre, Set.of(doer), AlertKind.DEVICE_WIPED, owner);
                tellOfRotation(centre);
            }
            return receipt;
        }));
    }

    /** Ends what devices are doing, then forgets them; called with nobody else at work. */
    <T> T wiping(List<DeviceId> devices, Supplier<T> forget) {
        beingWiped.addAll(devices);
        try {
            devices.forEach(this::quieten);
            return forget.get();
        } finally {
            devices.forEach(beingWiped::remove);
        }
    }

    /**
     * Waits for the wipe of a device that is under way: its page may be empty, and say so, sooner than that is kept.
     */
    void awaitWipe(DeviceId device) {
        if (beingWiped.contains(device)) {
            DeviceId _ = alone(() -> device);
        }
    }

    private void quieten(DeviceId device) {
        sessions.endDevice(device, End.WIPED);
        joins.endOf(device);
        for (int i = 0; i < BUSY_TRIES && calls.endAllOf(device.text()).isEmpty(); i++) {
            Thread.onSpinWait(); // the switch has too many tasks waiting, for microseconds
        }
    }

    /** The time, by the clock that never goes back. */
    Instant now() {
        return means.keys().now();
    }

    /** The time by both clocks. */
    Moment moment() {
        Instant steady = now();
        return new Moment(steady.minus(means.keys().ahead()), steady);
    }

    /** Writes down that this happened, and to nobody in particular. */
    Receipt receipt(ReceiptKind kind) {
        byte[] token = new byte[Receipt.TOKEN_BYTES];
        randomness.nextBytes(token);
        return means.receipts().append(kind, token);
    }

    /** Refuses what did not come about. */
    static void done(Change change) {
        switch (change) {
            case DONE -> {}
            case EXISTS -> throw new RefusedException(Refusal.EXISTS);
            case MISSING -> throw new RefusedException(Refusal.NOT_FOUND);
            case MOVED_ON -> throw new RefusedException(Refusal.MOVED_ON);
            case LAST -> throw new RefusedException(Refusal.LAST_COORDINATOR);
            case FULL -> throw new RefusedException(Refusal.NO_ROOM);
            case HELD -> throw new RefusedException(Refusal.HELD);
        }
    }
}
