package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.base.Randomness;
import org.stillcall.media.Negotiation.Reason;

/** A browser's offer and our answer, line by line. Serves B2, G4. */
class BrowserSdpTest {
    /** Chromium 150, audio only, as {@code localDescription} before any candidate. */
    static final String CHROMIUM = resource("chromium-offer.sdp");

    /** Firefox 140, the same. */
    static final String FIREFOX = resource("firefox-offer.sdp");

    private final DtlsIdentity identity = DtlsIdentity.random(Randomness.secure());
    private BrowserNegotiator negotiator = negotiator("192.0.2.1");

    private static String resource(String name) {
        try (var in = BrowserSdpTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).replace("\n", "\r\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private BrowserNegotiator negotiator(String... addresses) {
        List<BrowserSettings.Address> all = java.util.Arrays.stream(addresses)
                .map(BrowserSdpTest::address)
                .map(at -> new BrowserSettings.Address(at, at))
                .toList();
        return new BrowserNegotiator(BrowserSettings.of(all, 3478), identity, Randomness.secure());
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private String answer(String offer) {
        Negotiation outcome = negotiator.answerTo(offer.getBytes(StandardCharsets.US_ASCII));
        Negotiation.Answer answer = assertInstanceOf(Negotiation.Answer.class, outcome);
        assertTrue(answer.secure());
        return new String(answer.body().bytes(), StandardCharsets.US_ASCII);
    }

    private void refused(Reason reason, String offer) {
        negotiator = negotiator("192.0.2.1");
        assertNotEquals(CHROMIUM, offer, "the change took hold");
        assertEquals(new Negotiation.Refused(reason), negotiator.answerTo(offer.getBytes(StandardCharsets.US_ASCII)));
        assertNull(negotiator.terms());
    }

    @Test
    void answer_isTheseLines() {
        String answer = answer(CHROMIUM);
        BrowserTerms terms = negotiator.terms();
        String digest = HexFormat.ofDelimiter(":").withUpperCase().formatHex(identity.digest());
        String id = answer.split(" ")[1];
        assertEquals(
                String.join(
                        "\r\n",
                        "v=0",
                        "o=- " + id + " 1 IN IP4 192.0.2.1",
                        "s=-",
                        "c=IN IP4 192.0.2.1",
                        "t=0 0",
                        "a=ice-lite",
                        "a=group:BUNDLE 0",
                        "m=audio 3478 UDP/TLS/RTP/SAVPF 0 8 126",
                        "a=rtpmap:0 PCMU/8000",
                        "a=rtpmap:8 PCMA/8000",
                        "a=rtpmap:126 telephone-event/8000",
                        "a=fmtp:126 0-15",
                        "a=mid:0",
                        "a=ice-ufrag:" + terms.name().nameText(),
                        "a=ice-pwd:" + terms.name().passwordText(),
                        "a=fingerprint:sha-256 " + digest,
                        "a=setup:passive",
                        "a=rtcp-mux",
                        "a=candidate:1 1 udp 2130706431 192.0.2.1 3478 typ host",
                        "a=end-of-candidates",
                        "a=ptime:20",
                        "a=sendrecv",
                        ""),
                answer);
        assertEquals(126, terms.audio().digitsIn());
        assertEquals(126, terms.audio().digitsOut());
        assertNull(terms.audio().secure());
    }

    @Test
    void firefoxesOffer_isUnderstoodToo() {
        String answer = answer(FIREFOX);
        assertTrue(answer.contains("m=audio 3478 UDP/TLS/RTP/SAVPF 0 8 101\r\n"), answer);
        assertTrue(answer.contains("a=mid:0\r\n"));
    }

    @Test
    void bothFamilies_areOffered() {
        negotiator = negotiator("192.0.2.1", "2001:db8::1");
        String answer = answer(CHROMIUM);
        assertTrue(answer.contains("c=IN IP4 192.0.2.1\r\n"));
        assertTrue(answer.contains("a=candidate:1 1 udp 2130706431 192.0.2.1 3478 typ host\r\n"));
        assertTrue(answer.contains("a=candidate:2 1 udp 2130706175 2001:db8:0:0:0:0:0:1 3478 typ host\r\n"));
        negotiator = negotiator("2001:db8::1");
        assertTrue(answer(CHROMIUM).contains("c=IN IP6 2001:db8:0:0:0:0:0:1\r\n"));
    }

    @Test
    void directions_areTurnedRound() {
        assertTrue(answer(CHROMIUM.replace("a=sendrecv", "a=recvonly")).endsWith("a=sendonly\r\n"));
        Negotiation held =
                negotiator.answerTo(CHROMIUM.replace("a=sendrecv", "a=inactive").getBytes(StandardCharsets.US_ASCII));
        assertTrue(((Negotiation.Answer) held).held());
    }

    @Test
    void sectionWithoutANumber_isAnsweredWithoutOne() {
        for (String mid : List.of("a=mid:CANARY", "a=mid:1000", "a=mid:0x", "a=x")) {
            String answer = answer(CHROMIUM.replace("a=mid:0", mid));
            assertTrue(!answer.contains("mid") && !answer.contains("BUNDLE"), answer);
        }
        assertTrue(answer(CHROMIUM.replace("a=mid:0", "a=mid:17")).contains("a=group:BUNDLE 17\r\n"));
    }

    @Test
    void offersWithoutWhatIsNeeded_areRefused() {
        refused(Reason.NOT_UNDERSTOOD, "");
        refused(Reason.NOT_UNDERSTOOD, CHROMIUM + CHROMIUM.substring(CHROMIUM.indexOf("m=")));
        refused(Reason.NOT_UNDERSTOOD, CHROMIUM.replace("m=audio", "m=video"));
        refused(Reason.NOT_UNDERSTOOD, CHROMIUM.replace("m=audio 9", "m=audio 0"));
        refused(Reason.NOT_UNDERSTOOD, CHROMIUM.replace("UDP/TLS/RTP/SAVPF", "RTP/SAVPF"));
        refused(Reason.NOT_UNDERSTOOD, CHROMIUM.replace("a=rtcp-mux\r\n", ""));
        refused(Reason.NOT_UNDERSTOOD, CHROMIUM.replaceAll("a=ice-ufrag:.*\r\n", ""));
        refused(Reason.NOT_UNDERSTOOD, CHROMIUM.replaceAll("a=ice-ufrag:.*\r\n", "a=ice-ufrag:abc\r\n"));
        refused(Reason.NOT_UNDERSTOOD, CHROMIUM.replaceAll("a=ice-ufrag:.*\r\n", "a=ice-ufrag:ab cd\r\n"));
        refused(Reason.NOT_UNDERSTOOD, CHROMIUM.replace("a=setup:actpass", "a=setup:passive"));
        refused(Reason.NOT_UNDERSTOOD, CHROMIUM.replace("a=setup:actpass\r\n", ""));
        refused(Reason.NO_COMMON_CODEC, CHROMIUM.replace("SAVPF 0 8 110 126", "SAVPF 110 126"));
        refused(
                Reason.NO_COMMON_CODEC,
                CHROMIUM.replace("PCMU/8000", "PCMU/16000").replace("PCMA", "opus"));
    }

    /** RFC 8122 section 5: SHA-256 is the weakest that is taken. */
    @ParameterizedTest
    @ValueSource(strings = {"", "sha-1", "md5", "sha-224", "sha-512", "sha-2566"})
    void otherDigests_areRefused(String hash) {
        String line = hash.isEmpty() ? "" : "a=fingerprint:" + hash + " $1\r\n";
        refused(Reason.SECURITY_DEMANDED, CHROMIUM.replaceAll("a=fingerprint:sha-256 (.*)\r\n", line));
    }

    @Test
    void digestOfAnotherLength_isRefused() {
        refused(Reason.SECURITY_DEMANDED, CHROMIUM.replaceAll("(a=fingerprint:.*):..\r\n", "$1\r\n"));
        refused(Reason.SECURITY_DEMANDED, CHROMIUM.replaceAll("(a=fingerprint:.*)\r\n", "$1:00\r\n"));
        refused(Reason.SECURITY_DEMANDED, CHROMIUM.replaceAll("(a=fingerprint:.*)..\r\n", "$1zz\r\n"));
    }

    @Test
    void nameOfTheBrowser_isBounded() {
        String longest = "a=ice-ufrag:" + "x".repeat(MediaLimits.ICE_NAME_BYTES) + "\r\n";
        answer(CHROMIUM.replaceAll("a=ice-ufrag:.*\r\n", longest));
        refused(Reason.NOT_UNDERSTOOD, CHROMIUM.replaceAll("a=ice-ufrag:.*\r\n", longest.replace(":x", ":xx")));
    }

    @Test
    void sameOfferAgain_keepsOurCredentials_newOnesChangeThem() {
        String first = answer(CHROMIUM);
        IceName name = negotiator.terms().name();
        String again = answer(CHROMIUM);
        assertEquals(first.replace(" 1 IN", " 2 IN"), again);
        assertEquals(name, negotiator.terms().name());
        answer(CHROMIUM.replaceAll("a=ice-ufrag:.*\r\n", "a=ice-ufrag:other\r\n"));
        assertNotEquals(name.bits, negotiator.terms().name().bits);
        assertNotEquals(name.passwordText(), negotiator.terms().name().passwordText());
    }

    @Test
    void browsersOffer_isNothingForAPhonesLeg() {
        Negotiator phone = new Negotiator(address("192.0.2.1"), 40_000, Randomness.secure());
        byte[] bytes = CHROMIUM.getBytes(StandardCharsets.US_ASCII);
        Negotiation outcome =
                phone.answerTo(SecureMedia.ALLOWED, java.lang.foreign.MemorySegment.ofArray(bytes), 0, bytes.length);
        assertEquals(new Negotiation.Refused(Reason.NOT_UNDERSTOOD), outcome);
    }
}
