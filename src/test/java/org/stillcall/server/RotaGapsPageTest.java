package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** P3: hours of the line for which there is no shift are gaps in the rota, until somebody makes one. */
class RotaGapsPageTest extends ConsoleVisit {
    private static final String[] DAYS = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

    @BeforeEach
    @Override
    void start() {
        rig = new ConsoleRig(
                data, settings -> settings.replaceFirst("(?m)^languages = ", "hours = \"always\"\nlanguages = "));
    }

    @Test
    void hoursWithoutAShift_areGapsForTwoWeeks_untilThereIsOne() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        Page noor = rig.device();
        rig.admit(ana, "Noor", noor);
        go(ana, "Shifts");
        go(noor, "Shifts");
        Locator gap = ana.locator(".turn[data-gap=true]");
        assertThat(gap).hasCount(1);
        assertThat(gap).containsText("There is no shift");
        assertThat(gap).containsText("helpline");
        assertThat(ana.locator(".view")).containsText("1 gap");
        assertThat(noor.locator(".turn[data-gap=true]")).containsText("There is no shift");
        assertThat(noor.locator(".turn[data-gap=true] button")).hasCount(0);
        lookAt(ana, "rota-uncovered");
        gap.locator("button").click();
        for (String day : DAYS) {
            ana.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(day))
                    .check(new Locator.CheckOptions().setForce(true));
        }
        ana.getByLabel("From", new Page.GetByLabelOptions().setExact(true)).fill("00:00");
        ana.getByLabel("Until", new Page.GetByLabelOptions().setExact(true)).fill("12:00");
        ana.getByLabel("Who has it").selectOption("Noor");
        press(ana, "Save the shift");
        assertHeading(ana, "Shifts");
        assertThat(gap.nth(1)).containsText("from noon to midnight"); // the first may have begun by now
        assertThat(noor.locator(".turn[data-gap=true]").nth(1)).containsText("from noon to midnight");
    }
}
