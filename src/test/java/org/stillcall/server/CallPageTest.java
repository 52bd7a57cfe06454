package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.button;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * G13, G26: what a call's page holds when the plan changes under it, and what it finds again once it was loaded anew,
 * in Chromium against a whole server with the practice carrier's phones.
 */
@Timeout(240)
class CallPageTest {
    private static final String NAME = "Quillon";
    private static final String NUMBER = "+1 617 555 0122"; // Robin's practice phone

    /** Puts the plan in its own place, with this many attempts or these fields: as a colleague does, or a new key. */
    private static final String CHANGE = """
            async fields => {
              const [{id}] = await (await fetch('/api/plans')).json();
              const {version, generation, policy, envelope} = await (await fetch(`/api/plans/${id}`)).json();
              const body = JSON.stringify({version, generation, envelope, policy: {...policy, ...JSON.parse(fields)}});
              const headers = {'Content-Type': 'application/json'};
              return (await fetch(`/api/plans/${id}`, {method: 'PUT', headers, body})).status;
            }""";

    @TempDir
    Path data;

    private ConsoleRig rig;
    private Page ana;

    @BeforeEach
    void start() {
        rig = new ConsoleRig(data);
        ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        agree();
    }

    private void openCall() {
        press(ana, "Take it");
        press(ana, "Open it");
        exactly(ana, "Call").click();
        assertHeading(ana, "Call " + NAME + "?");
    }

    private Page practice() {
        Page practice = rig.device(1280, 900, ColorScheme.LIGHT);
        practice.navigate("http://127.0.0.1:" + rig.server().port() + "/open#"
                + rig.server().issueCode());
        practice.waitForURL("**/practice");
        practice.locator("#phones > *").first().waitFor();
        return practice;
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    /** A plan for every hour of the week. */
    private void agree() {
        press(ana, "New plan");
        press(ana, "Yes, we call");
        press(ana, "Other days and hours");
        for (ElementHandle box : ana.querySelectorAll(".days input")) {
            box.check(new ElementHandle.CheckOptions().setForce(true));
        }
        ana.getByLabel("From").fill("00:00");
        ana.getByLabel("Until").fill("23:59");
        press(ana, "Next");
        press(ana, "No message");
        press(ana, "Only they answer");
        ana.getByLabel("What to call them").fill(NAME);
        ana.getByLabel("Number").first().fill(NUMBER);
        press(ana, "Read it back");
        press(ana, "Keep this plan");
        press(ana, "Done");
    }

    private Locator place() {
        return ana.locator("section.call");
    }

    private long callsAsked() {
        return rig.asked().stream()
                .filter(asked -> asked.startsWith("POST /api/calls "))
                .count();
    }

    @Test
    void plan_thatSaysTheSameInANewerVersion_isCalledAtOnce() {
        openCall();
        assertEquals(200, ana.evaluate(CHANGE, "{\"attempts\":2}"));
        exactly(ana, "Call").click();
        assertThat(place()).containsText("Your phone rings");
        assertEquals(2, callsAsked());
    }

    @Test
    void plan_thatAColleagueChanged_isShownBeforeItIsCalled() {
        openCall();
        assertEquals(200, ana.evaluate(CHANGE, "{\"attempts\":5}"));
        exactly(ana, "Call").click();
        ana.getByText("This plan was just changed.").waitFor();
        assertHeading(ana, "Call " + NAME + "?");
        assertThat(place()).isHidden();
        assertEquals(1, callsAsked());
        exactly(ana, "Call").click();
        assertThat(place()).containsText("Your phone rings");
    }

    @Test
    void call_whosePageIsLoadedAgain_isThereAgainLockedAndUnlocked() {
        openCall();
        Page practice = practice();
        exactly(ana, "Call").click();
        assertThat(place()).containsText("Your phone rings");
        press(practice, "Answer");
        assertThat(place()).containsText("Their phone rings");
        ana.reload();
        assertHeading(ana, "Locked");
        assertThat(place()).containsText("Their phone rings");
        assertFalse(ana.content().contains(NAME));
        ConsoleRig.lookAt(ana, "call-resumed-locked");
        exactly(ana, "Unlock").click();
        ConsoleRig.awaitHome(ana);
        press(ana, "Show who to ask for");
        assertHeading(ana, NAME);
        practice.locator("#phones > *")
                .filter(new Locator.FilterOptions().setHasText("Robin"))
                .first()
                .locator(".answer")
                .click();
        assertThat(place()).containsText("You are connected");
        ana.reload();
        assertThat(place()).containsText("You are connected");
        button(ana, "End call").click();
        assertThat(button(ana, "End call")).isHidden();
    }

    /** The second person is asked in danger and does not agree: whoever asked hears it, and nobody is called. */
    @Test
    void call_thatASecondPersonDeclines_isNotMade() {
        Page noor = rig.device();
        rig.admit(ana, "Noor", noor);
        String day = LocalDate.now(ZoneOffset.UTC).plusDays(3).toString();
        String once = "{\"windows\":[],\"once\":[{\"from\":\"%sT10:00\",\"to\":\"%sT11:00\"}]}".formatted(day, day);
        assertEquals(200, ana.evaluate(CHANGE, once));
        ConsoleRig.go(ana, "Calls");
        press(ana, "All plans");
        ana.locator("main .answer").first().click();
        press(ana, "Somebody is in danger");
        ana.locator("main .answer").first().click();
        assertHeading(ana, "Ask a second person now");
        press(noor, "See what is asked");
        assertHeading(noor, "Do you agree?");
        ConsoleRig.lookAt(noor, "override-asked");
        press(noor, "I do not agree");
        assertHeading(noor, "Nobody asks");
        ana.getByText("A second person did not agree.").waitFor();
        assertHeading(ana, "What is the danger?");
        assertEquals(0, callsAsked());
    }
}
