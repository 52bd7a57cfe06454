package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The server as an operator starts it: {@code ./stillcall serve} with the shipped flags. Its end is part of every test:
 * SIGTERM ends it within five seconds with status 0, and its log holds nothing that could be a number.
 */
final class ServerProcess implements AutoCloseable {
    static final String TOKEN = "wire-tests-only";

    private static final Path LAUNCHER = Path.of("stillcall").toAbsolutePath();
    private static final Duration END = Duration.ofSeconds(5);
    private static final Pattern MAYBE_NUMBER = Pattern.compile("[0-9]{7}");

    private final Child child;
    private final Api api;
    private boolean killed;

    private ServerProcess(Child child, Api api) {
        this.child = child;
        this.api = api;
    }

    /** Starts it and waits until calls are possible. */
    static ServerProcess start(Site site) {
        Child child = Child.start(
                site.folder(),
                List.of(
                        LAUNCHER.toString(),
                        "serve",
                        "--config",
                        site.write().toString(),
                        "--http",
                        "0",
                        "--token",
                        TOKEN));
        try {
            String ready = child.out().await("ready http://127.0.0.1:");
            return new ServerProcess(child, new Api(ready.substring("ready ".length()), TOKEN));
        } catch (AssertionError e) {
            String log = child.err().toString();
            child.close();
            throw new AssertionError("The server did not start.\n" + log, e);
        }
    }

    Api api() {
        return api;
    }

    long pid() {
        return child.pid();
    }

    Lines log() {
        return child.err();
    }

    /** Ends it as a power failure would. */
    void kill() {
        killed = true;
        child.kill();
        assertEquals(128 + 9, child.exit(END), "killed");
    }

    /** SIGTERM. */
    void terminate() {
        child.terminate();
        assertEquals(0, child.exit(END), () -> "status after SIGTERM\n" + child.err());
    }

    @Override
    public void close() {
        try {
            if (!killed) {
                terminate();
            }
            List<String> said = new java.util.ArrayList<>(child.err().all());
            said.addAll(child.out().all());
            assertTrue(
                    said.stream().noneMatch(line -> MAYBE_NUMBER.matcher(line).find()),
                    () -> "the log may hold a number:\n" + child.err());
            assertTrue(
                    said.stream().noneMatch(line -> line.contains("ERROR") || line.contains("Exception")),
                    () -> "the" + " log tells of an error:\n" + child.err());
        } finally {
            child.close();
        }
    }
}
