package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.lookAt;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * P2, G27: a device is woken while its page sleeps, in Chromium against a whole server. The browser's own push service
 * is out of reach here, so that the page is handed a subscription and the browser a message.
 */
@Timeout(120)
class PushPageTest {
    private static final String SUBSCRIBED = "(() => { let on = null;"
            + " PushManager.prototype.getSubscription = async () => on;"
            + " PushManager.prototype.subscribe = async options => on = {options,"
            + " endpoint: 'https://push.invalid/one', unsubscribe: async () => { on = null; return true; }}; })()";
    private static final String NOTICES = "async () => (await (await navigator.serviceWorker.getRegistration('/'))"
            + ".getNotifications()).map(({title, body, tag}) => [title, body, tag].join('|')).join(' ')";

    @TempDir
    Path data;

    private ConsoleRig rig;

    @BeforeEach
    void start() {
        rig = new ConsoleRig(data, settings -> settings + "\n[console]\npush_contact = \"mailto:host@example.org\"\n");
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    private Page page(boolean subscribed) {
        Page page = rig.device();
        page.context().grantPermissions(List.of("notifications"));
        if (subscribed) {
            page.addInitScript(SUBSCRIBED);
        }
        rig.setUp(page, "Ana");
        ConsoleRig.unhurry(page);
        go(page, "Me");
        return page;
    }

    @Test
    void device_thatIsToBeWoken_showsANoticeThatTellsNothing() throws Exception {
        Page page = page(true);
        exactly(page, "Wake this device for calls").waitFor();
        lookAt(page, "push-off");
        exactly(page, "Wake this device for calls").click();
        page.getByText("This device is woken for calls.").waitFor();
        lookAt(page, "push-on");
        CDPSession session = page.context().newCDPSession(page);
        CompletableFuture<String> registration = new CompletableFuture<>();
        session.on("ServiceWorker.workerRegistrationUpdated", event -> {
            JsonArray all = event.getAsJsonArray("registrations");
            if (!all.isEmpty()) {
                registration.complete(
                        all.get(0).getAsJsonObject().get("registrationId").getAsString());
            }
        });
        session.send("ServiceWorker.enable");
        page.waitForCondition(registration::isDone);
        deliver(session, registration.get());
        assertEquals("", page.evaluate(NOTICES), "a page that is looked at rings by itself");
        page.navigate("about:blank");
        deliver(session, registration.get());
        page.navigate(rig.origin() + "/away.html");
        page.waitForCondition(() -> page.evaluate(NOTICES).equals("Notes||n"));
        page.navigate(rig.origin());
        exactly(page, "Unlock").click();
        ConsoleRig.awaitHome(page);
        go(page, "Me");
        exactly(page, "Do not wake it any more").click();
        exactly(page, "Wake this device for calls").waitFor();
        assertEquals(
                0,
                page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length"),
                "the worker is gone too");
    }

    private void deliver(CDPSession session, String registration) {
        JsonObject message = new JsonObject();
        message.addProperty("origin", rig.origin());
        message.addProperty("registrationId", registration);
        message.addProperty("data", "canary");
        session.send("ServiceWorker.deliverPushMessage", message);
    }

    @Test
    void browser_thatCannotBeWoken_saysSo() {
        Page page = page(false);
        exactly(page, "Wake this device for calls").click();
        assertThat(page.locator(".fault")).containsText("This browser cannot be woken now.");
        assertThat(exactly(page, "Wake this device for calls")).isVisible();
        assertEquals(0, page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length"));
        rig.forgive(); // this browser complains by itself where it is not to be told apart
    }
}
