package org.stillcall.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.stillcall.base.Randomness;
import org.stillcall.media.InnerPath;
import org.stillcall.media.Stun;
import org.stillcall.media.StunKey;
import org.stillcall.media.StunReader;
import org.stillcall.media.StunWriter;

/** Fuzz targets: whatever a TURN client, or who poses as one, says. Serves B2. */
class TurnFuzzTest {
    private static final InetSocketAddress PEER = TurnRig.PEER;
    private static final InetSocketAddress CLIENT = new InetSocketAddress("198.51.100.7", 40_000);
    private static final int UDP = 17 << 24;

    private TurnCounters counters = new TurnCounters();
    private Outbox outbox = new Outbox(counters);
    private boolean allocated;
    private int opened;

    /** One object of this class serves for all inputs. */
    private void begin() {
        allocated = false;
        counters = new TurnCounters();
        outbox = new Outbox(counters);
        opened = 0;
    }

    /** Takes everything. */
    private static final class Anything implements InnerPath {
        @Override
        public boolean arrived(byte[] datagram) {
            return datagram.length <= TurnLimits.MESSAGE_BYTES;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private Ground ground(Passes passes) {
        Ground.Door door = (seenAs, outlet) -> {
            opened++;
            return new Anything();
        };
        return new Ground(List.of(PEER), door, passes, counters, Randomness.seeded(1), () -> 1);
    }

    private static Passes passes() {
        return new Passes(List.of(), Randomness.seeded(2), () -> TurnRig.BEGIN, () -> 1);
    }

    private static void take(byte[] stream, TurnSession session) {
        Framer framer = new Framer();
        ByteArrayInputStream in = new ByteArrayInputStream(stream);
        try {
            while (framer.fill(in)) {
                int length = framer.next();
                while (length > 0) {
                    assertTrue(length <= TurnLimits.MESSAGE_BYTES && length % 4 == 0);
                    if (!session.message(framer.data(), framer.start(), length, 1)) {
                        return;
                    }
                    framer.skip(length);
                    length = framer.next();
                }
                if (length < 0) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A stranger's stream. */
    @FuzzTest
    void stream(byte[] data) throws InterruptedException {
        begin();
        Passes passes = passes();
        IceServers.Grant grant = passes.issue().orElseThrow();
        TurnSession session = new TurnSession(ground(passes), CLIENT, outbox, () -> {}, is -> allocated = is);
        take(data, session);
        assertFalse(allocated, "nobody proves themselves by chance");
        assertEquals(0, opened);
        said(grant);
    }

    /** What is said to a stranger is STUN, and none of it a secret. */
    private void said(IceServers.Grant grant) throws InterruptedException {
        outbox.packet(new byte[] {0x40, 0, 0, 0}); // so that there is something to take
        byte[] all = new byte[64 * 1024];
        int length = outbox.take(all);
        String text = new String(all, 0, length, StandardCharsets.ISO_8859_1);
        assertFalse(text.contains(grant.username()));
        assertFalse(text.contains(new String(grant.credential().bytes(), StandardCharsets.ISO_8859_1)));
    }

    /**
     * One whose credentials are right: first byte the method, the rest attributes that we sign, or, with an odd first
     * byte of more than 127, a stream as it is.
     */
    @FuzzTest
    void proven(byte[] data) throws InterruptedException {
        if (data.length < 2 || data.length > 1_000) {
            return;
        }
        begin();
        Passes passes = passes();
        Pass pass = passes.issue().orElseThrow();
        TurnSession session = new TurnSession(ground(passes), CLIENT, outbox, () -> {}, is -> allocated = is);
        StunKey key = pass.key(false);
        byte[] nonce = nonce(session);
        StunWriter allocate = begin(Turn.ALLOCATE).word(Turn.REQUESTED_TRANSPORT, UDP);
        take(signed(allocate, pass, nonce, key), session);
        assertTrue(allocated);
        if (data[0] < 0 && data[0] % 2 != 0) {
            take(Arrays.copyOfRange(data, 1, data.length), session);
        } else {
            int method =
                    new int[] {Turn.ALLOCATE, Turn.REFRESH, Turn.CREATE_PERMISSION, Turn.CHANNEL_BIND}[data[0] & 3];
            byte[] head = begin(method).data();
            byte[] body = Arrays.copyOfRange(data, 1, 1 + (data.length - 1 & ~3));
            StunReader reader = new StunReader();
            byte[] unsigned = Arrays.copyOf(head, Stun.HEADER_BYTES + body.length);
            System.arraycopy(body, 0, unsigned, Stun.HEADER_BYTES, body.length);
            unsigned[2] = (byte) (body.length >>> 8);
            unsigned[3] = (byte) body.length;
            if (!reader.read(unsigned, 0, unsigned.length)) {
                return;
            }
            StunWriter message = begin(method);
            while (reader.next()) {
                message.attribute(reader.attributeType(), reader.value());
            }
            take(signed(message, pass, nonce, key), session);
        }
        assertTrue(opened <= 1, "there is but one peer");
        session.close();
        assertTrue(pass.unused());
    }

    private static StunWriter begin(int method) {
        return new StunWriter(new byte[4_000]).begin(method, Stun.REQUEST, new byte[Stun.TRANSACTION_BYTES], 0);
    }

    private static byte[] signed(StunWriter message, Pass pass, byte[] nonce, StunKey key) {
        message.attribute(Stun.USERNAME, pass.username().getBytes(StandardCharsets.US_ASCII))
                .attribute(Stun.REALM, Pass.REALM.getBytes(StandardCharsets.US_ASCII))
                .attribute(Stun.NONCE, nonce)
                .integrity(key)
                .fingerprint();
        return Arrays.copyOf(message.data(), message.length());
    }

    private byte[] nonce(TurnSession session) throws InterruptedException {
        StunWriter first = begin(Turn.ALLOCATE);
        take(Arrays.copyOf(first.data(), first.length()), session);
        byte[] answer = new byte[TurnLimits.MESSAGE_BYTES];
        int length = outbox.take(answer);
        StunReader reader = new StunReader();
        assertTrue(reader.read(answer, 0, length) && reader.find(Stun.NONCE));
        return reader.value();
    }
}
