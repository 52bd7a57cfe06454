package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class GuessThrottleTest {
    private static final long ACCOUNT = 77;

    private final FakeLoop loop = new FakeLoop();
    private final GuessThrottle throttle = new GuessThrottle(loop);

    private static InetAddress address(int last) throws Exception {
        return InetAddress.getByAddress(new byte[] {10, 0, (byte) (last >> 8), (byte) last});
    }

    private int guesses(InetAddress source, long account, int tries) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            if (throttle.admits(source, account)) {
                admitted++;
                throttle.wrong(source, account);
            }
        }
        return admitted;
    }

    @Test
    void oneSource_hasTenWrongAnswers_thenOneEachHalfMinute() throws Exception {
        assertEquals(10, guesses(address(1), ACCOUNT, 100));
        assertEquals(0, guesses(address(1), ACCOUNT + 1, 10)); // for other accounts too
        loop.advance(30_000);
        assertEquals(1, guesses(address(1), ACCOUNT, 10));
    }

    @Test
    void ipv6_countsTheNetwork() throws Exception {
        guesses(InetAddress.getByName("2001:db8:1:2::1"), ACCOUNT, 100);
        assertFalse(throttle.admits(InetAddress.getByName("2001:db8:1:2::2"), ACCOUNT));
        assertTrue(throttle.admits(InetAddress.getByName("2001:db8:1:3::2"), ACCOUNT));
    }

    @Test
    void manySources_shareOneAccountsBucketAndReserve() throws Exception {
        int admitted = 0;
        for (int i = 0; i < 100; i++) {
            admitted += guesses(address(i), ACCOUNT, 1);
        }
        assertEquals(24, admitted); // 20 and a reserve of 4
        loop.advance(60_000);
        assertTrue(throttle.admits(address(500), ACCOUNT));
    }

    @Test
    void rightfulPhone_atItsOwnAddress_isNotLockedOut() throws Exception {
        InetAddress home = address(9);
        throttle.right(home, ACCOUNT);
        for (int i = 100; i < 300; i++) {
            guesses(address(i), ACCOUNT, 1);
        }
        assertFalse(throttle.admits(address(301), ACCOUNT));
        assertTrue(throttle.admits(home, ACCOUNT));
    }

    @Test
    void rightfulPhone_behindTheGuessersAddress_isNotLockedOut() throws Exception {
        InetAddress shared = address(9);
        throttle.right(shared, ACCOUNT);
        guesses(shared, ACCOUNT + 1, 100);
        assertFalse(throttle.admits(shared, ACCOUNT + 2));
        assertTrue(throttle.admits(shared, ACCOUNT));
    }

    @Test
    void rightfulPhone_atANewAddress_hasTheReserve() throws Exception {
        for (int i = 0; i < 3; i++) {
            guesses(address(i), ACCOUNT, 10); // three sources empty the account's bucket
        }
        assertTrue(throttle.admits(address(50), ACCOUNT));
        assertFalse(throttle.admits(address(1), ACCOUNT));
    }

    @Test
    void home_endsAfterADay() throws Exception {
        InetAddress home = address(9);
        throttle.right(home, ACCOUNT);
        loop.advance(86_400_000);
        for (int i = 100; i < 300; i++) {
            guesses(address(i), ACCOUNT, 1);
        }
        assertFalse(throttle.admits(home, ACCOUNT));
    }

    @Test
    void manyMoreSourcesThanWatched_keepTheAccountShut() throws Exception {
        for (int i = 0; i < 6_000; i++) {
            guesses(address(i), ACCOUNT, 1);
        }
        assertFalse(throttle.admits(address(7_000), ACCOUNT));
    }
}
