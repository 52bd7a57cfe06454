package org.stillcall.sip;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.base.Limits;

class StreamFramerTest {
    private static final String START = "INVITE sip:a@example.org SIP/2.0\r\nVia: SIP/2.0/TCP a\r\n";

    private static int scan(String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        return new StreamFramer().scan(MemorySegment.ofArray(bytes), 0, bytes.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4",
                "content-length:4",
                "CONTENT-LENGTH  :   4  ",
                "l: 4",
                "L:4",
                "l\t:\t4",
                "Content-Length:\r\n 4",
                "Content-Length\r\n\t:\r\n 4",
                "Content-Length: 0004",
                "Content-Length: 4\r\nl: 4",
                "Subject: x\r\n Content-Length: 9\r\nl: 4",
                "Content-Lengthy: 9\r\nl: 4",
                "Content-Length-Extra: 9\r\nl: 4",
                "Length: 9\r\nl: 4"
            })
    void contentLength_howeverItIsWritten_decides(String line) {
        String head = START + line + "\r\n\r\n";
        assertEquals(head.length() + 4, scan(head + "bodyINVITE"));
        assertEquals(StreamFramer.MORE, scan(head + "bod"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: none",
                "Content-Length: -1",
                "Content-Length: +4",
                "Content-Length: 4x",
                "Content-Length: 4 4",
                "Content-Length: 0x4",
                "Content-Length:",
                "Content-Length: 4\r\nContent-Length: 5",
                "Content-Length: 4\r\nl: 0",
                "Content-Length: 9999999999",
                "Content-Length: 4294967300",
                "Content-Length: 8192",
                "Subject: a\rContent-Length: 4\r\nl: 4",
                "Subject: a\nContent-Length: 4\r\nl: 4",
                "Content-Length: 4\r\r\n"
            })
    void contentLength_missingOrDoubtful_isMalformed(String line) {
        assertEquals(StreamFramer.MALFORMED, scan(START + line + "\r\n\r\nbody"));
    }

    @Test
    void firstByte_thatStartsNoMessage_isMalformedAtOnce() {
        assertEquals(StreamFramer.MALFORMED, scan("\u0016\u0003\u0001"));
        assertEquals(StreamFramer.MALFORMED, scan(" INVITE"));
        assertEquals(StreamFramer.MALFORMED, scan("\0"));
    }

    @Test
    void message_grownByteByByte_isFoundAtItsLastByteOnly() {
        String text = START + "Subject: folded\r\n more\r\nContent-Length:\r\n 10\r\n\r\n0123456789";
        MemorySegment stream = MemorySegment.ofArray(("ab" + text).getBytes(US_ASCII));
        StreamFramer framer = new StreamFramer();
        for (int end = 2; end < text.length() + 2; end++) {
            assertEquals(StreamFramer.MORE, framer.scan(stream, 2, end), "after " + end);
        }
        assertEquals(text.length(), framer.scan(stream, 2, text.length() + 2));
        framer.reset();
        assertEquals(text.length(), framer.scan(stream, 2, text.length() + 2));
    }

    @Test
    void message_ofTheMostBytes_isTakenAndOneMoreIsNot() {
        int room = Limits.SIP_MESSAGE_BYTES - (START + "l: 8000\r\n\r\n").length();
        String body = "b".repeat(Limits.SIP_MESSAGE_BYTES);
        assertEquals(Limits.SIP_MESSAGE_BYTES, scan(START + "l: " + room + "\r\n\r\n" + body));
        assertEquals(StreamFramer.MALFORMED, scan(START + "l: " + (room + 1) + "\r\n\r\n" + body));
    }

    @Test
    void headers_withoutEnd_areMalformedAtTheLimit() {
        String endless = START + "X: " + "a".repeat(Limits.SIP_MESSAGE_BYTES);
        assertEquals(StreamFramer.MALFORMED, scan(endless));
        assertEquals(StreamFramer.MORE, scan(endless.substring(0, Limits.SIP_MESSAGE_BYTES - 1)));
    }
}
