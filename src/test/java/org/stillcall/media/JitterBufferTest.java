package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What nobody has heard yet when a recording or a conversation ends. */
class JitterBufferTest {
    @Test
    void forget_leavesNothingToBeHeard() {
        JitterBuffer buffer = new JitterBuffer();
        byte[] said = new byte[MediaLimits.PACKET_SAMPLES];
        Arrays.fill(said, (byte) 0x10);
        for (int at = 0; at < 3; at++) {
            buffer.write(said, 0, said.length, Law.ULAW, at * said.length);
        }
        buffer.forget();
        short[] out = new short[JitterBuffer.STEP];
        for (int i = 0; i < 13; i++) {
            buffer.read(out);
            assertArrayEquals(new short[JitterBuffer.STEP], out);
        }
    }
}
