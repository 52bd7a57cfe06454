package org.stillcall.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * B4, B6: a server killed with SIGKILL in the middle of deletions leaves nothing half when it starts again: what it
 * said is deleted stays deleted and has its receipt, and every other plan is whole or gone with exactly one receipt.
 */
@Tag("leak")
class KilledDeletionsTest {
    private static final String TRUNK = "127.9.6.1";
    private static final String PHONE = "127.7.6.0";
    private static final int ROUNDS = 3;
    private static final int PLANS = 24 * ROUNDS;
    private static final int THREADS = 8;
    private static final long SEED = Long.getLong("leak.seed", System.nanoTime());

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    /** The plans that are still there, by what they say. */
    private final Map<String, String> present = new TreeMap<>();
    /** Of deletions that the server said are done: the receipts, by plan. */
    private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();

    @Test
    void serverKilledWhileItDeletes_leavesEachPlanWholeOrGone() throws Exception {
        try (RawTrunk trunk = new RawTrunk(TRUNK, 0, Speech.plain())) {
            Site site = new Site().phone("near", PHONE, Party.freePort(PHONE)).trunk("far", TRUNK, trunk.port(), "");
            Server server = Server.start(folder, site, "");
            try (Desk desk = Desk.settingUp(server)) {
                for (int i = 0; i < PLANS; i++) {
                    String words = "{\"name\":\"canary %d\"}".formatted(i);
                    present.put(desk.keep(words), words);
                }
                int torn = 0;
                for (int round = 0; round < ROUNDS; round++) {
                    int before = acknowledged.size();
                    int asked = deleteUntilKilled(server, desk);
                    server.close();
                    torn += asked - (acknowledged.size() - before);
                    server = Server.start(folder, site, "");
                    desk.at(server);
                    desk.signIn();
                    nothingIsHalf(desk);
                    verifies();
                }
                assertTrue(torn > 0, "no kill fell into a deletion, seed " + SEED);
                assertTrue(acknowledged.size() > ROUNDS, "seed " + SEED);
            } finally {
                server.close();
            }
        }
    }

    /** Deletes by several threads, kills the server after so many answers, and gives how many were asked for. */
    private int deleteUntilKilled(Server server, Desk desk) throws Exception {
        ConcurrentLinkedQueue<String> left = new ConcurrentLinkedQueue<>(present.keySet());
        List<String> asked = new ArrayList<>();
        int enough = acknowledged.size() + 2 + random.nextInt(6);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    for (String plan = left.poll(); plan != null; plan = left.poll()) {
                        synchronized (asked) {
                            asked.add(plan);
                        }
                        JsonNode receipt =
                                desk.delete("/api/plans/" + plan).is(200).body();
                        acknowledged.put(plan, receipt.at("/receipt/index").asInt());
                    }
                } catch (UncheckedIOException e) {
                    return; // the server is dead
                }
            }));
        }
        assertTrue(Wait.until(Duration.ofSeconds(20), () -> acknowledged.size() >= enough), "nothing is deleted");
        Wait.pass(Duration.ofNanos(random.nextInt(8_000_000)));
        server.kill();
        for (Thread thread : threads) {
            thread.join();
        }
        return asked.size();
    }

    private void nothingIsHalf(Desk desk) throws Exception {
        Map<String, String> whole = new TreeMap<>();
        for (Map.Entry<String, String> plan : present.entrySet()) {
            String words = desk.words(plan.getKey());
            if (words != null) {
                assertEquals(plan.getValue(), words, "seed " + SEED);
                whole.put(plan.getKey(), words);
            }
        }
        assertTrue(acknowledged.keySet().stream().noneMatch(whole::containsKey), "one came back, seed " + SEED);
        present.keySet().retainAll(whole.keySet());
        assertEquals(present.size(), desk.get("/api/plans").body().size(), "seed " + SEED);
        assertEquals(present.size(), KeptRows.count(folder.resolve("data"), "plan"), "seed " + SEED);
        assertEquals(PLANS - present.size(), receipts(desk), "one receipt each, seed " + SEED);
        for (int index : acknowledged.values()) {
            JsonNode receipt = desk.get("/api/receipts/" + index).is(200).body();
            assertEquals("PLAN_DELETED", receipt.at("/receipt/kind").asText(), "seed " + SEED);
        }
    }

    private static int receipts(Desk desk) {
        int found = 0;
        int size = 1;
        for (int from = 0; from < size; ) {
            JsonNode page = desk.get("/api/receipts?from=" + from).is(200).body();
            size = page.path("size").asInt();
            for (JsonNode receipt : page.path("receipts")) {
                String kind = receipt.path("kind").asText();
                found += kind.equals("PLAN_DELETED") || kind.equals("PLAN_ENDED") ? 1 : 0;
            }
            from += Math.max(1, page.path("receipts").size());
        }
        return found;
    }

    /** {@code ./stillcall verify-log} in a process of its own. */
    private void verifies() throws IOException, InterruptedException {
        Path said = folder.resolve("verified");
        Process process = Server.command(
                        List.of(),
                        List.of(),
                        "verify-log",
                        "--data",
                        folder.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "verify-log does not end");
        assertEquals(0, process.exitValue(), Files.readString(said));
    }
}
