package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;

/** A centre with a near phone known by its address and two trunks of the same protection, for SIPp on both sides. */
final class Stage implements AutoCloseable {
    static final String NUMBER = "+12025550147";

    /** What the near side calls itself; no part of it may reach a trunk. */
    private static final List<String> NEAR_WORDS = List.of("Canary", "near", Place.PHONE);

    final Path folder;
    final Place phone = Place.free(Place.PHONE);
    final Place trunk = Place.free(Place.TRUNK);
    final Place other = Place.free(Place.OTHER_TRUNK);
    final Site site;
    private ServerProcess server;

    private Stage(Path folder) {
        this.folder = folder;
        this.site = new Site(folder)
                .shortPrompts()
                .media("silence_seconds = 600")
                .phoneAt("near", phone)
                .trunk("first", trunk, "priority = 1")
                .trunk("second", other, "priority = 2");
    }

    static Stage in(Path folder) {
        return new Stage(folder);
    }

    Stage start() {
        server = ServerProcess.start(site);
        return this;
    }

    ServerProcess server() {
        return server;
    }

    Api api() {
        return server.api();
    }

    /** The first trunk plays this. */
    Sipp.Plan trunk(String scenario) {
        return Sipp.plan(folder, scenario, trunk);
    }

    Sipp.Plan other(String scenario) {
        return Sipp.plan(folder, scenario, other);
    }

    /** The near phone is rung and plays this. */
    Sipp.Plan rung(String scenario) {
        return Sipp.plan(folder, scenario, phone);
    }

    /** The near phone dials. */
    Sipp.Plan dials(String scenario) {
        return Sipp.plan(folder, scenario, phone).calling(site.sip());
    }

    /** Nothing that a trunk received tells of the near side. */
    static void assertNothingOfNear(Sipp trunk) {
        List<String> received = trunk.received();
        assertFalse(received.isEmpty());
        for (String message : received) {
            NEAR_WORDS.forEach(word -> assertFalse(message.contains(word), () -> word + " in " + message));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
