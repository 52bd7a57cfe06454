package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;
import static org.stillcall.server.ConsoleRig.status;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** P8: whoever runs the server sees health, lines and counters, wipes their own devices, and gets nothing sealed. */
class HostPageTest extends ConsoleVisit {
    /** Version 1 and a kind from 1 to 4, as the first bytes of what is sealed. */
    private static final Pattern ENVELOPE = Pattern.compile("\"AQ[EIMQ][A-Za-z0-9_-]{100}");

    @Test
    void host_seesHealthLinesAndCounters_andNeverAnEnvelope() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        Page host = rig.device();
        List<String> heard = new ArrayList<>();
        host.exposeFunction("heard", arguments -> heard.add((String) arguments[0]));
        host.addInitScript("(() => { const ask = globalThis.fetch; globalThis.fetch = async (...asked) => {"
                + " const answer = await ask(...asked); answer.clone().text().then(heard, () => {});"
                + " return answer; }; })()");
        rig.admit(ana, "Hal", "Host", host);
        assertHeading(host, "The server");
        ConsoleRig.unhurry(host);
        assertThat(section(host, "Health")).containsText("Calls are possible.");
        assertThat(section(host, "Lines")).containsText("works");
        assertThat(section(host, "Calls")).containsText("In progress");
        assertThat(section(host, "Calls")).containsText("None yet.");
        assertThat(section(host, "Your devices").locator(".device-row")).hasCount(1);
        host.getByText("More figures").click();
        lookAt(host, "host");
        assertThat(host.locator(".tabs button")).hasText(new String[] {"Server", "Me"});
        press(host, "What is stored");
        assertHeading(host, "What is stored");
        go(host, "Server");
        press(host, "Receipts");
        assertHeading(host, "Receipts");
        go(host, "Me");
        assertHeading(host, "Me");
        assertTrue(heard.size() > 10, heard.toString());
        assertFalse(heard.stream().anyMatch(answer -> ENVELOPE.matcher(answer).find()), "A host got an envelope.");
        String people = (String) ana.evaluate("async () => (await fetch('/api/people')).text()");
        assertTrue(ENVELOPE.matcher(people).find(), "The search finds what is there.");
        assertEquals(403, status(host, "/api/people"));
        assertEquals(403, status(host, "/api/callbacks"));
        assertEquals(403, status(ana, "/api/host"));
    }

    private static Locator section(Page page, String title) {
        return page.locator("section.card")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(title, new Page.GetByTextOptions().setExact(true))));
    }

    @Test
    void host_countsACallThatEnded_byItsOutcomeAlone() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        Page host = rig.device();
        rig.admit(ana, "Hal", "Host", host);
        assertEquals(201, ana.evaluate(CALL_AND_GIVE_UP, "+16175550122"));
        host.waitForCondition(() -> {
            press(host, "Look again");
            return section(host, "Calls").innerText().contains("Given up before an answer");
        });
        lookAt(host, "host-counted");
        assertFalse(host.content().contains("555"));
    }

    /** A call that ends while the advocate's phone rings; the answer's status. */
    private static final String CALL_AND_GIVE_UP = "async number => { const {seal} = await import('/seal.js');"
            + " const ask = async (method, path, body) => fetch(path, {method,"
            + " headers: {'Content-Type': 'application/json'}, body: body && JSON.stringify(body)});"
            + " const {kid, jwk} = await (await ask('POST', '/api/call-keys', {})).json();"
            + " const {centre} = await (await ask('GET', '/api/desk')).json();"
            + " const {phones} = await (await ask('GET', '/api/phones')).json();"
            + " const placed = await ask('POST', '/api/calls', {kid, number: await seal(number, jwk),"
            + " phone: phones.find(each => each.reachable).name, programme: centre.programmes[0]});"
            + " const said = await placed.json(); if (placed.status !== 201) return JSON.stringify(said);"
            + " await ask('DELETE', `/api/calls/${said.id}`); return placed.status; }";
}
