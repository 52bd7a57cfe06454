package org.stillcall.helpline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.base.Limits;
import org.stillcall.base.Randomness;

/** G1, G16, P7: what a caller's number is known again by says nothing outside of this process, and is zeroed. */
class TokensTest {
    private static final BlockPool POOL = Digits.pool(10);

    private static Digits number(String text) {
        return Digits.read(POOL, Arena.ofAuto().allocateFrom(text, StandardCharsets.US_ASCII), 0, text.length());
    }

    private static byte[] bytes(Token token) {
        return token.memory().toArray(ValueLayout.JAVA_BYTE);
    }

    @Test
    void token_isTheHmacOfTheNumber_asTheJdkMakesIt() throws GeneralSecurityException {
        Randomness same = Randomness.seeded(9);
        ByteBuffer key = ByteBuffer.allocate(32).order(java.nio.ByteOrder.nativeOrder());
        for (int i = 0; i < 4; i++) {
            key.putLong(same.nextLong());
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.array(), "HmacSHA256"));
        byte[] expected = Arrays.copyOf(mac.doFinal("12025550147".getBytes(StandardCharsets.US_ASCII)), 16);
        try (Digits number = number("+12025550147");
                Token token = new Tokens(Randomness.seeded(9)).of(number)) {
            assertArrayEquals(expected, bytes(token));
        }
    }

    @Test
    void token_isTheSameForANumber_andForNoOther_andForNoOtherProcess() {
        Tokens tokens = new Tokens(Randomness.secure());
        try (Digits number = number("+12025550147");
                Digits other = number("+12025550148");
                Token first = tokens.of(number);
                Token again = tokens.of(number);
                Token another = tokens.of(other);
                Token elsewhere = new Tokens(Randomness.secure()).of(number)) {
            assertTrue(first.same(again));
            assertFalse(first.same(another));
            assertFalse(first.same(elsewhere));
        }
    }

    @Test
    void token_isZeroedWhenItIsClosed_andIsNobodysThen() {
        Tokens tokens = new Tokens(Randomness.secure());
        try (Digits number = number("+12025550147");
                Token kept = tokens.of(number)) {
            Token token = tokens.copy(kept);
            assertTrue(token.same(kept));
            token.close();
            token.close();
            assertArrayEquals(new byte[16], bytes(token));
            assertFalse(kept.same(token));
            assertEquals(1, tokens.inUse());
        }
        assertEquals(0, tokens.inUse());
    }

    @Test
    void tokens_haveALimit() {
        Tokens tokens = new Tokens(Randomness.secure());
        List<Token> all = new ArrayList<>();
        try (Digits number = number("+12025550147")) {
            int most = Limits.CALLERS + Limits.RETURNS_EXPECTED + Limits.CALLERS_BLOCKED + Limits.CALLS_REMEMBERED + 1;
            for (int i = 0; i < most; i++) {
                all.add(tokens.of(number));
            }
            assertNull(tokens.of(number), "a caller beyond it is not known again");
            all.forEach(Token::close);
        }
    }
}
