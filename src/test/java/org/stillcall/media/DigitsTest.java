package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Telephone-events (RFC 4733), read and made. */
class DigitsTest {
    private final byte[] payload = new byte[4];
    private final DigitReader reader = new DigitReader();

    private DigitReader.News read(int code, boolean end, int duration, int timestamp) {
        payload[0] = (byte) code;
        payload[1] = (byte) (end ? 0x80 : 0);
        Bits.putShort(payload, 2, duration);
        return reader.read(payload, 0, 4, timestamp);
    }

    @Test
    void press_isToldOnceWhateverIsLostOrRepeated() {
        assertEquals(DigitReader.News.BEGUN, read(1, false, 160, 100));
        assertEquals(DigitReader.News.CONTINUED, read(1, false, 320, 100));
        assertEquals(DigitReader.News.ENDED, read(1, true, 480, 100));
        assertEquals(DigitReader.News.NOTHING, read(1, true, 480, 100));
        assertEquals(DigitReader.News.NOTHING, read(1, false, 320, 100), "a late update");
        assertEquals(DigitReader.News.BEGUN, read(11, true, 800, 900), "only its end arrived");
        assertTrue(reader.ended());
        assertEquals('#', reader.digit());
        assertEquals(DigitReader.News.NOTHING, read(1, true, 480, 100), "an older one");
        assertEquals(DigitReader.News.NOTHING, read(16, false, 160, 2000), "no key");
        assertEquals(DigitReader.News.NOTHING, reader.read(payload, 0, 3, 3000), "too short");
    }

    @Property
    void everyDigit_isSentAsOneEventWithThreeEnds(
            @ForAll @IntRange(max = 15) int code, @ForAll @IntRange(max = 65535) int samples) {
        DigitSender sender = new DigitSender();
        assertTrue(sender.add(code, samples));
        int ends = 0;
        int firsts = 0;
        int told = 0;
        DigitReader other = new DigitReader();
        while (sender.busy()) {
            int step = sender.step(payload, 0);
            firsts += step == 1 ? 1 : 0;
            if (step > 0) {
                ends += payload[1] < 0 ? 1 : 0;
                told += other.read(payload, 0, 4, 7) == DigitReader.News.BEGUN ? 1 : 0;
            }
        }
        assertEquals(1, firsts);
        assertEquals(1, told);
        assertEquals(3, ends);
        assertEquals(Math.clamp(samples, 320, 40_000), Bits.getShort(payload, 2));
        assertEquals(code, DigitReader.codeOf(other.digit()));
    }

    @Test
    void heldKey_whoseEndIsLost_isLetGo() {
        DigitSender sender = new DigitSender();
        assertTrue(sender.press(3));
        int packets = 0;
        while (sender.busy() && packets < 100) {
            packets += sender.step(payload, 0) > 0 ? 1 : 0;
        }
        assertTrue(packets < 25 && payload[1] < 0);
    }

    @Test
    void digitsBeyondTheLimit_areDropped() {
        DigitSender sender = new DigitSender();
        for (int i = 0; i < MediaLimits.DIGITS_WAITING; i++) {
            assertTrue(sender.add(1, 800));
        }
        assertFalse(sender.add(1, 800));
    }
}
