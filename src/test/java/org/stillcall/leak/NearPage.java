package org.stillcall.leak;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An advocate's page in a real browser as the near leg: the console's own module of the phone, without its views. Notes
 * all that its connections say about themselves.
 */
final class NearPage implements AutoCloseable {
    private static final String SCRIPT = """
        const Real = RTCPeerConnection;
        globalThis.peers = [];
        globalThis.told = [];
        globalThis.RTCPeerConnection = class extends Real {
          constructor(...all) {
            super(...all);
            peers.push(this);
          }
          async setLocalDescription(description) {
            await super.setLocalDescription(description);
            told.push(this.localDescription.sdp);
          }
        };
        const {Softphone} = await import('/desk/softphone.js');
        const {seal} = await import('/seal.js');
        const ask = async (method, path, body) => {
          const answer = await fetch(path, {method, headers: {'Content-Type': 'application/json'},
            body: body && JSON.stringify(body)});
          return answer.status === 204 ? {} : answer.json();
        };
        globalThis.phone = new Softphone({
          restored: () => {}, end: id => ask('DELETE', `/api/calls/${id}`), over: () => {}});
        phone.start();
        globalThis.callTo = async number => {
          const key = ask('POST', '/api/call-keys', {});
          await phone.prepare();
          const {kid, jwk} = await key;
          const sealed = await seal(number, jwk);
          const placed = await ask('POST', '/api/calls', {phone: 'browser', programme: 'audit', kid, number: sealed});
          if (placed.id) {
            phone.begin(placed.id);
          } else {
            phone.abandon();
          }
          return placed.id ?? JSON.stringify(placed);
        };
        globalThis.measured = async () => {
          const peer = peers.at(-1);
          if (!peer || peer.signalingState === 'closed') {
            return [];
          }
          const all = [...(await peer.getStats()).values()];
          told.push(peer.localDescription?.sdp ?? '');
          return all;
        };
        let analyser = null;
        let listened = null;
        /** How loud that tone is in what is heard now, in decibels, against the loudest of all. */
        globalThis.tones = frequencies => {
          const [receiver] = peers.at(-1).getReceivers();
          if (listened !== receiver.track) {
            const context = new AudioContext();
            listened = receiver.track;
            analyser = new AnalyserNode(context, {fftSize: 4096, smoothingTimeConstant: 0});
            context.createMediaStreamSource(new MediaStream([listened])).connect(analyser);
          }
          const bins = new Float32Array(analyser.frequencyBinCount);
          analyser.getFloatFrequencyData(bins);
          const width = analyser.context.sampleRate / 4096;
          const loudest = Math.max(...bins);
          return frequencies.map(each => {
            const at = Math.round(each / width);
            return Math.max(...bins.slice(at - 1, at + 2)) - loudest;
          });
        };
        """;

    private final Playwright playwright;
    private final Browser browser;
    final Page page;
    final List<String> problems = new ArrayList<>();

    /** @param microphone a WAV file that stands for what is said at the page */
    NearPage(Server server, Desk desk, Path microphone) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-background-networking",
                                "--disable-sync",
                                "--use-fake-device-for-media-stream",
                                "--use-file-for-fake-audio-capture=" + microphone,
                                "--autoplay-policy=no-user-gesture-required"))
                        .setHeadless(true));
        BrowserContext context = browser.newContext();
        context.grantPermissions(List.of("microphone"));
        String[] cookie = desk.cookie().split("=", 2);
        String address = "http://localhost:" + server.port();
        context.addCookies(List.of(new Cookie(cookie[0], cookie[1]).setUrl(address)));
        page = context.newPage();
        page.setDefaultTimeout(30_000);
        page.onPageError(problems::add);
        page.route(
                "**/desk/app.js",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/javascript")
                        .setBody(""))); // the phone alone
        page.navigate(address + "/");
        page.evaluate("async () => {" + SCRIPT + "}");
        page.waitForFunction("() => phone.up");
    }

    /** Calls that number; the call's name, or what the server said instead. */
    String call(String number) {
        return (String) page.evaluate("number => callTo(number)", number);
    }

    void press(char key) {
        page.evaluate("key => phone.press(key)", String.valueOf(key));
    }

    /** Adds what the present connection says about itself. */
    void note(Marks marks) {
        String text = (String) page.evaluate("async () => JSON.stringify(await measured())");
        JsonArray stats = JsonParser.parseString(text).getAsJsonArray();
        for (JsonElement each : stats) {
            marks.measured(each.getAsJsonObject());
        }
        for (Object description : (List<?>) page.evaluate("() => told.splice(0)")) {
            marks.description((String) description);
        }
        marks.text("user agent", (String) page.evaluate("() => navigator.userAgent"));
    }

    /** How far below the loudest sound each of these tones is now, in decibels. */
    List<Double> tones(int... frequencies) {
        List<Double> found = new ArrayList<>();
        for (Object each : (List<?>) page.evaluate(
                "frequencies => tones(frequencies)",
                Arrays.stream(frequencies).boxed().toList())) {
            found.add(((Number) each).doubleValue());
        }
        return found;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
