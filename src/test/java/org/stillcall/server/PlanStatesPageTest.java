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
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * G13, G14, P13: every state of the plan's pages that {@link PlanPageTest} does not pass, looked at in both sizes,
 * light and dark, by eye and by axe.
 */
@Timeout(480)
class PlanStatesPageTest {
    private static final String NAME = "Quillon";

    @TempDir
    Path data;

    private ConsoleRig rig;
    private Page ana;

    @BeforeEach
    void start() {
        rig = new ConsoleRig(
                data,
                settings -> settings.replace("always hidden", "direct allowed")
                        + "\n[console]\nnotes_free_text = true\nlanguages = [\"en\", \"es\"]\n"
                        + "own_names = [\"Harbor House\"]\n"
                        + Excused.weaker("console.notes_free_text"));
        ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    /** To the step of the name and the number; every hour is safe. */
    private void answer(String voicemail) {
        PlanPageTest.agreeOnHours(ana);
        press(ana, voicemail);
    }

    private void number(String number) {
        ana.getByLabel("What to call them").fill(NAME);
        Locator field = ana.getByLabel("Number", new Page.GetByLabelOptions().setExact(true));
        field.fill(number);
        field.blur();
    }

    private Locator group(String title) {
        Locator group = ana.locator("details.group")
                .filter(new Locator.FilterOptions()
                        .setHas(ana.getByText(title, new Page.GetByTextOptions().setExact(true))));
        group.locator("summary").click();
        return group;
    }

    /** Exactly four taps from "New plan" to the name, by what is offered first (P13). */
    @Test
    void fourTaps_byThePresets_leadToTheName() {
        press(ana, "New plan");
        int taps = 0;
        for (String answer : List.of("Yes, we call", "Weekdays", "No message", "Others may answer")) {
            assertThat(ana.locator(".over")).hasText(taps + 1 + " of 4");
            press(ana, answer);
            taps++;
        }
        assertEquals(4, taps);
        assertHeading(ana, "Who do we ask for?");
        number("617 555 0122");
        press(ana, "Read it back");
        assertThat(ana.locator(".sentences"))
                .containsText("We may call you on weekdays from 9 am to 5 pm, by the clock in New York.");
        press(ana, "Keep this plan");
        assertHeading(ana, "The plan is kept");
    }

    @Test
    void words_thatAreAgreedOrMade_areShownWithWhatTheyReveal() {
        answer("Words we agree now");
        lookAt(ana, "plan-words");
        ana.getByText("Start from a wording").click();
        ana.locator(".wording .answer").first().click();
        ana.getByLabel("First name").fill("Ana");
        ana.getByLabel("Language").selectOption("fr"); // the same wording, and what was typed stays
        assertThat(ana.locator("textarea")).hasValue(Pattern.compile("^Bonjour, c’est Ana, .*\\[jours et heures]"));
        ana.getByLabel("Language").selectOption("en");
        lookAt(ana, "plan-words-fields");
        ana.locator("textarea").fill("This is the Title IX Office, about your DV case. Call 617 555 0199.");
        assertThat(ana.locator("mark")).hasCount(3);
        lookAt(ana, "plan-words-marked");
        ana.getByLabel("Language").selectOption("es");
        assertThat(ana.locator(".verdict")).containsText("faltan 4 cosas");
        press(ana, "Next");
        lookAt(ana, "plan-words-question");
        press(ana, "Change them");
        exactly(ana, "Back").click();
        press(ana, "A message that says nothing");
        press(ana, "Only they answer");
        number("617 555 01222");
        assertThat(ana.locator(".fault")).containsText("too long");
        ana.getByLabel("Which name do we say").fill("Ana from Harbor House");
        assertThat(ana.locator("mark")).hasCount(1);
        lookAt(ana, "plan-number-faults");
        ana.getByLabel("Which name do we say").fill("Ana");
        number("617 555 0122");
        lookAt(ana, "plan-number-message");
        press(ana, "Read it back");
        assertThat(ana.locator(".sentences"))
                .containsText("this is Ana, returning your call. I will try you again another day");
        ana.locator(".sentences li[data-topic=voicemail] button").click();
        press(ana, "Keep it as it is");
        assertHeading(ana, "Read this out");
    }

    @Test
    void more_changeAndRenewal_askForWhatIsMissing() {
        answer("No message");
        press(ana, "Others may answer");
        number("617 555 0122");
        press(ana, "Read it back");
        press(ana, "More");
        lookAt(ana, "plan-more");
        group("To anybody else").getByText("Say words they chose").click();
        ana.getByLabel("The words").fill("This is the police.");
        group("Question to be sure");
        Locator ring = group("Ring as a sign first");
        ring.getByText("Yes", new Locator.GetByTextOptions().setExact(true)).click();
        lookAt(ana, "plan-more-words");
        group("If the line drops");
        Locator shows = group("The number");
        shows.getByText("A number that belongs to nobody").click();
        lookAt(ana, "plan-more-shows");
        press(ana, "Done");
        assertThat(ana.locator(".fault")).containsText("Read each risk");
        for (Locator risk : shows.locator(".risks input").all()) {
            risk.check();
        }
        Locator rejected = group("If it refuses private calls");
        rejected.getByText("Calls may show a number until").click();
        for (Locator risk : rejected.locator(".risks input").all()) {
            risk.check();
        }
        Locator unsafe = group("Not at these times");
        unsafe.getByLabel("Day", new Locator.GetByLabelOptions().setExact(true)).fill("2199-12-24");
        lookAt(ana, "plan-more-unsafe");
        press(ana, "Add this time");
        group("Until when");
        group("Notes");
        group("Languages");
        lookAt(ana, "plan-more-open");
        press(ana, "Done");
        press(ana, "Change them"); // the police
        ana.getByLabel("The words").fill("Sorry, wrong house.");
        press(ana, "Done");
        assertHeading(ana, "Read this out");
        lookAt(ana, "plan-read-back-long");
        press(ana, "Keep this plan");
        press(ana, "Open the plan");
        press(ana, "Open it");
        press(ana, "Change");
        lookAt(ana, "plan-change");
        exactly(ana, "Back").click();
        press(ana, "Open it");
        press(ana, "Ask again and renew");
        press(ana, "Keep the change");
        assertThat(ana.locator(".fault")).containsText("Read each risk");
        lookAt(ana, "plan-renew");
        press(ana, "Put it right");
        assertHeading(ana, "More");
    }

    @Test
    void interruptedPlan_andTheyCallUs_areShownPlainly() {
        press(ana, "New plan");
        press(ana, "No, they call us");
        lookAt(ana, "plan-they-call");
        press(ana, "Keep a plan without a number");
        lookAt(ana, "plan-they-call-name");
        exactly(ana, "Back").click();
        press(ana, "Yes, we call");
        go(ana, "Me");
        press(ana, "Lock now");
        exactly(ana, "Unlock").click();
        ConsoleRig.awaitHome(ana);
        ana.locator(".card").getByText("A plan is not finished").waitFor();
        lookAt(ana, "home-go-on");
    }

    @Test
    void override_asksASecondPerson_whoAgrees() {
        Page noor = rig.device();
        rig.admit(ana, "Noor", noor);
        ConsoleRig.unhurry(noor);
        go(ana, "Calls");
        press(ana, "New plan");
        press(ana, "Yes, we call");
        press(ana, "One call, at a set time");
        press(ana, "Tomorrow, ");
        press(ana, "Next");
        press(ana, "No message");
        press(ana, "Only they answer");
        number("617 555 0122");
        press(ana, "Read it back");
        press(ana, "Keep this plan");
        press(ana, "Open the plan");
        press(ana, "Somebody is in danger");
        ana.locator("main .answer").first().click();
        assertHeading(ana, "Ask a second person now");
        go(noor, "Calls");
        noor.getByText("Somebody asks for a second person").waitFor();
        lookAt(noor, "home-asked");
        press(noor, "See what is asked");
        lookAt(noor, "override-agree");
        press(noor, "I agree");
        ana.getByText("You may call now").waitFor(); // it looks every five seconds
        lookAt(ana, "override-ready");
    }

    @Test
    void call_thatIsRefused_byTheCentreOrByThePhone_saysWhatMayFollow() {
        answer("No message");
        press(ana, "Only they answer");
        number("+1 900 555 0143"); // a dear one
        press(ana, "Read it back");
        press(ana, "Keep this plan");
        press(ana, "Open the plan");
        press(ana, "Open it");
        exactly(ana, "Call").click();
        lookAt(ana, "calling-which-phone");
        exactly(ana, "Call").click();
        assertHeading(ana, "Nobody was called");
        lookAt(ana, "calling-refused");
        press(ana, "Back to the calls");
        press(ana, "Open");
        press(ana, "Open it");
        press(ana, "Change");
        ana.locator(".sentences li[data-topic=numbers] button").click();
        number("617 555 0124"); // Noor's phone takes no private calls
        press(ana, "Read it back");
        press(ana, "More");
        Locator rejected = group("If it refuses private calls");
        rejected.getByText("One call may show").click();
        for (Locator risk : rejected.locator(".risks input").all()) {
            risk.check();
        }
        press(ana, "Done");
        press(ana, "Keep the change");
        press(ana, "Open the plan");
        press(ana, "Open it");
        exactly(ana, "Call").click();
        Page practice = rig.practice();
        exactly(ana, "Call").click();
        press(practice, "Answer"); // the desk phone
        ana.getByText("Call once more, showing a number").waitFor();
        lookAt(ana, "calling-showing");
        press(ana, "Call once more, showing a number");
        ana.locator("dialog").waitFor();
        lookAt(ana, "calling-showing-question");
        press(ana, "Do not call");
        assertThat(ana.locator("dialog")).hasCount(0);
    }
}
