package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.PagePhone.robinHears;

import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * B1, P2, G16: a caller was taken on a page in Chromium that is closed then: the advocate's own mobile, a practice
 * phone, rings over real SIP, and whoever keys its code goes on with the caller, who was never cut off.
 */
class StandbyPageTest extends HelplineVisit {
    private static final String CODE = "4711";

    @Override
    String changed(String settings) {
        return super.changed(settings)
                + "\n[[phone]]\nname = \"own\"\nkind = \"mobile\"\nnumber_file = \"own.number\"\n"
                + "code_file = \"own.code\"\nprogramme = \"helpline\"\n";
    }

    @BeforeEach
    @Override
    void start() {
        Token.write(data.resolve("own.number"), "+16175550121\n".getBytes(StandardCharsets.US_ASCII));
        Token.write(data.resolve("own.code"), (CODE + "\n").getBytes(StandardCharsets.US_ASCII));
        super.start();
        reach(ana.page, "own");
    }

    private void alexSays(String text) {
        assertThat(phone("alex").locator(".lines"))
                .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
    }

    @Test
    void pageThatIsClosedInTheCall_isFollowedByTheOwnMobile() {
        duty(ana.page, "ON");
        calls("robin", "1");
        rings(ana);
        exactly(ana.page, "Answer").click();
        assertThat(ana.place().locator(".state")).hasText("You are connected.");
        ana.awaitSound();
        assertThat(phone("alex").locator(".answer")).isHidden(); // it rang for the caller, and does no more
        ana.page.close();
        assertThat(phone("alex").locator(".answer"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
        phone("alex").locator(".answer").click();
        alexSays("On a call");
        for (char key : CODE.toCharArray()) {
            does("alex", "key", Map.of("value", String.valueOf(key)));
        }
        practice.waitForCondition(() -> hears("alex") > 20);
        practice.waitForCondition(() -> robinHears(practice) > 20);
        assertThat(phone("robin").locator(".lines")).containsText("On a call");
        does("alex", "hangup");
        assertThat(phone("robin").locator(".lines"))
                .not()
                .containsText("On a call", new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
    }
}
