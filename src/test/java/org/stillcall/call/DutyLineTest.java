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
        rig.calls.doorway().takes(new DutyLine(rig.loop, desk, new PilotNumber(NUMBER.substring(1)), line.helplines));
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
        public int messages() {
            return 12;
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
        long before = guest.media.told.stream().filter("sentence"::equals).count();
        keys(guest, "4");
        hearsAll(guest);
        long said = guest.media.told.stream().filter("sentence"::equals).count() - before;
        assertTrue(said >= 4, "that messages wait, one, two, and that only a page opens them: " + said);
        guest.leg.hangsUp();
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
