package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.call.FakeMedia.FakeMediaLeg;
import org.stillcall.sip.LegFailure;

/** What a phone hears is said in its own language, which is the centre's where it has none (P4, P14). */
class SpokenLanguageTest {
    private final CallRig rig = new CallRig(3, true);

    private String heard(int leg) {
        FakeMediaLeg media = rig.media.legs.get(leg);
        return SaidNames.whole(media.played.getLast());
    }

    @Test
    void mobile_isAskedForItsCode_andToldTheEnd_inItsOwnLanguage() {
        rig.placed(CallRig.OWN_MOBILE);
        rig.legs.last().answers();
        assertEquals("es/enter-code", heard(0));
        FakeMediaLeg media = rig.media.legs.getFirst();
        "1234".chars().forEach(key -> media.listener.digit(media, (char) key));
        assertEquals("es/wrong-code", heard(0));
        "4711".chars().forEach(key -> media.listener.digit(media, (char) key));
        rig.loop.run();
        rig.legs.last().rings();
        rig.legs.last().fails(LegFailure.Kind.REJECTED, 486);
        rig.loop.run();
        assertEquals("es/busy", heard(0));
        media.listener.promptEnded(media);
    }

    @Test
    void deskPhone_withoutALanguage_hearsTheCentres() {
        rig.placed(CallRig.DESK);
        rig.legs.last().answers();
        rig.legs.last().fails(LegFailure.Kind.REJECTED, 486);
        rig.loop.run();
        assertEquals("en/busy", heard(0));
    }

    @Test
    void deskPhone_thatDialsWhatMayNotBe_hearsTheCentres() {
        FakeLeg leg = rig.dial("911");
        assertTrue(leg.told.getFirst().startsWith("progress"), leg.told::toString);
        assertEquals("en/emergency-from-phone", heard(0));
    }

    /** A caller who chose Spanish hears in Spanish who is on the line, the desk phone in English. */
    @Test
    void thirdParty_isToldOf_toEachInTheirLanguage() {
        Line line = new Line(Line.helpline(false, true, 0));
        Line.Guest guest = line.callsFrom("+12025550147");
        guest.keys("2");
        guest.waits();
        FakeLeg desk = line.ringing().getFirst();
        String id = line.accepts(desk);
        ThirdParties thirds = line.rig.calls.thirdParties();
        assertEquals(ThirdParties.Answer.DONE, thirds.ask(id, new ThirdParties.Whom.Interpreter(CallRig.INTERPRETER)));
        FakeLeg interpreter = line.rig.legs.last();
        interpreter.answers();
        line.rig.loop.run();
        assertEquals(ThirdParties.Answer.DONE, thirds.tell(id));
        assertEquals("es/third-interpreter", SaidNames.whole(guest.media.played.getLast()));
        for (FakeLeg leg : List.of(desk, interpreter)) {
            FakeMediaLeg media = line.rig.media.legs.stream()
                    .filter(one -> one.listener == leg.listener)
                    .findFirst()
                    .orElseThrow();
            assertEquals("en/third-interpreter", SaidNames.whole(media.played.getLast()));
        }
        guest.leg.hangsUp();
    }
}
