package org.stillcall.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillcall.sip.SipMessage;
import org.stillcall.sip.SipUri;

/** B3: what a carrier makes of the identity headers, right and wrong. */
class CallerShownTest {
    private static final String START = """
            INVITE sip:+16175550121@127.0.0.1;user=phone SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKa
            To: <sip:+16175550121@127.0.0.1>
            Call-ID: a
            CSeq: 1 INVITE
            Max-Forwards: 70
            """;

    private static final String ANONYMOUS = """
            From: "Anonymous" <sip:anonymous@anonymous.invalid>;tag=1
            Privacy: id;header
            P-Asserted-Identity: <sip:+16175550180@127.0.0.1;user=phone>
            """;

    @Test
    void caller_whoIsAnonymous_isPrivate() {
        assertEquals("Private", shown(ANONYMOUS));
    }

    @Test
    void caller_whoAsksForPrivacyOnly_isPrivate() {
        assertEquals("Private", shown("From: <sip:+16175550180@a>;tag=1\nPrivacy: id\n"));
        assertEquals("Private", shown("From: <sip:+16175550180@a>;tag=1\nPrivacy: user;critical\n"));
        assertEquals("Private", shown("From: sip:anonymous@anonymous.invalid;tag=1\n"));
    }

    @Test
    void caller_withANumber_isShownWithTheListedName() {
        assertEquals("(617) 555-0180, BOSTON MA", shown("From: \"X\" <sip:+16175550180@a>;tag=1\n"));
        assertEquals("(617) 555-0199, X", shown("From: \"X\" <sip:16175550199@a>;tag=1\n"));
        assertEquals("+442079460000", shown("From: <sip:+442079460000@a>;tag=1\n"));
    }

    @Test
    void assertedIdentity_asATelephoneUri_isRead() {
        String headers = "From: sip:anonymous@a;tag=1\nPrivacy: id\nP-Asserted-Identity: <tel:+16175550180;x=y>\n";
        assertEquals("(617) 555-0180, BOSTON MA", shown(headers, Fault.LEAKS_ASSERTED_IDENTITY));
        assertEquals("Private", shown(headers));
    }

    @Test
    void remoteParty_isShownByACarrierThatPrefersIt_only() {
        String headers = ANONYMOUS + "Remote-Party-ID: <sip:+16175550199@a>;privacy=full;party=calling\n";
        assertEquals("(617) 555-0199", shown(headers, Fault.PREFERS_REMOTE_PARTY_ID));
        assertEquals("Private", shown(headers));
    }

    @Test
    void faults_withNothingToShow_showNothing() {
        Set<Fault> all = EnumSet.complementOf(EnumSet.of(Fault.REWRITES_FROM));
        CallerShown shown = CallerShown.of(arrival("From: sip:anonymous@a;tag=1\nPrivacy: id\n"), all);
        assertTrue(shown.hidden());
        assertEquals("Private", shown.text());
    }

    @Test
    void lines_neverSayWhomItIsFor() {
        String headers = ANONYMOUS + "X-Folded: one\n two\nSubject: three\n";
        CallerShown shown = CallerShown.of(arrival(headers), Set.of(Fault.PASSES_EVERY_HEADER));
        assertTrue(shown.extra().contains("Subject: three"), shown.toString());
        assertTrue(shown.extra().contains("two"), shown.toString());
        assertFalse(shown.toString().contains("6175550121"), shown.toString());
    }

    private static String shown(String headers, Fault... faults) {
        return CallerShown.of(arrival(headers), Set.of(faults)).text();
    }

    private static Arrival arrival(String headers) {
        byte[] text = (START + headers + "\n").replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        SipMessage message = new SipMessage();
        assertNull(message.parse(MemorySegment.ofArray(text), text.length));
        return Arrival.read(message, SipUri.parse(message.requestUri()).user());
    }
}
