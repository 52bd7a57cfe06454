package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.lookAt;

import com.microsoft.playwright.Locator;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** B1, P13: a page on a machine without a microphone, as most test machines are. */
@Timeout(120)
class NoMicrophoneTest {
    @TempDir
    Path data;

    private ConsoleRig rig;

    @BeforeEach
    void start() {
        rig = new ConsoleRig(data);
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    @Test
    void page_withoutAMicrophone_isNotChosenByItselfAndSaysWhatToDo() {
        PagePhone ana = PagePhone.allowed(rig.device()).ready(rig);
        Locator phones = ana.page.locator("fieldset.choice label");
        assertThat(phones.first()).containsText("desk");
        Locator here = phones.filter(new Locator.FilterOptions().setHasText("This device"));
        assertThat(here).containsText("No microphone found");
        here.click();
        exactly(ana.page, "Call").click();
        assertThat(ana.page.locator(".fault")).containsText("Nobody was called. There is no microphone.");
        lookAt(ana.page, "phone-none");
        assertTrue(rig.asked().stream().noneMatch(asked -> asked.startsWith("POST /api/calls ")));
    }
}
