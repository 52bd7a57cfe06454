package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.stillcall.console.SafetyBoard.Colour.AMBER;
import static org.stillcall.console.SafetyBoard.Colour.GREEN;
import static org.stillcall.console.SafetyBoard.Colour.RED;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.call.Routes;
import org.stillcall.console.SafetyBoard.Certificate;
import org.stillcall.console.SafetyBoard.Colour;
import org.stillcall.console.SafetyBoard.Devices;
import org.stillcall.console.SafetyBoard.Facts;
import org.stillcall.console.SafetyBoard.Holds;
import org.stillcall.console.SafetyBoard.Lines;
import org.stillcall.console.SafetyBoard.Numbers;
import org.stillcall.console.SafetyBoard.Portals;
import org.stillcall.console.SafetyBoard.Row;
import org.stillcall.console.SafetyBoard.Settings;
import org.stillcall.console.SafetyBoard.Topic;
import org.stillcall.plan.Identity;
import org.stillcall.trunk.ProbeStanding;

/** G15, G20, G28, B6: each colour of each topic follows from what is known, and no sentence names anybody. */
class SafetyBoardTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);

    private List<Routes.View> routes = List.of(view(ProbeStanding.PASSED));
    private Lines lines = new Lines(true, true);
    private Optional<Duration> gap = Optional.empty();
    private boolean unanswered;
    private boolean reviews;
    private Devices devices = new Devices(List.of(TODAY), TODAY, false);
    private Portals portals = new Portals(Set.of(), false);
    private Settings settings = new Settings(false, false, false);
    private Numbers numbers = new Numbers(8, 8);
    private boolean overdue;
    private Holds holds = new Holds(false, false);
    private Optional<Boolean> receipts = Optional.of(true);
    private Optional<Certificate> certificate = Optional.of(new Certificate(true, 40));
    private boolean weak;

    private static Routes.View view(ProbeStanding standing) {
        return new Routes.View(new Label("carrier"), Identity.HIDDEN, standing, TODAY, true, List.of("seen"), false);
    }

    private List<Row> rows() {
        return SafetyBoard.of(new Facts(
                routes,
                lines,
                gap,
                unanswered,
                reviews,
                devices,
                portals,
                settings,
                numbers,
                overdue,
                holds,
                receipts,
                certificate,
                weak));
    }

    /** That topic has this colour and all others are green. */
    private void only(Topic topic, Colour colour) {
        for (Row row : rows()) {
            assertEquals(row.topic() == topic ? colour : GREEN, row.colour(), row.toString());
            assertFalse(Pattern.compile("carrier|[0-9]{3}").matcher(row.what()).find(), row.what());
        }
    }

    @Test
    void everyTopic_hasOneRow_andAllIsGreenWhenAllIsWell() {
        assertEquals(
                Arrays.asList(Topic.values()), rows().stream().map(Row::topic).toList());
        only(Topic.LINES, GREEN);
    }

    @Test
    void testCalls_areRedWhenAWayIsClosed_amberWhenOneIsNotTested() {
        for (ProbeStanding standing : ProbeStanding.values()) {
            routes = List.of(view(ProbeStanding.PASSED), view(standing));
            only(Topic.TEST_CALLS, standing.open() ? GREEN : RED);
        }
        routes = List.of(view(ProbeStanding.PASSED), view(null));
        only(Topic.TEST_CALLS, AMBER);
        routes = List.of();
        only(Topic.TEST_CALLS, AMBER);
    }

    @Test
    void weakerSettings_areAmber_andRedBeforeAndAfterTheirEnd() {
        settings = new Settings(true, false, false);
        only(Topic.SETTINGS, AMBER);
        settings = new Settings(true, true, false);
        only(Topic.SETTINGS, RED);
        settings = new Settings(false, false, true);
        only(Topic.SETTINGS, RED);
    }

    @Test
    void holds_areAmberWhileOneIsInForceOrAskedFor() {
        for (Holds some : List.of(new Holds(true, false), new Holds(false, true), new Holds(true, true))) {
            holds = some;
            only(Topic.HOLDS, AMBER);
        }
    }

    @Test
    void lines_areRedWhenNoneIsThere() {
        lines = new Lines(true, false);
        only(Topic.LINES, AMBER);
        lines = new Lines(false, false);
        only(Topic.LINES, RED);
    }

    @Test
    void rota_isRedWithinTwoDays() {
        gap = Optional.of(SafetyBoard.SOON.minusSeconds(1));
        only(Topic.ROTA, RED);
        gap = Optional.of(SafetyBoard.SOON);
        only(Topic.ROTA, AMBER);
        gap = Optional.of(Duration.ofHours(-1)); // it has begun
        only(Topic.ROTA, RED);
    }

    @Test
    void callersAndReviews_areAmber() {
        unanswered = true;
        only(Topic.CALLERS, AMBER);
        unanswered = false;
        reviews = true;
        only(Topic.REVIEWS, AMBER);
    }

    @Test
    void devices_areAmberAfterNinetyDays_redWhileAKeyIsToBeChanged() {
        devices = new Devices(List.of(TODAY, TODAY.minusDays(90)), TODAY, false);
        only(Topic.DEVICES, GREEN);
        devices = new Devices(List.of(TODAY, TODAY.minusDays(91)), TODAY, false);
        only(Topic.DEVICES, AMBER);
        devices = new Devices(List.of(TODAY), TODAY, true);
        only(Topic.DEVICES, RED);
    }

    @Test
    void portals_areAmberWhenDueOrUnwritten_redAfterTwoWeeks_andForWhoLeft() {
        portals = new Portals(Set.of(Portal.Urgency.NONE), false);
        only(Topic.PORTALS, GREEN);
        portals = new Portals(Set.of(Portal.Urgency.NONE), true);
        only(Topic.PORTALS, AMBER);
        portals = new Portals(Set.of(Portal.Urgency.NONE, Portal.Urgency.DUE), false);
        only(Topic.PORTALS, AMBER);
        portals = new Portals(Set.of(Portal.Urgency.DUE, Portal.Urgency.LONG_DUE), true);
        only(Topic.PORTALS, RED);
        portals = new Portals(Set.of(Portal.Urgency.LEFT), false);
        only(Topic.PORTALS, RED);
    }

    @Test
    void numbers_areAmberBelowAQuarter_redAtNone() {
        numbers = new Numbers(2, 8);
        only(Topic.NUMBERS, GREEN);
        numbers = new Numbers(1, 8);
        only(Topic.NUMBERS, AMBER);
        numbers = new Numbers(0, 8);
        only(Topic.NUMBERS, RED);
        numbers = new Numbers(0, 0); // none is ever lent
        only(Topic.NUMBERS, GREEN);
    }

    @Test
    void deletionsReceiptsAndMachine() {
        overdue = true;
        only(Topic.DELETIONS, RED);
        overdue = false;
        receipts = Optional.empty();
        only(Topic.RECEIPTS, AMBER);
        receipts = Optional.of(false);
        only(Topic.RECEIPTS, RED);
        receipts = Optional.of(true);
        weak = true;
        only(Topic.MACHINE, AMBER);
    }

    @Test
    void certificate_isAmberTwoWeeksBeforeItsEnd() {
        certificate = Optional.of(new Certificate(true, 14));
        only(Topic.CERTIFICATE, GREEN);
        certificate = Optional.of(new Certificate(true, 13));
        only(Topic.CERTIFICATE, AMBER);
        certificate = Optional.of(new Certificate(true, -1));
        only(Topic.CERTIFICATE, RED);
        certificate = Optional.of(new Certificate(false, 40));
        only(Topic.CERTIFICATE, RED);
        certificate = Optional.empty();
        only(Topic.CERTIFICATE, GREEN);
    }
}
