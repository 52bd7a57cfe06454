package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** G29, P3, P13: the switch on the start page, one's shifts, the rota with its gaps in Chromium. */
class ShiftsPageTest extends ConsoleVisit {
    private static final String[] DAYS = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

    private static Locator state(Page page) {
        return page.locator(".duty .state");
    }

    /** A shift round the clock, so that no time of day matters. */
    private static void shift(Page coordinator, String person) {
        go(coordinator, "Shifts");
        press(coordinator, "New shift");
        for (String day : DAYS) {
            coordinator
                    .getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(day))
                    .check(new Locator.CheckOptions().setForce(true));
        }
        coordinator
                .getByLabel("From", new Page.GetByLabelOptions().setExact(true))
                .fill("06:00");
        coordinator
                .getByLabel("Until", new Page.GetByLabelOptions().setExact(true))
                .fill("06:00");
        coordinator.getByLabel("Who has it").selectOption(person);
        lookAt(coordinator, "shift-new");
        press(coordinator, "Save the shift");
        assertHeading(coordinator, "Shifts");
    }

    @Test
    void switch_isOnTheStartPage_andShiftsChangeHands() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        Page noor = rig.device();
        rig.admit(ana, "Noor", noor);
        ConsoleRig.unhurry(noor);
        assertThat(state(noor)).hasText("You are off. Nothing rings.");
        lookAt(noor, "duty-none");
        shift(ana, "Noor");
        shift(ana, "Nobody yet");

        assertThat(state(noor)).hasText("You are on.");
        lookAt(noor, "duty-on");
        Locator off = exactly(noor, "Off");
        off.focus();
        noor.keyboard().press("Enter");
        assertThat(state(noor)).hasText("You are off. Nothing rings.");
        assertThat(off).hasAttribute("aria-pressed", "true");
        lookAt(noor, "duty-off");
        exactly(noor, "Break").click();
        assertThat(state(noor)).hasText("You are on a break. Nothing rings.");
        assertThat(ana.locator(".view")).containsText("On a break: Noor");
        lookAt(ana, "rota");
        exactly(noor, "On").click();
        assertThat(state(noor)).hasText("You are on.");

        go(noor, "Shifts");
        lookAt(noor, "shifts");
        noor.locator("button[aria-label^='I can’t come:']").first().click();
        lookAt(noor, "shift-give-up");
        exactly(noor, "Give it up").click();
        assertThat(state(noor)).containsText("You are off. Nothing rings.");
        assertThat(ana.locator(".alert")).containsText("A shift is open. See under Shifts.");
        noor.locator("button[aria-label^='Offer it:']").first().click();
        noor.locator("button[aria-label^='Keep it:']").first().waitFor();
        ana.locator("button[aria-label^='Take it:']").first().click();
        ana.locator("button[aria-label^='I can’t come:']").first().waitFor();
        ana.locator("button[aria-label^='Change:']").first().click();
        lookAt(ana, "shift-day");
        ana.getByLabel("Who does it on this day").selectOption("Noor");
        press(ana, "Save for this day");
        assertHeading(ana, "Shifts");

        press(noor, "Make an address");
        String address = noor.locator(".address").textContent();
        lookAt(noor, "shift-calendar");
        assertEquals(200, ConsoleRig.status(noor, address));
        press(noor, "End the address");
        assertThat(noor.locator(".view")).containsText("No address works now.");
        assertEquals(404, ConsoleRig.status(noor, address));
    }

    @Test
    void whatCallersMayAskFor_isSaidOnThePersonsPage() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        Page noor = rig.device();
        rig.admit(ana, "Noor", noor);
        ConsoleRig.unhurry(noor);
        go(ana, "People");
        press(ana, "Change Noor");
        press(ana, "Languages, voice and phones");
        ana.getByLabel("Languages").fill("en es");
        ana.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("A woman"))
                .check();
        lookAt(ana, "reach");
        exactly(ana, "Save").click();
        assertHeading(ana, "People");
        press(ana, "Change Noor");
        press(ana, "Languages, voice and phones");
        assertThat(ana.getByLabel("Languages")).hasValue("en es");
        go(noor, "Me");
        exactly(noor, "Save my phones").waitFor();
        lookAt(noor, "own-phones");
    }
}
