package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** P10: a hold on one plan on real pages: asked for by one coordinator, confirmed by another, shown to everybody. */
@Timeout(240)
class HoldPageTest {
    private static final String NAME = "Quillon";

    @TempDir
    Path data;

    private ConsoleRig rig;

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
    }

    private static void keepPlan(Page page) {
        PlanPageTest.agreeOnHours(page);
        press(page, "No message");
        press(page, "Only they answer");
        page.getByLabel("What to call them").fill(NAME);
        page.getByLabel("Number", new Page.GetByLabelOptions().setExact(true)).fill("+1 202 555 0143");
        press(page, "Read it back");
        press(page, "Keep this plan");
        assertHeading(page, "The plan is kept");
        press(page, "Open the plan");
    }

    private static void openHolds(Page page) {
        go(page, "Calls");
        exactly(page, "Legal hold").click();
        assertHeading(page, "Legal hold");
    }

    @Test
    void hold_isAskedForByOne_confirmedByAnother_andShownAtThePlanAndOnTheBoard() {
        rig = new ConsoleRig(data);
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        Page noor = rig.device();
        rig.admit(ana, "Noor", "Coordinator", noor);
        ConsoleRig.unhurry(noor);
        go(ana, "Calls");
        keepPlan(ana);
        assertThat(ana.locator("[data-topic=held]")).hasCount(0);

        openHolds(ana);
        press(ana, "Ask for a hold");
        press(ana, "Ask for a hold");
        assertThat(ana.getByText("Fill this in.").first()).isVisible();
        ana.getByText(NAME).click();
        ana.getByLabel("The court’s file number").fill("Case 12-345");
        ana.getByLabel("Last day")
                .fill(LocalDate.now(ZoneOffset.UTC).plusDays(90).toString());
        lookAt(ana, "hold-form");
        press(ana, "Ask for a hold");
        assertThat(ana.locator("[data-hold=ASKED]")).containsText("nothing is held");
        assertThat(exactly(ana, "Confirm it")).hasCount(0);

        openHolds(noor);
        lookAt(noor, "hold-asked");
        press(noor, "Confirm it");
        exactly(noor, "Confirm it").last().click();
        assertThat(noor.locator("[data-hold=IN_FORCE]")).containsText("Case 12-345");
        assertThat(ana.locator("[data-hold=IN_FORCE]")).containsText("Confirmed by Noor");
        press(ana, "See what is kept");
        assertHeading(ana, NAME);
        press(ana, "Back");

        go(ana, "Calls");
        press(ana, "All plans");
        ana.locator("button.answer").first().click();
        press(ana, "Open it");
        assertThat(ana.locator("[data-topic=held]")).containsText("A court has this kept until");
        lookAt(ana, "plan-held");
        press(ana, "End it now");
        press(ana, "Erase it");
        assertThat(ana.getByText("A legal hold keeps this from being erased.")).isVisible();
        rig.forgive();
        go(ana, "Calls");
        press(ana, "Safety");
        assertThat(ana.locator(".safety[data-topic=HOLDS][data-colour=AMBER]")).containsText("A legal hold keeps");
        ana.locator(".safety[data-topic=HOLDS] button").click();
        assertThat(ana.locator("[data-hold=IN_FORCE]")).containsText("Its own end is over.");
        lookAt(ana, "hold-in-force");
        assertEquals(List.of(), rig.complaints());
    }
}
