package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.base.Randomness;
import org.stillcall.vault.SealedStream.Next;

/** G21: a stream that the JDK's ciphers sealed opens piece by piece; one that was touched anywhere does not. */
class SealedStreamTest {
    private final CallKeys keys = new CallKeys(() -> 1, Randomness.secure(), Digits.pool(4));
    private final BlockPool rooms = SealedStream.rooms(1);

    @AfterEach
    void close() {
        keys.close();
        assertEquals(0, rooms.onLoan());
    }

    private static byte[] text(int length) {
        byte[] text = new byte[length];
        new Random(length).nextBytes(text);
        return text;
    }

    private SealedStream.Key key(StreamSealer sealer) throws IOException {
        CallKeys.CallKey key = keys.issue().orElseThrow();
        String x = new ObjectMapper().readTree(key.jwk()).get("x").asText();
        return new SealedStream.Key(key.kid(), sealer.key(x));
    }

    private SealedStream opened(SealedStream.Key key, byte[] sealed) {
        SealedStream.Opening opening = SealedStream.open(keys, key, new ByteArrayInputStream(sealed), rooms);
        return assertInstanceOf(SealedStream.Opened.class, opening).stream();
    }

    /** What can be read of it up to its end, or up to what does not fit. */
    private Next read(SealedStream.Key key, byte[] sealed, ByteArrayOutputStream out) throws IOException {
        try (SealedStream stream = opened(key, sealed)) {
            for (Next next = stream.next(); ; next = stream.next()) {
                if (next != Next.PIECE) {
                    return next;
                }
                out.writeBytes(stream.piece().toArray(ValueLayout.JAVA_BYTE));
            }
        }
    }

    @Test
    void everyLength_opensAsItWasSealed() throws IOException {
        int piece = SealedStream.PIECE_BYTES;
        for (int length : new int[] {0, 1, piece - 1, piece, piece + 1, 3 * piece + 7}) {
            StreamSealer sealer = new StreamSealer();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertEquals(Next.END, read(key(sealer), sealer.whole(text(length)), out));
            assertTrue(Arrays.equals(text(length), out.toByteArray()), "length " + length);
        }
    }

    @Test
    void streamThatWasTouched_isFound() throws IOException {
        StreamSealer sealer = new StreamSealer();
        byte[] first = sealer.piece(text(100), 100, false);
        byte[] second = sealer.piece(text(100), 100, false);
        byte[] third = sealer.piece(text(100), 100, true);
        assertUnfit(sealer, first, second); // cut off
        assertUnfit(sealer, second, first, third); // moved
        assertUnfit(sealer, first, third); // left out
        assertUnfit(sealer, first, first, third);
        byte[] changed = third.clone();
        changed[50] ^= 1;
        assertUnfit(sealer, first, second, changed);
        byte[] early = second.clone();
        early[0] |= (byte) 0x80;
        assertUnfit(sealer, first, early); // said to be the last
        assertUnfit(sealer, new byte[] {0, 1, 0, 17}); // longer than a piece may be
        assertUnfit(sealer, new byte[] {0, 0, 0, 3, 1, 2, 3});
        assertUnfit(sealer, Arrays.copyOf(third, 60));
        assertUnfit(sealer);
    }

    private void assertUnfit(StreamSealer sealer, byte[]... pieces) throws IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            sealed.writeBytes(piece);
        }
        assertEquals(Next.UNFIT, read(key(sealer), sealed.toByteArray(), new ByteArrayOutputStream()));
    }

    @Test
    void key_isGoodOnce_andMustBeOne() throws IOException {
        StreamSealer sealer = new StreamSealer();
        SealedStream.Key key = key(sealer);
        opened(key, new byte[0]).close();
        assertRefused(CallKeys.Reason.UNKNOWN_KEY, key);
        assertRefused(
                CallKeys.Reason.NOT_AUTHENTIC, new SealedStream.Key(key(sealer).kid(), key.compactJwe()));
        assertRefused(
                CallKeys.Reason.MALFORMED, new SealedStream.Key(key(sealer).kid(), "x"));
        CallKeys.CallKey another = keys.issue().orElseThrow();
        String x = new ObjectMapper().readTree(another.jwk()).get("x").asText();
        assertRefused(
                CallKeys.Reason.MALFORMED, new SealedStream.Key(another.kid(), StreamSealer.jwe(new byte[31], x)));
        SealedStream.Key good = key(sealer);
        try (SealedStream held = opened(key(sealer), new byte[0])) {
            assertNotEquals(null, held);
            assertRefused(CallKeys.Reason.BUSY, good);
        }
        opened(good, new byte[0]).close(); // busy used nothing up
    }

    private void assertRefused(CallKeys.Reason reason, SealedStream.Key key) {
        SealedStream.Opening opening = SealedStream.open(keys, key, new ByteArrayInputStream(new byte[0]), rooms);
        assertEquals(new SealedStream.Refused(reason), opening);
    }
}
