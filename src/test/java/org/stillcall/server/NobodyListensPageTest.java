package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.exactly;

import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * P5, P8: a coordinator has no way into an advocate's call: no address of the API names it to them, and one who knows
 * its name all the same brings nobody in, not even themselves.
 */
class NobodyListensPageTest extends HelplineVisit {
    private static final Pattern NAME = Pattern.compile("GET /api/calls/([^/]+)/events ");

    /** What every address without a place in it answers this page, but streams. */
    private static final String ALL_ANSWERS =
            "async () => { const text = await (await fetch('/api/openapi.yaml')).text();"
                    + " const paths = [...text.matchAll(/^  (\\/api\\/[a-z/-]+):$/gm)].map(found => found[1])"
                    + ".filter(path => !path.endsWith('/events') && path !== '/api/phone'); const all = [];"
                    + " for (const path of paths) { all.push(path + ' '"
                    + " + await (await fetch(path)).text()); } return all; }";

    private Object third(String call, String method, String rest, String body) {
        return ana.page.evaluate(
                "async ([path, method, body]) => (await fetch(path, {method, headers: {'Content-Type':"
                        + " 'application/json'}, ...method === 'DELETE' ? {} : {body}})).status",
                List.of("/api/calls/" + call + "/third" + rest, method, body));
    }

    @Test
    @SuppressWarnings("unchecked")
    void coordinator_learnsOfNoCall_andBringsNobodyIntoOneThatIsNotTheirs() {
        PagePhone ben = PagePhone.allowed(rig.deviceWithMicrophones(1));
        rig.admit(ana.page, "Ben", ben.page);
        ConsoleRig.unhurry(ben.page);
        duty(ben.page, "ON");
        calls("robin", ""); // greeted to the end, which takes its time
        assertThat(ben.place().locator(".state"))
                .hasText("Somebody calls.", new LocatorAssertions.HasTextOptions().setTimeout(60_000));
        exactly(ben.page, "Answer").click();
        assertThat(ben.place().locator(".state")).hasText("You are connected.");
        ben.awaitSound();
        String call = rig.asked().stream()
                .map(NAME::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();

        List<String> answers = (List<String>) ana.page.evaluate(ALL_ANSWERS);
        assertTrue(answers.size() > 25, () -> "" + answers.size());
        assertTrue(answers.stream().anyMatch(answer -> answer.startsWith("/api/lines {")));
        answers.forEach(answer -> assertFalse(answer.contains(call), answer));

        String me = (String) ana.page.evaluate("async () => (await (await fetch('/api/desk')).json()).me.person");
        assertEquals(404, third(call, "POST", "", "{\"person\":\"" + me + "\"}"));
        assertEquals(404, third(call, "POST", "", "{\"phone\":\"desk\"}"));
        assertEquals(404, third(call, "POST", "/takes-over", "{}"));
        assertEquals(404, third(call, "DELETE", "", ""));
        assertThat(ben.place().locator(".third")).isHidden();
        assertThat(ana.place()).isHidden();
        ben.awaitSound();
        exactly(ben.page, "End call").click();
    }
}
