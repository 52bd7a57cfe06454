package org.stillcall.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.store.Site.bytes;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;

/** Two centres in one database: whatever one does or asks, nothing of the other shows or changes (B5), per table. */
class CentresApartTest extends OnBothEngines {
    private static final Label HELPLINE = new Label("helpline");
    private static final NewMessage.Topic TOPIC = new NewMessage.Topic(HELPLINE, null);
    private static final PromptName GREETING = new PromptName(TOPIC, new Label("greeting"));

    private CentreId other;
    private PlanId plan;
    private ReleaseId release;
    private ShiftId shift;
    private MessageId message;
    private PortalId portal;
    private HoldId hold;

    @BeforeEach
    void open() {
        other = new CentreId(site.id());
        // One of everything in the first centre, and a second centre with what every centre has.
        plan = site.keptPlan();
        release = site.keptRelease(plan, 5);
        site.store.pins(site.centre).put(site.coordinator, bytes("verifier"));
        shift = new ShiftId(site.id());
        site.store.shifts(site.centre).add(shift, bytes("shift"));
        site.store.duties(site.centre).put(new StoredDuty(site.coordinator, DutyKind.SWITCH, bytes("off")));
        message = new MessageId(site.id());
        NewMessage spoken = new NewMessage(message, TOPIC, 1, bytes("sealed key"), site.inDays(14));
        site.store.messages(site.centre).begin(spoken, List.of(new SealedSecond(message, 0, bytes("second"))));
        hold = new HoldId(site.id());
        NewHold asked = new NewHold(hold, HoldItem.of(plan), "Case 1", site.inDays(20), site.coordinator);
        assertEquals(HoldChange.DONE, site.store.holds(site.centre).ask(asked));
        site.store.prompts(site.centre).put(GREETING, bytes("sound"));
        site.store.probes(site.centre).put(new Label("carrier"), new Label("hidden"), true);
        site.store.withdrawn(site.centre).add("16175550182");
        LocalDate day = LocalDate.of(2026, 12, 1);
        site.store
                .bills(site.centre)
                .put(new StoredBill(new Label("carrier"), YearMonth.of(2026, 11), new Label("green"), "x", day));
        portal = new PortalId(site.id());
        site.store.portals(site.centre).add(portal(0));
        site.store.alerts(site.centre).raise(site.coordinator, AlertKind.DEVICE_ADDED);
        site.store.tallies(site.centre).add(HELPLINE, 1);
        site.store.published(site.centre).settle(lastMonth(), "shown");
        site.store.vouchers(site.centre).put(1, Map.of(Vouchers.SHEET, new byte[32]));
        site.devices().wipe(site.letIn(Role.ADVOCATE, new PersonId(site.id())));
        site.sql("INSERT INTO owed_receipt (centre, token, slot, kind) VALUES ('" + site.centre.text() + "', '"
                + site.id() + "', '', 'CENTRE_MADE')");
        PersonId person = new PersonId(site.id());
        assertEquals(Change.DONE, site.store.centres().make(site.newCentre(other, person, new DeviceId(site.id()))));
    }

    private StoredPortal portal(int version) {
        return new StoredPortal(portal, version, 1, bytes("settled"), bytes("names"), LocalDate.of(2026, 12, 1));
    }

    private YearMonth lastMonth() {
        return YearMonth.from(site.clock.instant().atOffset(ZoneOffset.UTC)).minusMonths(1);
    }

    private Set<String> tables() {
        Set<String> tables = new TreeSet<>();
        Store.fields().stream()
                .map(StoredField::table)
                .filter(table -> !StoredFields.OUTSIDE.contains(table) && !table.equals("migration"))
                .forEach(tables::add);
        return tables;
    }

    @Test
    void everyTable_hasRowsOfTheFirstCentre_andTheCensusOfEachCentreCountsItsOwn() {
        for (String table : tables()) {
            long all = site.countOf(table);
            long first = counted(site.centre, table);
            assertTrue(first > 0, "a row of the first centre in " + table);
            assertEquals(all, first + counted(other, table), table);
        }
    }

    private long counted(CentreId centre, String table) {
        return site.store.census(centre).stream()
                .filter(count -> count.field().table().equals(table))
                .findFirst()
                .orElseThrow()
                .count();
    }

    @Test
    void everyRowOfTheFirstCentre_isUnseenByTheOther() {
        Store store = site.store;
        assertTrue(store.plans(other).read(plan).isEmpty());
        assertTrue(store.plans(other).list().isEmpty());
        assertTrue(store.releases(other).list(plan).isEmpty());
        assertTrue(store.people(other).find(site.coordinator).isEmpty());
        assertEquals(1, store.people(other).list().size());
        assertTrue(store.pins(other).find(site.coordinator).isEmpty());
        assertTrue(store.devices(other).find(site.device).isEmpty());
        assertTrue(store.vouchers(other).present().isEmpty());
        assertTrue(store.devices(other).of(site.coordinator).isEmpty());
        assertEquals(1, store.devices(other).list().size());
        assertTrue(store.keys(other).of(site.device).isEmpty());
        assertTrue(store.credentials(other).of(site.device).isEmpty());
        assertTrue(store.credentials(other)
                .find(store.credentials(site.centre).of(site.device).getFirst().id())
                .isEmpty());
        assertTrue(store.alerts(other).list(site.coordinator).isEmpty());
        assertTrue(store.tallies(other).list().isEmpty());
        assertTrue(store.published(other).list().isEmpty());
        assertTrue(store.shifts(other).list().isEmpty());
        assertTrue(store.duties(other).list().isEmpty());
        assertTrue(store.messages(other).list().isEmpty());
        assertTrue(store.messages(other).read(message).isEmpty());
        assertTrue(store.messages(other).sound(message).isEmpty());
        assertTrue(store.holds(other).list().isEmpty());
        assertTrue(store.holds(other).find(hold).isEmpty());
        assertTrue(store.prompts(other).list().isEmpty());
        assertTrue(store.probes(other).list().isEmpty());
        assertTrue(store.portals(other).list().isEmpty());
        assertTrue(store.portals(other).read(portal).isEmpty());
        assertTrue(store.withdrawn(other).list().isEmpty());
        assertTrue(store.bills(other).list().isEmpty());
        assertTrue(store.bills(other).layout(new Label("carrier")).isEmpty());
    }

    @Test
    void everyChangeAskedOfTheOtherCentre_leavesTheFirstAsItIs() {
        Store store = site.store;
        int free = site.keys.free();
        AlertId alert =
                store.alerts(site.centre).list(site.coordinator).getFirst().id();

        assertTrue(store.plans(other).delete(plan).isEmpty());
        assertEquals(Change.MISSING, store.plans(other).replace(site.newPlan(plan, 1), 1));
        assertEquals(Change.MISSING, store.plans(other).attempted(plan));
        assertTrue(store.releases(other).revoke(release).isEmpty());
        NewRelease foreign = new NewRelease(new ReleaseId(site.id()), plan, bytes("x"), 1, site.inDays(1));
        assertEquals(Change.MISSING, store.releases(other).create(foreign));
        assertTrue(store.people(other).remove(site.coordinator).isEmpty());
        assertEquals(Change.MISSING, store.people(other).changeRole(site.coordinator, Role.HOST));
        assertEquals(Change.MISSING, store.people(other).lock(site.coordinator, 5, true));
        assertEquals(Change.MISSING, store.people(other).rename(site.coordinator, 1, bytes("x"), 1));
        assertEquals(Change.MISSING, store.pins(other).put(site.coordinator, bytes("x")));
        assertEquals(0, store.pins(other).failed(site.coordinator));
        store.pins(other).drop(site.coordinator);
        assertEquals(Change.MISSING, store.shifts(other).replace(new StoredShift(shift, 1, bytes("x"))));
        assertEquals(Change.MISSING, store.shifts(other).drop(shift));
        assertEquals(Change.MISSING, store.portals(other).replace(portal(1)));
        assertEquals(Change.MISSING, store.portals(other).drop(portal));
        StoredDuty off = new StoredDuty(site.coordinator, DutyKind.SWITCH, bytes("x"));
        assertEquals(Change.MISSING, store.duties(other).put(off));
        store.duties(other).drop(site.coordinator, DutyKind.SWITCH);
        SealedSecond foreignSecond = new SealedSecond(message, 1, bytes("x"));
        assertEquals(List.of(message), store.messages(other).append(List.of(foreignSecond)));
        assertEquals(Change.MISSING, store.messages(other).heard(message));
        assertTrue(store.messages(other).delete(message).isEmpty());
        assertEquals(HoldChange.MISSING, store.holds(other).confirm(hold, new PersonId(site.id())));
        assertEquals(HoldChange.MISSING, store.holds(other).drop(hold));
        assertEquals(HoldChange.MISSING, store.holds(other).lift(hold, new PersonId(site.id())));
        NewHold foreignHold =
                new NewHold(new HoldId(site.id()), HoldItem.of(message), "x", site.inDays(1), site.coordinator);
        assertEquals(HoldChange.ITEM_GONE, store.holds(other).ask(foreignHold));
        assertEquals(Change.MISSING, store.prompts(other).remove(GREETING));
        assertTrue(store.devices(other).wipe(site.device).isEmpty());
        assertEquals(Change.MISSING, store.keys(other).put(site.device, Map.of(1, bytes("x"))));
        DeviceId device = new DeviceId(site.id());
        assertEquals(
                Change.MISSING,
                store.devices(other)
                        .letIn(site.arrival(Optional.empty(), site.coordinator, device, Map.of(1, bytes("x")))));
        assertEquals(Change.MISSING, store.centres().rotate(other, site.rotation(2, site.device)));
        assertFalse(store.alerts(other).dismiss(site.coordinator, alert));
        assertFalse(store.keys(other).dropOld());
        store.published(other).settle(lastMonth(), "theirs");
        assertEquals(0, store.published(other).dropCounts());
        Outdated outdated = new Outdated(Outdated.Kind.PLAN, plan.text(), 1, 1, bytes("x"));
        assertEquals(Change.MISSING, store.reseals(other).put(outdated));

        assertEquals(free, site.keys.free());
        assertEquals(1, site.plans().read(plan).orElseThrow().version());
        assertEquals(0, site.plans().read(plan).orElseThrow().attempts());
        assertEquals(1, site.releases().list(plan).size());
        assertEquals(30, site.people().find(site.coordinator).orElseThrow().lockSeconds());
        assertTrue(store.pins(site.centre).find(site.coordinator).isPresent());
        assertEquals(1, store.shifts(site.centre).list().getFirst().version());
        assertEquals(1, store.portals(site.centre).list().getFirst().version());
        assertEquals(1, store.duties(site.centre).list().size());
        assertEquals(1, store.messages(site.centre).sound(message).size());
        assertFalse(store.messages(site.centre).read(message).orElseThrow().heard());
        assertTrue(store.holds(site.centre).find(hold).orElseThrow().confirmer().isEmpty());
        assertEquals(1, store.prompts(site.centre).list().size());
        assertEquals(1, store.keys(site.centre).of(site.device).size());
        assertEquals(1, store.alerts(site.centre).list(site.coordinator).size());
        assertEquals("shown", store.published(site.centre).list().getFirst().shown());
        assertEquals(1, store.tallies(site.centre).list().size());
    }

    @Test
    void rowMovedToTheOtherCentre_doesNotOpen() {
        site.sql("DELETE FROM release");
        site.sql("UPDATE plan SET centre = '" + other.text() + "'");

        assertThrows(StoreException.class, () -> site.store.plans(other).read(plan));
        assertTrue(site.store.plans(other).list().isEmpty());
    }

    @Test
    void statementWithoutACentre_isNotRun() {
        assertThrows(
                IllegalStateException.class,
                () -> site.store.ground().database().read(other, rows -> rows.count("SELECT COUNT(*) FROM plan")));
    }

    @Test
    void centreThatIsNotThere_takesNothing() {
        CentreId nowhere = new CentreId(site.id());

        assertThrows(StoreException.class, () -> site.store.plans(nowhere).create(site.newPlan(plan, 1)));
        assertTrue(site.store.centres().find(nowhere).isEmpty());
    }
}
