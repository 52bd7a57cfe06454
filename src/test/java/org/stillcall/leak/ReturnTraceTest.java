package org.stillcall.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.MemoryScan;

/**
 * G1, G6, G16, G18: a line that is held after a drop. What answers a call back says nothing of the near side; while the
 * line is held the number is in memory and nowhere else, and a second after the hold it is nowhere; a kill in the
 * middle of it leaves nothing.
 */
@Tag("leak")
class ReturnTraceTest {
    private static final String NEAR = "127.7.3.1";
    private static final String FAR = "127.9.3.1";
    private static final String SURVIVOR = RawTrunk.number(RawTrunk.Manner.ANSWERS);
    private static final String STRANGER = "+12025550188";
    private static final String FROM = "sip:%s@carrier.example";
    private static final long SEED = Long.getLong("leak.seed", System.nanoTime());

    @TempDir
    private Path folder;

    private final Canary near = new Canary(new Random(SEED));
    private final Canary far = new Canary(new Random(SEED + 1));
    private final RawTrunk trunk = new RawTrunk(FAR, 0, Speech.plain());
    private final int port = Party.freePort(NEAR);
    private final Site site = new Site()
            .heldAfterADrop()
            .media("silence_seconds = 600")
            .phone("near", NEAR, port)
            .trunk("far", FAR, trunk.port(), "");

    @AfterEach
    void close() {
        trunk.close();
    }

    private static MemoryScan numbers() {
        MemoryScan scan = new MemoryScan();
        scan.addNumber(SURVIVOR.substring(1));
        scan.addNumber(STRANGER.substring(1));
        return scan;
    }

    /** A call that showed a number and was lost: its id. */
    private String held(Server server, RawPhone phone) throws IOException {
        Server.Answer placed = server.placeShown("near", SURVIVOR);
        assertEquals(201, placed.status(), placed.body()::toString);
        String id = placed.text("id");
        assertNotNull(phone.answerCall(180, 200));
        assertTrue(Wait.until(Duration.ofSeconds(8), () -> state(server, id).equals("TALKING")));
        trunk.lose(trunk.live());
        assertTrue(Wait.until(Duration.ofSeconds(8), () -> state(server, id).equals("AFTER_DROP")));
        return id;
    }

    private static String state(Server server, String id) {
        return server.call(id).text("state");
    }

    /** The number that the survivor's phone was shown. */
    private String shown() {
        return trunk.calls().getLast().invite.header("From").replaceAll("^.*sip:|@.*$", "");
    }

    @Test
    void answers_toACallBack_sayNothingOfTheNearSide() throws Exception {
        List<byte[]> heard = new ArrayList<>();
        Speech saying = new Speech(near, new Random(SEED + 3));
        Speech calling = Speech.plain(); // anything odd in it would make it another caller's
        try (Server server = Server.start(folder, site, "");
                RawPhone phone = new RawPhone(NEAR, port, server.sip(), saying);
                RawPhone back = new RawPhone(FAR, 0, server.sip(), calling)) {
            String id = held(server, phone);
            RawPhone.Dialog stranger = back.inviteFor(FROM.formatted(STRANGER), shown());
            assertEquals(404, back.answer(stranger));
            RawPhone.Dialog call = back.inviteFor("sip:" + SURVIVOR + "@" + far.in("host"), shown());
            assertTrue(back.rings(call));
            assertEquals(200, back.answer(call));
            assertTrue(Wait.until(Duration.ofSeconds(8), () -> state(server, id).equals("TALKING")));
            for (int i = 0; i < 5; i++) {
                back.talk(call, calling.stream(), 4);
            }
            for (String method : List.of("UPDATE", "INVITE")) {
                assertEquals(200, back.reoffer(call, method), method);
            }
            back.request(call, "INFO", "", "");
            back.listen();
            phone.listen();
            assertEquals(200, back.bye(call));
            assertTrue(phone.hungUp(phone.lastAnswered()));
            back.listen();
            heard.addAll(back.heard());
            for (byte[] one : phone.heard()) {
                assertEquals(List.of(), far.foundIn(one), "the advocate's phone sees nothing of who calls back");
            }
            assertTrue(server.idle(Duration.ofSeconds(10)), server::metricsText);
        }
        Allowed allowed = new Allowed(List.of());
        int messages = 0;
        for (byte[] one : heard) {
            assertEquals(List.of(), near.foundIn(one), "seed " + SEED);
            assertFalse(new String(one, StandardCharsets.ISO_8859_1).contains(NEAR), "seed " + SEED);
            if (one.length > 8 && Character.isLetter(one[0]) && Character.isLetter(one[1])) {
                allowed.message(SipText.of(one));
                messages++;
            } else {
                allowed.packet(one);
            }
        }
        assertEquals(List.of(), allowed.faults(), "seed " + SEED);
        assertTrue(messages > 8, "messages heard: " + messages);
    }

    @Test
    void numbers_areInMemoryWhileTheLineIsHeldAndNowhereASecondAfter() throws Exception {
        try (Server server = Server.start(folder, site, "");
                RawPhone phone = new RawPhone(NEAR, port, server.sip(), Speech.plain());
                RawPhone back = new RawPhone(FAR, 0, server.sip(), Speech.plain())) {
            String id = held(server, phone);
            assertEquals(404, back.answer(back.inviteFor(FROM.formatted(STRANGER), shown())));
            back.acknowledgesRefusals = false; // so that the refusal is kept, to be repeated
            assertEquals(404, back.answer(back.inviteFor(FROM.formatted(STRANGER), shown())));
            Wait.pass(Duration.ofSeconds(1));
            MemoryScan stranger = new MemoryScan();
            stranger.addNumber(STRANGER.substring(1));
            assertEquals(List.of(), stranger.in(server.pid()), "who is turned away is forgotten at once");
            assertFalse(numbers().in(server.pid()).isEmpty(), "the held number is not found: the search is blind");
            assertEquals(List.of(), numbers().in(folder));
            assertTrue(
                    Wait.until(Duration.ofSeconds(75), () -> state(server, id).equals("ENDED")));
            assertEquals("NOT_RETURNED", server.call(id).text("outcome"));
            assertTrue(phone.hungUp(phone.lastAnswered()), "after the sentence for the ear");
            Wait.pass(Duration.ofSeconds(1));
            assertEquals(List.of(), numbers().in(server.pid()), "seed " + SEED);
            assertEquals(404, back.answer(back.inviteFor(FROM.formatted(SURVIVOR), shown())), "too late");
            Wait.pass(Duration.ofSeconds(1));
            assertEquals(List.of(), numbers().in(server.pid()), "who called too late is forgotten too");
            assertTrue(server.idle(Duration.ofSeconds(10)), server::metricsText);
            assertEquals(List.of(), numbers().in(folder));
        }
    }

    @Test
    void kill_whileALineIsHeld_leavesNothingAndTheNumberLeadsNowhere() throws Exception {
        String number;
        try (Server server = Server.start(folder, site, "");
                RawPhone phone = new RawPhone(NEAR, port, server.sip(), Speech.plain())) {
            held(server, phone);
            number = shown();
            server.kill();
        }
        assertEquals(List.of(), numbers().in(folder), "after a kill");
        try (Server again = Server.start(folder, site, "");
                RawPhone back = new RawPhone(FAR, 0, again.sip(), Speech.plain())) {
            assertEquals(404, back.answer(back.inviteFor(FROM.formatted(SURVIVOR), number)));
            Wait.pass(Duration.ofSeconds(1));
            assertEquals(List.of(), numbers().in(again.pid()), "after a restart");
            assertEquals(List.of(), numbers().in(folder), "after a restart");
        }
    }
}
