package org.stillcall.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Measures sealing 1,000 envelopes and opening 200 in Chromium, eight rounds each in three fresh browsers. */
public final class EnvelopeBench {
    private static final String ROUNDS = """
            async () => {
              const c = await import('/desk/crypto.js');
              const k = await import('/desk/keyring.js');
              const device = {id: c.newId(), ...await c.newDevicePair()};
              const pair = await c.newWrappablePair();
              const wrapped = await c.wrapKey({
                pkcs8: pair.pkcs8, generation: 1, recipient: device.publicKey, holder: device.id});
              const ring = new k.Keyring();
              const held = {generation: 1, publicKey: c.toText(pair.publicKey), wrapped: c.toText(wrapped)};
              await ring.fill(device, [held], 1);
              const plan = {call: 'A name', numbers: [{label: 'MOBILE', number: '+16175550121'}], answers: 'SELF',
                check: 'A question', otherwise: {choice: 'NOTHING', words: ''}, voicemail: '', notes: []};
              const rounds = [];
              for (let round = 0; round < 8; round++) {
                let from = performance.now();
                const sealed = await k.inBatches([...Array(1000).keys()], i => ring.seal(2, 'plan/' + i, plan));
                const sealing = performance.now() - from;
                from = performance.now();
                await k.inBatches([...Array(200).keys()], i => ring.open(2, 'plan/' + i, sealed[i].sealed));
                rounds.push(`${sealing.toFixed(0)} ${(performance.now() - from).toFixed(0)}`);
              }
              return rounds.join(', ');
            }
            """;

    private EnvelopeBench() {}

    public static void main(String[] arguments) throws IOException {
        HttpServer files = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        files.createContext("/", EnvelopeBench::send);
        files.start();
        String address = "http://localhost:" + files.getAddress().getPort() + "/away.html";
        try (Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
            for (int fresh = 1; fresh <= 3; fresh++) {
                try (Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(Path.of("/usr/bin/chromium"))
                                .setArgs(List.of("--no-sandbox"))
                                .setHeadless(true))) {
                    Page page = browser.newPage();
                    page.navigate(address);
                    System.out.println(
                            "browser " + fresh + ", ms to seal 1,000 and open 200: " + page.evaluate(ROUNDS));
                }
            }
        } finally {
            files.stop(0);
        }
    }

    private static void send(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Path file = Path.of("src/main/resources/web" + path);
        boolean known = path.matches("/[a-z/-]+\\.(js|html|css)") && Files.isRegularFile(file);
        byte[] body = known ? Files.readAllBytes(file) : new byte[0];
        exchange.getResponseHeaders().set("Content-Type", path.endsWith(".js") ? "text/javascript" : "text/html");
        exchange.sendResponseHeaders(known ? 200 : 404, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
