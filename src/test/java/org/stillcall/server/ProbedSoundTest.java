package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.call.Routes;
import org.stillcall.practice.Fault;
import org.stillcall.practice.PracticeCarrier;
import org.stillcall.practice.PracticeNumbers;
import org.stillcall.trunk.Finding;
import org.stillcall.trunk.ProbeStanding;

/** G1, G15: test calls that are answered, through the practice carrier and back, with real sound in real time. */
@Timeout(120)
class ProbedSoundTest {
    private static final Label TRUNK = new Label("practice");

    @TempDir
    Path data;

    private final Shutdown shutdown = new Shutdown(Log.silent());
    private Service service;
    private PracticeCarrier carrier;

    @BeforeEach
    void start() throws IOException {
        DemoSettings.prepare(data);
        ProbeOverSipTest.writeNumber(data);
        Path password = Files.writeString(data.resolve("trunk.password"), "of-no-worth\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Path file = data.resolve("stillcall.toml");
        String text = Files.readString(file)
                .replace("first_port = 30000", "first_port = 20000")
                .replace(
                        "identity = \"headers\"",
                        "identity = \"headers\"\nuser = \"" + PracticeNumbers.ACCOUNT
                                + "\"\npassword_file = \"trunk.password\"\nregister = false");
        Files.writeString(file, text + ProbeOverSipTest.PROBE.replace("\"0s\"", "\"1s\""));
        Settings settings = SettingsReader.required(file).with(ProbeOverSipTest.anywhere(data));
        Starter.Means means = new Starter.Means(Log.silent(), Randomness.secure());
        service = Wiring.start(settings, Starter.Mode.DEMO, means, shutdown);
        carrier = (PracticeCarrier) service.practice().orElseThrow();
    }

    @AfterEach
    void close() {
        shutdown.close();
    }

    private List<Routes.View> views() {
        return service.switchboard().routes().views();
    }

    private static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "It did not come about.");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private long figure(String name) {
        return service.switchboard().totals().gauges().stream()
                .filter(gauge -> gauge.name().equals(name))
                .mapToLong(gauge -> (long) gauge.value())
                .sum();
    }

    private void awaitAllOpen() {
        until(() -> views().stream().allMatch(view -> view.standing() == ProbeStanding.PASSED));
    }

    /** Whether the carrier makes the sound anew or stays out of it: our own reports raise no alarm. */
    @Test
    void honestCarriers_areLookedAtAndRaiseNoAlarm() {
        awaitAllOpen();
        assertTrue(views().stream().allMatch(view -> view.last().isEmpty()), "and all of the sound was looked at");
        carrier.faults(Set.of(Fault.STAYS_OUT_OF_THE_SOUND));
        service.switchboard().routes().testNow(TRUNK);
        until(() -> figure("stillcall_probes_right") == 6);
        assertTrue(views().stream().allMatch(view -> view.open() && view.last().isEmpty()));
        assertEquals(0, figure("stillcall_probes_wrong") + figure("stillcall_probes_unclear"));
        until(() -> service.switchboard().totals().freeNumbers() == 8);
        until(() -> figure("stillcall_numbers_held") == 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"NAMES_CUSTOMER_IN_REPORTS", "NAMES_CUSTOMER_IN_DESCRIPTION"})
    void carrierThatNamesTheCustomerBesideTheSound_isFoundByTheFirstTestCall(Fault fault) {
        awaitAllOpen();
        carrier.faults(Set.of(fault));
        long began = System.nanoTime();
        service.switchboard().routes().testNow(TRUNK);
        until(() -> !views().getFirst().open());
        assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(1));
        assertEquals(ProbeStanding.LEAKED, views().getFirst().standing());
        Finding expected = fault == Fault.NAMES_CUSTOMER_IN_REPORTS ? Finding.REPORTS_TELL : Finding.DESCRIPTION_TELLS;
        assertEquals(List.of(expected.sentence()), views().getFirst().last());
        assertFalse(views().getFirst().open());
    }
}
