package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.awaitHome;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.lookAt;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.certificate.Forger;
import org.stillcall.certificate.Openssl;

/**
 * A network of its own: the page by which a device takes the certificate, and the console in a Chromium that took it as
 * people do. Rows G25, G27, P13.
 */
@Timeout(240)
class OwnCertificatePageTest {
    private static final String NAME = "notes.home.arpa";

    @TempDir
    Path folder;

    private final int port = Pebble.freePort();
    private final int plainPort = Pebble.freePort();
    private Path data;
    private Path home;
    private ConsoleRig rig;

    @BeforeEach
    void start() throws IOException {
        data = folder.resolve("data");
        home = Files.createDirectories(folder.resolve("home"));
        String console = "[console]\nhttps = \"own\"\nlisten = \"127.0.0.1:" + port + "\"\nplain_listen = \"127.0.0.1:"
                + plainPort + "\"\nnames = [\"" + NAME + "\", \"127.0.0.1\"]\n";
        rig = new ConsoleRig(
                data,
                settings -> settings + console,
                Map.of("HOME", home.toString(), "PATH", "/usr/bin:/bin"),
                List.of("--host-resolver-rules=MAP " + NAME + " 127.0.0.1,MAP bank.example 127.0.0.1"));
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    private String plain(String path) {
        return "http://127.0.0.1:" + plainPort + path;
    }

    /** Takes the certificate as the page offers it, into the store that Chromium reads. */
    private void takeCertificate() throws Exception {
        Path file = folder.resolve("notes.crt");
        HttpResponse<Path> answer;
        try (HttpClient http = HttpClient.newHttpClient()) {
            answer = http.send(
                    HttpRequest.newBuilder(URI.create(plain("/notes.crt"))).build(), BodyHandlers.ofFile(file));
        }
        assertEquals(
                "application/x-x509-ca-cert",
                answer.headers().firstValue("Content-Type").orElse(""));
        Path store = Files.createDirectories(home.resolve(".pki/nssdb"));
        run("certutil", "-N", "-d", "sql:" + store, "--empty-password");
        run("certutil", "-A", "-d", "sql:" + store, "-n", "notes", "-t", "C,,", "-i", file.toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    @Test
    void page_givesTheCertificateThatTheHostReadsOut_andNothingElseIsThere() throws Exception {
        assertTrue(rig.told().contains("once, here: " + plain("/")), rig.told());
        Page page = rig.device();
        page.navigate(plain("/"));
        assertEquals("Notes", page.title());
        for (String language : List.of("es", "fr", "ar", "en")) {
            page.locator("nav a[hreflang=" + language + "]").click();
            assertEquals(language, page.locator("html").getAttribute("lang"));
            page.locator("details").evaluateAll("all => all.forEach(one => { one.open = true; })");
            assertThat(page.locator("details")).hasCount(6);
            assertThat(page.locator("main")).not().containsText("{{");
            lookAt(page, "install-" + language);
            assertFalse(page.content().toLowerCase(Locale.ROOT).contains("stillcall"));
        }
        takeCertificate();
        for (String sum : List.of("sha256", "sha1")) {
            String said = new Openssl(folder).done("x509 -inform der -in notes.crt -noout -fingerprint -" + sum);
            String pairs = said.substring(said.indexOf('=') + 1).strip().replace(':', ' ');
            assertTrue(rig.told().contains(": " + pairs + "\n"), rig.told());
            // Whoever could swap the file could write the right sum beside it, so the page says none.
            assertFalse(page.content().contains(pairs));
        }
        assertEquals(List.of(), page.context().cookies());
        assertEquals("0 0 0 0", ConsoleRig.stores(page));
        for (String path : List.of("/healthz", "/api/me", "/index.html", "/desk/app.js", "/notes.svg", "/x")) {
            assertEquals(404, status("GET", plain(path)), path);
        }
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE")) {
            assertEquals(404, status(method, plain("/")), method);
        }
        assertEquals(404, status("GET", "http://localhost:" + plainPort + "/")); // a name that is not configured
    }

    private static int status(String method, String address) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofByteArray());
            assertEquals(0, answer.statusCode() == 404 ? answer.body().length : 0);
            assertEquals(
                    "no-store", answer.headers().firstValue("Cache-Control").orElse(""));
            assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty());
            assertTrue(answer.headers().firstValue("Server").isEmpty());
            return answer.statusCode();
        }
    }

    @Test
    void console_inABrowserThatTookTheCertificate_isSetUpByPasskey() throws Exception {
        takeCertificate();
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        assertEquals("https://" + NAME + ":" + port + "/", ana.url());
        assertEquals(true, ana.evaluate("() => window.isSecureContext"));
        assertEquals(1, ana.context().cookies().size());
        assertEquals("__Host-session", ana.context().cookies().getFirst().name);
        assertEquals(true, ana.context().cookies().getFirst().secure);
        ana.reload();
        exactly(ana, "Unlock").click();
        awaitHome(ana);
        // Asked by its address it leads to its name, where the passkey is.
        Page other = rig.device();
        other.navigate("https://127.0.0.1:" + port + "/");
        assertEquals("https://" + NAME + ":" + port + "/", other.url());
        // A browser that was there asks for the name by HTTPS only; the page with the certificate is at the address.
        Response again = other.navigate("http://" + NAME + ":" + port + "/");
        assertTrue(again != null && again.url().startsWith("https://"), String.valueOf(again));
    }

    @Test
    void browserThatDidNotTakeIt_refuses() {
        PlaywrightException refused = assertThrows(
                PlaywrightException.class, () -> rig.device().navigate("https://" + NAME + ":" + port + "/"));
        assertTrue(String.valueOf(refused.getMessage()).contains("ERR_CERT_AUTHORITY_INVALID"), refused.getMessage());
    }

    /** Who takes the authority's files and the network still cannot be another page to those who trust it. */
    @Test
    void takenAuthority_isBelievedForNoOtherName() throws Exception {
        takeCertificate();
        for (String[] names : new String[][] {{NAME}, {"bank.example"}}) {
            Path forged = Forger.forge(data.resolve("https/authority"), names);
            int elsewhere = Pebble.freePort();
            Process server = new ProcessBuilder(
                            "openssl",
                            "s_server",
                            "-accept",
                            "127.0.0.1:" + elsewhere,
                            "-www",
                            "-cert",
                            forged.toString(),
                            "-cert_chain",
                            forged.toString(),
                            "-key",
                            forged.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("s_server.log").toFile())
                    .start();
            try {
                awaitPort(elsewhere);
                Page page = rig.device();
                String address = "https://" + names[0] + ":" + elsewhere + "/";
                if (names[0].equals(NAME)) { // so that the other refusal is for the name alone
                    assertThat(page.navigate(address) == null ? page.locator("x") : page.locator("body"))
                            .containsText("s_server");
                } else {
                    PlaywrightException refused = assertThrows(PlaywrightException.class, () -> page.navigate(address));
                    assertTrue(String.valueOf(refused.getMessage()).contains("ERR_CERT_"), refused.getMessage());
                }
            } finally {
                server.destroy();
                server.waitFor();
            }
        }
    }

    private static void awaitPort(int listening) {
        for (int tries = 0; tries < 200; tries++) {
            try (java.net.Socket socket = new java.net.Socket("127.0.0.1", listening)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            }
        }
    }
}
