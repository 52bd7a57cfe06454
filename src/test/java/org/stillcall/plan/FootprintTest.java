package org.stillcall.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.stillcall.plan.Footprint.Agreed;
import org.stillcall.plan.Footprint.Facts;
import org.stillcall.plan.Footprint.Level;
import org.stillcall.plan.Footprint.Line;
import org.stillcall.plan.Footprint.Surface;
import org.stillcall.plan.Footprint.Withholding;
import org.stillcall.plan.VoicemailConsent.Wording;

/** G9, G10, G12, G13: what a call leaves behind is said before it is made, and never less than may be left. */
class FootprintTest {
    private static final Instant MONDAY_NOON = Instant.parse("2026-11-16T17:00:00Z");
    private static final DroppedRule NEVER = new DroppedRule.Never();
    private static final DroppedRule REDIAL = new DroppedRule.RedialOnce(Duration.ofMinutes(5));
    private static final DroppedRule WAIT = new DroppedRule.WaitForReturn(Duration.ofMinutes(5));
    private static final Agreed NOTHING = new Agreed(Wording.NONE, false, false, false);

    private static Footprint of(Identity shows, DroppedRule dropped, @Nullable Agreed under) {
        return Footprint.of(new Facts(shows, Withholding.ASKED, dropped, under));
    }

    private static Footprint hidden(Agreed under) {
        return of(Identity.HIDDEN, NEVER, under);
    }

    private static Line at(Footprint footprint, Surface surface) {
        return footprint.lines().get(surface.ordinal());
    }

    private static String levels(Footprint footprint) {
        return footprint.lines().stream().map(line -> line.level().name()).collect(Collectors.joining(" "));
    }

    /** Every call there can be. */
    private static List<Facts> all() {
        List<Facts> all = new ArrayList<>();
        for (Identity shows : Identity.values()) {
            for (Withholding how : Withholding.values()) {
                for (DroppedRule dropped : List.of(NEVER, REDIAL, WAIT)) {
                    all.add(new Facts(shows, how, dropped, null));
                    for (Wording wording : Wording.values()) {
                        for (int bits = 0; bits < 8; bits++) {
                            Agreed under = new Agreed(wording, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
                            all.add(new Facts(shows, how, dropped, under));
                        }
                    }
                }
            }
        }
        return all;
    }

    @Test
    void everyCall_hasALineForEachPlaceInOrderWithoutAnyFigure() {
        for (Facts facts : all()) {
            Footprint footprint = Footprint.of(facts);
            assertEquals(
                    Arrays.asList(Surface.values()),
                    footprint.lines().stream().map(Line::surface).toList());
            for (Line line : footprint.lines()) {
                String text = line.what() + line.why();
                assertTrue(line.what().endsWith(".") && line.why().endsWith("."), text);
                assertFalse(text.chars().anyMatch(Character::isDigit), text);
            }
        }
    }

    @Test
    void privateCall_showsNobody_butItsBillIsNotOurs() {
        assertEquals("GREEN GREEN AMBER GREEN GREEN", levels(hidden(NOTHING)));
        String bill = at(hidden(NOTHING), Surface.BILL).why();
        assertTrue(bill.contains("We cannot know") && bill.contains("trace"), bill);
    }

    @Test
    void numberThatShows_isRedWhereItCanBeReadAndCalledBack() {
        for (Identity shows : List.of(Identity.NUMBER, Identity.SHOWN)) {
            assertEquals("RED RED AMBER GREEN GREEN", levels(of(shows, NEVER, NOTHING)));
        }
        assertTrue(
                at(of(Identity.NUMBER, NEVER, NOTHING), Surface.CALL_LOG).why().contains("leads nowhere"));
        assertTrue(
                at(of(Identity.NUMBER, WAIT, NOTHING), Surface.CALL_LOG).why().contains("reaches you"));
        assertTrue(
                at(of(Identity.NUMBER, NEVER, NOTHING), Surface.SCREEN).what().contains("without a name"));
        assertTrue(at(of(Identity.SHOWN, NEVER, NOTHING), Surface.SCREEN).what().contains("with the name"));
    }

    @Test
    void billLine_isNeverGreen_andOurDiskNeverRed() {
        for (Facts facts : all()) {
            Footprint footprint = Footprint.of(facts);
            assertTrue(at(footprint, Surface.BILL).level() != Level.GREEN);
            assertTrue(at(footprint, Surface.OUR_DISK).level() != Level.RED);
            boolean number = at(footprint, Surface.SCREEN).level() == Level.RED;
            assertEquals(facts.shows() != Identity.HIDDEN, number);
        }
    }

    /** What is agreed besides, or what somebody may watch, never makes a line greener. */
    @Test
    void watchedPhone_isNeverGreener() {
        for (Facts facts : all()) {
            Agreed under = facts.under();
            if (under == null || under.monitored()) {
                continue;
            }
            Agreed watched = new Agreed(under.voicemail(), true, under.signalled(), under.overridden());
            Footprint one = Footprint.of(facts);
            Footprint other = Footprint.of(new Facts(facts.shows(), facts.withholding(), facts.dropped(), watched));
            for (Surface surface : Surface.values()) {
                assertTrue(at(one, surface).level().compareTo(at(other, surface).level()) <= 0);
            }
        }
        assertEquals(
                Level.AMBER,
                at(hidden(new Agreed(Wording.NONE, true, false, false)), Surface.SCREEN)
                        .level());
    }

    @Test
    void signAndRedial_areCallsOfTheirOwn() {
        Footprint twice = hidden(new Agreed(Wording.NONE, false, true, false));
        assertEquals(
                "Two private calls, with their times.",
                at(twice, Surface.CALL_LOG).what());
        assertEquals(Level.AMBER, at(twice, Surface.CALL_LOG).level());
        assertTrue(
                at(of(Identity.HIDDEN, REDIAL, NOTHING), Surface.CALL_LOG).why().contains("one more call follows"));
        assertTrue(at(of(Identity.HIDDEN, REDIAL, null), Surface.CALL_LOG).why().contains("one more call follows"));
        assertFalse(at(hidden(NOTHING), Surface.CALL_LOG).why().contains("one more call"));
    }

    @Test
    void voicemail_followsTheConsent() {
        assertEquals(Level.GREEN, at(hidden(NOTHING), Surface.VOICEMAIL).level());
        assertEquals(
                Level.GREEN,
                at(of(Identity.HIDDEN, NEVER, null), Surface.VOICEMAIL).level());
        for (Wording wording : List.of(Wording.VAGUE, Wording.AGREED)) {
            assertEquals(
                    Level.AMBER,
                    at(hidden(new Agreed(wording, false, false, false)), Surface.VOICEMAIL)
                            .level());
            assertEquals(
                    Level.RED,
                    at(hidden(new Agreed(wording, true, false, false)), Surface.VOICEMAIL)
                            .level());
        }
    }

    @Test
    void withholding_isSaidAsTheLineDoesIt() {
        List<String> said = new ArrayList<>();
        for (Withholding how : Withholding.values()) {
            said.add(at(Footprint.of(new Facts(Identity.HIDDEN, how, NEVER, null)), Surface.SCREEN)
                    .why());
        }
        assertTrue(said.get(0).contains("asks for it")
                && said.get(1).contains("code")
                && said.get(2).contains("contract"));
        assertTrue(said.stream().allMatch(why -> why.contains("No probe of ours")));
    }

    @Test
    void whatWasAgreed_isReadAsItHoldsAtThatMoment() {
        ContactPlan plan = Plans.with("\"monitored\":false", "\"monitored\":true");
        PlanStanding standing = new PlanStanding(plan, 0, null);
        assertEquals(new Agreed(Wording.VAGUE, true, true, false), Agreed.of(standing, MONDAY_NOON));
        Instant later = Instant.parse("2026-12-14T17:00:00Z");
        assertEquals(new Agreed(Wording.NONE, true, true, false), Agreed.of(standing, later));
        DangerOverride danger = new DangerOverride(DangerOverride.Danger.MEDICAL, MONDAY_NOON, later);
        assertTrue(Agreed.of(new PlanStanding(plan, 0, danger), MONDAY_NOON).overridden());
        assertEquals(
                Level.AMBER,
                at(hidden(new Agreed(Wording.NONE, false, false, true)), Surface.OUR_DISK)
                        .level());
    }
}
