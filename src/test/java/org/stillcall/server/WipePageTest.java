package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** G28: a device is taken out of use, wherever it is by then, and what is receipted is true. */
class WipePageTest extends ConsoleVisit {
    private static void wipe(Page coordinator, String name) {
        go(coordinator, "People");
        Locator card = coordinator.locator(".person-card").filter(new Locator.FilterOptions().setHasText(name));
        card.locator(".device-row").getByRole(AriaRole.BUTTON).first().click();
        press(coordinator, "Wipe it");
        assertThat(card.locator(".device-row")).hasCount(0);
    }

    /** How many browsers said that they are empty. */
    private static long cleared(Page page) {
        return receipts(page).stream().filter("BROWSER_CLEARED"::equals).count();
    }

    @SuppressWarnings("unchecked")
    private static List<String> receipts(Page page) {
        return (List<String>) page.evaluate(
                "async () => (await (await fetch('/api/receipts')).json()).receipts.map(receipt => receipt.kind)");
    }

    private static void assertEmpty(Page page) {
        assertEquals("0 0 0 0", ConsoleRig.stores(page));
    }

    @Test
    void wipe_reachesADeviceThatIsThereAndOneThatIsAway() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        Page there = rig.device();
        rig.admit(ana, "Noor", there);
        Page away = rig.device();
        rig.admit(ana, "Sam", away);
        away.navigate("about:blank");
        wipe(ana, "Noor");
        ExitPageTest.awaitAway(there);
        assertEmpty(there);
        ana.waitForFunction("async () => { const r = await (await fetch('/api/rotation')).json();"
                + " const s = await (await fetch('/api/reseal')).json();"
                + " return !r.needed && r.generation === 2 && s.left === 0; }");
        assertThat(ana.locator(".person-card h2").first()).hasText("Ana"); // opens with the new key
        awaitCleared(ana, 1);
        wipe(ana, "Sam");
        away.context().clearCookies(); // as if the server had been started anew: it knows no session any more
        away.navigate(rig.origin());
        ExitPageTest.awaitAway(away);
        assertEmpty(away);
        awaitCleared(ana, 2);
        away.navigate(rig.origin());
        assertHeading(away, "Welcome");
        rig.forgive();
    }

    @Test
    void wipe_reachesALockedPage_alsoOneThatWasLoadedAgainWhileUnlocked() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        Page noor = rig.device();
        rig.admit(ana, "Noor", noor);
        noor.waitForResponse("**/api/desk/events", noor::reload);
        assertHeading(noor, "Locked");
        wipe(ana, "Noor");
        ExitPageTest.awaitAway(noor);
        assertEmpty(noor);
        rig.forgive();
    }

    @Test
    void wipe_whileOffline_locksTheDeviceForGoodAndEmptiesItAtItsReturn() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        try (Door door = new Door(rig.server().port())) {
            Page noor = rig.deviceBehind(door);
            noor.clock().install();
            rig.admit(ana, "Noor", noor);
            go(noor, "People");
            noor.locator(".person-card").waitFor();
            cut(noor, door);
            wipe(ana, "Noor");
            assertThat(noor.locator(".person-card h2")).hasText("Noor"); // nobody told it
            for (int i = 0; i < 50; i += 5) {
                noor.clock().runFor(5_000);
                noor.mouse().move(10 + i, 300);
            }
            assertHeading(noor, "Locked");
            exactly(noor, "Unlock").click();
            assertThat(noor.locator(".fault")).containsText("does not answer");
            assertEquals(0, cleared(ana));
            comeBack(noor, door);
            noor.clock().runFor(10_000);
            ExitPageTest.awaitAway(noor);
            assertEmpty(noor);
            awaitCleared(ana, 1);
        }
        rig.forgive();
    }

    /** The same for a device that was locked when its network went. */
    @Test
    void wipe_whileOfflineAndLocked_givesTheDeviceNoKeyAgain() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        try (Door door = new Door(rig.server().port())) {
            Page noor = rig.deviceBehind(door);
            rig.admit(ana, "Noor", noor);
            go(noor, "Me");
            press(noor, "Lock now");
            assertHeading(noor, "Locked");
            cut(noor, door);
            wipe(ana, "Noor");
            exactly(noor, "Unlock").click();
            assertThat(noor.locator(".fault")).containsText("does not answer");
            comeBack(noor, door);
            ExitPageTest.awaitAway(noor);
            assertEmpty(noor);
            awaitCleared(ana, 1);
        }
        rig.forgive();
    }

    private static void cut(Page page, Door door) {
        door.shut();
        page.context().setOffline(true);
    }

    private static void comeBack(Page page, Door door) {
        door.open();
        page.context().setOffline(false);
    }

    /** Waits until that many browsers have said that they are empty. */
    private static void awaitCleared(Page page, int browsers) {
        page.waitForCondition(() -> cleared(page) == browsers);
    }

    @Test
    void wipe_thatTheBrowserDoesNotCarryOut_isNotReceiptedAsDone() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        Page noor = rig.device();
        noor.addInitScript("IDBObjectStore.prototype.clear = () => { throw new Error('No.'); };"
                + " IDBFactory.prototype.deleteDatabase = () => indexedDB.open('other');");
        rig.admit(ana, "Noor", noor);
        wipe(ana, "Noor");
        ExitPageTest.awaitAway(noor);
        assertFalse(
                rig.asked().stream().anyMatch(asked -> asked.startsWith("POST /api/wiped")), "It says it is empty.");
        assertEquals(0, cleared(ana));
        rig.forgive();
    }

    @Test
    void ownDevices_areWipedByTheirPerson_theOtherAndThisVeryOne() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        Page noor = rig.device();
        rig.admit(ana, "Noor", noor);
        Page phone = rig.device();
        rig.admitOwn(noor, phone);
        go(noor, "People");
        Locator rows = noor.locator(".device-row");
        assertThat(rows).hasCount(2);
        rows.filter(new Locator.FilterOptions().setHasNotText("this device"))
                .getByText("Wipe")
                .click();
        noor.getByText("Its calls end.").waitFor();
        press(noor, "Wipe it");
        ExitPageTest.awaitAway(phone);
        assertEmpty(phone);
        assertThat(rows).hasCount(1);
        rows.getByText("Wipe").click();
        press(noor, "Wipe it");
        ExitPageTest.awaitAway(noor);
        assertEmpty(noor);
        go(ana, "People");
        ana.getByText("No device yet").waitFor();
        rig.forgive();
    }

    @Test
    void panic_reachesASlowServerAlthoughThePageIsGone() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        Page noor = rig.device();
        rig.admit(ana, "Noor", noor);
        List<Route> held = new ArrayList<>();
        noor.context().route("**/api/panic", held::add);
        BoundingBox exit = noor.locator(".exit").boundingBox();
        noor.mouse().move(exit.x + 20, exit.y + 20);
        noor.mouse().down();
        ExitPageTest.awaitAway(noor);
        noor.mouse().up();
        assertTrue(!held.isEmpty());
        held.forEach(Route::resume);
        go(ana, "People");
        ana.waitForCondition(() -> receipts(ana).contains("DEVICE_WIPED"));
        rig.forgive();
    }
}
