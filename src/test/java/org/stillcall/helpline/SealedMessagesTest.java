package org.stillcall.helpline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.store.Change;
import org.stillcall.store.MessageId;
import org.stillcall.store.NewMessage;
import org.stillcall.store.StoreLimits;
import org.stillcall.store.StoredMessage;
import org.stillcall.vault.EnvelopeTwin;
import org.stillcall.vault.MessageTwin;

/** Callers' messages: sealed as they are spoken, kept up to the last second, never in clear (G23, B4). */
@Timeout(60)
class SealedMessagesTest {
    private static final Label LINE = new Label("helpline");
    private static final MessageRules RULES = new MessageRules(20, 5, Duration.ofDays(14));
    private static final int VOICE = 0x23;
    private static final int LOUD = 50;

    @TempDir
    private Path folder;

    private Keeping keeping;
    private SealedMessages box;
    private final List<MessageBox.Ended> news = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void open() throws GeneralSecurityException {
        keeping = new Keeping(folder);
        box();
    }

    private void box() {
        box = new SealedMessages(
                keeping.store, RULES, new SealedMessages.Means(keeping.randomness, Log.silent(), Instant::now));
    }

    @AfterEach
    void close() {
        box.close();
        keeping.close();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it did not happen");
            Thread.onSpinWait();
        }
    }

    private MessageBox.Recording begin(HandTape leg) {
        MessageBox.Recording[] begun = new MessageBox.Recording[1];
        await(() -> (begun[0] = box.begin(leg, LINE, new Label("es"), news::add)) != null);
        return begun[0];
    }

    private MessageBox.Ended ended() {
        await(() -> !news.isEmpty());
        return news.getFirst();
    }

    private StoredMessage only() {
        List<StoredMessage> all = keeping.store.messages(keeping.centre).list();
        assertEquals(1, all.size());
        return all.getFirst();
    }

    private List<byte[]> sealed(MessageId id) {
        return keeping.store.messages(keeping.centre).sound(id);
    }

    private byte[] key(StoredMessage message) throws GeneralSecurityException {
        return MessageTwin.key(
                keeping.centreKey, message.generation(), message.id().text(), message.envelope());
    }

    private MessageTwin.Opened opened(StoredMessage message) throws GeneralSecurityException {
        return MessageTwin.open(key(message), message.id().text(), sealed(message.id()));
    }

    @Test
    void message_isKept_andOpensWithTheCentresKeyOnly() throws GeneralSecurityException {
        HandTape leg = new HandTape();
        MessageBox.Recording recording = begin(leg);
        for (int i = 0; i < 4; i++) {
            assertTrue(leg.say(VOICE + i, LOUD));
        }
        recording.finish();
        recording.finish();
        assertEquals(MessageBox.Ended.KEPT, ended());
        assertEquals(1, news.size());

        StoredMessage message = only();
        MessageTwin.Opened opened = opened(message);
        assertTrue(opened.whole());
        assertEquals(5, message.seconds());
        assertEquals(VOICE + 3, opened.sound()[3 * 8000 + 17]);
        await(() -> box.waiting(LINE) == 1);
        assertEquals(0, box.waiting(new Label("other")));
        assertThrows(
                GeneralSecurityException.class,
                () -> MessageTwin.key(EnvelopeTwin.newPair(), 1, message.id().text(), message.envelope()));
        assertThrows(
                GeneralSecurityException.class,
                () -> MessageTwin.key(
                        keeping.centreKey,
                        1,
                        MessageId.random(keeping.randomness).text(),
                        message.envelope()));
    }

    @Test
    void changedSwappedOrDroppedSeconds_doNotOpen_andACutShows() throws GeneralSecurityException {
        HandTape leg = new HandTape();
        MessageBox.Recording recording = begin(leg);
        for (int i = 0; i < 5; i++) {
            leg.say(VOICE + i, LOUD);
        }
        recording.finish();
        ended();
        StoredMessage message = only();
        byte[] key = key(message);
        String id = message.id().text();
        List<byte[]> seconds = sealed(message.id());
        for (int cut = 1; cut < seconds.size(); cut++) {
            MessageTwin.Opened part = MessageTwin.open(key, id, seconds.subList(0, cut));
            assertFalse(part.whole());
            assertEquals(cut * 8000, part.sound().length);
        }
        List<byte[]> swapped = new ArrayList<>(seconds);
        Collections.swap(swapped, 1, 2);
        assertThrows(GeneralSecurityException.class, () -> MessageTwin.open(key, id, swapped));
        List<byte[]> dropped = new ArrayList<>(seconds);
        dropped.remove(2);
        assertThrows(GeneralSecurityException.class, () -> MessageTwin.open(key, id, dropped));
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            List<byte[]> changed = new ArrayList<>(seconds);
            int at = random.nextInt(seconds.size());
            byte[] one = seconds.get(at).clone();
            one[random.nextInt(one.length)] ^= (byte) (1 << random.nextInt(8));
            changed.set(at, one);
            assertThrows(GeneralSecurityException.class, () -> MessageTwin.open(key, id, changed), "seed " + seed);
        }
    }

    @Test
    void kill_inTheMiddle_leavesAMessageThatIsCutShort() throws GeneralSecurityException {
        HandTape leg = new HandTape();
        begin(leg);
        for (int i = 0; i < 4; i++) {
            leg.say(VOICE, LOUD);
        }
        await(() -> keeping.store.messages(keeping.centre).list().stream().anyMatch(it -> it.seconds() == 4));
        keeping.restart();

        MessageTwin.Opened opened = opened(only());
        assertFalse(opened.whole());
        assertEquals(4 * 8000, opened.sound().length);
    }

    @Test
    void callerWhoSaysNothing_leavesNothing() {
        HandTape leg = new HandTape();
        MessageBox.Recording recording = begin(leg);
        leg.say(VOICE, 49);
        leg.say(0xff, 0);
        leg.say(VOICE, 50);
        recording.finish();

        assertEquals(MessageBox.Ended.EMPTY, ended());
        assertTrue(keeping.store.messages(keeping.centre).list().isEmpty());
        await(() -> box.making() == 0);
    }

    @Test
    void silence_endsIt_andIsNotKept() throws GeneralSecurityException {
        HandTape leg = new HandTape();
        begin(leg);
        leg.say(VOICE, LOUD);
        leg.say(0xff, 0);
        leg.say(0xff, 0);
        leg.say(VOICE + 1, LOUD);
        boolean more = true;
        int said = 0;
        while (more) {
            more = leg.say(0xff, 0);
            said++;
        }
        assertEquals(RULES.quietSeconds(), said);
        assertEquals(MessageBox.Ended.SILENCE, ended());

        MessageTwin.Opened opened = opened(only());
        assertTrue(opened.whole());
        assertEquals(5 * 8000, opened.sound().length);
        assertEquals(VOICE + 1, opened.sound()[3 * 8000]);
        assertEquals((byte) 0xff, opened.sound()[4 * 8000]);
    }

    @Test
    void longest_endsIt() throws GeneralSecurityException {
        HandTape leg = new HandTape();
        begin(leg);
        int said = 1;
        while (leg.say(VOICE, LOUD)) {
            said++;
        }
        assertEquals(RULES.seconds(), said);
        assertEquals(MessageBox.Ended.LIMIT, ended());
        assertTrue(opened(only()).whole());
    }

    @Test
    void messageDeletedWhileItIsSpoken_failsHonestly() {
        HandTape leg = new HandTape();
        begin(leg);
        leg.say(VOICE, LOUD);
        leg.say(VOICE, LOUD);
        await(() -> keeping.store.messages(keeping.centre).list().size() == 1);
        keeping.store.messages(keeping.centre).delete(only().id());
        leg.say(VOICE, LOUD);
        assertEquals(MessageBox.Ended.FAILED, ended());
        await(() -> !leg.recorded() || !leg.say(VOICE, LOUD));
        await(() -> box.making() == 0);
        assertEquals(1, news.size());
    }

    @Test
    void roomForSeals_isLimited() {
        List<HandTape> legs = new ArrayList<>();
        for (int i = 0; i < MessageRules.AT_ONCE; i++) {
            HandTape leg = new HandTape();
            legs.add(leg);
            assertNotNull(begin(leg));
        }
        assertNull(box.begin(new HandTape(), LINE, null, news::add));
        legs.forEach(HandTape::close);
        await(() -> news.size() == MessageRules.AT_ONCE);
        assertTrue(news.stream().allMatch(MessageBox.Ended.EMPTY::equals));
        assertNotNull(begin(new HandTape()));
    }

    /** As many as there may be, four seconds of each at one moment: none is lost. */
    @Test
    void asManyAsThereMayBe_areAllKept() throws GeneralSecurityException {
        List<HandTape> legs = new ArrayList<>();
        for (int i = 0; i < MessageRules.AT_ONCE; i++) {
            HandTape leg = new HandTape();
            legs.add(leg);
            begin(leg);
        }
        for (int second = 0; second < 4; second++) {
            legs.forEach(leg -> assertTrue(leg.say(VOICE, LOUD)));
        }
        legs.forEach(HandTape::close);
        await(() -> news.size() == legs.size());
        assertTrue(news.stream().allMatch(MessageBox.Ended.KEPT::equals));
        for (StoredMessage message : keeping.store.messages(keeping.centre).list()) {
            MessageTwin.Opened opened = opened(message);
            assertTrue(opened.whole());
            assertEquals(5 * 8000, opened.sound().length);
        }
    }

    @Test
    void fullCentre_offersNoMessage() {
        await(() -> {
            MessageBox.Recording begun = box.begin(new HandTape(), LINE, null, news::add);
            return begun != null;
        });
        for (int i = 0; i < StoreLimits.MESSAGES; i++) {
            NewMessage message = new NewMessage(
                    MessageId.random(keeping.randomness),
                    new NewMessage.Topic(LINE, null),
                    1,
                    new byte[] {1},
                    Instant.now().plus(RULES.kept()));
            assertEquals(Change.DONE, keeping.store.messages(keeping.centre).begin(message, List.of()));
        }
        box.changed();
        await(() -> box.waiting(LINE) == StoreLimits.MESSAGES);
        assertNull(box.begin(new HandTape(), LINE, null, news::add));
        keeping.store
                .messages(keeping.centre)
                .delete(keeping.store.messages(keeping.centre).list().getFirst().id());
        box.changed();
        await(() -> box.waiting(LINE) == StoreLimits.MESSAGES - 1);
        assertNull(box.begin(new HandTape(), LINE, null, news::add), "one is being made");
    }

    /** The database is held by another for longer than anybody waits: messages end as failed, and no room is lost. */
    @Test
    void diskThatDoesNotAnswer_failsEachMessage_andTheNextIsKept() throws SQLException {
        List<HandTape> legs = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            HandTape leg = new HandTape();
            legs.add(leg);
            begin(leg);
        }
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("kept.db"));
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");
            for (int second = 0; second < 8; second++) { // 720 seconds of sound, more than there is room for
                legs.stream().filter(HandTape::recorded).forEach(leg -> leg.say(VOICE, LOUD));
            }
            await(() -> !news.isEmpty());
            lock.execute("ROLLBACK");
        }
        legs.forEach(HandTape::close);
        await(() -> news.size() == legs.size() && box.making() == 0);
        assertTrue(news.contains(MessageBox.Ended.FAILED));
        long kept = news.stream().filter(MessageBox.Ended.KEPT::equals).count();
        List<StoredMessage> all = keeping.store.messages(keeping.centre).list();
        assertTrue(kept <= all.size(), "nothing is said to be kept that is not");
        news.clear();
        HandTape leg = new HandTape();
        MessageBox.Recording recording = begin(leg);
        for (int i = 0; i < 3; i++) {
            assertTrue(leg.say(VOICE, LOUD));
        }
        recording.finish();
        assertEquals(MessageBox.Ended.KEPT, ended());
    }

    /** A canary is said; none of its codings stands in any file afterwards, nor while it is said. */
    @Test
    void spokenCanary_standsInNoFile() throws IOException, GeneralSecurityException {
        byte[] canary = new byte[8000];
        new Random(7).nextBytes(canary);
        HandTape leg = new HandTape();
        MessageBox.Recording recording = begin(leg);
        for (int i = 0; i < 4; i++) {
            leg.say(canary);
        }
        await(() -> !keeping.store.messages(keeping.centre).list().isEmpty());
        assertEquals(0, hits(canary));
        Files.write(folder.resolve("in-clear"), canary);
        assertEquals(1, hits(canary), "the search finds it");
        Files.delete(folder.resolve("in-clear"));
        recording.finish();
        ended();
        assertEquals(0, hits(canary));
        assertArrayEquals(canary, Arrays.copyOf(opened(only()).sound(), 8000));
    }

    /** PCMU as it was said, the same as PCM of 16 bits in either order, and as PCMA. */
    private static List<byte[]> forms(byte[] said) {
        ByteBuffer little = ByteBuffer.allocate(2 * said.length).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer big = ByteBuffer.allocate(2 * said.length);
        byte[] aLaw = new byte[said.length];
        for (int i = 0; i < said.length; i++) {
            int bits = ~said[i];
            int magnitude = (((bits & 0xf) << 3) + 0x84 << ((bits & 0x70) >> 4)) - 0x84;
            int linear = (bits & 0x80) != 0 ? -magnitude : magnitude;
            little.putShort((short) linear);
            big.putShort((short) linear);
            int positive = linear >= 0 ? linear : -linear - 1;
            int segment = Math.max(0, 24 - Integer.numberOfLeadingZeros(positive));
            int mantissa = (segment == 0 ? positive >> 4 : positive >> segment + 3) & 0xf;
            aLaw[i] = (byte) ((linear >= 0 ? 0x80 : 0) ^ (segment << 4 | mantissa) ^ 0x55);
        }
        return List.of(said, little.array(), big.array(), aLaw);
    }

    private int hits(byte[] canary) throws IOException {
        List<byte[]> marks = forms(Arrays.copyOfRange(canary, 4000, 4024));
        int hits = 0;
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] all = Files.readAllBytes(file);
                for (byte[] mark : marks) {
                    for (int at = 0; at + mark.length <= all.length; at++) {
                        hits += Arrays.equals(all, at, at + mark.length, mark, 0, mark.length) ? 1 : 0;
                    }
                }
            }
        }
        return hits;
    }
}
