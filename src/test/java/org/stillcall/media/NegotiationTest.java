package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Randomness;
import org.stillcall.media.Negotiation.Reason;

/** Row G1 and the SDP rows of the far leg: offer and answer. */
class NegotiationTest {
    private static final String GCM = "a=crypto:1 AEAD_AES_128_GCM inline:" + "A".repeat(37) + "A==";
    private static final String CM = "a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:" + "B".repeat(40);

    private final Negotiator negotiator = new Negotiator(address(192, 0, 2, 1), 40002, Randomness.secure());

    private static InetAddress address(int... bytes) {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        try {
            return InetAddress.getByAddress(raw);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(SdpBody body) {
        return new String(body.bytes(), StandardCharsets.US_ASCII);
    }

    private Negotiation answered(String sdp) {
        MemorySegment segment = RelayRig.segment(sdp);
        return negotiator.answered(segment, 0, segment.byteSize());
    }

    private Negotiation answerTo(SecureMedia policy, String sdp) {
        MemorySegment segment = RelayRig.segment(sdp);
        return negotiator.answerTo(policy, segment, 0, segment.byteSize());
    }

    private String answerText(SecureMedia policy, String sdp) {
        return answerTo(policy, sdp) instanceof Negotiation.Answer answer ? text(answer.body()) : "refused";
    }

    private static String offer(String media, String... attributes) {
        return "v=0\r\no=alice 53655765 2353687637 IN IP4 pc33.example.com\r\ns=Call from Alice\r\ni=x\r\n"
                + "c=IN IP4 198.51.100.7\r\nt=3034423619 0\r\n" + media + "\r\n" + String.join("\r\n", attributes)
                + "\r\n";
    }

    private static void refused(Reason reason, Negotiation outcome) {
        assertEquals(new Negotiation.Refused(reason), outcome);
    }

    @Test
    void offer_isTheFixedOne() {
        Pattern fixed = Pattern.compile("v=0\r\no=- \\d{1,19} 1 IN IP4 192\\.0\\.2\\.1\r\ns=-\r\n"
                + "c=IN IP4 192\\.0\\.2\\.1\r\nt=0 0\r\nm=audio 40002 RTP/AVP 0 8 101\r\n"
                + "a=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n"
                + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n");
        String first = text(negotiator.offer(SecureMedia.PLAIN));
        assertTrue(fixed.matcher(first).matches(), "the offer is composed from the list");
        assertEquals(first, text(negotiator.offer(SecureMedia.ALLOWED)));
    }

    @Test
    void offer_whenDemanded_hasTwoSuitesAndTheNextVersionWhenChanged() {
        assertTrue(text(negotiator.offer(SecureMedia.PLAIN)).contains(" 1 IN IP4"));
        String secure = text(negotiator.offer(SecureMedia.DEMANDED));
        assertTrue(secure.contains(" 2 IN IP4"));
        assertTrue(secure.contains("RTP/SAVP 0 8 101"));
        assertTrue(Pattern.compile("a=crypto:1 AEAD_AES_128_GCM inline:[A-Za-z0-9+/]{38}==\r\n"
                        + "a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:[A-Za-z0-9+/]{40}\r\n")
                .matcher(secure)
                .find());
        assertEquals(secure, text(negotiator.offer(SecureMedia.DEMANDED)), "the same keys, the same version");
    }

    @Test
    void offer_onIpv6_saysSo() {
        InetAddress six = address(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
        String offer = text(new Negotiator(six, 40000, Randomness.secure()).offer(SecureMedia.PLAIN));
        assertTrue(offer.contains("c=IN IP6 2001:db8:0:0:0:0:0:1\r\n"));
    }

    @Test
    void answer_isAppliedAndMayComeTwice() {
        assertTrue(negotiator.offer(SecureMedia.PLAIN).length() > 0);
        String sdp = offer("m=audio 5000 RTP/AVP 8 96", "a=rtpmap:96 telephone-event/8000", "a=rtcp:6001");
        assertEquals(new Negotiation.Agreed(false, false), answered(sdp));
        AudioTerms terms = negotiator.terms();
        assertEquals(new Negotiation.Agreed(false, false), answered(sdp));
        assertEquals(terms, negotiator.terms());
        assertEquals(Law.ALAW, terms.law());
        assertEquals(96, terms.digitsOut());
        assertEquals(101, terms.digitsIn());
        assertEquals(6001, terms.control().getPort());
    }

    @Test
    void answer_withoutOffer_isNotExpected() {
        refused(Reason.NOT_EXPECTED, answered(offer("m=audio 5000 RTP/AVP 0")));
    }

    @Test
    void answer_thatIsWrong_isRefusedWithTheReason() {
        assertTrue(negotiator.offer(SecureMedia.PLAIN).length() > 0);
        refused(Reason.NOT_UNDERSTOOD, answered("nonsense"));
        refused(Reason.NOT_UNDERSTOOD, answered(offer("m=audio 0 RTP/AVP 0")));
        refused(Reason.NO_COMMON_CODEC, answered(offer("m=audio 5000 RTP/AVP 9 18")));
        refused(Reason.SECURITY_NOT_AVAILABLE, answered(offer("m=audio 5000 RTP/SAVP 0", CM)));
        assertTrue(negotiator.offer(SecureMedia.DEMANDED).length() > 0);
        refused(Reason.SECURITY_DEMANDED, answered(offer("m=audio 5000 RTP/AVP 0")));
        refused(Reason.SECURITY_DEMANDED, answered(offer("m=audio 5000 RTP/SAVP 0", CM.replace(":2", ":7"))));
        refused(Reason.SECURITY_DEMANDED, answered(offer("m=audio 5000 RTP/SAVP 0", GCM, CM)));
        assertNull(negotiator.terms());
        assertEquals(new Negotiation.Agreed(true, false), answered(offer("m=audio 5000 RTP/SAVP 0", CM)));
    }

    @Test
    void answerToOffer_takesCodecsDirectionAndEventNumberOfTheOffer() {
        String answer = answerText(
                SecureMedia.PLAIN,
                offer(
                        "m=audio 5000 RTP/AVP 9 8 0 110",
                        "a=rtpmap:110 telephone-event/8000",
                        "a=tool:canary",
                        "a=candidate:1 1 UDP 1 10.0.0.1 5000 typ host"));
        assertTrue(answer.contains("m=audio 40002 RTP/AVP 8 0 110\r\n"));
        assertTrue(answer.contains("a=fmtp:110 0-15\r\n"));
        assertFalse(answer.contains("canary") || answer.contains("10.0.0.1") || answer.contains("alice"));
        assertEquals(110, negotiator.terms().digitsIn());
    }

    @Test
    void hold_isAnsweredProperlyInAllItsForms() {
        String[][] forms = {
            {"a=sendonly", "a=recvonly"},
            {"a=recvonly", "a=sendonly"},
            {"a=inactive", "a=inactive"},
            {"a=x", "a=sendrecv"}
        };
        for (String[] form : forms) {
            assertTrue(answerText(SecureMedia.PLAIN, offer("m=audio 5000 RTP/AVP 0", form[0]))
                    .contains(form[1]));
        }
        String old = offer("m=audio 5000 RTP/AVP 0").replace("198.51.100.7", "0.0.0.0");
        assertTrue(answerText(SecureMedia.PLAIN, old).contains("a=recvonly"));
        assertTrue(answerTo(SecureMedia.PLAIN, old) instanceof Negotiation.Answer answer && answer.held());
        assertFalse(negotiator.terms().sends());
    }

    @Test
    void version_growsByOneOnChangeOnly() {
        String plain = offer("m=audio 5000 RTP/AVP 0");
        assertTrue(answerText(SecureMedia.PLAIN, plain).contains(" 1 IN"));
        assertTrue(answerText(SecureMedia.PLAIN, plain).contains(" 1 IN"));
        assertTrue(answerText(SecureMedia.PLAIN, offer("m=audio 5000 RTP/AVP 0", "a=sendonly"))
                .contains(" 2 IN"));
        assertTrue(answerText(SecureMedia.PLAIN, plain).contains(" 3 IN"));
    }

    @Test
    void otherMedia_areRefusedInTheirPlaces() {
        String answer = answerText(
                SecureMedia.PLAIN,
                offer("m=video 6000 RTP/AVP 31\r\nm=audio 5000 RTP/AVP 0\r\nm=canary 7000 secret/proto 1"));
        assertTrue(answer.contains("m=video 0 RTP/AVP 0\r\nm=audio 40002 RTP/AVP 0\r\n"));
        assertTrue(answer.endsWith("m=application 0 RTP/AVP 0\r\n"));
        assertFalse(answer.contains("canary"));
    }

    @Test
    void security_followsThePolicy() {
        String secure = offer("m=audio 5000 RTP/SAVP 0", CM, GCM);
        String clear = offer("m=audio 5000 RTP/AVP 0");
        refused(Reason.SECURITY_NOT_AVAILABLE, answerTo(SecureMedia.PLAIN, secure));
        refused(Reason.SECURITY_DEMANDED, answerTo(SecureMedia.DEMANDED, clear));
        refused(
                Reason.SECURITY_DEMANDED,
                answerTo(SecureMedia.DEMANDED, offer("m=audio 5000 RTP/SAVP 0", CM + "|1:4")));
        String answer = answerText(SecureMedia.ALLOWED, secure);
        assertTrue(answer.contains("a=crypto:1 AEAD_AES_128_GCM inline:") && answer.contains("RTP/SAVP"));
        assertFalse(answer.contains("AES_CM"));
        assertTrue(answerText(SecureMedia.ALLOWED, clear).contains("RTP/AVP"));
        String both = clear + "m=audio 5002 RTP/SAVP 0\r\n" + CM + "|2^31\r\n";
        assertTrue(answerText(SecureMedia.ALLOWED, both).contains("m=audio 0 RTP/AVP 0\r\nm=audio 40002 RTP/SAVP 0"));
    }

    @Test
    void impossibleAddresses_areNotUnderstood() {
        String good = offer("m=audio 5000 RTP/AVP 0");
        for (String bad :
                new String[] {"224.0.0.1", "255.255.255.255", "host.example.com", "1.2.3", "1.2.3.4.5", "1.2.3.256"}) {
            refused(Reason.NOT_UNDERSTOOD, answerTo(SecureMedia.PLAIN, good.replace("198.51.100.7", bad)));
        }
        refused(
                Reason.NOT_UNDERSTOOD,
                answerTo(SecureMedia.PLAIN, good.replace("IP4 198.51.100.7", "IP6 2001:db8::1")));
        refused(Reason.NOT_UNDERSTOOD, answerTo(SecureMedia.PLAIN, good.replace("c=IN IP4 198.51.100.7\r\n", "")));
    }

    @Test
    void limits_ofADescription_hold() {
        String good = offer("m=audio 5000 RTP/AVP 0");
        refused(Reason.NOT_UNDERSTOOD, answerTo(SecureMedia.PLAIN, good + "a=x\r\n".repeat(MediaLimits.SDP_LINES)));
        refused(Reason.NOT_UNDERSTOOD, answerTo(SecureMedia.PLAIN, good + "a=" + "x".repeat(MediaLimits.SDP_BYTES)));
        String many = good + "m=video 1 RTP/AVP 3\r\n".repeat(MediaLimits.SDP_SECTIONS);
        refused(Reason.NOT_UNDERSTOOD, answerTo(SecureMedia.PLAIN, many));
    }

    @Test
    void addresses_areReadAsTheJavaLibraryReadsThem() throws UnknownHostException {
        for (String six : new String[] {"::1", "2001:db8::1", "2001:db8:1:2:3:4:5:6", "fe80::", "1::8", "::ffff:1:2"}) {
            MemorySegment segment = RelayRig.segment("IN IP6 " + six);
            InetAddress read = new Text(segment).over(0, segment.byteSize()).address();
            assertArrayEquals(InetAddress.getByName(six).getAddress(), read.getAddress(), six);
        }
        for (String bad :
                new String[] {":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "g::1", "1:::2"}) {
            MemorySegment segment = RelayRig.segment("IN IP6 " + bad);
            assertNull(new Text(segment).over(0, segment.byteSize()).address(), bad);
        }
    }

    @Test
    void erase_overwritesTheKeys() {
        assertTrue(answerTo(SecureMedia.ALLOWED, offer("m=audio 5000 RTP/SAVP 0", CM)) instanceof Negotiation.Answer);
        AudioTerms.Secure keys = negotiator.terms().secure();
        negotiator.erase();
        assertArrayEquals(new byte[30], keys.ours().keying());
        assertArrayEquals(new byte[30], keys.peers().keying());
    }
}
