package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.call.LineView;

/** P3, G20: coordinators hear that callers were taken by nobody, once a day, and neither how many nor when. */
class UnansweredWatchTest {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");

    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final UnansweredWatch watch = new UnansweredWatch(staff(), rig.switchboard, ZONE, log());

    private Staff staff() {
        DeskMeans means = new DeskMeans(rig.store, rig.table, rig.receipts, DeskMeans.Rules.safest());
        DeskSessions sessions = new DeskSessions(rig.randomness, rig.now::get, device -> {});
        return new Staff(means, rig.switchboard, sessions, new Joins(rig.randomness, rig.now::get), rig.randomness);
    }

    private Log log() {
        return new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), InstantSource.system(), Log.Level.DEBUG);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void unanswered(long first, long second) {
        rig.switchboard.lines = List.of(line("helpline", first), line("court", second));
        watch.run();
    }

    private static LineView line(String programme, long unanswered) {
        return new LineView(new Label(programme), 0, unanswered, 0, unanswered, List.of());
    }

    /** How many such alerts a coordinator has before them. */
    private int alerts() {
        String all = ada.get("/api/alerts").whole().body();
        assertFalse(all.matches(".*CALLERS_UNANSWERED[^}]*(count|about|\\d\\d:\\d\\d).*"), all);
        return all.split("CALLERS_UNANSWERED", -1).length - 1;
    }

    /** The clock of the centre shows the next day. */
    private void nextDay() {
        Instant now = rig.table.now();
        Instant midnight =
                now.atZone(ZONE).toLocalDate().plusDays(1).atStartOfDay(ZONE).toInstant();
        rig.clock.turn(Duration.between(now, midnight).plusSeconds(1));
    }

    @Test
    void callersTakenByNobody_areToldOfOnceADay() {
        unanswered(0, 0);
        assertEquals(0, alerts());
        unanswered(1, 0);
        assertEquals(1, alerts());
        unanswered(1, 4);
        assertEquals(1, alerts(), "one a day");
        nextDay();
        unanswered(1, 4);
        assertEquals(1, alerts(), "they were yesterday's");
        unanswered(2, 4);
        assertEquals(2, alerts());
    }

    @Test
    void busySwitch_saysNothingNow_andNothingTwiceLater() {
        unanswered(3, 0);
        nextDay();
        rig.switchboard.lines = List.of();
        watch.run();
        unanswered(3, 0);
        assertEquals(1, alerts());
    }

    @Test
    void advocates_areNotAlarmed() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        unanswered(1, 0);
        assertEquals(1, alerts());
        assertFalse(ben.get("/api/alerts").whole().body().contains("CALLERS_UNANSWERED"));
    }

    /** What could not be written is told at the next look, and the watch goes on. */
    @Test
    void failure_isLoggedWithoutWords_andTriedAgain() {
        rig.switchboard.linesFail = true;
        watch.run();
        assertEquals(1, logged.toString(StandardCharsets.UTF_8).lines().count());
        rig.switchboard.linesFail = false;
        unanswered(1, 0);
        assertEquals(1, alerts());
    }
}
