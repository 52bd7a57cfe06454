package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.call.LineView;
import org.stillcall.call.Routes;
import org.stillcall.duty.Rota;
import org.stillcall.plan.Identity;
import org.stillcall.trunk.ProbeStanding;

/** G15, G20, P3: what is told of safety over the API, as figures and to a receiver, and that no moment is told. */
@Timeout(60)
class SafetyWatchTest {
    private static final ZoneId ZONE = ZoneId.of("UTC");

    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> looked = new LinkedBlockingQueue<>();
    private boolean whole = true;

    @AfterEach
    void close() {
        rig.close();
    }

    private SafetyWatch watch() {
        SafetyMeans safety = new SafetyMeans(
                () -> {
                    looked.add(whole);
                    return whole;
                },
                Optional::empty,
                (topic, colour) -> told.add(topic + " " + colour));
        DeskMeans means = new DeskMeans(
                rig.store,
                rig.table,
                rig.receipts,
                DeskMeans.Rules.safest(),
                new DeskMeans.PlanRules(Map.of(), 60, DeskMeans.Wording.usual()),
                new Rota(rig.store, ZONE, rig.table::now),
                CallersMeans.none(),
                safety,
                HouseRules.none());
        DeskSessions sessions = new DeskSessions(rig.randomness, rig.now::get, device -> {});
        Staff staff =
                new Staff(means, rig.switchboard, sessions, new Joins(rig.randomness, rig.now::get), rig.randomness);
        PlanDesk plans = new PlanDesk(staff, means, rig.randomness, rig.now::get);
        ApiServer.Desk whole = new ApiServer.Desk(
                rig.switchboard, rig.keys, rig.numbers, Optional.empty(), List::of, Optional.of(means));
        return new SafetyWatch(plans, new PortalDesk(staff, rig.switchboard, ZONE), means, whole, Log.silent());
    }

    private static void route(DeskRig rig, ProbeStanding standing) {
        rig.switchboard.routes.views = List.of(new Routes.View(
                new Label("carrier"), Identity.HIDDEN, standing, LocalDate.of(2026, 12, 1), true, List.of(), false));
    }

    private List<String> heard() {
        List<String> all = new java.util.ArrayList<>();
        told.drainTo(all);
        return all;
    }

    @Test
    void coordinator_seesTheBoard_andNobodyElse() {
        route(rig, ProbeStanding.LEAKED);
        DeskBrowser.Answer answer = ada.get("/api/safety");
        assertEquals(200, answer.status());
        JsonNode rows = answer.body().get("rows");
        assertEquals(SafetyBoard.Topic.values().length, rows.size());
        assertEquals("TEST_CALLS", rows.get(0).get("topic").asText());
        assertEquals("RED", rows.get(0).get("colour").asText());
        assertFalse(answer.whole().body().contains("carrier"));
        assertEquals(403, rig.guest(ada, "ADVOCATE").get("/api/safety").status());
    }

    @Test
    void figures_areOneATopic_withoutALabel() {
        route(rig, ProbeStanding.LEAKED);
        SafetyWatch watch = watch();
        assertEquals(SafetyBoard.Topic.values().length, watch.figures().size());
        assertEquals(
                2.0,
                watch.figures().stream()
                        .filter(gauge -> gauge.name().equals("stillcall_safety_test_calls"))
                        .findFirst()
                        .orElseThrow()
                        .value());
        assertTrue(watch.figures().stream().allMatch(gauge -> gauge.name().matches("stillcall_safety_[a-z_]+")));
    }

    @Test
    void receiver_hearsAllAtTheStart_thenOnlyWhatChanged() {
        route(rig, ProbeStanding.PASSED);
        SafetyWatch watch = watch();
        watch.run();
        List<String> first = heard();
        assertEquals(SafetyBoard.Topic.values().length, first.size());
        assertTrue(first.contains("TEST_CALLS GREEN"), first.toString());
        awaitLookedThrough(watch);
        watch.run();
        heard();
        watch.run();
        assertEquals(List.of(), heard());
        route(rig, ProbeStanding.LEAKED);
        watch.run();
        assertEquals(List.of("TEST_CALLS RED"), heard());
        route(rig, ProbeStanding.PASSED);
        watch.run();
        assertEquals(List.of("TEST_CALLS GREEN"), heard());
    }

    /** Until the thread that looks through the receipts has said what it found. */
    private static void awaitLookedThrough(SafetyWatch watch) {
        while (watch.rows().stream()
                .anyMatch(
                        row -> row.topic() == SafetyBoard.Topic.RECEIPTS && row.colour() == SafetyBoard.Colour.AMBER)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void receipts_areLookedThroughOnceAnHour() throws InterruptedException {
        SafetyWatch watch = watch();
        watch.run();
        assertTrue(looked.take());
        awaitLookedThrough(watch);
        watch.run();
        assertEquals(0, looked.size());
        whole = false;
        rig.clock.turn(Duration.ofHours(1));
        watch.run();
        assertFalse(looked.take());
    }

    @Test
    void callersTakenByNobody_areToldOfTheNextDay_soThatNoMomentIsTold() {
        toNoon();
        SafetyWatch watch = watch();
        rig.switchboard.lines = List.of(line(0));
        watch.run();
        heard();
        rig.switchboard.lines = List.of(line(3));
        watch.run();
        assertFalse(heard().toString().contains("CALLERS"), "not on the same day");
        rig.clock.turn(Duration.ofDays(1));
        watch.run();
        assertTrue(heard().contains("CALLERS AMBER"));
        rig.clock.turn(Duration.ofDays(1));
        watch.run();
        assertTrue(heard().contains("CALLERS GREEN"));
    }

    private static LineView line(long unanswered) {
        return new LineView(new Label("helpline"), 0, unanswered, 0, unanswered, List.of());
    }

    /** Far from the change of a day. */
    private void toNoon() {
        Instant now = rig.table.now();
        rig.clock.turn(Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(36))));
    }

    @Test
    void deviceThatNobodyUses_isAmber() {
        SafetyWatch watch = watch();
        watch.run();
        assertTrue(heard().contains("DEVICES GREEN"));
        rig.clock.turn(Duration.ofDays(SafetyBoard.UNUSED_DAYS + 2));
        watch.run();
        assertTrue(heard().contains("DEVICES AMBER"));
    }
}
