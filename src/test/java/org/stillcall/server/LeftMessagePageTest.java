package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Label;
import org.stillcall.console.PracticeDesk;
import org.stillcall.console.PracticeDesk.Action;
import org.stillcall.console.PracticeDesk.Result;
import org.stillcall.console.PracticeDesk.State;

/**
 * G23, P2, P12: a practice phone calls the published number, presses 0 at once and leaves a message; an advocate's page
 * is told that something waits, without being asked, and plays what was said.
 */
@Timeout(240)
class LeftMessagePageTest {
    private static final Label ALEX = new Label("alex");
    private static final String LISTEN = "(() => { const Real = AudioBufferSourceNode; globalThis.played = [];"
            + " globalThis.AudioBufferSourceNode = class extends Real { constructor(context, options) {"
            + " super(context, options); played.push(options.buffer); } }; })()";

    @TempDir
    Path data;

    private ConsoleRig rig;
    private PracticeDesk practice;

    @BeforeEach
    void start() {
        rig = new ConsoleRig(data, settings -> settings, (settings, mode, means, shutdown) -> {
            Service service = Wiring.start(settings, mode, means, shutdown);
            practice = service.practice().orElseThrow();
            return service;
        });
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    @Test
    void caller_leavesAMessage_andIsHeardInThePage() {
        Page ana = rig.device();
        ana.addInitScript(LISTEN);
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        assertEquals(Result.DONE, practice.act(ALEX, new Action.CallLine(true)));
        until(ana, State.TALKING); // the line answers by itself
        assertEquals(Result.DONE, practice.act(ALEX, new Action.Press('0')));
        ana.waitForTimeout(13_000); // the sentence and its tone, then Alex speaks
        assertEquals(Result.DONE, practice.act(ALEX, new Action.HangUp()));
        assertThat(ana.locator("section[data-topic=messages]"))
                .containsText("A message waits", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
        press(ana, "Hear what waits");
        ana.locator("li.callback").getByText("Listen").click();
        press(ana, "Open it");
        press(ana, "Play");
        double loudest = ((Number) ana.evaluate("() => played.at(-1).getChannelData(0)"
                        + ".reduce((most, each) => Math.max(most, Math.abs(each)), 0)"))
                .doubleValue();
        assertTrue(loudest > 0.05, "what was said is heard: " + loudest);
        assertThat(ana.locator("main")).not().containsText("cut short");
    }

    private void until(Page page, State state) {
        for (int i = 0; i < 150 && alex() != state; i++) {
            page.waitForTimeout(100);
        }
        assertEquals(state, alex());
    }

    private State alex() {
        return practice.handsets().stream()
                .filter(handset -> handset.name().equals(ALEX))
                .findFirst()
                .orElseThrow()
                .state();
    }
}
