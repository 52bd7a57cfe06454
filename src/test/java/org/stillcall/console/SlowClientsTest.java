package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who takes up room and does nothing with it: the limits of {@link ApiLimits} for the network, each reached. */
@Timeout(120)
class SlowClientsTest {
    /** An address that reads its body whoever asks. */
    private static final String HEAD = "POST /api/setup/begin HTTP/1.1\r\nHost: localhost:";

    private final SecureRig rig = new SecureRig();
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        rig.close();
    }

    private void turn(int millis) {
        rig.desk.now.addAndGet(millis);
    }

    /** Whether the server closes it, perhaps with an alert before; a look takes place each second. */
    private static boolean ends(Socket socket, int withinMillis) throws IOException {
        socket.setSoTimeout(withinMillis);
        try {
            while (socket.getInputStream().read() >= 0) {
                // an alert, byte by byte
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) { // reset
            return true;
        }
    }

    private <T extends Socket> T kept(T socket) {
        sockets.add(socket);
        return socket;
    }

    @Test
    void handshake_thatIsNotDoneInTime_isClosed() throws IOException {
        Socket silent = kept(rig.connectFrom("127.0.0.1"));
        Socket begun = kept(rig.connectFrom("127.0.0.1"));
        begun.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1}); // a ClientHello is to come
        SSLSocket done = kept(rig.connect(SecureRig.NAME));
        turn(ApiLimits.HANDSHAKE_MILLIS - 1_000);
        assertTrue(!ends(silent, 2_500));
        turn(1_001);
        assertTrue(ends(silent, 5_000));
        assertTrue(ends(begun, 5_000));
        assertTrue(!ends(done, 2_500));
    }

    @Test
    void headers_thatComeByteByByte_areCutOff() throws IOException {
        SSLSocket slow = kept(rig.connect(SecureRig.NAME));
        assertTrue(trickles(slow, HEAD, ApiLimits.REQUEST_MILLIS));
    }

    @Test
    void body_thatComesByteByByte_isCutOff() throws IOException {
        SSLSocket slow = kept(rig.connect("localhost"));
        slow.getOutputStream()
                .write((HEAD + rig.port + "\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 10000\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertTrue(trickles(slow, "{", ApiLimits.REQUEST_MILLIS));
    }

    /** Sends a byte every four seconds of the turned clock; whether it was cut off in time and not before. */
    private boolean trickles(SSLSocket socket, String text, int allowed) throws IOException {
        int step = 4_000;
        long seen = 0;
        for (int spent = 0; spent <= allowed + 2 * step; spent += step) {
            try {
                socket.getOutputStream().write(text.charAt((int) (seen++ % text.length())));
            } catch (IOException e) { // already closed
                return spent > allowed;
            }
            awaitSweep();
            if (ends(socket, 50)) {
                return spent > allowed;
            }
            turn(step);
        }
        return false;
    }

    /** The sweep comes each second. */
    private static void awaitSweep() {
        LockSupport.parkNanos(1_200_000_000L);
    }

    @Test
    void wholeRequest_thatWaitsForAnAnswer_isNotSlow() throws IOException {
        DeskBrowser ana = rig.browser();
        assertEquals(201, ana.setUp(rig.desk).status());
        SSLSocket stream = kept(rig.connect("localhost"));
        stream.getOutputStream()
                .write(("GET /api/desk/events HTTP/1.1\r\nHost: localhost:" + rig.port
                                + "\r\nSec-Fetch-Site: same-origin\r\nCookie: " + ana.cookie + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertEquals('H', stream.getInputStream().read());
        awaitSweep();
        turn(10_000);
        awaitSweep();
        turn(2 * ApiLimits.REQUEST_MILLIS);
        awaitSweep();
        awaitSweep();
        InputStream in = stream.getInputStream();
        in.skipNBytes(in.available());
        stream.setSoTimeout(15_000);
        assertTrue(in.read() > 0, "The stream goes on: there is a sign of life every ten seconds.");
    }

    @Test
    void connections_ofOneAddressAndInAll_haveLimits() throws IOException {
        for (int address = 1; address <= 4; address++) {
            String from = "127.0.0." + address;
            for (int i = 0; i < ApiLimits.CONNECTIONS_PER_ADDRESS; i++) {
                kept(rig.connectFrom(from));
            }
            assertTrue(ends(kept(rig.connectFrom(from)), 5_000), from);
        }
        assertEquals(ApiLimits.HTTPS_CONNECTIONS, 4 * ApiLimits.CONNECTIONS_PER_ADDRESS);
        assertTrue(ends(kept(rig.connectFrom("127.0.0.5")), 5_000)); // nobody has room any more
        assertTrue(!ends(sockets.getFirst(), 100)); // who is in stays
        for (int i = 0; i < 5; i++) {
            sockets.get(i).close();
        }
        awaitRoom("127.0.0.5");
    }

    private void awaitRoom(String from) throws IOException {
        for (int tries = 0; tries < 50; tries++) {
            if (!ends(kept(rig.connectFrom(from)), 200)) {
                return;
            }
        }
        throw new AssertionError("There is no room for " + from);
    }

    @Test
    void newConnections_ofOneAddress_haveARate() throws IOException {
        for (int i = 0; i < ApiLimits.NEW_CONNECTIONS; i++) {
            Socket visit = rig.connectFrom("127.0.0.9");
            visit.shutdownOutput();
            assertTrue(ends(visit, 5_000), "connection " + i); // heard out, so that never many are open at once
            visit.close();
        }
        assertTrue(ends(kept(rig.connectFrom("127.0.0.9")), 5_000));
        assertTrue(!ends(kept(rig.connectFrom("127.0.0.10")), 300));
        turn(1_000);
        for (int i = 0; i < ApiLimits.NEW_CONNECTIONS_PER_SECOND; i++) {
            assertTrue(!ends(kept(rig.connectFrom("127.0.0.9")), 50), "connection " + i);
        }
        assertTrue(ends(kept(rig.connectFrom("127.0.0.9")), 5_000));
        assertThrows(SocketTimeoutException.class, () -> {
            rig.connect("localhost").getInputStream().read(); // from 127.0.0.1, as before
        });
    }
}
