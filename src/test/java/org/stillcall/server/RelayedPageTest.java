package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.PagePhone.robinHears;

import com.microsoft.playwright.Page;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** B1: a page whose network lets no UDP through is the phone all the same, by our own relay over TCP. In Chromium. */
@Timeout(120)
class RelayedPageTest {
    /** As if nothing but the relay could be reached. */
    private static final String RELAY_ONLY = "(() => { const Real = RTCPeerConnection;"
            + " globalThis.RTCPeerConnection = class extends Real {"
            + " constructor(how) { super({...how, iceTransportPolicy: 'relay'}); } }; })()";

    private static final String RELAYED = "async () => { const all = [...(await peers.at(-1).getStats()).values()];"
            + " const pair = all.find(each => each.type === 'candidate-pair' && each.nominated);"
            + " const own = all.find(each => each.id === pair?.localCandidateId);"
            + " return `${own?.candidateType} ${own?.relayProtocol}`; }";

    @TempDir
    Path data;

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void call_whereOnlyTcpGetsThrough_isHeardBothWays() throws Exception {
        String turn = "\n[turn]\nport = " + freePort() + "\n";
        try (ConsoleRig rig = new ConsoleRig(data, text -> text + turn)) {
            Page page = rig.deviceWithMicrophones(2);
            page.addInitScript(RELAY_ONLY);
            PagePhone ana = PagePhone.allowed(page).ready(rig);
            Page practice = rig.practice();
            ana.call().answeredOn(practice);
            ana.awaitSound();
            practice.waitForCondition(() -> robinHears(practice) > 30);
            assertEquals("relay tcp", page.evaluate(RELAYED));
            ana.end();
            assertTrue(rig.asked().stream().noneMatch(asked -> asked.contains("candidate")));
            assertEquals("0 0 0 1", ConsoleRig.stores(page));
            assertEquals(List.of(), rig.complaints());
        }
    }
}
