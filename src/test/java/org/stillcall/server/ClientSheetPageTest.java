package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** G29, G7, P14: the sheet for clients in their language and on paper, and the PIN for phones, in Chromium. */
class ClientSheetPageTest extends ConsoleVisit {
    private static final String OWN = "async () => {const me = (await (await fetch('/api/desk')).json()).me.person;"
            + " const send = (method, path, body) => fetch(path, {method,"
            + " headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)}).then(it => it.status);"
            + " return [await send('PUT', `/api/people/${me}/reach`, {languages: [], voice: 'NOT_SAID', phones: [],"
            + " direct: 'first'}), await send('POST', '/api/shifts', {programme: 'helpline', tier: 'FIRST',"
            + " first: '2020-01-01', last: null, days: ['MONDAY', 'FRIDAY'], weeksApart: 1, from: '22:00',"
            + " until: '06:30', person: me})].join(' ');}";

    @Test
    void sheet_saysTheHoursInTheClientsLanguage_andNobodysName() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana Quill");
        ConsoleRig.unhurry(ana);
        assertEquals("200 201", ana.evaluate(OWN));
        go(ana, "Me");
        press(ana, "Sheet for clients");
        assertHeading(ana, "Sheet for clients");
        Locator sheet = ana.locator(".sheet");
        assertThat(sheet).containsText("+16175550120");
        assertThat(sheet).containsText(Pattern.compile("Monday and Friday: .?10:00.pm.? to .?6:30.am.?, the next day"));
        assertThat(sheet).containsText("you can leave a message");
        lookAt(ana, "client-sheet");
        ana.getByText("Español").first().click();
        assertThat(sheet).containsText(Pattern.compile("lunes y viernes: de .?22:00.? a .?6:30.? del día siguiente"));
        assertThat(sheet).hasAttribute("lang", "es");
        ana.getByText("العربية").first().click();
        assertThat(sheet).hasAttribute("dir", "rtl");
        lookAt(ana, "client-sheet-arabic");
        String text = sheet.innerText();
        assertFalse(text.contains("Ana") || text.contains("Quill"), text);
        ana.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(sheet).isVisible();
        assertThat(ana.getByText("It names nobody.")).isHidden();
        ana.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
    }

    @Test
    void pinForPhones_isSetAndRemoved() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        go(ana, "Me");
        Locator card = ana.locator("section.card")
                .filter(new Locator.FilterOptions()
                        .setHas(ana.getByText("PIN for phones").first()));
        card.locator("input").fill("739164");
        press(ana, "Save the PIN for phones");
        assertThat(card).containsText("Call, then key your number");
        lookAt(ana, "pin-for-phones");
        press(ana, "Remove the PIN for phones");
        assertThat(card).containsText("With a PIN for phones you can turn");
    }
}
