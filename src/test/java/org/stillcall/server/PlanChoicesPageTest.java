package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** G5, G9, G10, G13: what a survivor chose beside the four answers is what the call does. */
@Timeout(240)
class PlanChoicesPageTest {
    private static final LocalDate COMING = LocalDate.now(ZoneOffset.UTC).plusDays(9);
    private static final String DAY = COMING.toString();
    private static final String SAID =
            DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ENGLISH).format(COMING);

    @TempDir
    Path data;

    private ConsoleRig rig;

    @BeforeEach
    void start() {
        rig = new ConsoleRig(data, settings -> settings.replace("always hidden", "direct allowed"));
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    /** From the start page to the name and number; every hour is safe. */
    private static void answer(Page page) {
        press(page, "New plan");
        press(page, "Yes, we call");
        press(page, "Other days and hours");
        for (ElementHandle box : page.querySelectorAll(".days input")) {
            box.check(new ElementHandle.CheckOptions().setForce(true));
        }
        page.getByLabel("From").fill("00:00");
        page.getByLabel("Until").fill("00:00");
        press(page, "Next");
        press(page, "No message");
        press(page, "Only they answer");
        page.getByLabel("What to call them").fill("Quillon");
        page.getByLabel("Number").first().fill("+1 617 555 0122"); // Robin's practice phone
        press(page, "Read it back");
    }

    private static Locator group(Page page, String title) {
        Locator group = page.locator("details.group")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(title, new Page.GetByTextOptions().setExact(true))));
        group.locator("summary").click();
        return group;
    }

    @Test
    void number_thatTheyAgreedTo_isWhatTheirPhoneShows() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        answer(ana);
        press(ana, "More");
        Locator shows = group(ana, "The number");
        shows.getByText("A number that belongs to nobody").click();
        for (Locator risk : shows.locator(".risks input").all()) {
            risk.check();
        }
        press(ana, "Done");
        press(ana, "Keep this plan");
        press(ana, "Done");
        press(ana, "Take it");
        press(ana, "Open it");
        exactly(ana, "Call").click();
        assertThat(ana.locator("main")).containsText("A number that belongs to nobody, without a name.");
        Page practice = rig.practice();
        exactly(ana, "Call").click();
        ana.locator("dialog")
                .getByText("Call", new Locator.GetByTextOptions().setExact(true))
                .click();
        press(practice, "Answer"); // the desk phone
        Locator robin = practice.locator("#phones > *")
                .filter(new Locator.FilterOptions().setHasText("Robin"))
                .first();
        assertThat(robin.locator(".lines")).containsText("(617) 555-018"); // one of the leased ones
        assertHeading(ana, "Quillon");
        press(ana, "End call");
    }

    @Test
    void change_fromTheReading_comesBackToIt_andTouchesNothingElse() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        answer(ana);
        assertThat(ana.locator(".sentences")).containsText("it is over and nobody calls back"); // the safest
        press(ana, "More");
        Locator ring = group(ana, "Ring as a sign first");
        ring.getByText("Yes", exactText()).click();
        ring.getByLabel("Rings", new Locator.GetByLabelOptions().setExact(true)).selectOption("5");
        ring.getByText("No", exactText()).click();
        ring.getByText("Yes", exactText()).click(); // and shows what holds
        Locator also = group(ana, "Also at these times");
        also.getByLabel("Day", new Locator.GetByLabelOptions().setExact(true)).fill(DAY);
        press(ana, "Add this time");
        press(ana, "Done");
        assertThat(ana.locator(".sentences")).containsText("rings once (about 5 seconds)");
        change(ana, "when");
        press(ana, "Weekday mornings");
        assertHeading(ana, "Read this out"); // and nothing else was asked
        assertThat(ana.locator(".sentences"))
                .containsText("from 9 am to noon, and on " + SAID + " from 10 am to 11 am");
        change(ana, "voicemail");
        press(ana, "Back");
        assertHeading(ana, "Read this out");
        change(ana, "when");
        press(ana, "Other days and hours");
        press(ana, "Back");
        assertHeading(ana, "When is it safe?");
        press(ana, "Back");
        press(ana, "Keep this plan");
        press(ana, "Open the plan");
        press(ana, "Open it");
        press(ana, "Change"); // what was kept
        change(ana, "who");
        press(ana, "Others may answer");
        assertHeading(ana, "Read this out");
        exactly(ana, "Back").click();
        press(ana, "Go on"); // rather than to lose it
        press(ana, "Keep the change");
        assertHeading(ana, "The change is kept");
    }

    @Test
    void theyCall_withMore_canBeKept_andAChangeToItErasesWhatWasKept() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        press(ana, "New plan");
        press(ana, "No, they call us");
        press(ana, "Keep a plan without a number");
        ana.getByLabel("What to call them").fill("Quillon");
        press(ana, "Read it back");
        press(ana, "More");
        press(ana, "Done");
        assertHeading(ana, "Read this out");
        press(ana, "Keep this plan");
        press(ana, "Open the plan");
        press(ana, "Open it");
        press(ana, "Change");
        change(ana, "when");
        press(ana, "No, they call us");
        press(ana, "Erase the plan");
        press(ana, "Erase it");
        assertHeading(ana, "It is erased");
    }

    @Test
    void back_ofThePageAndOfThePhone_goesBackOneQuestion_andLosesNothing() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        Object entries = ana.evaluate("() => history.length");
        press(ana, "New plan");
        press(ana, "Yes, we call");
        press(ana, "Weekdays");
        for (String before : List.of("When is it safe?", "May we call back?", "Calls")) {
            ana.evaluate("() => history.back()");
            assertHeading(ana, before);
            assertEquals(rig.origin() + "/", ana.url());
        }
        press(ana, "Go on"); // with the answers so far
        assertHeading(ana, "May we call back?");
        assertThat(ana.locator(".answer[aria-pressed=true]")).containsText("Yes, we call");
        press(ana, "Yes, we call");
        assertThat(ana.locator(".answer[aria-pressed=true]")).containsText("Weekdays");
        exactly(ana, "Back").click();
        assertHeading(ana, "May we call back?");
        ana.evaluate("() => history.back()");
        ana.evaluate("() => history.back()");
        assertHeading(ana, "Calls"); // and at the start it stays there
        ana.evaluate("() => history.back()");
        assertHeading(ana, "Calls");
        assertEquals(entries, ana.evaluate("() => history.length"));
    }

    private static Locator.GetByTextOptions exactText() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    private static void change(Page page, String topic) {
        page.locator(".sentences li[data-topic=" + topic + "] button").click();
    }
}
