package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzz target: whatever stands in a datagram, STUN is read within its bounds or refused. Serves B2. */
class StunFuzzTest {
    private static final StunKey KEY = new StunKey(new byte[] {1});

    @FuzzTest
    void stun(byte[] data) {
        StunReader reader = new StunReader();
        int length = StunReader.length(data, 0, data.length);
        assertTrue(length == -1 || length >= Stun.HEADER_BYTES && length % 4 == 0);
        if (!reader.read(data, 0, data.length)) {
            return;
        }
        assertEquals(length, data.length);
        assertFalse(reader.genuine(KEY), "nobody guesses a digest");
        reader.fingerprinted();
        int count = 0;
        while (reader.next()) {
            count++;
            assertTrue(reader.valueAt() + reader.valueLength() <= data.length);
            assertTrue(reader.attributeType() >= 0 && reader.errorCode() <= 7 * 100 + 255);
            assertEquals(reader.valueLength(), reader.value().length);
            reader.valueWord();
            reader.xorAddress();
        }
        assertTrue(count <= MediaLimits.STUN_ATTRIBUTES);
    }
}
