package org.stillcall.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.stillcall.base.Contract.check;
import static org.stillcall.base.Contract.require;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.AesGcm;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Randomness;

/**
 * Seals one spoken message, second by second, under a key of its own that goes to the centre's key in an envelope (kind
 * 5, docs/envelope-format.md). The key stands in off-heap memory, and nowhere once this is closed: from then on the
 * centre's browsers alone can hear the message. One owner at a time.
 */
public final class MessageSeal implements AutoCloseable {
    /** Bytes of a second in clear: 8 kHz, PCMU. */
    public static final int SECOND_BYTES = 8000;
    /** Bytes of a sealed second. */
    public static final int SEALED_BYTES = SECOND_BYTES + AesGcm.TAG_BYTES;

    private static final int KEY_BYTES = 32;
    private static final long CIPHER = 64;
    private static final int ROOM_BYTES = 1024;
    private static final byte[] BEFORE = "{\"key\":\"".getBytes(UTF_8);
    private static final byte[] AFTER = "\"}".getBytes(UTF_8);
    private static final int PADDED_BYTES = 256;

    private final Block room;
    private final AesGcm cipher;
    private final String context;

    private MessageSeal(Block room, Randomness randomness, String context) {
        this.room = room;
        this.context = context;
        for (int at = 0; at < KEY_BYTES; at += Long.BYTES) {
            key().set(ValueLayout.JAVA_LONG, at, randomness.nextLong());
        }
        cipher = AesGcm.still(room.segment().asSlice(CIPHER, AesGcm.STILL_ROOM_BYTES), KEY_BYTES, key());
    }

    /** Rooms for so many messages at once. */
    public static BlockPool rooms(int most) {
        return new BlockPool(ROOM_BYTES, most);
    }

    /** A new one for the message of that name, or null when all rooms are in use. */
    public static @Nullable MessageSeal in(BlockPool rooms, Randomness randomness, String id) {
        Block room = rooms.take();
        return room == null ? null : new MessageSeal(room, randomness, "message/" + id);
    }

    private MemorySegment key() {
        return room.segment().asSlice(0, KEY_BYTES);
    }

    /** Where a second stands in the message. */
    public record Second(int number, boolean last) {
        public Second {
            require(number >= 0, "Seconds are counted from nought.");
        }
    }

    /** A second of sound, sealed; never two of one message in the same place. */
    public byte[] seal(MemorySegment sound, Second second) {
        require(sound.byteSize() == SECOND_BYTES, "A second has 8000 bytes.");
        byte[] sealed = new byte[SEALED_BYTES];
        byte[] nonce = ByteBuffer.allocate(AesGcm.NONCE_BYTES)
                .putInt(7, second.number)
                .put(11, (byte) (second.last ? 1 : 0))
                .array();
        cipher.seal(sound, nonce, context.getBytes(UTF_8), MemorySegment.ofArray(sealed));
        return sealed;
    }

    /** The key, sealed to the centre. Throws when {@code centre} is no key of a centre. */
    public byte[] envelope(int generation, byte[] centre) {
        byte[] raw = new byte[KEY_BYTES];
        MemorySegment.copy(key(), ValueLayout.JAVA_BYTE, 0, raw, 0, KEY_BYTES);
        byte[] text = Base64.getUrlEncoder().withoutPadding().encode(raw);
        ByteBuffer padded = ByteBuffer.allocate(PADDED_BYTES);
        padded.putShort((short) (BEFORE.length + text.length + AFTER.length))
                .put(BEFORE)
                .put(text)
                .put(AFTER);
        check(padded.remaining() > 0, "A key fits its envelope.");
        try {
            return EnvelopeSealer.seal(new EnvelopeSealer.Place(5, generation, context), centre, padded.array());
        } finally {
            Arrays.fill(raw, (byte) 0);
            Arrays.fill(text, (byte) 0);
            Arrays.fill(padded.array(), (byte) 0);
        }
    }

    /** Overwrites the key. */
    @Override
    public void close() {
        cipher.close();
        room.close();
    }

    @Override
    public String toString() {
        return "MessageSeal";
    }
}
