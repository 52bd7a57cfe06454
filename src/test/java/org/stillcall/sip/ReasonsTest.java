package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** G16: the numbers in Reason headers (RFC 3326), whatever stands around them. */
class ReasonsTest {
    private static SipMessage bye(String lines) {
        return Messages.sound("""
            BYE sip:a@127.0.0.1 SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.2:5060;branch=z9hG4bK1
            From: <sip:b@127.0.0.2>;tag=1
            To: <sip:a@127.0.0.1>;tag=2
            Call-ID: 1
            CSeq: 2 BYE
            %sContent-Length: 0

            """.formatted(lines));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Q.850;cause=41|41|0",
                "q.850 ; cause=16 ; text=\"Normal call clearing\"|16|0",
                "SIP;cause=408;text=\"x\"|0|408",
                "SIP ;cause=503 ;text=\"a, b\", Q.850;cause=27|27|503",
                "Q.850;text=\"SIP;cause=408, Q.850;cause=27\";cause=102|102|0",
                "Q.850;text=\"cause\", SIP;cause=408|0|408",
                "Q.850|0|0",
                "Q.850;cause|0|0",
                "Q.850;cause=|0|0",
                "Q.850;cause=128|0|0",
                "Q.850;cause=-1|0|0",
                "Q.850;cause=041|41|0",
                "Q.850;cause=99999999999999999999|0|0",
                "Q.8500;cause=41|0|0",
                "X-Q.850;cause=41|0|0",
                "SIP;cause=41|0|0",
                "SIP;cause=700|0|0",
                "Preemption;cause=1|0|0",
                "Q.850;cause=16, Q.850;cause=41|16|0",
                ",,;,\"|0|0"
            })
    void numbers_areReadFromTheRightProtocolAlone(String value, int cause, int status) {
        HangUp how = HangUp.bye(bye("Reason: " + value + "\n"));
        assertEquals(new HangUp(HangUp.Kind.BYE, cause, status), how);
    }

    @Test
    void numbers_mayStandInSeveralLines() {
        SipMessage bye = bye("Reason: SIP;cause=503\nSubject: x\nReason: Q.850;cause=42\n");
        assertEquals(42, Reasons.cause(bye));
        assertEquals(503, Reasons.status(bye));
        assertEquals(0, Reasons.cause(bye("")));
    }

    @Test
    void values_beyondTheMost_areNotLookedAt() {
        String others = "X;cause=1, ".repeat(Reasons.MOST - 1);
        assertEquals(41, Reasons.cause(bye("Reason: " + others + "Q.850;cause=41\n")));
        assertEquals(0, Reasons.cause(bye("Reason: X;cause=1, " + others + "Q.850;cause=41\n")));
        String lines = "Reason: X;cause=1\n".repeat(Reasons.MOST);
        assertEquals(0, Reasons.cause(bye(lines + "Reason: Q.850;cause=41\n")));
    }

    @Test
    void anyText_isReadWithoutAFaultAndWithinTheLimits() {
        long seed = 3_326;
        Random random = new Random(seed);
        String letters = "Q.850SIP;cause=0123456789,\"\\ text";
        for (int run = 0; run < 100_000; run++) {
            StringBuilder value = new StringBuilder("Q");
            for (int i = random.nextInt(60); i > 0; i--) {
                value.append(letters.charAt(random.nextInt(letters.length())));
            }
            HangUp how = HangUp.bye(bye("Reason: " + value + "\n"));
            assertEquals(true, how.cause() >= 0 && how.cause() < 128, () -> "seed " + seed + " " + value);
            assertEquals(true, how.status() == 0 || how.status() >= 100 && how.status() < 700, () -> "seed " + seed);
        }
    }
}
