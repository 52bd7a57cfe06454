package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.sip.Messages.text;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4475 section 3.1.1: the messages that every parser takes. */
class TortureValidTest {
    /** SHA-256 of each message as the RFC's own archive has it, so that an editor's help is noticed. */
    private static final Map<String, String> ARCHIVE = Map.ofEntries(
            Map.entry("wsinv", "d6f6cdee99cd0a1f8e3d9a0fdd67c877700e19ab86d8186dada06f61260e3e61"),
            Map.entry("intmeth", "b957a8292c1c0a9851fe94705b90f94320738f43aacde64998e401f742ef688d"),
            Map.entry("esc01", "be3a316d4ce5f69cad474646191e390dd4b50fc8371e44b5197fe1237781973e"),
            Map.entry("escnull", "263fe2ecd12a5ccbb6c67b3174e9211d11da9b600e7d69666a86d2ee42873e90"),
            Map.entry("esc02", "9a9c59449f00327b02071feafc8e5c2a261c98c818044167894cc17809a12199"),
            Map.entry("lwsdisp", "d1b36b6316c12824f6f04bf6b1fd1f021cade9b74871693b9c3474cd9fa7f4e6"),
            Map.entry("longreq", "185739292bc676760e5b1cca77c87705aa570240171c506ad76f8c35af0ecdaa"),
            Map.entry("dblreq", "a6be48426565c2a705389c4ce2ea17e57b891cb13f80490a2cb9392c797b46ef"),
            Map.entry("semiuri", "87bbaed6b4b354dbd3c5c7a20e66686303c63e43a0aa19b89de1ac75231611a2"),
            Map.entry("transports", "33b4553a3b9418121b099ff07882535151edd6a1e81898c63a916aad2cbf90bc"),
            Map.entry("mpart01", "92147c8e24997bac59629e1b163767697d0d6d499af87f89e325d69968bec3ba"),
            Map.entry("unreason", "4f939d6ebf4817eea70f011d3209e83732872ffc20ffd304b244084dc392f4d7"),
            Map.entry("noreason", "07e11e470a69fffa3674de805e5165d1351a9439a91045ee70c9570ea24ab4fe"));

    private final SipMessage message = new SipMessage();

    private void read(String name) {
        assertNull(Messages.parse(message, Messages.torture(name)), name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "noreason"
            })
    void message_isTheArchivesByteForByte_andParses(String name) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Messages.torture(name));
        assertEquals(ARCHIVE.get(name), HexFormat.of().formatHex(hash));
        read(name);
    }

    @Test
    void wsinv_isUnfolded() { // 3.1.1.1
        read("wsinv");
        assertEquals(SipMethod.INVITE, message.method());
        assertEquals("sip:vivekg@chair-dnrc.example.com;unknownparam", text(message.requestUri()));
        assertEquals("1918181833n", text(message.to().tag()));
        assertEquals("sip:vivekg@chair-dnrc.example.com", text(message.to().uri()));
        assertEquals("\"J Rosenberg \\\\\\\"\"", text(message.from().display()));
        assertEquals("98asjd8", text(message.from().tag()));
        assertEquals(9, message.cseq());
        assertEquals(68, message.header(HeaderName.MAX_FORWARDS).number());
        assertEquals("UDP", text(message.via().transport()));
        assertEquals("192.0.2.2", text(message.via().host()));
        assertEquals("390skdjuw", text(message.via().branch()));
        assertFalse(message.via().hasCookie());
        assertEquals(150, message.body().length());
        NameAddress contact = NameAddress.parse(message.header(HeaderName.CONTACT));
        assertTrue(contact.valid());
        assertEquals("newvalue", text(contact.parameters().parameter("newparam")));
        assertEquals("", text(contact.parameters().parameter("secondparam")));
        assertEquals("0.33", text(contact.parameters().parameter("q")));
    }

    @Test
    void wsinv_secondViaLine_holdsTwoValues() {
        read("wsinv");
        int lines = 0;
        for (int i = 0; i < message.headerCount(); i++) {
            if (message.headerName(i) == HeaderName.VIA && lines++ == 1) {
                Via via = Via.parse(message.headerValue(i));
                assertEquals("TCP", text(via.transport()));
                assertEquals("spindle.example.com", text(via.host()));
                assertEquals("z9hG4bK9ikj8", text(via.branch()));
            }
        }
        assertEquals(2, lines);
    }

    @Test
    void intmeth_isAnUnknownMethodWithUnusualCharacters() { // 3.1.1.2
        read("intmeth");
        assertEquals(SipMethod.UNKNOWN, message.method());
        assertEquals("!interesting-Method0123456789_*+`.%indeed'~", text(message.methodToken()));
        SipUri uri = SipUri.parse(message.requestUri());
        assertTrue(uri.valid());
        assertEquals("example.com", text(uri.host()));
        assertEquals("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*", text(uri.user()));
        assertEquals("_token~1'+`*%!-.", text(message.from().tag()));
        assertEquals("sip:mundane@example.com", text(message.from().uri()));
        assertEquals("z9hG4bK-.!%66*_+`'~", text(message.via().branch()));
        assertEquals(255, message.header(HeaderName.MAX_FORWARDS).number());
    }

    @Test
    void esc01_escapesStayAsTheyAre() { // 3.1.1.3
        read("esc01");
        SipUri uri = SipUri.parse(message.requestUri());
        assertEquals("sips%3Auser%40example.com", text(uri.user()));
        assertEquals("example.net", text(uri.host()));
        assertFalse(uri.secure());
        assertEquals("esc01.239409asdfakjkn23onasd0-3234", text(message.callId()));
        NameAddress contact = NameAddress.parse(message.header(HeaderName.CONTACT));
        assertEquals("cal%6Cer", text(SipUri.parse(contact.uri()).user()));
    }

    @Test
    void escnull_bothContactsAreThere() { // 3.1.1.4
        read("escnull");
        assertEquals("null-%00-null", text(SipUri.parse(message.to().uri()).user()));
        assertEquals(
                "sip:%00@host5.example.com",
                text(NameAddress.parse(message.header(HeaderName.CONTACT)).uri()));
    }

    @Test
    void esc02_percentIsNoEscapeInMethodOrHeaderName() { // 3.1.1.5
        read("esc02");
        assertEquals(SipMethod.UNKNOWN, message.method());
        int contacts = 0;
        for (int i = 0; i < message.headerCount(); i++) {
            contacts += message.headerName(i) == HeaderName.CONTACT ? 1 : 0;
        }
        assertEquals(2, contacts);
        assertEquals("z9hG4bK209%fzsnel234", text(message.via().branch()));
    }

    @Test
    void lwsdisp_displayNameEndsAtTheBracket() { // 3.1.1.6
        read("lwsdisp");
        assertEquals("caller", text(message.from().display()));
        assertEquals("sip:caller@example.com", text(message.from().uri()));
    }

    @Test
    void longreq_isReadWhole() { // 3.1.1.7
        read("longreq");
        assertEquals(3882340, message.cseq());
        assertEquals("sip33.example.com", text(message.via().host()));
        assertTrue(message.via().branch().isEmpty());
        assertEquals(6000, SipUri.parse(message.to().uri()).port());
        assertEquals(156, message.from().tag().length() + 1);
        assertEquals(150, message.body().length());
    }

    @Test
    void dblreq_whatFollowsTheBodyIsNotRead() { // 3.1.1.8
        read("dblreq");
        assertEquals(SipMethod.REGISTER, message.method());
        assertEquals(0, message.body().length());
        assertEquals(8, message.cseq());
    }

    @Test
    void semiuri_semicolonBelongsToTheUser() { // 3.1.1.9
        read("semiuri");
        SipUri uri = SipUri.parse(message.requestUri());
        assertEquals("user;par=u%40example.net", text(uri.user()));
        assertEquals("example.com", text(uri.host()));
    }

    @Test
    void transports_topmostCounts() { // 3.1.1.10
        read("transports");
        assertEquals("t1.example.com", text(message.via().host()));
        assertEquals("transports.kijh4akdnaqjkwendsasfdj", text(message.callId()));
    }

    @Test
    void mpart01_bodyHoldsNulls() { // 3.1.1.11
        read("mpart01");
        assertEquals(SipMethod.MESSAGE, message.method());
        assertEquals(553, message.body().length());
        assertTrue(message.body().indexOf('\0', 0) > 0);
    }

    @Test
    void unreason_phraseIsNotRead() { // 3.1.1.12
        read("unreason");
        assertFalse(message.isRequest());
        assertEquals(200, message.status());
        assertEquals(SipMethod.INVITE, message.method());
        assertNotNull(message.to().tag());
    }

    @Test
    void noreason_phraseMayBeEmpty() { // 3.1.1.13
        read("noreason");
        assertEquals(100, message.status());
    }
}
