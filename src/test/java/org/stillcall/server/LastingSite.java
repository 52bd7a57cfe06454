package org.stillcall.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.stillcall.base.Log;
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
import org.stillcall.store.NewPlan;
import org.stillcall.store.PersonId;
import org.stillcall.store.PlanId;
import org.stillcall.store.Plans;
import org.stillcall.store.Recovery;
import org.stillcall.store.Role;
import org.stillcall.store.Store;

/** A data folder with a configuration and a centre: opened as a server opens it, and our commands run on it. */
final class LastingSite implements AutoCloseable {
    static final Randomness RANDOM = Randomness.secure();
    static final Starter.Means MEANS = new Starter.Means(Log.silent(), RANDOM);

    final Path data;
    final CentreId centre;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Shutdown shutdown = new Shutdown(Log.silent());
    private Optional<Kept> kept = Optional.empty();

    private LastingSite(Path data, CentreId centre) {
        this.data = data;
        this.centre = centre;
        assertEquals(data, DemoSettings.prepare(data).server().data());
    }

    /** A site in a folder of its own, running, with a centre of one coordinator. */
    static LastingSite fresh(Path data) {
        return new LastingSite(data, new CentreId(id())).begun();
    }

    private LastingSite begun() {
        start();
        PersonId person = new PersonId(id());
        NewCentre made = new NewCentre(
                centre,
                bytes("centre public 1"),
                "{}",
                new Recovery(bytes("recovery public"), bytes("recovery sealed"), bytes("proof hash")),
                bytes("wrapped 1 for the sheet"),
                arrival(
                        Optional.of(new NewPerson(person, Role.COORDINATOR, bytes("sealed name"), 1)),
                        person,
                        new DeviceId(id())));
        assertEquals(Change.DONE, store().centres().make(made));
        return this;
    }

    /** As {@link #fresh(Path)} with more lines in the configuration. */
    static LastingSite fresh(Path data, String more) throws IOException {
        LastingSite site = new LastingSite(data, new CentreId(id()));
        Files.writeString(site.config(), Files.readString(site.config()) + "\n" + more);
        return site.begun();
    }

    /** The same centre in another data folder, not running. */
    LastingSite elsewhere(Path other) {
        return new LastingSite(other, centre);
    }

    static Arrival arrival(Optional<NewPerson> added, PersonId person, DeviceId device) {
        return new Arrival(
                added,
                new NewDevice(device, person, DeviceKind.PHONE, bytes("device public")),
                new NewCredential(bytes("passkey " + device.text()), bytes("handle"), bytes("cose"), 0, false, false),
                Map.of(1, bytes("wrapped 1")));
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static String id() {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    /** As the server does it at its start. */
    void start() {
        shutdown = new Shutdown(Log.silent());
        Settings settings = SettingsReader.required(config());
        kept = Optional.of(Kept.open(settings.keeping(), data, MEANS, shutdown));
    }

    void stop() {
        shutdown.close();
        kept = Optional.empty();
    }

    Path config() {
        return data.resolve("stillcall.toml");
    }

    Kept kept() {
        return kept.orElseThrow();
    }

    Store store() {
        return kept().store();
    }

    Plans plans() {
        return store().plans(centre);
    }

    static NewPlan plan(PlanId id, String envelope) {
        Duration month = Duration.ofDays(30);
        return new NewPlan(
                id, "helpline", bytes("{}"), bytes(envelope), 1, Instant.now().plus(month), 3);
    }

    PlanId keep(String envelope) {
        PlanId id = new PlanId(id());
        assertEquals(Change.DONE, plans().create(plan(id, envelope)));
        return id;
    }

    /** The envelope of a plan that opens. */
    Optional<String> envelope(PlanId id) {
        return plans().read(id).map(plan -> new String(plan.envelope(), UTF_8));
    }

    /** Runs a command as a person types it. */
    int run(String... arguments) {
        out.reset();
        err.reset();
        return Main.run(
                (settings, mode, means, ending) -> {
                    throw new AssertionError("nothing is started");
                },
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                MEANS,
                arguments);
    }

    int backup(Path to) {
        return run("backup", "--config", config().toString(), "--to", to.toString());
    }

    int restore(Path from) {
        return run("restore", "--config", config().toString(), "--from", from.toString());
    }

    int replace(Path from) {
        return run("restore", "--config", config().toString(), "--from", from.toString(), "--replace");
    }

    String said() {
        return out.toString(UTF_8);
    }

    String complained() {
        return err.toString(UTF_8);
    }

    @Override
    public void close() {
        stop();
    }
}
