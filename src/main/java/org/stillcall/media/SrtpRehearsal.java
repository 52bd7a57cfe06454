package org.stillcall.media;

import java.util.function.BooleanSupplier;

/**
 * Sealed packets to ourselves at start, in memory, so that the day's first calls find the ciphers compiled: until then
 * a packet takes twenty times as long, and hundreds of calls at once would lose some.
 */
final class SrtpRehearsal {
    private static final int PACKETS = 20_000;
    private static final int SOURCE = 1;
    private static final int SAMPLES = 160;

    private SrtpRehearsal() {}

    /** Seals and opens until compiled code may be hoped for, or until {@code stopped}; how many were opened. */
    static int perform(SrtpSuite suite, BooleanSupplier stopped) {
        byte[] nobodys = new byte[suite.keyingBytes()];
        byte[] packet = new byte[MediaLimits.DATAGRAM_BYTES];
        RtpPacket header = new RtpPacket();
        int opened = 0;
        try (SrtpCipher sealing = suite.cipher(nobodys);
                SrtpReceiver opening = new SrtpReceiver(suite.cipher(nobodys))) {
            for (int index = 1; index <= PACKETS && !stopped.getAsBoolean(); index++) {
                RtpPacket.writeHeader(packet, false, Law.ULAW.payload, index, index * SAMPLES, SOURCE);
                int clear = RtpPacket.HEADER_BYTES;
                int length = sealing.seal(packet, clear, clear + SAMPLES, SOURCE, index);
                if (header.readHeader(packet, length) && opening.open(packet, header, length) == clear + SAMPLES) {
                    opened++;
                }
            }
        }
        return opened;
    }
}
