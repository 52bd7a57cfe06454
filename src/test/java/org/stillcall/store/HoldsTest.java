package org.stillcall.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.store.Site.bytes;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.vault.ReceiptKind;

/** A legal hold needs two people and stops the deletion of the one item that it names, until its date (P10). */
class HoldsTest extends HoldsCase {
    private static final NewMessage.Topic TOPIC = new NewMessage.Topic(new Label("helpline"), null);

    private MessageId message() {
        MessageId id = new MessageId(site.id());
        NewMessage spoken = new NewMessage(id, TOPIC, 1, bytes("sealed key"), site.inDays(14));
        assertEquals(
                Change.DONE,
                site.store.messages(site.centre).begin(spoken, List.of(new SealedSecond(id, 0, bytes("said")))));
        return id;
    }

    private void sweepAfter(int days) {
        site.clock.turn(Duration.ofDays(days));
        site.store.purgeOverdue();
    }

    private void restartAsAServerDoes() {
        site.restart();
        site.store.reconcile();
        site.store.purgeOverdue();
    }

    @Test
    void heldPlan_staysPastItsEnd_whileItsNeighbourEndsOnTime_andGoesWithTheHold() {
        PlanId plan = site.keptPlan();
        PlanId neighbour = site.keptPlan();
        held(plan, 90);

        sweepAfter(31);

        assertEquals(1, site.countOf("plan"));
        assertEquals(1, site.countOf(ReceiptKind.PLAN_ENDED));
        assertTrue(site.plans().read(neighbour).isEmpty());
        assertTrue(site.plans().readKept(neighbour).isEmpty());
        assertTrue(site.plans().read(plan).isEmpty(), "nobody is called by it past its end");
        assertTrue(site.plans().list().isEmpty());
        assertEquals(
                "envelope", new String(site.plans().readKept(plan).orElseThrow().envelope()));
        restartAsAServerDoes();
        assertTrue(site.plans().readKept(plan).isPresent());
        assertTrue(site.plans().read(plan).isEmpty());

        sweepAfter(60);

        assertEquals(0, site.countOf("plan"));
        assertEquals(0, site.countOf("hold"));
        assertEquals(2, site.countOf(ReceiptKind.PLAN_ENDED));
        assertEquals(1, site.countOf(ReceiptKind.HOLD_ENDED));
        assertTrue(site.plans().readKept(plan).isEmpty());
    }

    @Test
    void heldMessage_staysWithItsSound_whileItsNeighbourEndsOnTime() {
        MessageId message = message();
        MessageId neighbour = message();
        HoldId id = asked(HoldItem.of(message), 30);
        assertEquals(HoldChange.DONE, holds().confirm(id, second));
        Messages messages = site.store.messages(site.centre);

        sweepAfter(15);

        assertTrue(messages.readKept(neighbour).isEmpty());
        assertTrue(messages.read(message).isEmpty());
        assertTrue(messages.sound(message).isEmpty());
        assertEquals(1, messages.soundKept(message).size());
        assertEquals(1, site.countOf(ReceiptKind.MESSAGE_ENDED));

        sweepAfter(16);

        assertEquals(0, site.countOf("message"));
        assertEquals(0, site.countOf("message_second"));
        assertEquals(2, site.countOf(ReceiptKind.MESSAGE_ENDED));
    }

    @Test
    void deletionOfAHeldItem_isStopped_takesItOutOfUse_andRunsWhenTheHoldIsOver() {
        PlanId plan = site.keptPlan();
        PlanId neighbour = site.keptPlan();
        ReleaseId release = site.keptRelease(plan, 5);
        held(plan, 20);
        MessageId message = message();
        assertEquals(HoldChange.DONE, holds().confirm(asked(HoldItem.of(message), 10), second));

        assertEquals(
                site.inDays(20),
                assertThrows(HeldException.class, () -> site.plans().delete(plan))
                        .until());
        assertThrows(HeldException.class, () -> site.store.messages(site.centre).delete(message));

        assertTrue(site.plans().read(plan).isEmpty());
        assertTrue(site.store.messages(site.centre).read(message).isEmpty());
        assertTrue(site.plans().readKept(plan).isPresent());
        assertTrue(site.releases().revoke(release).isEmpty(), "a release is another item: it ended");
        assertEquals(1, site.countOf(ReceiptKind.RELEASE_ENDED));
        assertTrue(site.plans().delete(neighbour).isPresent());
        assertEquals(0, site.countOf(ReceiptKind.MESSAGE_DELETED));
        restartAsAServerDoes();
        assertTrue(site.plans().read(plan).isEmpty());
        assertTrue(site.plans().readKept(plan).isPresent());

        sweepAfter(21); // before the plan's own end, by which it was out of use already

        assertEquals(0, site.countOf("plan"));
        assertEquals(0, site.countOf("message"));
        assertEquals(1, site.countOf(ReceiptKind.PLAN_ENDED));
    }

    @Test
    void heldPlan_takesNoChange_butTheServersOwn_andIsSealedAnew() {
        PlanId plan = site.keptPlan();
        HoldId hold = held(plan, 90);

        assertEquals(Change.HELD, site.plans().replace(site.newPlan(plan, 1), 1));
        assertEquals(Change.HELD, site.plans().renew(site.newPlan(plan, 1), 1));
        assertEquals(Change.DONE, site.plans().rewrite(plan, 1, bytes("used up")));
        assertEquals(
                Change.DONE, site.store.centres().rotate(site.centre, site.rotation(2, site.device, secondDevice())));
        sweepAfter(31);
        Outdated outdated = site.store.reseals(site.centre).next(10).stream()
                .filter(it -> it.kind() == Outdated.Kind.PLAN)
                .findFirst()
                .orElseThrow();
        Outdated fresh = new Outdated(outdated.kind(), outdated.id(), outdated.version(), 2, bytes("sealed anew"));
        assertEquals(Change.DONE, site.store.reseals(site.centre).put(fresh));
        site.store.purgeOverdue();

        StoredPlan kept = site.plans().readKept(plan).orElseThrow();
        assertEquals("sealed anew", new String(kept.envelope()));
        assertEquals("used up", new String(kept.policy()));
        assertTrue(site.plans().read(plan).isEmpty());
        assertEquals(HoldChange.ASKED, holds().lift(hold, second));
        assertEquals(HoldChange.DONE, holds().lift(hold, site.coordinator));
        site.store.purgeOverdue();
        assertEquals(0, site.countOf("plan"), "its own end went along to the new keys");
    }

    private DeviceId secondDevice() {
        return site.devices().list().stream()
                .filter(device -> device.person().equals(second))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void request_holdsNothing_andLapses() {
        PlanId plan = site.keptPlan();
        PlanId ended = site.keptPlan();
        HoldId ofPlan = asked(HoldItem.of(plan), 90);
        HoldId ofEnded = asked(HoldItem.of(ended), 90);

        assertTrue(holds().keeps(HoldItem.of(plan)).isEmpty());
        assertTrue(site.plans().delete(ended).isPresent());
        assertEquals(HoldChange.ITEM_GONE, holds().confirm(ofEnded, second));
        assertEquals(HoldChange.ITEM_GONE, holds().ask(newHold(HoldItem.of(ended), site.coordinator)));
        assertEquals(HoldChange.EXISTS, holds().ask(newHold(HoldItem.of(plan), second)));
        sweepAfter(8);

        assertEquals(HoldChange.MISSING, holds().confirm(ofPlan, second));
        assertEquals(List.of(), holds().list());
        assertEquals(0, site.countOf("hold"));
        assertEquals(2, site.countOf(ReceiptKind.HOLD_DROPPED));
        sweepAfter(23);
        assertEquals(0, site.countOf("plan"));
    }

    private NewHold newHold(HoldItem item, PersonId asker) {
        return new NewHold(new HoldId(site.id()), item, "Case 12-345", site.inDays(90), asker);
    }

    @Test
    void onePerson_confirmsAndEndsNothing_withWhateverDevices() {
        PlanId plan = site.keptPlan();
        HoldId id = asked(HoldItem.of(plan), 20);

        assertEquals(HoldChange.SAME_PERSON, holds().confirm(id, site.coordinator));
        assertTrue(holds().keeps(HoldItem.of(plan)).isEmpty());
        assertEquals(HoldChange.DONE, holds().confirm(id, second));
        assertEquals(HoldChange.MISSING, holds().confirm(id, second));
        assertEquals(HoldChange.MISSING, holds().drop(id));
        assertEquals(HoldChange.ASKED, holds().lift(id, second));
        assertEquals(HoldChange.SAME_PERSON, holds().lift(id, second));
        sweepAfter(8);
        assertEquals(HoldChange.ASKED, holds().lift(id, site.coordinator), "what the other asked for has lapsed");
        assertTrue(holds().keeps(HoldItem.of(plan)).isPresent());
    }

    @Test
    void askerWhoWasRemoved_holdsNothing_butAConfirmedHoldStays() {
        PersonId third = new PersonId(site.id());
        site.letIn(Role.COORDINATOR, third);
        PlanId plan = site.keptPlan();
        PlanId other = site.keptPlan();
        NewHold hold = newHold(HoldItem.of(plan), third);
        assertEquals(HoldChange.DONE, holds().ask(hold));
        NewHold confirmed = newHold(HoldItem.of(other), third);
        assertEquals(HoldChange.DONE, holds().ask(confirmed));
        assertEquals(HoldChange.DONE, holds().confirm(confirmed.id(), second));

        assertTrue(site.people().remove(third).isPresent());

        assertEquals(HoldChange.ASKER_GONE, holds().confirm(hold.id(), second));
        assertTrue(holds().keeps(HoldItem.of(plan)).isEmpty());
        assertTrue(holds().keeps(HoldItem.of(other)).isPresent());
    }

    @Test
    void holds_areLimited_howeverManyAreAskedFor() {
        for (int i = 0; i < StoreLimits.HOLDS_ASKED; i++) {
            asked(HoldItem.of(site.keptPlan()), 20);
        }
        NewHold oneMore = newHold(HoldItem.of(site.keptPlan()), site.coordinator);
        for (int i = 0; i < 10_000; i++) {
            assertEquals(HoldChange.FULL, holds().ask(oneMore));
        }
        holds().list().forEach(hold -> assertEquals(HoldChange.DONE, holds().confirm(hold.id(), second)));
        for (int i = StoreLimits.HOLDS_ASKED; i < StoreLimits.HOLDS; i++) {
            held(site.keptPlan(), 20);
        }
        int keys = site.keys.ids().size();

        PlanId plan = site.keptPlan();
        assertEquals(HoldChange.FULL, holds().ask(newHold(HoldItem.of(plan), second)));
        assertEquals(StoreLimits.HOLDS, site.countOf("hold"));
        assertEquals(keys + 1, site.keys.ids().size(), "what was refused left no key");
    }

    @Test
    void holdOfAnotherCentresItem_isNone() {
        PlanId plan = site.keptPlan();
        HoldId id = held(plan, 20);
        CentreId other = new CentreId(site.id());
        PersonId person = new PersonId(site.id());
        site.store.centres().make(site.newCentre(other, person, new DeviceId(site.id())));
        Holds theirs = site.store.holds(other);

        assertEquals(HoldChange.ITEM_GONE, theirs.ask(newHold(HoldItem.of(plan), person)));
        assertEquals(HoldChange.MISSING, theirs.lift(id, person));
        assertEquals(HoldChange.MISSING, theirs.drop(id));
        assertEquals(HoldChange.MISSING, theirs.confirm(id, person));
        assertTrue(theirs.list().isEmpty());
        assertTrue(theirs.keeps(HoldItem.of(plan)).isEmpty());
        assertEquals(1, holds().list().size());
    }

    @Test
    void holdThatEndsBeforeItsItem_leavesTheItemItsOwnEnd() {
        PlanId plan = site.keptPlan();
        held(plan, 10);

        sweepAfter(11);

        assertEquals(0, site.countOf("hold"));
        assertTrue(site.plans().read(plan).isPresent());
        assertEquals(Change.DONE, site.plans().replace(site.newPlan(plan, 1), 1));
        sweepAfter(31);
        assertEquals(0, site.countOf("plan"));
    }

    @Test
    void clockSetBack_doesNotLengthenAHold_andSetForwardEndsIt_withTheItemsReceipt() {
        PlanId plan = site.keptPlan();
        held(plan, 90);
        site.clock.turn(Duration.ofDays(31));
        site.store.purgeOverdue();
        site.keys.write();
        site.clock.turn(Duration.ofDays(-60));
        restartAsAServerDoes();
        assertTrue(site.plans().read(plan).isEmpty(), "its end stays over");
        assertTrue(site.plans().readKept(plan).isPresent());
        assertTrue(site.store.holds(site.centre).list().getFirst().end().isAfter(site.clock.instant()));

        site.clock.turn(Duration.ofDays(60 + 60));
        site.store.purgeOverdue();

        assertEquals(0, site.countOf("plan"));
        assertEquals(1, site.countOf(ReceiptKind.HOLD_ENDED));
        assertEquals(1, site.countOf(ReceiptKind.PLAN_ENDED));
    }

    @Test
    void serverThatWasDownWhenTheHoldEnded_deletesTheItemAtItsStart() {
        PlanId plan = site.keptPlan();
        held(plan, 40);
        site.clock.turn(Duration.ofDays(41));

        restartAsAServerDoes();

        assertEquals(0, site.countOf("plan"));
        assertEquals(0, site.countOf("hold"));
        assertTrue(site.plans().readKept(plan).isEmpty());
    }

    @Test
    void databaseThatFails_neitherLosesWhatIsHeldNorKeepsItLonger() {
        PlanId plan = site.keptPlan();
        held(plan, 90);
        String slot = site.store
                .ground()
                .database()
                .readAll(handle -> handle.createQuery("SELECT slot FROM plan")
                        .mapTo(String.class)
                        .one());
        site.clock.turn(Duration.ofDays(31));
        site.keys.destroy(site.keys.overdue()); // as a start does whose database does not open
        assertTrue(site.keys.holds(Ground.keyId(slot)));

        site.clock.turn(Duration.ofDays(60));
        site.keys.destroy(site.keys.overdue());
        assertFalse(site.keys.holds(Ground.keyId(slot)));
    }

    @Test
    void holdOfABackup_isInForceAgain_andOneThatWasEndedSinceIsNot() {
        PlanId plan = site.keptPlan();
        PlanId other = site.keptPlan();
        held(plan, 90);
        HoldId ended = held(other, 90);
        Set<String> before = Set.copyOf(rows());
        assertEquals(HoldChange.ASKED, holds().lift(ended, second));
        assertEquals(HoldChange.DONE, holds().lift(ended, site.coordinator));
        bringBack(before);
        restartAsAServerDoes();

        assertTrue(holds().keeps(HoldItem.of(plan)).isPresent());
        assertTrue(holds().keeps(HoldItem.of(other)).isEmpty());
        sweepAfter(31);
        assertTrue(site.plans().readKept(plan).isPresent());
        assertTrue(site.plans().readKept(other).isEmpty());
    }

    private List<String> rows() {
        site.sql("CREATE TABLE saved AS SELECT * FROM hold");
        return List.of("saved");
    }

    private void bringBack(Set<String> tables) {
        for (String table : tables) {
            site.sql("DELETE FROM hold");
            site.sql("INSERT INTO hold SELECT * FROM " + table);
            site.sql("DROP TABLE " + table);
        }
    }
}
