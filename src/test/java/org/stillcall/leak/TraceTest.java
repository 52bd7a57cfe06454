package org.stillcall.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.MemoryScan;

/**
 * G18: one second after the last of a thousand calls neither the server's memory, nor its files, nor what it said holds
 * a number in any form, nor the private half of a key that one was sealed to; however the calls ended, over UDP and
 * TLS.
 */
@Tag("leak")
class TraceTest {
    private static final int CALLS = Integer.getInteger("trace.calls", 500);
    private static final int PHONES = 4;
    private static final String NEAR = "127.7.2.";
    private static final String FAR = "127.9.2.1";
    private static final long SEED = Long.getLong("leak.seed", System.nanoTime());
    /** Refused by the programme: a premium number, one abroad, one with a code that would uncover. */
    private static final List<String> REFUSED = List.of("+19002550142", "+442079460142", "*822025550142");

    @TempDir
    private Path folder;

    private final int[] ports = new int[PHONES];
    private final Map<String, AtomicInteger> went = new ConcurrentHashMap<>();
    private final List<String> keys = new ArrayList<>();

    private Site site(int port, String trunk) {
        Site site = new Site();
        for (int i = 0; i < PHONES; i++) {
            ports[i] = Party.freePort(NEAR + i);
            site.phone("near" + i, NEAR + i, ports[i]);
        }
        return site.trunk("far", FAR, port, trunk);
    }

    private static MemoryScan numbers() {
        MemoryScan scan = new MemoryScan();
        for (RawTrunk.Manner manner : RawTrunk.Manner.values()) {
            scan.addNumber(RawTrunk.number(manner).substring(1));
        }
        for (String refused : REFUSED) {
            String digits = refused.replaceAll("[^0-9]", "");
            scan.addNumber(digits.substring(digits.length() - 11));
        }
        assertTrue(scan.forms() > 2_000, "forms " + scan.forms());
        return scan;
    }

    @Test
    void calls_overUdp_leaveNothing() throws Exception {
        try (RawTrunk trunk = new RawTrunk(FAR, 0, Speech.plain())) {
            leavesNothing(site(trunk.port(), ""));
        }
    }

    @Test
    void calls_overTls_leaveNothing() throws Exception {
        try (RawTrunk trunk = new RawTrunk(FAR, 0, Speech.plain());
                TlsTrunk tls = new TlsTrunk(folder, FAR, trunk)) {
            trunk.talks = false; // it knows no SRTP
            Site site =
                    site(tls.port(), "transport = \"tls\"\nmedia = \"sdes\"").sipLines(TlsTrunk.settings());
            leavesNothing(site);
            assertTrue(trunk.messages().size() > CALLS, "the calls went another way");
        }
    }

    private void leavesNothing(Site site) throws Exception {
        try (Server server = Server.start(folder, site, "")) {
            callThrough(server);
            Wait.pass(Duration.ofSeconds(1));
            assertEquals(List.of(), numbers().in(server.pid()), () -> "seed " + SEED + " " + new TreeMap<>(went));
            KeyHunt hunt = new KeyHunt(keys);
            assertEquals(0, hunt.in(server.pid()), "private keys in memory");
            assertTrue(hunt.tried() > 100, "hardly anything was tried: " + hunt.tried());
            assertTrue(server.idle(Duration.ofSeconds(10)), () -> "calls are stuck\n" + server.metricsText());
            assertEquals(List.of(), numbers().in(folder));
            callOnce(server);
            server.kill();
        }
        assertEquals(List.of(), numbers().in(folder), "after a kill");
        try (Server again = Server.start(folder, site, "")) {
            assertEquals(List.of(), numbers().in(folder), "after a restart");
            assertEquals(List.of(), numbers().in(again.pid()), "after a restart");
        }
        assertTrue(Files.size(folder.resolve("err")) > 0, "the log is not where it is looked for");
    }

    private void callThrough(Server server) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        AtomicInteger left = new AtomicInteger(CALLS);
        for (int i = 0; i < PHONES; i++) {
            int number = i;
            threads.add(Thread.ofPlatform().start(() -> work(server, number, left)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        String told = new TreeMap<>(went).toString();
        assertTrue(went.keySet().stream().noneMatch(way -> way.startsWith("placed {")), told);
        assertTrue(went.size() > 30, told);
    }

    private void work(Server server, int number, AtomicInteger left) {
        Random random = new Random(SEED + number);
        Speech speech = new Speech(null, random);
        try (RawPhone phone = new RawPhone(NEAR + number, ports[number], server.sip(), speech)) {
            Caller caller = new Caller(server, phone, "near" + number, speech, went);
            while (left.getAndDecrement() > 0) {
                phone.acknowledgesRefusals = random.nextBoolean();
                if (random.nextInt(20) == 0) {
                    refused(server, phone, "near" + number, REFUSED.get(random.nextInt(REFUSED.size())));
                }
                if (random.nextInt(10) == 0) {
                    caller.call(RawTrunk.Manner.values()[random.nextInt(RawTrunk.Manner.values().length)], false);
                }
                caller.call(RawTrunk.Manner.values()[random.nextInt(RawTrunk.Manner.values().length)], true);
            }
            phone.drain();
            synchronized (keys) {
                keys.addAll(caller.publicKeys());
            }
        }
    }

    private void refused(Server server, RawPhone phone, String name, String number) {
        assertEquals(422, server.place(name, number).status());
        assertEquals(403, phone.answer(phone.invite(number)), number);
        String clear = "{\"phone\":\"%s\",\"programme\":\"audit\",\"kid\":\"x\",\"number\":\"%s\"}";
        assertEquals(
                422,
                server.send("POST", "api/calls", clear.formatted(name, "sealed.in.no.way.really"))
                        .status());
        went.computeIfAbsent("refused " + number, none -> new AtomicInteger()).incrementAndGet();
    }

    private void callOnce(Server server) {
        try (RawPhone phone = new RawPhone(NEAR + 0, ports[0], server.sip(), Speech.plain())) {
            assertEquals(200, phone.answer(phone.invite(RawTrunk.number(RawTrunk.Manner.ANSWERS))));
        }
    }

    /** That the search would find something: without this an empty result would say nothing. */
    @Test
    void scan_duringACall_findsNumberAndKeys() throws Exception {
        try (RawTrunk trunk = new RawTrunk(FAR, 0, Speech.plain());
                Server server = Server.start(folder, site(trunk.port(), ""), "");
                RawPhone phone = new RawPhone(NEAR + 0, ports[0], server.sip(), Speech.plain())) {
            RawPhone.Dialog call = phone.invite(RawTrunk.number(RawTrunk.Manner.ANSWERS));
            assertEquals(200, phone.answer(call));
            assertFalse(numbers().in(server.pid()).isEmpty(), "the number of a call in progress is not found");
            assertEquals(200, phone.bye(call));
            for (int i = 0; i < 40; i++) {
                keys.add(server.key().body().path("jwk").path("x").asText());
            }
            // awake, it would destroy them meanwhile
            int found = server.asleep(() -> new KeyHunt(keys).in(server.pid()));
            assertTrue(found >= 30, "keys that wait are not found: " + found);
        }
    }
}
