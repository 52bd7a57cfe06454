package org.stillcall.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.store.Site.bytes;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** G20, B4: the register of portals stands sealed, a key for each version, and no kill loses or keeps one too many. */
class PortalsTest extends OnBothEngines {
    private static final LocalDate DAY = LocalDate.of(2026, 12, 1);

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private Portals portals() {
        return site.store.portals(site.centre);
    }

    private static StoredPortal portal(PortalId id, int version, String settled) {
        return new StoredPortal(id, version, 1, bytes(settled), bytes("names " + settled), DAY);
    }

    private PortalId kept() {
        PortalId id = new PortalId(site.id());
        assertEquals(Change.DONE, portals().add(portal(id, 0, "first")));
        return id;
    }

    private void assertStands(PortalId id, int version, String settled) {
        StoredPortal found = portals().read(id).orElseThrow();
        assertEquals(version, found.version());
        assertArrayEquals(bytes(settled), found.settled());
        assertArrayEquals(bytes("names " + settled), found.envelope());
    }

    @Test
    void entry_isChangedByItsVersion_andDropped_withEveryKeyOfBefore() {
        int free = site.keys.free();
        PortalId id = kept();
        assertEquals(Change.EXISTS, portals().add(portal(id, 0, "again")));
        assertEquals(Change.DONE, portals().replace(portal(id, 1, "second")));
        assertEquals(Change.MOVED_ON, portals().replace(portal(id, 1, "third")));
        site.restart();
        site.store.reconcile();
        assertStands(id, 2, "second");
        assertEquals(free - 1, site.keys.free());
        assertEquals(Change.DONE, portals().drop(id));
        assertEquals(Change.MISSING, portals().drop(id));
        assertEquals(Change.MISSING, portals().replace(portal(id, 2, "fourth")));
        assertTrue(portals().list().isEmpty());
        assertEquals(free, site.keys.free());
    }

    @Test
    void kill_amidAnyChange_leavesTheOneOrTheOther_andNoKeyTooMany() {
        PortalId id = kept();
        int free = site.keys.free();
        for (Step step : List.of(Step.KEYED, Step.REPLACED)) {
            int version = portals().read(id).orElseThrow().version();
            killAt(step, () -> portals().replace(portal(id, version, step.name())));
            assertStands(id, step == Step.KEYED ? 1 : 2, step == Step.KEYED ? "first" : step.name());
            assertEquals(1, portals().list().size());
            assertEquals(free, site.keys.free());
        }
        PortalId other = new PortalId(site.id());
        killAt(Step.KEYED, () -> portals().add(portal(other, 0, "other")));
        assertTrue(portals().read(other).isEmpty());
        assertEquals(free, site.keys.free());
    }

    private void killAt(Step at, Runnable change) {
        site.restart(reached -> {
            if (reached == at) {
                throw new Killed();
            }
        });
        assertThrows(Killed.class, change::run);
        site.restart();
        site.store.reconcile();
    }

    /** As after a kill between the two halves of a drop. */
    @Test
    void entryWithoutItsKey_isGoneAtTheNextStart() {
        kept();
        String slot = site.store
                .ground()
                .database()
                .readAll(handle -> handle.createQuery("SELECT slot FROM portal")
                        .mapTo(String.class)
                        .one());
        site.keys.destroy(List.of(new org.stillcall.vault.KeyId(slot)));
        assertTrue(portals().list().isEmpty());
        site.restart();
        site.store.reconcile();
        assertEquals(0, site.countOf("portal"));
    }

    @Test
    void envelope_isSealedAnew_withTheCentresNextKey_andTheRestStays() {
        PortalId id = kept();
        site.store.centres().rotate(site.centre, site.rotation(2, site.device));
        assertEquals(Change.MOVED_ON, portals().add(portal(new PortalId(site.id()), 0, "x")));
        assertEquals(Change.DONE, portals().replace(portal(id, 1, "reviewed")), "without a new envelope");
        Reseals reseals = site.store.reseals(site.centre);
        Outdated old =
                reseals.next(10, new Outdated.Place(Outdated.Kind.MESSAGE, "")).getFirst();
        assertEquals(Outdated.Kind.PORTAL, old.kind());
        assertArrayEquals(bytes("names reviewed"), old.sealed());
        Outdated fresh = new Outdated(old.kind(), old.id(), old.version(), 2, bytes("anew"));
        assertEquals(2, reseals.left()); // and the coordinator's name
        assertEquals(Change.DONE, reseals.put(fresh));
        assertEquals(Change.MOVED_ON, reseals.put(fresh));
        assertEquals(1, reseals.left());
        StoredPortal found = portals().read(id).orElseThrow();
        assertEquals(2, found.generation());
        assertArrayEquals(bytes("anew"), found.envelope());
        assertArrayEquals(bytes("reviewed"), found.settled());
        assertEquals(DAY, found.reviewDay());
        assertEquals(Change.MOVED_ON, portals().replace(portal(id, 3, "old key")), "sealed to the old one again");
    }

    @Test
    void oneTooMany_isRefused() {
        for (int i = 0; i < StoreLimits.PORTALS; i++) {
            kept();
        }
        assertEquals(Change.FULL, portals().add(portal(new PortalId(site.id()), 0, "x")));
        assertEquals(StoreLimits.PORTALS, portals().list().size());
        byte[] tooLong = new byte[StoreLimits.SEALED_BYTES + 1];
        StoredPortal endless = new StoredPortal(new PortalId(site.id()), 0, 1, bytes("x"), tooLong, DAY);
        assertThrows(IllegalArgumentException.class, () -> portals().add(endless));
    }

    @Test
    void nothingButTheDay_standsInClear() {
        kept();
        List<byte[]> columns = site.store
                .ground()
                .database()
                .readAll(
                        handle -> handle.createQuery("SELECT settled FROM portal UNION ALL SELECT envelope FROM portal")
                                .mapTo(byte[].class)
                                .list());
        assertEquals(2, columns.size());
        for (byte[] column : columns) {
            assertFalse(new String(column, ISO_8859_1).contains("first"));
        }
        assertEquals(List.of(DAY), site.store.ground().database().read(site.centre, Portals::reviewDays));
    }
}
