package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * B3, P13: a practice phone that is answered in another tab, with real sound, by Chromium at both ends: what is said
 * and keyed at one is heard at the other, over the whole path of a call.
 */
@Timeout(240)
class RehearsalPageTest {
    private static final int NEAR = 700; // hertz
    private static final int FAR = 1_100;
    private static final Integer[] FIVE = {770, 1_336};
    private static final Integer[] NINE = {852, 1_477};

    @TempDir
    Path data;

    private ConsoleRig rig;

    @BeforeEach
    void start() {
        rig = new ConsoleRig(data, settings -> settings, Map.of(), RehearsalTab.ARGUMENTS);
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    private RehearsalTab advocate() {
        RehearsalTab tab = new RehearsalTab(rig.device(1280, 900, ColorScheme.LIGHT), NEAR).open(rig, "");
        tab.page.locator("#voice").check();
        return tab;
    }

    private RehearsalTab other(String fragment) {
        return new RehearsalTab(rig.device(), FAR).open(rig, fragment);
    }

    /** Two people, each with a tab: connected. */
    private void connect(RehearsalTab advocate, RehearsalTab alex) {
        advocate.call();
        alex.phone("Alex").locator(".answer").click();
        advocate.says("You and Alex are connected.");
    }

    @Test
    void console_andATabThatIsAPhone_hearEachOthersVoicesAndKeys() {
        Page device = rig.device();
        RehearsalTab.speak(device, NEAR);
        PagePhone ana = new PagePhone(device).ready(rig);
        RehearsalTab robin = other("#robin");
        assertFalse(robin.listensToItsRoom(), "nobody has answered yet");
        ana.call();
        assertThat(robin.phone("Robin").locator(".lines")).hasText("Incoming callPrivate");
        robin.phone("Robin").locator(".answer").click();
        assertThat(ana.place()).containsText("You are connected");
        RehearsalTab near = new RehearsalTab(ana.page, NEAR);
        robin.awaitTones(NEAR);
        near.awaitTones(FAR);
        robin.phone("Robin").locator(".keys").click();
        robin.phone("Robin").locator(".keypad .key").nth(4).click();
        near.awaitTones(FIVE);
        ana.toggle("Keypad").click();
        ana.page.keyboard().press("9");
        robin.awaitTones(NINE);
        robin.awaitTones(NEAR);
        robin.phone("Robin").locator(".mute").click();
        assertThat(robin.phone("Robin").locator(".held .words")).containsText("Muted.");
        near.awaitSilence(FAR);
        robin.phone("Robin").locator(".mute").click();
        near.awaitTones(FAR);
        robin.phone("Robin").locator(".reject").click();
        assertThat(ana.place()).not().containsText("You are connected");
        assertThat(robin.phone("Robin").locator(".call-log p").first()).containsText("Private, ");
        assertThat(robin.phone("Robin").locator(".bill p").first()).containsText("Incoming, Private, ");
        robin.await(() -> !robin.listensToItsRoom());
        assertFalse(robin.page.content().contains("Quillon"));
        assertEquals("0 0 0 0", ConsoleRig.stores(robin.page));
        assertTrue(rig.asked().stream().noneMatch(asked -> asked.contains("candidate")));
    }

    @Test
    void twoTabsOfThePracticeRoom_hearEachOther_andTheAdvocateEndsIt() {
        RehearsalTab advocate = advocate();
        RehearsalTab second = other("");
        advocate.call();
        second.phone("Alex").locator(".here").click();
        advocate.says("You and Alex are connected.");
        second.awaitTones(NEAR);
        advocate.awaitTones(FAR);
        assertThat(advocate.phone("Alex").locator(".elsewhere")).isVisible();
        advocate.page.locator("#end").click();
        advocate.says("side by side");
        assertThat(second.phone("Alex").and(second.page.locator("[data-state=IDLE]")))
                .isAttached();
        second.await(() -> !second.listensToItsRoom());
        advocate.await(() -> !advocate.listensToItsRoom());
        assertThat(advocate.phone("Alex").locator(".elsewhere")).isHidden();
    }

    @Test
    void call_rejectedInTheTab_isOverAtBothEnds() {
        RehearsalTab advocate = advocate();
        RehearsalTab alex = other("#alex");
        advocate.call();
        alex.phone("Alex").locator(".reject").click();
        advocate.says("side by side");
        assertThat(alex.phone("Alex").locator(".call-log p").first()).containsText("declined");
        assertThat(advocate.page.locator(".done")).containsText("They declined.");
        assertFalse(alex.listensToItsRoom());
    }

    @Test
    void tab_closedInTheCall_endsIt() {
        RehearsalTab advocate = advocate();
        RehearsalTab alex = other("#alex");
        connect(advocate, alex);
        alex.awaitTones(NEAR);
        rig.leave(alex.page);
        advocate.says("side by side");
        assertThat(advocate.page.locator(".done")).containsText("You talked for");
        RehearsalTab again = other("#alex");
        connect(advocate, again);
        again.awaitTones(NEAR);
    }

    @Test
    void tab_whoseNetworkChanges_goesOn_andWhoseSoundIsGone_letsGo() {
        RehearsalTab advocate = advocate();
        RehearsalTab alex = new RehearsalTab(new PagePhone(rig.device()).page, FAR).open(rig, "#alex");
        connect(advocate, alex);
        alex.page.evaluate("() => { dispatchEvent(new Event('online'));"
                + " navigator.connection.dispatchEvent(new Event('change')); }");
        alex.awaitTones(NEAR);
        advocate.awaitTones(FAR);
        alex.page.evaluate("() => peers.at(-1).close()");
        advocate.says("side by side");
        alex.await(() -> !alex.listensToItsRoom());
        connect(advocate, alex);
        alex.awaitTones(NEAR);
    }

    @Test
    void secondTab_thatIsTheSamePhone_isToldSo_andTheFirstGoesOn() {
        RehearsalTab advocate = advocate();
        RehearsalTab alex = other("#alex");
        connect(advocate, alex);
        RehearsalTab thief = other("#alex");
        assertThat(thief.phone("Alex").locator(".held .words")).containsText("open in another tab");
        assertThat(thief.phone("Alex").locator(".answer")).isHidden();
        alex.awaitTones(NEAR);
        advocate.awaitTones(FAR);
        assertEquals(200, ConsoleRig.status(thief.page, "/api/practice/phones"));
        ConsoleRig.lookAt(thief.page, "rehearsal-taken");
    }

    @Test
    void lineThatDrops_isCalledBackFromTheTab_byTheNumberThatShowed() {
        RehearsalTab advocate = advocate();
        advocate.page.locator("#shows").check();
        RehearsalTab alex = other("#alex");
        connect(advocate, alex);
        advocate.phone("Alex").locator(".lose").click();
        advocate.says("The line dropped.");
        assertThat(alex.phone("Alex").locator(".call-log p").first()).containsText("(617) 555-01");
        assertThat(alex.phone("Alex").locator(".bill p").first()).containsText("(617) 555-01");
        assertFalse(alex.listensToItsRoom());
        alex.phone("Alex").locator(".back").click();
        advocate.says("You are connected with whoever called back.");
        alex.awaitTones(NEAR);
        advocate.awaitTones(FAR);
        advocate.page.locator("#end").click();
        advocate.says("side by side");
        assertThat(advocate.page.locator(".done")).containsText("They called the number that they saw");
        assertThat(advocate.page.locator(".done")).containsText("were connected again");
    }

    @Test
    void microphone_thatIsRefused_leavesThePhoneRinging() {
        RehearsalTab advocate = advocate();
        RehearsalTab alex = other("#alex");
        alex.page.evaluate("() => { navigator.mediaDevices.getUserMedia = async () => {"
                + " throw new DOMException('', 'NotAllowedError'); }; }");
        advocate.call();
        alex.phone("Alex").locator(".answer").click();
        alex.says("may not use the microphone");
        assertThat(alex.phone("Alex").locator(".answer")).isVisible();
        alex.phone("Alex").locator(".reject").click();
        advocate.says("side by side");
    }

    @Test
    void tab_thatIsAPhone_canBeUsedByEverybody() {
        RehearsalTab advocate = advocate();
        RehearsalTab alex = other("#alex");
        ConsoleRig.lookAt(alex.page, "rehearsal-waits");
        advocate.call();
        assertThat(alex.phone("Alex").locator(".answer")).isVisible();
        ConsoleRig.lookAt(alex.page, "rehearsal-rings");
        alex.page.locator("#state").focus();
        alex.page.keyboard().press("Tab");
        assertThat(alex.phone("Alex").locator(".answer")).isFocused();
        alex.page.keyboard().press("Enter");
        advocate.says("You and Alex are connected.");
        alex.awaitTones(NEAR);
        alex.phone("Alex").locator(".keys").click();
        ConsoleRig.lookAt(alex.page, "rehearsal-talks");
        ConsoleRig.lookAt(advocate.page, "rehearsal-advocate-talks");
        advocate.page.setViewportSize(1280, 900);
        advocate.page.locator("#end").click();
        advocate.says("side by side");
        ConsoleRig.lookAt(alex.page, "rehearsal-after");
    }
}
