package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** G21, P13: a coordinator checks a bill: line, month and file, the names of its columns, what came of it. */
class BillsPageTest extends ConsoleVisit {
    private static final String NUMBER = "+12025550147";

    @Override
    @BeforeEach
    void start() {
        rig = new ConsoleRig(
                data,
                text -> text.replace("[[trunk]]\n", "[[trunk]]\nbilled_as = \"North-2\"\n")
                        .replace("name = \"follow-up\"\n", "name = \"follow-up\"\ntrunks = [\"practice\"]\n"));
    }

    private static void choose(Page page, String text) {
        page.getByLabel("The bill, as a CSV file")
                .setInputFiles(new FilePayload("november.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void coordinator_checksABill_andSeesNoLineOfIt() throws IOException {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        press(ana, "Bills");
        assertHeading(ana, "Bills");
        press(ana, "Look at the columns");
        assertThat(ana.locator(".fault")).hasText("Choose the bill’s file first.");
        YearMonth month = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
        choose(
                ana,
                "Fecha;Número;Duración;Importe;Cuenta\n" + month + "-05;" + NUMBER + ";0:01:01;0,04;north-2\n" + month
                        + "-05;" + NUMBER + ";0:01:01;0,04;South-1\n");
        Looks.glance(ana, "bills");
        press(ana, "Look at the columns");
        assertHeading(ana, "Which column is what?");
        assertThat(ana.getByLabel("How long it was")).hasValue("2");
        assertThat(ana.getByLabel("a comma: 1,50")).isChecked();
        assertThat(ana.getByLabel("Which line a call went by")).hasValue("4");
        ana.getByLabel("Agreed price of a minute").fill("a lot");
        press(ana, "Check the bill");
        assertThat(ana.locator(".fault")).containsText("A price is a number");
        ana.getByLabel("Agreed price of a minute").fill("0,02");
        Looks.glance(ana, "bills-columns");
        press(ana, "Check the bill");
        assertHeading(ana, "There is something to look at.");
        assertThat(ana.locator("main")).containsText("This system counted no call on this line in this month");
        assertThat(ana.locator(".beside tbody tr").first()).containsText("01");
        assertThat(ana.locator("main")).containsText("1 line: another account");
        assertEquals(false, ana.content().contains(NUMBER.substring(5)));
        Looks.whole(ana, "bills-result");
        press(ana, "Check another bill");
        assertThat(ana.locator(".route")).containsText("look at it");
        choose(ana, "x".repeat(20_000));
        press(ana, "Look at the columns");
        press(ana, "Check the bill");
        assertThat(ana.locator(".fault")).containsText("This file has lines as no bill has.");
        assertEquals("0 0 0 1", ConsoleRig.stores(ana));
        press(ana, "Back");
        Path endless = data.resolve("endless.csv"); // takes no room on the disk
        try (RandomAccessFile file = new RandomAccessFile(endless.toFile(), "rw")) {
            file.setLength((512L << 20) + 1);
        }
        ana.locator("input[type=file]").setInputFiles(endless);
        press(ana, "Look at the columns");
        assertThat(ana.locator(".fault")).containsText("This bill is too long.");
    }
}
