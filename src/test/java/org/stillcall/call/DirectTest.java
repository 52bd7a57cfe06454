package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.call.Switchboard.State;
import org.stillcall.duty.Tier;
import org.stillcall.duty.Voice;
import org.stillcall.helpline.Direct.Then;
import org.stillcall.helpline.MessageBox;
import org.stillcall.sip.HangUp;

/** A client calls an advocate's own number: that advocate alone, and only on duty (G7, G29, G16). */
class DirectTest {
    private static final String CLIENT = "+12025550147";
    private static final int MANY = 10_000;

    private Line line = line(Then.HELPLINE);

    private Line line(Then then) {
        Line made = Line.withOwn(Line.helpline(true, true, 0), java.util.List.of(Line.direct(then)));
        line = made;
        return made;
    }

    @AfterEach
    void nothingIsLeft() {
        line.rig.loop.advance(40 * 60_000L);
        assertEquals(0, line.rig.media.openLegs());
        assertEquals(0, line.rig.digits.onLoan());
        assertEquals(0, line.helplines.known(), "tokens");
        assertTrue(line.rig.calls.live().all().isEmpty());
    }

    private String id() {
        return line.rig.calls.live().all().getLast().id();
    }

    private void onlyTheOtherIsOn() {
        line.people.allOff();
        line.people.on(Tier.FIRST, Line.worker(2, Voice.MAN, CallRig.DESKS.get(1)));
    }

    @Test
    void client_ringsThatPersonAlone_atOnce_andTalks() {
        Line.Guest client = line.callsOwn(CLIENT);
        assertEquals(1, line.ringing().size(), "no menu, nobody else");
        line.accepts(line.ringing().getFirst());
        assertEquals(State.TALKING, line.rig.view(id()).state());
        assertEquals(
                CallRig.DESKS.getFirst().text(),
                line.rig.calls.live().all().getLast().phone().key());
        client.leg.hangsUp();
    }

    @Test
    void whileThatPersonRings_aCallerOfThePublishedNumberRingsTheOther() {
        Line.Guest client = line.callsOwn(CLIENT);
        Line.Guest other = line.withheld();
        other.waits();
        assertEquals(2, line.ringing().size());
        client.leg.hangsUp();
        other.leg.hangsUp();
    }

    @Test
    void offDuty_hearsTheSentence_thenThePublishedLineAsAnybodyElse() {
        onlyTheOtherIsOn();
        Line.Guest client = line.callsOwn(CLIENT);
        assertTrue(line.ringing().isEmpty());
        client.hearsAll();
        assertFalse(client.over());
        assertTrue(line.ringing().isEmpty(), "languages are offered first");
        client.keys("2");
        client.waits();
        assertEquals(1, line.ringing().size(), "whoever is on");
        line.accepts(line.ringing().getFirst());
        assertEquals(
                Line.ES, line.rig.view(id()).called().orElseThrow().language().orElseThrow());
        client.leg.hangsUp();
    }

    @Test
    void offDuty_thenMessage() {
        line(Then.MESSAGE).people.allOff();
        Line.Guest client = line.callsOwn(CLIENT);
        client.hearsAll();
        assertEquals(1, line.box.begun);
        line.box.over.accept(MessageBox.Ended.KEPT);
        client.hearsAll();
        assertTrue(client.over());
    }

    @Test
    void offDuty_thenTheEnd() {
        line(Then.HANG_UP);
        onlyTheOtherIsOn();
        Line.Guest client = line.callsOwn(CLIENT);
        client.hearsAll();
        assertTrue(client.over());
        assertTrue(line.rig.legs.legs.isEmpty());
    }

    @Test
    void notAnswered_isAsOffDuty() {
        line(Then.HANG_UP);
        Line.Guest client = line.callsOwn(CLIENT);
        assertEquals(1, line.ringing().size());
        for (int second = 0; second < 32; second++) {
            line.rig.loop.advance(1_000);
        }
        assertTrue(line.ringing().isEmpty());
        client.hearsAll();
        assertTrue(client.over());
        assertEquals(1, line.rig.legs.legs.size(), "nobody else was rung");
    }

    @Test
    void goingOffWhileItRings_stopsItAtOnce() {
        Line.Guest client = line.callsOwn(CLIENT);
        onlyTheOtherIsOn();
        line.rig.loop.run();
        assertTrue(line.ringing().isEmpty());
        client.hearsAll();
        assertFalse(client.over(), "they go on to the published line");
        client.leg.hangsUp();
    }

    /** A coordinator took the number from whoever had it. */
    @Test
    void numberOfNobody_isAsOffDuty() {
        line(Then.HANG_UP).people.own.clear();
        Line.Guest client = line.callsOwn(CLIENT);
        client.hearsAll();
        assertTrue(client.over());
        assertTrue(line.rig.legs.legs.isEmpty());
    }

    @Test
    void drop_thenTheSameNumber_reachesThatPersonAgain() {
        Line.Guest client = line.callsOwn(CLIENT);
        line.accepts(line.ringing().getFirst());
        client.leg.ends(new HangUp(HangUp.Kind.LOST, 0, 0));
        line.rig.loop.advance(20_000);
        Line.Guest again = line.callsOwn(CLIENT);
        assertEquals(1, line.ringing().size());
        again.leg.hangsUp();
    }

    /** They talked with somebody of the published line, were cut off, and call the number that they have. */
    @Test
    void drop_afterThePublishedLine_reachesWhoeverTalkedWithThem() {
        onlyTheOtherIsOn();
        line.people.on(Tier.FIRST, Line.worker(3, Voice.WOMAN, CallRig.DESKS.get(2)));
        Line.Guest client = line.callsOwn(CLIENT);
        client.hearsAll();
        client.keys("11");
        line.accepts(line.ringing().getFirst());
        client.leg.ends(new HangUp(HangUp.Kind.LOST, 0, 0));
        line.rig.loop.advance(20_000);
        Line.Guest again = line.callsOwn(CLIENT);
        again.hearsAll();
        assertEquals(1, line.ringing().size(), "that one alone, without a menu");
        again.leg.hangsUp();
    }

    @Test
    void nearDrop_ringsThatPersonAgain() {
        Line.Guest client = line.callsOwn(CLIENT);
        line.accepts(line.ringing().getFirst());
        line.rig.legs.legs.stream()
                .filter(leg -> leg.state == FakeLeg.State.CONFIRMED)
                .findFirst()
                .orElseThrow()
                .drops();
        for (int second = 0; second < 15; second++) {
            line.rig.loop.advance(1_000);
        }
        assertFalse(client.over());
        client.leg.hangsUp();
    }

    /** Protected from one's own phone: nothing rings, however often somebody calls. */
    @Test
    void tenThousandCallsOffDuty_ringNothing() {
        line(Then.HANG_UP).people.allOff();
        int told = 0;
        for (int call = 0; call < MANY; call++) {
            Line.Guest client = line.callsOwn("+1202555" + (1000 + call % 9000));
            if (client.media != null) {
                client.hearsAll();
                told += client.over() ? 1 : 0;
            }
            client.leg.hangsUp();
            line.rig.loop.advance(call % 20 == 19 ? 60_000 : 50);
        }
        assertTrue(line.rig.legs.legs.isEmpty(), "0 rings");
        assertEquals(MANY, told, "each heard the sentence to its end");
    }
}
