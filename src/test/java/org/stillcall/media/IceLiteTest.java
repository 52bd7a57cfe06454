package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Randomness;

/** Which path a call takes, by what the browser checks and nominates and when. Serves B1, P5. */
class IceLiteTest {
    private static final Duration CONSENT = Duration.ofSeconds(30);

    private final IceLite ice = new IceLite(CONSENT.toNanos());
    private final IcePath wifi = path(1);
    private final IcePath mobile = path(2);
    private IceName name = name();
    private long now = 1;

    private static IceName name() {
        return IceName.random(Randomness.secure(), new byte[] {'a', 'b', 'c', 'd'});
    }

    private static IcePath path(int port) {
        return new IcePath(new BrowserGate.Network(null), new InetSocketAddress(RelayRig.LOOPBACK, port));
    }

    private void start() {
        ice.restart(name);
        ice.add(wifi);
        ice.add(mobile);
    }

    private void check(IcePath path, boolean nominates, int priority) {
        ice.checked(path, name.bits, nominates, priority, now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
        ice.tend(now);
    }

    @Test
    void beforeANomination_theLastCheckedPathServes() {
        ice.restart(name);
        assertNull(ice.target());
        ice.add(wifi);
        check(wifi, false, 1);
        assertSame(wifi, ice.target());
        now++;
        ice.add(mobile);
        check(mobile, false, 1);
        assertSame(mobile, ice.target());
    }

    @Test
    void nominationsAtOneMoment_meanTheHighestPriority() {
        start();
        check(mobile, true, 10);
        assertSame(mobile, ice.target());
        check(wifi, true, 20);
        assertSame(wifi, ice.target());
        now += 1000;
        check(mobile, true, 10);
        assertSame(wifi, ice.target());
    }

    @Test
    void priority_countsAsUnsigned() {
        start();
        check(mobile, true, 0x7fffffff);
        check(wifi, true, 0x80000000);
        assertSame(wifi, ice.target());
    }

    @Test
    void laterNomination_movesTheCallWhateverItsPriority() {
        start();
        check(wifi, true, 20);
        pass(Duration.ofMillis(2500));
        check(wifi, true, 20);
        pass(Duration.ofMillis(1200));
        check(mobile, true, 10);
        assertSame(mobile, ice.target());
    }

    @Test
    void checkWithoutNomination_movesNothing() {
        start();
        check(wifi, true, 20);
        pass(Duration.ofSeconds(5));
        check(mobile, false, 90);
        assertSame(wifi, ice.target());
    }

    @Test
    void selectedPathNoLongerChecked_givesWayToAnotherNominatedOne() {
        start();
        check(mobile, true, 10);
        check(wifi, true, 20);
        pass(Duration.ofSeconds(4));
        check(mobile, false, 10);
        pass(Duration.ofSeconds(1));
        assertSame(wifi, ice.target());
        pass(Duration.ofMillis(1500));
        assertSame(mobile, ice.target());
    }

    @Test
    void restart_keepsTheOldPathUntilTheNewOneIsNominated() {
        start();
        check(wifi, true, 90);
        IceName old = name;
        name = name();
        ice.restart(name);
        assertEquals(old.bits, ice.oldest());
        check(mobile, false, 10);
        assertSame(wifi, ice.target());
        ice.checked(wifi, old.bits, true, 90, now); // under the old name still taken
        check(mobile, true, 10);
        assertSame(mobile, ice.target(), "under newer credentials, whatever its priority");
        assertEquals(name.bits, ice.oldest(), "the old name is not taken any more");
        assertEquals(name.bits, ice.newest());
    }

    @Test
    void nominationUnderOldCredentials_cannotWinOverOneUnderNew() {
        start();
        check(wifi, true, 90);
        IceName old = name;
        name = name();
        ice.restart(name);
        check(mobile, true, 10);
        pass(Duration.ofSeconds(5));
        ice.checked(wifi, old.bits, true, 90, now);
        assertSame(mobile, ice.target());
    }

    @Test
    void sameCredentialsAgain_areNoRestart() {
        start();
        check(wifi, true, 90);
        ice.restart(name);
        assertEquals(name.bits, ice.oldest());
    }

    @Test
    void consent_expiresWithoutChecksAndComesBackWithOne() {
        start();
        check(wifi, true, 20);
        pass(CONSENT);
        assertSame(wifi, ice.consented());
        pass(Duration.ofMillis(1));
        assertTrue(ice.expired());
        assertNull(ice.consented());
        assertSame(wifi, ice.target(), "where a farewell may still go");
        check(wifi, false, 20);
        assertFalse(ice.expired());
        assertSame(wifi, ice.consented());
    }

    @Test
    void pathNotCheckedForLong_isForgotten() {
        start();
        check(mobile, true, 10);
        check(wifi, true, 20);
        pass(Duration.ofSeconds(20));
        check(wifi, true, 20);
        now += Duration.ofSeconds(11).toNanos();
        assertSame(mobile, ice.tend(now));
        ice.remove(mobile);
        assertNull(ice.tend(now));
        assertSame(wifi, ice.consented());
    }

    @Test
    void paths_areBounded() {
        start();
        check(wifi, true, 20);
        for (int i = 2; i < MediaLimits.ICE_PATHS; i++) {
            assertNull(ice.surplus());
            now++;
            IcePath more = path(10 + i);
            ice.add(more);
            check(more, false, 1);
        }
        assertSame(mobile, ice.surplus(), "the one not checked for longest, never the selected one");
    }
}
