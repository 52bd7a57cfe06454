package org.stillcall.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.store.Site.bytes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.vault.ReceiptKind;

/** Callers' messages and recorded prompts: kept as they come, gone with their key (G23, B4, B6, P12). */
class MessagesTest extends OnBothEngines {
    private static final NewMessage.Topic TOPIC = new NewMessage.Topic(new Label("helpline"), new Label("es"));

    private Messages messages() {
        return site.store.messages(site.centre);
    }

    private NewMessage message(int generation) {
        return new NewMessage(new MessageId(site.id()), TOPIC, generation, bytes("sealed key"), site.inDays(14));
    }

    private MessageId kept(int seconds) {
        NewMessage message = message(1);
        assertEquals(Change.DONE, messages().begin(message, List.of(second(message.id(), 0))));
        for (int i = 1; i < seconds; i++) {
            assertEquals(List.of(), messages().append(List.of(second(message.id(), i))));
        }
        return message.id();
    }

    private static SealedSecond second(MessageId id, int number) {
        return new SealedSecond(id, number, bytes("second " + number));
    }

    @Test
    void message_growsAndIsReadAsItCame() {
        MessageId id = kept(3);
        StoredMessage read = messages().read(id).orElseThrow();

        assertEquals(TOPIC, read.topic());
        assertEquals(3, read.seconds());
        assertFalse(read.heard());
        assertArrayEquals(bytes("sealed key"), read.envelope());
        assertEquals(
                List.of(read.id()),
                messages().list().stream().map(StoredMessage::id).toList());
        List<String> sound = messages().sound(id).stream().map(String::new).toList();
        assertEquals(List.of("second 0", "second 1", "second 2"), sound);
        assertEquals(Change.DONE, messages().heard(id));
        assertTrue(messages().read(id).orElseThrow().heard());
    }

    @Test
    void kill_inTheMiddle_leavesWhatWasSaidSoFar() {
        MessageId id = kept(2);
        site.restart();
        site.store.reconcile();

        assertEquals(2, messages().read(id).orElseThrow().seconds());
        assertEquals(2, messages().sound(id).size());
    }

    @Test
    void killBetweenKeyAndRow_leavesNeither() {
        int keys = site.keys.ids().size();
        site.restart(step -> {
            if (step == Step.KEYED) {
                throw new Killed();
            }
        });
        NewMessage message = message(1);
        org.junit.jupiter.api.Assertions.assertThrows(
                Killed.class, () -> messages().begin(message, List.of()));
        site.restart();
        site.store.reconcile();

        assertEquals(0, site.countOf("message"));
        assertEquals(keys, site.keys.ids().size());
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    @Test
    void delete_destroysTheKeyAndAllOfIt_withAReceipt() {
        MessageId id = kept(3);
        MessageId other = kept(1);
        int keys = site.keys.ids().size();

        assertTrue(messages().delete(id).isPresent());
        assertEquals(keys - 1, site.keys.ids().size());
        assertEquals(1, site.countOf("message"));
        assertEquals(1, site.countOf("message_second"));
        assertEquals(1, site.countOf(ReceiptKind.MESSAGE_DELETED));
        assertTrue(messages().read(id).isEmpty());
        assertTrue(messages().sound(id).isEmpty());
        assertTrue(messages().delete(id).isEmpty());
        assertTrue(messages().read(other).isPresent());
        assertEquals(List.of(id), messages().append(List.of(second(id, 3))));
    }

    @Test
    void end_purgesIt_withAReceipt() {
        MessageId id = kept(2);
        site.clock.turn(Duration.ofDays(15));
        assertTrue(messages().read(id).isEmpty());
        assertTrue(messages().sound(id).isEmpty());
        assertEquals(1, site.store.purgeOverdue());

        assertEquals(0, site.countOf("message"));
        assertEquals(0, site.countOf("message_second"));
        assertEquals(1, site.countOf(ReceiptKind.MESSAGE_ENDED));
    }

    @Test
    void keylessMessage_endsAtTheNextStart() {
        kept(2);
        site.restart();
        site.keys.destroy(List.of(Ground.keyId(slot())));
        site.store.reconcile();

        assertEquals(0, site.countOf("message"));
        assertEquals(1, site.countOf(ReceiptKind.MESSAGE_ENDED));
    }

    private String slot() {
        return site.store
                .ground()
                .database()
                .readAll(handle -> handle.createQuery("SELECT slot FROM message")
                        .mapTo(String.class)
                        .one());
    }

    @Test
    void room_isLimited() {
        for (int i = 0; i < StoreLimits.MESSAGES; i++) {
            assertEquals(Change.DONE, messages().begin(message(1), List.of()));
        }
        assertEquals(Change.FULL, messages().begin(message(1), List.of()));
    }

    @Test
    void secondThatIsMissing_endsTheSound() {
        MessageId id = kept(4);
        site.sql("DELETE FROM message_second WHERE number = 1");

        assertEquals(1, messages().sound(id).size());
    }

    @Test
    void secondOfAnotherPlace_doesNotOpen() {
        MessageId id = kept(3);
        site.sql("UPDATE message_second SET sound = (SELECT s.sound FROM message_second s WHERE s.number = 2)"
                + " WHERE number = 1");

        org.junit.jupiter.api.Assertions.assertThrows(
                StoreException.class, () -> messages().sound(id));
    }

    @Test
    void rotation_hasTheKeySealedAnew_andKeepsTheOldOneUntilThen() {
        MessageId id = kept(1);
        assertEquals(Change.DONE, site.store.centres().rotate(site.centre, site.rotation(2, site.device)));
        Reseals reseals = site.store.reseals(site.centre);
        Outdated old = reseals.next(10).stream()
                .filter(it -> it.kind() == Outdated.Kind.MESSAGE)
                .findFirst()
                .orElseThrow();
        assertEquals(id.text(), old.id());
        Outdated fresh = new Outdated(old.kind(), old.id(), old.version(), 2, bytes("sealed anew"));
        assertEquals(Change.DONE, reseals.put(fresh));
        assertEquals(Change.MOVED_ON, reseals.put(fresh));

        StoredMessage read = messages().read(id).orElseThrow();
        assertEquals(2, read.generation());
        assertArrayEquals(bytes("sealed anew"), read.envelope());
        assertEquals(1, messages().sound(id).size());
        assertEquals(Change.MOVED_ON, messages().begin(message(3), List.of()));
    }

    @Test
    void prompts_areReplacedAndRemoved() {
        OwnPrompts prompts = site.store.prompts(site.centre);
        PromptName greeting = new PromptName(TOPIC, new Label("greeting"));
        PromptName wait = new PromptName(TOPIC, new Label("please-wait"));
        int keys = site.keys.ids().size();
        assertEquals(Change.DONE, prompts.put(greeting, bytes("one")));
        assertEquals(Change.DONE, prompts.put(wait, bytes("wait")));
        assertEquals(Change.DONE, prompts.put(greeting, bytes("two")));

        List<String> found = new ArrayList<>();
        prompts.list().forEach(prompt -> found.add(prompt.name().text() + " " + new String(prompt.sound())));
        found.sort(null);
        assertEquals(List.of("helpline/es/greeting two", "helpline/es/please-wait wait"), found);
        assertEquals(keys + 2, site.keys.ids().size());
        assertEquals(Change.DONE, prompts.remove(greeting));
        assertEquals(Change.MISSING, prompts.remove(greeting));
        assertEquals(keys + 1, site.keys.ids().size());
        site.restart();
        site.store.reconcile();
        assertEquals(1, site.store.prompts(site.centre).list().size());
    }
}
