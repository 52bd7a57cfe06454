package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.utils.ByteArrayBuffer;
import org.jitsi.utils.logging2.LoggerImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Secure RTP and RTCP against another implementation, in both directions and over the wrap of the sequence number. */
class SrtpOracleTest {
    private static final int SOURCE = 0x89abcdef;
    private static final long SEED = 20;

    private final Random random = new Random(SEED);

    /** The oracle's view of an array with room at its end. */
    private static final class Buffer implements ByteArrayBuffer {
        private byte[] data;
        private int length;

        Buffer(byte[] packet, int length) {
            this.data = Arrays.copyOf(packet, 2048);
            this.length = length;
        }

        @Override
        public byte[] getBuffer() {
            return data;
        }

        @Override
        public int getOffset() {
            return 0;
        }

        @Override
        public int getLength() {
            return length;
        }

        @Override
        public void setLength(int length) {
            this.length = length;
        }

        @Override
        public void setOffset(int offset) {
            assertEquals(0, offset);
        }

        @Override
        public boolean isInvalid() {
            return false;
        }

        @Override
        public void readRegionToBuff(int offset, int bytes, byte[] out) {
            System.arraycopy(data, offset, out, 0, bytes);
        }

        @Override
        public void grow(int bytes) {
            assertTrue(length + bytes <= data.length);
        }

        @Override
        public void append(byte[] more, int bytes) {
            System.arraycopy(more, 0, data, length, bytes);
            length += bytes;
        }

        @Override
        public void shrink(int bytes) {
            length -= bytes;
        }
    }

    private static SrtpContextFactory oracle(SrtpSuite suite, byte[] keying, boolean sender) {
        boolean gcm = suite == SrtpSuite.AEAD_AES_128_GCM;
        SrtpPolicy policy = new SrtpPolicy(
                gcm ? SrtpPolicy.AESGCM_ENCRYPTION : SrtpPolicy.AESCM_ENCRYPTION,
                16,
                gcm ? SrtpPolicy.NULL_AUTHENTICATION : SrtpPolicy.HMACSHA1_AUTHENTICATION,
                gcm ? 0 : 20,
                suite.tagBytes,
                suite.saltBytes);
        return new SrtpContextFactory(
                sender,
                Arrays.copyOf(keying, 16),
                Arrays.copyOfRange(keying, 16, keying.length),
                policy,
                policy,
                new LoggerImpl("oracle"));
    }

    private byte[] keying(SrtpSuite suite) {
        byte[] keying = new byte[suite.keyingBytes()];
        random.nextBytes(keying);
        return keying;
    }

    private byte[] packet(long index, int payload) {
        byte[] packet = new byte[2048];
        random.nextBytes(packet);
        RtpPacket.writeHeader(packet, false, 0, index, (int) index * 160, SOURCE);
        assertTrue(payload + 12 < packet.length);
        return packet;
    }

    @ParameterizedTest
    @EnumSource(SrtpSuite.class)
    void whatWeSeal_theOracleOpens_overTheWrap(SrtpSuite suite) throws GeneralSecurityException {
        byte[] keying = keying(suite);
        SrtpCipher ours = suite.cipher(keying);
        SrtpCryptoContext theirs = oracle(suite, keying, false).deriveContext(SOURCE, 0);
        for (long index = 32000; index < 3 * 65536; index += index % 7 == 0 ? 2 : 1) {
            int length = 12 + (int) (index % 3 == 0 ? 160 : index % 400);
            byte[] packet = packet(index, length - 12);
            byte[] clear = Arrays.copyOf(packet, length);
            int sealed = ours.seal(packet, 12, length, SOURCE, index);
            Buffer buffer = new Buffer(packet, sealed);
            assertEquals(SrtpErrorStatus.OK, theirs.reverseTransformPacket(buffer, false));
            assertArrayEquals(clear, Arrays.copyOf(buffer.getBuffer(), buffer.getLength()));
            index += index % 65536 > 200 && index % 65536 < 65000 ? 500 : 0;
        }
    }

    @ParameterizedTest
    @EnumSource(SrtpSuite.class)
    void whatTheOracleSeals_weOpen_overTheWrap(SrtpSuite suite) throws GeneralSecurityException {
        byte[] keying = keying(suite);
        SrtpReceiver ours = new SrtpReceiver(suite.cipher(keying));
        SrtpCryptoContext theirs = oracle(suite, keying, true).deriveContext(SOURCE, 0);
        RtpPacket header = new RtpPacket();
        for (long index = 65400; index < 65536 + 300; index++) {
            int length = 12 + (int) (index % 400);
            byte[] packet = packet(index, length - 12);
            packet[0] = (byte) 0x90; // with a header extension of one word
            Bits.putInt(packet, 12, 0xbede0000);
            length = Math.max(length, 16);
            byte[] clear = Arrays.copyOf(packet, length);
            Buffer buffer = new Buffer(packet, length);
            assertEquals(SrtpErrorStatus.OK, theirs.transformPacket(buffer));
            byte[] sealed = Arrays.copyOf(buffer.getBuffer(), 2048);
            assertTrue(header.readHeader(sealed, buffer.getLength()));
            assertEquals(length, ours.open(sealed, header, buffer.getLength()));
            assertArrayEquals(clear, Arrays.copyOf(sealed, length));
            byte[] again = Arrays.copyOf(buffer.getBuffer(), 2048);
            assertEquals(-1, ours.open(again, header, buffer.getLength()), "a repeat is refused");
        }
    }

    @ParameterizedTest
    @EnumSource(SrtpSuite.class)
    void control_goesBothWays(SrtpSuite suite) throws GeneralSecurityException {
        byte[] keying = keying(suite);
        SrtcpCryptoContext opener = oracle(suite, keying, false).deriveControlContext(SOURCE);
        SrtcpCryptoContext sealer = oracle(suite, keying, true).deriveControlContext(SOURCE);
        SrtpCipher ours = suite.cipher(keying);
        SrtpReceiver receiver = new SrtpReceiver(suite.cipher(keying));
        for (int index = 1; index < 50; index++) {
            byte[] report = new byte[2048];
            random.nextBytes(report);
            Bits.putInt(report, 0, 0x80c80006);
            Bits.putInt(report, 4, SOURCE);
            byte[] clear = Arrays.copyOf(report, 28);
            Buffer theirs = new Buffer(report, 28);
            int sealed = ours.sealControl(report, 28, SOURCE, index);
            Buffer buffer = new Buffer(report, sealed);
            assertEquals(SrtpErrorStatus.OK, opener.reverseTransformPacket(buffer));
            assertArrayEquals(clear, Arrays.copyOf(buffer.getBuffer(), buffer.getLength()));

            assertEquals(SrtpErrorStatus.OK, sealer.transformPacket(theirs));
            byte[] bytes = Arrays.copyOf(theirs.getBuffer(), 2048);
            byte[] copy = bytes.clone();
            assertEquals(28, receiver.openControl(bytes, theirs.getLength()));
            assertArrayEquals(clear, Arrays.copyOf(bytes, 28));
            assertEquals(-1, receiver.openControl(copy, theirs.getLength()), "a repeat is refused");
        }
    }

    @ParameterizedTest
    @EnumSource(SrtpSuite.class)
    void everyChangedBit_isRefused(SrtpSuite suite) {
        byte[] keying = keying(suite);
        SrtpCipher ours = suite.cipher(keying);
        byte[] packet = packet(5, 20);
        int length = ours.seal(packet, 12, 32, SOURCE, 5);
        for (int bit = 0; bit < length * 8; bit++) {
            byte[] changed = packet.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals(-1, ours.open(changed, 12, length, SOURCE, 5));
        }
        assertEquals(-1, ours.open(packet.clone(), 12, length, SOURCE, 5 + 65536), "another rollover count");
        assertEquals(-1, ours.open(packet.clone(), 12, 20, SOURCE, 5), "shorter than its tag");
        assertEquals(32, ours.open(packet.clone(), 12, length, SOURCE, 5));
    }

    /** RFC 3711 appendix B.3. */
    @Test
    void keys_areDerivedAsInTheStandardsExample() {
        byte[] keying = HexFormat.of().parseHex("E1F97A0D3E018BE0D64FA32C06DE41390EC675AD498AFEEBB6960B3AABE6");
        HexFormat hex = HexFormat.of().withUpperCase();
        assertEquals("C61E7A93744F39EE10734AFE3FF7A087", hex.formatHex(SrtpKeys.derive(keying, SrtpKeys.RTP_KEY, 16)));
        assertEquals("30CBBC08863D8C85D49DB34A9AE1", hex.formatHex(SrtpKeys.derive(keying, SrtpKeys.RTP_SALT, 14)));
        assertEquals(
                "CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4",
                hex.formatHex(SrtpKeys.derive(keying, SrtpKeys.RTP_AUTHENTICATION, 20)));
    }

    @Test
    void receiver_takesReorderedPacketsWithinItsWindowOnce() {
        SequenceWindow window = new SequenceWindow();
        window.mark(window.indexOf(65530));
        window.mark(window.indexOf(3));
        assertEquals(65539, window.highest());
        assertTrue(window.isNew(window.indexOf(65531)));
        assertEquals(65531, window.indexOf(65531));
        window.mark(65531);
        assertTrue(
                !window.isNew(65531) && !window.isNew(65539) && !window.isNew(65539 - 64) && window.isNew(65539 - 63));
    }
}
