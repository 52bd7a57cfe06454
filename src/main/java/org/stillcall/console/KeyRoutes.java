package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Base64Url;
import org.stillcall.console.Route.Needs;
import org.stillcall.console.SealedBytes.Expected;
import org.stillcall.store.AlertKind;
import org.stillcall.store.Centre;
import org.stillcall.store.CentreId;
import org.stillcall.store.Device;
import org.stillcall.store.DeviceId;
import org.stillcall.store.Outdated;
import org.stillcall.store.Person;
import org.stillcall.store.Recovery;
import org.stillcall.store.Rotation;
import org.stillcall.store.StoreLimits;
import org.stillcall.store.Vouchers;

/** A new centre key after a wipe, sealing anew what was sealed to the old one, a new recovery sheet. */
final class KeyRoutes {
    private static final int MOST_DEVICES = StoreLimits.PEOPLE * StoreLimits.DEVICES_PER_PERSON;

    private static final int ID_CHARACTERS = 22;

    private final Staff staff;

    KeyRoutes(Staff staff) {
        this.staff = staff;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/keys", this::keys).needs(Needs.ADVOCATE),
                Route.get("/api/rotation", this::rotation).needs(Needs.ADVOCATE),
                Route.post("/api/rotation", this::rotate).needs(Needs.COORDINATOR),
                Route.get("/api/reseal", this::outdated).needs(Needs.ADVOCATE),
                Route.put("/api/reseal", this::reseal).needs(Needs.ADVOCATE),
                Route.put("/api/recovery", this::newSheet).needs(Needs.COORDINATOR));
    }

    /** What this device holds by now, for a browser that was unlocked before the key changed. */
    private void keys(Context request) {
        DeskSession session = DeskSession.of(request);
        Exchange.answer(request, 200, Json.object(json -> {
            staff.writeOwnCentre(json, staff.centre(session.centre()));
            Staff.writeKeys(json, staff.store().keys(session.centre()).of(session.device()));
        }));
    }

    private void rotation(Context request) {
        CentreId id = DeskSession.of(request).centre();
        Centre centre = staff.centre(id);
        Map<DeviceId, byte[]> devices = holders(id);
        boolean needed = centre.rotationDue() || devices.keySet().stream().anyMatch(device -> holdsNone(id, device));
        byte[] sheet = recovery(id).publicKey();
        Map<String, byte[]> vouchers = staff.store().vouchers(id).present();
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeBooleanField("needed", needed);
            json.writeNumberField("generation", centre.generation());
            json.writeArrayFieldStart("devices");
            for (Device device : staff.store().devices(id).list()) {
                json.writeStartObject();
                json.writeStringField("id", device.id().text());
                json.writeStringField("kind", device.kind().name());
                json.writeBooleanField("holds", devices.containsKey(device.id()));
                write(json, device.publicKey(), vouchers.get(device.id().text()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeObjectFieldStart("recovery");
            write(json, sheet, vouchers.get(Vouchers.SHEET));
            json.writeEndObject();
        }));
    }

    /** A holder's key with what a colleague said of it, for browsers to believe and not for us. */
    private static void write(JsonGenerator json, byte[] publicKey, byte @Nullable [] voucher) throws IOException {
        json.writeStringField("publicKey", Base64Url.encode(publicKey));
        if (voucher != null) {
            json.writeStringField("voucher", Base64Url.encode(voucher));
        }
    }

    /** As the device of somebody who was a host until now. */
    private boolean holdsNone(CentreId centre, DeviceId device) {
        return staff.store().keys(centre).of(device).isEmpty();
    }

    private Recovery recovery(CentreId id) {
        return staff.store().centres().recovery(id).orElseThrow(() -> new RefusedException(Refusal.NOT_SET_UP));
    }

    /** The public keys of all devices that are to hold the centre's key. */
    private Map<DeviceId, byte[]> holders(CentreId centre) {
        Map<DeviceId, byte[]> holders = new HashMap<>();
        for (Person person : staff.store().people(centre).list()) {
            if (person.role().holdsCentreKey()) {
                for (Device device : staff.store().devices(centre).of(person.id())) {
                    holders.put(device.id(), device.publicKey());
                }
            }
        }
        return holders;
    }

    private void rotate(Context request) throws IOException {
        Asked asked = Asked.of(request, ApiLimits.ROTATION_BODY_BYTES)
                .only("generation", "publicKey", "wrapped", "vouchers", "recovery");
        DeskSession session = DeskSession.of(request);
        CentreId centre = session.centre();
        int generation = asked.number("generation", 2, Integer.MAX_VALUE);
        byte[] publicKey = SealedBytes.publicKey(asked, "publicKey");
        Map<String, byte[]> vouchers = vouchers(asked);
        staff.alone(() -> {
            if (session.ended()) {
                throw new RefusedException(Refusal.NOT_SIGNED_IN);
            }
            Map<DeviceId, byte[]> holders = holders(centre);
            Map<DeviceId, byte[]> wrapped = new HashMap<>();
            for (Asked each : asked.objects("wrapped", MOST_DEVICES)) {
                DeviceId device = new DeviceId(each.only("device", "wrapped").id("device"));
                byte[] holder = Optional.ofNullable(holders.get(device))
                        .orElseThrow(() -> new RefusedException(Refusal.MOVED_ON));
                wrapped.put(
                        device,
                        SealedBytes.in(each, "wrapped", new Expected(SealedBytes.CENTRE_KEY, generation, holder)));
            }
            if (!wrapped.keySet().equals(holders.keySet())) {
                throw new RefusedException(Refusal.MOVED_ON);
            }
            byte[] sheet = recovery(centre).publicKey();
            byte[] recovery =
                    SealedBytes.in(asked, "recovery", new Expected(SealedBytes.CENTRE_KEY, generation, sheet));
            if (generation != staff.centre(centre).generation() + 1) {
                throw new RefusedException(Refusal.MOVED_ON);
            }
            staff.store().vouchers(centre).put(generation, vouchers);
            staff.store().keys(centre).dropOld(); // there is room for so many generations only
            Staff.done(staff.store().centres().rotate(centre, new Rotation(generation, publicKey, wrapped, recovery)));
            staff.alert(centre, Set.of(session.person()), AlertKind.CENTRE_KEY_CHANGED);
            staff.tellOfRotation(centre);
            return generation;
        });
        Exchange.answer(request, 200, Json.object(json -> json.writeNumberField("generation", generation)));
    }

    /** By holder: a device's id, or the sheet. */
    private static Map<String, byte[]> vouchers(Asked asked) {
        Map<String, byte[]> vouchers = new HashMap<>();
        for (Asked each : asked.objects("vouchers", MOST_DEVICES + 1)) {
            String holder = each.only("holder", "voucher").text("holder", ID_CHARACTERS);
            boolean known =
                    holder.equals(Vouchers.SHEET) || DeviceId.parse(holder).isPresent();
            if (!known || vouchers.put(holder, JoinRoutes.voucher(each)) != null) {
                throw new RefusedException(Refusal.MALFORMED);
            }
        }
        return vouchers;
    }

    private void outdated(Context request) {
        var reseals = staff.store().reseals(DeskSession.of(request).centre());
        List<Outdated> items = reseals.next(ApiLimits.RESEALS, after(request.queryParam("after")));
        long left = reseals.left();
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeArrayFieldStart("items");
            for (Outdated item : items) {
                json.writeStartObject();
                json.writeStringField("kind", item.kind().name().toLowerCase(Locale.ROOT));
                json.writeStringField("id", item.id());
                json.writeNumberField("version", item.version());
                json.writeNumberField("generation", item.generation());
                json.writeStringField("sealed", Base64Url.encode(item.sealed()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("left", left);
        }));
    }

    /** A kind and an id with a full stop between, as the last item of the answer before had them. */
    private static Outdated.@Nullable Place after(@Nullable String place) {
        if (place == null) {
            return null;
        }
        int stop = place.indexOf('.');
        if (stop < 0 || place.length() > 64) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        return new Outdated.Place(kind(place.substring(0, stop)), place.substring(stop + 1));
    }

    private void reseal(Context request) throws IOException {
        Asked asked = Asked.of(request).only("kind", "id", "version", "generation", "sealed");
        CentreId id = DeskSession.of(request).centre();
        Centre centre = staff.centre(id);
        Outdated.Kind kind = kind(asked.text("kind", 10));
        int generation = asked.number("generation", 1, Integer.MAX_VALUE);
        if (generation != centre.generation()) {
            throw new RefusedException(Refusal.MOVED_ON);
        }
        byte[] sealed = SealedBytes.in(asked, "sealed", new Expected(envelope(kind), generation, centre.publicKey()));
        Outdated fresh =
                new Outdated(kind, asked.id("id"), asked.number("version", 0, Integer.MAX_VALUE), generation, sealed);
        Staff.done(staff.store().reseals(id).put(fresh));
        staff.store().keys(id).dropOld();
        request.status(204);
    }

    private static Outdated.Kind kind(String word) {
        for (Outdated.Kind kind : Outdated.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                return kind;
            }
        }
        throw new RefusedException(Refusal.MALFORMED);
    }

    private static int envelope(Outdated.Kind kind) {
        return switch (kind) {
            case PLAN -> SealedBytes.PLAN;
            case RELEASE -> SealedBytes.RELEASE;
            case PERSON -> SealedBytes.NAME;
            case MESSAGE -> SealedBytes.MESSAGE;
            case PORTAL -> SealedBytes.PORTAL;
        };
    }

    private void newSheet(Context request) throws IOException {
        Asked asked = Asked.of(request).only("publicKey", "sealed", "proofHash", "wrapped", "voucher");
        DeskSession session = DeskSession.of(request);
        staff.sessions().requireProved(session);
        byte[] publicKey = SealedBytes.publicKey(asked, "publicKey");
        Recovery recovery = SetUpRoutes.recovery(asked, publicKey);
        Map<Integer, byte[]> wrapped = JoinRoutes.wrapped(asked, "wrapped", publicKey);
        Map<String, byte[]> voucher = Map.of(Vouchers.SHEET, JoinRoutes.voucher(asked));
        staff.alone(() -> {
            if (session.ended()) {
                throw new RefusedException(Refusal.NOT_SIGNED_IN);
            }
            staff.store()
                    .vouchers(session.centre())
                    .put(staff.centre(session.centre()).generation(), voucher);
            Staff.done(staff.store().centres().newSheet(session.centre(), recovery, wrapped));
            staff.alert(session.centre(), Set.of(session.person()), AlertKind.SHEET_CHANGED);
            return recovery;
        });
        request.status(204);
    }
}
