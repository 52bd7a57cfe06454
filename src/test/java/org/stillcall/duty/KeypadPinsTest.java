package org.stillcall.duty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Randomness;
import org.stillcall.store.Change;
import org.stillcall.store.PersonId;

/** By what somebody is known at the keys of a phone; five wrong ones in a row end it (P14). */
class KeypadPinsTest {
    private static final Pin PIN = new Pin("739164");
    private static final Pin WRONG = new Pin("739165");

    @TempDir
    Path folder;

    private DutySite site;
    private PersonId ana;
    private OwnNumber number;

    @BeforeEach
    void open() {
        site = new DutySite(folder);
        ana = site.advocate();
        assertEquals(Change.DONE, set(ana, PIN));
        number = pins().of(ana).orElseThrow().number();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private KeypadPins pins() {
        return site.rota.pins();
    }

    private Change set(PersonId person, Pin pin) {
        return pins().set(person, pin, Randomness.secure());
    }

    @Test
    void numberAndPin_tellWhoItIs_alsoAfterARestart() {
        assertEquals(Optional.of(ana), pins().check(number, PIN));
        assertTrue(pins().check(number, WRONG).isEmpty());
        site.restart();
        assertEquals(Optional.of(ana), pins().check(number, PIN));
    }

    @Test
    void fiveWrongOnes_lockIt_forThatPersonAlone_untilAnotherPinIsSet() {
        PersonId ben = site.advocate();
        set(ben, PIN);
        for (int i = 0; i < KeypadPins.TRIES; i++) {
            assertTrue(pins().check(number, WRONG).isEmpty());
        }
        assertTrue(pins().of(ana).orElseThrow().locked());
        assertTrue(pins().check(number, PIN).isEmpty(), "also the right one");
        site.restart();
        assertTrue(pins().check(number, PIN).isEmpty(), "also after a restart");
        OwnNumber bens = pins().of(ben).orElseThrow().number();
        assertEquals(Optional.of(ben), pins().check(bens, PIN));
        set(ana, new Pin("918273"));
        assertEquals(number, pins().of(ana).orElseThrow().number(), "the number stays");
        assertEquals(Optional.of(ana), pins().check(number, new Pin("918273")));
    }

    /** Somebody without a page cannot set another one. */
    @Test
    void coordinator_unlocksIt_withTheSamePin_andFiveTriesMore() {
        assertEquals(Set.of(), pins().locked());
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < KeypadPins.TRIES; i++) {
                assertTrue(pins().check(number, WRONG).isEmpty());
            }
            assertEquals(Set.of(ana), pins().locked());
            assertTrue(pins().check(number, PIN).isEmpty());
            assertEquals(Change.DONE, pins().unlock(ana));
            site.restart();
            assertEquals(Set.of(), pins().locked());
        }
        assertEquals(Optional.of(ana), pins().check(number, PIN));
        assertEquals(Change.MISSING, pins().unlock(site.advocate()));
    }

    @Test
    void rightOne_forgetsTheWrongOnes() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < KeypadPins.TRIES - 1; i++) {
                assertTrue(pins().check(number, WRONG).isEmpty());
            }
            assertEquals(Optional.of(ana), pins().check(number, PIN));
        }
    }

    @Test
    void whatIsDropped_orOfSomebodyElse_opensNothing() {
        PersonId ben = site.advocate();
        set(ben, new Pin("558210"));
        assertNotEquals(number, pins().of(ben).orElseThrow().number());
        assertTrue(pins().check(number, new Pin("558210")).isEmpty(), "a colleague's PIN");
        pins().drop(ana);
        assertTrue(pins().check(number, PIN).isEmpty());
        assertTrue(pins().of(ana).isEmpty());
    }

    @Test
    void text_isReadAsItWasWritten_andWhatCannotBeReadIsLocked() {
        KeypadPins.Pass pass = pins().of(ana).orElseThrow();
        assertEquals(pass, KeypadPins.read(KeypadPins.write(pass)));
        assertFalse(pass.toString().contains(number.keys()));
        assertTrue(KeypadPins.read(new byte[] {1, 2, 3}).locked());
    }
}
