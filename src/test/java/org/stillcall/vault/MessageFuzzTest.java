package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.GeneralSecurityException;
import java.util.List;

/** Fuzz targets: whatever takes a centre's key or a message's seconds for its own is refused, and by no other error. */
class MessageFuzzTest {
    private static final String ID = "AAAAAAAAAAAAAAAAAAAAAA";

    /** A centre's key comes from a browser: what is no point of the curve cannot be sealed to. */
    @FuzzTest
    void centreKey(byte[] data) {
        try {
            byte[] envelope = EnvelopeSealer.seal(new EnvelopeSealer.Place(5, 1, "message/" + ID), data, new byte[256]);
            assertEquals(363, envelope.length);
        } catch (VaultException e) {
            assertEquals("The centre's key is not one that can be sealed to.", e.getMessage());
            assertEquals(null, e.getCause());
        }
    }

    @FuzzTest
    void second(byte[] data) {
        assertThrows(GeneralSecurityException.class, () -> MessageTwin.open(new byte[32], ID, List.of(data)));
    }
}
