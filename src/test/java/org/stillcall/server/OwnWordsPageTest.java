package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;
import static org.stillcall.server.PagePhone.robinHears;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * G14, G19: the agreed words in the advocate's own voice, recorded in the page before a call, played to a voicemail
 * once, and nowhere afterwards, in Chromium against a whole server with the practice carrier's phones.
 */
@Timeout(240)
class OwnWordsPageTest {
    private static final String RECORDER =
            "() => recorders.map(one =>" + " `${one.state} ${one.stream.getTracks()[0].readyState}`).join()";

    @TempDir
    Path data;

    private ConsoleRig rig;
    private PagePhone ana;

    @BeforeEach
    void start() {
        rig = new ConsoleRig(data);
        ana = PagePhone.allowed(rig);
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    private Locator card() {
        return ana.page.locator("section[data-topic=own-words]");
    }

    private void record() {
        card().getByText("You can record these words now").waitFor();
        press(ana.page, "Record them");
        assertThat(exactly(ana.page, "Stop")).isFocused();
        lookAt(ana.page, "own-words-recording");
        ana.page.waitForTimeout(2_000); // somebody speaks
        ana.page.keyboard().press("Enter");
        card().getByText("Recorded. It stays in this page").waitFor();
    }

    @Test
    void recording_isPlayedToAVoicemailOnce_alsoWhileMuted_andTheCallEnds() {
        ana.ready(rig, PlanPageTest::agreeOnAMessage);
        record();
        exactly(ana.page, "Listen").click();
        lookAt(ana.page, "own-words");
        Page practice = rig.practice();
        ana.call().answeredOn(practice);
        practice.waitForCondition(() -> robinHears(practice) > 30);
        ana.toggle("Mute").click();
        practice.waitForCondition(() -> robinHears(practice) == 0);
        exactly(ana.page, "Voicemail").click();
        assertHeading(ana.page, "Say this after the tone");
        lookAt(ana.page, "own-words-voicemail");
        ana.page.getByText("Play my recording, then hang up").click();
        practice.waitForCondition(() -> robinHears(practice) > 30);
        assertHeading(ana.page, "The call is over");
        assertThat(ana.page.locator("main")).containsText("A voicemail answered.");
        assertEquals("0 0 0 1", ConsoleRig.stores(ana.page));
        assertEquals(
                0, rig.asked().stream().filter(asked -> asked.contains("blob")).count());
    }

    /** No call is ever recorded: who forgets to stop before the call has no recording. */
    @Test
    void recording_thatIsNotStopped_endsAsTheCallBegins() {
        ana.page.addInitScript("(() => { const Real = MediaRecorder; globalThis.recorders = [];"
                + " globalThis.MediaRecorder = class extends Real {"
                + " constructor(...all) { super(...all); recorders.push(this); } }; })()");
        ana.ready(rig, PlanPageTest::agreeOnAMessage);
        press(ana.page, "Record them");
        assertThat(exactly(ana.page, "Stop")).isFocused();
        assertEquals("recording live", ana.page.evaluate(RECORDER));
        Page practice = rig.practice();
        ana.call();
        assertEquals("inactive ended", ana.page.evaluate(RECORDER));
        ana.answeredOn(practice);
        exactly(ana.page, "Voicemail").click();
        assertHeading(ana.page, "Say this after the tone");
        assertThat(ana.page.getByText("Play my recording, then hang up")).hasCount(0);
        exactly(ana.page, "Hang up").click();
        assertHeading(ana.page, "The call is over");
    }

    @Test
    void recording_thatIsForgotten_isNotOffered() {
        ana.ready(rig, PlanPageTest::agreeOnAMessage);
        record();
        press(ana.page, "Forget it");
        card().getByText("You can record these words now").waitFor();
        Page practice = rig.practice();
        ana.call().answeredOn(practice);
        exactly(ana.page, "Voicemail").click();
        assertHeading(ana.page, "Say this after the tone");
        assertThat(ana.page.getByText("Play my recording, then hang up")).hasCount(0);
        exactly(ana.page, "Hang up").click();
        assertHeading(ana.page, "The call is over");
    }

    @Test
    void planWithoutAMessage_offersNoRecording() {
        ana.ready(rig);
        assertThat(card()).hasCount(0);
    }
}
