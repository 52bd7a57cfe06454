package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.call.FakeMedia.FakeMediaLeg;
import org.stillcall.duty.Switch.Position;
import org.stillcall.helpline.DutyDesk;
import org.stillcall.helpline.DutyLine;
import org.stillcall.store.PersonId;
import org.stillcall.trunk.PilotNumber;

/** Somebody of the staff calls the number of keypad duty, on hand-moved phones (P14). */
class DutyLineTest {
    private static final String NUMBER = "+16175558200";
    private static final String FROM = "From: <sip:+12025550166@trunk.example>;tag=1\n";

    private final Line line = new Line();
    private final CallRig rig = line.rig;
    private final Desk desk = new Desk();

    DutyLineTest() {
        rig.calls
                .doorway()
                .takes(new DutyLine(
                        rig.loop,
                        desk,
                        new DutyLine.Line(
                                new PilotNumber(NUMBER.substring(1)), List.of(new Label("en"), new Label("es"))),
                        line.helplines));
    }

    /** Knows one person. */
    private static final class Desk implements DutyDesk {
        final List<Position> turned = new ArrayList<>();
        int checks;

        @Override
        public void check(KeyedIn keyed, Consumer<@Nullable PersonId> told) {
            checks++;
            boolean right =
                    keyed.number().keys().equals("4711") && keyed.pin().keys().equals("739164");
            told.accept(right ? CallRig.person(1) : null);
        }

        @Override
        public void turn(PersonId person, Position position, Consumer<Turned> told) {
            assertEquals(CallRig.person(1), person);
            turned.add(position);
            told.accept(Turned.valueOf(position.name()));
        }

        @Override
        public int callersWaiting() {
            return 3;
        }

        @Override
        public List<Waiting> messages() {
            return List.of(new Waiting(0, 0), new Waiting(12, 2));
        }
    }

    private record Guest(FakeLeg leg, FakeMediaLeg media) {}

    private Guest calls() {
        int before = rig.media.legs.size();
        FakeLeg leg = rig.comes(new Label("first"), NUMBER, FROM);
        rig.loop.run();
        return new Guest(leg, rig.media.legs.size() > before ? rig.media.legs.get(before) : null);
    }

    private void keys(Guest guest, String keys) {
        keys.chars().forEach(key -> guest.media.listener.digit(guest.media, (char) key));
        rig.loop.run();
    }

    private void hearsAll(Guest guest) {
        for (int i = 0; i < 10; i++) {
            guest.media.listener.promptEnded(guest.media);
            rig.loop.run();
        }
    }

    @AfterEach
    void nothingIsLeft() {
        rig.loop.advance(10 * 60_000);
        assertEquals(0, rig.media.openLegs());
        assertEquals(0, rig.digits.onLoan());
    }

    @Test
    void whoIsKnown_turnsTheirSwitch() {
        Guest guest = calls();
        assertEquals("answer", guest.leg.told.getFirst());
        keys(guest, "4711739164#");
        keys(guest, "2");
        hearsAll(guest);
        keys(guest, "1");
        hearsAll(guest);
        keys(guest, "3");
        assertEquals(List.of(Position.OFF, Position.ON, Position.BREAK), desk.turned);
        assertEquals(List.of("callers", "3"), heardOn(guest, "4"));
        assertEquals(
                List.of("messages", "1", "2", "line", "2", "messages", "1", "2", "oldest-days", "2", "only-on-a-page"),
                heardOn(guest, "5"));
        guest.leg.hangsUp();
    }

    /** What is said upon a key, by the names of the files. */
    private List<String> heardOn(Guest guest, String key) {
        int before = guest.media.played.size();
        keys(guest, key);
        hearsAll(guest);
        return guest.media.played.subList(before, guest.media.played.size()).stream()
                .map(SaidNames::of)
                .toList();
    }

    @Test
    void hashFirst_goesOnInTheNextLanguage_andRound() {
        Guest guest = calls();
        hearsAll(guest);
        assertEquals("en/number", SaidNames.whole(guest.media.played.getFirst()));
        assertEquals("es/language", SaidNames.whole(guest.media.played.get(1)));
        keys(guest, "#");
        hearsAll(guest);
        assertEquals("es/number", SaidNames.whole(guest.media.played.get(2)));
        assertEquals("en/language", SaidNames.whole(guest.media.played.get(3)));
        keys(guest, "4711");
        assertEquals("es/pin", SaidNames.whole(guest.media.played.getLast()));
        keys(guest, "739164#4");
        assertEquals("es/callers", SaidNames.whole(guest.media.played.getLast()));
        guest.leg.hangsUp();
        Guest other = calls();
        keys(other, "##4711");
        assertEquals("en/pin", SaidNames.whole(other.media.played.getLast()));
        other.leg.hangsUp();
    }

    /** From a desk phone of ours, in full and as people dial here. */
    @Test
    void deskPhone_reachesItByDialling() {
        for (String dialled : List.of(NUMBER, NUMBER.substring(1), NUMBER.substring(2))) {
            FakeLeg leg = rig.dial(dialled);
            assertEquals("answer", leg.told.getFirst(), dialled);
            FakeMediaLeg media = rig.media.legs.getLast();
            Guest guest = new Guest(leg, media);
            keys(guest, "4711739164#2");
            leg.hangsUp();
            rig.loop.run();
        }
        assertEquals(List.of(Position.OFF, Position.OFF, Position.OFF), desk.turned);
        assertTrue(rig.legs.legs.isEmpty(), "nothing left towards a carrier");
    }

    @Test
    void deskPhone_thatDialsAnotherNumber_callsAsBefore() {
        FakeLeg leg = rig.dial(CallRig.CANARY);
        assertEquals(1, rig.legs.legs.size());
        assertEquals(0, desk.checks);
        leg.hangsUp();
    }

    @Test
    void stranger_turnsNothing_andIsCutOff() {
        Guest guest = calls();
        for (int i = 0; i < 3; i++) {
            keys(guest, "4711000000#");
            keys(guest, "123");
            hearsAll(guest);
        }
        assertEquals(FakeLeg.State.ENDED, guest.leg.state);
        assertEquals(3, desk.checks);
        assertTrue(desk.turned.isEmpty());
    }

    @Test
    void silence_isCutOff() {
        Guest guest = calls();
        for (int i = 0; i < 6; i++) {
            hearsAll(guest);
            rig.loop.advance(10_000);
        }
        assertEquals(FakeLeg.State.ENDED, guest.leg.state);
    }

    @Test
    void drawnOutCall_isCutOff() {
        Guest guest = calls();
        for (int i = 0; i < 62; i++) {
            keys(guest, "*");
            rig.loop.advance(5_000);
        }
        assertEquals(FakeLeg.State.ENDED, guest.leg.state);
    }

    @Test
    void tooManyAtOnce_areBusy_andPublishedNumbersAreNot() {
        List<Guest> all = new ArrayList<>();
        for (int i = 0; i < Limits.DUTY_CALLS; i++) {
            all.add(calls());
        }
        assertEquals(List.of("refuse 486"), calls().leg.told);
        Line.Guest caller = line.withheld();
        assertEquals(List.of("answer"), caller.leg.told);
        caller.leg.hangsUp();
        all.forEach(guest -> guest.leg.hangsUp());
    }

    @Test
    void end_ofTheWhole_leavesNobody() {
        Guest guest = calls();
        rig.calls.endAll();
        assertEquals(FakeLeg.State.ENDED, guest.leg.state);
        assertFalse(rig.media.legs.isEmpty());
    }
}
