package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
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
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.call.Routes;
import org.stillcall.call.Switchboard;
import org.stillcall.call.Switchboard.CallView;
import org.stillcall.call.Switchboard.Placement;
import org.stillcall.call.Switchboard.State;
import org.stillcall.console.PracticeDesk;
import org.stillcall.console.PracticeDesk.Action;
import org.stillcall.plan.Identity;
import org.stillcall.practice.Fault;
import org.stillcall.practice.PracticeCarrier;
import org.stillcall.practice.PracticeNumbers;
import org.stillcall.trunk.Finding;
import org.stillcall.trunk.ProbeStanding;

/** G2, G8, G15: test calls through the practice carrier and back, over real SIP, in real time. */
@Timeout(180)
class ProbeOverSipTest {
    private static final Label TRUNK = new Label("practice");
    private static final Label DESK = new Label("desk");
    private static final Label ALEX = new Label("alex");
    private static final String CANARY = "+16175550121";

    @TempDir
    Path data;

    private final Shutdown shutdown = new Shutdown(Log.silent());
    private Service service;
    private PracticeCarrier carrier;

    /** For the end of the demo's configuration. */
    static final String PROBE = "\n[[probe]]\ntrunk = \"practice\"\ncomes_by = \"practice\"\n"
            + "number_file = \"test.number\"\nnetwork_names = [\"BOSTON MA\"]\nanswered = \"0s\"\n";

    /** The number that test calls are made to. */
    static void writeNumber(Path data) throws IOException {
        Path number = data.resolve("test.number");
        Files.writeString(number, "+" + PracticeNumbers.TEST + "\n");
        Files.setPosixFilePermissions(number, PosixFilePermissions.fromString("rw-------"));
    }

    static Settings.Overrides anywhere(Path data) {
        return new Settings.Overrides(
                Optional.of(0), Optional.of(0), Optional.of(data), Optional.empty(), Optional.empty());
    }

    private static Settings tested(Path data) throws IOException {
        DemoSettings.prepare(data);
        writeNumber(data);
        Path file = data.resolve("stillcall.toml");
        String text = Files.readString(file).replace("first_port = 30000", "first_port = 20000");
        Files.writeString(file, text + PROBE);
        return SettingsReader.required(file).with(anywhere(data));
    }

    @BeforeEach
    void start() throws IOException {
        Settings settings = tested(data);
        Starter.Means means = new Starter.Means(Log.silent(), Randomness.secure());
        service = Wiring.start(settings, Starter.Mode.DEMO, means, shutdown);
        carrier = (PracticeCarrier) service.practice().orElseThrow();
    }

    @AfterEach
    void close() {
        shutdown.close();
    }

    private Switchboard calls() {
        return service.switchboard();
    }

    private Routes.View view(Identity mode) {
        return calls().routes().views().stream()
                .filter(view -> view.mode() == mode)
                .findFirst()
                .orElseThrow();
    }

    private static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "It did not come about.");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private void awaitAll(ProbeStanding standing) {
        until(() -> calls().routes().views().stream().allMatch(view -> view.standing() == standing));
    }

    private long figure(String name) {
        return calls().totals().gauges().stream()
                .filter(gauge -> gauge.name().equals(name))
                .mapToLong(gauge -> (long) gauge.value())
                .sum();
    }

    /** How many test calls came to an end. */
    private long told() {
        return figure("stillcall_probes_right") + figure("stillcall_probes_wrong") + figure("stillcall_probes_unclear");
    }

    @Test
    void firstTestCalls_openEveryWay() {
        awaitAll(ProbeStanding.PASSED);
        assertEquals(
                List.of(Identity.values()),
                calls().routes().views().stream().map(Routes.View::mode).toList());
        assertEquals(3, figure("stillcall_probes_right"));
        assertEquals(0, figure("stillcall_probes_wrong"));
    }

    /** Each fault by which something shows is found by the first test call that it meets. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "DROPS",
                "DELAYS",
                "STAYS_OUT_OF_THE_SOUND",
                "NAMES_CUSTOMER_IN_REPORTS",
                "NAMES_CUSTOMER_IN_DESCRIPTION"
            },
            mode = EnumSource.Mode.EXCLUDE)
    void faultyCarrier_isFoundByTheFirstTestCall_andOutOfServiceWithinASecond(Fault fault) {
        awaitAll(ProbeStanding.PASSED);
        carrier.faults(Set.of(fault));
        long began = System.nanoTime();
        assertTrue(calls().routes().testNow(TRUNK));
        until(() -> !view(Identity.HIDDEN).open());
        assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(1));
        assertEquals(ProbeStanding.LEAKED, view(Identity.HIDDEN).standing());
        Finding expected = switch (fault) {
            case REWRITES_FROM -> Finding.WRONG_NUMBER;
            case PASSES_EVERY_HEADER -> Finding.ASSERTED_SHOWN;
            default -> Finding.NUMBER_SHOWN;
        };
        assertTrue(view(Identity.HIDDEN).last().contains(expected.sentence()));
        assertTrue(refused() instanceof Placement.Refused no && no.reason().equals("LINE_NOT_TESTED"));
    }

    private Placement refused() {
        return calls().place(new Switchboard.Wish(DESK, new Label("follow-up"), Identity.HIDDEN, false), canary());
    }

    private Digits canary() {
        MemorySegment memory = Arena.ofAuto().allocateFrom(CANARY, StandardCharsets.US_ASCII);
        Digits read = Digits.read(service.numbers(), memory, 0, CANARY.length());
        if (read == null) {
            throw new AssertionError("a canary must be readable");
        }
        return read;
    }

    /** Every second call is lost: one of the first round's three is, which closes nothing that was open. */
    @Test
    void carrierThatDropsCalls_isFoundInTheFirstRound() {
        awaitAll(ProbeStanding.PASSED);
        carrier.faults(Set.of(Fault.DROPS));
        calls().routes().testNow(TRUNK);
        until(() -> view(Identity.NUMBER).standing() == ProbeStanding.DOUBTED);
        assertEquals(1, view(Identity.NUMBER).last().size());
        assertTrue(view(Identity.NUMBER).open());
        assertEquals(0, figure("stillcall_probes_wrong"));
    }

    @Test
    void slowCarrier_raisesNoAlarm() {
        awaitAll(ProbeStanding.PASSED);
        carrier.faults(Set.of(Fault.DELAYS));
        calls().routes().testNow(TRUNK);
        until(() -> figure("stillcall_probes_right") == 6);
        assertEquals(ProbeStanding.PASSED, view(Identity.HIDDEN).standing());
    }

    /** The demo's own test calls open every way at its start. */
    @Test
    void demo_isTested() {
        Path folder = data.resolve("demo");
        try (Shutdown demo = new Shutdown(Log.silent())) {
            Settings settings = DemoSettings.prepareTested(folder).with(anywhere(folder));
            Starter.Means means = new Starter.Means(Log.silent(), Randomness.secure());
            Service tested = Wiring.start(settings, Starter.Mode.DEMO, means, demo);
            until(() -> tested.switchboard().routes().views().stream().allMatch(Routes.View::open));
            assertEquals(3, tested.switchboard().routes().views().size());
        }
    }

    @Test
    void mainNumber_inThePlaceOfTheBorrowedOne_isFoundInAShownCallToo() {
        awaitAll(ProbeStanding.PASSED);
        carrier.faults(Set.of(Fault.REWRITES_FROM));
        calls().routes().testNow(TRUNK);
        until(() -> view(Identity.SHOWN).standing() == ProbeStanding.LEAKED);
        assertTrue(view(Identity.SHOWN).last().contains(Finding.WRONG_NUMBER.sentence()));
    }

    @Test
    void callInProgress_isToldWithinASecond_andGoesOn() throws InterruptedException {
        awaitAll(ProbeStanding.PASSED);
        PracticeDesk practice = carrier;
        CallView placed = assertInstanceOf(Placement.Placed.class, refused()).call();
        LinkedBlockingQueue<CallView> seen = new LinkedBlockingQueue<>();
        shutdown.add(calls().watch(placed.id(), seen::add).orElseThrow());
        until(() -> practice.act(DESK, new Action.Answer()) == PracticeDesk.Result.DONE);
        until(() -> practice.act(ALEX, new Action.Answer()) == PracticeDesk.Result.DONE);
        until(() -> calls().find(placed.id()).orElseThrow().state() == State.TALKING);
        carrier.faults(Set.of(Fault.IGNORES_PRIVACY));
        long began = System.nanoTime();
        calls().routes().testNow(TRUNK);
        CallView told = seen.poll(1, TimeUnit.SECONDS);
        while (told != null && !told.message().contains("showed more than it should")) {
            told = seen.poll(1, TimeUnit.SECONDS);
        }
        assertTrue(told != null && System.nanoTime() - began < TimeUnit.SECONDS.toNanos(1));
        assertEquals(State.TALKING, told.state());
        calls().end(placed.id());
    }

    @Test
    void thousandHonestTestCalls_raiseNoAlarm() {
        awaitAll(ProbeStanding.PASSED);
        while (figure("stillcall_probes_right") < 1_000) {
            long made = told();
            calls().routes().testNow(TRUNK);
            until(() -> told() >= made + 3);
            assertEquals(0, figure("stillcall_probes_wrong"));
            assertTrue(calls().routes().views().stream().allMatch(Routes.View::open));
        }
        assertTrue(figure("stillcall_probes_unclear") < 50, "for want of ports, on a machine that is busy");
        until(() -> calls().totals().freeNumbers() == 8);
        until(() -> figure("stillcall_numbers_held") == 0);
        assertFalse(calls().routes().testNow(new Label("nobody")));
    }
}
