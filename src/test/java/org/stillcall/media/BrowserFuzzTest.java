package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;

/** Fuzz targets: whatever a browser, or who poses as one, says. Serves B2. */
class BrowserFuzzTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final DtlsIdentity IDENTITY = DtlsIdentity.random(Randomness.secure());
    private static final BcTlsCrypto CRYPTO = new BcTlsCrypto(new java.security.SecureRandom());

    private static final InetSocketAddress BROWSER = new InetSocketAddress(HERE, 7);
    private static final MediaEngine ENGINE = new MediaEngine(
            MediaSettings.of(HERE, HERE, 41_000, 41_003)
                    .with(BrowserSettings.of(List.of(new BrowserSettings.Address(HERE, HERE)), RelayRig.freePort())),
            Randomness.seeded(1),
            Log.silent(),
            Runnable::run,
            () -> 1,
            false);
    private static final WebLeg LEG = (WebLeg) ENGINE.openBrowser(new MediaListener() {});

    static {
        ENGINE.turn();
    }

    @FuzzTest
    void offer(byte[] data) {
        BrowserSettings settings = BrowserSettings.of(List.of(new BrowserSettings.Address(HERE, HERE)), 3478);
        BrowserNegotiator negotiator = new BrowserNegotiator(settings, IDENTITY, Randomness.seeded(1));
        if (negotiator.answerTo(data) instanceof Negotiation.Answer answer) {
            String text = new String(answer.body().bytes(), StandardCharsets.US_ASCII);
            assertTrue(text.contains("UDP/TLS/RTP/SAVPF ") && text.contains("a=setup:passive\r\n"), text);
            byte[] ours = answer.body().bytes();
            assertEquals(
                    1,
                    SdpReader.read(java.lang.foreign.MemorySegment.ofArray(ours), 0, ours.length)
                            .size());
            assertEquals(32, negotiator.terms().certificate().length);
        } else {
            assertNull(negotiator.terms());
        }
    }

    /** Datagrams, each after two bytes of its length, into a handshake. */
    @FuzzTest
    void dtls(byte[] data) {
        Queue<byte[]> datagrams = new ArrayDeque<>();
        for (int at = 0; at + 2 <= data.length && datagrams.size() < MediaLimits.DTLS_DATAGRAMS; ) {
            int length = Math.min(Bits.getShort(data, at), data.length - at - 2);
            byte[] datagram = Arrays.copyOfRange(data, at + 2, at + 2 + length);
            if (DtlsRecords.acceptable(datagram, length)) {
                datagrams.add(datagram);
                DtlsRecords.begins(datagram);
            }
            at += 2 + length;
        }
        DtlsServer server = new DtlsServer(CRYPTO, IDENTITY, IDENTITY.digest());
        try {
            new DTLSServerProtocol().accept(server, new Given(datagrams));
        } catch (IOException e) {
            assertNull(server.keys());
            return;
        }
        throw new AssertionError("a handshake without a browser");
    }

    private record Given(Queue<byte[]> datagrams) implements DatagramTransport {
        @Override
        public int getReceiveLimit() {
            return MediaLimits.DATAGRAM_BYTES;
        }

        @Override
        public int getSendLimit() {
            return 1200;
        }

        @Override
        public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
            byte[] next = datagrams.poll();
            if (next == null) {
                throw new InterruptedIOException("no more");
            }
            System.arraycopy(next, 0, buffer, offset, next.length);
            return next.length;
        }

        @Override
        public void send(byte[] buffer, int offset, int length) {
            assertTrue(length <= 1200);
        }

        @Override
        public void close() {
            datagrams.clear();
        }
    }

    /** One datagram from a stranger, and the same from an address that counts for a browser. */
    @FuzzTest
    void datagram(byte[] data) {
        if (data.length > 2048) {
            return;
        }
        BrowserPort port = ENGINE.browsers();
        BrowserGate nowhere = new BrowserGate.Network(null);
        assertTrue(port.claim(BROWSER, LEG.way()));
        port.received(nowhere, Arrays.copyOf(data, 2048), data.length, new InetSocketAddress(HERE, 8), 1);
        port.received(nowhere, Arrays.copyOf(data, 2048), data.length, BROWSER, 1);
        assertEquals(1, port.addresses(), "nobody proves themselves by chance");
        assertEquals(0, LEG.packetsHeard());
        assertEquals(MediaLimits.DTLS_HANDSHAKES, port.handshakes.availablePermits());
    }
}
