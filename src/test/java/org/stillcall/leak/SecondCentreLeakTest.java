package org.stillcall.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.leak.RawTrunk.Manner;

/**
 * A caller whom nobody here took is put through to a second centre (G1, G17): whatever the caller's network says of
 * them, in every place, nothing of it reaches the centre but sound; nothing of the centre reaches the caller; and no
 * number of either is left.
 */
@Tag("leak")
class SecondCentreLeakTest {
    private static final String BRINGS = "127.9.6.1";
    private static final String FAR = "127.9.6.2";
    private static final String PUBLISHED = "+16175558000";
    private static final String CALLER = "+12025550133";
    private static final List<Manner> MANNERS = List.of(Manner.RINGS_AND_ANSWERS, Manner.BUSTLES, Manner.DECLINES);
    private static final Duration TOLD = Duration.ofSeconds(40); // greeting, words and a busy machine

    private static final long SEED = Long.getLong("leak.seed", System.nanoTime());
    private static final Canary CALLER_CANARY = new Canary(new Random(SEED));
    private static final Canary CENTRE_CANARY = new Canary(new Random(SEED + 1));

    @TempDir
    private static Path folder;

    private static final List<String> WENT = new ArrayList<>();
    private static List<byte[]> callerHeard = List.of();
    private static List<byte[]> centreHeard = List.of();
    private static List<byte[]> centrePackets = List.of();
    private static List<RawTrunk.FarCall> centreCalls = List.of();
    private static List<String> inMemory = List.of();
    private static String said = "";

    @BeforeAll
    static void call() throws Exception {
        try (RawTrunk trunk = new RawTrunk(FAR, 0, new Speech(CENTRE_CANARY, new Random(SEED + 2)))) {
            agree(MANNERS.getFirst());
            Site site = new Site()
                    .phone("near", "127.7.6.1", Party.freePort("127.7.6.1"))
                    .trunk("far", FAR, trunk.port(), "")
                    .trunk("brings", BRINGS, 5060, "priority = 2")
                    .helpline(PUBLISHED, "messages = false\nthen = \"centre\"\ncentre_number_file = \"centre.number\"");
            try (Server server = Server.start(folder, site, "");
                    RawPhone caller =
                            new RawPhone(BRINGS, 0, server.sip(), new Speech(CALLER_CANARY, new Random(SEED + 3)))) {
                for (Manner manner : MANNERS) {
                    agree(manner);
                    WENT.add(call(caller, trunk));
                }
                assertTrue(server.idle(Duration.ofSeconds(20)), () -> "calls are stuck: " + WENT);
                Wait.pass(Duration.ofSeconds(1));
                callerHeard = List.copyOf(caller.heard());
                centreHeard = trunk.messages();
                centrePackets =
                        trunk.packets().stream().map(RawTrunk.Heard::bytes).toList();
                centreCalls = trunk.calls();
                Traces traces = new Traces().number(CALLER);
                MANNERS.forEach(manner -> traces.number(RawTrunk.number(manner)));
                inMemory = traces.in(server.pid());
                said = server.metricsText() + server.said();
            }
        }
    }

    /** Writes the number of a centre that behaves like that: it is read anew for each call. */
    private static void agree(Manner manner) throws IOException {
        Path number = folder.resolve("centre.number");
        Files.writeString(number, RawTrunk.number(manner) + "\n");
        Files.setPosixFilePermissions(number, PosixFilePermissions.fromString("rw-------"));
    }

    private static String call(RawPhone caller, RawTrunk trunk) throws Exception {
        List<RawTrunk.FarCall> before = List.copyOf(trunk.calls());
        RawPhone.Dialog dialog = caller.inviteFor("sip:" + CALLER + "@carrier.example", PUBLISHED);
        assertEquals(200, caller.answer(dialog));
        Speech.Stream stream = new Speech(CALLER_CANARY, new Random(SEED + 4)).stream();
        boolean called = Wait.until(TOLD, () -> {
            caller.talk(dialog, stream, 1);
            caller.listen();
            return trunk.calls().size() > before.size();
        });
        if (!called) {
            return "not called";
        }
        RawTrunk.FarCall centre = trunk.calls().stream()
                .filter(one -> !before.contains(one))
                .findFirst()
                .orElseThrow();
        boolean over = !Wait.until(Duration.ofSeconds(3), () -> {
            caller.talk(dialog, stream, 2);
            caller.listen();
            return centre.over || dialog.over;
        });
        if (!dialog.over && centre.manner != Manner.DECLINES) {
            caller.bye(dialog);
        } else if (!dialog.over) {
            caller.hungUp(dialog);
        }
        boolean left = centre.manner == Manner.DECLINES || Wait.until(Duration.ofSeconds(5), () -> centre.over);
        return centre.manner + " " + left + " " + over;
    }

    @Test
    void calls_wentAsTheyShould() {
        assertEquals(3, WENT.size());
        assertTrue(WENT.get(0).startsWith("RINGS_AND_ANSWERS true true"), WENT::toString);
        assertTrue(WENT.get(1).startsWith("BUSTLES true"), WENT::toString);
        assertTrue(WENT.get(2).startsWith("DECLINES"), WENT::toString);
        assertEquals(3, centreCalls.size());
        assertTrue(centrePackets.stream().anyMatch(packet -> packet.length == 172), "sound reached the centre");
    }

    @Test
    void centre_hearsNothingOfTheCaller() {
        for (List<byte[]> heard : List.of(centreHeard, centrePackets)) {
            assertEquals(List.of(), found(CALLER_CANARY, heard), "seed " + SEED);
            for (String text : List.of(BRINGS, CALLER.substring(2), PUBLISHED.substring(2), "audit")) {
                assertEquals(List.of(), standing(text, heard), "seed " + SEED);
            }
        }
    }

    @Test
    void caller_hearsNothingOfTheCentre() {
        assertEquals(List.of(), found(CENTRE_CANARY, callerHeard), "seed " + SEED);
        assertEquals(List.of(), standing(FAR, callerHeard), "seed " + SEED);
        for (Manner manner : MANNERS) {
            assertEquals(List.of(), standing(RawTrunk.number(manner).substring(2), callerHeard), "seed " + SEED);
        }
        for (String pooled : Site.POOL) {
            assertEquals(List.of(), standing(pooled.substring(3), callerHeard), "seed " + SEED);
        }
    }

    /** far-leg.md holds for this leg as for a survivor's, and each call is as bare as the other. */
    @Test
    void centre_hearsOnlyWhatIsAllowed() {
        Allowed allowed = new Allowed(Site.POOL);
        centreHeard.forEach(message -> allowed.message(SipText.of(message)));
        centrePackets.forEach(allowed::packet);
        assertEquals(List.of(), allowed.faults(), "seed " + SEED);
        assertEquals(
                1,
                centreCalls.stream()
                        .map(call -> LeakTest.shape(call.invite))
                        .distinct()
                        .count());
        for (RawTrunk.FarCall call : centreCalls) {
            assertTrue(call.invite.header("From").contains("anonymous@anonymous.invalid"));
            assertEquals("id;header;session;history", call.invite.header("Privacy"));
        }
    }

    @Test
    void nothing_isLeft() {
        assertEquals(List.of(), inMemory);
        byte[] text = said.getBytes(StandardCharsets.UTF_8);
        assertEquals(List.of(), CALLER_CANARY.foundIn(text));
        assertEquals(List.of(), CENTRE_CANARY.foundIn(text));
        assertFalse(said.contains("20255501"));
    }

    private static List<String> found(Canary canary, Collection<byte[]> heard) {
        return heard.stream()
                .flatMap(bytes -> canary.foundIn(bytes).stream())
                .distinct()
                .limit(20)
                .toList();
    }

    private static List<String> standing(String text, Collection<byte[]> heard) {
        return heard.stream()
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .filter(message -> message.contains(text))
                .limit(2)
                .toList();
    }
}
