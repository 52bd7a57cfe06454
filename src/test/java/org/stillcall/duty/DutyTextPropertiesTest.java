package org.stillcall.duty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** P3, B4: what is kept of duty is read back the same, or refused whole. */
class DutyTextPropertiesTest {
    private static Shift shift(int seed) {
        return new RandomShifts(seed).shift(LocalDate.of(2026, 12, 1), LocalTime.of(2, 30));
    }

    @Property
    void anyShift_whenWritten_isReadBackTheSame(@ForAll @IntRange(min = 0) int seed) {
        byte[] text = ShiftText.write(shift(seed));

        assertEquals(shift(seed), ShiftText.read(text));
        assertTrue(text.length < DutyLimits.TEXT_BYTES);
    }

    @Property
    void anyShift_withOneByteChanged_isReadOrRefused(
            @ForAll @IntRange(min = 0) int seed, @ForAll @IntRange(min = 0, max = 5000) int at, @ForAll byte becomes) {
        byte[] text = ShiftText.write(shift(seed));
        text[at % text.length] = becomes;
        try {
            Shift read = ShiftText.read(text);
            assertEquals(read, ShiftText.read(ShiftText.write(read)));
        } catch (DutyFields.FaultException e) {
            assertEquals("A kept text about duty cannot be read.", e.getMessage());
        }
    }
}
