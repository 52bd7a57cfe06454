package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Secure RTP on one leg, clear on the other, over real sockets. */
class RelaySecureTest {
    @ParameterizedTest
    @EnumSource(SrtpSuite.class)
    void secureLeg_carriesAudioAndControlAndRefusesForgeries(SrtpSuite suite) throws IOException {
        try (RelayRig rig = new RelayRig();
                RelayRig.Peer near = rig.new Peer();
                RelayRig.Peer far = rig.new Peer();
                RelayRig.Peer farControl = rig.new Peer(far.port() + 1)) {
            RtpLeg nearLeg = rig.answered("near", near, "0");
            RtpLeg farLeg = rig.open("far", Learning.SIGNALLED);
            String offer = new String(farLeg.offer(SecureMedia.DEMANDED).bytes(), StandardCharsets.US_ASCII);
            byte[] theirs = new byte[suite.keyingBytes()];
            Arrays.fill(theirs, (byte) 9);
            String line = "a=crypto:" + (suite.ordinal() + 1) + " " + suite + " inline:";
            MemorySegment sdp = RelayRig.segment(
                    RelayRig.sdp(far.port(), "0", line + base64(theirs)).replace("RTP/AVP", "RTP/SAVP"));
            assertEquals(new Negotiation.Agreed(true, false), farLeg.answered(sdp, 0, sdp.byteSize()));
            nearLeg.connect(farLeg, Flow.BOTH);
            rig.turn();
            int keyAt = offer.indexOf(line) + line.length();
            byte[] ours = Base64.getDecoder().decode(offer.substring(keyAt, offer.indexOf('\r', keyAt)));
            SrtpReceiver opener = new SrtpReceiver(suite.cipher(ours));
            SrtpCipher sealer = suite.cipher(theirs);
            far.leg = new InetSocketAddress(RelayRig.LOOPBACK, farLeg.port());

            near.send(RelayRig.rtp(0, 1, 1, 1, 160, 0x33));
            byte[] got = Arrays.copyOf(far.take(), 2048);
            byte[] clear = new byte[160];
            Arrays.fill(clear, (byte) 0x33);
            assertFalse(Arrays.equals(clear, Arrays.copyOfRange(got, 12, 172)), "the sound is in clear");
            RtpPacket header = new RtpPacket();
            assertTrue(header.readHeader(got, 172 + suite.tagBytes));
            assertEquals(172, opener.open(got, header, 172 + suite.tagBytes));
            assertEquals(0x33, got[12]);
            assertEquals(0x33, got[171]);

            byte[] packet = Arrays.copyOf(RelayRig.rtp(0, 5, 800, 7, 160, 0x44), 2048);
            byte[] sealed = Arrays.copyOf(packet, sealer.seal(packet, 12, 172, 7, 5));
            byte[] forged = sealed.clone();
            forged[20] ^= 1;
            far.send(forged);
            far.send(RelayRig.rtp(0, 6, 960, 7, 160, 0x44)); // in clear
            rig.await(() -> rig.engine.counts().forged() == 2);
            assertEquals(0, near.poll().length);
            far.send(sealed);
            assertEquals(0x44, near.take()[12]);
            far.send(sealed);
            rig.await(() -> rig.engine.counts().forged() == 3);

            rig.pass(Duration.ofSeconds(4));
            byte[] report = Arrays.copyOf(farControl.take(), 2048);
            int length = 28 + 24 + 28 + 4 + suite.tagBytes;
            assertEquals(length - 4 - suite.tagBytes, opener.openControl(report, length));
            assertTrue(Rtcp.valid(report, 80));
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
