package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way from a relay of ours to the browsers' port: a sender like any other. Serves B2, G4. */
class InnerPathTest {
    private static final InetSocketAddress SEEN_AS = new InetSocketAddress("192.0.2.10", 50_000);

    private final List<byte[]> heard = new ArrayList<>();
    private RelayRig rig;
    private InnerPath path;

    @BeforeEach
    void open() {
        rig = RelayRig.withBrowsers();
        path = rig.engine.innerPath(SEEN_AS, heard::add);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void whoProvedNothing_isAStrangerHereToo() {
        long strangers = rig.engine.counts().strangers();
        assertTrue(path.arrived(RelayRig.rtp(0, 1, 160, 7, 160, 1)));
        rig.turn();
        assertEquals(strangers + 1, rig.engine.counts().strangers());
        assertEquals(List.of(), heard);
    }

    /** A browser that leaves says so, and ends its relay in the same moment. */
    @Test
    void whatWasTakenBeforeTheEnd_stillArrives_andNothingAfter() {
        long strangers = rig.engine.counts().strangers();
        assertTrue(path.arrived(new byte[] {20}));
        path.close();
        assertFalse(path.arrived(new byte[] {20}));
        rig.turn();
        assertEquals(strangers + 1, rig.engine.counts().strangers());
    }

    @Test
    void datagramsThatWait_areBounded() {
        for (int i = 0; i < MediaLimits.INNER_DATAGRAMS; i++) {
            assertTrue(path.arrived(new byte[] {20}));
        }
        assertFalse(path.arrived(new byte[] {20}));
        assertFalse(path.arrived(new byte[MediaLimits.DATAGRAM_BYTES + 1]));
        rig.turn();
        assertTrue(path.arrived(new byte[] {20}));
    }
}
