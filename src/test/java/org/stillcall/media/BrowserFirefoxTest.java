package org.stillcall.media;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Firefox on a leg. A page of ours in it asks this test what to do next, so that no driver is needed; a proxy that is
 * not there keeps the browser from every other host. Serves B1, B2.
 */
class BrowserFirefoxTest extends RealBrowserCalls {
    private static final String PREFERENCES = """
            user_pref("media.navigator.permission.disabled", true);
            user_pref("media.navigator.streams.fake", true);
            user_pref("media.navigator.audio.fake_frequency", 1000);
            user_pref("media.autoplay.default", 0);
            user_pref("media.autoplay.blocking_policy", 0);
            user_pref("media.autoplay.block-webaudio", false);
            user_pref("network.proxy.type", 1);
            user_pref("network.proxy.http", "127.0.0.1");
            user_pref("network.proxy.http_port", 9);
            user_pref("network.proxy.ssl", "127.0.0.1");
            user_pref("network.proxy.ssl_port", 9);
            user_pref("network.proxy.no_proxies_on", "localhost, ADDRESS");
            user_pref("browser.shell.checkDefaultBrowser", false);
            user_pref("browser.aboutwelcome.enabled", false);
            user_pref("datareporting.policy.dataSubmissionEnabled", false);
            user_pref("toolkit.telemetry.enabled", false);
            user_pref("app.normandy.enabled", false);
            """;
    private static final String DRIVE = """
            (async () => {
              let said = "";
              for (;;) {
                const next = await fetch("/next", { method: "POST", body: said });
                const task = await next.text();
                if (task === "reload") {
                  location.reload();
                  return;
                }
                try {
                  said = JSON.stringify((await (0, eval)(task)) ?? null);
                } catch (error) {
                  said = JSON.stringify("error " + error);
                }
              }
            })();
            """;

    private final BlockingQueue<String> tasks = new SynchronousQueue<>();
    private final BlockingQueue<String> results = new LinkedBlockingQueue<>();
    private volatile String script = "";
    private HttpServer server;
    private Process firefox;

    @BeforeAll
    void launch(@TempDir Path folder) throws IOException {
        server = HttpServer.create(new InetSocketAddress(RelayRig.LOOPBACK, 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> say(exchange, "text/html", """
                <!doctype html><title>.</title><script src=page.js></script>"""));
        server.createContext("/page.js", exchange -> say(exchange, "text/javascript", script + DRIVE));
        server.createContext("/next", this::next);
        server.start();
        Files.writeString(
                folder.resolve("user.js"),
                PREFERENCES.replace("ADDRESS", address().getHostAddress()));
        Path log = folder.resolve("firefox.log");
        ProcessBuilder start = new ProcessBuilder(
                "firefox-esr",
                "--headless",
                "--no-remote",
                "--profile",
                folder.toString(),
                "http://localhost:" + server.getAddress().getPort() + "/");
        start.environment().put("HOME", folder.toString());
        start.environment().put("XDG_RUNTIME_DIR", folder.toString());
        start.environment().put("MOZ_CRASHREPORTER_DISABLE", "1");
        firefox = start.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private static void say(HttpExchange exchange, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void next(HttpExchange exchange) throws IOException {
        String said = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!said.isEmpty()) {
            results.add(said);
        }
        try {
            say(exchange, "text/plain", tasks.take());
        } catch (InterruptedException e) {
            exchange.close();
        }
    }

    @AfterAll
    void quit() throws InterruptedException {
        firefox.destroy();
        if (!firefox.waitFor(20, TimeUnit.SECONDS)) {
            firefox.destroyForcibly().waitFor();
        }
        server.stop(0);
    }

    /** Firefox never speaks to 127.0.0.1, but to any other address of this machine; the packets stay in it. */
    @Override
    InetAddress address() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .filter(address -> !address.isLoopbackAddress())
                .findFirst()
                .orElse(RelayRig.LOOPBACK);
    }

    @Override
    void openPage(String with) {
        boolean first = script.isEmpty();
        script = with;
        if (!first) {
            hand("reload");
        }
    }

    private void hand(String task) {
        try {
            if (!tasks.offer(task, 60, TimeUnit.SECONDS)) {
                throw new AssertionError("the page does not ask");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    String evaluate(String expression) {
        hand(expression);
        try {
            String said = results.poll(60, TimeUnit.SECONDS);
            if (said == null || said.startsWith("\"error ")) {
                throw new AssertionError("the page says " + said);
            }
            return said;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Without a loudspeaker its page cannot look at frequencies; the level is the tone's, to a tenth. */
    @Override
    boolean pageHears() {
        double level = stats().get("level").asDouble();
        return Math.abs(level - TonePhone.LOUDNESS / 32768.0) < 0.03;
    }

    @Override
    void closePage() {
        evaluate("leave()");
    }
}
