package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.awaitHome;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** P9, B7, P13: the page of totals for funders, its file and its sheet of paper, in English and from right to left. */
@Timeout(180)
class TotalsPageTest {
    private static final Path PICTURES = Path.of(System.getProperty("pictures", "target/pictures"));
    private static final YearMonth LAST = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
    private static final Map<String, Integer> COUNTED = Map.ofEntries(
            Map.entry("kind helpline safety-planning", 48),
            Map.entry("kind helpline legal", 17),
            Map.entry("kind helpline shelter", 2),
            Map.entry("kind helpline emotional-support", 61),
            Map.entry("kind helpline other", 9),
            Map.entry("kind court safety-planning", 12),
            Map.entry("kind court legal", 31),
            Map.entry("kind court shelter", 6),
            Map.entry("kind court emotional-support", 8),
            Map.entry("kind court other", 5),
            Map.entry("length helpline under-5", 70),
            Map.entry("length helpline 5-15", 52),
            Map.entry("length helpline 15-60", 24),
            Map.entry("length helpline over-60", 7),
            Map.entry("length court under-5", 30),
            Map.entry("length court 5-15", 22),
            Map.entry("length court 15-60", 14),
            Map.entry("length court over-60", 6),
            Map.entry("missed helpline", 13));

    @TempDir
    Path data;

    private ConsoleRig rig;
    private Page ana;

    @AfterEach
    void close() {
        rig.close();
        assertEquals(List.of(), rig.complaints());
    }

    /** Counts of months that are over, as the server would have written them in those. */
    private void counted(YearMonth month, int times) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("stillcall.db"));
                PreparedStatement row = database.prepareStatement(
                        "INSERT INTO tally (centre, name, month, times) SELECT centre, ?, ?, ? FROM centre")) {
            for (Map.Entry<String, Integer> each : COUNTED.entrySet()) {
                row.setString(1, each.getKey());
                row.setInt(2, month.getYear() * 12 + month.getMonthValue() - 1);
                row.setInt(3, each.getValue() * times);
                assertEquals(1, row.executeUpdate());
            }
        }
    }

    private Locator row(String table, String name) {
        return ana.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName(table))
                .locator("tr")
                .filter(new Locator.FilterOptions().setHasText(name));
    }

    @Test
    void coordinator_seesMonthsThatAreOver_savesThemAsAFileAndOnPaper() throws IOException, SQLException {
        rig = new ConsoleRig(data);
        ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        press(ana, "Totals");
        assertHeading(ana, "Totals");
        ana.getByText("No month is over yet.").waitFor();
        lookAt(ana, "totals-none");
        counted(LAST, 1);
        counted(LAST.minusMonths(1), 2);
        press(ana, "Back");
        press(ana, "Totals");
        assertThat(row("What calls were about", "Emotional support")).containsText("69");
        assertThat(row("What calls were about", "Shelter").locator("td").nth(1)).containsText("not shown");
        assertThat(row("How long calls took", "5 to 15 minutes")).containsText("74");
        assertThat(row("Callers whom nobody took", "Nobody took the call")).containsText("13");
        assertThat(ana.locator(".totals .method")).containsText("leaves every number from nought to five possible");
        lookAt(ana, "totals-month");
        ana.getByLabel("From").selectOption(LAST.minusMonths(1).toString());
        assertThat(ana.locator(".totals .made")).containsText("at least so many");
        assertThat(row("What calls were about", "Emotional support")).containsText("207");
        paper();
        file();
        arabic();
    }

    private void paper() throws IOException {
        Download saved = ana.waitForDownload(() -> press(ana, "Save as PDF"));
        try (PDDocument pdf = Loader.loadPDF(saved.path().toFile())) {
            assertEquals(1, pdf.getNumberOfPages());
            String text = new PDFTextStripper().getText(pdf);
            for (String part : List.of(
                    "Totals of calls", "at least so many", "Emotional support", "207", "not shown", "settled once")) {
                assertTrue(text.contains(part), () -> part + " in " + text);
            }
            ImageIO.write(
                    new PDFRenderer(pdf).renderImageWithDPI(0, 110),
                    "png",
                    PICTURES.resolve("totals-pdf.png").toFile());
        }
    }

    private void file() throws IOException {
        Download saved = ana.waitForDownload(() -> press(ana, "Save for a spreadsheet"));
        assertEquals("totals.csv", saved.suggestedFilename());
        List<String> lines = Files.readAllLines(saved.path());
        assertEquals("\"months\",\"programme\",\"counted by\",\"of\",\"calls\"", lines.getFirst());
        assertTrue(lines.contains("\"" + LAST + "\",\"all\",\"about\",\"emotional-support\",\"69\""), () -> "" + lines);
    }

    private void arabic() throws IOException {
        ana.context().addCookies(List.of(new Cookie("language", "ar").setUrl(rig.origin())));
        ana.reload();
        ana.locator("#view button").first().click();
        awaitHome(ana);
        ana.getByText("المجاميع").first().click();
        ana.locator(".totals table").first().waitFor();
        lookAt(ana, "totals-ar");
        Locator pdf = ana.locator("button").filter(new Locator.FilterOptions().setHasText("PDF"));
        assertThat(pdf).hasCount(1);
        Download saved = ana.waitForDownload(pdf::click);
        String text = DrawnPaper.read(saved.path(), 1, "totals-ar");
        assertTrue(
                text.contains(ana.locator(".totals caption").first().innerText().strip()), text);
        ana.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertEquals(
                ana.locator(".sheet").innerText(),
                ana.locator("body").innerText().strip(),
                "Nothing else is printed.");
    }
}
