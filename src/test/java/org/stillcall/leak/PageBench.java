package org.stillcall.leak;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the first page of a server, where somebody signs in, on a slow phone: Chromium with its processor slowed
 * four times and the network of "Fast 3G" (562.5 ms for each request, 1.6 Mbit/s less a tenth). Interactive: the main
 * button stands, was painted, and the page answers to a press.
 */
public final class PageBench {
    private static final int SLOWER = 4;
    private static final double LATENCY_MILLIS = 562.5;
    private static final double BYTES_A_SECOND = 1.6 * 1_000_000 / 8 * 0.9;
    private static final double BYTES_A_SECOND_UP = 750_000.0 / 8 * 0.9;
    private static final int ROUNDS = 7;
    private static final String WATCH = """
            globalThis.ready = new Promise(resolve => {
              new MutationObserver((changes, watcher) => {
                if (document.querySelector('main button.go') !== null) {
                  watcher.disconnect();
                  requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
                }
              }).observe(document, {childList: true, subtree: true});
            });
            """;

    private PageBench() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("page-bench");
        Site site = new Site();
        site.phone("desk", "127.0.0.1", Party.freePort("127.0.0.1"));
        site.trunk("far", "127.0.0.1", Party.freePort("127.0.0.1"), "");
        try (Server server = Server.start(folder, site, "")) {
            Desk.settingUp(server).close();
            rounds("http://localhost:" + server.port() + "/");
        }
    }

    private static void rounds(String address) {
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(Path.of("/usr/bin/chromium"))
                                .setArgs(List.of("--no-sandbox"))
                                .setHeadless(true))) {
            for (int round = 0; round < ROUNDS; round++) {
                System.out.println(measure(browser, address));
            }
        }
    }

    /** @return milliseconds until interactive, bytes on the wire by then, bytes when all had come, requests */
    private static String measure(Browser browser, String address) {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(360, 740))) {
            Page page = context.newPage();
            CDPSession devtools = context.newCDPSession(page);
            AtomicLong bytes = new AtomicLong();
            AtomicLong requests = new AtomicLong();
            devtools.send("Network.enable");
            devtools.on("Network.loadingFinished", event -> {
                bytes.addAndGet(event.get("encodedDataLength").getAsLong());
                requests.incrementAndGet();
            });
            devtools.send("Network.emulateNetworkConditions", network());
            JsonObject rate = new JsonObject();
            rate.addProperty("rate", SLOWER);
            devtools.send("Emulation.setCPUThrottlingRate", rate);
            page.addInitScript(WATCH);
            page.navigate(address, new Page.NavigateOptions().setTimeout(60_000));
            double ready = ((Number) page.evaluate("() => globalThis.ready")).doubleValue();
            long by = bytes.get();
            page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
            return "%.0f %d %d %d".formatted(ready, by, bytes.get(), requests.get());
        }
    }

    private static JsonObject network() {
        JsonObject network = new JsonObject();
        Map<String, Double> values = Map.of(
                "latency", LATENCY_MILLIS,
                "downloadThroughput", BYTES_A_SECOND,
                "uploadThroughput", BYTES_A_SECOND_UP);
        values.forEach(network::addProperty);
        network.addProperty("offline", false);
        return network;
    }
}
