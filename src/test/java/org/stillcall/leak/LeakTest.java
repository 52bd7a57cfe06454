package org.stillcall.leak;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * G1, G19: a thousand fuzzed calls whose near side says its canary in every place that far-leg.md names, while the far
 * side does the same with another one. Neither hears anything of the other but audio.
 */
@Tag("leak")
class LeakTest {
    private static final int CALLS = Integer.getInteger("leak.calls", 1_000);
    private static final int PHONES = 6;
    private static final String NEAR = "127.7.1.";
    private static final String FAR = "127.9.1.1";

    @TempDir
    private static Path folder;

    private static final long SEED = Long.getLong("leak.seed", System.nanoTime());
    private static final Canary NEAR_CANARY = new Canary(new Random(SEED));
    private static final Canary FAR_CANARY = new Canary(new Random(SEED + 1));
    private static final List<byte[]> NEAR_HEARD = new ArrayList<>();
    private static final Map<String, AtomicInteger> WENT = new ConcurrentHashMap<>();
    private static List<byte[]> farHeard = List.of();
    private static List<RawTrunk.Heard> farPackets = List.of();
    private static List<RawTrunk.FarCall> farCalls = List.of();
    private static String said = "";

    /** Places all the calls; each test looks at what was heard. */
    @BeforeAll
    static void call() throws Exception {
        Site site = new Site();
        int[] ports = new int[PHONES];
        for (int i = 0; i < PHONES; i++) {
            ports[i] = Party.freePort(NEAR + i);
            site.phone("near" + i, NEAR + i, ports[i]);
        }
        try (RawTrunk trunk = new RawTrunk(FAR, 0, new Speech(FAR_CANARY, new Random(SEED + 2)))) {
            site.trunk("far", FAR, trunk.port(), "");
            try (Server server = Server.start(folder, site, "")) {
                List<Thread> threads = new ArrayList<>();
                AtomicInteger left = new AtomicInteger(CALLS);
                for (int i = 0; i < PHONES; i++) {
                    int phone = i;
                    threads.add(Thread.ofPlatform().start(() -> work(server, phone, ports[phone], left)));
                }
                for (Thread thread : threads) {
                    thread.join();
                }
                assertTrue(
                        server.idle(Duration.ofSeconds(10)),
                        () -> "calls are stuck: " + WENT + "\n" + server.metricsText());
                farHeard = trunk.messages();
                farPackets = trunk.packets();
                farCalls = trunk.calls();
                said = server.metricsText() + server.said();
            }
        }
    }

    private static void work(Server server, int number, int port, AtomicInteger left) {
        Random random = new Random(SEED + 10 + number);
        Speech speech = new Speech(NEAR_CANARY, random);
        try (RawPhone phone = new RawPhone(NEAR + number, port, server.sip(), speech)) {
            Caller caller = new Caller(server, phone, "near" + number, speech, WENT);
            while (left.getAndDecrement() > 0) {
                RawTrunk.Manner manner = RawTrunk.Manner.values()[random.nextInt(RawTrunk.Manner.values().length)];
                caller.call(manner, random.nextInt(3) == 0);
            }
            phone.drain();
            phone.listen();
            synchronized (NEAR_HEARD) {
                NEAR_HEARD.addAll(phone.heard());
            }
        }
    }

    @Test
    void far_side_hearsNothingOfTheNear() {
        assertEquals(List.of(), found(NEAR_CANARY, farHeard), "seed " + SEED);
        assertEquals(List.of(), found(NEAR_CANARY, packets()), "seed " + SEED);
        assertEquals(List.of(), standing(NEAR, farHeard), "seed " + SEED);
    }

    @Test
    void near_side_hearsNothingOfTheFar() {
        assertEquals(List.of(), found(FAR_CANARY, NEAR_HEARD), "seed " + SEED);
        assertEquals(List.of(), standing(FAR, NEAR_HEARD), "seed " + SEED);
        for (String pooled : Site.POOL) {
            assertEquals(List.of(), standing(pooled.substring(3), NEAR_HEARD), "seed " + SEED);
        }
    }

    @Test
    void log_and_metrics_holdNothingOfEither() {
        byte[] text = said.getBytes(StandardCharsets.UTF_8);
        assertEquals(List.of(), NEAR_CANARY.foundIn(text));
        assertEquals(List.of(), FAR_CANARY.foundIn(text));
        assertEquals(List.of(), standing("20255501", List.of(text)));
    }

    @Test
    void far_side_hearsOnlyWhatIsAllowed() {
        Allowed allowed = new Allowed(Site.POOL);
        farHeard.forEach(message -> allowed.message(SipText.of(message)));
        farPackets.forEach(packet -> allowed.packet(packet.bytes()));
        assertEquals(List.of(), allowed.faults(), "seed " + SEED);
    }

    @Test
    void near_side_hearsOnlyWhatIsAllowed() {
        Allowed allowed = new Allowed(List.of());
        for (byte[] heard : NEAR_HEARD) {
            if (heard.length > 8 && Character.isLetter(heard[0]) && Character.isLetter(heard[1])) {
                allowed.message(SipText.of(heard));
            } else {
                allowed.packet(heard);
            }
        }
        assertEquals(List.of(), allowed.faults(), "seed " + SEED);
    }

    @Test
    void far_invites_ofAllPhonesAreAlike() {
        Map<String, SipText> shapes = new HashMap<>();
        farCalls.forEach(call -> shapes.putIfAbsent(shape(call.invite), call.invite));
        assertEquals(1, shapes.size(), () -> "seed " + SEED + "\n" + String.join("\n----\n", shapes.keySet()));
    }

    /** An INVITE without what is new each time. */
    static String shape(SipText invite) {
        StringBuilder text = new StringBuilder(invite.first()).append('\n');
        invite.headers()
                .forEach(h ->
                        text.append(h.name()).append(": ").append(h.value()).append('\n'));
        return text.append(invite.body())
                .toString()
                .replaceAll("[0-9a-f]{32}", "T")
                .replaceAll("sip:[0-9a-f]{16}@", "sip:U@")
                .replaceAll("\\+1202555[0-9]{4}", "N")
                .replaceAll("sip:\\+1617555[0-9]{4}", "L")
                .replaceAll("CSeq: [0-9]+", "CSeq: C")
                .replaceAll("o=- [0-9]+ 1 ", "o=- S 1 ")
                .replaceAll("m=audio [0-9]+", "m=audio P")
                .replaceAll("Content-Length: [0-9]+", "Content-Length: B");
    }

    @Test
    void tokens_ofEachCallAreItsOwn() {
        assertAll(
                () -> assertOwn("Call-ID", SipText::callId),
                () -> assertOwn("From tag", invite -> SipText.tag(invite.header("From"))),
                () -> assertOwn("branch", invite -> invite.header("Via").replaceAll(".*branch=|;rport", "")),
                () -> assertOwn("Contact", SipText::contact),
                () -> assertOwn(
                        "session",
                        invite -> invite.body().lines().skip(1).findFirst().orElse("")));
        Set<Integer> ports =
                farCalls.stream().map(call -> call.invite.audioPort()).collect(Collectors.toSet());
        assertTrue(ports.size() > farCalls.size() / 5, "ports " + ports.size() + " of " + farCalls.size() + " calls");
        Set<String> starts =
                farCalls.stream().map(call -> call.invite.header("CSeq")).collect(Collectors.toSet());
        assertTrue(starts.size() > farCalls.size() * 0.99, "first CSeq " + starts.size());
    }

    private static void assertOwn(String what, Function<SipText, String> token) {
        Set<String> all = new HashSet<>();
        List<String> again = new ArrayList<>();
        for (RawTrunk.FarCall call : farCalls) {
            String one = token.apply(call.invite);
            if (one.isEmpty() || !all.add(one)) {
                again.add(one);
            }
        }
        assertEquals(List.of(), again, what);
    }

    @Test
    void streams_ofEachCallAreItsOwn() {
        Set<Integer> sources = new HashSet<>();
        Set<Integer> times = new HashSet<>();
        Set<String> names = new LinkedHashSet<>();
        int audio = 0;
        for (RawTrunk.Heard heard : farPackets) {
            byte[] packet = heard.bytes();
            if (Allowed.isControl(packet)) {
                String text = new String(packet, StandardCharsets.ISO_8859_1);
                int at = text.indexOf("\001\020");
                names.add(at < 0 ? "none" : text.substring(at + 2, at + 18));
            } else {
                audio++;
                sources.add(java.nio.ByteBuffer.wrap(packet).getInt(8));
                times.add(java.nio.ByteBuffer.wrap(packet).getInt(4));
            }
        }
        int talked = (int) farCalls.stream().filter(call -> call.answered).count();
        assertTrue(audio > talked, "packets of audio heard: " + audio + " in " + talked + " calls");
        assertTrue(sources.size() > talked / 2 && !sources.contains(NEAR_CANARY.word()), "sources " + sources.size());
        boolean copied = times.contains(NEAR_CANARY.word()) || times.contains(NEAR_CANARY.word() + 160);
        assertTrue(times.size() > talked / 2 && !copied, "times " + times.size());
        assertTrue(names.size() > talked / 2 && !names.contains("none"), "names " + names.size() + " of " + talked);
    }

    /** That the calls were calls: without this a server that refused everything would pass. */
    @Test
    void calls_wentEveryWay() {
        String went = new java.util.TreeMap<>(WENT).toString();
        assertTrue(farCalls.size() > CALLS * 0.6, () -> farCalls.size() + " " + went);
        for (RawTrunk.Manner manner : RawTrunk.Manner.values()) {
            assertTrue(farCalls.stream().anyMatch(call -> call.manner == manner), () -> manner + " " + went);
        }
        assertTrue(farCalls.stream().filter(call -> call.answered).count() > CALLS / 5, () -> went);
        assertTrue(
                WENT.keySet().stream().noneMatch(way -> way.startsWith("placed {") || way.contains(" 400 ")),
                () -> went);
    }

    private static List<String> found(Canary canary, Collection<byte[]> heard) {
        return heard.stream()
                .flatMap(bytes -> canary.foundIn(bytes).stream())
                .distinct()
                .limit(20)
                .toList();
    }

    private static List<byte[]> packets() {
        return farPackets.stream().map(RawTrunk.Heard::bytes).toList();
    }

    private static List<String> standing(String text, Collection<byte[]> heard) {
        return heard.stream()
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .filter(message -> message.contains(text))
                .limit(2)
                .toList();
    }

    @AfterAll
    static void forget() {
        NEAR_HEARD.clear();
        WENT.clear();
        farHeard = List.of();
        farPackets = List.of();
    }
}
