package org.stillcall.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Randomness;
import org.stillcall.vault.FileRoot;
import org.stillcall.vault.KeyTable;

/**
 * B4: a plan whose end has come is purged before the first request even if the clock was set back to before its end,
 * and does not come back, neither with the next start nor with an older copy of the database.
 */
@Tag("leak")
class ClockTurnedBackTest {
    private static final String TRUNK = "127.9.5.1";
    private static final String PHONE = "127.7.5.0";
    private static final Duration LATER = Duration.ofDays(40);

    @TempDir
    private Path folder;

    @Test
    void overduePlan_whenTheClockIsSetBack_isPurgedBeforeTheFirstRequest() throws Exception {
        Path data = folder.resolve("data");
        Path older = folder.resolve("older");
        try (RawTrunk trunk = new RawTrunk(TRUNK, 0, Speech.plain())) {
            Site site = new Site().phone("near", PHONE, Party.freePort(PHONE)).trunk("far", TRUNK, trunk.port(), "");
            Server first = Server.start(folder, site, "");
            try (first;
                    Desk desk = Desk.settingUp(first)) {
                String over = desk.keep("{\"name\":\"over\"}", 20);
                String kept = desk.keep("{\"name\":\"kept\"}", 60);
                first.stop();
                Files.copy(data.resolve("stillcall.db"), older);
                // The server ran for forty days more, and then the clock was set back to today.
                run(data, Clock.offset(Clock.systemUTC(), LATER));
                assertEquals(2, KeptRows.count(data, "plan"));

                for (int i = 0; i < 2; i++) {
                    try (Server again = Server.start(folder, site, "")) {
                        assertEquals(1, KeptRows.count(data, "plan"), "before any request");
                        desk.at(again);
                        desk.signIn();
                        assertNull(desk.words(over));
                        assertNotNull(desk.words(kept));
                        assertFalse(desk.get("/api/plans").body().toString().contains(over));
                        refusesCalls(again, desk, kept);
                    }
                    for (String log : List.of("stillcall.db-wal", "stillcall.db-shm")) {
                        Files.deleteIfExists(data.resolve(log));
                    }
                    Files.copy(older, data.resolve("stillcall.db"), StandardCopyOption.REPLACE_EXISTING);
                    assertEquals(2, KeptRows.count(data, "plan"), "the older copy has it");
                }
            }
        }
    }

    /** Which hour it is for the survivor nobody knows then: no call, and the host is told. */
    private static void refusesCalls(Server server, Desk desk, String plan) {
        Desk.Answer key = desk.post("/api/call-keys", "{}").is(201);
        String number = server.sealed("+16175554022", key.body().path("jwk").toString());
        Desk.Answer refused = desk.post("/api/calls", """
                {"phone":"near","programme":"%s","kid":"%s","number":"%s",
                "plan":"%s","version":"1"}""".formatted(Desk.PROGRAMME, key.text("kid"), number, plan));
        assertEquals(422, refused.status(), refused.body().toString());
        assertTrue(
                refused.body().toString().contains("CLOCK_SET_BACK"),
                refused.body().toString());
        assertTrue(server.send("GET", "healthz", "").body().toString().contains("clock was set back"));
    }

    /** What a server does to the key table that runs at that time. */
    private static void run(Path data, Clock clock) {
        FileRoot root = FileRoot.open(data.resolve("root"));
        try (KeyTable table = KeyTable.open(data, root, Randomness.secure(), clock)) {
            table.tick();
        }
    }
}
