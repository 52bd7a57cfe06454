package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;
import org.stillcall.call.Switchboard;
import org.stillcall.call.Switchboard.State;
import org.stillcall.console.ApiServer;
import org.stillcall.console.FakeSwitchboard;
import org.stillcall.plan.Identity;
import org.stillcall.vault.CallKeys;

/** The command line, from help to a call through a running server. Rows B1, G18. */
class MainTest {
    private static final String CANARY = "+12025550147";
    private static final Starter.Means MEANS = new Starter.Means(Log.silent(), Randomness.secure());

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FakeSwitchboard switchboard = new FakeSwitchboard();
    private final List<String> ended = new ArrayList<>();

    @TempDir
    Path folder;

    private static Switchboard.Wish wish(Label phone) {
        return new Switchboard.Wish(phone, new Label("helpline"), Identity.HIDDEN, false);
    }

    @Test
    void help_isThereForEveryCommandInPlainWords() {
        assertEquals(0, run("--help"));
        for (String command :
                List.of("demo", "serve", "check", "doctor", "verify-log", "disclose", "backup", "restore", "call")) {
            assertTrue(text(out).contains("  " + command), text(out));
        }
        for (String command :
                List.of("demo", "serve", "check", "doctor", "verify-log", "disclose", "backup", "restore", "call")) {
            out.reset();
            assertEquals(0, run(command, "--help"));
            assertTrue(text(out).startsWith("Usage: stillcall " + command), text(out));
        }
        for (String option : List.of("--http", "--token", "--phone", "--programme")) {
            assertTrue(text(out).contains(option), option);
        }
    }

    @Test
    void misuse_isNotRepeated() {
        assertEquals(2, run("call", CANARY));
        assertEquals(2, run("call", "--number", CANARY, "--phone", "desk", "--programme", "helpline"));
        assertEquals(2, run("serve", "--config", "x", "--http", CANARY + "x"));
        assertEquals(2, run("serve"));
        assertEquals(2, run("nothing"));
        assertFalse(text(err).contains("5550147"), text(err));
        assertTrue(text(err).contains("Try: stillcall call --help"), text(err));
    }

    @Test
    void check_namesFaultsAndStartsNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.toml"), "[server]\nhttp_prot = 1\n");
        assertEquals(1, run("check", "--config", file.toString()));
        assertTrue(text(out).contains("line 2: 'http_prot' is not known in [server]. Did you mean 'http_port'?"));
        assertEquals(1, run("serve", "--config", file.toString()));
        assertTrue(text(err).contains("Nothing was started."));
        out.reset();
        DemoSettings.prepare(folder.resolve("demo"));
        assertEquals(
                0,
                run("check", "--config", folder.resolve("demo/stillcall.toml").toString()));
        assertEquals("No faults: 2 phones, 3 programmes, 1 trunks, 8 numbers.\n", text(out));
    }

    @Test
    void start_saysReadyOnceAndEndsInReverseOrder() throws IOException {
        Shutdown shutdown = new Shutdown(Log.silent());
        ApiServer api = run().start(settings(), Starter.Mode.DEMO, Optional.empty(), shutdown);
        assertEquals("ready http://127.0.0.1:" + api.port() + "/\n", text(out));
        assertTrue(text(err).contains("http://127.0.0.1:" + api.port() + "/open#"));
        Path token = folder.resolve("demo/token");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(token)));
        assertFalse((text(out) + text(err)).contains(Files.readString(token)));
        shutdown.close();
        assertEquals(List.of("second", "first"), ended);
    }

    @Test
    void start_thatFails_closesWhatHadBegun() {
        Run failing = new Run(
                (settings, mode, means, shutdown) -> {
                    shutdown.add(() -> ended.add("first"));
                    throw new StartException("No.");
                },
                stream(out),
                stream(err),
                MEANS);
        Shutdown shutdown = new Shutdown(Log.silent());
        assertThrows(
                StartException.class, () -> failing.start(settings(), Starter.Mode.SERVE, Optional.of("t"), shutdown));
        assertEquals(List.of("first"), ended);
        assertEquals("", text(out));
        shutdown.add(() -> ended.add("late"));
        assertEquals(List.of("first", "late"), ended);
    }

    @Test
    void client_placesFollowsAndEndsACall() {
        try (Shutdown shutdown = new Shutdown(Log.silent());
                Secret token = Secret.of(new byte[] {'t'})) {
            ApiServer api = run().start(settings(), Starter.Mode.SERVE, Optional.of("t"), shutdown);
            try (CallClient client = new CallClient(api.port(), token);
                    Digits number = Objects.requireNonNull(keyed(CANARY + "\n"))) {
                CallClient.Answer placed = client.place(wish(FakeSwitchboard.DESK), number, MEANS.randomness());
                assertEquals(201, placed.status());
                assertEquals("12025550147", switchboard.lastDigits);
                List<Map<String, String>> changes = new ArrayList<>();
                client.follow(placed.text("id"), change -> {
                    changes.add(change.texts());
                    if (changes.size() == 1) {
                        switchboard.move(placed.text("id"), State.TALKING, Optional.empty(), "");
                        assertEquals(204, client.end(placed.text("id")).status());
                    }
                });
                assertEquals("ENDED", changes.getLast().get("state"));
                CallClient.Answer refused = client.place(wish(new Label("none")), number, MEANS.randomness());
                assertEquals(422, refused.status());
                assertEquals("UNKNOWN_PHONE", refused.text("reason"));
            }
        }
    }

    @Test
    void client_withAWrongToken_isToldSo() {
        try (Shutdown shutdown = new Shutdown(Log.silent());
                Secret wrong = Secret.of(new byte[] {'w'})) {
            ApiServer api = run().start(settings(), Starter.Mode.SERVE, Optional.of("t"), shutdown);
            try (CallClient client = new CallClient(api.port(), wrong);
                    Digits number = Objects.requireNonNull(keyed(CANARY))) {
                CallClient.Answer answer = client.place(wish(FakeSwitchboard.DESK), number, MEANS.randomness());
                assertEquals("UNAUTHORIZED", answer.text("reason"));
            }
        }
    }

    @Test
    void keyedNumber_isTheFirstLine() {
        for (String line : List.of(CANARY, CANARY + "\nmore", CANARY + "\r\n", "+1 (202) 555-0147\n")) {
            try (Digits number = Objects.requireNonNull(keyed(line))) {
                assertTrue(number.international() && number.is("12025550147"));
            }
        }
        for (String line : List.of("", "\n", "hello\n", "1".repeat(100))) {
            assertTrue(keyed(line) == null, "A line that is no number was taken.");
        }
    }

    @Test
    void hostThatLeaksMemory_isWarnedOfWithWhatToDo() throws IOException {
        Path self = Files.createDirectories(folder.resolve("proc/self"));
        Files.writeString(self.resolve("limits"), "Max core file size        0                    unlimited   bytes\n");
        Files.writeString(folder.resolve("proc/swaps"), "Filename Type Size Used Priority\n");
        Map<String, String> hard = Map.of(
                "DisableAttachMechanism", "true",
                "HeapDumpOnOutOfMemoryError", "false",
                "ErrorFile", "/dev/null",
                "CreateCoredumpOnCrash", "false",
                "UsePerfData", "false");
        assertEquals(List.of(), new StartChecks(folder.resolve("proc"), hard::get, () -> true).present());
        Files.writeString(self.resolve("limits"), "Max core file size        unlimited            unlimited   bytes\n");
        Files.writeString(folder.resolve("proc/swaps"), "Filename Type Size Used Priority\n/swap file 1 0 -2\n");
        assertEquals(
                8,
                new StartChecks(folder.resolve("proc"), name -> "", () -> false)
                        .present()
                        .size());
        assertTrue(StartChecks.ofThisProcess().present().size() < 9);
    }

    private Settings settings() {
        Settings settings = DemoSettings.prepare(folder.resolve("demo"));
        return settings.with(new Settings.Overrides(
                Optional.of(0), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private Run run() {
        return new Run(this::service, stream(out), stream(err), MEANS);
    }

    private Service service(Settings settings, Starter.Mode mode, Starter.Means means, Shutdown shutdown) {
        shutdown.add(() -> ended.add("first"));
        shutdown.add(() -> ended.add("second"));
        BlockPool numbers = Digits.pool(10);
        CallKeys keys = shutdown.add(new CallKeys(() -> System.nanoTime() / 1_000_000, means.randomness(), numbers));
        return new Service(switchboard, keys, numbers, Optional.empty(), TurnPorts.none());
    }

    private int run(String... arguments) {
        return Main.run(this::service, stream(out), stream(err), MEANS, arguments);
    }

    private static Digits keyed(String line) {
        try {
            return KeyedNumber.read(
                    Channels.newChannel(new ByteArrayInputStream(line.getBytes(StandardCharsets.US_ASCII))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
