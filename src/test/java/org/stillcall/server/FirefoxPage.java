package org.stillcall.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A page in Debian's Firefox, driven by its own remote protocol (Marionette 3: JSON arrays, each after its length),
 * with
 * an authenticator of the browser's own and a microphone that says a tone. A proxy that is not there keeps it from
 * every
 * other host.
 */
final class FirefoxPage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf"; // WebDriver section 12.1
    private static final String PREFERENCES = """
            user_pref("marionette.port", PORT);
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
            user_pref("network.proxy.no_proxies_on", "localhost");
            user_pref("network.proxy.allow_hijacking_localhost", false);
            user_pref("network.disable-localhost-when-offline", true);
            user_pref("intl.accept_languages", "en");
            user_pref("security.webauth.webauthn_enable_softtoken", true);
            user_pref("security.webauth.webauthn_enable_usbtoken", false);
            user_pref("browser.shell.checkDefaultBrowser", false);
            user_pref("browser.aboutwelcome.enabled", false);
            user_pref("datareporting.policy.dataSubmissionEnabled", false);
            user_pref("toolkit.telemetry.enabled", false);
            user_pref("app.normandy.enabled", false);
            """;
    private static final String BUTTON = """
            const all = [...document.querySelectorAll('button')].filter(one => one.checkVisibility());
            const text = one => one.textContent.trim();
            return all.find(one => text(one) === arguments[0])
                ?? all.find(one => text(one).startsWith(arguments[0])) ?? null;""";

    /** Keeps the page's connections where the other script finds them, and leads them to the port that it is given. */
    static final String WATCH = """
            const [gap] = arguments;
            const Real = window.RTCPeerConnection;
            window.peers = [];
            window.RTCPeerConnection = class extends Real {
              constructor(...all) {
                super(...all);
                window.peers.push(this);
              }
              setRemoteDescription({type, sdp}) {
                const port = / (\\d+) typ host/.exec(sdp)[1];
                window.mediaPort = Number(port);
                return super.setRemoteDescription(
                    gap === 0 ? {type, sdp} : {type, sdp: sdp.replaceAll(` ${port} typ host`, ` ${gap} typ host`)});
              }
            };""";

    /** Whether the connection has decoded sound: the energy of what was heard grows. */
    static final String HEARD = """
            const [told] = arguments;
            const end = performance.now() + 15_000;
            let first;
            const look = async () => {
              let energy = 0;
              (await window.peers.at(-1).getStats()).forEach(each => {
                energy += each.type === 'inbound-rtp' ? each.totalAudioEnergy ?? 0 : 0;
              });
              first ??= energy;
              if (energy > first + 0.01 || performance.now() > end) {
                told(energy > first + 0.01 ? 'heard' : 'nothing');
              } else {
                setTimeout(look, 50);
              }
            };
            look();""";

    private final Process firefox;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private int sent;

    FirefoxPage(Path profile) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.writeString(profile.resolve("user.js"), PREFERENCES.replace("PORT", "" + port));
        ProcessBuilder start = new ProcessBuilder(
                "firefox-esr",
                "--headless",
                "--marionette",
                "--remote-allow-system-access",
                "--no-remote",
                "--profile",
                profile.toString());
        start.environment().putAll(Map.of("HOME", profile.toString(), "MOZ_CRASHREPORTER_DISABLE", "1"));
        start.environment().put("XDG_RUNTIME_DIR", profile.toString());
        firefox = start.redirectErrorStream(true)
                .redirectOutput(profile.resolve("firefox.log").toFile())
                .start();
        socket = connect(port);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        receive(); // it says who it is
        ask("WebDriver:NewSession", Map.of());
        ask("WebDriver:SetTimeouts", Map.of("script", 20_000));
        ask(
                "WebAuthn:AddVirtualAuthenticator",
                Map.of(
                        "protocol", "ctap2",
                        "transport", "internal",
                        "hasResidentKey", true,
                        "hasUserVerification", true,
                        "isUserConsenting", true,
                        "isUserVerified", true));
    }

    /** A Firefox that is let in as another device of whoever is at that page. */
    static FirefoxPage admitted(ConsoleRig rig, Page owner, Path profile) throws IOException {
        ConsoleRig.go(owner, "People");
        ConsoleRig.press(owner, "Add a device");
        String code = owner.locator(".code-shown").textContent();
        FirefoxPage fox = new FirefoxPage(profile);
        fox.open(rig.origin() + "/#join=" + code);
        await("four words", () -> {
            boolean start = fox.script("return [...document.querySelectorAll('button')]"
                            + ".some(one => one.textContent.trim() === 'Start');")
                    .asBoolean();
            if (start) {
                fox.press("Start");
            }
            return fox.script("return document.querySelector('.four-words') !== null;")
                    .asBoolean();
        });
        ConsoleRig.exactly(owner, "They match").click();
        fox.press("Make the passkey");
        return fox;
    }

    /** Of this machine, and not the loopback: Firefox sends no sound there. */
    static String address() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .filter(address -> !address.isLoopbackAddress())
                    .findFirst()
                    .orElseThrow()
                    .getHostAddress();
        } catch (SocketException e) {
            throw new AssertionError(e);
        }
    }

    private static Socket connect(int port) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (; ; ) {
            try {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setSoTimeout((int) PATIENCE.toMillis());
                return socket;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    void open(String address) {
        ask("WebDriver:Navigate", Map.of("url", address));
    }

    /** Presses the button of that text, or else one that begins so, once it is there. */
    void press(String text) {
        JsonNode[] found = {JSON.nullNode()};
        await(text, () -> {
            found[0] = script(BUTTON, text);
            return !found[0].isNull();
        });
        ask("WebDriver:ElementClick", Map.of("id", found[0].get(ELEMENT).asText()));
    }

    /** Waits until that text is in sight. */
    void sees(String text) {
        await(
                text,
                () -> script("return document.body.innerText.includes(arguments[0]);", text)
                        .asBoolean());
    }

    /** Sets a preference of the running browser: a JSON value. */
    void prefer(String name, Object value) {
        privileged(
                "Services.prefs[typeof arguments[1] === 'boolean' ? 'setBoolPref' : 'setIntPref']"
                        + "(arguments[0], arguments[1]);",
                name,
                value);
    }

    /** The whole browser has no network, or has it again. */
    void offline(boolean away) {
        privileged("Services.io.offline = arguments[0];", away);
    }

    private void privileged(String body, Object... arguments) {
        ask("Marionette:SetContext", Map.of("value", "chrome"));
        script(body, arguments);
        ask("Marionette:SetContext", Map.of("value", "content"));
    }

    /** Another tab comes to the front; gives back what brings the first one there again. */
    Runnable cover() {
        String first = ask("WebDriver:GetWindowHandle", Map.of()).get("value").asText();
        String second = ask("WebDriver:NewWindow", Map.of("type", "tab", "focus", true))
                .get("handle")
                .asText();
        ask("WebDriver:SwitchToWindow", Map.of("handle", second, "focus", true));
        return () -> ask("WebDriver:SwitchToWindow", Map.of("handle", first, "focus", true));
    }

    /** Stops all its processes where they are, as a closed lid does, or lets them go on. */
    void sleep(boolean asleep) {
        String signal = asleep ? "-STOP" : "-CONT";
        Stream.concat(Stream.of(firefox.toHandle()), firefox.descendants()).forEach(each -> {
            try {
                new ProcessBuilder("kill", signal, String.valueOf(each.pid()))
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** What the function's body returns. */
    JsonNode script(String body, Object... arguments) {
        return ask("WebDriver:ExecuteScript", Map.of("script", body, "args", List.of(arguments)))
                .get("value");
    }

    /** The same of a body that waits: its last argument is called with the result. */
    JsonNode later(String body) {
        return ask("WebDriver:ExecuteAsyncScript", Map.of("script", body, "args", List.of()))
                .get("value");
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Firefox has not come to: " + what);
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    private JsonNode ask(String command, Map<String, ?> parameters) {
        try {
            byte[] message = JSON.writeValueAsBytes(List.of(0, ++sent, command, parameters));
            out.write((message.length + ":").getBytes(StandardCharsets.US_ASCII));
            out.write(message);
            out.flush();
            JsonNode answer = receive();
            if (!answer.get(2).isNull()) {
                throw new AssertionError(command + ": " + answer.get(2).get("message"));
            }
            return answer.get(3);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode receive() throws IOException {
        int length = 0;
        for (int c = in.read(); c != ':'; c = in.read()) {
            if (c < '0' || c > '9') {
                throw new IOException("Firefox has gone.");
            }
            length = length * 10 + c - '0';
        }
        return JSON.readTree(in.readNBytes(length));
    }

    @Override
    public void close() throws IOException {
        socket.close();
        firefox.destroy();
        try {
            if (!firefox.waitFor(20, TimeUnit.SECONDS)) {
                firefox.destroyForcibly();
            }
        } catch (InterruptedException e) {
            firefox.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
