package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.lookAt;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** P2, P13: how many wait, live, for whoever is on duty and for coordinators, in Chromium; never who. */
class WaitingPageTest extends HelplineVisit {
    private static Locator card(Page page) {
        return page.locator("section.waiting");
    }

    private static Locator read(Page page) {
        return card(page).locator("[role=status]");
    }

    @Test
    void waiting_isShownAsItChanges_toThoseAtWork_andReadOutOnce() {
        Page ben = rig.device();
        rig.admit(ana.page, "Ben", ben);
        ConsoleRig.unhurry(ben);
        ConsoleRig.go(ana.page, "Calls");
        assertThat(card(ana.page)).containsText("Nobody waits.");
        assertThat(card(ben)).isHidden();
        duty(ben, "ON");
        assertThat(card(ben)).containsText("Nobody waits.");
        lookAt(ben, "waiting-nobody");
        ben.evaluate("() => { globalThis.read = []; new MutationObserver(() => read.push(document"
                + ".querySelector('section.waiting [role=status]').textContent)).observe(document"
                + ".querySelector('section.waiting [role=status]'), {childList: true, characterData: true,"
                + " subtree: true}); }");

        duty(ana.page, "ON");
        calls("robin", "2");
        assertThat(card(ben)).containsText("1 waits.");
        assertThat(card(ben).locator("li")).containsText("helpline · Spanish · 1 waits.");
        rings(ana);
        calls("alex", "1");
        assertThat(card(ben)).containsText("2 wait.");
        assertThat(card(ben).locator("li")).hasCount(2);
        assertThat(card(ana.page)).containsText("2 wait.");
        assertThat(card(ben).locator(".waits").first()).containsText(Pattern.compile("Waiting for 0:[0-9][1-9]"));
        assertThat(read(ben)).hasText("1 waits.");
        lookAt(ben, "waiting");
        for (String handset : new String[] {"robin", "alex"}) {
            assertFalse(ben.content().contains(ownNumber(handset)), "who it is");
        }
        assertEquals(1, ben.evaluate("() => read.length"), "a count that changes again at once is not read out");

        exactly(ana.page, "Answer").click();
        assertThat(card(ben)).containsText("1 waits.");
        does("alex", "hangup");
        assertThat(card(ben)).containsText("Nobody waits.");
        duty(ben, "OFF");
        assertThat(card(ben)).isHidden();
    }
}
