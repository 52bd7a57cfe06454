package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.sip.Messages.slice;

import java.net.InetAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Limits;
import org.stillcall.base.Randomness;
import org.stillcall.sip.Nonces.Age;

class NoncesTest {
    private final FakeLoop loop = new FakeLoop();
    private final Nonces nonces = new Nonces(loop, Randomness.seeded(1));
    private InetAddress here;
    private InetAddress elsewhere;

    @BeforeEach
    void addresses() throws Exception {
        here = InetAddress.getByName("192.0.2.1");
        elsewhere = InetAddress.getByName("192.0.2.2");
    }

    @Test
    void issued_isFreshForItsLife() {
        String nonce = nonces.issue(here);
        assertEquals(Age.FRESH, nonces.age(slice(nonce), here));
        loop.advance(299_999);
        assertEquals(Age.FRESH, nonces.age(slice(nonce), here));
        loop.advance(1);
        assertEquals(Age.STALE, nonces.age(slice(nonce), here));
    }

    @Test
    void otherAddress_forged_malformed_areStale() {
        String nonce = nonces.issue(here);
        assertEquals(Age.STALE, nonces.age(slice(nonce), elsewhere));
        for (int i = 0; i < nonce.length(); i++) {
            StringBuilder forged = new StringBuilder(nonce);
            forged.setCharAt(i, nonce.charAt(i) == '0' ? '1' : '0');
            assertEquals(Age.STALE, nonces.age(slice(forged.toString()), here));
        }
        assertEquals(Age.STALE, nonces.age(slice(nonce.substring(1)), here));
        assertEquals(Age.STALE, nonces.age(slice("z".repeat(48)), here));
    }

    @Test
    void count_isTakenOnce_inAnyOrderOfSixtyFour() {
        Slice nonce = slice(nonces.issue(here));
        assertTrue(nonces.take(nonce, 1));
        assertFalse(nonces.take(nonce, 1));
        assertTrue(nonces.take(nonce, 3));
        assertTrue(nonces.take(nonce, 2));
        assertFalse(nonces.take(nonce, 2));
        assertTrue(nonces.take(nonce, 100));
        assertFalse(nonces.take(nonce, 36));
        assertTrue(nonces.take(nonce, 37));
        assertFalse(nonces.take(nonce, 0));
    }

    @Test
    void fullTable_forgetsTheOldest_whichIsThenStale() {
        Slice oldest = slice(nonces.issue(here));
        assertTrue(nonces.take(oldest, 1));
        loop.advance(1);
        for (int i = 0; i < Limits.SIP_NONCES; i++) {
            assertTrue(nonces.take(slice(nonces.issue(here)), 1));
        }
        assertEquals(Limits.SIP_NONCES, nonces.remembered());
        assertEquals(Age.STALE, nonces.age(oldest, here));
        loop.advance(1);
        assertEquals(Age.FRESH, nonces.age(slice(nonces.issue(here)), here));
    }

    @Test
    void expiredOnes_areForgottenAsNewOnesCome() {
        for (int i = 0; i < 100; i++) {
            nonces.take(slice(nonces.issue(here)), 1);
        }
        loop.advance(400_000);
        nonces.take(slice(nonces.issue(here)), 1);
        assertEquals(1, nonces.remembered());
    }
}
