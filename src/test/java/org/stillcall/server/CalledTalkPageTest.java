package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * P2, P5, P9, G4, G16: all that an advocate does in a call that came in, on a page in Chromium against a whole server:
 * mute, hold, keys, what to do in an emergency, an interpreter, a colleague who takes over, the end and its count.
 */
class CalledTalkPageTest extends HelplineVisit {
    private static final String WORDS = "County dispatch, from the office phone: 9, then 0199.";

    @Override
    String changed(String settings) {
        String line = "emergency = { en = \"" + WORDS + "\", es = \"Central del condado.\" }\nlanguages = ";
        return super.changed(settings).replaceFirst("(?m)^languages = ", line)
                + "\n[[interpreter]]\nname = \"ines\"\nkind = \"outside\"\nlanguage = \"es\"\n"
                + "number_file = \"ines.number\"\n";
    }

    @BeforeEach
    @Override
    void start() {
        Token.write(data.resolve("ines.number"), "+16175550121\n".getBytes(StandardCharsets.US_ASCII));
        super.start();
    }

    private Locator third() {
        return ana.place().locator(".third");
    }

    /** What was said of the call's end, and what it was about, by one tap. */
    private static void countsAs(Page page, String category) {
        exactly(page, "Done").click();
        assertHeading(page, "What was it about?");
        exactly(page, category).click();
        assertThat(page.getByText("Counted.").first()).hasCount(1);
    }

    private long counted(String line) {
        return rig.asked().stream()
                .filter(asked -> asked.startsWith("POST /api/categories ") && asked.contains(line))
                .count();
    }

    @Test
    void call_isMutedHeldKeyedAndEnded_andCountedForItsLine() throws InterruptedException {
        talking();
        ana.toggle("Mute").click();
        ana.says("Muted.");
        practice.waitForCondition(() -> hears("robin") == 0);
        ana.toggle("Mute").click();
        practice.waitForCondition(() -> hears("robin") > 20);
        ana.toggle("Hold").click();
        ana.says("On hold.");
        practice.waitForCondition(() -> hears("robin") == 0); // between two tones
        double held = ana.loudness();
        practice.waitForCondition(() -> hears("robin") > 20); // the tone, which is no speech of hers
        assertEquals(held, ana.loudness(), 0.005, "she hears nothing meanwhile");
        ana.toggle("Hold").click();
        ana.saysNothing();
        ana.awaitSound();
        ana.toggle("Keypad").click();
        try (KeysOnTheWire keys = new KeysOnTheWire()) {
            ana.page.keyboard().press("5");
            assertEquals('5', keys.next(), "towards the caller");
        }
        ana.toggle("Keypad").click();
        exactly(ana.page, "End call").click();
        assertThat(ana.place().locator(".state")).hasText("The call has ended.");
        countsAs(ana.page, "Legal");
        assertEquals(1, counted("{\"category\":\"legal\",\"programme\":\"helpline\"}"));
        assertEquals(0, ana.page.locator("audio").count());
        assertEquals("0 0 0 1", ConsoleRig.stores(ana.page));
    }

    /** G4: the system places no such call, and says who does. */
    @Test
    void emergency_isOneTapAway_whileItRingsAndInTheCall_andNotWhileLocked() {
        duty(ana.page, "ON");
        calls("robin", "1");
        rings(ana);
        Locator help = ana.place().locator("details.emergency");
        assertThat(help).not().hasAttribute("open", "");
        help.locator("summary").focus();
        ana.page.keyboard().press("Enter");
        assertThat(help.getByText(WORDS)).isVisible();
        lookAt(ana.page, "emergency-rings");
        exactly(ana.page, "Answer").click();
        assertThat(ana.place().locator(".state")).hasText("You are connected.");
        help.locator("summary").click();
        assertThat(help).containsText("Stay on the line and take another phone.");
        assertThat(help.getByText(WORDS)).isVisible();
        lookAt(ana.page, "emergency");
        go(ana.page, "Me");
        press(ana.page, "Lock now");
        assertThat(help).isHidden();
        exactly(ana.page, "Unlock").click();
        ConsoleRig.awaitHome(ana.page);
        assertThat(help).isVisible();
        exactly(ana.page, "End call").click();
        assertThat(help).isHidden();
    }

    /** P5: a number of the pool calls the interpreter, who sees nothing of the caller. */
    @Test
    void interpreter_joinsAndLeaves_andSeesNothingOfTheCaller() {
        talking();
        ana.toggle("Add somebody").click();
        exactly(ana.page, "Interpreter: Spanish (ines)").click();
        assertThat(third()).hasText("Ringing the interpreter…");
        Locator alex = phone("alex");
        alex.locator(".answer").click();
        assertThat(third()).hasText("The interpreter is on the line.");
        ana.awaitSound();
        practice.waitForCondition(() -> hears("robin") > 20 && hears("alex") > 20);
        assertFalse(alex.textContent().contains(ownNumber("robin")), "of the caller");
        assertFalse(alex.textContent().contains("555-0190"), "of the line");
        assertThat(alex).containsText("Private");
        lookAt(ana.page, "called-interpreter");
        press(ana.page, "Tell who is on the line");
        ana.toggle("Hold").click();
        practice.waitForCondition(() -> hears("alex") == 0 && hears("robin") == 0); // between two tones
        ana.toggle("Hold").click();
        practice.waitForCondition(() -> hears("alex") > 20);
        press(ana.page, "Take them off the call");
        assertThat(third()).hasText("The interpreter has left. You are two again.");
        practice.waitForCondition(() -> hears("robin") > 20);
        exactly(ana.page, "End call").click();
        countsAs(ana.page, "Other");
    }

    /** P5: a colleague is told first, then has the call; whoever gave it away is free for the next caller. */
    @Test
    void colleague_takesTheCallOver_andTheNextCallerRingsAtWhoeverIsFree() {
        PagePhone ben = PagePhone.allowed(rig.deviceWithMicrophones(1));
        rig.admit(ana.page, "Ben", ben.page);
        ConsoleRig.unhurry(ben.page);
        talking();
        exactly(ana.page, "Asked").click();
        ana.toggle("Add somebody").click();
        exactly(ana.page, "Ben").click();
        press(ben.page, "Answer");
        assertThat(third()).hasText("Your colleague is on the line.");
        ben.awaitSound();
        assertThat(ben.place().locator("details.emergency")).isVisible(); // whoever hears of it first can help
        press(ana.page, "Hand the call over");
        press(ana.page, "Hand over");
        assertThat(ana.page
                        .getByText("You handed the call over. It goes on without you.")
                        .first())
                .isVisible();
        assertThat(ben.place()).containsText("You are connected");
        ben.awaitSound();
        practice.waitForCondition(() -> hears("robin") > 20);
        assertThat(ben.page.locator("section.opening")).isHidden();
        assertThat(ben.place().locator("details.emergency")).isVisible();
        lookAt(ben.page, "called-taken-over");
        calls("alex", "1");
        rings(ana);
        assertThat(ben.place()).containsText("You are connected");
        exactly(ana.page, "Not now").click();
        exactly(ben.page, "End call").click();
        countsAs(ben.page, "Shelter");
        assertEquals(1, counted("\"programme\":\"helpline\""), "once, by whoever ended it");
    }

    /** A page that is loaded again is in the call again. */
    @Test
    void page_loadedAgain_takesTheCallUp_andCanEndIt() {
        talking();
        ana.page.reload();
        assertThat(ana.place()).containsText("You are connected");
        ana.page.waitForCondition(() -> (Boolean) ana.page.evaluate("() => peers.length > 0"));
        ana.awaitSound();
        practice.waitForCondition(() -> hears("robin") > 20);
        exactly(ana.page, "Unlock").click();
        ConsoleRig.awaitHome(ana.page);
        exactly(ana.page, "End call").click();
        countsAs(ana.page, "Legal");
    }

    /** Somebody waits already: what the call before was about is asked when there is time. */
    @Test
    void nextCaller_whoRingsAtOnce_leavesTheCallBeforeToBeCounted() {
        talking();
        calls("alex", "1");
        exactly(ana.page, "End call").click();
        rings(ana);
        exactly(ana.page, "Not now").click();
        go(ana.page, "Shifts");
        go(ana.page, "Calls");
        assertThat(ana.page.getByText("A call is not counted yet")).isVisible();
        lookAt(ana.page, "uncounted");
        press(ana.page, "Say what it was about");
        assertHeading(ana.page, "What was it about?");
        go(ana.page, "Me");
        go(ana.page, "Calls");
        press(ana.page, "Say what it was about");
        exactly(ana.page, "Legal").click();
        assertThat(ana.page.getByText("Counted.").first()).hasCount(1);
        assertThat(ana.page.getByText("A call is not counted yet")).hasCount(0);
        assertEquals(1, counted("\"programme\":\"helpline\""));
    }

    @Test
    void nuisance_isNotCounted() {
        talking();
        press(ana.page, "Nuisance call");
        exactly(ana.page, "End and refuse").click();
        exactly(ana.page, "Done").click();
        assertHeading(ana.page, "Calls");
        assertTrue(rig.asked().stream().noneMatch(asked -> asked.startsWith("POST /api/categories ")));
    }

    @Test
    void key_ofTheCaller_doesNothing() {
        talking();
        does("robin", "key", Map.of("value", "0"));
        ana.awaitSound();
        assertThat(ana.place().locator(".state")).hasText("You are connected.");
        assertEquals(List.of(), rig.complaints());
        exactly(ana.page, "End call").click();
    }
}
