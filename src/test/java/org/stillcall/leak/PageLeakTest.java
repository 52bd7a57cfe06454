package org.stillcall.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.leak.RawTrunk.Manner;

/**
 * G1, G4, G19, B1: the near leg is a real browser, the far side hears everything. Nothing that tells one browser from
 * another is on the far leg; a call of a page looks there as one of a desk phone does; tones and keys go both ways.
 */
@Tag("leak")
class PageLeakTest {
    private static final int ROUNDS = Integer.getInteger("leak.pages", 2);
    private static final int SAID = 1_000;
    private static final int HEARD = 440;
    private static final String FAR = "127.9.1.2";
    private static final String NEAR = "127.7.1.2";
    private static final Set<Manner> ANSWERED =
            EnumSet.of(Manner.ANSWERS, Manner.RINGS_AND_ANSWERS, Manner.PLAYS_AND_ANSWERS, Manner.RINGS_RELIABLY);

    @TempDir
    private static Path folder;

    private static final Marks MARKS = new Marks();
    private static final Map<String, String> WENT = new HashMap<>();
    private static final List<byte[]> FAR_HEARD = new ArrayList<>();
    private static final List<byte[]> FAR_PACKETS = new ArrayList<>();
    private static final List<byte[]> TONES_HEARD = new ArrayList<>();
    private static final List<byte[]> THIRD_HEARD = new ArrayList<>();
    private static final List<String> PROBLEMS = new ArrayList<>();
    private static List<Double> heardTones = List.of();
    private static List<Double> heardKey = List.of();
    private static List<RawTrunk.FarCall> farCalls = List.of();
    private static String said = "";

    @BeforeAll
    static void call() throws Exception {
        Site site = new Site();
        int port = Party.freePort(NEAR);
        site.phone("desk", NEAR, port);
        Path microphone = Tone.file(folder.resolve("said.wav"), SAID);
        try (RawTrunk trunk = new RawTrunk(FAR, 0, Speech.plain())) {
            site.trunk("far", FAR, trunk.port(), "");
            try (Server server = Server.start(folder, site, "");
                    Desk desk = Desk.settingUp(server);
                    NearPage page = new NearPage(server, desk, microphone)) {
                for (int i = 0; i < ROUNDS; i++) {
                    for (Manner manner : Manner.values()) {
                        call(server, page, trunk, manner);
                    }
                }
                tones(server, page, trunk);
                trunk.packets().forEach(packet -> TONES_HEARD.add(packet.bytes())); // before a tone says that one joins
                withThird(server, page, port);
                deskPhone(server, port);
                assertTrue(server.idle(Duration.ofSeconds(20)), () -> "calls are stuck: " + WENT);
                farCalls = trunk.calls();
                FAR_HEARD.addAll(trunk.messages());
                trunk.packets().forEach(packet -> FAR_PACKETS.add(packet.bytes()));
                said = server.metricsText() + server.said();
                PROBLEMS.addAll(page.problems);
            }
        }
    }

    /** One call to its end: what answers is talked to, what rings on is ended, what refuses ends by itself. */
    private static void call(Server server, NearPage page, RawTrunk trunk, Manner manner) throws IOException {
        String id = page.call(RawTrunk.number(manner));
        boolean decided = Wait.until(Duration.ofSeconds(8), () -> {
            String state = server.call(id).text("state");
            return state.equals("TALKING") || state.equals("ENDED") || state.equals("RINGING");
        });
        page.note(MARKS);
        if (ANSWERED.contains(manner)) {
            Wait.until(
                    Duration.ofSeconds(8), () -> server.call(id).text("state").equals("TALKING"));
            int before = audio(trunk);
            Wait.until(Duration.ofSeconds(5), () -> audio(trunk) > before + 20);
            page.note(MARKS);
        }
        WENT.put(
                manner.name(),
                server.call(id).text("state") + " " + server.call(id).text("outcome") + " " + decided);
        server.end(id);
        Wait.until(Duration.ofSeconds(8), () -> server.call(id).text("state").equals("ENDED"));
    }

    private static int audio(RawTrunk trunk) {
        return (int) trunk.packets().stream()
                .filter(packet -> !Allowed.isControl(packet.bytes()))
                .count();
    }

    /** A call in which a tone and a key go each way. */
    private static void tones(Server server, NearPage page, RawTrunk trunk) throws IOException {
        Wait.until(Duration.ofSeconds(20), () -> trunk.live() == null);
        String id = page.call(RawTrunk.number(Manner.ANSWERS));
        Wait.until(Duration.ofSeconds(10), () -> server.call(id).text("state").equals("TALKING"));
        InetSocketAddress media = trunk.media(java.util.Objects.requireNonNull(trunk.live()));
        try (Tone tone = new Tone(trunk.audio, media, HEARD)) {
            Wait.until(Duration.ofSeconds(10), () -> {
                heardTones = page.tones(HEARD, SAID);
                return isHeardAlone();
            });
            page.press('5');
            page.press('#');
            tone.key(9); // 852 and 1477 Hz
            Wait.until(Duration.ofSeconds(5), () -> {
                heardKey = page.tones(852, 1_477);
                return heardKey.stream().allMatch(each -> each > -6);
            });
            Wait.pass(Duration.ofMillis(500));
        }
        page.note(MARKS);
        server.end(id);
    }

    /** Whether the page hears the far tone and, beside it, nothing of its own; a gap in the sound has all tones. */
    private static boolean isHeardAlone() {
        return heardTones.getFirst() > -1 && heardTones.getLast() < -20;
    }

    /** P5: a call of the page's that a desk phone is asked to join. */
    private static void withThird(Server server, NearPage page, int port) throws IOException {
        String id = page.call(RawTrunk.number(Manner.ANSWERS));
        Wait.until(Duration.ofSeconds(10), () -> server.call(id).text("state").equals("TALKING"));
        try (RawPhone phone = new RawPhone(NEAR, port, server.sip(), Speech.plain())) {
            server.send("POST", "api/calls/" + id + "/third", "{\"phone\":\"desk\"}");
            RawPhone.Dialog third = phone.answerCall(180, 200);
            phone.talk(third, Speech.plain().stream(), 10);
            page.note(MARKS);
            Wait.pass(Duration.ofSeconds(1));
            phone.listen();
            WENT.put("THIRD", server.call(id).body().at("/third/stage").asText());
            phone.bye(third);
            phone.drain();
            THIRD_HEARD.addAll(phone.heard());
        }
        server.end(id);
        Wait.until(Duration.ofSeconds(8), () -> server.call(id).text("state").equals("ENDED"));
    }

    /** A call from a desk phone, for comparison. */
    private static void deskPhone(Server server, int port) {
        try (RawPhone phone = new RawPhone(NEAR, port, server.sip(), Speech.plain())) {
            server.place("desk", RawTrunk.number(Manner.ANSWERS));
            RawPhone.Dialog call = phone.answerCall(180, 200);
            phone.talk(call, Speech.plain().stream(), 10);
            phone.listen();
            phone.bye(call);
            phone.drain();
        }
    }

    @Test
    void far_side_hearsNothingOfTheBrowser() {
        assertEquals(List.of(), MARKS.foundIn(FAR_HEARD));
        assertEquals(List.of(), MARKS.foundIn(FAR_PACKETS));
    }

    @Test
    void third_hearsNothingOfTheBrowserButItsVoice() {
        assertEquals("JOINED", WENT.get("THIRD"));
        assertEquals(List.of(), MARKS.foundIn(THIRD_HEARD));
        assertTrue(Tone.share(THIRD_HEARD, SAID) > 0.2, () -> "said: " + Tone.share(THIRD_HEARD, SAID));
    }

    /** A search that could not find anything would prove nothing. */
    @Test
    void marks_areOfEveryKindAndWouldBeFound() {
        for (String kind : List.of(
                "certificate",
                "cname",
                "fingerprint",
                "fingerprint as bytes",
                "ice password",
                "line",
                "msid",
                "port",
                "session",
                "ssrc",
                "ssrc as bytes",
                "ufrag in the description",
                "user agent")) {
            assertTrue(MARKS.kinds().contains(kind), () -> kind + " is missing in " + MARKS.kinds());
        }
        Marks own = new Marks();
        own.description("o=- 4611731400430051336 2 IN IP4 127.0.0.1\r\na=ssrc:305419896 cname:abcdefgh\r\n");
        byte[] packet = {(byte) 0x80, 0, 0, 1, 0, 0, 0, 0, 0x12, 0x34, 0x56, 0x78, 1};
        assertEquals(List.of("ssrc 12345678"), own.foundIn(List.of(packet)));
        assertFalse(own.foundIn(List.of("x CNAME:ABCDEFGH".getBytes(StandardCharsets.US_ASCII)))
                .isEmpty());
    }

    @Test
    void far_side_hearsOnlyWhatIsAllowed() {
        Allowed allowed = new Allowed(Site.POOL);
        FAR_HEARD.forEach(message -> allowed.message(SipText.of(message)));
        FAR_PACKETS.forEach(allowed::packet);
        assertEquals(List.of(), allowed.faults());
    }

    @Test
    void far_invites_ofAPageAndOfADeskPhone_areAlike() {
        Map<String, Integer> shapes = new HashMap<>();
        farCalls.forEach(call -> shapes.merge(LeakTest.shape(call.invite), 1, Integer::sum));
        assertEquals(1, shapes.size(), () -> String.join("\n----\n", shapes.keySet()));
        assertEquals(farCalls.size(), shapes.values().iterator().next());
    }

    @Test
    void tones_areHeardAtBothEnds() {
        assertTrue(Tone.share(TONES_HEARD, SAID) > 0.2, () -> "said: " + Tone.share(TONES_HEARD, SAID));
        assertTrue(Tone.share(TONES_HEARD, HEARD) < 0.02, () -> "echo: " + Tone.share(TONES_HEARD, HEARD));
        assertTrue(isHeardAlone(), () -> "heard: " + heardTones);
    }

    @Test
    void keys_goBothWays() {
        assertEquals(List.of(5, 11), Tone.keys(FAR_PACKETS));
        assertTrue(heardKey.stream().allMatch(each -> each > -6), () -> "heard: " + heardKey);
    }

    @Test
    void log_and_metrics_holdNothingOfTheBrowser() {
        assertEquals(List.of(), MARKS.foundIn(List.of(said.getBytes(StandardCharsets.UTF_8))));
        assertEquals(List.of(), PROBLEMS);
    }

    /** That the calls were calls: without this a server that refused everything would pass. */
    @Test
    void calls_wentEveryWay() {
        for (Manner manner : ANSWERED) {
            assertTrue(WENT.get(manner.name()).startsWith("TALKING"), () -> WENT.toString());
        }
        assertTrue(WENT.get("REFUSES_PRIVATE").contains("PRIVATE_CALLS_REFUSED"), () -> WENT.toString());
        assertTrue(WENT.get("REDIRECTS").contains("UNREACHABLE"), () -> WENT.toString());
        assertTrue(farCalls.size() >= ROUNDS * Manner.values().length, () -> farCalls.size() + " " + WENT);
    }

    @AfterAll
    static void forget() {
        FAR_HEARD.clear();
        FAR_PACKETS.clear();
        TONES_HEARD.clear();
        THIRD_HEARD.clear();
    }
}
