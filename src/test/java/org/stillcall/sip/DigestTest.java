package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.sip.Messages.slice;
import static org.stillcall.sip.Messages.text;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Secret;
import org.stillcall.sip.OffHeapHash.Algorithm;

class DigestTest {
    private final Block block = new BlockPool(4096, 1).take();
    private final SipWriter out = new SipWriter(block);

    private static Credential credential(String user, String password) {
        return new Credential(user, Secret.of(password.getBytes(StandardCharsets.US_ASCII)));
    }

    private boolean answer(String challenge) {
        return DigestAnswer.write(
                out,
                slice(challenge),
                credential("bob", "zanzibar"),
                SipMethod.INVITE,
                slice("sip:bob@biloxi.com"),
                1,
                "0a4f113b");
    }

    private String written() {
        return text(new Slice(block.segment(), 0, out.length()));
    }

    private static String sum(Algorithm algorithm, String user, String realm, String password, String... more) {
        try (DigestSum sum = new DigestSum(algorithm)) {
            sum.first(user, slice(realm), password.getBytes(StandardCharsets.US_ASCII));
            sum.second(more[0], slice(more[1]));
            return text(sum.result(slice(more[2]), slice(more[3]), slice(more[4])));
        }
    }

    @Test
    void sum_ofRfc7616sExample_md5() { // section 3.9.1
        assertEquals(
                "8ca523f5e9506fed4657c9700eebdbec",
                sum(
                        Algorithm.MD5,
                        "Mufasa",
                        "http-auth@example.org",
                        "Circle of Life",
                        "GET",
                        "/dir/index.html",
                        "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                        "00000001",
                        "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"));
    }

    @Test
    void sum_ofRfc7616sExample_sha256() { // section 3.9.1
        assertEquals(
                "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
                sum(
                        Algorithm.SHA_256,
                        "Mufasa",
                        "http-auth@example.org",
                        "Circle of Life",
                        "GET",
                        "/dir/index.html",
                        "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                        "00000001",
                        "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"));
    }

    @Test
    void challengeWithQop_isAnsweredWithCount() { // the example of draft-smith-sipping-auth-examples section 3.2
        assertTrue(answer("Digest realm=\"biloxi.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
                + "qop=\"auth,auth-int\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\", algorithm=md5"));
        assertEquals(
                "Digest username=\"bob\", realm=\"biloxi.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
                        + "uri=\"sip:bob@biloxi.com\", response=\"89eb0059246c02b2f6ee02c7961d5ea3\", algorithm=MD5, "
                        + "opaque=\"5ccc069c403ebaf9f0171e9517f40e41\", qop=auth, nc=00000001, cnonce=\"0a4f113b\"",
                written());
    }

    @Test
    void challengeWithoutQop_isAnsweredTheOldWay() { // section 3.1 of the same
        assertTrue(answer("Digest realm=\"biloxi.com\",nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\""));
        assertEquals(
                "Digest username=\"bob\", realm=\"biloxi.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
                        + "uri=\"sip:bob@biloxi.com\", response=\"bf57e4e0d0bffc0fbaedce64d59add5e\"",
                written());
    }

    @Test
    void quotedPair_countsAsItsCharacterAndStaysQuoted() {
        assertTrue(answer("Digest realm=\"a\\\"b\", nonce=\"n\", qop=\"auth\""));
        assertTrue(written().contains("realm=\"a\\\"b\", nonce"));
        String expected = sum(
                Algorithm.MD5, "bob", "a\"b", "zanzibar", "INVITE", "sip:bob@biloxi.com", "n", "00000001", "0a4f113b");
        assertTrue(written().contains(expected));
    }

    @Test
    void userWithQuote_isEscaped() {
        assertTrue(DigestAnswer.write(
                out,
                slice("Digest realm=\"r\", nonce=\"n\""),
                credential("a\"b\\", "x"),
                SipMethod.REGISTER,
                slice("sip:r"),
                1,
                "c"));
        assertTrue(written().startsWith("Digest username=\"a\\\"b\\\\\", realm"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic realm=\"r\"",
                "Digest",
                "Digest realm=\"r\"",
                "Digest nonce=\"n\"",
                "Digest realm=\"r\", nonce=\"\"",
                "Digest realm=\"r\", nonce=\"n",
                "Digest realm=\"r\r\nInjected: yes\", nonce=\"n\"",
                "Digest realm=\"r\", nonce=\"n\u0000\"",
                "Digest realm=\"r\", nonce=\"n\\",
                "Digest realm=\"r\", nonce=\"n\", nonce=\"m\"",
                "Digest realm=\"r\", nonce=\"n\", algorithm=MD5-sess",
                "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-512-256",
                "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"",
                "Digest realm=\"r\" nonce=\"n\"",
                "Digest realm=\"r\", nonce=n\"n\"",
                "Digest realm=\"r\", nonce=\"n\", Digest realm=\"q\", nonce=\"m\"",
                "Digest =\"r\", realm=\"r\", nonce=\"n\""
            })
    void hostileOrUnknownChallenge_isNotAnswered(String challenge) {
        assertFalse(answer(challenge));
        assertEquals(0, out.length());
    }

    @Test
    void oversizedNonce_isNotAnswered() {
        assertFalse(answer("Digest realm=\"r\", nonce=\"" + "n".repeat(513) + "\""));
        assertTrue(answer("Digest realm=\"r\", nonce=\"" + "n".repeat(512) + "\""));
    }

    @Test
    void severalChallenges_theStrongestIsChosen() {
        SipMessage response = Messages.sound("""
                SIP/2.0 401 Unauthorized
                Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
                From: <sip:a@example.com>;tag=1
                To: <sip:a@example.com>;tag=2
                Call-ID: 1
                CSeq: 1 REGISTER
                WWW-Authenticate: Digest realm="r", nonce="one", algorithm=MD5, qop="auth"
                WWW-Authenticate: Digest realm="r", nonce="two", algorithm=SHA-512-256, qop="auth"
                WWW-Authenticate: Digest realm="r", nonce="three", algorithm=sha-256, qop="auth", stale=TRUE
                WWW-Authenticate: Digest realm="r", nonce="four", algorithm=SHA-256, qop="auth"
                Proxy-Authenticate: Digest realm="r", nonce="five", algorithm=SHA-256, qop="auth"

                """);
        Slice chosen = DigestAnswer.choose(response);
        assertNotNull(chosen);
        assertTrue(text(chosen).contains("three"));
        assertTrue(DigestAnswer.stale(chosen));
    }

    @Test
    void noChallengeOfOurs_isNoChoice() {
        SipMessage response = Messages.sound("""
                SIP/2.0 407 Proxy Authentication Required
                Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
                From: <sip:a@example.com>;tag=1
                To: <sip:a@example.com>;tag=2
                Call-ID: 1
                CSeq: 1 REGISTER
                WWW-Authenticate: Digest realm="r", nonce="one", algorithm=MD5, qop="auth"

                """);
        assertNull(DigestAnswer.choose(response));
    }

    @Test
    void compare_noticesEveryDigit() {
        Slice sum = slice("0123456789abcdef");
        assertTrue(DigestSum.same(sum, slice("0123456789ABCDEF")));
        for (int i = 0; i < 16; i++) {
            StringBuilder other = new StringBuilder("0123456789abcdef");
            other.setCharAt(i, 'x');
            assertFalse(DigestSum.same(sum, slice(other.toString())));
        }
        assertFalse(DigestSum.same(sum, slice("")));
        assertFalse(DigestSum.same(sum, slice("0123456789abcdef0123456789abcdef")));
    }
}
