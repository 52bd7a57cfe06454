package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.awaitHome;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** G27: the way out: by key and button, with and without a network, from every page and every question. */
class ExitPageTest extends ConsoleVisit {
    private static final double MOST_MILLIS = 200;

    private final List<Drawn> drawn = new ArrayList<>();

    /** When the neutral page stood there, after the third press of Escape, and all that could be read on it. */
    private record Drawn(double millis, String text) {}

    /**
     * A device whose page measures, by its own clock, how long the way out takes: until the frame after the drawing.
     */
    private Page measured() {
        Page page = rig.device();
        page.exposeFunction("outAfter", arguments -> {
            drawn.add(new Drawn(((Number) arguments[0]).doubleValue(), (String) arguments[1]));
            return null;
        });
        page.addInitScript("(() => { let times = 0; addEventListener('keydown', event => {"
                + " if (event.key !== 'Escape' || (times += 1) !== 3) return;"
                + " const look = () => {"
                + " if (document.querySelector('#note') === null) { requestAnimationFrame(look); return; }"
                + " requestAnimationFrame(() => outAfter(performance.now() - event.timeStamp,"
                + " document.body.innerText)); }; requestAnimationFrame(look); }, true); })()");
        return page;
    }

    private void pressEscapeThreeTimes(Page page) {
        for (int i = 0; i < 3; i++) {
            page.keyboard().press("Escape");
        }
    }

    private void assertDrawnInTime(Page page) {
        page.waitForCondition(() -> !drawn.isEmpty());
        assertEquals("Notes\nNew note", drawn.getFirst().text().strip().replaceAll("\\s*\n\\s*", "\n"));
        assertTrue(drawn.getFirst().millis() <= MOST_MILLIS, "It took " + drawn.getFirst());
    }

    @Test
    void exit_byKey_drawsTheNeutralPageWithin200MillisAndLeavesNothingBehind() {
        Page ana = measured();
        rig.setUp(ana, "Ana");
        int before = (Integer) ana.evaluate("() => history.length");
        go(ana, "People");
        go(ana, "Me");
        assertEquals(before, ana.evaluate("() => history.length"), "Work leaves no history.");
        List<Route> held = new ArrayList<>();
        ana.route("**/away.html", held::add); // a slow network: what is drawn waits for nothing
        pressEscapeThreeTimes(ana);
        assertDrawnInTime(ana);
        String asDrawn = (String) ana.evaluate(LOOK);
        ana.waitForCondition(() -> !held.isEmpty());
        ana.unroute("**/away.html");
        held.forEach(Route::resume);
        awaitAway(ana);
        assertEquals(asDrawn, ana.evaluate(LOOK), "Nobody sees the one take the other's place.");
        lookAt(ana, "away");
        assertEquals(before, ana.evaluate("() => history.length"));
        ana.goBack(); // to what lay under the work: the same neutral page
        awaitAway(ana);
        assertThat(ana.locator(".bar")).hasCount(0);
        ana.goBack();
        assertEquals("about:blank", ana.url());
        ana.goForward();
        ana.goForward();
        awaitAway(ana); // and so is all that lies ahead
        assertEquals(before, ana.evaluate("() => history.length"));
        ana.navigate(rig.origin());
        assertHeading(ana, "Locked");
        exactly(ana, "Unlock").click();
        awaitHome(ana);
        ana.locator(".exit").click();
        awaitAway(ana);
    }

    /** The neutral page at its own address, without a trace of ours in its head. */
    static void awaitAway(Page page) {
        page.waitForFunction("() => document.querySelectorAll('script, [href=\"/console.css\"]').length === 0"
                + " && document.querySelector('#note') !== null && location.pathname === '/away.html'");
    }

    private static final String LOOK = "() => [...document.querySelectorAll('h1, label, textarea')].map(node => {"
            + " const {x, y, width, height} = node.getBoundingClientRect(); const look = getComputedStyle(node);"
            + " return [node.textContent, x, y, width, height, look.font, look.color, look.backgroundColor].join(); })"
            + ".join(' ')";

    @Test
    void exit_offline_staysOnTheDrawnPageUntilTheServerAnswersAgain() {
        Page ana = measured();
        rig.setUp(ana, "Ana");
        go(ana, "People");
        ana.context().setOffline(true);
        pressEscapeThreeTimes(ana);
        assertDrawnInTime(ana);
        assertEquals(rig.origin() + "/away.html", ana.url());
        lookAt(ana, "away-offline");
        ana.context().setOffline(false);
        awaitAway(ana);
        ana.navigate(rig.origin());
        assertHeading(ana, "Locked");
        rig.forgive();
    }

    @Test
    void exit_whileAQuestionIsOpen_worksByButtonKeyAndHolding() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        askToWipe(ana);
        lookAt(ana, "question");
        press(ana, "Keep it");
        assertThat(ana.locator("header .exit")).isVisible(); // back in its place
        BoundingBox bar = ana.locator(".exit").boundingBox();
        askToWipe(ana);
        assertEquals(bar.x, ana.locator(".exit").boundingBox().x, 1);
        assertEquals(bar.y, ana.locator(".exit").boundingBox().y, 1);
        ana.locator(".exit").click();
        awaitAway(ana);
        unlock(ana);
        askToWipe(ana);
        pressEscapeThreeTimes(ana);
        awaitAway(ana);
        unlock(ana);
        askToWipe(ana);
        hold(ana);
        assertEquals("0 0 0 0", ConsoleRig.stores(ana));
        rig.forgive();
    }

    private void askToWipe(Page page) {
        go(page, "People");
        page.locator(".device-row").getByText("Wipe").click();
        exactly(page, "Keep it").waitFor();
    }

    private void unlock(Page page) {
        page.navigate(rig.origin());
        exactly(page, "Unlock").click();
        awaitHome(page);
    }

    private static void hold(Page page) {
        BoundingBox exit = page.locator(".exit").boundingBox();
        assertNotNull(exit);
        page.mouse().move(exit.x + 20, exit.y + 20);
        page.mouse().down();
        awaitAway(page);
        page.mouse().up();
    }

    @Test
    void exit_held_wipesThisVeryDevice() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        Page noor = rig.device();
        rig.admit(ana, "Noor", noor);
        hold(noor);
        assertEquals("0 0 0 0", ConsoleRig.stores(noor));
        noor.navigate(rig.origin());
        assertHeading(noor, "Welcome");
        rig.forgive();
    }
}
