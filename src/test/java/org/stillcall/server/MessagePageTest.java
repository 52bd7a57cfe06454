package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.awaitHome;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.helpline.MessageBox;

/**
 * G23, B4, P13: a caller's message, from its RTP through the sealed store to the ear of one who listens, in Chromium;
 * deleted after, and nothing of it is left in the page.
 */
@Timeout(240)
class MessagePageTest {
    @TempDir
    Path data;

    private ConsoleRig rig;
    private MessageBox box;
    /** What is played, kept by the test. */
    private static final String LISTEN = "(() => { const Real = AudioBufferSourceNode; globalThis.played = [];"
            + " globalThis.AudioBufferSourceNode = class extends Real { constructor(context, options) {"
            + " super(context, options); played.push(options.buffer); } }; })()";

    private static final String HERTZ = """
            () => {
                const samples = played.at(-1).getChannelData(0);
                let count = 0;
                for (let i = 1; i < samples.length; i += 1) {
                    count += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
                }
                return 1.0 * count / 4;
            }""";

    private Page ana;

    @BeforeEach
    void start() {
        rig = new ConsoleRig(data, settings -> settings, (settings, mode, means, shutdown) -> {
            box = means.callers().box();
            return Wiring.start(settings, mode, means, shutdown);
        });
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    private void leave() {
        ana = rig.device();
        ana.addInitScript(LISTEN);
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        RecordedCaller.says(box, "es");
        ana.reload();
        exactly(ana, "Unlock").click();
        awaitHome(ana);
    }

    private static Locator row(Page page) {
        return page.locator("li.callback");
    }

    @Test
    void message_isHeardByOneAlone_thenDeleted() {
        leave();
        Locator card = ana.locator("section[data-topic=messages]");
        assertThat(card).containsText("A message waits");
        assertThat(card).not().containsText("helpline");
        lookAt(ana, "message-waits");
        press(ana, "Hear what waits");
        assertThat(row(ana)).containsText(" · 0:0");
        assertThat(row(ana)).containsText("Spanish");
        lookAt(ana, "messages");
        row(ana).getByText("Listen").click();
        assertHeading(ana, "A message");
        assertThat(ana.locator("main")).containsText("Can anybody else hear this?");
        lookAt(ana, "message-closed");
        press(ana, "Open it");
        Locator play = ana.locator(".player button.go");
        assertThat(play).isFocused();
        lookAt(ana, "message");
        ana.keyboard().press("Enter");
        assertThat(play).hasText("Pause");
        double heard = ((Number) ana.evaluate(HERTZ)).doubleValue();
        assertTrue(Math.abs(heard - RecordedCaller.HERTZ) < 15, "heard " + heard);
        Page ben = rig.device();
        rig.admit(ana, "Ben", ben);
        rig.forgive();
        assertEquals(Boolean.TRUE, ana.evaluate("() => played.at(-1).getChannelData(0).every(each => each === 0)"));
        ana.close();
        assertEquals("0 0 0 1", ConsoleRig.stores(ben));
    }

    @Test
    void colleague_waits_andSpeedsAndPlacesAreReachedByKeys() {
        leave();
        Page ben = rig.device();
        rig.admit(ana, "Ben", ben);
        press(ana, "Calls");
        press(ana, "Hear what waits");
        row(ana).getByText("Listen").click();
        press(ana, "Open it");
        press(ben, "Hear what waits");
        assertThat(row(ben)).containsText("A colleague is listening to it.");
        ana.getByLabel("Speed").selectOption("2");
        ana.getByLabel("Place in the message").focus();
        ana.keyboard().press("ArrowRight");
        assertThat(ana.locator(".time")).hasText(java.util.regex.Pattern.compile("^0:01 / 0:0[45]$"));
        press(ana, "Play");
        ana.waitForCondition(
                () -> ana.locator(".player button.go").textContent().equals("Play"));
        assertThat(row(ben)).containsText("Heard before");
        press(ana, "Delete it");
        lookAt(ana, "message-delete");
        ana.locator("dialog").getByText("Delete it").click();
        assertHeading(ana, "It is erased");
        assertThat(ben.locator("main")).containsText("No message is kept.");
        press(ana, "Done");
        assertThat(ana.locator("section[data-topic=messages]")).hasCount(0);
    }

    @Test
    void lock_forgetsWhatIsHeard() {
        leave();
        press(ana, "Messages");
        row(ana).getByText("Listen").click();
        press(ana, "Open it");
        press(ana, "Play");
        ana.evaluate("() => fetch('/api/lock', {method: 'POST', headers: {'Content-Type': 'application/json'},"
                + " body: '{}'})");
        assertHeading(ana, "Locked");
        assertEquals(Boolean.TRUE, ana.evaluate("() => played.at(-1).getChannelData(0).every(each => each === 0)"));
    }
}
