package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.stillcall.base.Randomness;

/** Fuzz targets: whatever a peer or a file says, it is read within its bounds or refused. */
class MediaFuzzTest {
    @FuzzTest
    void sdp(byte[] data) {
        MemorySegment segment = MemorySegment.ofArray(data);
        List<PeerSection> sections = SdpReader.read(segment, 0, data.length);
        assertTrue(sections == null || sections.size() <= MediaLimits.SDP_SECTIONS && !sections.isEmpty());
        Negotiator negotiator = new Negotiator(InetAddress.getLoopbackAddress(), 40000, Randomness.seeded(1));
        if (negotiator.answerTo(SecureMedia.ALLOWED, segment, 0, data.length) instanceof Negotiation.Answer answer) {
            byte[] ours = answer.body().bytes();
            List<PeerSection> read = SdpReader.read(MemorySegment.ofArray(ours), 0, ours.length);
            assertEquals(sections.size(), read.size(), "our answer has a section for each of the offer");
        }
        negotiator.offer(SecureMedia.DEMANDED).length();
        assertTrue(!(negotiator.answered(segment, 0, data.length) instanceof Negotiation.Agreed agreed)
                || agreed.secure());
    }

    @FuzzTest
    void rtp(byte[] data) {
        RtpPacket packet = new RtpPacket();
        byte[] room = Arrays.copyOf(data, data.length + 32);
        if (data.length > MediaLimits.DATAGRAM_BYTES || !packet.readHeader(room, data.length)) {
            return;
        }
        for (SrtpSuite suite : SrtpSuite.values()) {
            SrtpReceiver receiver = new SrtpReceiver(suite.cipher(new byte[suite.keyingBytes()]));
            assertEquals(-1, receiver.open(room.clone(), packet, data.length));
        }
        if (packet.dropPadding()) {
            assertTrue(packet.payloadOffset + packet.payloadLength <= data.length && packet.payloadLength >= 0);
            new Reception().accept(packet);
            new DigitReader().read(packet.data, packet.payloadOffset, packet.payloadLength, packet.timestamp);
        }
    }

    @FuzzTest
    void rtcp(byte[] data) {
        if (data.length < 8 || data.length > MediaLimits.DATAGRAM_BYTES) {
            return;
        }
        for (SrtpSuite suite : SrtpSuite.values()) {
            SrtpReceiver receiver = new SrtpReceiver(suite.cipher(new byte[suite.keyingBytes()]));
            assertEquals(-1, receiver.openControl(data.clone(), data.length));
        }
        if (Rtcp.valid(data, data.length)) {
            Rtcp.read(data, data.length, new Reception(), 0);
        }
    }

    @FuzzTest
    void wav(byte[] data) {
        try {
            short[] samples = WavFile.samples(data);
            assertTrue(samples.length > 0 && samples.length * 2 <= data.length);
        } catch (MediaException e) {
            assertTrue(e.getCause() == null);
        }
    }
}
