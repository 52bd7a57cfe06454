package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.leak.Traces;

/**
 * G13, G14, G18, G19, G27, B4, B6, P6, P10, P11: a contact plan from four taps while talking to its erasure, in
 * Chromium against a whole server with the practice carrier's phones. Screenshots go to {@code target/pictures}.
 */
@Timeout(240)
class PlanPageTest {
    private static final String NAME = "Quillon";
    static final String NUMBER = "+1 617 555 0122"; // Robin's practice phone

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

    @Test
    void plan_inFourTaps_calledLockedAndErased_leavesOnlyAReceipt() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        lookAt(ana, "home-empty");
        agree(ana, true);
        lookAt(ana, "home");
        press(ana, "Take it");
        assertFalse(ana.locator("body").innerText().contains(NAME)); // G27: nothing before one has looked around
        press(ana, "Open it");
        assertHeading(ana, NAME);
        lookAt(ana, "plan");
        exactly(ana, "Call").click();
        assertHeading(ana, "Call " + NAME + "?");
        lookAt(ana, "calling");
        Page practice = rig.practice();
        exactly(ana, "Call").click();
        assertThat(place(ana)).containsText("Your phone rings");
        press(practice, "Answer"); // the desk phone
        assertThat(place(ana)).containsText("Their phone rings");
        Locator robin = practice.locator("#phones > *")
                .filter(new Locator.FilterOptions().setHasText("Robin"))
                .first();
        assertThat(robin.locator(".lines")).hasText("Incoming callPrivate");
        robin.locator(".answer").click();
        assertThat(place(ana)).containsText("You are connected");
        lookAt(ana, "connected");
        go(ana, "Me");
        press(ana, "Lock now");
        assertHeading(ana, "Locked");
        assertThat(place(ana)).containsText("You are connected"); // the call stays, what is about the person goes
        assertFalse(ana.content().contains(NAME));
        lookAt(ana, "connected-locked");
        exactly(ana, "Unlock").click();
        ConsoleRig.awaitHome(ana); // not while the session is changed for a new one
        button(ana, "End call").click();
        pressIfThere(ana, "What now?", "What was it about?");
        lookAt(ana, "call-about");
        press(ana, "Legal");
        assertHeading(ana, "The call is over");
        lookAt(ana, "call-over");
        assertNothingTold();
        assertFalse(ana.content().contains(NAME));
        press(ana, "Erase the plan");
        lookAt(ana, "erase");
        press(ana, "Erase it");
        assertHeading(ana, "It is erased");
        lookAt(ana, "erased");
        press(ana, "Check the receipt");
        assertThat(ana.locator("li .result[data-result=GOOD]")).hasCount(1);
        assertThat(ana.getByText("The log is signed, and goes on from what this page saw of it before."))
                .isVisible();
        assertThat(ana.locator(".tallies")).containsText("None was made.");
        lookAt(ana, "receipts");
        comparesWhatWasKept(ana);
        go(ana, "Calls");
        ana.getByText("There is nobody to call back.").waitFor();
        assertEquals("0 0 0 1", ConsoleRig.stores(ana));
        assertEquals(rig.origin() + "/", ana.url());
    }

    /** B6: what somebody kept of the log shows that it still begins so, and that lines of another log do not. */
    private static void comparesWhatWasKept(Page page) {
        page.getByText("Keep a proof of today’s log").click();
        String kept = page.locator(".keep .kept").textContent();
        page.getByLabel("Lines you kept before").fill(kept);
        press(page, "Compare");
        assertThat(page.locator(".keep .result[data-result=GOOD]")).hasCount(1);
        lookAt(page, "receipts-kept");
        page.getByLabel("Lines you kept before").fill(kept.replaceFirst("\\n[0-9]+\\n", "\n1\n"));
        press(page, "Compare");
        assertThat(page.locator(".keep .result[data-result=BAD]")).hasCount(1);
    }

    /** Presses it if it is there; the heading follows either way. */
    private static void pressIfThere(Page page, String name, String heading) {
        Locator wanted = page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(heading));
        button(page, name).or(wanted).first().waitFor();
        if (wanted.count() == 0) {
            button(page, name).click();
        }
        wanted.waitFor();
    }

    /** What the browser sent holds neither the name nor the number, in clear. */
    private void assertNothingTold() {
        for (String request : rig.asked()) {
            assertFalse(request.contains(NAME), "A request holds a name.");
            assertFalse(request.replaceAll("[^0-9]", "").contains("6175550122"), "A request holds a number.");
        }
        assertTrue(rig.asked().stream().anyMatch(request -> request.startsWith("POST /api/calls ")));
    }

    private static Locator place(Page page) {
        return page.locator("section.call");
    }

    /** The first two steps: we call, at any hour. */
    static void agreeOnHours(Page page) {
        press(page, "New plan");
        press(page, "Yes, we call");
        press(page, "Other days and hours");
        for (ElementHandle box : page.querySelectorAll(".days input")) {
            box.check(new ElementHandle.CheckOptions().setForce(true));
        }
        page.getByLabel("From").fill("00:00");
        page.getByLabel("Until").fill("00:00");
        press(page, "Next");
    }

    /** Four taps, the number, the reading; a plan for every hour of the week, or for one hour of tomorrow. */
    private static void agree(Page page, boolean now) {
        agree(page, now, name -> lookAt(page, name));
    }

    /** @param look hears the name of each step */
    static void agree(Page page, boolean now, Consumer<String> look) {
        press(page, "New plan");
        look.accept("plan-1-caller");
        press(page, "Yes, we call");
        look.accept("plan-2-when");
        if (now) {
            press(page, "Other days and hours");
            for (ElementHandle box : page.querySelectorAll(".days input")) {
                box.check(new ElementHandle.CheckOptions().setForce(true));
            }
            page.getByLabel("From").fill("00:00");
            page.getByLabel("Until").fill("00:00");
            look.accept("plan-2-hours");
        } else {
            press(page, "One call, at a set time");
            press(page, "Tomorrow, "); // from ten to eleven, as it stands there
            look.accept("plan-2-once");
        }
        press(page, "Next");
        look.accept("plan-3-voicemail");
        press(page, "No message");
        look.accept("plan-4-who");
        press(page, "Only they answer");
        page.getByLabel("What to call them").fill(NAME);
        page.getByLabel("Number").first().fill(NUMBER);
        look.accept("plan-number");
        press(page, "Read it back");
        assertThat(page.getByText("No message may be left")).isVisible();
        look.accept("plan-read-back");
        press(page, "Keep this plan");
        assertHeading(page, "The plan is kept");
        look.accept("plan-kept");
        press(page, "Done");
    }

    /** A plan that allows a message which says nothing. */
    static void agreeOnAMessage(Page page) {
        agreeOnHours(page);
        press(page, "A message that says nothing");
        press(page, "Only they answer");
        page.getByLabel("What to call them").fill(NAME);
        page.getByLabel("Number").first().fill(NUMBER);
        page.getByLabel("Which name do we say").fill("Ana");
        press(page, "Read it back");
        press(page, "Keep this plan");
        press(page, "Done");
    }

    @Test
    void browsersProfile_afterACallAndTheErasure_holdsNothingOfIt() throws IOException, InterruptedException {
        Path profile = Files.createDirectory(data.resolve("profile"));
        Page ana = rig.deviceIn(profile);
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        agree(ana, true);
        press(ana, "Take it");
        press(ana, "Open it");
        exactly(ana, "Call").click();
        Page practice = rig.practice();
        exactly(ana, "Call").click();
        press(practice, "Answer");
        assertThat(place(ana)).containsText("Their phone rings");
        button(ana, "End call").click();
        ana.getByText("The call is over").first().waitFor();
        ana.locator("main").getByText("Back to the calls").click();
        press(ana, "All plans");
        ana.locator("main .answer").first().click();
        press(ana, "Open it");
        press(ana, "End it now");
        press(ana, "Erase it");
        assertHeading(ana, "It is erased");
        Traces traces = new Traces().number(NUMBER.replace(" ", "")).word(NAME);
        assertFalse(Renderers.holding(traces, profile).isEmpty(), "Scripts cannot overwrite their own memory.");
        Page another = ana.context().newPage();
        ana.close();
        another.waitForCondition(() -> Renderers.holding(traces, profile).isEmpty());
        rig.leave(another);
        Path control = Files.writeString(data.resolve("control"), "x " + NAME + " x");
        assertFalse(traces.in(control).isEmpty(), "The search finds what is there.");
        assertEquals(List.of(), traces.in(profile));
        assertEquals("", traces.byTheOther(profile));
    }

    @Test
    void plan_outsideItsTime_isRefusedWithTheNextSafeTime() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        agree(ana, false);
        press(ana, "All plans");
        lookAt(ana, "plans");
        ana.locator("main .answer").first().click();
        ana.getByText("Not now.").waitFor();
        ana.getByText("Next safe time").waitFor();
        lookAt(ana, "plan-not-now");
        press(ana, "Somebody is in danger");
        lookAt(ana, "override");
        ana.locator("main .answer").first().click();
        assertHeading(ana, "Ask a second person now");
        lookAt(ana, "override-waiting");
        assertEquals(
                0,
                rig.asked().stream()
                        .filter(asked -> asked.startsWith("POST /api/calls "))
                        .count());
    }

    @Test
    void wording_release_andWhatIsStored_areShownPlainly() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        press(ana, "Voicemail wording");
        ana.locator("textarea").fill("This is the shelter calling about your court case, call 617 555 0199.");
        assertThat(ana.locator("mark, .mark").first()).isVisible();
        lookAt(ana, "wording");
        go(ana, "Calls");
        agree(ana, true);
        press(ana, "Take it");
        press(ana, "Open it");
        press(ana, "Allow somebody to be told");
        ana.getByLabel("Who may be told").fill("Legal aid");
        ana.locator(".release-form input[type=checkbox]").first().check();
        ana.locator(".release-form input[type=radio]").first().check();
        lookAt(ana, "release-form");
        press(ana, "Keep this release");
        ana.getByText("Legal aid").first().waitFor();
        lookAt(ana, "release");
        press(ana, "Revoke");
        assertThat(ana.getByText("Nobody else may be told anything.")).isVisible();
        go(ana, "Calls");
        press(ana, "What is stored");
        assertThat(ana.locator(".stored").first()).isVisible();
        lookAt(ana, "privacy");
        assertNothingOf("Legal aid");
    }

    private void assertNothingOf(String words) {
        rig.asked().forEach(request -> assertFalse(request.contains(words), "A request holds what was sealed."));
    }
}
