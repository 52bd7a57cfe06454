package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.stillcall.base.BlockPool;
import org.stillcall.base.OffHeap;
import org.stillcall.base.Randomness;

/** G23, B4: a message opens as it was said, up to where it was cut, and in no other order or place. */
class MessageSealPropertiesTest {
    private static final BlockPool ROOMS = MessageSeal.rooms(4);
    private static final MemorySegment SOUND = OffHeap.allocate(8192).asSlice(0, MessageSeal.SECOND_BYTES);
    private static final String ID = "AAAAAAAAAAAAAAAAAAAAAA";

    @Property(tries = 60)
    void message_opensUpToWhereItWasCut(@ForAll @IntRange(min = 1, max = 6) int length, @ForAll long seed)
            throws GeneralSecurityException {
        Random random = new Random(seed);
        KeyPair centre = EnvelopeTwin.newPair();
        byte[] said = new byte[length * MessageSeal.SECOND_BYTES];
        random.nextBytes(said);
        List<byte[]> seconds = new ArrayList<>();
        byte[] envelope;
        try (MessageSeal seal = Objects.requireNonNull(MessageSeal.in(ROOMS, Randomness.seeded(seed), ID))) {
            for (int i = 0; i < length; i++) {
                MemorySegment.copy(
                        MemorySegment.ofArray(said),
                        (long) i * MessageSeal.SECOND_BYTES,
                        SOUND,
                        0,
                        MessageSeal.SECOND_BYTES);
                seconds.add(seal.seal(SOUND, new MessageSeal.Second(i, i == length - 1)));
            }
            envelope = seal.envelope(3, EnvelopeTwin.point(centre.getPublic()));
        }
        assertEquals(363, envelope.length, "its length tells nothing");
        byte[] key = MessageTwin.key(centre, 3, ID, envelope);
        for (int cut = 0; cut <= length; cut++) {
            MessageTwin.Opened opened = MessageTwin.open(key, ID, seconds.subList(0, cut));
            assertArrayEquals(Arrays.copyOf(said, cut * MessageSeal.SECOND_BYTES), opened.sound());
            assertEquals(cut == length, opened.whole());
        }
        int at = random.nextInt(length);
        byte[] changed = seconds.get(at).clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        List<byte[]> wrong = new ArrayList<>(seconds);
        wrong.set(at, changed);
        assertThrows(GeneralSecurityException.class, () -> MessageTwin.open(key, ID, wrong));
        int other = random.nextInt(length);
        if (other != at) {
            List<byte[]> moved = new ArrayList<>(seconds);
            moved.set(at, seconds.get(other));
            assertThrows(GeneralSecurityException.class, () -> MessageTwin.open(key, ID, moved));
        }
        byte[] touched = envelope.clone();
        touched[random.nextInt(touched.length)] ^= 1;
        assertThrows(GeneralSecurityException.class, () -> MessageTwin.key(centre, 3, ID, touched));
        assertThrows(GeneralSecurityException.class, () -> MessageTwin.key(EnvelopeTwin.newPair(), 3, ID, envelope));
        assertThrows(GeneralSecurityException.class, () -> MessageTwin.key(centre, 4, ID, envelope));
        assertEquals(0, ROOMS.onLoan(), "the key's room is given back, overwritten");
    }

    /** The server's own check of a centre's key stands at its door; this one is the second. */
    @Property(tries = 200)
    void keyOffTheCurve_isNotSealedTo(@ForAll @Size(64) byte[] coordinates) {
        byte[] point = new byte[65];
        point[0] = 4;
        System.arraycopy(coordinates, 0, point, 1, 64);
        try (MessageSeal seal = Objects.requireNonNull(MessageSeal.in(ROOMS, Randomness.seeded(1), ID))) {
            assertThrows(VaultException.class, () -> seal.envelope(1, point));
            assertThrows(VaultException.class, () -> seal.envelope(1, coordinates));
        }
    }
}
