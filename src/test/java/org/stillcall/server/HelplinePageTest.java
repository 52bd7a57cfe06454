package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.lookAt;
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
 * P2, G16, G17, G29: a practice phone calls the published number and reaches an advocate's page, in Chromium against a
 * whole server: the ringing, the answer, what is said first, the end, and the silence off duty.
 */
@Timeout(240)
class HelplinePageTest {
    @TempDir
    Path data;

    private ConsoleRig rig;
    private PagePhone ana;
    private Page practice;

    @BeforeEach
    void start() {
        rig = new ConsoleRig(
                data,
                settings -> settings.replace("ask_voice = true", "ask_voice = false\nring_for = \"20s\"")
                        .replace("languages = [\"en\", \"es\", \"fr\"]", "languages = [\"en\"]")
                        .replace("phones = [\"desk\"]", ""));
        ana = PagePhone.allowed(rig);
        rig.setUp(ana.page, "Ana");
        ConsoleRig.unhurry(ana.page);
        practice = rig.practice();
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    private void duty(String position) {
        assertEquals(
                200,
                ana.page.evaluate(
                        "async position => (await fetch('/api/duty', {method: 'PUT', headers: {'Content-Type':"
                                + " 'application/json'}, body: JSON.stringify({position, ...position === 'ON' ? {until:"
                                + " new Date(Date.now() + 3_600_000).toISOString()} : {}})})).status",
                        position));
    }

    private void robinCalls() {
        assertEquals(
                204,
                practice.evaluate("async () => (await fetch('/api/practice/phones/robin/call', {method: 'POST',"
                        + " headers: {'Content-Type': 'application/json'}, body: '{}'})).status"));
    }

    private void rings() {
        assertThat(ana.place().locator(".state")).hasText("Somebody calls.");
    }

    @Test
    void caller_isAnswered_toldWhatToKnow_andTalksToTheEnd() {
        duty("ON");
        robinCalls();
        rings();
        lookAt(ana.page, "helpline-rings");
        exactly(ana.page, "Answer").click();
        assertThat(ana.place().locator(".state")).hasText("You are connected.");
        ana.awaitSound();
        practice.waitForCondition(() -> robinHears(practice) > 20);
        Locator opening = ana.place().locator(".opening");
        assertThat(opening).containsText("“Is it safe for you to talk now?”");
        assertThat(opening).containsText("“If we are cut off, call again within 10 minutes and key *");
        assertThat(opening).containsText("“We do not see your number and cannot call you.");
        lookAt(ana.page, "helpline-opening");
        exactly(ana.page, "Asked").focus();
        ana.page.keyboard().press("Enter");
        assertThat(exactly(ana.page, "Said: if we are cut off")).isFocused();
        ana.page.keyboard().press("Enter");
        assertThat(exactly(ana.page, "Said: we cannot call")).isFocused();
        ana.page.keyboard().press("Enter");
        assertThat(opening).isHidden();
        assertThat(exactly(ana.page, "End call")).isFocused();
        lookAt(ana.page, "helpline-talks");
        exactly(ana.page, "End call").click();
        assertThat(exactly(ana.page, "Done")).isVisible();
        assertThat(ana.place().locator(".state")).hasText("The call has ended.");
        exactly(ana.page, "Done").click();
        ConsoleRig.assertHeading(ana.page, "What was it about?");
        exactly(ana.page, "Legal").click();
        assertThat(ana.page.getByText("Counted.").first()).hasCount(1);
        practice.waitForCondition(() -> robinHears(practice) == 0);
    }

    /** Off duty is off, in the middle of the ringing. */
    @Test
    void advocateWhoGoesOffDuty_ringsNoLonger() {
        duty("ON");
        robinCalls();
        rings();
        duty("OFF");
        assertThat(ana.place()).isHidden();
    }

    /** The next who calls is not kept from anybody by one that hung up. */
    @Test
    void callerWhoHangsUp_stopsTheRinging() {
        duty("ON");
        robinCalls();
        rings();
        practice.evaluate("async () => fetch('/api/practice/phones/robin/hangup', {method: 'POST',"
                + " headers: {'Content-Type': 'application/json'}, body: '{}'})");
        assertThat(ana.place()).isHidden();
    }
}
