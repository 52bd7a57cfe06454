package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Limits;

class MalformedGuardTest {
    private final MalformedGuard guard = new MalformedGuard();
    private final InetAddress stranger = InetAddress.ofLiteral("192.0.2.1");
    private final InetAddress trunk = InetAddress.ofLiteral("192.0.2.2");

    /** Five thousand malformed datagrams a second for thirty seconds; returns how many would have been parsed. */
    private int flood(InetAddress source) {
        int parsed = 0;
        for (long tenths = 0; tenths < 300_000; tenths += 2) {
            long now = tenths / 10;
            if (!guard.drops(source, now)) {
                parsed++;
                guard.penalise(source, now);
            }
        }
        return parsed;
    }

    @Test
    void flood_isParsedAtTheLimitedRateOnly() {
        int parsed = flood(stranger);
        assertTrue(parsed <= 32 * Limits.SIP_MALFORMED_PER_SECOND, "parsed " + parsed);
        assertEquals(150_000 - parsed, guard.dropped());
        assertFalse(guard.drops(trunk, 30_000));
    }

    @Test
    void source_thatWasQuietForASecond_isForgotten() {
        assertTrue(flood(stranger) > 0);
        assertTrue(guard.penalise(stranger, 30_000));
        assertTrue(guard.drops(stranger, 30_000));
        assertFalse(guard.drops(stranger, 31_100));
        assertEquals(0, guard.watched());
    }

    @Test
    void source_trusted_isCountedAndNeverDropped() {
        guard.trust(Set.of(trunk));
        assertEquals(150_000, flood(trunk));
        assertEquals(150_000, guard.malformed());
        assertEquals(0, guard.watched());
    }

    @Test
    void trust_forgivesWhatWasBefore() {
        assertTrue(flood(trunk) > 0);
        guard.trust(Set.of(trunk));
        assertFalse(guard.drops(trunk, 30_000));
    }

    @Test
    void sources_ofOneIpv6Network_countTogether() {
        for (int i = 0; i < 100; i++) {
            guard.penalise(InetAddress.ofLiteral("2001:db8::" + Integer.toHexString(i + 1)), 0);
        }
        assertEquals(1, guard.watched());
        assertTrue(guard.drops(InetAddress.ofLiteral("2001:db8::ffff"), 0));
        assertFalse(guard.drops(InetAddress.ofLiteral("2001:db8:0:1::1"), 0));
    }

    @Test
    void sources_beyondTheMost_pushTheOldestOut() {
        for (int i = 0; i < Limits.SIP_WATCHED_SOURCES + 10; i++) {
            guard.penalise(InetAddress.ofLiteral("10.0." + i / 256 + "." + i % 256), 0);
        }
        assertEquals(Limits.SIP_WATCHED_SOURCES, guard.watched());
    }
}
