package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.stillcall.sip.Messages.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5118: IPv6 in SIP messages. */
class Ipv6TortureTest {
    private final SipMessage message = new SipMessage();

    private static String register(String target, String via, String contact) {
        return """
                REGISTER %s SIP/2.0
                To: sip:user@example.com
                From: sip:user@example.com;tag=81x2
                Via: %s
                Call-ID: SSG9559905523997077@hlau_4100
                Max-Forwards: 70
                Contact: %s
                CSeq: 98176 REGISTER
                Content-Length: 0

                """.formatted(target, via, contact);
    }

    private static final String VIA = "SIP/2.0/UDP [2001:db8::9:1];branch=z9hG4bKas3-111";
    private static final String CONTACT = "\"Caller\" <sip:caller@[2001:db8::1]>";

    @Test
    void referenceInBrackets_isValid() { // section 4.1
        assertNull(Messages.parse(message, Messages.crlf(register("sip:[2001:db8::10]", VIA, CONTACT))));
        assertEquals("[2001:db8::10]", text(SipUri.parse(message.requestUri()).host()));
        assertEquals("[2001:db8::9:1]", text(message.via().host()));
    }

    @Test
    void referenceWithoutBrackets_isRefused() { // section 4.2
        ParseFault fault = Messages.parse(message, Messages.crlf(register("sip:2001:db8::10", VIA, CONTACT)));
        assertNotNull(fault);
        assertEquals(400, fault.status());
    }

    @ParameterizedTest
    @CsvSource({
        "sip:[2001:db8::10:5070], [2001:db8::10:5070], 0", // section 4.3: part of the address, not a port
        "sip:[2001:db8::10]:5070, [2001:db8::10], 5070", // section 4.4
        "sip:user@[::ffff:192.0.2.10]:5080, [::ffff:192.0.2.10], 5080" // section 4.9
    })
    void port_standsOutsideTheBrackets(String target, String host, int port) {
        assertNull(Messages.parse(message, Messages.crlf(register(target, VIA, CONTACT))));
        SipUri uri = SipUri.parse(message.requestUri());
        assertEquals(host, text(uri.host()));
        assertEquals(port, uri.port());
    }

    @ParameterizedTest
    @CsvSource({"[2001:db8::9:255]", "2001:db8::9:255"})
    void received_mayHaveBracketsOrNot(String received) { // section 4.5
        String via = "SIP/2.0/UDP [2001:db8::9:1];received=" + received + ";branch=z9hG4bKas3";
        assertNull(Messages.parse(message, Messages.crlf(register("sip:[2001:db8::10]", via, CONTACT))));
        assertEquals(received, text(message.via().parameters().parameter("received")));
        assertEquals("z9hG4bKas3", text(message.via().branch()));
    }

    @Test
    void viaWithPort_isValid() {
        String via = "SIP/2.0/UDP [2001:db8::9:1]:5061;branch=z9hG4bKas3";
        assertNull(Messages.parse(message, Messages.crlf(register("sip:[2001:db8::10]", via, CONTACT))));
        assertEquals(5061, message.via().port());
    }

    @ParameterizedTest
    @CsvSource({"sip:[::1", "sip:[]", "sip:user@[::1]x", "sip:[:::1::2]y", "sip:::1]", "sip:[gg::1]", "sip:[1.2.3.4[]"})
    void malformedReference_isRefused(String target) {
        assertEquals(
                ParseFault.BAD_REQUEST_URI, Messages.parse(message, Messages.crlf(register(target, VIA, CONTACT))));
    }

    @ParameterizedTest
    @CsvSource({"2001:db8::9:1", "[2001:db8::9:1", "[2001:db8::9:1]x:5060"})
    void malformedVia_isRefused(String host) {
        String via = "SIP/2.0/UDP " + host + ";branch=z9hG4bKas3";
        assertEquals(
                ParseFault.BAD_VIA,
                Messages.parse(message, Messages.crlf(register("sip:[2001:db8::10]", via, CONTACT))));
    }
}
