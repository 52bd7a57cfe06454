package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzz target: whatever a page says is one of the few messages, within their limits, or is refused as none. B1. */
class PhoneFuzzTest {
    @FuzzTest
    void message(byte[] data) {
        try {
            switch (PhoneMessage.read(data)) {
                case PhoneMessage.Offer offer -> {
                    within(offer.call());
                    assertTrue(offer.sdp().length() <= ApiLimits.PHONE_SDP_CHARACTERS);
                    assertTrue(offer.sdp().chars().allMatch(c -> c < 0x7f));
                    assertEquals("Offer", offer.toString());
                }
                case PhoneMessage.Take take -> within(take.call());
                case PhoneMessage.Decline decline -> within(decline.call());
                case PhoneMessage.Hold hold -> within(hold.call());
                case PhoneMessage.Resume resume -> within(resume.call());
                case PhoneMessage.Key key -> {
                    within(key.call());
                    assertTrue("0123456789*#".indexOf(key.key()) >= 0);
                    assertEquals("Key", key.toString());
                }
                case PhoneMessage.Alive _ -> {}
            }
        } catch (RefusedException e) {
            assertEquals(Refusal.MALFORMED, e.refusal());
        }
    }

    private static void within(String call) {
        assertTrue(!call.isEmpty() && call.length() <= ApiLimits.CALL_NAME_CHARACTERS);
    }
}
