package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.console.ApiServer;

/** A running demo with its data folder, and browsers on it, each a device of its own with an authenticator built in. */
final class ConsoleRig implements AutoCloseable {
    private static final Pattern SETUP = Pattern.compile("(https?://[a-z0-9.]+:\\d+)/#setup=(\\S+)");

    private final Shutdown shutdown = new Shutdown(Log.silent());
    private final Browser browser;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<Browser> own = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final ApiServer server;
    private final String origin;
    private final String setupCode;
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    ConsoleRig(Path data) {
        this(data, settings -> settings);
    }

    /** With another configuration than the demo's own: what {@code change} makes of its text. */
    ConsoleRig(Path data, UnaryOperator<String> change) {
        this(data, change, Map.of(), List.of());
    }

    /** The same, with an environment and arguments for the browsers. */
    ConsoleRig(Path data, UnaryOperator<String> change, Map<String, String> environment, List<String> arguments) {
        this(data, change, Wiring::start, environment, arguments);
    }

    /** With a switch that {@code starter} makes. */
    ConsoleRig(Path data, UnaryOperator<String> change, Starter starter) {
        this(data, change, starter, Map.of(), List.of());
    }

    private ConsoleRig(
            Path data,
            UnaryOperator<String> change,
            Starter starter,
            Map<String, String> environment,
            List<String> arguments) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Settings.Overrides anywhere = new Settings.Overrides(
                Optional.of(0), Optional.of(0), Optional.of(data), Optional.empty(), Optional.empty());
        DemoSettings.prepare(data);
        Settings settings = changed(data.resolve("stillcall.toml"), change).with(anywhere);
        Starter.Means means = new Starter.Means(Log.silent(), Randomness.secure());
        server = new Run(starter, nowhere, new PrintStream(told, true, StandardCharsets.UTF_8), means)
                .start(
                        settings,
                        Starter.Mode.DEMO,
                        Optional.of(Randomness.secure().token(256)),
                        shutdown);
        Matcher setup = SETUP.matcher(told.toString(StandardCharsets.UTF_8));
        boolean found = setup.find();
        origin = found ? setup.group(1) : "http://localhost:" + server.port();
        setupCode = found ? setup.group(2) : "";
        browser = environment.isEmpty() ? Browsers.shared(arguments) : own(arguments, environment);
    }

    /** Browsers at a server that somebody else runs. */
    ConsoleRig(String origin, String setupCode) {
        this.origin = origin;
        this.setupCode = setupCode;
        server = null;
        browser = Browsers.shared(List.of());
    }

    /** What the server told its host at the start. */
    String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    private Browser own(List<String> more, Map<String, String> environment) {
        Browser launched = Browsers.launch(more, environment);
        own.add(launched);
        return launched;
    }

    /** A device that reaches the server through this door alone. */
    Page deviceBehind(Door door) {
        return deviceWith(List.of("--host-resolver-rules=MAP localhost 127.0.0.1:" + door.port()));
    }

    /** A device whose camera sees that film (YUV4MPEG2), over and over. */
    Page deviceWithCamera(Path film) {
        return deviceWith(List.of(
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                "--use-file-for-fake-video-capture=" + film));
    }

    /** A device with that many microphones, on which something is always said; whether a page may hear is not said. */
    Page deviceWithMicrophones(int count) {
        return deviceOf(Browsers.shared(List.of("--use-fake-device-for-media-stream=device-count=" + count)));
    }

    private Page deviceWith(List<String> more) {
        return deviceOf(own(more, Map.of()));
    }

    private Page deviceOf(Browser other) {
        BrowserContext context = other.newContext(options(360, 740, ColorScheme.LIGHT));
        return watched(context, context.newPage());
    }

    private static Settings changed(Path file, UnaryOperator<String> change) {
        try {
            Files.writeString(file, change.apply(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SettingsReader.required(file);
    }

    String origin() {
        return origin;
    }

    String setupAddress() {
        return origin + "/#setup=" + setupCode;
    }

    ApiServer server() {
        return server;
    }

    /** Every request's method, address and body so far. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** What pages complained of, without refusals that a test asks for. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** The browser itself logs every request that was refused or came to nothing; those are the tests' business. */
    private static boolean isOfTheNetwork(String message) {
        return message.startsWith("Failed to load resource") || message.startsWith("WebSocket connection to ");
    }

    void forgive() {
        complaints.clear();
    }

    /** A new device: a browser with nothing in it, and an authenticator. */
    Page device() {
        return device(360, 740, ColorScheme.LIGHT);
    }

    Page device(int width, int height, ColorScheme scheme) {
        BrowserContext context = browser.newContext(options(width, height, scheme));
        return watched(context, context.newPage());
    }

    private static Browser.NewContextOptions options(int width, int height, ColorScheme scheme) {
        return new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setAcceptDownloads(true);
    }

    /** A device whose browser keeps its profile in that folder, as people's browsers do. */
    Page deviceIn(Path profile) {
        BrowserContext context = Browsers.driver()
                .chromium()
                .launchPersistentContext(
                        profile,
                        new BrowserType.LaunchPersistentContextOptions()
                                .setExecutablePath(Path.of("/usr/bin/chromium"))
                                .setArgs(List.of("--no-sandbox", "--disable-background-networking", "--disable-sync"))
                                .setHeadless(true)
                                .setViewportSize(360, 740)
                                .setReducedMotion(ReducedMotion.REDUCE));
        return watched(context, context.pages().getFirst());
    }

    /** Ends that device's browser, which writes down what it would keep. */
    void leave(Page page) {
        contexts.remove(page.context());
        page.context().close();
    }

    private Page watched(BrowserContext context, Page page) {
        contexts.add(context);
        page.setDefaultTimeout(20_000);
        page.onPageError(error -> complaints.add("error " + error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !isOfTheNetwork(message.text())) {
                complaints.add("console " + message.text());
            }
        });
        page.onRequest(request -> asked.add(request.method() + " "
                + request.url().substring(request.url().indexOf('/', 8)) + " "
                + Optional.ofNullable(request.postData()).orElse("")));
        CDPSession session = context.newCDPSession(page);
        session.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject arguments = new JsonObject();
        arguments.add("options", options);
        session.send("WebAuthn.addVirtualAuthenticator", arguments);
        return page;
    }

    /** The practice carrier's phones, on a desk's screen. */
    Page practice() {
        Page practice = device(1280, 900, ColorScheme.LIGHT);
        practice.navigate("http://127.0.0.1:" + server.port() + "/open#" + server.issueCode());
        practice.waitForURL("**/practice");
        practice.locator("#phones > *").first().waitFor();
        return practice;
    }

    static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .first();
    }

    static void press(Page page, String name) {
        button(page, name).click();
    }

    static Locator exactly(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static void assertHeading(Page page, String heading) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(heading);
    }

    /** The tab bar's view of that name. */
    static void go(Page page, String tab) {
        page.locator(".tabs")
                .getByText(tab, new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    static void awaitHome(Page page) {
        page.locator(".tabs button").first().waitFor();
    }

    /** Sets the centre up on that device and gives back the recovery sheet's words. */
    List<String> setUp(Page page, String name) {
        page.navigate(setupAddress());
        press(page, "Begin");
        page.getByLabel("Name").fill(name);
        press(page, "Next");
        List<String> words = readBack(page);
        press(page, "Make the passkey");
        press(page, "Go on");
        awaitHome(page);
        return words;
    }

    /** Lets a new advocate in on that page. */
    void admit(Page coordinator, String name, Page theirs) {
        admit(coordinator, name, "Advocate", theirs);
    }

    /** Lets somebody in on that page, in that role. */
    void admit(Page coordinator, String name, String role, Page theirs) {
        go(coordinator, "People");
        press(coordinator, "Add a person");
        coordinator.getByLabel("Name").fill(name);
        coordinator
                .getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(role))
                .check();
        press(coordinator, "Next");
        letIn(coordinator, theirs);
    }

    /** Lets that page in as another device of the same person. */
    void admitOwn(Page owner, Page theirs) {
        go(owner, "People");
        press(owner, "Add a device");
        letIn(owner, theirs);
    }

    private void letIn(Page host, Page theirs) {
        String code = host.locator(".code-shown").textContent();
        theirs.navigate(origin + "/#join=" + code);
        theirs.locator(".four-words").or(button(theirs, "Start")).first().waitFor();
        if (theirs.locator(".four-words").count() == 0) {
            press(theirs, "Start");
        }
        theirs.locator(".four-words").waitFor();
        press(host, "They match");
        press(theirs, "Make the passkey");
        awaitHome(theirs);
        press(host, "Done");
    }

    /** Gives the person of that device the longest time without a touch, so that pictures can be taken. */
    static void unhurry(Page page) {
        page.evaluate("async () => fetch('/api/me', {method: 'PUT', headers: {'Content-Type': 'application/json'},"
                + " body: JSON.stringify({lockSeconds: 300})})");
        page.reload();
        exactly(page, "Unlock").click();
        awaitHome(page);
    }

    /** Reads the sheet that is shown and types the words that are asked for. */
    static List<String> readBack(Page page) {
        page.locator(".sheet").waitFor();
        List<String> words = page.locator(".sheet .words li").allTextContents();
        assertEquals(12, words.size());
        press(page, "I have it");
        page.locator("form .field").first().waitFor();
        Pattern ordinal = Pattern.compile("\\d+");
        for (Locator field : page.locator("form .field").all()) {
            Matcher which = ordinal.matcher(field.locator("label").textContent());
            assertTrue(which.find());
            field.locator("input").fill(words.get(Integer.parseInt(which.group()) - 1));
        }
        press(page, "Check");
        return words;
    }

    /** What the server answers this page there. */
    static int status(Page page, String address) {
        return (Integer) page.evaluate("async path => (await fetch(path)).status", address);
    }

    /** Whether nothing of the browser's own stores holds anything. */
    static Object stores(Page page) {
        return page.evaluate("async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length,"
                + " (await indexedDB.databases()).length].join(' ')");
    }

    /** Takes a picture at both sizes, light and dark, and looks for what a screen reader would miss. */
    static void lookAt(Page page, String name) {
        Looks.whole(page, name);
    }

    @Override
    public void close() {
        try (BrowserEnd _ = new BrowserEnd()) {
            contexts.forEach(BrowserContext::close);
            own.forEach(Browser::close);
        } finally {
            shutdown.close();
        }
    }
}
