package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.button;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/**
 * G9, G12, G13, P6: what an advocate sees before a call, while it rings, when a machine or somebody else answers, and
 * at its end, in Chromium against a whole server with the practice carrier's phones.
 */
class CallScreenPageTest extends ConsoleVisit {
    private static final String NAME = "Quillon";

    /** Puts the only plan in its own place with these fields of its policy. */
    private static final String CHANGE = """
            async fields => {
              const [{id}] = await (await fetch('/api/plans')).json();
              const {version, generation, policy, envelope} = await (await fetch(`/api/plans/${id}`)).json();
              const body = JSON.stringify({version, generation, envelope, policy: {...policy, ...JSON.parse(fields)}});
              const headers = {'Content-Type': 'application/json'};
              return (await fetch(`/api/plans/${id}`, {method: 'PUT', headers, body})).status;
            }""";

    private Page ana;

    private void begin() {
        ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        PlanPageTest.agree(ana, true, step -> {});
    }

    /** The same with a message that says nothing. */
    private void beginWithAMessage() {
        ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        PlanPageTest.agreeOnAMessage(ana);
    }

    private void agree(String fields) {
        assertEquals(200, ana.evaluate(CHANGE, fields));
    }

    private static String dates() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return "\"given\":\"" + today.minusDays(1) + "\",\"until\":\"" + today.plusDays(20) + "\"";
    }

    private void open() {
        ConsoleRig.go(ana, "Calls");
        button(ana, "Take it").or(button(ana, "Open: ")).first().click();
        press(ana, "Open it");
        exactly(ana, "Call").click();
        assertHeading(ana, "Call " + NAME + "?");
    }

    private Locator line(String surface) {
        return ana.locator(".footprint li[data-surface=" + surface + "]").first();
    }

    @Test
    void footprint_isShownBeforeTheCallAndAgainBeforeANumberShows() {
        begin();
        open();
        assertThat(ana.locator("main .footprint li")).hasCount(5);
        assertThat(line("SCREEN")).containsText("Their screen does not tell. A private call");
        assertThat(line("BILL")).containsText("Their bill may tell.");
        assertThat(ana.getByText("We cannot know theirs.")).isHidden();
        line("BILL").locator("summary").focus();
        ana.keyboard().press("Enter");
        assertThat(ana.getByText("We cannot know theirs.")).isVisible();
        lookAt(ana, "footprint");
        agree("{\"programme\":\"follow-up\",\"identity\":{\"shows\":\"LEASED\"," + dates() + "}}");
        open();
        assertThat(line("SCREEN")).containsText("Their screen tells. A number that belongs to nobody");
        lookAt(ana, "footprint-number");
        exactly(ana, "Call").click();
        Locator dialog = ana.getByRole(AriaRole.DIALOG);
        assertThat(dialog.locator(".footprint li")).hasCount(5);
        lookAt(ana, "footprint-asked");
        press(ana, "Do not call");
        assertThat(place()).isHidden();
    }

    private long asked(String what) {
        return rig.asked().stream().filter(asked -> asked.startsWith(what)).count();
    }

    private Locator place() {
        return ana.locator("section.call");
    }

    private static Locator robin(Page practice) {
        return practice.locator("#phones > *")
                .filter(new Locator.FilterOptions().setHasText("Robin"))
                .first();
    }

    /** Calls until their phone rings. */
    private void ring(Page practice) {
        open();
        exactly(ana, "Call").click();
        assertThat(place()).containsText("Your phone rings");
        assertThat(exactly(ana, "Voicemail")).isHidden();
        press(practice, "Answer");
        assertThat(place()).containsText("Their phone rings");
    }

    private void connect(Page practice) {
        ring(practice);
        robin(practice).locator(".answer").click();
        assertThat(place()).containsText("You are connected");
    }

    private void assertBiggest(String name) {
        assertThat(place().locator("button.big")).hasText(name);
    }

    /** No message was agreed: the tap hangs up; a machine that answered is no reason to be off the list. */
    @Test
    void machineOrStranger_whoAnswers_isLeftByOneTapAndWasNotReached() {
        beginWithAMessage();
        agree("{\"attempts\":3,\"voicemail\":{\"consent\":\"NONE\"," + dates() + "}}");
        Page practice = rig.practice();
        ring(practice);
        assertBiggest("End call");
        assertThat(ana.locator(".script.first")).containsText("No message. Hang up before the tone.");
        lookAt(ana, "rings-no-message");
        exactly(ana, "Voicemail").click();
        assertHeading(ana, "The call is over");
        assertThat(ana.locator("main")).containsText("A voicemail answered.");
        assertThat(ana.locator("main")).containsText("Nothing rings by itself. 2 more are left");
        lookAt(ana, "over-voicemail");
        agree("{\"voicemail\":{\"consent\":\"VAGUE\"," + dates() + "}}");
        ring(practice);
        assertBiggest("Voicemail");
        lookAt(ana, "rings-message");
        robin(practice).locator(".answer").click();
        assertThat(place()).containsText("You are connected");
        assertBiggest("End call");
        lookAt(ana, "talks");
        exactly(ana, "Voicemail").click();
        assertHeading(ana, "Say this after the tone");
        assertThat(ana.locator(".script.first")).containsText("this is Ana");
        lookAt(ana, "voicemail-words");
        press(ana, "It is not a voicemail");
        assertHeading(ana, NAME);
        assertThat(place()).containsText("You are connected");
        exactly(ana, "Voicemail").click();
        exactly(ana, "Hang up").click();
        assertHeading(ana, "The call is over");
        assertThat(ana.locator("main")).containsText("One more is left");
        assertEquals(1, asked("DELETE /api/calls/")); // the other ended with the word itself
        connect(practice); // still on the list
        exactly(ana, "Somebody else answered").focus();
        ana.keyboard().press("Enter");
        assertHeading(ana, "The call is over");
        assertThat(ana.locator("main")).containsText("Somebody else answered.");
        assertThat(ana.locator("main")).containsText("It was the last one that was agreed.");
    }
}
