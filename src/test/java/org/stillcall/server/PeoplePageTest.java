package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.awaitHome;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/**
 * G25, G28, P8, P13: what coordinators see and change of people and devices, and every page on a new device's way in.
 */
class PeoplePageTest extends ConsoleVisit {
    private static Locator card(Page page, String name) {
        return page.locator(".person-card").filter(new Locator.FilterOptions().setHasText(name));
    }

    @Test
    void coordinators_seeEachDeviceAndPasskey_andOfWhomWhatIsNew() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        Page kim = rig.device();
        rig.admit(ana, "Kim", "Coordinator", kim);
        assertThat(ana.locator(".alert")).hasCount(0); // one's own doing
        Page noor = rig.device();
        rig.admit(kim, "Noor", noor);
        assertThat(ana.locator(".alert").first()).containsText("Noor has a new device. (today)");
        assertThat(ana.locator(".alert").nth(1)).containsText("Noor was added. (today)");
        go(ana, "People");
        Locator row = card(ana, "Noor").locator(".device-row");
        assertThat(row).containsText("Device added today, last used today");
        assertThat(row).containsText("Passkey added today, last used today");
        assertThat(row.getByText("new", new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
        lookAt(ana, "people-alerts");
        ana.locator(".alert").first().getByText("Seen").click();
        assertThat(ana.locator(".alert")).hasCount(1);
        go(ana, "Me");
        press(ana, "Lock now");
        assertHeading(ana, "Locked");
        assertThat(ana.locator(".alert")).hasCount(0);
    }

    @Test
    void role_thatIsChanged_locksThatPersonsPage_andSomebodyIsRemovedAfterAQuestion() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        Page noor = rig.device();
        rig.admit(ana, "Noor", "Coordinator", noor);
        assertThat(noor.locator(".tabs")).containsText("People");
        press(ana, "Change Noor");
        lookAt(ana, "person");
        ana.getByText("Sees how the server is").click();
        press(ana, "Save the role");
        assertHeading(noor, "Locked");
        assertThat(card(ana, "Noor")).containsText("Host");
        exactly(noor, "Unlock").click();
        assertHeading(noor, "The server");
        press(ana, "Change Noor");
        press(ana, "Remove this person");
        exactly(ana, "Keep").waitFor();
        lookAt(ana, "question-remove");
        exactly(ana, "Remove").click();
        ExitPageTest.awaitAway(noor);
        assertThat(card(ana, "Noor")).hasCount(0);
        rig.forgive();
    }

    @Test
    void newDevicesWayIn_andEveryPageOnIt_canBeUsedByEverybody() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        go(ana, "People");
        press(ana, "Add a person");
        lookAt(ana, "person-add");
        ana.getByLabel("Name").fill("Noor");
        press(ana, "Next");
        String code = ana.locator(".code-shown").textContent();
        Page noor = rig.device();
        noor.navigate(rig.origin());
        press(noor, "I have a code");
        lookAt(noor, "join-code");
        noor.getByLabel("Code").fill(code);
        press(noor, "Next");
        noor.locator(".four-words").waitFor();
        lookAt(noor, "join-four-words");
        press(ana, "They match");
        assertHeading(noor, "You are let in");
        lookAt(noor, "join-passkey");
        press(noor, "Make the passkey");
        awaitHome(noor);
        press(ana, "Done");
        go(ana, "Me");
        press(ana, "Make a new sheet");
        ana.locator(".sheet").waitFor();
        lookAt(ana, "sheet-new");
        ConsoleRig.readBack(ana);
        assertHeading(ana, "The new sheet works");
        lookAt(ana, "sheet-works");
        ana.context().setOffline(true);
        go(ana, "People");
        assertHeading(ana, "That did not work");
        lookAt(ana, "failed");
        ana.context().setOffline(false);
        press(ana, "Try again");
        assertHeading(ana, "People");
        assertEquals(rig.origin() + "/", ana.url());
    }
}
