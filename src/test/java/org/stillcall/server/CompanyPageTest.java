package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;
import static org.stillcall.server.PagePhone.robinHears;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * P5: an advocate's page with a colleague's and an interpreter outside, in Chromium against a whole server. Screenshots
 * go to {@code target/pictures}.
 */
@Timeout(240)
class CompanyPageTest {
    @TempDir
    Path data;

    private ConsoleRig rig;
    private PagePhone ana;

    @BeforeEach
    void start() {
        Token.write(data.resolve("ines.number"), "+16175550121\n".getBytes(StandardCharsets.US_ASCII));
        rig = new ConsoleRig(
                data,
                settings -> settings + "\n[[interpreter]]\nname = \"ines\"\nkind = \"outside\"\nlanguage = \"es\"\n"
                        + "number_file = \"ines.number\"\n");
        ana = PagePhone.allowed(rig);
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    private static Locator alex(Page practice) {
        return practice.locator("#phones > *")
                .filter(new Locator.FilterOptions().setHasText("Alex"))
                .first();
    }

    private static int hears(Locator phone) {
        return Integer.parseInt(phone.locator(".meter").getAttribute("aria-valuenow"));
    }

    private Locator third() {
        return ana.place().locator(".third");
    }

    private PagePhone colleague() {
        PagePhone ben = PagePhone.allowed(rig.deviceWithMicrophones(1));
        rig.admit(ana.page, "Ben", ben.page);
        ConsoleRig.unhurry(ben.page);
        return ben;
    }

    @Test
    void interpreter_joinsIsToldOfAndLeaves() {
        ana.ready(rig);
        Page practice = rig.practice();
        ana.call().answeredOn(practice);
        ana.awaitSound();
        lookAt(ana.page, "third-button");
        ana.toggle("Add somebody").focus();
        ana.page.keyboard().press("Enter");
        Locator spanish = exactly(ana.page, "Interpreter: Spanish (ines)");
        assertThat(spanish).isFocused();
        lookAt(ana.page, "third-chooser");
        ana.page.keyboard().press("Enter");
        assertThat(third()).hasText("Ringing the interpreter…");
        lookAt(ana.page, "third-rings");
        alex(practice).locator(".answer").click();
        assertThat(third()).hasText("The interpreter is on the line.");
        ana.awaitSound();
        practice.waitForCondition(() -> robinHears(practice) > 20);
        practice.waitForCondition(() -> hears(alex(practice)) > 20);
        lookAt(ana.page, "third-joined");
        press(ana.page, "Tell who is on the line");
        ana.toggle("Hold").click();
        ana.says("On hold.");
        practice.waitForCondition(() -> hears(alex(practice)) == 0 && robinHears(practice) == 0); // between two tones
        ana.toggle("Hold").click();
        ana.saysNothing();
        practice.waitForCondition(() -> hears(alex(practice)) > 20);
        press(ana.page, "Take them off the call");
        assertThat(third()).hasText("The interpreter has left. You are two again.");
        practice.waitForCondition(() -> robinHears(practice) > 20);
        ana.end();
    }

    @Test
    void colleague_joinsAndTakesTheCallOver() {
        rig.setUp(ana.page, "Ana");
        PagePhone ben = colleague();
        ConsoleRig.unhurry(ana.page);
        PlanPageTest.agree(ana.page, true, step -> {});
        press(ana.page, "Take it");
        press(ana.page, "Open it");
        exactly(ana.page, "Call").click();
        ana.page.locator("fieldset.choice").first().waitFor();
        Page practice = rig.practice();
        ana.call().answeredOn(practice);
        ana.awaitSound();
        ana.toggle("Add somebody").click();
        exactly(ana.page, "Ben").click();
        assertThat(third()).hasText("Ringing your colleague…");
        assertThat(ben.place()).containsText("Somebody asks you to join a call.");
        assertThat(ben.place()).containsText("helpline");
        assertFalse(ben.page.content().contains("Quillon"));
        lookAt(ben.page, "third-asked");
        press(ben.page, "Not now");
        assertThat(third()).hasText("Your colleague cannot join now.");
        assertThat(ben.place()).isHidden();
        ana.toggle("Add somebody").click();
        exactly(ana.page, "Ben").click();
        press(ben.page, "Answer");
        assertThat(third()).hasText("Your colleague is on the line.");
        ben.awaitSound();
        ana.awaitSound();
        assertThat(ben.place()).containsText("You have joined a call.");
        lookAt(ben.page, "third-there");
        lookAt(ana.page, "third-colleague");
        press(ana.page, "Hand the call over");
        press(ana.page, "Hand over");
        assertThat(ana.page
                        .getByText("You handed the call over. It goes on without you.")
                        .first())
                .isVisible();
        assertThat(ben.place()).containsText("You are connected");
        press(ben.page, "Show who to ask for");
        assertHeading(ben.page, "Quillon");
        ben.awaitSound();
        practice.waitForCondition(() -> robinHears(practice) > 20);
        lookAt(ben.page, "third-taken-over");
        lookAt(ana.page, "third-handed-over");
        ben.end();
    }
}
