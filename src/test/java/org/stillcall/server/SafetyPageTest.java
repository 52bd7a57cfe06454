package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** G15, G28, P3: the coordinator's board of safety, on a real server with the practice carrier. */
@Timeout(180)
class SafetyPageTest {
    @TempDir
    Path data;

    private ConsoleRig rig;

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    void coordinator_seesEachTopicInWords_theUrgentFirst_andGoesWhereItIsPutRight() {
        rig = new ConsoleRig(data);
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        Page noor = rig.device();
        rig.admit(ana, "Noor", noor);
        go(noor, "Calls");
        assertThat(noor.locator(".links")).containsText("Messages");
        assertThat(noor.locator(".links")).not().containsText("Safety");
        go(ana, "Calls");
        press(ana, "Safety");
        assertHeading(ana, "Safety");
        assertThat(ana.locator(".safety")).hasCount(14);
        assertThat(ana.locator(".safety[data-topic=TEST_CALLS][data-colour=AMBER]"))
                .containsText("to look at");
        assertThat(ana.locator(".safety[data-topic=RECEIPTS][data-colour=GREEN]"))
                .containsText("Every receipt is as it was signed.");
        assertThat(ana.locator(".safety").last()).containsText("all well");
        lookAt(ana, "safety");
        ana.locator(".safety[data-topic=TEST_CALLS] button").focus();
        ana.keyboard().press("Enter");
        assertHeading(ana, "Routes");
        assertEquals(List.of(), rig.complaints());
    }
}
