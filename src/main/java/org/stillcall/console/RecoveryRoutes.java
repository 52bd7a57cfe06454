package org.stillcall.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Randomness;
import org.stillcall.console.SealedBytes.Expected;
import org.stillcall.store.AlertKind;
import org.stillcall.store.Arrival;
import org.stillcall.store.Centre;
import org.stillcall.store.CentreId;
import org.stillcall.store.NewCredential;
import org.stillcall.store.NewDevice;
import org.stillcall.store.NewPerson;
import org.stillcall.store.Person;
import org.stillcall.store.PersonId;
import org.stillcall.store.Recovery;
import org.stillcall.store.Role;
import org.stillcall.store.WrappedKey;
import org.stillcall.vault.ReceiptKind;

/** Back in with the recovery sheet, when no device is left: the words' proof opens the way for one new device. */
final class RecoveryRoutes {
    private static final int PROOF_BYTES = 32;
    private static final long TRIES_MILLIS = 1_000;

    private final Staff staff;
    private final Passkeys passkeys;
    private final Throttle wrong;
    private final Randomness randomness;

    RecoveryRoutes(Staff staff, Passkeys passkeys, ApiServer.Means means) {
        this.staff = staff;
        this.passkeys = passkeys;
        this.wrong = new Throttle(ApiLimits.WRONG_PROOFS_PER_SECOND, TRIES_MILLIS, means.nowMillis());
        this.randomness = means.randomness();
    }

    List<Route> all() {
        return List.of(
                Route.post("/api/recovery", this::begin).open(),
                Route.post("/api/recovery/finish", this::finish).open());
    }

    private void begin(Context request) throws IOException {
        byte[] proof = Asked.of(request).only("proof").bytes("proof", PROOF_BYTES, PROOF_BYTES);
        Centre centre = staff.onlyCentre();
        Recovery recovery = recovery(centre.id());
        if (!MessageDigest.isEqual(sha256(proof), recovery.proofHash())) {
            wrong.enter();
            throw new RefusedException(Refusal.WRONG_PROOF);
        }
        staff.receipt(ReceiptKind.RECOVERY_USED); // what this answer holds opens everything, also if nobody comes in
        staff.alert(centre.id(), Set.of(), AlertKind.RECOVERY_USED);
        String token = randomness.token(256);
        Passkeys.Begun begun = passkeys.register(request, purpose(token, recovery));
        List<WrappedKey> keys = staff.store().keys(centre.id()).ofRecovery();
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeStringField("token", token);
            json.writeStringField("challenge", begun.challenge());
            json.writeFieldName("publicKey");
            json.writeRawValue(begun.publicKey());
            json.writeObjectFieldStart("recovery");
            json.writeStringField("publicKey", Base64Url.encode(recovery.publicKey()));
            json.writeStringField("sealed", Base64Url.encode(recovery.sealed()));
            json.writeEndObject();
            Staff.writeKeys(json, keys);
            Staff.writeCentre(json, centre);
        }));
    }

    private Recovery recovery(CentreId centre) {
        return staff.store().centres().recovery(centre).orElseThrow(() -> new RefusedException(Refusal.NOT_SET_UP));
    }

    /** The challenge is good for this token and this sheet alone: a new sheet ends what an old one began. */
    private static String purpose(String token, Recovery recovery) {
        return "recovery " + token + " " + Base64Url.encode(recovery.proofHash());
    }

    private void finish(Context request) throws IOException {
        Asked asked = Asked.of(request).only("token", "challenge", "credential", "device", "person", "keys", "voucher");
        staff.alone(() -> {
            CentreId centre = staff.onlyCentre().id();
            String purpose = purpose(asked.text("token", 64), recovery(centre));
            NewCredential credential =
                    passkeys.registered(request, asked.text("challenge", 100), purpose, asked.json("credential"));
            staff.requireBound(credential, Role.COORDINATOR);
            comeBack(request, centre, asked, credential);
            return centre;
        });
    }

    /** As a coordinator, known before or new. */
    private void comeBack(Context request, CentreId centre, Asked asked, NewCredential credential) {
        Asked described = asked.object("person").only("id", "name");
        PersonId id = new PersonId(described.id("id"));
        NewDevice device = SetUpRoutes.device(asked.object("device"), id);
        Map<Integer, byte[]> wrapped = JoinRoutes.wrapped(asked, "keys", device.publicKey());
        Set<Integer> kept = new HashSet<>();
        staff.store().keys(centre).ofRecovery().forEach(key -> kept.add(key.generation()));
        if (!kept.equals(wrapped.keySet())) {
            throw new RefusedException(Refusal.MOVED_ON);
        }
        Optional<Person> known = staff.store().people(centre).find(id);
        if (known.isPresent() && known.get().role() != Role.COORDINATOR) {
            Staff.done(staff.store().people(centre).changeRole(id, Role.COORDINATOR));
            staff.sessions().changeRole(id, Role.COORDINATOR);
        }
        Optional<NewPerson> added = known.isPresent() ? Optional.empty() : Optional.of(person(centre, id, described));
        Map<String, byte[]> voucher = Map.of(device.id().text(), JoinRoutes.voucher(asked));
        staff.store().vouchers(centre).put(staff.centre(centre).generation(), voucher);
        Staff.done(staff.store().devices(centre).letIn(new Arrival(added, device, credential, wrapped)));
        staff.alert(centre, Set.of(id), AlertKind.DEVICE_ADDED, id);
        staff.open(request, 201, centre, device.id());
    }

    private NewPerson person(CentreId id, PersonId person, Asked described) {
        Centre centre = staff.centre(id);
        byte[] name = SealedBytes.in(
                described, "name", new Expected(SealedBytes.NAME, centre.generation(), centre.publicKey()));
        return new NewPerson(person, Role.COORDINATOR, name, centre.generation());
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK.", e);
        }
    }
}
