package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** STUN messages: the published vectors of RFC 5769, and what is refused. Serves B2 and G4. */
class StunTest {
    private static final StunKey PASSWORD = key("VOkJxbRl1RmTxUk/WvJxBt");

    /** RFC 5769 section 2.1. */
    private static final String REQUEST = "00010058 2112a442 b7e7a701 bc34d686 fa87dfae"
            + "80220010 5354554e 20746573 7420636c 69656e74"
            + "00240004 6e0001ff 80290008 932ff9b1 51263b36"
            + "00060009 6576746a 3a683676 59202020"
            + "00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2"
            + "80280004 e57a3bcf";

    /** RFC 5769 section 2.2. */
    private static final String ANSWER_IPV4 = "0101003c 2112a442 b7e7a701 bc34d686 fa87dfae"
            + "8022000b 74657374 20766563 746f7220"
            + "00200008 0001a147 e112a643"
            + "00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7"
            + "80280004 c07d4c96";

    /** RFC 5769 section 2.3. */
    private static final String ANSWER_IPV6 = "01010048 2112a442 b7e7a701 bc34d686 fa87dfae"
            + "8022000b 74657374 20766563 746f7220"
            + "00200014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9"
            + "00080014 a382954e 4be67bf1 1784c97c 8292c275 bfe3ed41"
            + "80280004 c8fb0b4c";

    /** RFC 5769 section 2.4, which has no FINGERPRINT. */
    private static final String LONG_TERM = "00010060 2112a442 78ad3433 c6ad72c0 29da412e"
            + "00060012 e3839ee3 8388e383 aae38383 e382afe3 82b90000"
            + "0015001c 662f2f34 39396b39 35346436 4f4c3334 6f4c3946 53547679 36347341"
            + "0014000b 6578616d 706c652e 6f726700"
            + "00080014 f6702465 6dd64a3e 02b8e071 2e85c9a2 8ca89666";

    private static StunKey key(String password) {
        return new StunKey(password.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static StunReader read(byte[] message) {
        StunReader reader = new StunReader();
        assertTrue(reader.read(message, 0, message.length));
        return reader;
    }

    @Test
    void request_ofTheStandard_isRead() {
        StunReader request = read(bytes(REQUEST));
        assertEquals(Stun.BINDING, request.method());
        assertEquals(Stun.REQUEST, request.kind());
        assertTrue(request.fingerprinted());
        assertTrue(request.genuine(PASSWORD));
        assertFalse(request.genuine(key("VOkJxbRl1RmTxUk/WvJxBT")));
        assertTrue(request.find(Stun.USERNAME));
        assertEquals("evtj:h6vY", new String(request.value(), StandardCharsets.US_ASCII));
        assertTrue(request.valueIs("evtj:h6vY".getBytes(StandardCharsets.US_ASCII)));
        assertFalse(request.valueIs("evtj:h6vy".getBytes(StandardCharsets.US_ASCII)));
        assertTrue(request.find(Stun.PRIORITY));
        assertEquals(0x6e0001ff, request.valueWord());
        assertTrue(request.find(Stun.ICE_CONTROLLED));
        assertFalse(request.find(Stun.USE_CANDIDATE));
        byte[] transaction = new byte[Stun.TRANSACTION_BYTES];
        request.transaction(transaction, 0);
        assertArrayEquals(bytes("b7e7a701bc34d686fa87dfae"), transaction);
    }

    @Test
    void answers_ofTheStandard_areRead() throws UnknownHostException {
        for (String hex : new String[] {ANSWER_IPV4, ANSWER_IPV6}) {
            StunReader answer = read(bytes(hex));
            assertEquals(Stun.SUCCESS, answer.kind());
            assertTrue(answer.fingerprinted() && answer.genuine(PASSWORD));
            assertTrue(answer.find(Stun.XOR_MAPPED_ADDRESS));
            String host = hex.equals(ANSWER_IPV4) ? "192.0.2.1" : "2001:db8:1234:5678:11:2233:4455:6677";
            assertEquals(new InetSocketAddress(InetAddress.getByName(host), 32853), answer.xorAddress());
        }
    }

    @Test
    void longTermCredential_ofTheStandard_isRight() throws GeneralSecurityException {
        String text = "\u30de\u30c8\u30ea\u30c3\u30af\u30b9:example.org:TheMatrIX"; // the password after SASLprep
        byte[] md5 = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        StunReader request = read(bytes(LONG_TERM));
        assertTrue(request.genuine(new StunKey(md5)));
        assertFalse(request.fingerprinted());
        assertTrue(request.find(Stun.NONCE));
        assertEquals("f//499k954d6OL34oL9FSTvy64sA", new String(request.value(), StandardCharsets.US_ASCII));
    }

    /** The standard's messages are written byte for byte; what fills a value up is zero with us, a space with them. */
    @Test
    void answers_ofTheStandard_areWritten() throws UnknownHostException {
        byte[] transaction = bytes("b7e7a701bc34d686fa87dfae");
        for (String hex : new String[] {ANSWER_IPV4, ANSWER_IPV6}) {
            byte[] wanted = bytes(hex);
            String host = hex.equals(ANSWER_IPV4) ? "192.0.2.1" : "2001:db8:1234:5678:11:2233:4455:6677";
            StunWriter writer = new StunWriter(new byte[200]);
            writer.begin(Stun.BINDING, Stun.SUCCESS, transaction, 0);
            writer.attribute(0x8022, "test vector".getBytes(StandardCharsets.US_ASCII));
            assertEquals(0, writer.data()[writer.length() - 1]);
            writer.data()[writer.length() - 1] = ' ';
            writer.xorAddress(Stun.XOR_MAPPED_ADDRESS, new InetSocketAddress(InetAddress.getByName(host), 32853));
            writer.integrity(PASSWORD).fingerprint();
            assertArrayEquals(wanted, Arrays.copyOf(writer.data(), writer.length()));
        }
    }

    @Test
    void error_isWrittenAndRead() {
        StunWriter writer = new StunWriter(new byte[200]);
        writer.answer(read(bytes(REQUEST)), Stun.ERROR).error(Stun.ROLE_CONFLICT);
        writer.integrity(PASSWORD).fingerprint();
        StunReader answer = read(Arrays.copyOf(writer.data(), writer.length()));
        assertEquals(Stun.ERROR, answer.kind());
        assertTrue(answer.fingerprinted() && answer.genuine(PASSWORD) && answer.find(Stun.ERROR_CODE));
        assertEquals(487, answer.errorCode());
    }

    @Test
    void types_keepMethodAndKindApart() {
        for (int method = 0; method < 0x1000; method++) {
            for (int kind : new int[] {Stun.REQUEST, Stun.INDICATION, Stun.SUCCESS, Stun.ERROR}) {
                int type = Stun.type(method, kind);
                assertTrue(type < 0x4000);
                assertEquals(method, Stun.method(type));
                assertEquals(kind, Stun.kind(type));
            }
        }
        assertEquals(0x0113, Stun.type(3, Stun.ERROR)); // an Allocate error, RFC 8656 section 17
    }

    @Test
    void attributeAfterTheIntegrity_isNotSeen() {
        StunWriter writer = new StunWriter(new byte[200]);
        writer.begin(Stun.BINDING, Stun.REQUEST, new byte[12], 0).integrity(PASSWORD);
        writer.flag(Stun.USE_CANDIDATE).fingerprint();
        StunReader request = read(Arrays.copyOf(writer.data(), writer.length()));
        assertTrue(request.genuine(PASSWORD) && request.fingerprinted());
        assertFalse(request.find(Stun.USE_CANDIDATE));
    }

    @Test
    void messages_beyondTheRules_areRefused() {
        byte[] good = bytes(REQUEST);
        StunReader reader = new StunReader();
        assertFalse(reader.read(good, 0, good.length - 4), "shorter than it says");
        assertFalse(reader.read(Arrays.copyOf(good, good.length + 4), 0, good.length + 4), "longer than it says");
        assertFalse(reader.read(new byte[0], 0, 0));
        byte[] cookie = good.clone();
        cookie[4] ^= 1;
        assertFalse(reader.read(cookie, 0, cookie.length), "no cookie");
        byte[] first = good.clone();
        first[0] |= (byte) 0x80;
        assertFalse(reader.read(first, 0, first.length), "not the two zero bits");
        byte[] past = good.clone();
        past[22] = 0x01;
        assertFalse(reader.read(past, 0, past.length), "a value that reaches past the end");
        StunWriter after = new StunWriter(new byte[200]);
        after.begin(Stun.BINDING, Stun.REQUEST, new byte[12], 0).fingerprint().flag(Stun.USE_CANDIDATE);
        assertFalse(reader.read(after.data(), 0, after.length()), "something after the fingerprint");
        byte[] digest = new byte[Stun.INTEGRITY_BYTES - 4];
        StunWriter cut = new StunWriter(new byte[200]);
        cut.begin(Stun.BINDING, Stun.REQUEST, new byte[12], 0).attribute(Stun.MESSAGE_INTEGRITY, digest);
        assertFalse(reader.read(cut.data(), 0, cut.length()), "a shortened integrity");
        StunWriter check = new StunWriter(new byte[200]);
        check.begin(Stun.BINDING, Stun.REQUEST, new byte[12], 0).attribute(Stun.FINGERPRINT, new byte[8]);
        assertFalse(reader.read(check.data(), 0, check.length()), "a longer fingerprint");
    }

    @Test
    void message_withMoreAttributesThanTheLimit_isRefused() {
        StunWriter writer = new StunWriter(new byte[400]);
        writer.begin(Stun.BINDING, Stun.REQUEST, new byte[12], 0);
        for (int i = 0; i < MediaLimits.STUN_ATTRIBUTES; i++) {
            writer.flag(Stun.USE_CANDIDATE);
        }
        StunReader reader = new StunReader();
        assertTrue(reader.read(writer.data(), 0, writer.length()));
        writer.flag(Stun.USE_CANDIDATE);
        assertFalse(reader.read(writer.data(), 0, writer.length()));
    }

    @Test
    void address_ofAnotherFamilyOrLength_isNone() {
        for (String value :
                new String[] {"0001", "00031234 01020304", "00011234 0102030405060708", "00021234 01020304"}) {
            StunWriter writer = new StunWriter(new byte[200]);
            writer.begin(Stun.BINDING, Stun.SUCCESS, new byte[12], 0).attribute(Stun.XOR_MAPPED_ADDRESS, bytes(value));
            StunReader answer = read(Arrays.copyOf(writer.data(), writer.length()));
            assertTrue(answer.find(Stun.XOR_MAPPED_ADDRESS));
            assertNull(answer.xorAddress());
        }
    }
}
