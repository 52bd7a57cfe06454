package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.call.LineView;
import org.stillcall.call.LineView.Waits;
import org.stillcall.call.Switchboard;
import org.stillcall.store.Tally;

/** P2, B7, G20: how many wait, for those who are on duty and for coordinators; totals of the month; never who. */
class LineRoutesTest {
    private static final Label HELPLINE = new Label("helpline");

    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();

    @AfterEach
    void close() {
        rig.close();
    }

    private static Waits waits(String language, int callers) {
        return new Waits(
                language.isEmpty() ? Optional.empty() : Optional.of(new Label(language)),
                callers,
                Duration.ofSeconds(65));
    }

    private static LineView line(long called, Waits... waits) {
        int waiting = List.of(waits).stream().mapToInt(Waits::callers).sum();
        return new LineView(HELPLINE, waiting, called, called - 2, 1, List.of(waits));
    }

    private static String lines(DeskBrowser browser) {
        return browser.get("/api/lines").whole().body();
    }

    @Test
    void waiting_isSeenByCoordinators_andByWhoeverIsOnDuty() {
        rig.switchboard.lines = List.of(line(9, waits("es", 2), waits("", 1)));
        String expected = "{\"lines\":[{\"programme\":\"helpline\",\"waiting\":3,"
                + "\"waits\":[{\"language\":\"es\",\"callers\":2,\"longestSeconds\":65},"
                + "{\"language\":null,\"callers\":1,\"longestSeconds\":65}]}]}";
        assertEquals(expected, lines(ada));
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        assertEquals("{\"lines\":[]}", lines(ben), "at home nobody has to know");
        String soon = Instant.now().plusSeconds(3_600).toString();
        ben.put("/api/duty", "{\"position\":\"ON\",\"until\":\"" + soon + "\"}");
        assertEquals(expected, lines(ben));
        ben.put("/api/duty", "{\"position\":\"BREAK\"}");
        assertEquals(expected, lines(ben), "on a break they see whether they are needed");
        ben.put("/api/duty", "{\"position\":\"OFF\"}");
        assertEquals("{\"lines\":[]}", lines(ben));
        assertEquals(403, rig.guest(ada, "HOST").get("/api/lines").status());
    }

    @Test
    void pages_areToldThatItChanged_onceALook_andOfNothingElse() {
        List<String> told = new ArrayList<>();
        WaitingWatch watch = new WaitingWatch(rig.switchboard, () -> told.add("changed"));
        watch.run();
        assertEquals(0, told.size());
        rig.switchboard.lines = List.of(line(1, waits("es", 1)));
        watch.run();
        watch.run();
        assertEquals(1, told.size());
        rig.switchboard.lines = List.of(); // too busy to answer
        watch.run();
        rig.switchboard.lines = List.of(line(2, waits("es", 1)));
        watch.run();
        assertEquals(1, told.size(), "as many wait as before");
        rig.switchboard.lines = List.of(line(2, waits("fr", 1)));
        watch.run();
        rig.switchboard.lines = List.of(line(2));
        watch.run();
        assertEquals(3, told.size());
    }

    @Test
    void openPages_hearOfIt() {
        try (DeskNews news = new DeskNews(ada)) {
            rig.switchboard.lines = List.of(line(1, waits("es", 1)));
            assertEquals("lines", news.next());
        }
    }

    private List<String> totals() {
        return rig.store.tallies(rig.store.centres().list().getFirst()).list().stream()
                .filter(tally -> tally.count() > 0)
                .map((Tally tally) -> tally.name().text() + " " + tally.count())
                .toList();
    }

    @Test
    void month_countsTheLinesCallers_andWhatTheirCallsWereAbout() {
        rig.switchboard.lines = List.of(line(3));
        rig.switchboard.ended = List.of(
                ended("INBOUND", "TALKED", "under-1", 1),
                ended("BROWSER", "DROPPED", "1-5", 2),
                ended("BROWSER", "TALKED", "30-60", 1),
                ended("BROWSER", "BUSY", "none", 7));
        String legal = "{\"category\":\"legal\",\"programme\":\"helpline\"}";
        assertEquals(204, ada.post("/api/categories", legal).status());
        assertEquals(List.of(), totals(), "written by the hour");
        rig.server.close();
        assertEquals(
                List.of(
                        "kind helpline legal 1",
                        "length helpline 15-60 1",
                        "length helpline under-5 3",
                        "missed helpline 1"),
                totals());
    }

    private static Switchboard.Count ended(String kind, String outcome, String length, long calls) {
        return new Switchboard.Count(HELPLINE, kind, outcome, length, calls);
    }

    @Test
    void totals_areWhatHappenedSinceTheLastLook() {
        DeskMeans means = new DeskMeans(rig.store, rig.table, rig.receipts, DeskMeans.Rules.safest());
        Joins joins = new Joins(rig.randomness, rig.now::get);
        DeskSessions sessions = new DeskSessions(rig.randomness, rig.now::get, device -> {});
        MonthTotals month = new MonthTotals(
                new Staff(means, rig.switchboard, sessions, joins, rig.randomness), List.of(), Log.silent());
        CallTotals lines = new CallTotals(rig.switchboard, month);
        rig.switchboard.ended = List.of(ended("BROWSER", "TALKED", "over-60", 3));
        lines.take();
        rig.switchboard.ended = List.of(); // too busy to answer
        lines.take();
        rig.switchboard.ended = List.of(ended("BROWSER", "TALKED", "over-60", 5));
        lines.take();
        lines.take();
        month.write();
        assertEquals(List.of("length helpline over-60 5"), totals());
    }

    /** Names may be as long as a label may be, each of them. */
    @Test
    void total_ofLongNames_isKept() {
        Label longest = new Label("a".repeat(40));
        rig.switchboard.lines = List.of(new LineView(longest, 0, 4, 0, 2, List.of()));
        rig.server.close();
        assertTrue(totals().contains("missed " + longest.text() + " 2"), () -> "" + totals());
    }
}
