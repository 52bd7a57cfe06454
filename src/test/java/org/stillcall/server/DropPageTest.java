package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.button;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** G16, B3: what the advocate sees after a drop, and the survivor's way back, in Chromium with practice phones. */
@Timeout(300)
class DropPageTest {
    private static final String NAME = "Quillon";
    private static final Pattern CLOCK = Pattern.compile("[0-2]:[0-5][0-9]");

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

    private Page practice(int width) {
        Page practice = rig.device(width, 900, ColorScheme.LIGHT);
        practice.navigate("http://127.0.0.1:" + rig.server().port() + "/open#"
                + rig.server().issueCode());
        practice.waitForURL("**/practice");
        practice.locator("#phones > *").first().waitFor();
        return practice;
    }

    private static Locator phone(Page practice, String owner) {
        return practice.locator(".phone")
                .filter(new Locator.FilterOptions()
                        .setHas(practice.locator("h3", new Page.LocatorOptions().setHasText(owner))));
    }

    private static Locator place(Page page) {
        return page.locator("section.call");
    }

    /** A plan for every hour, by which a call is made once more, a minute after a drop. */
    static void agree(Page page) {
        press(page, "New plan");
        press(page, "Yes, we call");
        press(page, "Other days and hours");
        for (ElementHandle box : page.querySelectorAll(".days input")) {
            box.check(new ElementHandle.CheckOptions().setForce(true));
        }
        page.getByLabel("From").fill("00:00");
        page.getByLabel("Until").fill("23:59");
        press(page, "Next");
        press(page, "No message");
        press(page, "Only they answer");
        page.getByLabel("What to call them").fill(NAME);
        page.getByLabel("Number").first().fill("+1 617 555 0122"); // Robin's practice phone
        press(page, "Read it back");
        press(page, "More");
        Locator group = page.locator("details.group")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText("If the line drops", new Page.GetByTextOptions().setExact(true))));
        group.locator("summary").click();
        group.getByText("Call once more").click();
        group.locator("select").selectOption("1");
        press(page, "Done");
        assertThat(page.locator(".sentences"))
                .containsText("we call once more after a minute, if that is still a safe time.");
        press(page, "Keep this plan");
        press(page, "Done");
    }

    @Test
    void drop_underAPlan_isShownWithItsClockAndFollowedByOneCallWhichEndsIt() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        agree(ana);
        press(ana, "Take it");
        press(ana, "Open it");
        exactly(ana, "Call").click();
        Page practice = practice(1280);
        exactly(ana, "Call").click();
        press(practice, "Answer"); // the desk phone
        Locator robin = phone(practice, "Robin");
        robin.locator(".answer").click();
        assertThat(place(ana)).containsText("You are connected");
        robin.locator(".lose").click();
        assertThat(place(ana)).containsText("The line dropped.");
        assertThat(place(ana)).containsText("Called once more in");
        assertThat(place(ana).locator(".after-drop .left")).hasText(CLOCK);
        assertHeading(ana, NAME); // what to say stays in sight
        lookAt(ana, "after-drop");
        go(ana, "Me");
        press(ana, "Lock now");
        assertHeading(ana, "Locked");
        assertThat(place(ana)).containsText("The line dropped."); // the wait outlives a lock
        assertThat(place(ana).locator(".after-drop .left")).hasText(CLOCK);
        assertTrue(!ana.content().contains(NAME));
        lookAt(ana, "after-drop-locked");
        exactly(ana, "Unlock").click();
        ConsoleRig.awaitHome(ana);
        assertThat(robin.locator(".answer")).isHidden();
        assertThat(place(ana)).containsText("as agreed, now", new ContainsTextOptions().setTimeout(70_000));
        robin.locator(".answer").click();
        assertThat(place(ana)).containsText("You are connected");
        robin.locator(".lose").click();
        button(ana, "What now?").click();
        assertHeading(ana, "The call is over");
        assertThat(ana.locator("main")).containsText("The line dropped again.");
        lookAt(ana, "after-second-drop");
        press(ana, "Open the plan");
    }

    @Test
    void wait_underAPlan_isStoppedByOneTap() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        agree(ana);
        press(ana, "Take it");
        press(ana, "Open it");
        exactly(ana, "Call").click();
        Page practice = practice(1280);
        exactly(ana, "Call").click();
        press(practice, "Answer");
        phone(practice, "Robin").locator(".answer").click();
        assertThat(place(ana)).containsText("You are connected");
        phone(practice, "Robin").locator(".lose").click();
        button(ana, "Stop, do not call again").click();
        assertHeading(ana, "The call is over");
        assertThat(ana.locator("main")).containsText("you ended what was to follow");
        assertThat(practice.locator("#own-log")).not().containsText("555");
    }

    @Test
    void practicePhone_thatWasShownANumber_callsItBackAfterADropAndNobodyElseIsReached() {
        Page practice = practice(360);
        practice.locator("input[value=alex]").check();
        practice.locator("#shows").check();
        practice.locator("#main").click();
        assertThat(practice.locator("#main")).hasText("Answer");
        practice.locator("#main").click();
        Locator alex = phone(practice, "Alex");
        assertThat(alex.locator(".lines")).containsText("(617) 555-018");
        assertThat(alex.locator(".back")).isHidden();
        alex.locator(".answer").click();
        assertThat(practice.locator("#state")).hasText("You and Alex are connected.");
        Accessible.check(practice, "after a drop");
        alex.locator(".lose").click();
        assertThat(practice.locator("#state")).containsText("They may call back, as agreed.");
        assertThat(practice.locator("#left")).containsText("Can be called back for");
        Accessible.check(practice, "after a drop");
        alex.locator(".back").click();
        assertThat(practice.locator("#state")).containsText("Make sure who it is");
        assertThat(alex.and(practice.locator("[data-state=TALKING]"))).isVisible();
        assertThat(practice.locator("#left")).isHidden();
        Accessible.check(practice, "after a drop");
        alex.locator(".reject").click(); // hangs up
        assertThat(practice.locator("#end")).isHidden();
        assertThat(alex.locator(".call-log p").first()).containsText("To (617) 555-018");
        alex.locator(".back").click(); // nobody waits for it now
        assertThat(alex.locator(".call-log p").first()).containsText("not answered");
    }
}
