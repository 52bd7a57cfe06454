package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Base64Url;

/** G26, G28, P8: a request whose body is held back until its sender lost the right has no more right than a new one. */
class HeldBodyTest {
    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();

    @AfterEach
    void close() {
        rig.close();
    }

    /** Has the headers let in, then does something else, then sends the body; the status of the answer. */
    private int held(String method, String path, DeskBrowser browser, String body, Runnable meanwhile)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), rig.server.port())) {
            String head = method + " " + path + " HTTP/1.1\r\nHost: localhost:" + rig.server.port() + "\r\nCookie: "
                    + browser.cookie + "\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.length() + "\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n";
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String asked = in.readLine(); // whoever reads the body was let in before
            assertTrue(asked.startsWith("HTTP/1.1 100"), asked);
            assertEquals("", in.readLine());
            meanwhile.run();
            socket.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
            return Integer.parseInt(in.readLine().split(" ")[1]);
        }
    }

    @Test
    void body_thatComesAfterTheLock_isRefused() throws IOException {
        Runnable lock = () -> assertEquals(204, ada.post("/api/lock", "{}").status());
        assertEquals(423, held("PUT", "/api/me", ada, "{\"pin\":\"739104\"}", lock));
        assertEquals("NO_PIN", ada.unlock("739104").reason());
    }

    @Test
    void body_thatComesAfterTheWipe_isRefused() throws IOException {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        String body = "{\"for\":\"ME\",\"commitment\":\"" + ben.commitment(new DeskBrowser.Joining()) + "\"}";
        Runnable wipe =
                () -> assertEquals(200, ada.delete("/api/devices/" + ben.device).status());
        assertEquals(401, held("POST", "/api/joins", ben, body, wipe));
    }

    @Test
    void body_thatComesAfterTheRoleWasTaken_makesNoSheet() throws IOException {
        DeskBrowser ben = rig.guest(ada, "COORDINATOR");
        byte[] proof = rig.proof;
        rig.sheetKey = SoftAuthenticator.DeviceKey.publicKey();
        String sheet = "{" + DeskBrowser.sheet(rig) + ",\"wrapped\":[{\"generation\":1,\"wrapped\":\""
                + DeskBrowser.sealed(1, 1, rig.sheetKey) + "\"}]}";
        Runnable demote = () -> assertEquals(
                204,
                ada.put("/api/people/" + ben.person, "{\"role\":\"ADVOCATE\"}").status());
        assertEquals(403, held("PUT", "/api/recovery", ben, sheet, demote));
        String old = "{\"proof\":\"" + Base64Url.encode(proof) + "\"}";
        assertEquals(200, rig.browser().post("/api/recovery", old).status());
    }
}
