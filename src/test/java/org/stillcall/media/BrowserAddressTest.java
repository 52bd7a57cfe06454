package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillcall.media.BrowserSettings.Address;

/** The browsers' port at addresses of both families. Serves B1. */
class BrowserAddressTest {
    private static RelayRig rig(int port, String... binds) {
        List<Address> addresses = Arrays.stream(binds)
                .map(BrowserAddressTest::address)
                .map(bind -> new Address(bind, bind.isAnyLocalAddress() ? loopback(bind) : bind))
                .toList();
        return new RelayRig(settings -> settings.with(BrowserSettings.of(addresses, port)));
    }

    private static InetAddress loopback(InetAddress like) {
        return address(like.getAddress().length == 4 ? "127.0.0.1" : "::1");
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A whole handshake from that address of ours. */
    private static void connects(RelayRig rig, String from) throws IOException {
        try (BrowserPeer browser = new BrowserPeer(rig)) {
            browser.sockets.getFirst().close();
            browser.sockets.clear();
            RelayRig.Peer socket = rig.new Peer(new InetSocketAddress(address(from), 0));
            socket.leg = new InetSocketAddress(address(from), rig.browserPort());
            browser.sockets.add(socket);
            browser.goOnFrom(socket);
            BrowserLeg leg = rig.openBrowser(from);
            browser.connect(leg);
            browser.await(() -> rig.news.contains(from + " connected"));
            leg.close();
            rig.turn();
        }
    }

    @Test
    void eachFamilyOfItsOwn_reaches() throws IOException {
        try (RelayRig rig = rig(RelayRig.freePort(), "127.0.0.1", "::1")) {
            connects(rig, "127.0.0.1");
            connects(rig, "::1");
        }
    }

    @Test
    void allAddressesOfBoth_reach() throws IOException {
        try (RelayRig rig = rig(RelayRig.freePort(), "0.0.0.0", "::")) {
            connects(rig, "127.0.0.1");
            connects(rig, "::1");
        }
    }

    @Test
    void onePortAdvertisedTwice_isOpenedOnce() throws IOException {
        int port = RelayRig.freePort();
        List<Address> twice = List.of(
                new Address(address("127.0.0.1"), address("192.0.2.7")),
                new Address(address("127.0.0.1"), address("127.0.0.1")));
        try (RelayRig rig = new RelayRig(settings -> settings.with(BrowserSettings.of(twice, port)))) {
            connects(rig, "127.0.0.1");
        }
    }

    @Test
    void portInUse_isSaidAtStart() throws IOException {
        try (DatagramSocket other = new DatagramSocket(0, RelayRig.LOOPBACK)) {
            int port = other.getLocalPort();
            MediaException refusal = assertThrows(MediaException.class, () -> rig(port, "127.0.0.1"));
            assertEquals("The port for browsers cannot be opened.", refusal.getMessage());
        }
        assertTrue(RelayRig.freePort() > 0);
    }

    @Test
    void settings_haveTheirBounds() {
        Address here = new Address(address("127.0.0.1"), address("127.0.0.1"));
        assertThrows(IllegalArgumentException.class, () -> BrowserSettings.of(List.of(), 3478));
        assertThrows(
                IllegalArgumentException.class, () -> BrowserSettings.of(List.of(here, here, here, here, here), 1));
        assertThrows(IllegalArgumentException.class, () -> BrowserSettings.of(List.of(here), 80));
        assertThrows(IllegalArgumentException.class, () -> new Address(address("127.0.0.1"), address("::1")));
        assertThrows(IllegalArgumentException.class, () -> new Address(address("::"), address("::")));
        MediaSettings media = MediaSettings.of(RelayRig.LOOPBACK, RelayRig.LOOPBACK, 43_000, 43_999);
        assertThrows(IllegalArgumentException.class, () -> media.with(BrowserSettings.of(List.of(here), 43_500)));
    }
}
