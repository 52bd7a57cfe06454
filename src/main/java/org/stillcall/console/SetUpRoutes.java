package org.stillcall.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillcall.base.Randomness;
import org.stillcall.console.SealedBytes.Expected;
import org.stillcall.store.Arrival;
import org.stillcall.store.CentreId;
import org.stillcall.store.DeviceId;
import org.stillcall.store.NewCentre;
import org.stillcall.store.NewCredential;
import org.stillcall.store.NewDevice;
import org.stillcall.store.NewPerson;
import org.stillcall.store.PersonId;
import org.stillcall.store.Recovery;
import org.stillcall.store.Role;
import org.stillcall.store.Vouchers;

/** Making the centre with its first coordinator, by the code that the server printed, while there is none. */
final class SetUpRoutes {
    private static final String PURPOSE = "set-up";

    private final Staff staff;
    private final Passkeys passkeys;
    private final Throttle tries;
    private final Randomness randomness;
    private final Runnable onMade;
    private volatile Optional<String> code = Optional.empty();

    /** {@code onMade} hears that there is a centre now. */
    SetUpRoutes(Staff staff, Passkeys passkeys, ApiServer.Means means, Runnable onMade) {
        this.staff = staff;
        this.passkeys = passkeys;
        this.tries = new Throttle(ApiLimits.SETUP_TRIES, 60_000, means.nowMillis());
        this.randomness = means.randomness();
        this.onMade = onMade;
    }

    List<Route> all() {
        return List.of(
                Route.post("/api/setup/begin", this::begin).open(),
                Route.post("/api/setup/finish", this::finish).open());
    }

    /** The code by which the centre is made, in place of an earlier one; none once there is a centre. */
    Optional<String> issueCode() {
        return staff.alone(() -> {
            code = staff.anyCentre().isEmpty() ? Optional.of(letters(randomness.token(128))) : Optional.empty();
            return code;
        });
    }

    /** The same in letters: what looks for numbers in a log, as our own tests do, need not tell it from one. */
    private static String letters(String hex) {
        StringBuilder letters = new StringBuilder(hex.length());
        hex.chars().forEach(c -> letters.append((char) (c <= '9' ? c - '0' + 'g' : c)));
        return letters.toString();
    }

    private void begin(Context request) throws IOException {
        Asked asked = Asked.of(request).only("code");
        requireCode(asked);
        DeskRoutes.answerBegun(request, passkeys.register(request, PURPOSE));
    }

    private void requireCode(Asked asked) {
        tries.enter();
        String ours = code.orElse("");
        if (ours.isEmpty() || !Constant.same(ours, asked.text("code", 64))) {
            throw new RefusedException(
                    staff.anyCentre().isPresent() ? Refusal.SET_UP_ALREADY : Refusal.WRONG_SETUP_CODE);
        }
        tries.forgive();
    }

    private void finish(Context request) throws IOException {
        Asked asked =
                Asked.of(request).only("code", "challenge", "credential", "device", "person", "centre", "recovery");
        requireCode(asked);
        staff.alone(() -> {
            if (staff.anyCentre().isPresent()) {
                throw new RefusedException(Refusal.SET_UP_ALREADY);
            }
            NewCredential credential =
                    passkeys.registered(request, asked.text("challenge", 100), PURPOSE, asked.json("credential"));
            staff.requireBound(credential, Role.COORDINATOR);
            NewCentre centre = centre(asked, credential);
            Map<String, byte[]> vouchers = vouchers(asked, centre);
            Staff.done(staff.store().centres().make(centre));
            staff.store().vouchers(centre.id()).put(1, vouchers);
            code = Optional.empty();
            staff.open(request, 201, centre.id(), centre.first().device().id());
            return centre;
        });
        onMade.run();
    }

    private static Map<String, byte[]> vouchers(Asked asked, NewCentre centre) {
        return Map.of(
                centre.first().device().id().text(),
                JoinRoutes.voucher(asked.object("centre")),
                Vouchers.SHEET,
                JoinRoutes.voucher(asked.object("recovery")));
    }

    private static NewCentre centre(Asked asked, NewCredential credential) {
        Asked centre = asked.object("centre").only("id", "publicKey", "wrapped", "voucher");
        Asked person = asked.object("person").only("id", "name");
        Asked recovery = asked.object("recovery").only("publicKey", "sealed", "proofHash", "wrapped", "voucher");
        byte[] publicKey = SealedBytes.publicKey(centre, "publicKey");
        byte[] sheet = SealedBytes.publicKey(recovery, "publicKey");
        PersonId id = new PersonId(person.id("id"));
        NewDevice device = device(asked.object("device"), id);
        byte[] wrapped = SealedBytes.in(centre, "wrapped", new Expected(SealedBytes.CENTRE_KEY, 1, device.publicKey()));
        byte[] name = SealedBytes.in(person, "name", new Expected(SealedBytes.NAME, 1, publicKey));
        NewPerson first = new NewPerson(id, Role.COORDINATOR, name, 1);
        return new NewCentre(
                new CentreId(centre.id("id")),
                publicKey,
                "{}",
                recovery(recovery, sheet),
                SealedBytes.in(recovery, "wrapped", new Expected(SealedBytes.CENTRE_KEY, 1, sheet)),
                new Arrival(Optional.of(first), device, credential, Map.of(1, wrapped)));
    }

    static Recovery recovery(Asked asked, byte[] publicKey) {
        return new Recovery(publicKey, asked.bytes("sealed", 28, 1024), asked.bytes("proofHash", 32, 32));
    }

    /** A device as its browser describes it: {@code {id, kind, publicKey}}. */
    static NewDevice device(Asked asked, PersonId person) {
        asked.only("id", "kind", "publicKey");
        return new NewDevice(
                new DeviceId(asked.id("id")),
                person,
                asked.word("kind", org.stillcall.store.DeviceKind.class),
                SealedBytes.publicKey(asked, "publicKey"));
    }
}
