package org.stillcall.sip;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

/** G18: names that a peer gave leave what is repeated; addresses, tags and all other lines stay as they were. */
final class DisplayNamesTest {
    private static String masked(String message) {
        try (Arena arena = Arena.ofConfined()) {
            byte[] bytes = message.getBytes(US_ASCII);
            MemorySegment text = arena.allocate(bytes.length);
            text.copyFrom(MemorySegment.ofArray(bytes));
            DisplayNames.maskIn(text, bytes.length);
            return new String(text.toArray(ValueLayout.JAVA_BYTE), US_ASCII);
        }
    }

    @Test
    void names_quotedOrNot_becomeSpaces() {
        String left = masked("SIP/2.0 200 OK\r\nFrom: \"Ann \\\" <b>\" <sip:1@a>;tag=x\r\nt: Bob Cee<sip:2@b>\r\n\r\n");
        assertEquals(
                "SIP/2.0 200 OK\r\nFrom:" + " ".repeat(14) + "<sip:1@a>;tag=x\r\nt:" + " ".repeat(8)
                        + "<sip:2@b>\r\n\r\n",
                left);
    }

    @Test
    void addresses_withoutAName_andOtherLines_stay() {
        String message =
                "SIP/2.0 200 OK\r\nFrom: sip:1@a;tag=x\r\nTo: <sip:2@b>;tag=y\r\nContact: \"Me\" <sip:3@c>\r\n";
        assertEquals(message, masked(message));
    }

    @Test
    void messages_thatEndInTheMiddle_changeNothingBehindThem() {
        assertEquals("From: \"Ann", masked("From: \"Ann"));
        assertEquals("From:", masked("From:"));
        assertEquals("Fro", masked("Fro"));
    }
}
