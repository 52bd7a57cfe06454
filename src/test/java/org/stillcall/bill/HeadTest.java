package org.stillcall.bill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Limits;
import org.stillcall.bill.Columns.DayForm;
import org.stillcall.bill.Columns.LengthForm;
import org.stillcall.bill.Writing.Encoding;
import org.stillcall.bill.Writing.Separator;

/** G21: what the first lines tell; and that no name of a column is somebody's number. */
class HeadTest {
    private static void assertColumns(Head head, int day, int length, int cost, int direction) {
        assertEquals(
                List.of(day, length, cost, direction),
                List.of(
                        head.guess().day().column(),
                        head.guess().length().column(),
                        head.guess().cost().column(),
                        head.guess().direction().column()));
    }

    @Test
    void englishBill_isUnderstood() {
        Head head = Text.head(
                "Call ID,From,To,Direction,Start Time,Duration (s),Rate,Price (USD)\r\n"
                        + "a1,+12025550100,+12025550147,outbound-api,2026-11-03 10:15:00,61,0.013,-0.0260\r\n",
                UTF_8);
        assertEquals(new Writing(Encoding.BYTES, Separator.COMMA, true), head.writing());
        assertColumns(head, 4, 5, 7, 3);
        assertEquals(DayForm.YEAR_FIRST, head.guess().day().form());
        assertEquals("Price (USD)", head.names().get(7));
        assertFalse(head.doubtful());
    }

    @Test
    void europeanBill_isUnderstood() {
        Head head = Text.head(
                "Datum;Uhrzeit;Rufnummer;Dauer;Betrag\n13.11.2026;10:15;0301234567;00:01:10;0,0290\n", ISO_8859_1);
        assertColumns(head, 0, 3, 4, Columns.NONE);
        assertEquals(DayForm.DAY_FIRST, head.guess().day().form());
        assertTrue(head.guess().cost().comma());
        Head french = Text.head("Date\tDurée (minutes)\tMontant\n13/11/2026\t1,5\t0,03\n", UTF_8);
        assertColumns(french, 0, 1, 2, Columns.NONE);
        assertEquals(LengthForm.MINUTES, french.guess().length().form());
        assertEquals("Durée (minutes)", french.names().get(1));
        assertEquals(
                "Durée (minutes)",
                Text.head("Date\tDurée (minutes)\tx\n", ISO_8859_1).names().get(1));
        Head arabic = Text.head("\ufeffالتكلفة,المدة,تاريخ\n0.5,61,2026-11-03\n", UTF_8);
        assertColumns(arabic, 2, 1, 0, Columns.NONE);
    }

    @Test
    void wideCharacters_areFound() {
        String text = "\ufeffdate|seconds\n2026-11-03|61\n2026-11-04|5\n";
        assertEquals(
                new Writing(Encoding.UTF_16LE, Separator.PIPE, true),
                Text.head(text, UTF_16LE).writing());
        assertEquals(
                new Writing(Encoding.UTF_16BE, Separator.PIPE, true),
                Text.head(text, UTF_16BE).writing());
        assertEquals(List.of("date", "seconds"), Text.head(text, UTF_16LE).names());
    }

    @Test
    void americanDays_areToldFromOthers_andDoubtIsSaid() {
        Head american = Text.head("date,seconds\n11/13/2026,61\n11/02/2026,61\n", UTF_8);
        assertEquals(DayForm.MONTH_FIRST, american.guess().day().form());
        assertFalse(american.doubtful());
        assertTrue(Text.head("date,seconds\n11/03/2026,61\n", UTF_8).doubtful());
        assertEquals(
                DayForm.EPOCH,
                Text.head("start,number,seconds\n1793836800,12025550147,61\n", UTF_8)
                        .guess()
                        .day()
                        .form());
    }

    @Test
    void billWithoutNames_hasNone() {
        Head head = Text.head("+12025550147,2026-11-03,61,0.5\n+12025550148,2026-11-04,5,0.5\n", UTF_8);
        assertFalse(head.writing().headed());
        assertEquals(List.of("", "", "", ""), head.names());
        assertColumns(head, 1, 2, Columns.NONE, Columns.NONE);
    }

    @Test
    void numbers_areNoNames() {
        Head head = Text.head("date,seconds,2025550147\n2026-11-03,61,1\n", UTF_8);
        assertEquals(List.of("", "", ""), head.names());
        Head long1 = Text.head("date,seconds," + "n".repeat(Head.NAME_CHARACTERS + 1) + "\n2026-11-03,61,1\n", UTF_8);
        assertEquals(List.of("date", "seconds", ""), long1.names());
        assertEquals(
                Limits.BILL_COLUMNS,
                Text.head("a,".repeat(Limits.BILL_COLUMNS + 5) + "\n", UTF_8)
                        .names()
                        .size());
    }

    /** Digits of other scripts make a number, too: of Arabic, Persian and Devanagari, and full-width ones. */
    @Test
    void numbersInOtherDigits_areNoNames() {
        for (char zero : new char[] {'\u0660', '\u06f0', '\u0966', '\uff10'}) {
            StringBuilder digits = new StringBuilder();
            "0501234567".chars().forEach(digit -> digits.append((char) (zero + digit - '0')));
            String line = "مدة," + digits + ",سعر\n" + digits + ",61,1\n";
            for (Charset charset : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
                Head head = Text.head("\ufeff" + "date,seconds,a,b,c," + line, charset);
                assertFalse(head.names().toString().contains(digits), charset.name());
                assertFalse(head.writing().headed());
            }
        }
        assertTrue(Text.head("تاريخ,مدة\n2026-11-03,61\n", UTF_8).writing().headed());
        assertEquals(
                List.of("Prix €", "n°"), Text.head("Prix €;n°\n1;2\n", UTF_8).names());
    }

    @Test
    void daysWithNamesOfMonths_areFound_andNotInDoubt() {
        Head head = Text.head("Number,When,Seconds\n+12025550147,05-Nov-26,61\n+12025550147,06-Nov-26,5\n", UTF_8);
        assertColumns(head, 1, 2, Columns.NONE, Columns.NONE);
        assertFalse(head.doubtful());
    }

    @Test
    void whatIsNoText_isNoBill() {
        assertFalse(Text.isText("PK\3\4\24\0\6\0\10\0xl/worksheets/sheet1.xml".getBytes(ISO_8859_1)), "a spreadsheet");
        assertFalse(
                Text.isText(new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0, 0, 0, 0, 0, 0}), "an old one");
        assertFalse(Text.isText("\u0089PNG\r\n\32\n\0\0\0\rIHDR".getBytes(ISO_8859_1)), "a picture");
        assertTrue(Text.isText("date\tseconds\r\n2026-11-03\t61\r\n\32".getBytes(ISO_8859_1)), "of an old program");
        assertTrue(Text.isText("\ufeffdía;número\n2026-11-03;61\n".getBytes(UTF_16LE)));
    }

    @Property(tries = 300)
    void anyBytes_giveAProposal_andNoNameHasManyDigits(@ForAll @Size(max = 400) byte[] bytes) {
        String text =
                new String(bytes, ISO_8859_1).replaceAll("[\\x00-\\x1f]", ",1").replace('z', '\n');
        Head head = Text.head(text, ISO_8859_1);
        for (String name : head.names()) {
            assertTrue(name.chars().filter(each -> each >= '0' && each <= '9').count() <= Head.NAME_DIGITS);
        }
        assertEquals(
                head.guess(),
                Layout.parse(new Layout(head.writing(), head.guess(), 7).text())
                        .orElseThrow()
                        .columns());
    }
}
