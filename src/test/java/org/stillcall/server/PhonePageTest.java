package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.button;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;
import static org.stillcall.server.PagePhone.robin;
import static org.stillcall.server.PagePhone.robinHears;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsHiddenOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * B1, B2, G27, P13: the advocate's page as the phone, in Chromium with a made microphone against a whole server and the
 * practice carrier's phones. Screenshots go to {@code target/pictures}.
 */
@Timeout(240)
class PhonePageTest {
    @TempDir
    Path data;

    private ConsoleRig rig;

    @BeforeEach
    void start() {
        rig = new ConsoleRig(data);
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    @Test
    void call_fromThePage_isHeardBothWaysMutedAndHeld() {
        PagePhone ana = PagePhone.allowed(rig).ready(rig);
        assertThat(ana.page.locator("fieldset.choice label").first()).containsText("This device");
        assertThat(ana.page.locator("fieldset.choice input").first()).isChecked();
        lookAt(ana.page, "phone-choice");
        Page practice = rig.practice();
        ana.call();
        lookAt(ana.page, "phone-rings");
        ana.answeredOn(practice);
        ana.awaitSound();
        practice.waitForCondition(() -> robinHears(practice) > 30);
        ana.saysNothing();
        assertEquals(1, ana.page.evaluate("() => wakes"), "the screen is asked to stay on");
        lookAt(ana.page, "phone-talking");
        ana.toggle("Mute").focus();
        ana.page.keyboard().press("Space");
        ana.says("Muted.");
        practice.waitForCondition(() -> robinHears(practice) == 0);
        lookAt(ana.page, "phone-muted");
        ana.toggle("Mute").click();
        practice.waitForCondition(() -> robinHears(practice) > 30);
        ana.toggle("Hold").click();
        ana.says("On hold.");
        practice.waitForCondition(() -> robinHears(practice) == 0); // between two tones
        double held = ana.loudness();
        practice.waitForCondition(() -> robinHears(practice) > 30); // the tone, which is no speech of hers
        assertEquals(held, ana.loudness(), 0.005, "she hears nothing meanwhile");
        ana.toggle("Hold").click();
        ana.saysNothing();
        ana.awaitSound();
        ana.toggle("Keypad").click();
        assertThat(ana.place().locator(".keypad")).isVisible();
        lookAt(ana.page, "phone-keypad");
        ana.page.keyboard().press("5");
        ana.toggle("Keypad").click();
        ana.end();
        assertEquals(0, ana.page.locator("audio").count());
        assertEquals("closed", ana.page.evaluate("() => peers.at(-1).connectionState"));
        assertEquals("0 0 0 1", ConsoleRig.stores(ana.page));
        assertTrue(rig.asked().stream().noneMatch(asked -> asked.contains("candidate")));
    }

    /** Time goes by: what is tested is that it does no harm. */
    private static void pass(Page page, int seconds) {
        page.waitForTimeout(seconds * 1_000.0);
    }

    @Test
    void call_whileLocked_goesOnAndShowsNothingOfThem() {
        PagePhone ana = PagePhone.allowed(rig).ready(rig);
        Page practice = rig.practice();
        ana.call().answeredOn(practice);
        go(ana.page, "Me");
        press(ana.page, "Lock now");
        assertHeading(ana.page, "Locked");
        assertFalse(ana.page.content().contains("Quillon"));
        ana.awaitSound();
        ana.toggle("Mute").click();
        practice.waitForCondition(() -> robinHears(practice) == 0);
        lookAt(ana.page, "phone-locked");
        ana.toggle("Mute").click();
        practice.waitForCondition(() -> robinHears(practice) > 30);
        exactly(ana.page, "Unlock").click();
        ConsoleRig.awaitHome(ana.page);
        ana.awaitSound();
        ana.end();
    }

    @Test
    void page_loadedAgainInTheCall_takesItUp() {
        PagePhone ana = PagePhone.allowed(rig).ready(rig);
        Page practice = rig.practice();
        ana.call().answeredOn(practice);
        ana.awaitSound();
        ana.page.reload();
        assertHeading(ana.page, "Locked");
        assertThat(ana.place()).containsText("You are connected");
        ana.page.waitForCondition(() -> (Boolean) ana.page.evaluate("() => peers.length > 0"));
        ana.awaitSound();
        practice.waitForCondition(() -> robinHears(practice) > 30);
        ana.saysNothing();
        exactly(ana.page, "Unlock").click();
        ConsoleRig.awaitHome(ana.page);
        press(ana.page, "Show who to ask for");
        assertHeading(ana.page, "Quillon");
        ana.end();
    }

    @Test
    void page_thatIsClosed_endsTheCallAfterAWhileAndNotBefore() {
        PagePhone ana = PagePhone.allowed(rig).ready(rig);
        Page practice = rig.practice();
        ana.call().answeredOn(practice);
        ana.page.close();
        pass(practice, 8);
        assertThat(robin(practice).locator(".lines")).containsText("On a call");
        assertThat(robin(practice).locator(".reject")).isHidden(new IsHiddenOptions().setTimeout(12_000));
    }

    @Test
    void network_awayForTenSeconds_comesBackByAnotherPath() {
        try (MediaGap gap = new MediaGap()) {
            PagePhone ana = PagePhone.allowed(rig).through(gap).ready(rig);
            Page practice = rig.practice();
            ana.call().answeredOn(practice);
            ana.awaitSound();
            gap.close(true);
            ana.page.context().setOffline(true);
            ana.says("Connecting to the server again");
            pass(practice, 10);
            assertThat(ana.place()).containsText("You are connected");
            gap.close(false);
            ana.page.context().setOffline(false);
            ana.awaitSound();
            practice.waitForCondition(() -> robinHears(practice) > 30);
            ana.saysNothing();
            ana.end();
        }
        rig.forgive();
    }

    @Test
    void microphone_thatIsRefused_callsNobodyAndSaysWhatToDo() {
        PagePhone ana = new PagePhone(rig.deviceWithMicrophones(1)).ready(rig);
        exactly(ana.page, "Call").click();
        assertThat(ana.page.locator(".fault")).containsText("may not use the microphone");
        lookAt(ana.page, "phone-refused");
        assertTrue(rig.asked().stream().noneMatch(asked -> asked.startsWith("POST /api/calls ")));
    }

    @Test
    void network_awayForTooLong_isFollowedByWhatWasAgreed_andThePageRingsUntilSomebodyAnswers() {
        try (MediaGap gap = new MediaGap()) {
            PagePhone ana = PagePhone.allowed(rig).through(gap).ready(rig, DropPageTest::agree);
            Page practice = rig.practice();
            ana.call().answeredOn(practice);
            ana.awaitSound();
            gap.close(true);
            ana.page.context().setOffline(true);
            assertThat(robin(practice).locator(".reject")).isHidden(new IsHiddenOptions().setTimeout(25_000));
            gap.close(false);
            ana.page.context().setOffline(false);
            assertThat(ana.place()).containsText("Your phone was cut off.");
            assertThat(ana.toggle("Answer")).isHidden();
            ana.page.waitForCondition(() -> "closed".equals(ana.page.evaluate("() => peers.at(-1).connectionState")));
            Object before = ana.page.evaluate("() => peers.length");
            assertThat(ana.place()).containsText("Answer your phone", new ContainsTextOptions().setTimeout(70_000));
            Looks.glance(ana.page, "phone-rings-again");
            pass(ana.page, 3);
            assertEquals(before, ana.page.evaluate("() => peers.length"), "nothing is opened by itself");
            ana.toggle("Answer").click();
            robin(practice).locator(".answer").click();
            assertThat(ana.place()).containsText("You are connected");
            assertThat(ana.toggle("Answer")).isHidden();
            ana.awaitSound();
            practice.waitForCondition(() -> robinHears(practice) > 30);
            ana.end();
        }
        rig.forgive();
    }

    @Test
    void microphone_thatIsPulledOut_isSaidAndTheCallGoesOn() {
        PagePhone ana = PagePhone.allowed(rig).ready(rig);
        Page practice = rig.practice();
        ana.call().answeredOn(practice);
        ana.awaitSound();
        ana.pullOut(true);
        ana.says("The microphone is gone.");
        practice.waitForCondition(() -> robinHears(practice) == 0);
        pass(practice, 4);
        ana.says("The microphone is gone."); // and not that the sound does not get through: silence is sent
        lookAt(ana.page, "phone-no-microphone");
        ana.pullOut(false);
        ana.saysNothing();
        practice.waitForCondition(() -> robinHears(practice) > 30);
        ana.end();
    }

    @Test
    void device_thatIsChosen_isUsedAtOnce() {
        PagePhone ana = PagePhone.allowed(rig).ready(rig);
        Page practice = rig.practice();
        ana.call().answeredOn(practice);
        ana.toggle("Sound").click();
        String used = (String) ana.page.evaluate("() => peers.at(-1).getSenders()[0].track.getSettings().deviceId");
        var list = ana.place().locator(".devices select").first();
        ana.page.waitForCondition(() -> list.locator("option").count() >= 2);
        lookAt(ana.page, "phone-sound");
        String other = (String) list.evaluate(
                "(list, used) => [...list.options].map(o => o.value).find(v => v !== used && v !== 'default')", used);
        list.selectOption(other);
        ana.page.waitForCondition(() ->
                other.equals(ana.page.evaluate("() => peers.at(-1).getSenders()[0].track.getSettings().deviceId")));
        practice.waitForCondition(() -> robinHears(practice) > 30);
        ana.end();
    }

    @Test
    void wipe_duringTheCall_endsItAndEmptiesThePage() {
        PagePhone ana = PagePhone.allowed(rig).ready(rig);
        Page practice = rig.practice();
        ana.call().answeredOn(practice);
        ana.page.evaluate("() => { fetch('/api/panic', {method: 'POST',"
                + " headers: {'Content-Type': 'application/json'}, body: '{}'}); }");
        ana.page.waitForURL("**/away.html");
        assertThat(robin(practice).locator(".reject")).isHidden();
        rig.forgive();
    }

    @Test
    void signingOut_duringTheCall_endsIt() {
        PagePhone ana = PagePhone.allowed(rig).ready(rig);
        Page practice = rig.practice();
        ana.call().answeredOn(practice);
        go(ana.page, "Me");
        press(ana.page, "Sign out");
        assertThat(robin(practice).locator(".reject")).isHidden();
    }

    @Test
    void tab_inTheBackground_goesOn() {
        PagePhone ana = PagePhone.allowed(rig).ready(rig);
        Page practice = rig.practice();
        ana.call().answeredOn(practice);
        Page front = ana.page.context().newPage();
        front.navigate("about:blank");
        front.bringToFront();
        pass(practice, 5);
        ana.awaitSound();
        practice.waitForCondition(() -> robinHears(practice) > 30);
        ana.page.bringToFront();
        ana.end();
    }

    @Test
    void another_tab_takesThePhone() {
        PagePhone ana = PagePhone.allowed(rig).ready(rig);
        Page practice = rig.practice();
        ana.call().answeredOn(practice);
        Page second = ana.page.context().newPage();
        second.navigate(rig.origin());
        assertThat(second.locator("section.call")).containsText("You are connected");
        ana.says("Another tab of this browser is the phone now.");
        practice.waitForCondition(() -> robinHears(practice) > 30);
        button(second, "End call").click();
        assertThat(robin(practice).locator(".reject")).isHidden();
    }
}
