package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByLabelOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.duty.KeypadPins;
import org.stillcall.duty.OwnNumber;
import org.stillcall.duty.Pin;
import org.stillcall.duty.Rota;

/** P14: somebody's PIN for phones was keyed wrongly five times; a coordinator sees it and lets it be tried again. */
@Timeout(240)
class LockedPinPageTest {
    private static final String LOCKED = "Their PIN for phones is locked: it was keyed wrongly five times.";
    private static final String UNLOCK = "Let their PIN for phones be tried again";

    @TempDir
    java.nio.file.Path data;

    private ConsoleRig rig;
    private Rota rota;

    @BeforeEach
    void start() {
        rig = new ConsoleRig(data, settings -> settings, (settings, mode, means, shutdown) -> {
            rota = (Rota) means.callers().roster();
            return Wiring.start(settings, mode, means, shutdown);
        });
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    @Test
    void coordinator_seesTheLock_andOpensItByTheKeyboard() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        Page noor = rig.device();
        rig.admit(ana, "Noor", noor);
        ConsoleRig.unhurry(noor);
        go(noor, "Me");
        noor.getByLabel("PIN for phones", new GetByLabelOptions().setExact(true))
                .fill("739164");
        press(noor, "Save the PIN for phones");
        noor.getByLabel("New PIN for phones").waitFor();
        OwnNumber number =
                new OwnNumber(noor.evaluate("async () => (await (await fetch('/api/me/keypad')).json()).number")
                        .toString());
        for (int i = 0; i < KeypadPins.TRIES; i++) {
            assertTrue(rota.pins().check(number, new Pin("000000")).isEmpty());
        }
        go(ana, "People");
        Locator card = ana.locator(".person-card").filter(new Locator.FilterOptions().setHasText("Noor"));
        assertThat(card).containsText(LOCKED);
        assertThat(ana.locator(".person-card").filter(new Locator.FilterOptions().setHasText(LOCKED)))
                .hasCount(1);
        lookAt(ana, "people-pin-locked");
        press(ana, "Change Noor");
        lookAt(ana, "person-pin-locked");
        exactly(ana, UNLOCK).focus();
        ana.keyboard().press("Enter");
        assertHeading(ana, "People");
        assertThat(ana.locator(".view")).not().containsText(LOCKED);
        assertTrue(rota.pins().check(number, new Pin("739164")).isPresent());
        press(ana, "Change Noor");
        assertThat(exactly(ana, UNLOCK)).hasCount(0);
    }
}
