package org.stillcall.vault;

import static org.stillcall.base.Contract.check;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.AesGcm;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;

/**
 * A long text that a browser sealed piece by piece under a key of its own (docs/envelope-format.md, "A sealed
 * stream"), opened piece by piece in off-heap memory. Whoever carried it, the web server and its TLS among them, saw
 * ciphertext only. Pieces cannot be left out, moved, added or cut off without being found. One thread.
 */
public final class SealedStream implements AutoCloseable {
    /** The longest piece, in clear. */
    public static final int PIECE_BYTES = 64 * 1024;

    static final int KEY_BYTES = 32;
    static final int LAST = 1 << 31; // in a piece's length: no other follows

    private static final int COUNTER = 4; // where it stands in a nonce
    private static final long CIPHER = 64;
    private static final long TEXT = 1_024;
    private static final int ROOM_BYTES = (int) TEXT + PIECE_BYTES;

    /** What came of asking for the next piece. */
    public enum Next {
        PIECE,
        END,
        /** Not as it was sealed, cut off, or no such stream. */
        UNFIT
    }

    private final Block room;
    private final AesGcm cipher;
    private final InputStream in;
    private final byte[] sealed = new byte[PIECE_BYTES + AesGcm.TAG_BYTES];
    private long count;
    private int length;
    private boolean over;

    private SealedStream(Block room, InputStream in) {
        this.room = room;
        this.in = in;
        cipher = AesGcm.still(
                room.segment().asSlice(CIPHER, AesGcm.STILL_ROOM_BYTES),
                KEY_BYTES,
                room.segment().asSlice(0, KEY_BYTES));
        room.segment().asSlice(0, KEY_BYTES).fill((byte) 0);
    }

    /** Rooms for so many at once. */
    public static BlockPool rooms(int most) {
        return new BlockPool(ROOM_BYTES, most);
    }

    /** What came of opening. */
    public sealed interface Opening {}

    /** It can be read; whoever gets it closes it. */
    public record Opened(SealedStream stream) implements Opening {}

    /** Its key cannot be had. */
    public record Refused(CallKeys.Reason reason) implements Opening {}

    /** The key of a stream: sealed to a one-time key of ours. */
    public record Key(String kid, String compactJwe) {
        @Override
        public String toString() {
            return "Key";
        }
    }

    /** Opens the key, which can be used once; {@code in} stays the caller's. */
    public static Opening open(CallKeys keys, Key key, InputStream in, BlockPool rooms) {
        Block room = rooms.take();
        if (room == null) {
            return new Refused(CallKeys.Reason.BUSY);
        }
        CallKeys.@Nullable Reason refused =
                keys.openSecret(key.kid(), key.compactJwe(), room.segment().asSlice(0, KEY_BYTES));
        if (refused != null) {
            room.close();
            return new Refused(refused);
        }
        return new Opened(new SealedStream(room, in));
    }

    /** Opens the next piece in place of the last one. */
    public Next next() throws IOException {
        if (over) {
            return Next.END;
        }
        piece().fill((byte) 0);
        length = 0;
        byte[] head = in.readNBytes(Integer.BYTES);
        if (head.length < Integer.BYTES) {
            return Next.UNFIT;
        }
        int told = ByteBuffer.wrap(head).getInt();
        boolean last = (told & LAST) != 0;
        int bytes = told & ~LAST;
        if (bytes < AesGcm.TAG_BYTES || bytes > sealed.length || in.readNBytes(sealed, 0, bytes) < bytes) {
            return Next.UNFIT;
        }
        MemorySegment text = room.segment().asSlice(TEXT, bytes - AesGcm.TAG_BYTES);
        if (!cipher.open(MemorySegment.ofArray(sealed).asSlice(0, bytes), nonce(count++), associated(last), text)) {
            return Next.UNFIT;
        }
        length = bytes - AesGcm.TAG_BYTES;
        over = last;
        return Next.PIECE;
    }

    /** The piece in clear, off-heap, until the next one is asked for. */
    public MemorySegment piece() {
        return room.segment().asSlice(TEXT, length);
    }

    static byte[] nonce(long count) {
        check(count >= 0, "A stream's pieces are counted.");
        return ByteBuffer.allocate(AesGcm.NONCE_BYTES).putLong(COUNTER, count).array();
    }

    static byte[] associated(boolean last) {
        return new byte[] {(byte) (last ? 1 : 0)};
    }

    /** Overwrites key and text. */
    @Override
    public void close() {
        cipher.close();
        room.close();
        Arrays.fill(sealed, (byte) 0);
    }

    @Override
    public String toString() {
        return "SealedStream";
    }
}
