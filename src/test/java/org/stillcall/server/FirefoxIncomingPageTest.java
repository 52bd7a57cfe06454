package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.PagePhone.robin;
import static org.stillcall.server.PagePhone.robinHears;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** B1, P2: a caller rings on a page in Debian's Firefox, is answered with sound both ways, held, and ended. */
class FirefoxIncomingPageTest extends ConsoleVisit {
    /** Counts the tones that the page makes, as it does when it rings. */
    private static final String TONES = "const Real = window.OscillatorNode; window.tones = 0; window.OscillatorNode ="
            + " class extends Real { constructor(...all) { super(...all); window.tones += 1; } };";

    @BeforeEach
    @Override
    void start() {
        String media = "[media]\nbind = \"%1$s\"\nadvertised = \"%1$s\"".formatted(FirefoxPage.address());
        rig = new ConsoleRig(
                data,
                settings -> settings.replace("[media]", media)
                        .replace("ask_voice = true", "ask_voice = false")
                        .replace("languages = [\"en\", \"es\", \"fr\"]", "languages = [\"en\"]")
                        .replace("phones = [\"desk\"]", ""));
    }

    private static int put(FirefoxPage fox, String path, String body) {
        return fox.later("const told = arguments[0]; fetch('" + path + "', {method: 'PUT', headers: {'Content-Type':"
                        + " 'application/json'}, body: JSON.stringify(" + body
                        + ")}).then(({status}) => told(status));")
                .asInt();
    }

    private static void call(Page practice) {
        assertEquals(
                204,
                practice.evaluate("async () => (await fetch('/api/practice/phones/robin/call', {method: 'POST',"
                        + " headers: {'Content-Type': 'application/json'}, body: '{}'})).status"));
    }

    @Test
    void caller_ringsIsAnsweredHeardBothWaysAndEnded() throws Exception {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        try (FirefoxPage fox = FirefoxPage.admitted(rig, ana, Files.createDirectory(data.resolve("firefox")))) {
            Page practice = rig.practice();
            fox.press("Calls");
            fox.script(FirefoxPage.WATCH, 0);
            fox.script(TONES);
            ana.close(); // so that Firefox alone is rung
            assertEquals(
                    200,
                    put(fox, "/api/duty", "{position: 'ON', until: new Date(Date.now() + 3_600_000).toISOString()}"));
            call(practice);
            fox.sees("Somebody calls.");
            fox.sees("Waiting for 0:");
            assertTrue(fox.script("return window.peers.length === 0;").asBoolean(), "no microphone before the answer");
            FirefoxPage.await(
                    "a sound", () -> fox.script("return window.tones > 0;").asBoolean());
            fox.press("Answer");
            fox.sees("You are connected");
            fox.sees("Is it safe for you to talk now?");
            practice.waitForCondition(() -> robinHears(practice) > 30);
            assertEquals("heard", fox.later(FirefoxPage.HEARD).asText());
            fox.press("Hold");
            fox.sees("On hold.");
            practice.waitForCondition(() -> robinHears(practice) == 0); // between two tones
            fox.press("Hold");
            practice.waitForCondition(() -> robinHears(practice) > 30);
            fox.press("End call");
            PlaywrightAssertions.assertThat(robin(practice).locator(".lines"))
                    .not()
                    .containsText("On a call");
            fox.press("Done");
            fox.sees("What was it about?");
            fox.press("Legal");
            fox.sees("There is nobody to call back.");
        }
    }

    @Test
    void callerWhoHangsUp_ringsNoLonger() throws Exception {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        try (FirefoxPage fox = FirefoxPage.admitted(rig, ana, Files.createDirectory(data.resolve("firefox")))) {
            Page practice = rig.practice();
            fox.press("Calls");
            ana.close();
            assertEquals(
                    200,
                    put(fox, "/api/duty", "{position: 'ON', until: new Date(Date.now() + 3_600_000).toISOString()}"));
            call(practice);
            fox.sees("Somebody calls.");
            practice.evaluate("async () => fetch('/api/practice/phones/robin/hangup', {method: 'POST',"
                    + " headers: {'Content-Type': 'application/json'}, body: '{}'})");
            FirefoxPage.await(
                    "silence",
                    () -> !fox.script("return document.body.innerText.includes('Somebody calls.');")
                            .asBoolean());
        }
    }
}
