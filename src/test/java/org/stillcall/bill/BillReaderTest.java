package org.stillcall.bill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.time.YearMonth;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.base.Limits;
import org.stillcall.bill.Columns.DayForm;
import org.stillcall.bill.Columns.LengthForm;
import org.stillcall.bill.Writing.Encoding;
import org.stillcall.bill.Writing.Separator;

/** G21: a bill's sums, however a carrier writes it. */
class BillReaderTest {
    private static final String HEAD = "day,number,length,cost,direction\n";

    private static BillSums of(long calls, long seconds, long cost) {
        return new BillSums(calls, seconds, cost, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void calls_areCountedRoundedUpAndSummed() {
        assertEquals(
                of(3, 60 + 120 + 60, 45_000),
                Text.sums(HEAD + "2026-11-01,+12025550147,60,0.015,outbound\n"
                        + "2026-11-30T23:59:59Z,+12025550148,61,0.03,outbound\r\n"
                        + "20261115120000,x,1,0,OUT"));
    }

    @Test
    void otherLines_areCountedApart() {
        assertEquals(
                new BillSums(1, 60, 10_000, 2, 0, 1, 2, 5_000, 3),
                Text.sums(HEAD + "2026-11-01,a,10,0.01,out\n"
                        + "2026-10-31,a,10,0.01,out\n2026-12-01,a,10,0.01,in\n"
                        + "2026-11-02,a,10,0.01,Inbound\n"
                        + "2026-11-02,a,0,0.005,out\n2026-11-02,a,,,out\n"
                        + "Total,,70,0.05,\n2026-11-02,a,ten,0.01,out\n2026-13-02,a,10,0.01,out\n\n"));
    }

    @Test
    void billOfSeveralLines_countsOneAlone() {
        Columns columns = new Columns(
                Text.USUAL.day(),
                Text.USUAL.length(),
                Text.USUAL.cost(),
                Text.USUAL.direction(),
                new Columns.Account(1));
        String text = "day,account,length,cost,direction\n"
                + "2026-11-01,Shelter-1,60,0.01,out\n2026-11-01,\"shelter-1 \",60,0.01,out\n"
                + "2026-11-01,shelter-10,60,0.01,out\n2026-11-01,,60,0.01,out\n2026-11-01,shelter-1,60,0.01,in\n"
                + "2026-11-01," + "s".repeat(80) + ",60,0.01,out\n2026-10-01,shelter-1,60,0.01,out\n";
        for (int piece : List.of(1, 7, 10_000)) {
            assertEquals(
                    new BillSums(2, 120, 20_000, 1, 3, 1, 0, 0, 0),
                    Text.sums(
                            new BillReader.Order(
                                    Text.COMMAS, columns, Text.NOVEMBER, Rounding.MINUTE, new BillAccount("shelter-1")),
                            text.getBytes(UTF_8),
                            piece));
        }
        assertEquals(6, Text.sums(Text.order(Text.COMMAS, columns), text, UTF_8).calls() + 1);
    }

    @Test
    void layout_thatWasKeptBeforeBillsOfSeveralLines_isStillUsed() {
        Layout kept = Layout.parse("BYTES SEMICOLON true 0 YEAR_FIRST 2 SECONDS 3 true -1 20000")
                .orElseThrow();
        assertEquals(Columns.NONE, kept.columns().account().column());
        assertEquals(kept, Layout.parse(kept.text()).orElseThrow());
        Layout several = Layout.parse("BYTES SEMICOLON true 0 YEAR_FIRST 2 SECONDS 3 true -1 20000 5")
                .orElseThrow();
        assertEquals(5, several.columns().account().column());
    }

    @Test
    void quotes_holdSeparatorsLineEndsAndQuotes() {
        assertEquals(
                of(2, 120, 2_000_000),
                Text.sums("\"day, \"\"of\"\"\nit\",n,l,c,d\n"
                        + "\"2026-11-01\",\"a,\"\"b\"\"\nc\",\"30\",\"1.00\",\"out\"\n"
                        + " \"2026-11-02\" ,, \"31\",1,out"));
        assertEquals(1, Text.sums(HEAD + "2026-11-01,\"never closed,10,1,out\n").unread());
    }

    @ParameterizedTest
    @EnumSource
    void separators_areAllRead(Separator separator) {
        String mark = String.valueOf(separator.mark());
        String line = String.join(mark, "2026-11-01", "n", "10", "0.5", "out") + "\r";
        Writing writing = new Writing(Encoding.BYTES, separator, false);
        assertEquals(of(2, 120, 1_000_000), Text.sums(Text.order(writing, Text.USUAL), line + line, UTF_8));
    }

    @Test
    void encodings_areAllRead() {
        String text = "\ufeffdía,n,l,c,d\n2026-11-01,José,10,€ 0.5,out\n";
        BillSums sums = of(1, 60, 500_000);
        assertEquals(sums, Text.sums(Text.order(Text.COMMAS, Text.USUAL), text, UTF_8));
        Writing little = new Writing(Encoding.UTF_16LE, Separator.COMMA, true);
        assertEquals(sums, Text.sums(Text.order(little, Text.USUAL), text, UTF_16LE));
        Writing big = new Writing(Encoding.UTF_16BE, Separator.COMMA, true);
        assertEquals(sums, Text.sums(Text.order(big, Text.USUAL), text, UTF_16BE));
        String old = text.substring(1).replace('€', '£');
        assertEquals(sums, Text.sums(Text.order(Text.COMMAS, Text.USUAL), old, ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-05          | YEAR_FIRST  | 90     | SECONDS | 120
            11/5/2026 9:15 PM   | MONTH_FIRST | 1:30   | SECONDS | 120
            05.11.26            | DAY_FIRST   | 0:01:01 | MINUTES | 120
            1793836800          | EPOCH       | 1.5    | MINUTES | 120
            1793836800000       | EPOCH       | 90.2   | SECONDS | 120
            31-Nov-26           | YEAR_FIRST  | 90     | SECONDS | 120
            Nov 05, 2026 9:15   | MONTH_FIRST | 90     | SECONDS | 120
            mar, 5 novembre 2026 | DAY_FIRST  | 90     | SECONDS | 120
            2026-NOV-05T10:00Z  | YEAR_FIRST  | 90     | SECONDS | 120
            2026/11/05          | YEAR_FIRST  | 1:00:01 | SECONDS | 3660
            """)
    void daysAndLengths_areReadInEveryForm(String day, DayForm dayForm, String length, LengthForm form, long seconds) {
        Columns columns = Text.columns(dayForm, form, false);
        Writing writing = new Writing(Encoding.BYTES, Separator.SEMICOLON, false);
        BillSums sums = Text.sums(Text.order(writing, columns), day + ";n;" + length + ";1;out", UTF_8);
        assertEquals(of(1, seconds, 1_000_000), sums);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.234,56  | true  | 1234560000
            1,234.56  | false | 1234560000
            -0.0130   | false | -13000
            (0.5)     | false | -500000
            $ .015    | false | 15000
            0,0000019 | true  | 1
            7         | true  | 7000000
            """)
    void amounts_areReadInMillionths(String cost, boolean comma, long millionths) {
        Columns columns = Text.columns(DayForm.YEAR_FIRST, LengthForm.SECONDS, comma);
        Writing writing = new Writing(Encoding.BYTES, Separator.SEMICOLON, false);
        BillSums sums = Text.sums(Text.order(writing, columns), "2026-11-05;n;1;" + cost + ";out", UTF_8);
        assertEquals(of(1, 60, millionths), sums);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jan ene janvier enero Januar",
                "Feb févr. febrero Februar",
                "mar mars marzo März mrz",
                "Apr avril abril",
                "May mai mayo",
                "June juin junio",
                "July juil. julio",
                "August août ago",
                "Sept septiembre",
                "Oct Okt octobre",
                "Nov noviembre",
                "Dec déc. dic Dezember"
            })
    void monthsByTheirNames_areReadInFourLanguages(String names) {
        int month = List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
                        .indexOf(names.substring(0, 3).toLowerCase(java.util.Locale.ROOT))
                + 1;
        for (String name : names.split(" ")) {
            for (Charset charset : List.of(UTF_8, ISO_8859_1)) {
                BillReader.Order order = new BillReader.Order(
                        new Writing(Encoding.BYTES, Separator.SEMICOLON, false),
                        Text.USUAL,
                        YearMonth.of(2026, month),
                        Rounding.MINUTE,
                        new BillAccount(""));
                assertEquals(
                        of(1, 60, 1_000_000), Text.sums(order, "7 " + name + " 2026 10:15;n;10;1;out", charset), name);
            }
        }
        assertEquals(1, Text.sums(HEAD + "7 Foo 2026,n,10,1,out\n").unread());
    }

    /** A column chosen by mistake: no number of ten digits, nor a local one, comes back as a sum. */
    @ParameterizedTest
    @ValueSource(strings = {"5550147", "2025550147", "12025550147", "+12025550147", "202-555-0147", "0301234567"})
    void columnOfNumbers_isNeitherLengthNorCost(String number) {
        assertEquals(
                new BillSums(0, 0, 0, 0, 0, 0, 0, 0, 1),
                Text.sums(HEAD + "2026-11-01,x,60," + number + ",out\n"),
                "as a cost");
        assertEquals(
                new BillSums(0, 0, 0, 0, 0, 0, 0, 0, 1),
                Text.sums(HEAD + "2026-11-01,x," + number + ",1,out\n"),
                "as a length");
        assertEquals(
                new BillSums(0, 0, 0, 0, 0, 0, 1, 0, 0),
                Text.sums(HEAD + "2026-11-01,x,0," + number + ",out\n"),
                "of one that nobody answered");
        Columns minutes = Text.columns(DayForm.YEAR_FIRST, LengthForm.MINUTES, false);
        BillReader.Order order = Text.order(Text.COMMAS, minutes);
        assertEquals(
                1,
                Text.sums(order, HEAD + "2026-11-01,x," + number + ",1,out\n", UTF_8)
                        .unread());
    }

    @Test
    void largestSumOfALongBill_doesNotOverflow() {
        long most = Fields.MOST_AMOUNT * 1_000_000;
        assertTrue(Math.multiplyExact(most, Limits.BILL_LINES) > 0);
        assertEquals(of(1, 86_400, most), Text.sums(HEAD + "2026-11-01,a,24:00:00,1000000,out\n"));
        assertEquals(
                2,
                Text.sums(HEAD + "2026-11-01,a,24:00:01,1,out\n2026-11-01,a,1,1000000.01,out\n")
                        .unread());
    }

    @ParameterizedTest
    @CsvSource({
        "International, 1, 0",
        "Internal, 1, 0",
        "Intl mobile, 1, 0",
        "Inland, 1, 0",
        "outbound, 1, 0",
        "in, 0, 1",
        "IN, 0, 1",
        "Incoming, 0, 1",
        "inbound-api, 0, 1",
        "In/Voice, 0, 1",
        "MT, 0, 1",
        "terminating, 0, 1",
        "eingehend, 0, 1",
        "entrante, 0, 1",
        "ingoing, 0, 1"
    })
    void directions_areToldFromKindsOfCall(String word, long ours, long inbound) {
        BillSums sums = Text.sums(HEAD + "2026-11-01,a,60,1," + word + "\n");
        assertEquals(List.of(ours, inbound), List.of(sums.calls(), sums.inbound()));
    }

    @Test
    void amountsOfASpreadsheet_areNotMisread() {
        assertEquals(
                3,
                Text.sums(HEAD + "2026-11-01,a,1,1.5E-03,out\n2026-11-01,a,1,1e+2,out\n2026-11-01,a,1,2E5,out\n")
                        .unread());
        assertEquals(of(1, 60, 1_500_000), Text.sums(HEAD + "2026-11-01,a,1,EUR 1.5 each,out\n"));
    }

    @Test
    void limits_endTheReading() {
        String line = "2026-11-01,a,10,1,out\n";
        assertEquals(null, Text.fault(HEAD + "2026-11-01," + "a".repeat(Limits.BILL_LINE_BYTES - 60) + ",10,1,out"));
        assertEquals(BillFault.LONG_LINE, Text.fault(HEAD + "a".repeat(Limits.BILL_LINE_BYTES + 1)));
        assertEquals(BillFault.MANY_COLUMNS, Text.fault(HEAD + ",".repeat(Limits.BILL_COLUMNS)));
        assertEquals(null, Text.fault(HEAD + ",".repeat(Limits.BILL_COLUMNS - 1)));
        assertEquals(BillFault.MANY_LINES, Text.fault("h\n" + "x\n".repeat(Limits.BILL_LINES)));
        assertEquals(of(1, 60, 1_000_000), Text.sums(HEAD + line));
        assertEquals(
                1,
                Text.sums(HEAD + "2026-11-01,a," + "1".repeat(BillReader.FIELD_BYTES + 1) + ",1,out\n")
                        .unread());
        assertEquals(
                1, Text.sums(HEAD + "2026-11-01,a,99999999999999999999,1,out\n").unread());
    }

    @Property(tries = 200)
    void anyBytesInAnyPieces_comeToTheSameSums(
            @ForAll @Size(max = 300) byte[] bytes, @ForAll @IntRange(min = 1, max = 20) int piece) {
        byte[] text = new byte[bytes.length];
        byte[] likely = "2026-11-03,\"0:1\r\n;9.5out".getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            text[i] = bytes[i] > 20 ? bytes[i] : likely[Math.floorMod(bytes[i], likely.length)];
        }
        for (Encoding encoding : Encoding.values()) {
            BillReader.Order order = Text.order(new Writing(encoding, Separator.COMMA, false), Text.USUAL);
            assertEquals(Text.sums(order, text, Integer.MAX_VALUE), Text.sums(order, text, piece));
        }
    }

    @Property(tries = 50)
    void aLineMore_isACallMore(
            @ForAll @IntRange(min = 1, max = 86_400) int seconds, @ForAll @IntRange(min = 1) int day) {
        String line = "2026-11-%02d,n,%d,0.1,out%n".formatted(day % 30 + 1, seconds);
        BillSums one = Text.sums(HEAD + line);
        assertEquals(of(1, (seconds + 59) / 60 * 60, 100_000), one);
        assertNotEquals(one, Text.sums(HEAD + line + line));
    }

    @Test
    void roundings_areOfTheirOwnLength() {
        for (Rounding rounding : Rounding.values()) {
            BillReader.Order order =
                    new BillReader.Order(Text.COMMAS, Text.USUAL, Text.NOVEMBER, rounding, new BillAccount(""));
            long seconds =
                    Text.sums(order, HEAD + "2026-11-01,a,61,1,out\n", UTF_8).seconds();
            assertEquals(
                    switch (rounding) {
                        case MINUTE -> 120;
                        case SIX_SECONDS -> 66;
                        case SECOND -> 61;
                    },
                    seconds);
        }
    }
}
