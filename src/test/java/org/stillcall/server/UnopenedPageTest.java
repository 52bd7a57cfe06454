package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** G28, B4: an envelope that opens nowhere holds up no change of the centre's key, and is not kept for good. */
class UnopenedPageTest extends ConsoleVisit {
    /** In place of each plan's envelope, one with a right header and nothing behind it. */
    private static final String POISON =
            "async () => { const ask = async (method, path, body) => (await fetch(path, {method,"
                    + " headers: {'Content-Type': 'application/json'}, body: body && JSON.stringify(body)}));"
                    + " const {toBytes, toText, sha256, random} = await import('/desk/crypto.js');"
                    + " const {centre} = await (await ask('GET', '/api/desk')).json();"
                    + " const list = await (await ask('GET', '/api/plans')).json();"
                    + " for (const {id} of list.plans ?? list) {"
                    + " const {policy, version} = await (await ask('GET', `/api/plans/${id}`)).json();"
                    + " const bad = random(363); bad[0] = 1; bad[1] = 2;"
                    + " new DataView(bad.buffer).setUint32(2, centre.generation);"
                    + " bad.set((await sha256(toBytes(centre.publicKey))).subarray(0, 8), 6);"
                    + " const put = await ask('PUT', `/api/plans/${id}`,"
                    + " {version, policy, envelope: toText(bad), generation: centre.generation});"
                    + " if (!put.ok) return put.text(); } return 'done'; }";

    private static void agree(Page page) {
        go(page, "Calls");
        press(page, "New plan");
        press(page, "Yes, we call");
        press(page, "One call, at a set time");
        press(page, "Tomorrow, ");
        press(page, "Next");
        press(page, "No message");
        press(page, "Only they answer");
        page.getByLabel("What to call them").fill("Quillon");
        page.getByLabel("Number").first().fill("+1 617 555 0122");
        press(page, "Read it back");
        press(page, "Keep this plan");
        assertHeading(page, "The plan is kept");
        press(page, "Done");
    }

    private static int generations(Page page) {
        return (Integer) page.evaluate("async () => (await (await fetch('/api/keys')).json()).keys?.length ?? 0");
    }

    @Test
    void envelopeThatOpensNowhere_isToldToACoordinator_whoErasesIt_andTheOldKeyGoes() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        agree(ana);
        assertEquals("done", ana.evaluate(POISON));
        Page noor = rig.device();
        rig.admit(ana, "Noor", noor);
        go(ana, "People");
        ana.locator(".person-card")
                .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Noor"))
                .getByText("Wipe")
                .click();
        press(ana, "Wipe it");
        ana.getByText("Opens nowhere").waitFor();
        assertThat(ana.getByText("A contact plan")).hasCount(1);
        lookAt(ana, "unopened");
        assertEquals(2, generations(ana));
        press(ana, "Erase it");
        ana.getByRole(AriaRole.DIALOG).getByText("Erase it").last().click();
        assertThat(ana.getByText("Opens nowhere")).hasCount(0);
        ana.reload(); // the old keys are dropped within the minute, and at once when anything is sealed anew
        exactly(ana, "Unlock").click();
        ana.waitForCondition(() -> generations(ana) == 1, new Page.WaitForConditionOptions().setTimeout(90_000));
        rig.forgive();
    }
}
