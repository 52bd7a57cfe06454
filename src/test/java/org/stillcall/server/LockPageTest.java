package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.awaitHome;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;
import static org.stillcall.server.ConsoleRig.status;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** G26, G27: when the console locks by itself, when it waits, and that nothing comes past its locked page. */
class LockPageTest extends ConsoleVisit {
    private static final int GRACE_SECONDS = 15;

    /** A device whose page has a clock that the test turns. */
    private Page clocked() {
        Page page = rig.device();
        page.clock().install();
        return page;
    }

    /** Time passes with somebody at the device, who moves every five seconds. */
    private static void stayAt(Page page, int seconds, boolean online) {
        for (int i = 0; i < seconds; i += 5) {
            page.clock().runFor(5_000);
            int x = 10 + i;
            if (online) {
                page.waitForResponse("**/api/touch", () -> page.mouse().move(x, 300));
            } else {
                page.mouse().move(x, 300);
            }
        }
    }

    @Test
    void lock_dropsTheKeysAndOpensByPasskeyOrPin() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        go(ana, "Me");
        lookAt(ana, "me");
        assertThat(ana.locator("input[type=password]")).hasCount(0);
        ana.getByLabel("PIN", new Page.GetByLabelOptions().setExact(true)).fill("482913");
        press(ana, "Save the PIN");
        ana.getByText("A PIN is set").waitFor();
        press(ana, "Lock now");
        assertHeading(ana, "Locked");
        lookAt(ana, "lock");
        assertThat(ana.locator("input[type=password]")).hasCount(0); // which browsers offer to keep
        assertThat(ana.getByLabel("PIN")).hasCSS("-webkit-text-security", "disc");
        assertThat(ana.getByLabel("PIN")).hasAttribute("autocomplete", "off");
        assertEquals(423, status(ana, "/api/people"));
        ana.getByLabel("PIN").fill("000000");
        press(ana, "Unlock with PIN");
        ana.getByText("4 tries").waitFor();
        ana.getByLabel("PIN").fill("482913");
        press(ana, "Unlock with PIN");
        awaitHome(ana);
        go(ana, "Me");
        press(ana, "Lock now");
        exactly(ana, "Unlock").click();
        awaitHome(ana);
        ana.reload(); // keys are in memory only, so a page that is loaded again is locked
        assertHeading(ana, "Locked");
        for (int i = 0; i < 5; i++) {
            ana.getByLabel("PIN").fill("00000" + i);
            ana.waitForResponse("**/api/unlock", () -> press(ana, "Unlock with PIN"));
        }
        ana.getByText("Welcome back").waitFor();
        assertEquals(401, status(ana, "/api/people"));
        press(ana, "Sign in");
        awaitHome(ana);
        assertEquals(rig.origin() + "/", ana.url());
    }

    @Test
    void lock_comesByItselfAfterTheTimeWithoutATouch() {
        Page ana = clocked();
        rig.setUp(ana, "Ana");
        go(ana, "Me");
        stayAt(ana, 60, true);
        ana.clock().runFor(24_000);
        assertThat(ana.locator(".warning")).isHidden();
        ana.clock().runFor(3_000);
        assertThat(ana.locator(".warning")).hasText("Locks in 3 s");
        assertHeading(ana, "Me");
        ana.clock().runFor(3_000);
        assertHeading(ana, "Locked");
    }

    /** Whoever takes an unlocked phone and cuts it off keeps what it shows for that long, however busy they are. */
    @Test
    void lock_comesWithoutTheServerToo_howeverOftenTheDeviceIsTouched() {
        Page ana = clocked();
        rig.setUp(ana, "Ana");
        go(ana, "People");
        ana.context().setOffline(true);
        stayAt(ana, 30 + GRACE_SECONDS - 5, false);
        assertHeading(ana, "People");
        stayAt(ana, 10, false);
        assertHeading(ana, "Locked");
        assertFalse(ana.content().contains("Ana"));
        exactly(ana, "Unlock").click();
        assertThat(ana.locator(".fault")).containsText("does not answer");
        ana.context().setOffline(false);
        exactly(ana, "Unlock").click();
        awaitHome(ana);
    }

    @Test
    void lock_waitsForWorkOnPaperAndOnAnotherDevice_threeMinutesAndNoLonger() {
        Page ana = clocked();
        rig.setUp(ana, "Ana");
        go(ana, "Me");
        press(ana, "Make a new sheet");
        ana.locator(".sheet").waitFor();
        ana.clock().runFor(170_000);
        assertThat(ana.locator(".sheet")).isVisible();
        ana.clock().runFor(11_000);
        assertHeading(ana, "Locked");
        exactly(ana, "Unlock").click();
        awaitHome(ana);
        go(ana, "People");
        press(ana, "Add a device");
        ana.locator(".code-shown").waitFor();
        ana.clock().runFor(170_000);
        assertThat(ana.locator(".code-shown")).isVisible();
        press(ana, "Cancel");
        ana.locator(".person-card").waitFor();
        ana.clock().runFor(31_000); // the list waits no longer than other pages
        assertHeading(ana, "Locked");
    }

    @Test
    void firstPageAfterSetUp_locksLikeAnyOther() {
        Page ana = clocked();
        ana.navigate(rig.setupAddress());
        press(ana, "Begin");
        ana.getByLabel("Name").fill("Ana");
        press(ana, "Next");
        ConsoleRig.readBack(ana);
        press(ana, "Make the passkey");
        assertHeading(ana, "All set");
        lookAt(ana, "setup-done");
        ana.clock().runFor(31_000);
        assertHeading(ana, "Locked");
    }

    @Test
    void hiddenPage_isCovered_andLocksAtOnceIfThatWasChosen() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        go(ana, "People");
        ana.locator(".person-card").waitFor();
        hide(ana, true);
        assertThat(ana.locator(".person-card h2")).isHidden(); // nothing to read in a list of open apps
        assertThat(ana.locator(".exit")).isHidden();
        hide(ana, false);
        assertThat(ana.locator(".person-card h2")).hasText("Ana");
        go(ana, "Me");
        ana.waitForResponse("**/api/me", () -> ana.getByLabel("Lock at once").check());
        press(ana, "Make a new sheet");
        ana.locator(".sheet").waitFor();
        hide(ana, true);
        hide(ana, false);
        assertHeading(ana, "Locked"); // also from a page that waits longer otherwise
        assertEquals(423, status(ana, "/api/people"));
    }

    /** What the browser tells a page that goes behind another one; a browser without a screen hides none by itself. */
    private static void hide(Page page, boolean hidden) {
        page.evaluate(
                "state => { Object.defineProperty(document, 'visibilityState', {value: state,"
                        + " configurable: true}); document.dispatchEvent(new Event('visibilitychange')); }",
                hidden ? "hidden" : "visible");
    }

    @Test
    void workThatEndsAfterALock_showsNothingOnTheLockedPage() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        go(ana, "Me");
        AtomicReference<Runnable> late = new AtomicReference<>();
        ana.route("**/api/me", route -> {
            APIResponse done = route.fetch();
            late.set(() -> route.fulfill(new Route.FulfillOptions().setResponse(done)));
        });
        ana.getByLabel("PIN", new Page.GetByLabelOptions().setExact(true)).fill("482913");
        press(ana, "Save the PIN");
        ana.waitForCondition(() -> late.get() != null);
        press(ana, "Lock now");
        assertHeading(ana, "Locked");
        ana.waitForResponse("**/api/me", late.get());
        ana.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        assertHeading(ana, "Locked");
        assertThat(ana.locator(".tabs")).isHidden();
        assertEquals("", ana.locator("p[role=status].unseen").textContent());
    }

    @Test
    void planThatWasHandedOnBeforeALock_isForgotten() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ana.evaluate("async () => { const {change} = await import('/desk/views/plan-new.js');"
                + " change({go: () => {}}, {id: 'x', version: 1}, {caller: 'WE_CALL', name: 'Quillon'}); }");
        go(ana, "Me");
        press(ana, "Lock now");
        exactly(ana, "Unlock").click();
        awaitHome(ana);
        press(ana, "New plan");
        assertHeading(ana, "May we call back?");
    }
}
