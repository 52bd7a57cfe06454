package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.practice.Fault;
import org.stillcall.practice.PracticeCarrier;

/** G15, B2: the coordinator's page of lines, on a real server with the practice carrier. */
@Timeout(180)
class RoutesPageTest {
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
    void coordinator_seesWhatTestCallsSaw_andTestsByOneButton() throws IOException {
        ProbeOverSipTest.writeNumber(data);
        AtomicReference<PracticeCarrier> carrier = new AtomicReference<>();
        rig = new ConsoleRig(data, text -> text + ProbeOverSipTest.PROBE, (settings, mode, means, shutdown) -> {
            Service service = Wiring.start(settings, mode, means, shutdown);
            carrier.set((PracticeCarrier) service.practice().orElseThrow());
            return service;
        });
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        press(ana, "Routes");
        assertHeading(ana, "Routes");
        assertThat(ana.locator(".route")).hasCount(3);
        assertThat(ana.locator(".route[data-open=true]")).hasCount(3);
        assertThat(ana.locator(".route").first()).containsText("A test call showed what it should, and nothing else.");
        assertThat(ana.locator(".route").first()).containsText("It was right.");
        assertThat(ana.locator(".grade[data-grade=WEAK]"))
                .hasCount(1); // the practice carrier: on this machine, in clear
        assertThat(ana.locator(".grade")).containsText("Sound is not encrypted: who carries it can hear the call.");
        lookAt(ana, "routes-right");
        carrier.get().faults(Set.of(Fault.IGNORES_PRIVACY));
        ana.locator(".card button").focus();
        ana.keyboard().press("Enter");
        assertThat(ana.locator(".route[data-open=false]")).hasCount(1);
        assertThat(ana.locator(".route[data-mode=HIDDEN]"))
                .containsText("The borrowed number was shown although the call was to be private.");
        assertThat(ana.getByLabel("What changed")).containsText("A test call showed more than it should.");
        lookAt(ana, "routes-leaked");
        assertEquals(List.of(), rig.complaints());
    }
}
