package org.stillcall.push;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Log;
import org.stillcall.base.Secret;

/** A receiver of the host's hears two words of each topic, by a real connection, until it took them (G15). */
@Timeout(60)
class AlertSenderTest {
    private static final char[] PASSWORD = "alerts".toCharArray();
    private static final Duration WAIT = Duration.ofMillis(20);

    @TempDir
    Path folder;

    /** What the receiver heard. */
    private record Heard(String path, String authorization, String type, List<String> names, String body) {}

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final AtomicInteger toRefuse = new AtomicInteger();
    private long tryMillis = 30_000;
    private Optional<HttpServer> receiver = Optional.empty();
    private Optional<AlertSender> sender = Optional.empty();

    @AfterEach
    void end() {
        sender.ifPresent(AlertSender::close);
        receiver.ifPresent(it -> it.stop(0));
    }

    private int listen(HttpServer server) {
        server.createContext("/", exchange -> {
            heard.add(new Heard(
                    exchange.getRequestURI().toString(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                    exchange.getRequestHeaders().keySet().stream().sorted().toList(),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            exchange.sendResponseHeaders(toRefuse.getAndDecrement() > 0 ? 503 : 204, -1);
            exchange.close();
        });
        server.start();
        receiver = Optional.of(server);
        return server.getAddress().getPort();
    }

    private int plain() throws IOException {
        return listen(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    private AlertSender to(String address, SSLSocketFactory sockets, String secret) {
        AlertPlace place = AlertPlace.parse(address).orElseThrow();
        AlertSender made = new AlertSender(
                new AlertSender.Settings(
                        place,
                        secret.isEmpty() ? Optional.empty() : Optional.of(() -> Secret.of(secret.getBytes(US_ASCII)))),
                sockets,
                new AlertSender.Timing(WAIT, tryMillis),
                Log.silent());
        sender = Optional.of(made);
        return made;
    }

    private AlertSender toPlain(int port) {
        return to(
                "http://127.0.0.1:" + port + "/hook?room=7",
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                "s3cret");
    }

    @Test
    void alert_isTwoWords_withTheSecretInItsHeader_andNothingElse() throws Exception {
        toPlain(plain()).tell("ROTA", "RED");
        Heard first = heard.take();
        assertEquals("/hook?room=7", first.path());
        assertEquals("{\"topic\":\"ROTA\",\"colour\":\"RED\"}", first.body());
        assertEquals("Bearer s3cret", first.authorization());
        assertEquals("application/json", first.type());
        assertEquals(
                List.of("Authorization", "Connection", "Content-length", "Content-type", "Host"),
                first.names(),
                "nothing else is told");
    }

    @Test
    void receiverThatRefuses_isToldAgain_inOrder_theNewestOfEachTopicOnly() throws Exception {
        toRefuse.set(4);
        AlertSender alerts = toPlain(plain());
        alerts.tell("ROTA", "RED");
        heard.take();
        alerts.tell("LINES", "AMBER");
        alerts.tell("LINES", "RED");
        Heard last = heard.take();
        while (!last.body().contains("LINES")) {
            assertTrue(last.body().contains("ROTA"), last.body());
            last = heard.take();
        }
        assertEquals("{\"topic\":\"LINES\",\"colour\":\"RED\"}", last.body());
    }

    @Test
    void receiverThatIsNotThere_isFoundWhenItComes() throws Exception {
        HttpServer later = HttpServer.create();
        int port;
        try (java.net.ServerSocket free = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        AlertSender alerts = toPlain(port);
        alerts.tell("RECEIPTS", "RED");
        later.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        listen(later);
        assertEquals("{\"topic\":\"RECEIPTS\",\"colour\":\"RED\"}", heard.take().body());
    }

    @Test
    void certificate_isChecked_byNameAndIssuer() throws Exception {
        SSLContext tls = tls("localhost");
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls));
        int port = listen(secure);
        to("https://localhost:" + port + "/", tls.getSocketFactory(), "").tell("MACHINE", "AMBER");
        Heard taken = heard.take();
        assertEquals("{\"topic\":\"MACHINE\",\"colour\":\"AMBER\"}", taken.body());
        assertEquals("null", taken.authorization());
        sender.orElseThrow().close();

        // The same receiver by a name that its certificate does not have, and by an issuer that nobody knows.
        to("https://127.0.0.1:" + port + "/", tls.getSocketFactory(), "").tell("MACHINE", "RED");
        assertEquals(null, heard.poll(500, TimeUnit.MILLISECONDS));
        sender.orElseThrow().close();
        to("https://localhost:" + port + "/", (SSLSocketFactory) SSLSocketFactory.getDefault(), "")
                .tell("MACHINE", "RED");
        assertEquals(null, heard.poll(500, TimeUnit.MILLISECONDS));
    }

    private SSLContext tls(String name) throws Exception {
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem -days 2"
                + " -subj /CN=" + name + " -addext subjectAltName=DNS:" + name);
        openssl("pkcs12 -export -inkey key.pem -in cert.pem -out both.p12 -passout pass:alerts -name alerts");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("both.p12"))) {
            store.load(in, PASSWORD);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("alerts", store.getCertificate("alerts"));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return tls;
    }

    private void openssl(String arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(("openssl " + arguments).split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor());
    }

    @Test
    void whatWaits_hasALimit_andTextsAreRefused() throws Exception {
        int port;
        try (java.net.ServerSocket free = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        AlertSender alerts = toPlain(port);
        for (int i = 0; i < AlertSender.MOST_TOPICS; i++) {
            alerts.tell("TOPIC_" + (char) ('A' + i / 26) + (char) ('A' + i % 26), "RED");
        }
        assertThrows(RuntimeException.class, () -> alerts.tell("ONE_MORE", "RED"));
        alerts.tell("TOPIC_AA", "GREEN"); // in the place of what waits
        assertThrows(RuntimeException.class, () -> alerts.tell("+12025550147", "RED"));
    }

    @Test
    void redirect_isNotFollowed_andOfALongAnswerTheStatusAloneIsRead() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        BlockingQueue<String> paths = new LinkedBlockingQueue<>();
        AtomicInteger asked = new AtomicInteger();
        server.createContext("/", exchange -> {
            paths.add(exchange.getRequestURI().getPath());
            boolean first = asked.getAndIncrement() == 0;
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(first ? 307 : 200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                byte[] much = new byte[1 << 16];
                for (int i = 0; i < 1_000 && !first; i++) {
                    body.write(much);
                }
            } catch (IOException e) {
                paths.add("nobody read on");
            }
        });
        server.setExecutor(Runnable::run);
        server.start();
        receiver = Optional.of(server);
        toPlain(server.getAddress().getPort()).tell("ROTA", "RED");
        assertEquals("/hook", paths.poll(20, TimeUnit.SECONDS));
        assertEquals("/hook", paths.poll(20, TimeUnit.SECONDS), "told again where it was told first");
        assertEquals("nobody read on", paths.poll(20, TimeUnit.SECONDS));
        assertEquals(null, paths.poll(200, TimeUnit.MILLISECONDS), "it was taken");
    }

    /** The wait for each byte of a handshake is short, and there may be many of them. */
    @Test
    void receiverThatDrips_isCutOff_andTriedAgain() throws Exception {
        tryMillis = 500;
        try (ServerSocket dripping = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String place = "https://127.0.0.1:" + dripping.getLocalPort() + "/";
            to(place, (SSLSocketFactory) SSLSocketFactory.getDefault(), "").tell("ROTA", "RED");
            for (int tries = 0; tries < 2; tries++) {
                assertTrue(drip(dripping) > 5, "a handshake began, and never ended");
            }
        }
    }

    private static int drip(ServerSocket listener) throws IOException {
        int sent = 0;
        try (Socket socket = listener.accept()) {
            socket.setSoTimeout(20); // the pace
            byte[] head = {22, 3, 3, 64, 0};
            while (true) {
                socket.getOutputStream().write(sent < head.length ? head[sent] : 0);
                sent++;
                try {
                    if (socket.getInputStream().read(new byte[4_096]) < 0) {
                        return sent;
                    }
                } catch (SocketTimeoutException stillThere) {
                    // and on
                }
            }
        } catch (SocketException cutOff) {
            return sent;
        }
    }

    @Test
    void close_endsAWaitAtOnce() throws Exception {
        toRefuse.set(Integer.MAX_VALUE);
        AlertPlace place = AlertPlace.parse("http://127.0.0.1:" + plain() + "/").orElseThrow();
        AlertSender patient = new AlertSender(
                new AlertSender.Settings(place, Optional.empty()),
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                new AlertSender.Timing(Duration.ofHours(1), 30_000),
                Log.silent());
        patient.tell("ROTA", "RED");
        heard.take();
        CountDownLatch closed = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            patient.close();
            closed.countDown();
        });
        assertTrue(closed.await(5, TimeUnit.SECONDS));
    }

    @Test
    void place_isHttps_orThisMachine() {
        for (String good : List.of(
                "https://alerts.example.org/hook",
                "https://10.0.0.7:8443/",
                "http://127.0.0.1:9000/x",
                "http://localhost/",
                "http://[::1]:80/x")) {
            assertTrue(AlertPlace.parse(good).isPresent(), good);
        }
        for (String bad : List.of(
                "http://alerts.example.org/hook",
                "http://10.0.0.7/",
                "http://127.0.0.1.example.org/",
                "https://user:word@alerts.example.org/",
                "https://alerts.example.org/#x",
                "ftp://alerts.example.org/",
                "https:///x",
                "alerts",
                "",
                "https://alerts.example.org/\r\nX: y")) {
            assertFalse(AlertPlace.parse(bad).isPresent(), bad);
        }
        assertEquals(
                "AlertPlace",
                Objects.toString(
                        AlertPlace.parse("https://a.example/secret-path").orElseThrow()));
    }
}
