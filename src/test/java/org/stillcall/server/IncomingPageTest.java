package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.call.Calls;
import org.stillcall.call.Ringer;
import org.stillcall.store.PersonId;

/** P2, B1, G26, G27, P13: a caller rings on a person's pages, in Chromium against a whole server. */
@Timeout(240)
class IncomingPageTest {
    @TempDir
    Path data;

    private final AtomicReference<Service> service = new AtomicReference<>();
    private ConsoleRig rig;
    private PagePhone ana;
    private RingingBell bell;
    private PersonId person;

    @BeforeEach
    void start() {
        rig = new ConsoleRig(data, settings -> settings, (settings, mode, means, shutdown) -> {
            service.set(Wiring.start(settings, mode, means, shutdown));
            return service.get();
        });
        ana = PagePhone.allowed(rig);
        rig.setUp(ana.page, "Ana");
        ConsoleRig.unhurry(ana.page);
        bell = new RingingBell((Calls) service.get().switchboard());
        person = RingingBell.whoIsAt(ana.page);
        ana.page.waitForCondition(() -> bell.reachable(person));
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    private void rings(PagePhone phone) {
        assertThat(phone.place().locator(".state")).hasText("Somebody calls.");
    }

    @Test
    void caller_isShownOnEveryView_andAnsweredByKeyboard() {
        go(ana.page, "People");
        bell.ring(person);
        rings(ana);
        assertThat(ana.place()).containsText("Waiting for 1:0");
        assertThat(ana.place()).containsText("Programme: helpline");
        assertThat(ana.place()).containsText("Language: Spanish");
        assertThat(ana.place()).containsText("2 more wait.");
        assertEquals("Notes", ana.page.title());
        assertEquals(0, ana.page.evaluate("() => peers.length"), "no microphone before the answer");
        lookAt(ana.page, "incoming");
        go(ana.page, "Me");
        rings(ana);
        exactly(ana.page, "Answer").focus();
        ana.page.keyboard().press("Enter");
        assertEquals("answering", bell.next());
        assertEquals("accepted", bell.next());
        assertThat(ana.place()).isHidden();
    }

    @Test
    void notNow_isSaidForAllDevicesOfThePerson() {
        PagePhone second = PagePhone.allowed(rig.deviceWithMicrophones(1));
        rig.admitOwn(ana.page, second.page);
        second.page.waitForCondition(() -> (Boolean) second.page.evaluate("() => true") && bell.reachable(person));
        bell.ring(person);
        rings(ana);
        rings(second);
        press(second.page, "Not now");
        assertEquals("declined", bell.next());
        assertThat(ana.place()).isHidden();
        assertThat(second.place()).isHidden();
    }

    @Test
    void ringing_thatStops_leavesThePageAsItWas() {
        Ringer.Ring ring = bell.ring(person);
        rings(ana);
        bell.stop(ring);
        assertThat(ana.place()).isHidden();
        assertThat(ana.page
                        .locator("[role=status]")
                        .filter(new com.microsoft.playwright.Locator.FilterOptions()
                                .setHasText("The ringing stopped.")))
                .hasCount(1);
        assertTrue(bell.told.isEmpty());
    }

    /** A page that somebody else picks up must not be a survivor's counsel: as a mobile by its code, B1. */
    @Test
    void lockedPage_ringsAndIsAnsweredByUnlocking() {
        go(ana.page, "Me");
        press(ana.page, "Lock now");
        bell.ring(person);
        rings(ana);
        lookAt(ana.page, "incoming-locked");
        assertFalse(ana.place().innerText().contains("helpline"));
        assertThat(ana.place().getByText("Programme: helpline")).isHidden();
        exactly(ana.page, "Unlock and answer").click();
        assertEquals("answering", bell.next());
        assertEquals("accepted", bell.next());
    }

    /** A tab that is frozen, as a phone does with one out of sight: its socket is open and nobody is there. */
    @Test
    void frozenPage_isNotCounted() {
        com.microsoft.playwright.CDPSession session = ana.page.context().newCDPSession(ana.page);
        bell.ring(person);
        rings(ana);
        com.google.gson.JsonObject frozen = new com.google.gson.JsonObject();
        frozen.addProperty("state", "frozen");
        session.send("Page.setWebLifecycleState", frozen);
        assertEquals("unreachable", bell.next());
    }
}
