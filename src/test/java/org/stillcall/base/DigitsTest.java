package org.stillcall.base;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** G18: a number is found again however a peer writes it. */
final class DigitsTest {
    private static String masked(String dialled, String text) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment source = arena.allocateFrom(dialled, StandardCharsets.US_ASCII);
            MemorySegment memory = arena.allocateFrom(text, StandardCharsets.US_ASCII);
            try (Digits digits = requireNonNull(Digits.read(Digits.pool(1), source, 0, dialled.length()))) {
                digits.maskIn(memory, 0, text.length());
            }
            byte[] bytes = memory.asSlice(0, text.length()).toArray(ValueLayout.JAVA_BYTE);
            return new String(bytes, StandardCharsets.US_ASCII);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sip:+12025550147@10.0.0.3:5060, sip:+00000000000@10.0.0.3:5060",
        "<sip:0012025550147@trunk>, <sip:0000000000000@trunk>",
        "sip:5550147@trunk, sip:0000000@trunk",
        "tel:+1-202-555-0147, tel:+0-000-000-0000",
        "sip:(202)%20555.0147@trunk, sip:(000)%20000.0000@trunk",
        "sip:%31%32%30%32%35%35%350147@trunk, sip:%30%30%30%30%30%30%300000@trunk",
        "sip:1202555%2D0147@trunk, sip:0000000%2D0000@trunk",
        "tag=1202555014799, tag=0000000000000",
        "sip:+12025550147%0, sip:+00000000000%0",
        "branch=a55b50c147, branch=a55b50c147",
        "sip:+12025550148@10.25.55.147, sip:+12025550148@10.25.55.147",
        "5550147, 0000000",
        "%, %"
    })
    void maskIn_overwritesTheNumberInEverySpelling(String text, String expected) {
        assertEquals(expected, masked("+12025550147", text));
    }

    @Test
    void maskIn_ofAShortNumber_needsItToEndThere() {
        assertEquals("000 9117", masked("911", "911 9117".replace(' ', 'x')).replace('x', ' '));
    }
}
