package org.stillcall.leak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.MemoryScan;

/**
 * G11, G18: a text to a leased number is counted and dropped. Its sender hears what any number that leads nowhere says;
 * a second later neither the sender's number nor a word of it is in memory or in a file.
 */
@Tag("leak")
class TextTraceTest {
    private static final String NEAR = "127.7.5.1";
    private static final String FAR = "127.9.5.1";
    private static final String SENDER = "+12025550163";
    private static final String WORDS = "please call me back tonight, the side door is open";
    private static final String TEXT = """
            MESSAGE sip:%s@127.0.0.1 SIP/2.0\r
            Via: SIP/2.0/UDP %s:%d;branch=z9hG4bKtext%d;rport\r
            Max-Forwards: 70\r
            From: <sip:%s@carrier.example>;tag=t%d\r
            To: <sip:%s@127.0.0.1>\r
            Call-ID: text%d\r
            CSeq: 1 MESSAGE\r
            Content-Type: text/plain\r
            Content-Length: %d\r
            \r
            %s""";

    @TempDir
    private Path folder;

    @Test
    void texts_areCountedDroppedAndNowhereASecondLater() throws Exception {
        MemoryScan traces = new MemoryScan().add("words", WORDS.getBytes(UTF_8)).addNumber(SENDER.substring(1));
        try (Party trunk = new Party(FAR, 0);
                Server server = Server.start(folder, site(trunk), "")) {
            for (int i = 1; i <= 3; i++) {
                String leased = "+" + Site.POOL.getFirst();
                String text = TEXT.formatted(leased, FAR, trunk.port(), i, SENDER, i, leased, i, WORDS.length(), WORDS);
                trunk.send(text.getBytes(UTF_8), server.sip());
                String answer = answer(trunk);
                assertTrue(answer.startsWith("SIP/2.0 404 Not Found\r\n"), "the status line is not a 404");
                assertFalse(answer.contains("Allow"), "it tells what could be sent instead");
            }
            assertEquals(3, server.figure("stillcall_sip_texts"));
            Wait.pass(Duration.ofSeconds(1));
            assertEquals(List.of(), traces.in(server.pid()));
            assertEquals(List.of(), traces.in(folder));
        }
    }

    private static Site site(Party trunk) {
        return new Site().phone("near", NEAR, Party.freePort(NEAR)).trunk("far", FAR, trunk.port(), "");
    }

    /** The next message that is a response: a trunk is also asked whether it is there. */
    private static String answer(Party trunk) {
        while (true) {
            byte[] heard = trunk.receive(5_000);
            assertNotNull(heard, "no answer came");
            String text = new String(heard, UTF_8);
            if (text.startsWith("SIP/2.0 ")) {
                return text;
            }
        }
    }
}
