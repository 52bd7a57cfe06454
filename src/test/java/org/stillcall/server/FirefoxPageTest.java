package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.press;
import static org.stillcall.server.PagePhone.robin;
import static org.stillcall.server.PagePhone.robinHears;

import com.microsoft.playwright.Page;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * B1, G16, G26, G27: the console in Debian's Firefox: let in by a code with a passkey of its own, a plan opened and
 * called
 * from the page, sound both ways, muted, held, locked in the call, ended, left in a hurry.
 */
class FirefoxPageTest extends ConsoleVisit {
    /** Keeps the page's connections where the other script finds them. */
    private static final String WATCH = """
            const Real = window.RTCPeerConnection;
            window.peers = [];
            window.RTCPeerConnection = class extends Real {
              constructor(...all) {
                super(...all);
                window.peers.push(this);
              }
            };""";
    /** Whether the connection has decoded sound: the energy of what was heard grows. */
    private static final String HEARD = """
            const [told] = arguments;
            const end = performance.now() + 15_000;
            const look = async () => {
              let energy = 0;
              (await window.peers.at(-1).getStats()).forEach(each => {
                energy += each.type === 'inbound-rtp' ? each.totalAudioEnergy ?? 0 : 0;
              });
              if (energy > 0.01 || performance.now() > end) {
                told(energy > 0.01 ? 'heard' : 'nothing');
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

    @Test
    void call_fromThePageInFirefox_isHeardBothWays_andNothingStays() throws Exception {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        PlanPageTest.agree(ana, true, step -> {});
        go(ana, "People");
        press(ana, "Add a device");
        String code = ana.locator(".code-shown").textContent();
        try (FirefoxPage fox = new FirefoxPage(Files.createDirectory(data.resolve("firefox")))) {
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
            Page practice = rig.practice();
            fox.script(WATCH);
            fox.press("Call");
            fox.sees("Their phone rings");
            robin(practice).locator(".answer").click();
            fox.sees("You are connected");
            practice.waitForCondition(() -> robinHears(practice) > 30);
            assertEquals("heard", fox.later(HEARD).asText());
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
}
