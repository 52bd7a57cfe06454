package org.stillcall.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.push.Pushes.Outcome;

/** A sleeping page is woken by an empty signed message (RFC 8030, RFC 8292), never in a network of ours. P2. */
class PushTest {
    private static final String CONTACT = "mailto:host@example.org";
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final char[] PASSWORD = "push".toCharArray();

    @TempDir
    Path folder;

    /** What the service heard: its headers, a line each, and its body's length. */
    private record Heard(String path, String authorization, List<String> names, int bytes) {}

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private HttpsServer service;
    private SSLContext tls;
    private int status = 201;
    private PushSender sender;

    @BeforeEach
    void start() throws Exception {
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem -days 2"
                + " -subj /CN=push.example -addext subjectAltName=DNS:push.example");
        openssl("pkcs12 -export -inkey key.pem -in cert.pem -out both.p12 -passout pass:push -name push");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("both.p12"))) {
            store.load(in, PASSWORD);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("push", store.getCertificate("push"));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        service = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.setHttpsConfigurator(new HttpsConfigurator(tls));
        service.createContext("/", exchange -> {
            heard.add(new Heard(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().keySet().stream().sorted().toList(),
                    exchange.getRequestBody().readAllBytes().length));
            exchange.getResponseHeaders().add("Location", "https://push.example/other");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        service.start();
        sender = new PushSender(
                CONTACT, endpoint -> InetAddress.getLoopbackAddress(), tls.getSocketFactory(), () -> NOW);
    }

    @AfterEach
    void end() {
        service.stop(0);
    }

    private void openssl(String arguments) throws IOException, InterruptedException {
        String[] words = ("openssl " + arguments).split(" ");
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor());
    }

    private PushEndpoint endpoint(String host) {
        return PushEndpoint.parse("https://" + host + ":" + service.getAddress().getPort() + "/send/abc?x=1")
                .orElseThrow();
    }

    @Test
    void message_isEmptyShortLivedAndSigned() throws Exception {
        PushEndpoint endpoint = endpoint("push.example");
        assertEquals(Outcome.TAKEN, sender.send(endpoint));
        Heard message = heard.take();
        assertEquals("/send/abc?x=1", message.path());
        assertEquals(0, message.bytes());
        assertEquals(
                List.of("Authorization", "Connection", "Content-length", "Host", "Topic", "Ttl", "Urgency"),
                message.names(),
                "nothing else is told");
        String[] parts = message.authorization().split("vapid t=|, k=");
        String[] token = parts[1].split("\\.");
        byte[] point = Base64.getUrlDecoder().decode(parts[2]);
        assertTrue(Arrays.equals(sender.publicKey(), point));
        JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token[1]));
        assertEquals(endpoint.audience(), claims.path("aud").asText());
        assertEquals(CONTACT, claims.path("sub").asText());
        assertEquals(NOW.getEpochSecond() + 3_600, claims.path("exp").asLong());
        assertEquals(3, claims.size());
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(key(point));
        signature.update((token[0] + "." + token[1]).getBytes());
        assertTrue(signature.verify(Base64.getUrlDecoder().decode(token[2])));
    }

    private static PublicKey key(byte[] point) throws Exception {
        assertEquals(65, point.length);
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPoint at = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(at, curve.getParameterSpec(ECParameterSpec.class)));
    }

    @Test
    void outcome_isWhatTheServiceSays_andARedirectIsNotFollowed() {
        for (Object[] each : new Object[][] {
            {202, Outcome.TAKEN},
            {404, Outcome.GONE},
            {410, Outcome.GONE},
            {403, Outcome.REFUSED},
            {307, Outcome.REFUSED},
            {429, Outcome.FAILED},
            {503, Outcome.FAILED}
        }) {
            status = (Integer) each[0];
            assertEquals(each[1], sender.send(endpoint("push.example")), each[0].toString());
        }
        assertEquals(7, heard.size());
    }

    @Test
    void service_withAnotherNameOrAnUnknownCertificate_hearsNothing() {
        assertEquals(Outcome.FAILED, sender.send(endpoint("other.example")));
        PushSender usual = new PushSender(
                CONTACT,
                endpoint -> InetAddress.getLoopbackAddress(),
                (javax.net.ssl.SSLSocketFactory) javax.net.ssl.SSLSocketFactory.getDefault(),
                () -> NOW);
        assertEquals(Outcome.FAILED, usual.send(endpoint("push.example")));
        assertTrue(heard.isEmpty());
    }

    /** A browser that lies about its service reaches nothing that stands beside us. */
    @Test
    void addressInsideANetwork_isNeverReached() {
        Outside outside = Outside.usual();
        for (String host : List.of(
                "localhost",
                "127.0.0.1",
                "10.1.2.3",
                "192.168.0.1",
                "172.16.9.9",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "[::1]",
                "[fd00::1]",
                "[fe80::1]",
                "[::ffff:10.0.0.1]",
                "[64:ff9b::a00:1]",
                "[2002:a00:1::1]",
                "[2001:db8::1]",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255")) {
            PushEndpoint endpoint = PushEndpoint.parse("https://" + host + "/x").orElseThrow();
            assertNull(outside.find(endpoint), host);
        }
        for (String host : List.of("8.8.8.8", "142.250.1.1", "[2607:f8b0::1]", "100.128.0.1", "172.32.0.1")) {
            PushEndpoint endpoint = PushEndpoint.parse("https://" + host + "/x").orElseThrow();
            assertFalse(outside.find(endpoint) == null, host);
            PushEndpoint elsewhere =
                    PushEndpoint.parse("https://" + host + ":22/x").orElseThrow();
            assertNull(outside.find(elsewhere), "another port of " + host);
        }
        assertEquals(
                Outcome.REFUSED,
                PushSender.of(CONTACT, () -> NOW).send(endpoint("localhost")),
                "the usual one keeps to that");
    }

    @Test
    void endpoint_isHttpsAndNothingElse() {
        for (String wrong : List.of(
                "",
                "http://push.example/x",
                "https:push.example",
                "https://user@push.example/x",
                "file:///etc/x",
                "https://push.example/x#y",
                "https://push.example",
                "https://push.example/a b",
                "https:///x",
                "https://push.example/" + "x".repeat(1_100),
                "https://push.example/\r\nHost:")) {
            assertTrue(PushEndpoint.parse(wrong).isEmpty(), wrong);
        }
        assertEquals("PushEndpoint", endpoint("push.example").toString());
    }

    @Test
    void contact_cannotLeaveItsPlace() {
        assertTrue(PushSender.isContact("mailto:a@b.example"));
        assertTrue(PushSender.isContact("https://notes.example/"));
        for (String wrong :
                List.of("", "a@b", "mailto:a", "mailto:a@b\",\"x\":\"", "https://", "http://x", "mailto:ü@b")) {
            assertFalse(PushSender.isContact(wrong), wrong);
        }
    }
}
