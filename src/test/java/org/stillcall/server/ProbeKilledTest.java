package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.practice.PracticeCarrier;
import org.stillcall.practice.PracticeNumbers;

/**
 * G15: a server killed with SIGKILL amid a test call: the next start opens nothing by that, and finds no trace of
 * it.
 */
@Timeout(180)
class ProbeKilledTest {
    @TempDir
    Path folder;

    private final Shutdown shutdown = new Shutdown(Log.silent());
    private Optional<Process> server = Optional.empty();
    private Path config;
    private Path number;

    /** A carrier of the demo's in this process, whose customer is a server in a process of its own. */
    @BeforeEach
    void start() throws IOException {
        Path here = folder.resolve("carrier");
        DemoSettings.prepare(here);
        Starter.Means means = new Starter.Means(Log.silent(), Randomness.secure());
        Settings demo = SettingsReader.required(here.resolve("stillcall.toml"));
        Service service = Wiring.start(demo.with(ProbeOverSipTest.anywhere(here)), Starter.Mode.DEMO, means, shutdown);
        PracticeCarrier carrier = (PracticeCarrier) service.practice().orElseThrow();
        int sip;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            sip = free.getLocalPort();
        }
        carrier.customerAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), sip));
        Path there = folder.resolve("server");
        DemoSettings.prepare(there);
        number = folder.resolve("test.number");
        closed("+" + PracticeNumbers.TEST);
        config = there.resolve("stillcall.toml");
        Files.writeString(
                config,
                Files.readString(config)
                                .replace("first_port = 30000", "first_port = 22000")
                                .replace("last_port = 30999", "last_port = 22999")
                                .replace("bind = \"127.0.0.1\"", "bind = \"127.0.0.1\"\nport = " + sip)
                                .replace(
                                        "port = 5080",
                                        "port = " + carrier.exchange().getPort())
                        + "\n[[probe]]\ntrunk = \"practice\"\ncomes_by = \"practice\"\n"
                        + "network_names = [\"BOSTON MA\"]\n"
                        + "number_file = \"" + number + "\"\nanswered = \"4s\"\n");
    }

    private void closed(String text) throws IOException {
        Files.writeString(number, text + "\n");
        Files.setPosixFilePermissions(number, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void close() {
        server.ifPresent(Process::destroyForcibly);
        shutdown.close();
    }

    private Path out() {
        return folder.resolve("out");
    }

    private Process serve() throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.stillcall.server.Main",
                        "serve",
                        "--config",
                        config.toString(),
                        "--http",
                        "0"))
                .redirectErrorStream(true)
                .redirectOutput(out().toFile())
                .start();
        server = Optional.of(process);
        return process;
    }

    private void awaitSaid(String words) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.readString(out()).contains(words)) {
            assertTrue(System.nanoTime() < end && server.orElseThrow().isAlive(), Files.readString(out()));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Test
    void killAmidATestCall_opensNothing_andLeavesNoTrace() throws Exception {
        Process first = serve();
        awaitSaid("ready "); // the first way is open, and the test call of the next one lasts four seconds
        first.destroyForcibly().waitFor();
        closed(""); // no further test call ends well
        noTrace();
        serve();
        awaitSaid("no test call has been right");
        assertFalse(Files.readString(out()).contains("ready "));
        noTrace();
    }

    private void noTrace() throws IOException {
        String subscriber = PracticeNumbers.TEST.substring(4);
        int looked = 0;
        try (var files = Files.walk(folder.resolve("server"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(text.contains(subscriber), file.toString());
                looked++;
            }
        }
        assertTrue(looked > 3);
        assertEquals(-1, Files.readString(out()).indexOf(subscriber));
    }
}
