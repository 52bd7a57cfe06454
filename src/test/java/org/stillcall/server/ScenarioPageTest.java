package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * B2, B3: each scenario of the practice room as it really happens, and its debrief: what was promised beside what the
 * practice phone saw, and what the advocate did.
 */
@Timeout(240)
class ScenarioPageTest {
    private static final String PAGE_HEARS_LEVEL =
            "() => Number(document.getElementById('far').getAttribute('aria-valuenow')) > 30";

    @TempDir
    Path data;

    private ConsoleRig rig;
    private RehearsalTab ana;

    @BeforeEach
    void start() {
        rig = new ConsoleRig(data, settings -> settings, Map.of(), RehearsalTab.ARGUMENTS);
        ana = new RehearsalTab(rig.device(1280, 900, ColorScheme.LIGHT), 700).open(rig, "");
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    private Locator place(String name) {
        return ana.page.locator(".places li").filter(new Locator.FilterOptions().setHasText(name));
    }

    private void assertRight(boolean right, String... places) {
        for (String name : places) {
            assertThat(place(name)).hasAttribute("data-right", String.valueOf(right));
            assertThat(place(name).locator(".verdict")).hasText(right ? "as promised" : "not as promised");
        }
    }

    private void assertDone(boolean right, String words) {
        Locator line = ana.page.locator(".done li").filter(new Locator.FilterOptions().setHasText(words));
        assertThat(line).hasAttribute("data-right", String.valueOf(right));
    }

    private RehearsalTab over() {
        return ana.says("stand side by side");
    }

    private void awaitState(String owner, String state) {
        assertThat(ana.phone(owner).and(ana.page.locator("[data-state=" + state + "]")))
                .isVisible(new IsVisibleOptions().setTimeout(30_000));
    }

    @Test
    void theyPickUp_isAsPromised() {
        ana.choose("alex", "ANSWERS").call();
        assertThat(ana.page.locator(".card.you")).containsText("Ask whether it is safe to talk");
        ana.says("You and Alex are connected.");
        ana.page.waitForFunction(PAGE_HEARS_LEVEL);
        ana.page.locator("#end").click();
        over();
        assertRight(true, "Their screen", "Their list of calls", "Their voicemail", "Their bill");
        assertThat(place("Their screen").locator(".seen")).containsText("Private");
        assertThat(place("Their bill").locator(".seen")).containsText("Incoming, Private");
        assertThat(place("Their voicemail").locator(".seen")).containsText("Nothing.");
        assertDone(true, "You talked for");
        ConsoleRig.lookAt(ana.page, "debrief");
        ana.page.locator("#main").click();
        assertThat(ana.page.locator(".debrief")).isHidden();
    }

    @Test
    void voicemail_whereNothingIsLeft_isRight_andAMessageIsNot() {
        ana.choose("alex", "VOICEMAIL").call();
        awaitState("Alex", "GREETING");
        ana.page.waitForFunction(PAGE_HEARS_LEVEL); // the greeting
        ana.page.locator("#end").click();
        over();
        assertRight(true, "Their screen", "Their list of calls", "Their voicemail", "Their bill");
        assertDone(true, "you left no message");
        ana.call();
        awaitState("Alex", "RECORDING");
        ana.page.locator("#end").click();
        over();
        assertRight(false, "Their voicemail");
        assertRight(true, "Their screen", "Their list of calls", "Their bill");
        assertDone(false, "hang up before the tone");
        ConsoleRig.lookAt(ana.page, "debrief-message");
    }

    @Test
    void somebodyElse_answersWithAnotherVoice() {
        ana.choose("alex", "SOMEBODY_ELSE").call();
        assertThat(ana.page.locator(".card.you")).containsText("you have the wrong number");
        ana.says("You and Alex are connected.");
        ana.page.waitForFunction(PAGE_HEARS_LEVEL);
        ana.page.locator("#end").click();
        over();
        assertDone(true, "Somebody else answered, and the call was over in");
        ana.page.locator("input[value=ANSWERS]").check(new Locator.CheckOptions().setForce(true));
        assertDone(true, "Somebody else answered"); // what comes next is not what was
    }

    @Test
    void phone_thatTakesNoPrivateCalls_neverHearsOfIt() {
        ana.choose("alex", "REJECTS_PRIVATE").call();
        over();
        assertRight(true, "Their screen", "Their list of calls", "Their voicemail", "Their bill");
        assertDone(true, "you showed nothing to get through");
        assertThat(place("Their list of calls").locator(".seen")).containsText("Nothing.");
    }

    @Test
    void line_thatDrops_isCalledBackOrLeft() {
        RehearsalTab alex = new RehearsalTab(rig.device(), 1_100).open(rig, "#alex");
        ana.page.locator("#shows").check();
        ana.choose("alex", "DROPS").call();
        assertThat(alex.page.locator(".card.them")).containsText("After a few seconds the line goes.");
        alex.phone("Alex").locator(".answer").click();
        ana.says("You and Alex are connected.").says("The line dropped.");
        assertThat(ana.page.locator("#left")).containsText("Can be called back for");
        alex.phone("Alex").locator(".back").click();
        ana.says("You are connected with whoever called back.");
        ana.page.locator("#end").click();
        over();
        assertDone(true, "You stayed, and were connected again.");
        assertThat(ana.page.locator(".done")).containsText("needs their consent");
        assertRight(true, "Their screen", "Their bill"); // a number was promised, and a number was seen
        ana.call();
        alex.phone("Alex").locator(".answer").click();
        ana.says("You and Alex are connected.").says("The line dropped.");
        ana.page.locator("#end").click();
        over();
        assertDone(false, "you did not wait");
    }

    /** A leak is told: the carrier shows a number although it was to be hidden. */
    @Test
    void place_thatTellsMoreThanPromised_isRed() {
        ana.page.route("**/api/footprint", route -> {
            var answer = route.fetch();
            route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                    .setResponse(answer)
                    .setBody(answer.text().replaceFirst("\"shows\":\"[A-Z_]+\"", "\"shows\":\"HIDDEN\"")));
        });
        ana.page.locator("#shows").check();
        ana.choose("alex", "ANSWERS").call();
        ana.says("You and Alex are connected.");
        ana.page.locator("#end").click();
        over();
        assertRight(false, "Their screen", "Their list of calls", "Their bill");
        assertThat(place("Their screen")).containsText("(617) 555-01", new ContainsTextOptions());
        ConsoleRig.lookAt(ana.page, "debrief-leak");
    }
}
