package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.certificate.Openssl;

/** The console by HTTPS, as openssl, curl and a browser's stand-in meet it. Rows G25, G27. */
class HttpsTest {
    private final SecureRig rig = new SecureRig();
    private final Openssl openssl = new Openssl(rig.folder);

    @AfterEach
    void close() {
        rig.close();
    }

    private Openssl.Said client(String arguments) {
        return openssl.run(
                "s_client -connect 127.0.0.1:" + rig.port + " -CAfile root.pem -verify_return_error " + arguments);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return rig.http.send(
                HttpRequest.newBuilder(URI.create(rig.origin() + path)).build(), BodyHandlers.ofString());
    }

    @Test
    void versionsAndSuites_areTheStrongOnes() throws Exception {
        rig.rootFile();
        String by = "-servername " + SecureRig.NAME + " ";
        for (String good : List.of(
                "-tls1_3",
                "-tls1_2",
                "-tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256",
                "-tls1_2 -cipher ECDHE-ECDSA-CHACHA20-POLY1305",
                "-tls1_3 -ciphersuites TLS_CHACHA20_POLY1305_SHA256")) {
            Openssl.Said said = client(by + good);
            assertEquals(0, said.status(), good + said.text());
            assertTrue(said.text().contains("Verify return code: 0 (ok)"), said.text());
        }
        for (String weak : List.of(
                "-tls1 -cipher DEFAULT@SECLEVEL=0",
                "-tls1_1 -cipher DEFAULT@SECLEVEL=0",
                "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA256",
                "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA",
                "-tls1_2 -cipher AES128-GCM-SHA256",
                "-tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256")) {
            Openssl.Said said = client(by + weak);
            assertNotEquals(0, said.status(), weak);
            assertTrue(said.text().contains("alert"), weak + said.text());
        }
    }

    @Test
    void certificate_isForThoseWhoAskByANameOfOurs() throws Exception {
        rig.rootFile();
        assertEquals(0, client("-servername " + SecureRig.NAME).status());
        assertEquals(0, client("-servername NOTES.home.arpa").status());
        assertEquals(0, client("-noservername").status()); // by the address
        Openssl.Said stranger = client("-servername other.example");
        assertNotEquals(0, stranger.status());
        assertTrue(stranger.text().contains("no peer certificate available"), stranger.text());
        try (SecureRig nameOnly = new SecureRig(SecureRig.NAME)) {
            Openssl.Said noName = openssl.run("s_client -connect 127.0.0.1:" + nameOnly.port + " -noservername");
            assertTrue(noName.text().contains("no peer certificate available"), noName.text());
        }
    }

    @Test
    void hosts_thatAreNotOurs_areRefused_andOthersOfOursLeadToTheOne() throws Exception {
        assertEquals("200", curl("https://localhost:" + rig.port + "/"));
        for (String other : List.of(SecureRig.NAME, "127.0.0.1")) {
            assertEquals("303 https://localhost:" + rig.port + "/", curl("https://" + other + ":" + rig.port + "/"));
        }
        for (String host : List.of("evil.example", "localhost", "localhost:1", "evil.example:" + rig.port)) {
            String answer = curl("https://localhost:" + rig.port + "/ -H Host:" + host);
            assertTrue(answer.equals("400") || answer.equals("421"), host + " " + answer);
        }
        // The plain port is for this machine's own names.
        String plain = "http://127.0.0.1:" + rig.desk.server.port() + "/healthz -H Host:";
        assertEquals("200", curl(plain + "localhost:" + rig.desk.server.port()));
        assertEquals("421", curl(plain + SecureRig.NAME + ":" + rig.port));
        assertEquals("421", curl(plain + "localhost:" + rig.port));
    }

    /** The status and where it leads. */
    private String curl(String arguments) throws Exception {
        String resolve = " --resolve " + SecureRig.NAME + ":" + rig.port + ":127.0.0.1";
        String command = "curl -sS -o /dev/null --cacert " + rig.rootFile() + resolve
                + " -w %{http_code}|%{redirect_url} " + arguments;
        Process process =
                new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
        String[] said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\\|", -1);
        assertEquals(0, process.waitFor(), String.join("|", said));
        return (said[0] + " " + said[1]).strip();
    }

    @Test
    void plainHttp_isNotForTheNetwork() throws Exception {
        InetAddress outside = outside();
        int plain = rig.desk.server.port();
        try (Socket https = new Socket()) {
            https.connect(new InetSocketAddress(outside, rig.port), 5_000); // reachable there
        }
        try (Socket http = new Socket()) {
            assertThrows(ConnectException.class, () -> http.connect(new InetSocketAddress(outside, plain), 5_000));
        }
        try (Socket socket = new Socket("127.0.0.1", rig.port)) { // plain HTTP on the port of HTTPS
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertFalse(answer.contains("HTTP/"), answer);
        }
    }

    private static InetAddress outside() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst()
                .orElseThrow(() -> new AssertionError("This machine has no address but 127.0.0.1."));
    }

    @Test
    void transportSecurity_isSaidByHttpsAlone() throws Exception {
        assertEquals(Optional.of("max-age=31536000"), get("/").headers().firstValue("Strict-Transport-Security"));
        HttpResponse<String> plain = rig.http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + rig.desk.server.port() + "/"))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(Optional.empty(), plain.headers().firstValue("Strict-Transport-Security"));
        assertTrue(get("/").headers()
                .firstValue("Content-Security-Policy")
                .orElse("")
                .endsWith("connect-src 'self' wss://localhost:" + rig.port));
    }

    @Test
    void person_signsInByTheName_withACookieOfThisHostAlone() {
        DeskBrowser ana = rig.browser();
        DeskBrowser.Answer made = ana.setUp(rig.desk);
        assertEquals(201, made.status(), made.whole().body());
        String cookie = made.header("Set-Cookie");
        assertTrue(cookie.matches("__Host-session=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict; Secure"), cookie);
        assertEquals(200, ana.get("/api/people").status());
        ana.cookie = ana.cookie.replace("__Host-", ""); // as another host of the domain could set it
        assertEquals(401, ana.get("/api/people").status());
    }

    @Test
    void hostLevel_isForThisMachineOnly() throws Exception {
        HttpRequest.Builder asked = HttpRequest.newBuilder(URI.create(rig.origin() + "/metrics"))
                .header("Authorization", "Bearer " + ApiRig.TOKEN);
        HttpResponse<String> refused = rig.http.send(asked.build(), BodyHandlers.ofString());
        assertEquals(401, refused.statusCode());
        for (int i = 0; i < 3 * ApiLimits.WRONG_TOKENS; i++) { // strangers use up nobody's tries
            asked.setHeader("Authorization", "Bearer wrong");
            assertEquals(
                    401, rig.http.send(asked.build(), BodyHandlers.ofString()).statusCode());
        }
        HttpRequest here = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rig.desk.server.port() + "/metrics"))
                .header("Authorization", "Bearer " + ApiRig.TOKEN)
                .build();
        HttpResponse<String> figures = rig.http.send(here, BodyHandlers.ofString());
        assertEquals(200, figures.statusCode());
        assertTrue(figures.body().contains("stillcall_https_connections "), figures.body());
        assertTrue(figures.body().contains("test_figure 7"), figures.body());
        String code = rig.desk.server.issueCode();
        HttpRequest session = HttpRequest.newBuilder(URI.create(rig.origin() + "/api/session"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"code\":\"" + code + "\"}"))
                .build();
        assertEquals(403, rig.http.send(session, BodyHandlers.ofString()).statusCode());
    }

    @Test
    void otherOrigins_areRefused() throws Exception {
        for (String origin : List.of(
                "https://" + SecureRig.NAME + ":" + rig.port,
                "https://localhost",
                "http://localhost:" + rig.port,
                "https://evil.example",
                "null")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(rig.origin() + "/healthz"))
                    .header("Origin", origin)
                    .build();
            assertEquals(403, rig.http.send(request, BodyHandlers.ofString()).statusCode(), origin);
        }
        HttpRequest own = HttpRequest.newBuilder(URI.create(rig.origin() + "/healthz"))
                .header("Origin", rig.origin())
                .build();
        assertEquals(200, rig.http.send(own, BodyHandlers.ofString()).statusCode());
    }

    /** On a turned clock: two thirds of the certificate's life later new connections see another one. */
    @Test
    void renewal_dropsNoConnection() throws Exception {
        try (SecureRig old = new SecureRig(Instant.now().minus(Duration.ofDays(61)), SecureRig.NAME);
                SSLSocket open = old.connect(SecureRig.NAME)) {
            Certificate before = open.getSession().getPeerCertificates()[0];
            assertTrue(asked(open, old.port).startsWith("HTTP/1.1 200"));
            old.time.set(Instant.now());
            old.renewals.tick();
            assertTrue(asked(open, old.port).startsWith("HTTP/1.1 200"));
            Certificate after = old.shown.current().orElseThrow().leaf();
            assertNotEquals(before, after);
            Openssl.Said fresh = openssl.run(
                    "s_client -connect 127.0.0.1:" + old.port + " -servername " + SecureRig.NAME + " -showcerts");
            String shown = fresh.text().replaceAll("\\s", "");
            assertTrue(shown.contains(Base64.getEncoder().encodeToString(after.getEncoded())), fresh.text());
            assertFalse(shown.contains(Base64.getEncoder().encodeToString(before.getEncoded())), fresh.text());
            assertTrue(asked(open, old.port).startsWith("HTTP/1.1 200"));
        }
    }

    private static String asked(SSLSocket socket, int port) throws IOException {
        socket.getOutputStream()
                .write(("GET /healthz HTTP/1.1\r\nHost: " + SecureRig.NAME + ":" + port + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("}")) {
            int one = in.read();
            if (one < 0) {
                break;
            }
            answer.append((char) one);
        }
        return answer.toString();
    }

    @Test
    void certificate_thatIsOver_isShownToNobody() throws Exception {
        rig.rootFile();
        assertEquals(0, client("-servername " + SecureRig.NAME).status());
        rig.time.updateAndGet(now -> now.plus(Duration.ofDays(91)));
        Openssl.Said over = client("-servername " + SecureRig.NAME);
        assertTrue(over.text().contains("no peer certificate available"), over.text());
        rig.renewals.tick();
        Openssl.Said renewed = client("-servername " + SecureRig.NAME);
        assertTrue(renewed.text().contains("Certificate chain"), renewed.text());
    }

    @Test
    void port_thatIsTaken_isSaid() {
        ApiServer.Https https = new ApiServer.Https(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), rig.port), rig.shown, List::of);
        ApiException refused = assertThrows(
                ApiException.class,
                () -> new DeskRig(DeskMeans.SyncedPasskeys.REFUSE, Origin.local(), Optional.of(https)));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("A port of 'listen'"), refused.getMessage());
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("http-clock"))
                        .count()
                <= 1);
    }
}
