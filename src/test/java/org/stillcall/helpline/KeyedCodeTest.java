package org.stillcall.helpline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Limits;
import org.stillcall.helpline.KeyedCode.Came;

/** Keys of a caller who may have a code (G16). */
class KeyedCodeTest {
    private final KeyedCode keyed = new KeyedCode();
    private long now = 7_000;

    /** What comes of them, as "code 1234" and "key 0". */
    private List<String> keys(String keys) {
        List<String> came = new ArrayList<>();
        for (char key : keys.toCharArray()) {
            now += 200;
            switch (keyed.take(key, now)) {
                case Came.Part _ -> {}
                case Came.Code code -> came.add("code " + code.text());
                case Came.Key alone -> came.add("key " + alone.key());
            }
        }
        return came;
    }

    @Test
    void starAndFourDigits_areACode_andAllElseIsAKey() {
        assertEquals(List.of("key 1", "code 1204", "key 0"), keys("1*12040"));
    }

    @Test
    void noughtAfterAStar_isNought() {
        assertEquals(List.of("key 0", "key 1"), keys("*01"));
        assertEquals(List.of("key 0"), keys("**0"));
    }

    @Test
    void starWithoutItsDigits_isForgotten_soThatNoughtCounts() {
        assertEquals(List.of(), keys("*12"));
        now += KeyedCode.KEPT_MILLIS;
        assertEquals(List.of("key 0"), keys("0"));
        assertEquals(List.of(), keys("*12"));
        now += KeyedCode.KEPT_MILLIS - 200;
        assertEquals(List.of("code 1204"), keys("04"), "a slow hand is waited for");
    }

    @Test
    void starWithoutItsDigits_isForgotten_whenNoCodeLeadsAnywhere() {
        assertEquals(List.of(), keys("*1"));
        keyed.forget();
        assertEquals(List.of("key 2"), keys("2"));
    }

    @Test
    void codesBeyondTheMost_areKeys() {
        for (int i = 0; i < Limits.RETURN_CODES_TRIED; i++) {
            assertEquals(List.of("code 1111"), keys("*1111"));
        }
        assertEquals(List.of("key *", "key 2", "key 2", "key 2", "key 2"), keys("*2222"));
    }
}
