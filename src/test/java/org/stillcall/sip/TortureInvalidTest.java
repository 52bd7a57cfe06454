package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.sip.Messages.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4475 section 3.1.2, the messages that no parser takes, and 3.2 to 3.4, as far as the codec is asked. */
class TortureInvalidTest {
    private final SipMessage message = new SipMessage();

    /** The status that the RFC names; where it permits to be liberal we are strict. */
    @ParameterizedTest
    @CsvSource({
        "badinv01, 400", // 3.1.2.1 extraneous separators
        "clerr, 400", // 3.1.2.2 Content-Length larger than the message
        "ncl, 400", // 3.1.2.3 negative Content-Length
        "scalar02, 400", // 3.1.2.4 scalars beyond their range
        "quotbal, 400", // 3.1.2.6 unterminated quoted string
        "ltgtruri, 400", // 3.1.2.7 brackets around the Request-URI
        "lwsruri, 400", // 3.1.2.8 white space within the Request-URI
        "lwsstart, 400", // 3.1.2.9 several spaces in the start line
        "trws, 400", // 3.1.2.10 spaces at the start line's end
        "escruri, 400", // 3.1.2.11 headers in the Request-URI
        "baddate, 400", // 3.1.2.12 a time zone that is not GMT
        "regbadct, 400", // 3.1.2.13 a question mark outside brackets
        "badaspec, 400", // 3.1.2.14 spaces within an addr-spec
        "baddn, 400", // 3.1.2.15 a comma in a display name without quotes
        "badvers, 505", // 3.1.2.16 an unknown version
        "mismatch01, 400", // 3.1.2.17 method and CSeq differ
        "mismatch02, 400", // 3.1.2.18 the same with an unknown method
    })
    void request_isRefusedWithTheRfcsStatus(String name, int status) {
        ParseFault fault = Messages.parse(message, Messages.torture(name));
        assertNotNull(fault, name);
        assertEquals(status, fault.status());
        assertTrue(message.isRequest());
        assertFalse(message.callId().isEmpty()); // enough is known to answer it
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalarlg", "bigcode"}) // 3.1.2.5, 3.1.2.19
    void response_isDiscarded(String name) {
        assertNotNull(Messages.parse(message, Messages.torture(name)));
        assertFalse(message.isRequest());
    }

    @Test
    void badbranch_isWellFormedWithoutUsefulBranch() { // 3.2.1
        assertNull(Messages.parse(message, Messages.torture("badbranch")));
        assertFalse(message.via().hasCookie());
    }

    @Test
    void insuf_lacksHeaders() { // 3.3.1
        assertEquals(ParseFault.MISSING_HEADER, Messages.parse(message, Messages.torture("insuf")));
    }

    @ParameterizedTest
    @CsvSource({"unkscm, nobodyKnowsThisScheme:totallyopaquecontent", "novelsc, soap.beep://192.0.2.103:3002"})
    void unknownScheme_isWellFormed(String name, String uri) { // 3.3.2, 3.3.3: 416 is the user agent's matter
        assertNull(Messages.parse(message, Messages.torture(name)));
        assertEquals(uri, text(message.requestUri()));
        assertFalse(SipUri.parse(message.requestUri()).valid());
    }

    @Test
    void unksm2_unknownSchemesInOtherHeadersAreWellFormed() { // 3.3.4
        assertNull(Messages.parse(message, Messages.torture("unksm2")));
        assertEquals("isbn:2983792873", text(message.to().uri()));
    }

    @Test
    void bext01_optionsAreSeen() { // 3.3.5
        assertNull(Messages.parse(message, Messages.torture("bext01")));
        assertTrue(message.lists(HeaderName.REQUIRE, "nothingSupportsThisEither"));
        assertTrue(message.lists(HeaderName.PROXY_REQUIRE, "noProxiesSupportThis"));
        assertFalse(message.lists(HeaderName.REQUIRE, "100rel"));
    }

    @Test
    void invut_bodyIsOpaque() { // 3.3.6
        assertNull(Messages.parse(message, Messages.torture("invut")));
        assertEquals("application/unknownformat", text(message.header(HeaderName.CONTENT_TYPE)));
        assertEquals(40, message.body().length());
    }

    @Test
    void regaut01_unknownSchemeIsNoDigest() { // 3.3.7
        assertNull(Messages.parse(message, Messages.torture("regaut01")));
        assertNull(DigestFields.parse(message.header(HeaderName.AUTHORIZATION)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"multi01", "mcl01"}) // 3.3.8, 3.3.9
    void singleHeaderTwice_isRefused(String name) {
        ParseFault fault = Messages.parse(message, Messages.torture(name));
        assertNotNull(fault);
        assertEquals(400, fault.status());
    }

    @Test
    void bcast_secondViaIsSeen() { // 3.3.10: a response for somebody else is the transaction layer's matter
        assertNull(Messages.parse(message, Messages.torture("bcast")));
        assertEquals("192.0.2.198", text(message.via().host()));
    }

    @Test
    void zeromf_isWellFormed() { // 3.3.11
        assertNull(Messages.parse(message, Messages.torture("zeromf")));
        assertEquals(0, message.header(HeaderName.MAX_FORWARDS).number());
    }

    @Test
    void cparam01_parameterBelongsToTheHeader() { // 3.3.12
        assertNull(Messages.parse(message, Messages.torture("cparam01")));
        NameAddress contact = NameAddress.parse(message.header(HeaderName.CONTACT));
        assertEquals("sip:+19725552222@gw1.example.net", text(contact.uri()));
        assertEquals(";unknownparam", text(contact.parameters()));
    }

    @Test
    void cparam02_parameterBelongsToTheUri() { // 3.3.13
        assertNull(Messages.parse(message, Messages.torture("cparam02")));
        NameAddress contact = NameAddress.parse(message.header(HeaderName.CONTACT));
        assertEquals("sip:+19725552222@gw1.example.net;unknownparam", text(contact.uri()));
        assertTrue(contact.parameters().isEmpty());
    }

    @Test
    void regescrt_headersInAContactAreWellFormed() { // 3.3.14
        assertNull(Messages.parse(message, Messages.torture("regescrt")));
        NameAddress contact = NameAddress.parse(message.header(HeaderName.CONTACT));
        assertEquals(
                "?Route=%3Csip:sip.example.com%3E",
                text(SipUri.parse(contact.uri()).headers()));
    }

    @Test
    void sdp01_isWellFormed() { // 3.3.15
        assertNull(Messages.parse(message, Messages.torture("sdp01")));
        assertEquals("text/nobodyKnowsThis", text(message.header(HeaderName.ACCEPT)));
    }

    @Test
    void inv2543_isWellFormedWithoutTagsAndBranch() { // 3.4.1: RFC 2543's form
        assertNull(Messages.parse(message, Messages.torture("inv2543")));
        assertNull(message.from().tag());
        assertTrue(message.via().branch().isEmpty());
    }
}
