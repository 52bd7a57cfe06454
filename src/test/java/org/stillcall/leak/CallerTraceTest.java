package org.stillcall.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.MemoryScan;

/**
 * G1, G17, P7: a caller of a published number. Their number, and what a network calls them, is in the server's
 * memory as long as their line is there, because SIP needs it, and nowhere a second later, also where an answer may
 * have to be repeated; in no file ever.
 */
@Tag("leak")
class CallerTraceTest {
    private static final String NEAR = "127.7.5.1";
    private static final String FAR = "127.9.5.1";
    private static final String PUBLISHED = "+16175558000";
    private static final String CALLER = "+12025550133";
    private static final String FROM = "sip:" + CALLER + "@carrier.example";
    private static final String NAME = "Marrowgate Quillfeather";
    private static final int MOST_A_MINUTE = 10;

    @TempDir
    private Path folder;

    private final RawTrunk trunk = new RawTrunk(FAR, 0, Speech.plain());
    private final Site site = new Site()
            .phone("near", NEAR, Party.freePort(NEAR))
            .trunk("far", FAR, trunk.port(), "")
            .helpline(PUBLISHED, "phones = [\"near\"]");

    @AfterEach
    void close() {
        trunk.close();
    }

    private static List<?> numbers(Server server) throws IOException {
        return traces().in(server.pid());
    }

    private List<?> files() throws IOException {
        return traces().in(folder);
    }

    private static MemoryScan traces() {
        return new MemoryScan().addNumber(CALLER.substring(1)).add("name", NAME.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void number_isInMemoryAsLongAsTheLineIs_andNowhereASecondAfter() throws Exception {
        try (Server server = Server.start(folder, site, "");
                RawPhone back = new RawPhone(FAR, 0, server.sip(), Speech.plain())) {
            back.named = "\"" + NAME + "\" ";
            RawPhone.Dialog call = back.inviteFor(FROM, PUBLISHED);
            assertEquals(200, back.answer(call));
            Wait.pass(Duration.ofSeconds(1));
            assertFalse(numbers(server).isEmpty(), "the number is not found: the search is blind");
            assertEquals(List.of(), files());
            assertEquals(200, back.bye(call));
            Wait.pass(Duration.ofSeconds(1));
            assertEquals(List.of(), numbers(server), "after they hung up");
            assertTrue(server.idle(Duration.ofSeconds(10)), server::metricsText);
            assertEquals(List.of(), files());
            assertEquals(List.of(), new Traces().number(CALLER).word(NAME).everywhere(server.pid(), folder));
        }
    }

    @Test
    void number_thatIsTurnedAway_isForgottenAtOnce_thoughTheAnswerIsRepeated() throws Exception {
        try (Server server = Server.start(folder, site, "");
                RawPhone back = new RawPhone(FAR, 0, server.sip(), Speech.plain())) {
            back.named = "\"" + NAME + "\" ";
            for (int i = 0; i < MOST_A_MINUTE; i++) {
                RawPhone.Dialog call = back.inviteFor(FROM, PUBLISHED);
                assertEquals(200, back.answer(call));
                assertEquals(200, back.bye(call));
            }
            back.acknowledgesRefusals = false; // so that the refusal is kept, to be repeated
            assertEquals(486, back.answer(back.inviteFor(FROM, PUBLISHED)));
            Wait.pass(Duration.ofSeconds(1));
            assertEquals(List.of(), numbers(server), "tokens of theirs are left, no number");
            assertEquals(List.of(), files());
        }
    }

    @Test
    void kill_whileACallerWaits_leavesNothing() throws Exception {
        try (Server server = Server.start(folder, site, "");
                RawPhone back = new RawPhone(FAR, 0, server.sip(), Speech.plain())) {
            assertEquals(200, back.answer(back.inviteFor(FROM, PUBLISHED)));
            server.kill();
        }
        assertEquals(List.of(), files(), "after a kill");
    }
}
