package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.call.FakeMedia.FakeMediaLeg;
import org.stillcall.call.Switchboard.State;
import org.stillcall.call.ThirdParties.Third;
import org.stillcall.sip.HangUp;

/** What an advocate at a desk phone can do by keys while they talk (P14). */
class TalkKeysTest {
    private final CallRig rig = new CallRig(3, true);
    private final String id = talking();

    private String talking() {
        String placed = rig.placed(CallRig.DESK);
        rig.legs.last().answers();
        rig.legs.last().answers();
        assertEquals(State.TALKING, rig.view(placed).state());
        return placed;
    }

    private FakeMediaLeg near() {
        return rig.media.legs.get(0);
    }

    private FakeMediaLeg far() {
        return rig.media.legs.get(1);
    }

    private void keys(String keys) {
        keys.chars().forEach(key -> near().listener.digit(near(), (char) key));
        rig.loop.run();
    }

    private long digitsToTheFarSide() {
        return far().told.stream().filter("digit"::equals).count();
    }

    @Test
    void keysOfThePhone_goToTheFarSide_butNoneOfOurs() {
        assertTrue(near().told.contains("keep keys"), "nothing is relayed by the media");
        keys("19#");
        assertEquals(3, digitsToTheFarSide());
        keys("*1*1*7");
        assertEquals(3, digitsToTheFarSide());
        keys("**");
        assertEquals(4, digitsToTheFarSide(), "a star by two of them");
    }

    @Test
    void starOne_holds_andTakesBack() {
        keys("*1");
        assertEquals("tone", far().told.getLast(), "a sign of life");
        assertEquals("tone", near().told.getLast());
        assertTrue(near().told.contains("disconnect"));
        keys("*1");
        assertEquals("connect BOTH", near().told.getLast());
        assertEquals(State.TALKING, rig.view(id).state());
    }

    @Test
    void starNought_ends() {
        keys("*0");
        assertEquals(State.ENDED, rig.view(id).state());
    }

    @Test
    void starTwo_asksAnInterpreter_andLetsThemGo() {
        keys("*2");
        assertEquals(
                ThirdParties.Role.INTERPRETER,
                rig.view(id).third().map(Third::role).orElseThrow());
        rig.legs.last().answers();
        rig.loop.run();
        assertEquals(
                ThirdParties.Stage.JOINED,
                rig.view(id).third().map(Third::stage).orElseThrow());
        keys("*2");
        assertTrue(rig.view(id).third().map(Third::stage).orElseThrow().gone());
        assertEquals(State.TALKING, rig.view(id).state());
    }

    /** Somebody leaned on the phone; a nought long after a star ends nothing. */
    @Test
    void starAlone_isForgotten() {
        keys("*");
        rig.loop.advance(TalkKeys.STAR_MILLIS + 1);
        keys("0");
        assertEquals(State.TALKING, rig.view(id).state());
        assertEquals(1, digitsToTheFarSide());
    }

    @Test
    void otherKeysAfterAStar_doNothing() {
        for (String key : List.of("3", "4", "5", "6", "7", "8", "9", "#")) {
            keys("*" + key);
        }
        assertEquals(State.TALKING, rig.view(id).state());
        assertEquals(0, digitsToTheFarSide());
    }

    @Test
    void whileOnHold_nobodyIsAskedToJoin() {
        keys("*1*2");
        assertTrue(rig.view(id).third().isEmpty());
    }

    @Test
    void theFarSidesKeys_commandNothing() {
        far().listener.digit(far(), '*');
        far().listener.digit(far(), '0');
        rig.loop.run();
        assertEquals(State.TALKING, rig.view(id).state());
    }

    @Test
    void callOnHold_thatTheFarSideEnds_isOver() {
        keys("*1");
        FakeLeg far = rig.legs.legs.getLast();
        far.ends(new HangUp(HangUp.Kind.BYE, 0, 0));
        rig.loop.run();
        assertFalse(rig.view(id).state() == State.TALKING);
    }
}
