package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** G20, P13: a coordinator writes down who can log in at carriers, reviews it, and closes the access of who left. */
class PortalsPageTest extends ConsoleVisit {
    private static final String OUTSIDE = "Zacarias of the agency";

    private static Locator row(Page page, String name) {
        return page.locator(".route", new Page.LocatorOptions().setHasText(name));
    }

    private static void choose(Page page, String question, String answer) {
        page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(question))
                .getByLabel(answer, new Locator.GetByLabelOptions().setExact(true))
                .check();
    }

    @Test
    void coordinator_keepsTheRegister_andClosesWhoLeft() throws IOException {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        rig.admit(ana, "Ben", rig.device());
        ConsoleRig.go(ana, "Calls");
        press(ana, "Carrier portals");
        assertHeading(ana, "Carrier portals");
        assertThat(ana.locator(".route")).hasCount(1);
        assertThat(ana.locator(".route")).containsText("not written down yet");
        press(ana, "Write it down");
        ana.getByLabel("Ana").check();
        ana.getByLabel("Ben").check();
        choose(ana, "Lists of single calls are off", "Yes");
        Looks.whole(ana, "portals-form");
        press(ana, "Keep it");
        assertThat(ana.locator("main")).containsText("Nobody has looked at it yet.");
        assertThat(ana.locator("main")).containsText("Who of our staff can log in: Ana and Ben");
        press(ana, "Review done today");
        assertThat(ana.locator("main")).containsText("Last review: today");
        press(ana, "Sign off");
        Looks.glance(ana, "portals-paper");
        press(ana, "Sign off");
        assertThat(ana.locator("main")).containsText("destroyed, Ana, today");
        Looks.whole(ana, "portals-one");
        press(ana, "Back");
        assertHeading(ana, "Carrier portals");
        other(ana);
        press(ana, "Back");
        assertHeading(ana, "Carrier portals");
        assertThat(row(ana, "Mobile provider")).isVisible();
        Looks.whole(ana, "portals");
        leaves(ana);
        assertNowhereInTheData();
        assertEquals("0 0 0 1", ConsoleRig.stores(ana));
    }

    private static void other(Page ana) {
        press(ana, "Add another account");
        press(ana, "Keep it");
        assertThat(ana.locator(".fault")).hasText("Please type a name.");
        ana.getByLabel("What it is").fill("Mobile provider");
        ana.getByLabel("Who else can log in").fill(OUTSIDE);
        press(ana, "Keep it");
        assertHeading(ana, "Mobile provider");
        assertThat(ana.locator("main")).containsText("Who else can log in: " + OUTSIDE);
        press(ana, "Change what is written");
        assertThat(ana.getByLabel("Who else can log in")).hasValue(OUTSIDE);
        press(ana, "Back");
        assertHeading(ana, "Mobile provider");
    }

    /** Ben is removed from the staff; their access at the carrier stays red until somebody closed it. */
    private static void leaves(Page ana) {
        ConsoleRig.go(ana, "People");
        press(ana, "Change Ben");
        press(ana, "Remove this person");
        exactly(ana, "Remove").click();
        assertThat(ana.locator(".person-card")).hasCount(1);
        ConsoleRig.go(ana, "Calls");
        press(ana, "Safety");
        assertThat(ana.locator(".safety[data-topic=PORTALS][data-colour=RED]"))
                .containsText("Somebody who left can still log in at a portal: close it.");
        press(ana, "Carrier portals: See the portals");
        Locator urgent = ana.locator(".route").first();
        assertThat(urgent).hasAttribute("data-urgency", "LEFT");
        urgent.getByRole(AriaRole.BUTTON).click();
        assertThat(ana.locator(".fault")).containsText("Ben left and can still log in there.");
        Looks.whole(ana, "portals-left");
        press(ana, "Their access is closed");
        assertThat(ana.locator(".fault")).hasCount(0);
        assertThat(ana.locator("main")).containsText("Access closed last: today, Ana");
        assertThat(ana.locator("main")).containsText("Who of our staff can log in: Ana");
        press(ana, "Back");
        assertThat(row(ana, "Mobile provider")).hasAttribute("data-urgency", "DUE");
    }

    private void assertNowhereInTheData() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                for (String name : List.of(OUTSIDE, "Mobile provider")) {
                    assertFalse(text.contains(name), file.getFileName() + " holds a name");
                }
            }
        }
        assertFalse(rig.asked().toString().contains(OUTSIDE));
    }
}
