package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.PagePhone.robin;
import static org.stillcall.server.PagePhone.robinHears;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsHiddenOptions;
import java.net.InetAddress;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * B1, G16, G26, G27: the console in Debian's Firefox: let in by a code with a passkey of its own, a plan opened and
 * called from the page, sound both ways, muted, held, locked in the call, ended, left in a hurry; without a microphone,
 * in the background, loaded again, without a network for ten seconds, on a machine that is put to sleep.
 */
class FirefoxPageTest extends ConsoleVisit {
    private static final int DENIED = 2; // nsIPermissionManager.DENY_ACTION

    /** Firefox sends no sound to the loopback address. */
    @BeforeEach
    @Override
    void start() {
        String media = "[media]\nbind = \"%1$s\"\nadvertised = \"%1$s\"".formatted(FirefoxPage.address());
        rig = new ConsoleRig(data, settings -> settings.replace("[media]", media));
    }

    /** Lets a Firefox in that has the plan for Robin open, in sight of "Call". */
    private FirefoxPage ready() throws Exception {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        PlanPageTest.agree(ana, true, step -> {});
        FirefoxPage fox = FirefoxPage.admitted(rig, ana, Files.createDirectory(data.resolve("firefox")));
        fox.press("Calls");
        fox.press("Take it");
        fox.press("Open it");
        fox.press("Call");
        fox.sees("This device");
        return fox;
    }

    private static void connected(FirefoxPage fox, Page practice) {
        fox.press("Call");
        fox.sees("Their phone rings");
        robin(practice).locator(".answer").click();
        fox.sees("You are connected");
        heard(fox, practice);
    }

    private static void heard(FirefoxPage fox, Page practice) {
        practice.waitForCondition(() -> robinHears(practice) > 30);
        assertEquals("heard", fox.later(FirefoxPage.HEARD).asText());
    }

    private static void ended(FirefoxPage fox) {
        fox.press("End call");
        fox.sees("The call is over");
    }

    @Test
    void call_fromThePageInFirefox_isHeardBothWays_andNothingStays() throws Exception {
        try (FirefoxPage fox = ready()) {
            Page practice = rig.practice();
            fox.script(FirefoxPage.WATCH, 0);
            connected(fox, practice);
            fox.press("Mute");
            practice.waitForCondition(() -> robinHears(practice) == 0);
            fox.press("Mute");
            practice.waitForCondition(() -> robinHears(practice) > 30);
            fox.press("Hold");
            fox.sees("On hold.");
            fox.press("Hold");
            practice.waitForCondition(() -> robinHears(practice) > 30);
            fox.press("Me");
            fox.press("Lock now");
            fox.sees("Your call goes on.");
            fox.press("Unlock");
            fox.press("End call");
            fox.press("What now?");
            fox.sees("The call is over");
            assertEquals(
                    0,
                    fox.script("return document.querySelectorAll('audio').length;")
                            .asInt());
            assertEquals(
                    "0 0 0 1",
                    fox.later("const told = arguments[0]; Promise.all([caches.keys(), indexedDB.databases()])"
                                    + ".then(([kept, bases]) => told([localStorage.length, sessionStorage.length,"
                                    + " kept.length, bases.length].join(' ')));")
                            .asText());
            fox.press("Exit");
            FirefoxPage.await(
                    "the neutral page",
                    () -> fox.script("return location.pathname === '/away.html'"
                                    + " && document.querySelector('script') === null;")
                            .asBoolean());
        }
    }

    @Test
    void page_withoutAMicrophoneOrInTheBackgroundOrWithoutANetwork_saysSoAndGoesOn() throws Exception {
        try (FirefoxPage fox = ready();
                MediaGap gap = new MediaGap(InetAddress.getByName(FirefoxPage.address()))) {
            Page practice = rig.practice();
            fox.script(FirefoxPage.WATCH, gap.port());
            fox.prefer("media.navigator.permission.disabled", false);
            fox.prefer("permissions.default.microphone", DENIED);
            fox.press("Call");
            fox.sees("may not use the microphone");
            fox.prefer("media.navigator.permission.disabled", true);
            fox.prefer("media.navigator.streams.fake", false);
            fox.press("Call");
            fox.sees("There is no microphone.");
            assertTrue(rig.asked().stream().noneMatch(asked -> asked.startsWith("POST /api/calls ")));
            fox.prefer("media.navigator.streams.fake", true);
            fox.prefer("permissions.default.microphone", 0);
            fox.press("Call");
            FirefoxPage.await(
                    "the server's port",
                    () -> fox.script("return window.mediaPort !== undefined;").asBoolean());
            gap.to(fox.script("return window.mediaPort;").asInt());
            fox.sees("Their phone rings");
            robin(practice).locator(".answer").click();
            fox.sees("You are connected");
            heard(fox, practice);
            Runnable back = fox.cover();
            practice.waitForTimeout(5_000); // time goes by: what is tested is that it does no harm
            practice.waitForCondition(() -> robinHears(practice) > 30);
            back.run();
            heard(fox, practice);
            gap.close(true);
            fox.offline(true);
            fox.sees("Your sound does not get through");
            practice.waitForTimeout(6_000);
            fox.sees("You are connected");
            gap.close(false);
            fox.offline(false);
            heard(fox, practice);
            ended(fox);
        }
        rig.forgive();
    }

    @Test
    void page_loadedAgain_takesTheCallUp_andOneThatSleepsTooLongIsToldWhatBecameOfIt() throws Exception {
        try (FirefoxPage fox = ready()) {
            Page practice = rig.practice();
            fox.script(FirefoxPage.WATCH, 0);
            connected(fox, practice);
            fox.script("location.reload();");
            fox.sees("You are connected");
            practice.waitForCondition(() -> robinHears(practice) > 30);
            fox.sleep(true);
            practice.waitForTimeout(5_000);
            assertThat(robin(practice).locator(".lines")).containsText("On a call");
            fox.sleep(false);
            practice.waitForCondition(() -> robinHears(practice) > 30);
            fox.sleep(true);
            assertThat(robin(practice).locator(".reject")).isHidden(new IsHiddenOptions().setTimeout(40_000));
            fox.sleep(false);
            fox.sees("The line dropped, and nothing is to follow");
        }
        rig.forgive();
    }
}
