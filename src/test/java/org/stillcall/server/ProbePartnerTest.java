package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.call.Routes;
import org.stillcall.practice.Fault;
import org.stillcall.practice.PracticeCarrier;
import org.stillcall.practice.PracticeNumbers;
import org.stillcall.trunk.Finding;
import org.stillcall.trunk.ProbeStanding;

/** G15: the other end of test calls is a second installation: two servers, SIP between them, and HTTPS. */
@Timeout(180)
class ProbePartnerTest {
    private static final Label TRUNK = new Label("practice");

    @TempDir
    Path folder;

    private final Shutdown theirs = new Shutdown(Log.silent());
    private final Shutdown ours = new Shutdown(Log.silent());
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Service service;
    private PracticeCarrier carrier;

    private static void closed(Path file, String text) throws IOException {
        Files.writeString(file, text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static Settings read(Path file) {
        return switch (SettingsReader.read(file)) {
            case SettingsReader.Reading.Good good -> good.settings();
            case SettingsReader.Reading.Faulty faulty -> throw new AssertionError(faulty.faults());
        };
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The second installation, which takes the calls. */
    private void startTheirs(Path data, int sip, int https, String secret) throws IOException {
        DemoSettings.prepare(data);
        closed(data.resolve("guest.number"), "+" + PracticeNumbers.TEST);
        closed(data.resolve("guest.secret"), secret);
        Path file = data.resolve("stillcall.toml");
        String text = Files.readString(file)
                .replace("first_port = 30000", "first_port = 22000")
                .replace("last_port = 30999", "last_port = 22999");
        Files.writeString(
                file,
                text + "\n[[probe_guest]]\nname = \"north\"\ncomes_by = \"practice\"\nnumber_file = \"guest.number\"\n"
                        + "secret_file = \"guest.secret\"\nanswered = \"4s\"\n"
                        + "[console]\nhttps = \"own\"\nlisten = \"127.0.0.1:" + https
                        + "\"\nnames = [\"notes.home.arpa\", \"127.0.0.1\"]\n");
        Settings.Overrides overrides = new Settings.Overrides(
                Optional.of(0), Optional.of(sip), Optional.of(data), Optional.empty(), Optional.empty());
        PrintStream out = new PrintStream(said, true);
        Starter.Means means = new Starter.Means(Log.silent(), Randomness.secure());
        new Run(Wiring::start, out, out, means)
                .start(read(file).with(overrides), Starter.Mode.DEMO, Optional.of("of-this-test-only"), theirs);
    }

    private void startOurs(Path data, int https, String secret) throws IOException {
        DemoSettings.prepare(data);
        closed(data.resolve("test.number"), "+" + PracticeNumbers.TEST);
        closed(data.resolve("partner.secret"), secret);
        Path file = data.resolve("stillcall.toml");
        Files.writeString(
                file,
                Files.readString(file).replace("first_port = 30000", "first_port = 20000")
                        + "\n[[probe]]\ntrunk = \"practice\"\nnumber_file = \"test.number\"\n"
                        + "network_names = [\"BOSTON MA\"]\nanswered = \"1s\"\n"
                        + "partner = \"https://127.0.0.1:" + https + "\"\npartner_knows_us_as = \"north\"\n"
                        + "partner_secret_file = \"partner.secret\"\n"
                        + "partner_authorities_file = \"" + root() + "\"\n");
        Settings settings = read(file).with(ProbeOverSipTest.anywhere(data));
        Starter.Means means = new Starter.Means(Log.silent(), Randomness.secure());
        service = Wiring.start(settings, Starter.Mode.DEMO, means, ours);
        carrier = (PracticeCarrier) service.practice().orElseThrow();
    }

    private Path root() throws IOException {
        try (var files = Files.walk(folder.resolve("theirs"))) {
            return files.filter(file -> file.endsWith("notes.crt")).findFirst().orElseThrow();
        }
    }

    @BeforeEach
    void start() throws IOException {
        int sip = freePort();
        int https = freePort();
        startTheirs(folder.resolve("theirs"), sip, https, "a secret of the two");
        startOurs(folder.resolve("ours"), https, "a secret of the two");
        carrier.customerAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), sip));
    }

    @AfterEach
    void close() {
        ours.close();
        theirs.close();
    }

    private List<Routes.View> views() {
        return service.switchboard().routes().views();
    }

    private static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "It did not come about.");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    @Test
    void whatTheOtherInstallationSaw_isJudgedHere() throws IOException {
        service.switchboard().routes().testNow(TRUNK);
        until(() -> views().stream().allMatch(view -> view.standing() == ProbeStanding.PASSED));
        assertTrue(views().stream().allMatch(view -> view.last().isEmpty()), "its sound was looked at, too");
        carrier.faults(Set.of(Fault.LEAKS_ASSERTED_IDENTITY));
        service.switchboard().routes().testNow(TRUNK);
        until(() -> !views().getFirst().open());
        assertTrue(views().getFirst().last().contains(Finding.NUMBER_SHOWN.sentence()));
        carrier.faults(Set.of(Fault.NAMES_CUSTOMER_IN_REPORTS));
        service.switchboard().routes().testNow(TRUNK);
        until(() -> views().getFirst().last().equals(List.of(Finding.REPORTS_TELL.sentence())));

        closed(folder.resolve("ours").resolve("partner.secret"), "another one");
        carrier.faults(Set.of());
        service.switchboard().routes().testNow(TRUNK);
        until(() -> views().getFirst().last().getFirst().startsWith("The other installation could not be asked"));
        assertFalse(views().getFirst().open(), "who says nothing opens nothing");
        assertEquals(ProbeStanding.LEAKED, views().getFirst().standing());
    }
}
