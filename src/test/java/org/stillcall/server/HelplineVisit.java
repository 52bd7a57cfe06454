package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stillcall.server.ConsoleRig.exactly;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole server whose published number practice phones call, and Ana, who takes their calls on her page. */
@Timeout(240)
abstract class HelplineVisit {
    @TempDir
    Path data;

    ConsoleRig rig;
    PagePhone ana;
    Page practice;

    /** What the demo's own configuration is changed to. */
    String changed(String settings) {
        return settings.replace("ask_voice = true", "ask_voice = false").replace("phones = [\"desk\"]", "");
    }

    @BeforeEach
    void start() {
        rig = new ConsoleRig(data, this::changed);
        ana = PagePhone.allowed(rig);
        rig.setUp(ana.page, "Ana");
        ConsoleRig.unhurry(ana.page);
        reach(ana.page);
        practice = rig.practice();
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    /** Whoever is at that page, who is a coordinator, speaks English and Spanish and has those phones. */
    static void reach(Page page, String... phones) {
        assertEquals(
                200,
                page.evaluate(
                        "async phones => { const {me} = await (await fetch('/api/desk')).json();"
                                + " return (await fetch(`/api/people/${me.person}/reach`, {method: 'PUT', headers:"
                                + " {'Content-Type': 'application/json'}, body: JSON.stringify({languages:"
                                + " ['en', 'es'], voice: 'NOT_SAID', phones, direct: null})})).status; }",
                        List.of(phones)));
    }

    /** On for an hour, on a break, or off. */
    static void duty(Page page, String position) {
        assertEquals(
                200,
                page.evaluate(
                        "async position => (await fetch('/api/duty', {method: 'PUT', headers: {'Content-Type':"
                                + " 'application/json'}, body: JSON.stringify({position, ...position === 'ON' ? {until:"
                                + " new Date(Date.now() + 3_600_000).toISOString()} : {}})})).status",
                        position));
    }

    /** What somebody does at a practice phone. */
    void does(String handset, String action, Map<String, String> body) {
        assertEquals(
                204,
                practice.evaluate(
                        "async ([handset, action, body]) => (await fetch(`/api/practice/phones/${handset}/${action}`,"
                                + " {method: 'POST', headers: {'Content-Type': 'application/json'},"
                                + " body: JSON.stringify(body)})).status",
                        List.of(handset, action, body)));
    }

    void does(String handset, String action) {
        does(handset, action, Map.of());
    }

    /** That phone calls the published number, and chooses a language by its key; none without one. */
    void calls(String handset, String key) {
        does(handset, "call");
        phone(handset).locator(".lines").waitFor();
        practice.waitForCondition(
                () -> phone(handset).locator(".lines").textContent().contains("On a call"));
        if (!key.isEmpty()) {
            does(handset, "key", Map.of("value", key));
        }
    }

    Locator phone(String handset) {
        String name = handset.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + handset.substring(1);
        return practice.locator("#phones > *")
                .filter(new Locator.FilterOptions().setHasText(name))
                .first();
    }

    /** How loud what that phone hears is now, 0 to 100. */
    int hears(String handset) {
        return Integer.parseInt(phone(handset).locator(".meter").getAttribute("aria-valuenow"));
    }

    /** The number of a practice phone, as its carrier writes it, without the country. */
    String ownNumber(String handset) {
        String full = (String) practice.evaluate(
                "async name => (await (await fetch('/api/practice/phones')).json()).phones"
                        + ".find(phone => phone.name === name).number",
                handset);
        return full.substring(full.length() - 7);
    }

    static void rings(PagePhone page) {
        assertThat(page.place().locator(".state"))
                .hasText("Somebody calls.", new LocatorAssertions.HasTextOptions().setTimeout(15_000));
    }

    /** Robin calls, and Ana takes the call. */
    void talking() {
        duty(ana.page, "ON");
        calls("robin", "1");
        rings(ana);
        exactly(ana.page, "Answer").click();
        assertThat(ana.place().locator(".state")).hasText("You are connected.");
        ana.awaitSound();
        practice.waitForCondition(() -> hears("robin") > 20);
    }
}
