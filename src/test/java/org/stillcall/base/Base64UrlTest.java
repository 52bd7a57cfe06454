package org.stillcall.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** RFC 4648 sections 5 and 10; names and sealed bytes have one spelling, so that none passes for another. */
class Base64UrlTest {
    @Test
    void bytes_areSpelledWithoutPaddingAndReadBack() {
        byte[] bytes = {(byte) 0xfb, (byte) 0xff, 'f'};
        assertEquals("-_9m", Base64Url.encode(bytes));
        assertArrayEquals(bytes, Base64Url.decode("-_9m"));
        assertEquals("Zm9vYg", Base64Url.encode("foob".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    @Test
    void otherSpellings_areRefused() {
        assertNull(Base64Url.decode("Zm9vYg=="), "padding");
        assertNull(Base64Url.decode("Zm9vYh"), "bits that mean nothing");
        assertNull(Base64Url.decode("+/9m"), "the other alphabet");
        assertNull(Base64Url.decode("Zm9v Yg"));
        assertNull(Base64Url.decode("A"));
    }

    @Test
    void length_isThatOfTheBytes() {
        assertTrue(Base64Url.spells("AAAAAAAAAAAAAAAAAAAAAA", 16));
        assertFalse(Base64Url.spells("AAAAAAAAAAAAAAAAAAAAAB", 16));
        assertFalse(Base64Url.spells("AAAAAAAAAAAAAAAAAAAAA", 16));
        assertFalse(Base64Url.spells("AAAAAAAAAAAAAAAAAAAAAAA", 16));
    }
}
