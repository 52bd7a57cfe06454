package org.stillcall.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.store.Site.bytes;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Duty and shifts stand under keys of their own, which end with each version and with the person (G29, B4, B6). */
class DutiesTest extends OnBothEngines {
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private void say(String what) {
        StoredDuty duty = new StoredDuty(site.coordinator, DutyKind.SWITCH, bytes(what));
        assertEquals(Change.DONE, site.store.duties(site.centre).put(duty));
    }

    private List<StoredDuty> said() {
        return site.store.duties(site.centre).list();
    }

    @Test
    void duty_whenSaidAnew_destroysTheKeyOfWhatWasSaidBefore() {
        int free = site.keys.free();
        say("on");
        say("off");

        assertEquals(free - 1, site.keys.free());
        assertArrayEquals(bytes("off"), said().getFirst().text());
        assertEquals(1, said().size());
        site.store.duties(site.centre).drop(site.coordinator, DutyKind.SWITCH);
        assertEquals(free, site.keys.free());
        assertTrue(said().isEmpty());
    }

    @Test
    void kill_amidAChange_leavesTheOneOrTheOther_andNoKeyTooMany() {
        say("on");
        int free = site.keys.free();
        for (Step step : List.of(Step.KEYED, Step.REPLACED)) {
            site.restart(reached -> {
                if (reached == step) {
                    throw new Killed();
                }
            });
            assertThrows(Killed.class, () -> say("off"));
            site.restart();
            site.store.reconcile();

            assertArrayEquals(
                    bytes(step == Step.KEYED ? "on" : "off"), said().getFirst().text());
            assertEquals(1, said().size());
            assertEquals(free, site.keys.free());
        }
    }

    @Test
    void person_whenRemoved_takesDutyAlong() {
        int free = site.keys.free();
        PersonId person = new PersonId(site.id());
        site.letIn(Role.ADVOCATE, person);
        for (DutyKind kind : DutyKind.values()) {
            site.store.duties(site.centre).put(new StoredDuty(person, kind, bytes("x")));
        }
        site.people().remove(person);

        assertTrue(said().isEmpty());
        assertEquals(0, site.countOf("duty"));
        assertEquals(free, site.keys.free());
        StoredDuty late = new StoredDuty(person, DutyKind.REACH, bytes("x"));
        assertEquals(Change.MISSING, site.store.duties(site.centre).put(late));
    }

    @Test
    void shift_isChangedByItsVersion_andDropped() {
        int free = site.keys.free();
        ShiftId id = new ShiftId(site.id());
        assertEquals(Change.DONE, site.store.shifts(site.centre).add(id, bytes("1")));
        assertEquals(Change.EXISTS, site.store.shifts(site.centre).add(id, bytes("1")));
        assertEquals(Change.DONE, site.store.shifts(site.centre).replace(new StoredShift(id, 1, bytes("2"))));
        assertEquals(Change.MOVED_ON, site.store.shifts(site.centre).replace(new StoredShift(id, 1, bytes("3"))));
        assertEquals(2, site.store.shifts(site.centre).list().getFirst().version());
        assertArrayEquals(
                bytes("2"), site.store.shifts(site.centre).list().getFirst().text());
        assertEquals(Change.DONE, site.store.shifts(site.centre).drop(id));
        assertEquals(Change.MISSING, site.store.shifts(site.centre).drop(id));
        assertEquals(free, site.keys.free());
    }

    @Test
    void shiftBeyondTheLimit_isRefused() {
        site.sql("INSERT INTO shift (centre, id, slot, version, shift) WITH RECURSIVE n(i) AS"
                + " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + StoreLimits.SHIFTS + ")"
                + " SELECT centre, CAST(1000000 + n.i AS TEXT) || 'AAAAAAAAAAAAAAA',"
                + " CAST(1000000 + n.i AS TEXT) || 'AAAAAAAAAAAAAAA', 1, mark FROM n, centre");

        assertEquals(Change.FULL, site.store.shifts(site.centre).add(new ShiftId(site.id()), bytes("x")));
    }
}
