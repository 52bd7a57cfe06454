package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;

/** B1: nobody waits at the browsers' port longer than they have to: not with a first check, not in a crowd. */
class BrowserPortPaceTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int BROWSERS = 10;

    private static int freePort() throws IOException {
        try (DatagramChannel channel = DatagramChannel.open().bind(new InetSocketAddress(LOOPBACK, 0))) {
            return ((InetSocketAddress) channel.getLocalAddress()).getPort();
        }
    }

    /** A check that was lost as a stranger's is said again by a browser after 50 ms. */
    @Test
    void firstCheck_rightAfterTheAnswer_isNoStrangers() throws IOException {
        int port = freePort();
        MediaSettings settings = MediaSettings.of(LOOPBACK, LOOPBACK, 24_000, 24_199)
                .with(BrowserSettings.of(List.of(new BrowserSettings.Address(LOOPBACK, LOOPBACK)), port));
        try (MediaEngine engine =
                new MediaEngine(settings, Randomness.secure(), Log.silent(), Runnable::run, System::nanoTime)) {
            List<LoadBrowser> browsers = new ArrayList<>();
            for (int i = 0; i < BROWSERS; i++) {
                LoadBrowser browser = new LoadBrowser(new InetSocketAddress(LOOPBACK, port));
                browsers.add(browser);
                browser.connect(engine.openBrowser(new MediaListener() {})).close();
            }
            assertEquals(0, engine.counts().strangers());
            for (LoadBrowser browser : browsers) {
                browser.close();
            }
        }
    }

    @Test
    void crowd_atThePort_isKnownToWait() throws IOException {
        InetSocketAddress at = new InetSocketAddress(LOOPBACK, freePort());
        MediaSettings settings = MediaSettings.of(LOOPBACK, LOOPBACK, 24_000, 24_199);
        int[] taken = new int[1];
        Sockets.Receiver counts = new Sockets.Receiver() {
            @Override
            public void received(SocketPair pair, boolean control, byte[] data, int length, InetSocketAddress from) {
                throw new AssertionError("nothing was sent to a pair");
            }

            @Override
            public void received(BrowserGate gate, byte[] data, int length, InetSocketAddress from) {
                taken[0]++;
            }
        };
        try (Sockets sockets = new Sockets(settings, Randomness.secure());
                DatagramChannel sender = DatagramChannel.open()) {
            BrowserGate.Network gate = sockets.openGate(at);
            for (int i = 0; i <= MediaLimits.BROWSER_DATAGRAMS; i++) {
                assertEquals(1, sender.send(ByteBuffer.wrap(new byte[1]), at));
            }
            assertEquals(1, sockets.poll(0, counts));
            assertEquals(MediaLimits.BROWSER_DATAGRAMS, taken[0]);
            assertTrue(sockets.behind(), "one is left at " + gate);
            assertEquals(1, sockets.poll(0, counts));
            assertEquals(MediaLimits.BROWSER_DATAGRAMS + 1, taken[0]);
            assertFalse(sockets.behind());
        }
    }
}
