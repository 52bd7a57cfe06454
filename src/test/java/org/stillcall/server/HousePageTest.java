package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** G22, G24, G30, P13: what is weaker than the guide is in sight, and sheets say the rules in force; in Chromium. */
@Timeout(240)
class HousePageTest {
    private static final Path PICTURES = Path.of(System.getProperty("pictures", "target/pictures"));

    @TempDir
    Path data;

    private ConsoleRig rig;
    private Page ana;

    @BeforeEach
    void start() {
        rig = new ConsoleRig(
                data, settings -> settings + "\n[messages]\ndays = 30\n" + Excused.weaker("messages.days"));
        ana = rig.device();
        rig.setUp(ana, "Ana Quill");
        ConsoleRig.unhurry(ana);
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    /** The same page in Arabic. */
    private void arabic() {
        ana.context().addCookies(List.of(new Cookie("language", "ar").setUrl(rig.origin())));
        ana.reload();
        ana.locator("main button.go").first().click();
        ana.locator("nav.tabs button").first().waitFor();
    }

    @Test
    void whatIsWeaker_standsAboveEveryPage_andBesideTheGuide() {
        Locator above = ana.locator("aside.banner").filter(new Locator.FilterOptions().setHasText(Excused.REASON));
        assertThat(above).containsText("It is kept for this many days at most: 30.");
        press(ana, "Our settings and the guide");
        assertHeading(ana, "Our settings and the guide");
        Locator weaker = ana.locator(".rule[data-setting='messages.days']");
        assertThat(weaker).containsText("weaker than the guide");
        assertThat(weaker).containsText("It is kept for this many days at most: 14.");
        assertThat(weaker).containsText(Excused.REASON);
        assertThat(ana.locator(".rule[data-standing='SAME']").first()).containsText("as the guide says");
        assertThat(above).isVisible();
        lookAt(ana, "rules");
        ana.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(weaker).isVisible();
        ana.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        arabic();
        assertEquals(Excused.REASON, above.locator("bdi").innerText());
        above.locator("button").click();
        Locator apart = ana.locator(".rule dd bdi");
        assertThat(apart.filter(new Locator.FilterOptions().setHasText(Excused.REASON)))
                .isVisible();
        lookAt(ana, "rules-arabic");
    }

    @Test
    void sheets_sayTheRulesInForce_onPaperAndAsAPdf() throws IOException {
        press(ana, "Sheets to give away");
        Locator sheet = ana.locator(".handout");
        assertThat(sheet).containsText("How we phone survivors");
        assertThat(ana.locator(".hint").last()).containsText("switch off headers and footers");
        assertThat(sheet).containsText("How long a caller’s message is kept.");
        assertThat(sheet).containsText(Excused.REASON);
        lookAt(ana, "handout");
        String version = version(sheet.innerText());
        saved("ADVOCATES", "en", version, 1);
        ana.getByText("Survivors").first().click();
        assertThat(sheet).containsText("How we call you");
        assertThat(sheet).containsText("+16175550190");
        assertFalse(sheet.innerText().contains(Excused.REASON));
        ana.getByText("Español").first().click();
        assertThat(sheet).hasAttribute("lang", "es");
        saved("SURVIVORS", "es", version, 1);
        ana.getByText("The board").first().click();
        ana.getByText("Français").first().click();
        assertThat(sheet).hasAttribute("lang", "fr");
        saved("BOARD", "fr", version, 1);
        ana.getByText("Large").first().click();
        assertThat(sheet).hasClass(Pattern.compile("large"));
        saved("BOARD", "fr-large", version, 2);
        ana.getByText("العربية").first().click();
        assertThat(sheet).hasAttribute("dir", "rtl");
        assertThat(ana.getByText("A PDF cannot be made here in this language.")).isHidden();
        drawn("BOARD", "ar-large", 2);
        assertFalse(sheet.innerText().contains("Ana") || sheet.innerText().contains("Quill"));
        ana.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(sheet).isVisible();
        assertThat(ana.getByText("They name nobody.")).isHidden();
        assertLeavesNoRoomForAnAddress();
        ana.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        ana.getByText("Usual").first().click();
        ana.getByText("Survivors").first().click();
        assertThat(sheet).hasClass(Pattern.compile("usual"));
        drawn("SURVIVORS", "ar", 1);
        arabic();
        press(ana, "أوراق للتوزيع");
        ana.locator(".handout").waitFor();
        lookAt(ana, "handout-arabic");
    }

    /**
     * Browsers put a page's title and address where the paper has a margin, which a page without one does not have;
     * that the text stays clear of the edge all the same is seen in the PDF of the print.
     */
    private void assertLeavesNoRoomForAnAddress() throws IOException {
        Object margins = ana.evaluate("[...document.styleSheets].flatMap(sheet => [...sheet.cssRules])"
                + ".filter(rule => rule instanceof CSSPageRule).map(rule => rule.style.margin).join()");
        assertEquals("0px", margins);
        assertThat(ana.locator(".handout + .actions")).isHidden();
        byte[] paper = ana.pdf(new Page.PdfOptions().setFormat("A4").setPreferCSSPageSize(true));
        Files.write(PICTURES.resolve("handout-printed.pdf"), paper);
        List<Float> tops = new ArrayList<>();
        try (PDDocument pdf = Loader.loadPDF(paper)) {
            PDFTextStripper words = new PDFTextStripper() {
                @Override
                protected void writeString(String text, List<TextPosition> places) {
                    places.forEach(place -> tops.add(place.getYDirAdj()));
                }
            };
            assertFalse(words.getText(pdf).isEmpty() && tops.isEmpty());
            assertTrue(pdf.getNumberOfPages() > 1, "so that there is an edge within the text");
        }
        assertTrue(Collections.min(tops) > 40, "a margin above, in points: " + Collections.min(tops));
        assertTrue(Collections.max(tops) < 842 - 40, "and below: " + Collections.max(tops));
    }

    private static String version(String text) {
        Matcher version =
                Pattern.compile("Version ([0-9a-f]{8}), \\d+ \\w+ \\d{4}").matcher(squeezed(text));
        assertTrue(version.find(), text);
        return version.group(1);
    }

    /** Saves the sheet and looks whether the PDF says what the page does, on that many pages at most. */
    private void saved(String reader, String name, String version, int pages) throws IOException {
        Download file = ana.waitForDownload(() -> press(ana, "Save as PDF"));
        Files.createDirectories(PICTURES);
        Path kept = PICTURES.resolve("handout-" + reader.toLowerCase(java.util.Locale.ROOT) + "-" + name + ".pdf");
        file.saveAs(kept);
        try (PDDocument pdf = Loader.loadPDF(kept.toFile())) {
            assertTrue(pdf.getNumberOfPages() <= pages, pdf.getNumberOfPages() + " pages");
            String said = squeezed(new PDFTextStripper().getText(pdf));
            assertTrue(said.contains(version), said);
            for (String line : ana.locator(".handout li").allInnerTexts()) {
                assertTrue(said.contains(squeezed(line)), line + " is not in " + said);
            }
            assertFalse(said.contains("?"), "a letter that the font lacks");
        }
    }

    /** The same of one whose letters the browser drew: its text stands beside the picture, which is not empty. */
    private void drawn(String reader, String name, int pages) throws IOException {
        Download file = ana.waitForDownload(() -> press(ana, "Save as PDF"));
        Path kept = PICTURES.resolve("handout-" + reader.toLowerCase(java.util.Locale.ROOT) + "-" + name + ".pdf");
        file.saveAs(kept);
        String all = squeezed(DrawnPaper.read(kept, pages, "handout-" + name));
        for (String line : ana.locator(".handout li").allInnerTexts()) {
            assertTrue(all.contains(squeezed(line)), line + " is not in " + all);
        }
    }

    /** Without marks of direction, and with one plain space between words. */
    private static String squeezed(String text) {
        return text.replaceAll("[\\u2066-\\u2069]", "").replaceAll("[\\s\\u00a0\\u202f]+", " ");
    }
}
