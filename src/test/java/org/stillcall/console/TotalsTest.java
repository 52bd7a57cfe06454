package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.call.LineView;
import org.stillcall.call.Switchboard;
import org.stillcall.console.DeskMeans.SmallCounts;
import org.stillcall.store.CentreId;
import org.stillcall.store.PublishedMonths;
import org.stillcall.store.Tallies;

/**
 * P9, B7: what funders are shown of a month, through the server's own addresses. It is settled once and the same for
 * everybody; no small count can be worked out from all that can be fetched; the present month is nowhere.
 */
class TotalsTest {
    private static final Label HELPLINE = new Label("helpline");
    private static final Label SHELTER = new Label("shelter");
    private static final Label LEGAL = new Label("legal");
    private static final long TELLTALE = 48_151_623;

    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();
    private final CentreId centre = rig.store.centres().list().getFirst();
    private final Tallies tallies = rig.store.tallies(centre);

    @AfterEach
    void close() {
        rig.close();
    }

    private YearMonth present() {
        return YearMonth.from(Instant.now(rig.clock).atOffset(ZoneOffset.UTC));
    }

    /** A month's counts of one programme, in this month; then it is another. */
    private YearMonth month(Label programme, long legal, long... lengths) {
        count(programme, legal, lengths);
        YearMonth month = present();
        rig.clock.turn(Duration.ofDays(31));
        return month;
    }

    private void count(Label programme, long legal, long... lengths) {
        tallies.add(TotalNames.kind(programme, LEGAL), (int) legal);
        for (int i = 0; i < lengths.length; i++) {
            tallies.add(TotalNames.length(programme, TotalNames.LENGTHS.get(i)), (int) lengths[i]);
        }
    }

    private static String span(YearMonth from, YearMonth until) {
        return "?from=" + from + "&until=" + until;
    }

    private JsonNode totals(YearMonth from, YearMonth until) {
        return ada.get("/api/totals" + span(from, until)).body();
    }

    private List<String> csv(DeskBrowser browser, String span) {
        HttpResponse<String> answer =
                browser.send(browser.to("/api/totals.csv" + span).GET(), BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        assertEquals(
                "text/csv; charset=utf-8",
                answer.headers().firstValue("Content-Type").orElse(""));
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
        return answer.body().lines().toList();
    }

    /** The counts of a table's row, null for what is not shown. */
    private static List<Long> counts(JsonNode row) {
        List<Long> counts = new ArrayList<>();
        row.get("counts").forEach(count -> counts.add(count.isNull() ? null : Long.valueOf(count.asLong())));
        return counts;
    }

    @Test
    void month_isShownOnceItIsOver_andWhatItWasMadeOfIsGone() {
        assertEquals("[]", ada.get("/api/totals").body().get("settled").toString());
        count(HELPLINE, 40, 30, 20, 10, 6);
        tallies.add(TotalNames.missed(HELPLINE), 12);
        tallies.add(PublishedMonths.OVERRIDE, 1);
        assertEquals(0, totals(present(), present()).get("tables").size());
        assertEquals("[]", ada.get("/api/totals").body().get("settled").toString());
        YearMonth month = present();
        rig.clock.turn(Duration.ofDays(31));
        JsonNode totals = ada.get("/api/totals").body();
        assertEquals("[\"" + month + "\"]", totals.get("months").toString());
        assertEquals(List.of("kind", "length", "missed"), totals.get("tables").findValuesAsText("name"));
        assertEquals(List.of(40L, 26L, 66L), counts(totals.at("/tables/0/rows/0")));
        assertEquals(List.of(30L, 20L, 10L, 6L, 66L), counts(totals.at("/tables/1/all")));
        assertEquals(List.of(12L, 12L), counts(totals.at("/tables/2/rows/0")));
        assertEquals(
                List.of("override"),
                tallies.list().stream().map(tally -> tally.name().text()).toList());
    }

    /** All tables of one row of these numbers: each is a month, and every month is fetched in every way. */
    @Test
    void nothingThatCanBeFetched_givesASmallCountAway() {
        long[] numbers = {0, 2, 5, 7};
        List<long[]> months = new ArrayList<>();
        YearMonth first = present();
        for (int i = 0; i < 256; i++) {
            long[] lengths = {numbers[i & 3], numbers[i >> 2 & 3], numbers[i >> 4 & 3], numbers[i >> 6 & 3]};
            long all = lengths[0] + lengths[1] + lengths[2] + lengths[3];
            long legal = Math.min(all, new long[] {1, 6, 100}[i % 3]);
            months.add(new long[] {legal, all - legal, all, lengths[0], lengths[1], lengths[2], lengths[3]});
            month(HELPLINE, legal, lengths);
        }
        YearMonth last = present();
        List<String> lines = csv(ada, span(first, last));
        List<String> settled = new ArrayList<>();
        ada.get("/api/totals").body().get("settled").forEach(month -> settled.add(month.asText()));
        assertEquals(256, settled.size());
        long[] sums = new long[7];
        long looked = 0;
        for (int i = 0; i < 256; i++) {
            YearMonth month = YearMonth.parse(settled.get(i));
            List<Long> shown = oneRow(totals(month, month));
            looked += requireOpen(months.get(i), shown);
            assertEquals(shown, ofFile(lines, month.toString()), "the file shows the same");
            for (int place = 0; place < sums.length; place++) {
                sums[place] += shown.get(place) == null ? 0 : shown.get(place);
            }
        }
        assertTrue(looked > 500, "there was something to hide: " + looked);
        List<Long> year = oneRow(totals(first, last));
        assertArrayEquals(sums, year.stream().mapToLong(Long::longValue).toArray(), "of several months: what is shown");
        assertEquals(year, ofFile(lines, settled.getFirst() + " to " + settled.getLast()));
    }

    /** Legal, not said, all, then the lengths; the columns' sums say the same. */
    private static List<Long> oneRow(JsonNode totals) {
        List<Long> kinds = counts(totals.at("/tables/0/rows/0"));
        List<Long> lengths = counts(totals.at("/tables/1/rows/0"));
        assertEquals(kinds, counts(totals.at("/tables/0/all")));
        assertEquals(lengths, counts(totals.at("/tables/1/all")));
        assertEquals(kinds.getLast(), lengths.getLast(), "one sum, not twice");
        List<Long> row = new ArrayList<>(kinds);
        row.addAll(lengths.subList(0, 4));
        return row;
    }

    private static List<Long> ofFile(List<String> lines, String months) {
        List<Long> row = new ArrayList<>();
        for (String of : List.of("legal", "not said", "all", "under-5", "5-15", "15-60", "over-60")) {
            String by = of.contains("-") ? "minutes" : "about";
            String start = "\"" + months + "\",\"helpline\",\"" + by + "\",\"" + of + "\",\"";
            String line = lines.stream()
                    .filter(each -> each.startsWith(start))
                    .findFirst()
                    .orElseThrow();
            String count = line.substring(start.length(), line.length() - 1);
            row.add(count.equals("not shown") ? null : Long.valueOf(count));
        }
        return row;
    }

    /** Every row that agrees with what is shown is looked at: each small count may have been anything up to five. */
    private static long requireOpen(long[] real, List<Long> shown) {
        BitSet[] possible = new BitSet[real.length];
        for (int i = 0; i < possible.length; i++) {
            possible[i] = new BitSet();
        }
        int[] row = new int[7];
        for (int i = 0; i < 13 * 13 * 13 * 13; i++) {
            row[3] = i % 13;
            row[4] = i / 13 % 13;
            row[5] = i / 169 % 13;
            row[6] = i / 2197;
            row[2] = row[3] + row[4] + row[5] + row[6];
            if (agrees(row, shown, 2, 7)) {
                for (row[0] = 0; row[0] <= row[2]; row[0]++) {
                    row[1] = row[2] - row[0];
                    if (agrees(row, shown, 0, 2)) {
                        for (int place = 0; place < row.length; place++) {
                            possible[place].set(row[place]);
                        }
                    }
                }
            }
        }
        long looked = 0;
        for (int place = 0; place < real.length; place++) {
            if (real[place] < MonthPress.THRESHOLD) {
                assertEquals(null, shown.get(place), "a small count is shown");
                assertEquals(6, possible[place].get(0, 6).cardinality(), "a number can be ruled out");
                looked++;
            } else {
                assertTrue(shown.get(place) == null || shown.get(place) == real[place]);
            }
        }
        return looked;
    }

    private static boolean agrees(int[] row, List<Long> shown, int from, int to) {
        for (int place = from; place < to; place++) {
            if (shown.get(place) != null && shown.get(place) != row[place]) {
                return false;
            }
        }
        return true;
    }

    /** A sum that one table of the same talks hides must not stand in the other. */
    @Test
    void sumsOfTwoTables_areHiddenInBothOrInNone() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        YearMonth first = present();
        for (int i = 0; i < 60; i++) {
            count(SHELTER, random.nextInt(9), random.nextInt(9), random.nextInt(9), random.nextInt(9), 0);
            month(HELPLINE, random.nextInt(9), random.nextInt(9), random.nextInt(9), random.nextInt(9), 0);
        }
        List<String> settled = new ArrayList<>();
        totals(first, present()).get("months").forEach(month -> settled.add(month.asText()));
        assertEquals(60, settled.size());
        int hidden = 0;
        for (String each : settled) {
            JsonNode totals = totals(YearMonth.parse(each), YearMonth.parse(each));
            for (String row : List.of("rows/0", "rows/1", "all")) {
                Long sum = counts(totals.at("/tables/0/" + row)).getLast();
                assertEquals(sum, counts(totals.at("/tables/1/" + row)).getLast(), each);
                hidden += sum == null ? 1 : 0;
            }
        }
        assertTrue(hidden > 20, "sums were hidden: " + hidden);
    }

    @Test
    void noise_isDrawnOnce_andStaysOverARestartAndAChangeOfTheWay() {
        count(SHELTER, 20, 50, 40, 30, 20);
        YearMonth month = month(HELPLINE, 30, 100, 80, 60, 40);
        String body;
        List<String> file;
        try (ApiServer noisy = rig.again(SmallCounts.NOISE)) {
            DeskBrowser there = ada.on(noisy);
            assertEquals(200, there.signIn().status());
            JsonNode first = there.get("/api/totals").body();
            body = first.toString();
            assertEquals("[\"NOISE\"]", first.get("ways").toString());
            assertNotEquals(
                    List.of(List.of(30L, 250L, 280L), List.of(20L, 120L, 140L)),
                    List.of(counts(first.at("/tables/0/rows/0")), counts(first.at("/tables/0/rows/1"))));
            assertTrue(counts(first.at("/tables/0/all")).stream().allMatch(count -> count != null));
            file = csv(there, span(month, month));
            for (int i = 0; i < 3; i++) {
                assertEquals(body, there.get("/api/totals").body().toString());
                assertEquals(file, csv(there, span(month, month)));
            }
        }
        try (ApiServer other = rig.again(SmallCounts.HIDDEN)) {
            DeskBrowser there = ada.on(other);
            assertEquals(200, there.signIn().status());
            assertEquals(body, there.get("/api/totals").body().toString());
            assertEquals(file, csv(there, span(month, month)));
            month(HELPLINE, 30, 100, 80, 60, 40);
            JsonNode both =
                    there.get("/api/totals" + span(month, month.plusMonths(3))).body();
            assertEquals("[\"HIDDEN\",\"NOISE\"]", both.get("ways").toString());
        }
    }

    @Test
    void totals_areForCoordinators_andAskedForByWholeMonths() {
        for (String path : List.of("/api/totals", "/api/totals.csv")) {
            assertEquals("NOT_YOUR_ROLE", rig.guest(ada, "ADVOCATE").get(path).reason());
            assertEquals("NOT_YOUR_ROLE", rig.guest(ada, "HOST").get(path).reason());
            for (String wrong : List.of(
                    "?from=2026-01",
                    "?until=2026-01",
                    "?from=2026-13&until=2026-14",
                    "?from=a&until=b",
                    "?from=2026-1&until=2026-2",
                    "?from=%2B026-01&until=2026-01")) {
                assertEquals("MALFORMED", ada.get(path + wrong).reason(), wrong);
            }
        }
        assertEquals(
                0,
                ada.get("/api/totals?from=2026-02&until=2026-01")
                        .body()
                        .get("tables")
                        .size());
        DeskBrowser ben = rig.guest(ada, "COORDINATOR");
        month(HELPLINE, 3, 9, 9, 9, 9);
        String body = ada.get("/api/totals").whole().body();
        assertEquals(body, ben.get("/api/totals").whole().body(), "the same for everybody");
    }

    /** Every address there is, asked by everybody: a count of the present month is in no answer. */
    @Test
    void noAddress_givesACountOfThePresentMonth() {
        rig.switchboard.lines = List.of(new LineView(HELPLINE, 0, TELLTALE, TELLTALE, TELLTALE, List.of()));
        rig.switchboard.ended = List.of(
                new Switchboard.Count(HELPLINE, "BROWSER", "TALKED", "1-5", TELLTALE),
                new Switchboard.Count(SHELTER, "BROWSER", "TALKED", "1-5", 1));
        tallies.add(TotalNames.kind(HELPLINE, LEGAL), (int) TELLTALE);
        tallies.add(TotalNames.length(HELPLINE, TotalNames.UNDER_5), (int) TELLTALE);
        tallies.add(TotalNames.missed(HELPLINE), (int) TELLTALE);
        List<DeskBrowser> everybody = List.of(ada, rig.guest(ada, "ADVOCATE"), rig.guest(ada, "HOST"), rig.browser());
        int asked = 0;
        for (Route route : rig.server.routes()) {
            if (route.method().name().equals("GET") && !route.path().endsWith("/events")) {
                String path = route.path().replaceAll("\\{[a-z]+}", "x");
                for (DeskBrowser browser : everybody) {
                    HttpResponse<String> answer = browser.send(
                            browser.to(path)
                                    .header("Authorization", "Bearer " + ApiRig.TOKEN)
                                    .GET(),
                            BodyHandlers.ofString());
                    assertFalse(answer.body().contains("" + TELLTALE), path);
                    asked += answer.statusCode() == 200 ? 1 : 0;
                }
            }
        }
        assertTrue(asked > 40, "some were answered: " + asked);
        assertFalse(rig.log().contains("" + TELLTALE));
    }

    @Test
    void fields_areNoFormulas() {
        assertEquals("'=1+1", TotalsCsv.harmless("=1+1"));
        assertEquals("'-2", TotalsCsv.harmless("-2"));
        assertEquals("'@\"\"a", TotalsCsv.harmless("@\"a"));
        assertEquals("legal", TotalsCsv.harmless("legal"));
        Label formula = new Label("-cmd");
        YearMonth month = month(formula, 30, 40, 40, 40, 40);
        List<String> lines = csv(ada, span(month, month));
        assertTrue(lines.stream().anyMatch(line -> line.contains("\"'-cmd\"")), () -> "" + lines);
        assertTrue(lines.stream().allMatch(line -> line.matches("(\"[^=+@-][^\"]*\",?)+")), () -> "" + lines);
        assertTrue(lines.getLast().contains("settled once"), lines.getLast());
    }

    @Test
    void tapsBeyondTheTalks_areTakenFromWhatWasTappedMost() {
        for (Map.Entry<List<Long>, List<Long>> each : Map.of(
                        List.of(3L, 9L, 0L), List.of(3L, 7L, 0L), List.of(1L, 2L, 0L), List.of(1L, 2L, 7L))
                .entrySet()) {
            long[] tapped = each.getKey().stream().mapToLong(Long::longValue).toArray();
            MonthPress.level(tapped, 10);
            assertArrayEquals(
                    each.getValue().stream().mapToLong(Long::longValue).toArray(), tapped);
        }
    }
}
