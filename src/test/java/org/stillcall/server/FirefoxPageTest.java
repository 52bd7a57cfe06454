package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.press;
import static org.stillcall.server.PagePhone.robin;
import static org.stillcall.server.PagePhone.robinHears;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsHiddenOptions;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * B1, G16, G26, G27: the console in Debian's Firefox: let in by a code with a passkey of its own, a plan opened and
 * called from the page, sound both ways, muted, held, locked in the call, ended, left in a hurry; without a microphone,
 * in the background, loaded again, without a network for ten seconds, on a machine that is put to sleep.
 */
class FirefoxPageTest extends ConsoleVisit {
    /** Keeps the page's connections where the other script finds them, and leads them to the port that it is given. */
    private static final String WATCH = """
            const [gap] = arguments;
            const Real = window.RTCPeerConnection;
            window.peers = [];
            window.RTCPeerConnection = class extends Real {
              constructor(...all) {
                super(...all);
                window.peers.push(this);
              }
              setRemoteDescription({type, sdp}) {
                const port = / (\\d+) typ host/.exec(sdp)[1];
                window.mediaPort = Number(port);
                return super.setRemoteDescription(
                    gap === 0 ? {type, sdp} : {type, sdp: sdp.replaceAll(` ${port} typ host`, ` ${gap} typ host`)});
              }
            };""";

    private static final int DENIED = 2; // nsIPermissionManager.DENY_ACTION

    /** Whether the connection has decoded sound: the energy of what was heard grows. */
    private static final String HEARD = """
            const [told] = arguments;
            const end = performance.now() + 15_000;
            let first;
            const look = async () => {
              let energy = 0;
              (await window.peers.at(-1).getStats()).forEach(each => {
                energy += each.type === 'inbound-rtp' ? each.totalAudioEnergy ?? 0 : 0;
              });
              first ??= energy;
              if (energy > first + 0.01 || performance.now() > end) {
                told(energy > first + 0.01 ? 'heard' : 'nothing');
              } else {
                setTimeout(look, 50);
              }
            };
            look();""";

    /** Firefox sends no sound to the loopback address. */
    @BeforeEach
    @Override
    void start() {
        String media = "[media]\nbind = \"%1$s\"\nadvertised = \"%1$s\"".formatted(address());
        rig = new ConsoleRig(data, settings -> settings.replace("[media]", media));
    }

    private static String address() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .filter(address -> !address.isLoopbackAddress())
                    .findFirst()
                    .orElseThrow()
                    .getHostAddress();
        } catch (SocketException e) {
            throw new AssertionError(e);
        }
    }

    /** Lets a Firefox in that has the plan for Robin open, in sight of "Call". */
    private FirefoxPage ready() throws Exception {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        PlanPageTest.agree(ana, true, step -> {});
        go(ana, "People");
        press(ana, "Add a device");
        String code = ana.locator(".code-shown").textContent();
        FirefoxPage fox = new FirefoxPage(Files.createDirectory(data.resolve("firefox")));
        fox.open(rig.origin() + "/#join=" + code);
        FirefoxPage.await("four words", () -> {
            boolean start = fox.script("return [...document.querySelectorAll('button')]"
                            + ".some(one => one.textContent.trim() === 'Start');")
                    .asBoolean();
            if (start) {
                fox.press("Start");
            }
            return fox.script("return document.querySelector('.four-words') !== null;")
                    .asBoolean();
        });
        exactly(ana, "They match").click();
        fox.press("Make the passkey");
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
        assertEquals("heard", fox.later(HEARD).asText());
    }

    private static void ended(FirefoxPage fox) {
        fox.press("End call");
        fox.sees("The call is over");
    }

    @Test
    void call_fromThePageInFirefox_isHeardBothWays_andNothingStays() throws Exception {
        try (FirefoxPage fox = ready()) {
            Page practice = rig.practice();
            fox.script(WATCH, 0);
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
                MediaGap gap = new MediaGap(InetAddress.getByName(address()))) {
            Page practice = rig.practice();
            fox.script(WATCH, gap.port());
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
            fox.script(WATCH, 0);
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
