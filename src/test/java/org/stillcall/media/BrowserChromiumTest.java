package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.Gson;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chromium on a leg. Serves B1, B2. */
class BrowserChromiumTest extends RealBrowserCalls {
    private final Gson json = new Gson();
    private Playwright playwright;
    private Browser browser;
    private Page page;

    @BeforeAll
    void launch(@TempDir Path folder) throws Exception {
        Path tone = folder.resolve("tone.wav");
        Files.write(tone, wave());
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setEnv(environment(folder))
                        .setArgs(Stream.concat(
                                        arguments().stream(),
                                        Stream.of(
                                                "--no-sandbox",
                                                "--disable-background-networking",
                                                "--disable-sync",
                                                "--use-fake-device-for-media-stream",
                                                "--use-fake-ui-for-media-stream",
                                                "--use-file-for-fake-audio-capture=" + tone,
                                                "--allow-loopback-in-peer-connection",
                                                "--autoplay-policy=no-user-gesture-required"))
                                .toList())
                        .setHeadless(true));
    }

    /** The browser's environment. */
    Map<String, String> environment(Path folder) throws Exception {
        return System.getenv();
    }

    /** Further arguments of the browser's. */
    List<String> arguments() {
        return List.of();
    }

    /** Ten seconds of the microphone's tone; the browser repeats it. */
    private static byte[] wave() {
        int samples = 10 * 48_000;
        ByteBuffer file = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
        file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
        file.putShort((short) 1)
                .putInt(48_000)
                .putInt(96_000)
                .putShort((short) 2)
                .putShort((short) 16);
        file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
        for (int i = 0; i < samples; i++) {
            file.putShort((short) (16_000 * Math.sin(2 * Math.PI * MICROPHONE * i / 48_000)));
        }
        return file.array();
    }

    @AfterAll
    void quit() {
        browser.close();
        playwright.close();
    }

    @Override
    void openPage(String script) {
        page = browser.newPage();
        page.route("http://localhost/**", route -> {
            boolean isScript = route.request().url().endsWith(".js");
            route.fulfill(new Route.FulfillOptions()
                    .setContentType(isScript ? "text/javascript" : "text/html")
                    .setBody(isScript ? script : "<!doctype html><title>.</title><script src=page.js></script>"));
        });
        page.navigate("http://localhost/");
    }

    @Override
    String evaluate(String expression) {
        return json.toJson(page.evaluate(expression));
    }

    @Override
    void closePage() {
        page.close();
    }

    @Test
    void security_isTheBestThatBothHave() {
        JsonNode stats = stats();
        assertEquals("connected", stats.get("dtls").asText());
        assertEquals("FEFD", stats.get("tls").asText(), "DTLS 1.2");
        // Versions of Chromium differ in how they name it.
        assertEquals("AEAD_AES_128_GCM", stats.get("srtp").asText().replaceFirst("^SRTP_", ""));
    }
}
