package org.stillcall.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bytes through JAIN-SIP: what both take, both read alike; and nothing makes ours throw. */
class OracleTest {
    static final String INVITE = """
            INVITE sip:+15551230000@carrier.example:5070;user=phone SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.10:5060;rport;branch=z9hG4bKa1b2c3
            Max-Forwards: 70
            From: "Anonymous" <sip:anonymous@anonymous.invalid>;tag=77aa
            To: <sip:+15551230000@carrier.example:5070;user=phone>
            Call-ID: 8b1f3c5e7a
            CSeq: 4711 INVITE
            Contact: <sip:r4nd0m@192.0.2.10:5060>
            Privacy: id;header;session
            Supported: timer, 100rel
            Session-Expires: 1800;refresher=uac
            Content-Type: application/sdp
            Content-Length: 5

            v=0
            """;
    static final String ANSWER = """
            SIP/2.0 200 OK
            Via: SIP/2.0/TCP [2001:db8::9]:5060;branch=z9hG4bKa1b2c3;received=192.0.2.10
            Record-Route: <sip:edge.example;lr>, <sip:core.example;lr>
            From: "A. Name" <sip:a@one.example>;tag=77aa
            To: b <sips:b@two.example>;tag=99bb
            Call-ID: 8b1f3c5e7a@one.example
            CSeq: 4711 INVITE
            Contact: <sip:b@198.51.100.4:5062;transport=tcp>;expires=30, <sip:c@198.51.100.5>
            Content-Length: 0

            """;

    private final JainOracle oracle = new JainOracle();
    private final SipMessage message = new SipMessage();

    @Test
    void ordinaryMessages_areReadAlike() {
        for (String text : List.of(INVITE, ANSWER)) {
            byte[] bytes = Messages.crlf(text);
            assertNull(Messages.parse(message, bytes));
            assertEquals(oracle.read(bytes), JainOracle.ours(message));
        }
    }

    @Test
    void validTortures_thatTheOracleTakes_areReadAlike() {
        int taken = 0;
        for (String name : List.of(
                "wsinv",
                "intmeth",
                "esc01",
                "escnull",
                "esc02",
                "lwsdisp",
                "longreq",
                "dblreq",
                "semiuri",
                "transports",
                "mpart01",
                "unreason",
                "noreason")) {
            Map<String, String> theirs = oracle.read(Messages.torture(name));
            if (theirs != null) {
                taken++;
                assertNull(Messages.parse(message, Messages.torture(name)), name);
                assertEquals(theirs, JainOracle.ours(message), name);
            }
        }
        assertTrue(taken >= 11, "taken: " + taken); // it refuses intmeth and transports, or the like
    }

    @Test
    void mutations_neverCrash_andWhatBothTake_isReadAlike() {
        long seed = Long.getLong("stillcall.seed", 20260101L);
        Random random = new Random(seed);
        long read = 0;
        List<byte[]> bases = new ArrayList<>(List.of(Messages.crlf(INVITE), Messages.crlf(ANSWER)));
        for (String name : List.of("wsinv", "esc01", "semiuri", "transports", "lwsdisp", "cparam02", "noreason")) {
            bases.add(Messages.torture(name));
        }
        int both = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Mutations.of(bases.get(random.nextInt(bases.size())), random);
            ParseFault fault = Messages.parse(message, bytes);
            read += Readings.readAll(message);
            Map<String, String> theirs = oracle.read(bytes);
            if (fault == null && theirs != null && onlySip()) {
                both++;
                assertEquals(theirs, JainOracle.ours(message), () -> "seed " + seed + "\n" + new String(bytes, UTF_8));
            }
        }
        assertTrue(read > 0);
        assertTrue(both > 4_000, "both took " + both);
    }

    /** The oracle drops the tags of addresses that are not SIP's, and rewrites them. */
    private boolean onlySip() {
        boolean target =
                !message.isRequest() || SipUri.parse(message.requestUri()).valid();
        return target
                && SipUri.parse(message.from().uri()).valid()
                && SipUri.parse(message.to().uri()).valid();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Via: ", "From: ", "To: ", "Call-ID: ", "CSeq: "})
    void messageWithoutAMandatoryHeader_isRefusedByBoth(String name) {
        for (String text : List.of(INVITE, ANSWER)) {
            byte[] bytes = Messages.crlf(text.replaceAll("(?m)^" + name + ".*\n", ""));
            assertEquals(ParseFault.MISSING_HEADER, Messages.parse(message, bytes));
            assertNull(oracle.read(bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Anything: ;;,,\n", "Subject:\n", "x:\n \tfolded\n"})
    void messageWithAnUnknownHeader_isReadAlikeByBoth(String line) {
        byte[] bytes =
                Messages.crlf(ANSWER.replace("Content-Length", line.replace("x:", "Unknown:") + "Content-Length"));
        assertNull(Messages.parse(message, bytes));
        assertEquals(oracle.read(bytes), JainOracle.ours(message));
    }
}
