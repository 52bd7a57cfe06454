package org.stillcall.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.stillcall.base.Randomness;
import org.stillcall.console.DeskSessions.By;
import org.stillcall.console.DeskSessions.End;
import org.stillcall.console.Passkeys.CounterWentBack;
import org.stillcall.console.Route.Needs;
import org.stillcall.store.AlertKind;
import org.stillcall.store.Centre;
import org.stillcall.store.CentreId;
import org.stillcall.store.Credential;
import org.stillcall.store.Device;
import org.stillcall.store.DeviceId;
import org.stillcall.store.Person;
import org.stillcall.store.PinHash;
import org.stillcall.store.Pins;

/** One's own session: how it stands, signing in, locking, unlocking, signing out, one's own settings, the news. */
final class DeskRoutes {
    private static final int LEAST_LOCK_SECONDS = 5;
    private static final int MOST_LOCK_SECONDS = 300;
    private static final int PIN_CHARACTERS = 64;

    private final Staff staff;
    private final Passkeys passkeys;
    private final Guard guard;
    private final EventStreams streams;
    private final Randomness randomness;
    /** One PIN at a time: no sixth try runs beside the fifth, and no crowd of them takes the memory. */
    private final ReentrantLock pins = new ReentrantLock(true);

    DeskRoutes(Staff staff, Passkeys passkeys, Guard guard, EventStreams streams, Randomness randomness) {
        this.staff = staff;
        this.passkeys = passkeys;
        this.guard = guard;
        this.streams = streams;
        this.randomness = randomness;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/desk", this::show).open(),
                Route.post("/api/device", this::knows).open(),
                Route.delete("/api/desk", this::signOut).needs(Needs.SIGNED_IN),
                Route.get("/api/desk/events", this::listen).needs(Needs.SIGNED_IN),
                Route.post("/api/sign-in/begin", this::beginSignIn).open(),
                Route.post("/api/sign-in/finish", this::finishSignIn).open(),
                Route.post("/api/prove", this::prove).needs(Needs.PERSON),
                Route.post("/api/unlock", this::unlock).needs(Needs.SIGNED_IN),
                Route.post("/api/lock", this::lock).needs(Needs.SIGNED_IN),
                Route.post("/api/touch", this::touch).needs(Needs.PERSON),
                Route.put("/api/me", this::changeMe).needs(Needs.PERSON));
    }

    static void answerBegun(Context request, Passkeys.Begun begun) {
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeStringField("challenge", begun.challenge());
            json.writeFieldName("publicKey");
            json.writeRawValue(begun.publicKey());
        }));
    }

    private void show(Context request) {
        Optional<DeskSession> session = guard.person(request);
        Optional<Person> person = session.flatMap(
                present -> staff.store().people(present.centre()).find(present.person()));
        if (session.isPresent() && person.isPresent()) {
            boolean locked = session.get().locked();
            CentreId centre = session.get().centre();
            DeviceId device = session.get().device();
            Exchange.answer(request, 200, Json.object(json -> {
                json.writeStringField("state", locked ? "LOCKED" : "UNLOCKED");
                staff.writeMe(json, centre, person.get(), device);
                if (!locked) {
                    staff.writeOwnCentre(json, staff.centre(centre));
                }
            }));
            return;
        }
        Optional<End> ending = guard.ending(request);
        if (ending.equals(Optional.of(End.WIPED))) {
            staff.cookie().clearBrowser(request);
        }
        String state = staff.anyCentre().isPresent() ? "SIGNED_OUT" : "SETUP";
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeStringField("state", state);
            if (ending.isPresent()) {
                json.writeStringField("reason", ending.get().name());
            }
        }));
    }

    /** Whether a device was wiped while no session of it was there to be told. */
    private void knows(Context request) throws IOException {
        DeviceId device = new DeviceId(Asked.of(request).only("device").id("device"));
        boolean wiped = staff.store().devices(staff.onlyCentre().id()).wiped(device);
        if (wiped) {
            staff.cookie().clearBrowser(request);
        }
        Exchange.answer(request, 200, Json.object(json -> json.writeBooleanField("wiped", wiped)));
    }

    private void signOut(Context request) {
        staff.sessions().end(DeskSession.of(request), End.SIGNED_OUT);
        staff.cookie().end(request);
        request.status(204);
    }

    private void listen(Context request) throws IOException {
        DeskSession session = DeskSession.of(request);
        streams.serve(request, stream -> staff.sessions().listen(session, stream));
    }

    private void beginSignIn(Context request) throws IOException {
        DeviceId device = new DeviceId(Asked.of(request).only("device").id("device"));
        Centre centre = staff.onlyCentre();
        if (staff.store().devices(centre.id()).wiped(device)) {
            throw new RefusedException(Refusal.DEVICE_WIPED);
        }
        List<Credential> credentials = staff.store().credentials(centre.id()).of(device);
        if (credentials.isEmpty()) {
            throw new RefusedException(Refusal.UNKNOWN_DEVICE);
        }
        answerBegun(request, passkeys.ask(request, purpose(device), credentials));
    }

    private static String purpose(DeviceId device) {
        return "sign-in " + device.text();
    }

    private void finishSignIn(Context request) throws IOException {
        Asked asked = Asked.of(request).only("challenge", "device", "credential");
        DeviceId device = new DeviceId(asked.id("device"));
        String challenge = asked.text("challenge", 100);
        CentreId centre = staff.onlyCentre().id();
        staff.alone(() -> {
            usePasskey(request, centre, device, challenge, asked.json("credential"));
            staff.open(request, 200, centre, device);
            return device;
        });
    }

    /** The same passkey again, in a session that goes on: before something that lets somebody in for long. */
    private void prove(Context request) throws IOException {
        Asked asked = Asked.of(request).only("challenge", "credential");
        String challenge = asked.text("challenge", 100);
        DeskSession session = DeskSession.of(request);
        staff.alone(() -> {
            usePasskey(request, session.centre(), session.device(), challenge, asked.json("credential"));
            staff.sessions().prove(session);
            return session;
        });
        request.status(204);
    }

    private void usePasskey(Context request, CentreId centre, DeviceId device, String challenge, byte[] response) {
        try {
            List<Credential> credentials = staff.store().credentials(centre).of(device);
            Passkeys.Used used = passkeys.used(request, challenge, purpose(device), credentials, response);
            requireBound(centre, credentials, used);
            Staff.done(staff.store().credentials(centre).used(used.credential(), used.signCount(), used.backedUp()));
        } catch (CounterWentBack e) {
            staff.alert(
                    centre,
                    Set.of(),
                    AlertKind.PASSKEY_COPIED,
                    staff.store()
                            .devices(centre)
                            .find(device)
                            .map(Device::person)
                            .orElse(null));
            throw new RefusedException(Refusal.PASSKEY_REFUSED);
        }
    }

    /** Also of a passkey that was taken while the host allowed synced ones. */
    private void requireBound(CentreId centre, List<Credential> credentials, Passkeys.Used used) {
        for (Credential credential : credentials) {
            if (Arrays.equals(credential.id(), used.credential())
                    && credential.backupEligible()
                    && staff.refusesSynced(
                            staff.person(centre, credential.person()).role())) {
                throw new RefusedException(Refusal.SYNCED_HELD);
            }
        }
    }

    private void lock(Context request) {
        staff.sessions().lock(DeskSession.of(request));
        request.status(204);
    }

    private void touch(Context request) throws IOException {
        Asked asked = Asked.of(request).only("patient");
        staff.sessions().touch(DeskSession.of(request), asked.has("patient") && asked.flag("patient"));
        request.status(204);
    }

    private void unlock(Context request) throws IOException {
        String pin = Asked.of(request).only("pin").text("pin", PIN_CHARACTERS);
        DeskSession session = DeskSession.of(request);
        pins.lock();
        try {
            unlock(request, session, pin);
        } finally {
            pins.unlock();
        }
    }

    /** Counts the try before it looks, on the disk: neither a crowd nor a restart gives a sixth. */
    private void unlock(Context request, DeskSession session, String pin) {
        if (session.ended()) {
            throw new RefusedException(Refusal.NOT_SIGNED_IN);
        }
        Pins kept = staff.store().pins(session.centre());
        byte[] verifier = kept.find(session.person()).orElseThrow(() -> new RefusedException(Refusal.NO_PIN));
        int tries = kept.failed(session.person());
        if (tries <= ApiLimits.PIN_TRIES && PinHash.holds(verifier, pin)) {
            kept.held(session.person());
            staff.alone(() -> {
                if (session.ended()) {
                    throw new RefusedException(Refusal.NOT_SIGNED_IN);
                }
                staff.open(request, 200, session.centre(), session.device(), By.PIN);
                return session;
            });
            return;
        }
        int left = Math.max(0, ApiLimits.PIN_TRIES - tries);
        if (left == 0) {
            kept.drop(session.person());
            staff.sessions().end(session, End.ENDED);
            staff.cookie().end(request);
            staff.alert(session.centre(), Set.of(session.person()), AlertKind.PIN_ENDED, session.person());
            staff.alert(session.centre(), session.person(), AlertKind.PIN_ENDED, session.person());
        }
        Exchange.answer(request, 401, Json.object(json -> {
            json.writeStringField("reason", "WRONG_PIN");
            json.writeStringField(
                    "message",
                    left == 0
                            ? "Wrong, and this was the last try: the PIN is gone. Sign in with the passkey."
                            : "Wrong PIN.");
            json.writeNumberField("triesLeft", left);
        }));
    }

    private void changeMe(Context request) throws IOException {
        Asked asked = Asked.of(request).only("lockSeconds", "lockOnHide", "pin");
        DeskSession session = DeskSession.of(request);
        Pins kept = staff.store().pins(session.centre());
        if (asked.has("pin") && !asked.isNull("pin") && !PinHash.isStrong(asked.text("pin", PIN_CHARACTERS))) {
            throw new RefusedException(Refusal.WEAK_PIN);
        }
        if (asked.has("pin") && !asked.isNull("pin")) {
            staff.sessions().requireProved(session);
        }
        if (asked.has("lockSeconds") || asked.has("lockOnHide")) {
            Person me = staff.person(session.centre(), session.person());
            int seconds = asked.has("lockSeconds")
                    ? asked.number("lockSeconds", LEAST_LOCK_SECONDS, MOST_LOCK_SECONDS)
                    : me.lockSeconds();
            boolean onHide = asked.has("lockOnHide") ? asked.flag("lockOnHide") : me.lockOnHide();
            Staff.done(staff.store().people(session.centre()).lock(session.person(), seconds, onHide));
            staff.sessions().changeLock(session.person(), seconds);
        }
        if (asked.isNull("pin")) {
            kept.drop(session.person());
        } else if (asked.has("pin")) {
            pins.lock();
            try {
                Staff.done(kept.put(session.person(), PinHash.verifier(asked.text("pin", PIN_CHARACTERS), randomness)));
            } finally {
                pins.unlock();
            }
        }
        request.status(204);
    }
}
