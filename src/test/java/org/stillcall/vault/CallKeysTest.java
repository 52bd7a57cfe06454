package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.X25519Decrypter;
import com.nimbusds.jose.crypto.X25519Encrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.base.Limits;
import org.stillcall.base.Randomness;
import org.stillcall.vault.CallKeys.CallKey;
import org.stillcall.vault.CallKeys.Reason;

/** G18, B4: a number reaches the server sealed to a key that serves once; the other side is another implementation. */
class CallKeysTest {
    private static final String NUMBER = "+12025550147";

    private final AtomicLong now = new AtomicLong();
    private final BlockPool numbers = Digits.pool(8);
    private final CallKeys keys = new CallKeys(now::get, Randomness.secure(), numbers);
    private final NumberSealer sealer = new NumberSealer(Randomness.secure());

    @AfterEach
    void everyNumberWasClosed() {
        assertEquals(0, numbers.onLoan());
        keys.close();
        sealer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {NUMBER, "+12025550147   ", "0301234", "+1 (202) 555-0147"})
    void open_ofWhatAnotherImplementationSealed_givesTheNumber(String text) throws JOSEException, ParseException {
        CallKey key = key();
        String dialled = text.replaceAll("[^0-9]", "");
        assertNumber(dialled, text.startsWith("+"), keys.open(key.kid(), sealedElsewhere(key, header().build(), text)));
    }

    @Test
    void open_withPartiesNamed_derivesTheKeyFromThem() throws JOSEException, ParseException {
        CallKey key = key();
        JWEHeader header = header().agreementPartyUInfo(Base64URL.encode("Alice"))
                .agreementPartyVInfo(Base64URL.encode("Bob"))
                .keyID(key.kid())
                .contentType("text/plain")
                .build();
        byte[] sealed = sealedElsewhere(key, header, NUMBER).getBytes(StandardCharsets.US_ASCII);
        assertNumber("12025550147", true, keys.open(key.kid(), sealed));
    }

    @Test
    void seal_isOpenedByAnotherImplementation() throws JOSEException, ParseException {
        OctetKeyPair pair = new OctetKeyPairGenerator(Curve.X25519).generate();
        try (Digits number = digits("12025550147")) {
            JWEObject sealed =
                    JWEObject.parse(sealer.seal(number, pair.toPublicJWK().toJSONString()));
            sealed.decrypt(new X25519Decrypter(pair));
            assertEquals("12025550147", sealed.getPayload().toString().strip());
        }
    }

    @Test
    void seal_ofLongAndShortNumbers_givesTheSameLength() {
        String jwk = key().jwk();
        try (Digits shorter = digits("911");
                Digits longer = digits("12345678901234567890123456789012")) {
            assertEquals(
                    sealer.seal(shorter, jwk).length(), sealer.seal(longer, jwk).length());
        }
    }

    @Test
    void seal_toWhatIsNoPublicKeyOnX25519_throws() {
        String small = CallKeys.jwk(new byte[32]);
        try (Digits number = digits("911")) {
            for (String jwk : List.of("", "[]", "{\"kty\":\"OKP\"}", small, small.replace("}", ",\"d\":\"AA\"}"))) {
                assertThrows(IllegalArgumentException.class, () -> sealer.seal(number, jwk));
            }
        }
    }

    @Test
    void open_again_isRefused() {
        CallKey key = key();
        String sealed = sealed(key);
        assertNumber("12025550147", false, keys.open(key.kid(), sealed));
        assertRefused(Reason.UNKNOWN_KEY, keys.open(key.kid(), sealed));
    }

    @Test
    void open_afterAnAttemptThatFailed_isRefused() {
        CallKey key = key();
        String sealed = sealed(key);
        assertRefused(Reason.MALFORMED, keys.open(key.kid(), "x"));
        assertRefused(Reason.UNKNOWN_KEY, keys.open(key.kid(), sealed));
    }

    @Test
    void open_after60Seconds_isRefused() {
        CallKey early = key();
        CallKey late = key();
        now.addAndGet(Limits.CALL_KEY_MILLIS - 1);
        assertEquals(0, keys.sweep());
        assertNumber("12025550147", false, keys.open(early.kid(), sealed(early)));
        now.incrementAndGet();
        assertRefused(Reason.UNKNOWN_KEY, keys.open(late.kid(), sealed(late)));
        assertEquals(0, keys.waiting());
    }

    @Test
    void sweep_after60Seconds_dropsTheKeysWhoseTimeIsOver() {
        key();
        now.addAndGet(1);
        key();
        now.addAndGet(Limits.CALL_KEY_MILLIS - 1);
        assertEquals(1, keys.sweep());
        assertEquals(1, keys.waiting());
    }

    @Test
    void issue_atTheLimit_givesNone() {
        for (int i = 0; i < Limits.CALL_KEYS; i++) {
            key();
        }
        assertTrue(keys.issue().isEmpty());
        now.addAndGet(Limits.CALL_KEY_MILLIS);
        assertTrue(keys.issue().isPresent());
    }

    @Test
    void close_endsEveryKey() {
        CallKey key = key();
        keys.close();
        assertRefused(Reason.UNKNOWN_KEY, keys.open(key.kid(), sealed(key)));
        assertTrue(keys.issue().isEmpty());
    }

    @Test
    void open_whenSealedToAnotherKey_isRefused() {
        CallKey key = key();
        assertRefused(Reason.NOT_AUTHENTIC, keys.open(key.kid(), sealed(key())));
    }

    @Test
    void open_whenAnyCharacterWasChanged_isRefused() {
        CallKey first = key();
        String shape = sealed(first);
        for (int i = 0; i < shape.length(); i++) {
            CallKey key = key();
            char[] changed = sealed(key).toCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            assertTrue(keys.open(key.kid(), new String(changed)) instanceof CallKeys.Refused, "at " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1202555x147", "", "    ", "hello", "123456789012345678901234567890123"})
    void open_ofWhatIsNoNumber_isRefused(String text) throws JOSEException, ParseException {
        CallKey key = key();
        Reason expected = text.isEmpty() ? Reason.MALFORMED : Reason.NOT_A_NUMBER;
        assertRefused(expected, keys.open(key.kid(), sealedElsewhere(key, header().build(), text)));
    }

    @Test
    void open_whenAsManyNumbersAsTheLimitAreHeld_isBusy() {
        List<Digits> held = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            held.add(digits("911"));
        }
        CallKey key = key();
        String sealed = sealed(key, held.getFirst());
        assertRefused(Reason.BUSY, keys.open(key.kid(), sealed));
        held.forEach(Digits::close);
    }

    @Test
    void open_ofTooLongATextOrToken_isRefused() throws JOSEException, ParseException {
        CallKey key = key();
        assertRefused(Reason.TOO_LONG, keys.open(key.kid(), sealedElsewhere(key, header().build(), "1".repeat(65))));
        assertRefused(Reason.TOO_LONG, keys.open(key().kid(), "A".repeat(Limits.SEALED_NUMBER_CHARACTERS + 1)));
        byte[] bytes = new byte[1 << 20];
        assertRefused(Reason.TOO_LONG, keys.open(key().kid(), bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"ECDH-ES+A256KW\",\"enc\":\"A256GCM\",\"epk\":EPK}",
                "{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":EPK}",
                "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":EPK,\"zip\":\"DEF\"}",
                "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":EPK,\"crit\":[\"exp\"]}",
                "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":EPK,\"jku\":\"https://example.invalid/\"}",
                "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":EPK,\"kid\":\"another\"}",
                "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":EPK,\"kid\":1}",
                "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":EPK,\"apu\":\"=\"}",
                "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":\"x\"}",
                "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\"}}",
                "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AA\"}}",
                "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\"}",
                "{}"
            })
    void open_withAHeaderOfAnotherKind_isNotAccepted(String header) {
        assertRefused(Reason.NOT_ACCEPTED, openWithHeader(header));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{} {}",
                "{\"alg\":\"ECDH-ES\",\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":EPK}",
                "{\"alg\":[[[[[[[[]]]]]]]]}"
            })
    void open_withAHeaderThatIsNoJsonObject_isMalformed(String header) {
        assertRefused(Reason.MALFORMED, openWithHeader(header));
    }

    @Test
    void open_ofBrokenCompactForms_isRefused() {
        assertRefused(Reason.MALFORMED, keys.open(key().kid(), "...."));
        assertRefused(Reason.MALFORMED, keys.open(key().kid(), ""));
        CallKey key = key();
        assertRefused(Reason.MALFORMED, keys.open(key.kid(), sealed(key) + "."));
        CallKey padded = key();
        assertRefused(Reason.MALFORMED, keys.open(padded.kid(), sealed(padded) + "=="));
        CallKey wrapped = key();
        assertRefused(
                Reason.NOT_ACCEPTED, keys.open(wrapped.kid(), sealed(wrapped).replace("..", ".AAAA.")));
        assertRefused(Reason.UNKNOWN_KEY, keys.open("none", "...."));
    }

    @Test
    void open_withAPublicKeyOfSmallOrder_isRefused() {
        String zero = CallKeys.jwk(new byte[32]);
        assertRefused(
                Reason.NOT_AUTHENTIC, openWithHeader("{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":" + zero + "}"));
    }

    @Test
    void open_fromManyThreads_givesEachItsNumberOnce() throws InterruptedException, ExecutionException {
        CallKeys many = new CallKeys(now::get, Randomness.secure(), Digits.pool(64));
        try (ExecutorService threads = Executors.newFixedThreadPool(4);
                many) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                CallKey key = many.issue().orElseThrow();
                String sealed = sealed(key);
                for (int twice = 0; twice < 2; twice++) {
                    results.add(threads.submit(() -> count(many.open(key.kid(), sealed))));
                }
            }
            int opened = 0;
            for (Future<Integer> result : results) {
                opened += result.get();
            }
            assertEquals(200, opened);
        }
    }

    private static int count(CallKeys.Outcome outcome) {
        return switch (outcome) {
            case CallKeys.Refused refused -> refused.reason() == Reason.UNKNOWN_KEY ? 0 : -1000;
            case CallKeys.Opened opened -> {
                try (Digits number = opened.number()) {
                    yield number.is("12025550147") ? 1 : -1000;
                }
            }
        };
    }

    private CallKey key() {
        return keys.issue().orElseThrow();
    }

    private String sealed(CallKey key) {
        try (Digits number = digits("12025550147")) {
            return sealed(key, number);
        }
    }

    private String sealed(CallKey key, Digits number) {
        return sealer.seal(number, key.jwk());
    }

    private CallKeys.Outcome openWithHeader(String header) {
        CallKey key = key();
        String text = header.replace("EPK", key().jwk());
        String encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
        String sealed = sealed(key);
        return keys.open(key.kid(), encoded + sealed.substring(sealed.indexOf('.')));
    }

    private Digits digits(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        MemorySegment source = Arena.ofAuto().allocate(bytes.length);
        source.copyFrom(MemorySegment.ofArray(bytes));
        Digits digits = Digits.read(numbers, source, 0, bytes.length);
        if (digits == null) {
            throw new IllegalStateException("No number.");
        }
        return digits;
    }

    private static JWEHeader.Builder header() {
        return new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, EncryptionMethod.A256GCM);
    }

    private static String sealedElsewhere(CallKey key, JWEHeader header, String text)
            throws JOSEException, ParseException {
        JWEObject jwe = new JWEObject(header, new Payload(text));
        jwe.encrypt(new X25519Encrypter(OctetKeyPair.parse(key.jwk())));
        assertTrue(Set.of(JWEObject.State.ENCRYPTED).contains(jwe.getState()));
        return jwe.serialize();
    }

    private static void assertNumber(String digits, boolean international, CallKeys.Outcome outcome) {
        switch (outcome) {
            case CallKeys.Refused refused ->
                throw new AssertionError(refused.reason().name());
            case CallKeys.Opened opened -> {
                try (Digits number = opened.number()) {
                    assertTrue(number.is(digits));
                    assertEquals(international, number.international());
                }
            }
        }
    }

    private static void assertRefused(Reason reason, CallKeys.Outcome outcome) {
        assertEquals(new CallKeys.Refused(reason), outcome);
    }
}
