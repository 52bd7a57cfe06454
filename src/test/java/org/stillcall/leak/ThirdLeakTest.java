package org.stillcall.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.leak.RawTrunk.Manner;

/**
 * P5, G1, G18, G19: calls of three, each side saying its own canary in every place: an advocate, a survivor, and an
 * interpreter at a phone of ours or at a number outside. No side hears anything of another but audio, and nothing of a
 * number is left when they are over.
 */
@Tag("leak")
class ThirdLeakTest {
    private static final int CALLS = Integer.getInteger("leak.thirds", 12);
    private static final String NEAR = "127.7.1.3";
    private static final String THIRD = "127.8.1.3";
    private static final String FAR = "127.9.1.3";
    private static final String SURVIVOR = RawTrunk.number(Manner.ANSWERS);
    private static final String OUTSIDE = RawTrunk.number(Manner.RINGS_AND_ANSWERS);

    @TempDir
    private static Path folder;

    private static final long SEED = Long.getLong("leak.seed", System.nanoTime());
    private static final Canary NEAR_CANARY = new Canary(new Random(SEED));
    private static final Canary THIRD_CANARY = new Canary(new Random(SEED + 1));
    private static final Canary FAR_CANARY = new Canary(new Random(SEED + 2));
    private static final List<byte[]> NEAR_HEARD = new ArrayList<>();
    private static final List<byte[]> THIRD_HEARD = new ArrayList<>();
    private static final List<String> WENT = new ArrayList<>();
    private static List<byte[]> farHeard = List.of();
    private static List<byte[]> farPackets = List.of();
    private static List<RawTrunk.FarCall> farCalls = List.of();
    private static List<String> inMemory = List.of();
    private static String said = "";

    /** Places all the calls; each test looks at what was heard. */
    @BeforeAll
    static void call() throws Exception {
        Site site = new Site();
        int nearPort = Party.freePort(NEAR);
        int thirdPort = Party.freePort(THIRD);
        Path number = folder.resolve("outside.number");
        Files.writeString(number, OUTSIDE + "\n");
        Files.setPosixFilePermissions(number, PosixFilePermissions.fromString("rw-------"));
        site.phone("near", NEAR, nearPort)
                .interpreter("inside", "kind = \"address\"\naddress = \"%s\"\nport = %d".formatted(THIRD, thirdPort))
                .interpreter("outside", "kind = \"outside\"\nnumber_file = \"outside.number\"");
        try (RawTrunk trunk = new RawTrunk(FAR, 0, new Speech(FAR_CANARY, new Random(SEED + 3)))) {
            site.trunk("far", FAR, trunk.port(), "");
            try (Server server = Server.start(folder, site, "");
                    Room room = new Room(server, nearPort, thirdPort)) {
                for (int i = 0; i < CALLS; i++) {
                    WENT.add(room.call(i));
                }
                assertTrue(server.idle(Duration.ofSeconds(20)), () -> "calls are stuck: " + WENT);
                room.hear();
                farHeard = trunk.messages();
                farPackets = trunk.packets().stream().map(RawTrunk.Heard::bytes).toList();
                farCalls = trunk.calls();
                inMemory = new Traces().number(SURVIVOR).number(OUTSIDE).in(server.pid());
                said = server.metricsText() + server.said();
            }
        }
    }

    /** The two phones at our side. */
    private static final class Room implements AutoCloseable {
        private final Server server;
        private final Speech nearSpeech = new Speech(NEAR_CANARY, new Random(SEED + 4));
        private final Speech thirdSpeech = new Speech(THIRD_CANARY, new Random(SEED + 5));
        private final RawPhone near;
        private final RawPhone third;

        Room(Server server, int nearPort, int thirdPort) {
            this.server = server;
            this.near = new RawPhone(NEAR, nearPort, server.sip(), nearSpeech);
            this.third = new RawPhone(THIRD, thirdPort, server.sip(), thirdSpeech);
        }

        /** One call: to whom, and how the third party behaves, goes round. */
        String call(int number) throws Exception {
            Server.Answer placed = server.place("near", SURVIVOR);
            String id = placed.text("id");
            RawPhone.Dialog own = near.answerCall(180, 200);
            if (own == null || !await(id, "TALKING", "/state")) {
                return "no call: " + placed.body();
            }
            boolean outside = number % 2 == 1;
            boolean refuses = number % 6 == 4;
            assertEquals(204, ask(id, outside ? "outside" : "inside"));
            RawPhone.Dialog other =
                    outside ? null : third.answerCall(refuses ? new int[] {180, 603} : new int[] {180, 200});
            String stage = refuses ? "REFUSED" : "JOINED";
            boolean there = await(id, stage, "/third/stage");
            near.talk(own, nearSpeech.stream(), 6);
            if (other != null && !refuses) {
                third.talk(other, thirdSpeech.stream(), 6);
            }
            if (there && !refuses) {
                assertEquals(
                        204,
                        server.send("POST", "api/calls/" + id + "/third/told", "{}")
                                .status());
                Wait.pass(Duration.ofMillis(200)); // a few steps of the mix
            }
            hear();
            if (other != null && !refuses && number % 4 == 2) {
                third.bye(other);
                there &= await(id, "LEFT", "/third/stage");
            }
            near.bye(own);
            third.drain();
            return (outside ? "outside " : "inside ") + stage + " " + there;
        }

        private int ask(String id, String whom) {
            return server.send("POST", "api/calls/" + id + "/third", "{\"interpreter\":\"" + whom + "\"}")
                    .status();
        }

        private boolean await(String id, String wanted, String where) throws Exception {
            return Wait.until(
                    Duration.ofSeconds(8),
                    () -> server.call(id).body().at(where).asText().equals(wanted));
        }

        void hear() {
            near.listen();
            third.listen();
        }

        @Override
        public void close() {
            near.drain();
            third.drain();
            NEAR_HEARD.addAll(near.heard());
            THIRD_HEARD.addAll(third.heard());
            near.close();
            third.close();
        }
    }

    @Test
    void far_side_hearsNothingOfAdvocateOrThird() {
        for (List<byte[]> heard : List.of(farHeard, farPackets)) {
            assertEquals(List.of(), found(NEAR_CANARY, heard), "seed " + SEED);
            assertEquals(List.of(), found(THIRD_CANARY, heard), "seed " + SEED);
            assertEquals(List.of(), standing(NEAR, heard), "seed " + SEED);
            assertEquals(List.of(), standing(THIRD, heard), "seed " + SEED);
        }
    }

    @Test
    void third_hearsNothingOfSurvivorOrAdvocate() {
        assertEquals(List.of(), found(FAR_CANARY, THIRD_HEARD), "seed " + SEED);
        assertEquals(List.of(), found(NEAR_CANARY, THIRD_HEARD), "seed " + SEED);
        for (String place : List.of(NEAR, FAR, SURVIVOR.substring(2), OUTSIDE.substring(2))) {
            assertEquals(List.of(), standing(place, THIRD_HEARD), "seed " + SEED);
        }
        for (String pooled : Site.POOL) {
            assertEquals(List.of(), standing(pooled.substring(3), THIRD_HEARD), "seed " + SEED);
        }
    }

    @Test
    void advocate_hearsNothingOfSurvivorOrThird() {
        assertEquals(List.of(), found(FAR_CANARY, NEAR_HEARD), "seed " + SEED);
        assertEquals(List.of(), found(THIRD_CANARY, NEAR_HEARD), "seed " + SEED);
        for (String place : List.of(THIRD, FAR, SURVIVOR.substring(2), OUTSIDE.substring(2))) {
            assertEquals(List.of(), standing(place, NEAR_HEARD), "seed " + SEED);
        }
    }

    /** The leg to an interpreter outside is as bare as a survivor's, and nothing joins the two. */
    @Test
    void outsideLeg_isComposedLikeASurvivorsAndLinkedToNone() {
        Set<String> shapes = new HashSet<>();
        Set<String> tokens = new HashSet<>();
        for (RawTrunk.FarCall call : farCalls) {
            shapes.add(LeakTest.shape(call.invite));
            assertTrue(tokens.add(call.invite.callId()) && tokens.add(call.invite.contact()));
        }
        assertEquals(1, shapes.size(), () -> String.join("\n----\n", shapes));
        for (byte[] bytes : farHeard) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            assertFalse(text.contains(SURVIVOR.substring(2)) && text.contains(OUTSIDE.substring(2)), text);
        }
    }

    @Test
    void everySide_hearsOnlyWhatIsAllowed() {
        Allowed allowed = new Allowed(Site.POOL);
        farHeard.forEach(message -> allowed.message(SipText.of(message)));
        farPackets.forEach(allowed::packet);
        Allowed inside = new Allowed(List.of());
        for (byte[] heard : THIRD_HEARD) {
            if (heard.length > 8 && Character.isLetter(heard[0]) && Character.isLetter(heard[1])) {
                inside.message(SipText.of(heard));
            } else {
                inside.packet(heard);
            }
        }
        assertEquals(List.of(), allowed.faults(), "seed " + SEED);
        assertEquals(List.of(), inside.faults(), "seed " + SEED);
    }

    /** G18: neither number stands in the process when the calls are over, nor anything of a side in what it says. */
    @Test
    void nothing_isLeft() {
        assertEquals(List.of(), inMemory);
        byte[] text = said.getBytes(StandardCharsets.UTF_8);
        for (Canary canary : List.of(NEAR_CANARY, THIRD_CANARY, FAR_CANARY)) {
            assertEquals(List.of(), canary.foundIn(text));
        }
        assertEquals(List.of(), standing("20255501", List.of(text)));
    }

    /** Their streams carry no source of another's. */
    @Test
    void streams_areOurOwn() {
        Set<Integer> sources = new HashSet<>();
        for (List<byte[]> side : List.of(NEAR_HEARD, THIRD_HEARD, farPackets)) {
            side.stream()
                    .filter(packet -> packet.length > 12 && packet[0] == (byte) 0x80 && !Allowed.isControl(packet))
                    .forEach(packet ->
                            sources.add(java.nio.ByteBuffer.wrap(packet).getInt(8)));
        }
        assertTrue(sources.size() > CALLS, () -> "sources " + sources.size());
        for (Canary canary : List.of(NEAR_CANARY, THIRD_CANARY, FAR_CANARY)) {
            assertFalse(sources.contains(canary.word()));
        }
    }

    /** That the calls were calls of three: without this a server that refused everything would pass. */
    @Test
    void calls_wentAsTheyShould() {
        assertTrue(WENT.stream().allMatch(way -> way.endsWith(" true")), WENT::toString);
        assertTrue(
                WENT.containsAll(List.of("outside JOINED true", "inside JOINED true", "inside REFUSED true")),
                WENT::toString);
        assertNotNull(THIRD_HEARD.stream()
                .filter(packet -> packet.length == 172)
                .findFirst()
                .orElse(null));
        assertEquals(CALLS + CALLS / 2, farCalls.size());
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

    @AfterAll
    static void forget() {
        NEAR_HEARD.clear();
        THIRD_HEARD.clear();
        farHeard = List.of();
        farPackets = List.of();
    }
}
