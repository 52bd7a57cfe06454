package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.awaitHome;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;
import static org.stillcall.server.ConsoleRig.readBack;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * G25 to G28, B4, P13: people and their devices as they meet them, in Chromium with its virtual authenticator against a
 * whole server: set-up, letting in, lock, quick exit, wipe, recovery. Screenshots go to {@code target/pictures}.
 */
class ConsolePageTest extends ConsoleVisit {
    @Test
    void setUp_makesASheetThatNeverLeavesTheBrowser() throws IOException {
        Page ana = rig.device();
        ana.navigate(rig.setupAddress());
        lookAt(ana, "setup-welcome");
        press(ana, "Begin");
        assertEquals(rig.origin() + "/", ana.url()); // the code leaves the address and the history at once
        lookAt(ana, "setup-name");
        ana.getByLabel("Name").fill("Ana");
        press(ana, "Next");
        ana.locator(".sheet").waitFor();
        lookAt(ana, "setup-sheet");
        Download sheet = ana.waitForDownload(() -> press(ana, "Save as PDF"));
        String pdf = Files.readString(sheet.path(), StandardCharsets.ISO_8859_1);
        assertTrue(pdf.startsWith("%PDF-"));
        List<String> words = ana.locator(".sheet .words li").allTextContents();
        words.forEach(word -> assertTrue(pdf.contains(word)));
        press(ana, "I have it");
        ana.locator("form .field").first().waitFor();
        lookAt(ana, "setup-read-back");
        ana.locator("form .field input").first().fill("zebra");
        press(ana, "Check");
        assertThat(ana.locator(".sheet")).isHidden();
        press(ana, "Show the sheet again");
        assertEquals(words, readBack(ana)); // the same sheet, and a wrong word does not get past
        lookAt(ana, "setup-passkey");
        press(ana, "Make the passkey");
        press(ana, "Go on");
        awaitHome(ana);
        for (String request : rig.asked()) {
            long told = words.stream().filter(request::contains).count();
            assertTrue(told < 3, "A request holds the sheet's words.");
        }
        assertEquals("0 0 0 1", ConsoleRig.stores(ana)); // the device's key pair, nothing else
        assertEquals("Notes", ana.title());
    }

    @Test
    void devices_areLetInBySeeingTheSameFourWords() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        go(ana, "People");
        assertThat(ana.locator(".person-card h2")).hasText("Ana");
        lookAt(ana, "people");
        press(ana, "Add a device");
        String code = ana.locator(".code-shown").textContent();
        lookAt(ana, "people-add-device");
        Page second = rig.device();
        second.navigate(rig.origin());
        lookAt(second, "welcome");
        press(second, "I have a code");
        second.getByLabel("Code").fill(code.toLowerCase(java.util.Locale.ROOT));
        press(second, "Next");
        second.locator(".four-words").waitFor();
        ana.locator(".four-words").waitFor();
        assertEquals(
                ana.locator(".four-words li").allTextContents(),
                second.locator(".four-words li").allTextContents());
        lookAt(ana, "people-four-words");
        press(ana, "They match");
        press(second, "Make the passkey");
        awaitHome(second);
        press(ana, "Done");
        assertThat(ana.locator(".device-row")).hasCount(2);
        rig.admit(ana, "Noor", rig.device());
        assertThat(ana.locator(".person-card")).hasCount(2);
        lookAt(ana, "people-two");
    }

    @Test
    void fourWords_underAServerThatLies_differOrAreAnAlarm() {
        String other = ".replace(/^./, first => first === 'A' ? 'B' : 'A')";
        Page ana = rig.device();
        lie(ana, "/api/joins/[^/]+$", "if (said.nonce) said.nonce = said.nonce" + other);
        rig.setUp(ana, "Ana");
        Page swapped = rig.device();
        sayNewCode(ana, swapped);
        swapped.locator(".four-words").waitFor();
        ana.locator(".four-words").waitFor();
        List<String> here = ana.locator(".four-words li").allTextContents();
        assertEquals(4, here.size());
        assertNotEquals(here, swapped.locator(".four-words li").allTextContents());
        press(ana, "They differ");
        assertHeading(swapped, "That was stopped");
        Page unkept = rig.device();
        lie(unkept, "/api/join/state$", "if (said.approver) said.approver.nonce = said.approver.nonce" + other);
        sayNewCode(ana, unkept);
        assertHeading(unkept, "Stop. This is not safe");
        assertThat(unkept.locator(".four-words")).hasCount(0);
        lookAt(unkept, "join-alarm");
        press(ana, "They differ");
        Page early = rig.device();
        lie(early, "/api/join/state$", "said.state = 'APPROVED'; said.publicKey = {}; delete said.approver");
        sayNewCode(ana, early);
        assertHeading(early, "Stop. This is not safe");
    }

    private void sayNewCode(Page coordinator, Page theirs) {
        go(coordinator, "People");
        press(coordinator, "Add a device");
        String code = coordinator.locator(".code-shown").textContent();
        theirs.navigate(rig.origin());
        press(theirs, "I have a code");
        theirs.getByLabel("Code").fill(code);
        press(theirs, "Next");
    }

    /** Changes what that page hears at those paths before it sees it. */
    private static void lie(Page page, String paths, String change) {
        page.addInitScript("(() => { const ask = globalThis.fetch; globalThis.fetch = async (path, options) => {"
                + " const answer = await ask(path, options);"
                + " if (!answer.ok || answer.status === 204 || !/" + paths.replace("/", "\\/")
                + "/.test(path)) return answer;"
                + " const said = await answer.json(); " + change + ";"
                + " return new Response(JSON.stringify(said), {status: answer.status}); }; })()");
    }

    @Test
    void recovery_bringsACoordinatorBackAndTellsTheOthers() {
        Page ana = rig.device();
        List<String> words = rig.setUp(ana, "Ana");
        Page kim = rig.device();
        kim.navigate(rig.origin());
        press(kim, "Use the recovery sheet");
        lookAt(kim, "recovery");
        kim.getByLabel("Words of").fill(String.join(" ", words));
        press(kim, "Next");
        kim.getByLabel("What do").fill("Kim");
        press(kim, "Make the passkey");
        press(kim, "Go on");
        awaitHome(kim);
        go(kim, "People");
        assertThat(kim.locator(".person-card h2")).containsText(new String[] {"Ana"});
        ana.locator(".alert").first().waitFor();
        lookAt(ana, "alert");
        go(kim, "Me");
        press(kim, "Make a new sheet");
        List<String> fresh = readBack(kim);
        assertTrue(!fresh.equals(words));
        kim.getByText("The new sheet works").first().waitFor();
        Page late = rig.device();
        late.navigate(rig.origin());
        press(late, "Use the recovery sheet");
        late.getByLabel("Words of").fill(String.join(" ", words));
        press(late, "Next");
        late.locator(".fault:visible, .alarm:visible").first().waitFor(); // the old sheet opens nothing any more
    }
}
