package org.stillcall.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Base64Url;
import org.stillcall.console.Joins.Approval;
import org.stillcall.console.Joins.Approver;
import org.stillcall.console.Joins.Guest;
import org.stillcall.console.Joins.Introduced;
import org.stillcall.console.Joins.Join;
import org.stillcall.console.Joins.State;
import org.stillcall.console.Route.Needs;
import org.stillcall.console.SealedBytes.Expected;
import org.stillcall.store.AlertKind;
import org.stillcall.store.Arrival;
import org.stillcall.store.Centre;
import org.stillcall.store.CentreId;
import org.stillcall.store.Device;
import org.stillcall.store.DeviceId;
import org.stillcall.store.NewCredential;
import org.stillcall.store.NewDevice;
import org.stillcall.store.NewPerson;
import org.stillcall.store.Person;
import org.stillcall.store.PersonId;
import org.stillcall.store.Role;
import org.stillcall.store.StoreLimits;
import org.stillcall.store.WrappedKey;

/** Letting in a device: of one's own, or, as a coordinator, of somebody else. */
final class JoinRoutes {
    private static final int TOKEN_CHARACTERS = 64;
    private static final int CODE_CHARACTERS = 20;
    private static final int COMMITMENT_BYTES = 32;
    private static final int NONCE_BYTES = 32;
    private static final int VOUCHER_BYTES = 32;

    /** Whose device it is to be. */
    enum For {
        ME,
        PERSON
    }

    private final Staff staff;
    private final Joins joins;
    private final Passkeys passkeys;
    private final Throttle tries;
    private final LongSupplier nowMillis;

    JoinRoutes(Staff staff, Joins joins, Passkeys passkeys, LongSupplier nowMillis) {
        this.staff = staff;
        this.joins = joins;
        this.passkeys = passkeys;
        this.tries = new Throttle(ApiLimits.JOIN_TRIES, 60_000, nowMillis);
        this.nowMillis = nowMillis;
    }

    List<Route> all() {
        return List.of(
                Route.post("/api/joins", this::begin).needs(Needs.ADVOCATE),
                Route.get("/api/joins/{id}", this::show).needs(Needs.ADVOCATE),
                Route.post("/api/joins/{id}/reveal", this::reveal).needs(Needs.ADVOCATE),
                Route.post("/api/joins/{id}/approve", this::approve).needs(Needs.ADVOCATE),
                Route.delete("/api/joins/{id}", this::end).needs(Needs.ADVOCATE),
                Route.post("/api/join", this::claim).open(),
                Route.post("/api/join/key", this::introduce).open(),
                Route.post("/api/join/state", this::state).open(),
                Route.post("/api/join/finish", this::finish).open());
    }

    private void begin(Context request) throws IOException {
        Asked asked = Asked.of(request).only("for", "role", "person", "commitment");
        DeskSession session = DeskSession.of(request);
        staff.sessions().requireProved(session);
        byte[] commitment = asked.bytes("commitment", COMMITMENT_BYTES, COMMITMENT_BYTES);
        Guest guest = switch (asked.word("for", For.class)) {
            case ME -> new Guest(session.person(), session.role(), Optional.empty());
            case PERSON -> guest(session, asked);
        };
        Approver approver = new Approver(session.centre(), session.person(), session.device());
        Join join = joins.begin(approver, guest, commitment);
        Instant until = staff.now().plusMillis(join.until() - nowMillis.getAsLong());
        Exchange.answer(request, 201, Json.object(json -> {
            json.writeStringField("id", join.id());
            json.writeStringField("code", join.code());
            json.writeStringField("until", until.toString());
        }));
    }

    /** Somebody new, or somebody known who is to have another device. */
    private Guest guest(DeskSession session, Asked asked) {
        if (session.role() != Role.COORDINATOR) {
            throw new RefusedException(Refusal.NOT_YOUR_ROLE);
        }
        Asked person = asked.object("person").only("id", "name");
        PersonId id = new PersonId(person.id("id"));
        if (!person.has("name")) {
            return new Guest(id, staff.person(session.centre(), id).role(), Optional.empty());
        }
        Centre centre = staff.centre(session.centre());
        Role role = asked.word("role", Role.class);
        byte[] name =
                SealedBytes.in(person, "name", new Expected(SealedBytes.NAME, centre.generation(), centre.publicKey()));
        return new Guest(id, role, Optional.of(new NewPerson(id, role, name, centre.generation())));
    }

    /** The join in the path, for the device that began it. */
    private Join own(Context request) {
        return joins.find(request.pathParam("id"))
                .filter(join ->
                        join.approver().device().equals(DeskSession.of(request).device()))
                .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_JOIN));
    }

    private void show(Context request) {
        Join join = own(request);
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeStringField("state", join.state().name());
            Introduced introduced = join.introduced();
            if (introduced != null) {
                NewDevice device = introduced.device();
                json.writeObjectFieldStart("device");
                json.writeStringField("id", device.id().text());
                json.writeStringField("kind", device.kind().name());
                json.writeStringField("publicKey", Base64Url.encode(device.publicKey()));
                json.writeEndObject();
                json.writeStringField("nonce", Base64Url.encode(introduced.nonce()));
            }
        }));
    }

    /** What the approver was committed to; whether it is that is for the new device to see, not for the server. */
    private void reveal(Context request) throws IOException {
        byte[] nonce = Asked.of(request).only("nonce").bytes("nonce", NONCE_BYTES, NONCE_BYTES);
        if (!joins.reveal(own(request).id(), nonce)) {
            throw new RefusedException(Refusal.MOVED_ON);
        }
        request.status(204);
    }

    private void approve(Context request) throws IOException {
        Asked asked = Asked.of(request).only("keys", "voucher");
        byte[] voucher = voucher(asked);
        Join join = own(request);
        NewDevice device = join.device();
        if (device == null || join.revealed() == null) {
            throw new RefusedException(Refusal.MOVED_ON);
        }
        Map<Integer, byte[]> wrapped = wrapped(asked, "keys", device.publicKey());
        requireAllKeys(join, wrapped.keySet());
        int generation = staff.centre(join.approver().centre()).generation();
        if (!joins.approve(join.id(), new Approval(wrapped, generation, voucher))) {
            throw new RefusedException(Refusal.MOVED_ON);
        }
        request.status(204);
    }

    /** What a browser says of a holder of the centre's key; only browsers can tell whether it is right. */
    static byte[] voucher(Asked asked) {
        return asked.bytes("voucher", VOUCHER_BYTES, VOUCHER_BYTES);
    }

    /** Centre keys of several generations, each wrapped to this key. */
    static Map<Integer, byte[]> wrapped(Asked asked, String field, byte[] recipient) {
        Map<Integer, byte[]> wrapped = new HashMap<>();
        for (Asked key : asked.objects(field, StoreLimits.GENERATIONS)) {
            int generation = key.only("generation", "wrapped").number("generation", 1, Integer.MAX_VALUE);
            byte[] bytes = SealedBytes.in(key, "wrapped", new Expected(SealedBytes.CENTRE_KEY, generation, recipient));
            if (wrapped.put(generation, bytes) != null) {
                throw new RefusedException(Refusal.MALFORMED);
            }
        }
        return wrapped;
    }

    /** All generations that the approver's device holds; none for a host, who opens nothing. */
    private void requireAllKeys(Join join, Set<Integer> generations) {
        Set<Integer> needed = new HashSet<>();
        if (join.guest().role().holdsCentreKey()) {
            for (WrappedKey key : staff.store()
                    .keys(join.approver().centre())
                    .of(join.approver().device())) {
                needed.add(key.generation());
            }
        }
        if (!needed.equals(generations)) {
            throw new RefusedException(Refusal.MOVED_ON);
        }
    }

    private void end(Context request) {
        joins.end(own(request).id());
        request.status(204);
    }

    private void claim(Context request) throws IOException {
        Asked asked = Asked.of(request).only("code");
        String code = Joins.typed(asked.text("code", CODE_CHARACTERS));
        tries.enter();
        Join join = joins.claim(code).orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_JOIN));
        tries.forgive();
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeStringField("join", join.id());
            json.writeStringField("token", join.token());
            json.writeStringField("commitment", Base64Url.encode(join.commitment()));
        }));
    }

    private void introduce(Context request) throws IOException {
        Asked asked = Asked.of(request).only("token", "device", "nonce");
        byte[] nonce = asked.bytes("nonce", NONCE_BYTES, NONCE_BYTES);
        Asked described = asked.object("device");
        Join join = ofToken(asked);
        NewDevice device = SetUpRoutes.device(described, join.guest().person());
        DeviceId id = device.id();
        CentreId centre = join.approver().centre();
        if (staff.store().devices(centre).find(id).isPresent()
                || staff.store().devices(centre).wiped(id)) {
            throw new RefusedException(Refusal.EXISTS);
        }
        if (!joins.introduce(join.id(), new Introduced(device, nonce))) {
            throw new RefusedException(Refusal.MOVED_ON);
        }
        request.status(204);
    }

    private Join ofToken(Asked asked) {
        return joins.ofToken(asked.text("token", TOKEN_CHARACTERS))
                .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_JOIN));
    }

    private void state(Context request) throws IOException {
        Join join = ofToken(Asked.of(request).only("token"));
        boolean approved = join.state() == State.APPROVED;
        Optional<Passkeys.Begun> begun =
                approved ? Optional.of(passkeys.register(request, purpose(join))) : Optional.empty();
        byte[] revealed = join.revealed();
        byte[] approver = revealed == null ? null : approverKey(join);
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeStringField("state", join.state().name());
            if (revealed != null && approver != null) {
                json.writeObjectFieldStart("approver");
                json.writeStringField("publicKey", Base64Url.encode(approver));
                json.writeStringField("nonce", Base64Url.encode(revealed));
                json.writeEndObject();
            }
            if (begun.isPresent()) {
                json.writeStringField("challenge", begun.get().challenge());
                json.writeFieldName("publicKey");
                json.writeRawValue(begun.get().publicKey());
            }
        }));
    }

    /** Null if the device is not there any more; then the join has ended as well. */
    private byte @Nullable [] approverKey(Join join) {
        Approver approver = join.approver();
        return staff.store()
                .devices(approver.centre())
                .find(approver.device())
                .map(Device::publicKey)
                .orElse(null);
    }

    private static String purpose(Join join) {
        return "join " + join.id();
    }

    private void finish(Context request) throws IOException {
        Asked asked = Asked.of(request).only("token", "challenge", "credential");
        String token = asked.text("token", TOKEN_CHARACTERS);
        String challenge = asked.text("challenge", 100);
        byte[] response = asked.json("credential");
        staff.alone(() -> {
            Join join = joins.ofToken(token).orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_JOIN));
            if (join.state() != State.APPROVED) {
                throw new RefusedException(Refusal.NO_SUCH_JOIN);
            }
            NewCredential credential = passkeys.registered(request, challenge, purpose(join), response);
            staff.requireBound(credential, join.guest().role());
            letIn(request, join, credential);
            return join;
        });
    }

    private void letIn(Context request, Join join, NewCredential credential) {
        Approver approver = join.approver();
        Guest guest = join.guest();
        Approval approval = Objects.requireNonNull(join.approval(), "It was approved.");
        requireAllKeys(join, approval.wrapped().keySet());
        if (approval.generation() != staff.centre(approver.centre()).generation()) {
            throw new RefusedException(Refusal.MOVED_ON);
        }
        if (guest.added().isEmpty()) {
            Person known = staff.person(approver.centre(), guest.person());
            if (known.role() != guest.role()) {
                throw new RefusedException(Refusal.MOVED_ON);
            }
        }
        NewDevice device = Objects.requireNonNull(join.device(), "A device was claimed before it was approved.");
        Map<String, byte[]> voucher = Map.of(device.id().text(), approval.voucher());
        staff.store().vouchers(approver.centre()).put(approval.generation(), voucher);
        Staff.done(staff.store()
                .devices(approver.centre())
                .letIn(new Arrival(guest.added(), device, credential, approval.wrapped())));
        joins.finish(join.id());
        Set<PersonId> present = new HashSet<>(Set.of(approver.person()));
        if (guest.added().isPresent()) {
            present.add(guest.person());
            staff.alert(approver.centre(), present, AlertKind.PERSON_ADDED, guest.person());
        } else { // whose device it is hears of it too, also if it was asked for from a device of theirs
            present.add(guest.person());
            staff.alert(approver.centre(), guest.person(), AlertKind.DEVICE_ADDED, guest.person());
        }
        staff.alert(approver.centre(), present, AlertKind.DEVICE_ADDED, guest.person());
        staff.open(request, 201, approver.centre(), device.id());
    }
}
