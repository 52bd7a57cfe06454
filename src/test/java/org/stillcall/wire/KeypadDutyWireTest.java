package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.duty.KeypadPins;
import org.stillcall.duty.Standing;
import org.stillcall.store.PersonId;

/**
 * Duty by the keys of any phone, over the wire (P14): a number, a PIN and a key turn off what rings for callers, from a
 * phone outside and from a desk phone; five wrong PINs lock it, also over a restart, until a coordinator unlocks it. A
 * talk is put through to a colleague by keys, and comes back.
 */
@Timeout(360)
class KeypadDutyWireTest {
    private static final String PUBLISHED = "+16175558000";
    private static final String DUTY = "+16175558200";
    private static final String PIN = "739164";
    private static final String WRONG = "739165";
    private static final long CHECKED_MILLIS = 4_000; // a PIN's hash is slow by intention, and this machine is busy
    private static final String NOBODY = "\"Anonymous\" <sip:anonymous@anonymous.invalid>";

    @TempDir
    Path folder;

    private Crowd crowd;
    private Site site;
    private ServerProcess server;
    private CrowdSip carrier;
    private CrowdSip anasPlace;
    private CrowdPhone anas;
    private CrowdPhone bens;
    private PersonId ana;
    private String anasKeys = "";
    private int callers;

    @BeforeEach
    void start() {
        crowd = new Crowd();
        Place carrierPlace = Place.free(Place.TRUNK);
        Place ana1 = Place.free(Place.PHONE);
        Place ben1 = Place.free(Place.PHONE);
        site = new Site(folder)
                .shortPrompts()
                .media("silence_seconds = 600")
                .programme("audit", "")
                .phoneAt("desk-a", ana1)
                .phoneAt("desk-b", ben1)
                .helpline("audit", PUBLISHED, "messages = false\nring_for = \"5m\"")
                .duty(DUTY)
                .trunk("carrier", carrierPlace, "");
        try (Roll roll = Roll.open(site)) {
            ana = roll.advocate("audit", "desk-a");
            anasKeys = roll.pin(ana, PIN);
            roll.advocate("audit", "desk-b");
        }
        server = ServerProcess.start(site);
        carrier = new CrowdSip(crowd, carrierPlace, site.sip());
        anasPlace = new CrowdSip(crowd, ana1, site.sip());
        anas = new CrowdPhone(anasPlace, 1, ring -> {});
        bens = new CrowdPhone(new CrowdSip(crowd, ben1, site.sip()), 2, ring -> {});
    }

    @AfterEach
    void end() {
        try {
            server.close();
        } finally {
            crowd.close();
        }
    }

    private CrowdCaller calls(CrowdSip by, String called) {
        int self = 100 + ++callers;
        CrowdCaller caller = crowd.ask(() -> new CrowdCaller(by, called, NOBODY, self));
        Waiting.until("they are answered", () -> crowd.ask(caller::line) != CrowdCaller.Line.CALLING);
        assertEquals(CrowdCaller.Line.THERE, crowd.ask(caller::line));
        return caller;
    }

    /** Keys, one after the other as a thumb does; then what follows is awaited. */
    private void keys(CrowdCaller caller, String keys) {
        crowd.tell(() -> {
            for (int i = 0; i < keys.length(); i++) {
                char key = keys.charAt(i);
                crowd.after(i * 200L, () -> caller.voice.presses(key));
            }
        });
        pass(keys.length() * 200L + 300);
    }

    private static void pass(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        Waiting.until("a moment", () -> System.nanoTime() > end);
    }

    private void hangsUp(CrowdCaller caller) {
        crowd.tell(caller::hangsUp);
    }

    private boolean rings(CrowdPhone phone) {
        return crowd.ask(() -> phone.rings().stream().anyMatch(CrowdPhone.Ring::isOn));
    }

    private CrowdPhone.Ring ring(CrowdPhone phone) {
        Waiting.until("it rings", () -> rings(phone));
        return crowd.ask(() -> phone.rings().getLast());
    }

    /** Whether Ana's phone rings for a caller; Ben's does. */
    private boolean ringsForACaller() {
        CrowdCaller caller = calls(carrier, PUBLISHED);
        ring(bens);
        pass(500);
        boolean rings = rings(anas);
        hangsUp(caller);
        Waiting.until("nothing rings any longer", () -> !rings(anas) && !rings(bens));
        return rings;
    }

    @Test
    void rightPin_turnsOff_whatRingsForCallers_andOnAgain_fromOutsideAndFromADeskPhone() {
        assertTrue(ringsForACaller(), "before");
        turnsOff();
        assertFalse(ringsForACaller(), "off");
        for (String dialled : List.of(DUTY, "6175558200")) {
            turns(calls(anasPlace, dialled), "#" + anasKeys + PIN + "#", dialled.equals(DUTY) ? "1" : "3");
            assertEquals(dialled.equals(DUTY), ringsForACaller(), dialled);
        }
        server.api().awaitIdle();
        server.terminate();
        try (Roll roll = Roll.open(site)) {
            assertEquals(Standing.State.BREAK, roll.standing(ana), "as it was keyed last");
        }
        server = ServerProcess.start(site);
    }

    @Test
    void fiveWrongPins_lockIt_overARestart_untilACoordinatorUnlocksIt() {
        for (int i = 0; i < KeypadPins.TRIES; i++) {
            CrowdCaller guesses = calls(carrier, DUTY);
            keys(guesses, anasKeys + WRONG + "#");
            pass(CHECKED_MILLIS);
            hangsUp(guesses);
        }
        turnsOff();
        assertTrue(ringsForACaller(), "the right PIN turns nothing any more");
        server.terminate();
        try (Roll roll = Roll.open(site)) {
            assertTrue(roll.locked(ana));
        }
        server = ServerProcess.start(site);
        turnsOff();
        assertTrue(ringsForACaller(), "nor after a restart");
        server.terminate();
        try (Roll roll = Roll.open(site)) {
            roll.unlock(ana);
        }
        server = ServerProcess.start(site);
        turnsOff();
        assertFalse(ringsForACaller(), "unlocked, and off");
    }

    private void turnsOff() {
        turns(calls(carrier, DUTY), anasKeys + PIN + "#", "2");
    }

    /** Presses the key of the menu again and again: it counts once the PIN was checked, and then says the same. */
    private void turns(CrowdCaller known, String pass, String key) {
        keys(known, pass);
        for (int i = 0; i < 5; i++) {
            pass(CHECKED_MILLIS / 2);
            keys(known, key);
        }
        hangsUp(known);
    }

    private static boolean heard(CrowdVoice voice, int mark) {
        return voice.heard().containsKey(mark);
    }

    @Test
    void starThree_putsThemThrough_andBackWhereNobodyTakesIt() {
        CrowdCaller caller = calls(carrier, PUBLISHED);
        CrowdPhone.Ring own = ring(anas);
        crowd.tell(() -> own.answers(own::accepts));
        Waiting.until("Ana hears them", () -> crowd.ask(() -> heard(own.voice(), caller.self)));
        Waiting.until("Ben's phone is quiet", () -> !rings(bens));
        crowd.tell(() -> own.presses("*3"));
        CrowdPhone.Ring declined = ring(bens);
        crowd.tell(declined::declines);
        int packets = crowd.ask(() -> caller.voice.packets());
        Waiting.until("the caller hears on", () -> crowd.ask(() -> caller.voice.packets()) > packets + 50);
        crowd.tell(() -> own.voice().heard().clear());
        Waiting.until("Ana hears them again", () -> crowd.ask(() -> heard(own.voice(), caller.self)));
        assertTrue(crowd.ask(own::isOn));
        crowd.tell(() -> own.presses("*3"));
        Waiting.until("Ben's phone rings again", () -> rings(bens));
        CrowdPhone.Ring taken = crowd.ask(() -> bens.rings().getLast());
        assertFalse(taken == declined);
        crowd.tell(() -> taken.answers(taken::accepts));
        Waiting.until("Ben hears them", () -> crowd.ask(() -> heard(taken.voice(), caller.self)));
        Waiting.until("they hear Ben", () -> crowd.ask(() -> heard(caller.voice, taken.mark())));
        Waiting.until("Ana's phone is let go", () -> !crowd.ask(own::isOn));
        assertEquals(CrowdCaller.Line.THERE, crowd.ask(caller::line));
        hangsUp(caller);
        Waiting.until("Ben's phone is let go", () -> !crowd.ask(taken::isOn));
        server.api().awaitIdle();
    }
}
