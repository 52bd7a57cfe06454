package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.console.ApiServer;

/**
 * B3, B2, G19, P13: the demo as a person meets it, in Chromium. Screenshots go to {@code target/pictures}, or to the
 * folder that the system property {@code pictures} names.
 */
@Timeout(180)
class DemoPageTest {
    private static final String SOUND_BOTH_WAYS = "() => ['near', 'far'].every("
            + "id => Number(document.getElementById(id).getAttribute('aria-valuenow')) > 30)";
    private static final Path PICTURES = Path.of(System.getProperty("pictures", "target/pictures"));

    @TempDir
    private static Path data;

    private static final Shutdown SHUTDOWN = new Shutdown(Log.silent());
    private static ApiServer server;
    private static Browser browser;

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Settings.Overrides anywhere = new Settings.Overrides(
                Optional.of(0), Optional.of(0), Optional.of(data), Optional.empty(), Optional.empty());
        Settings settings = DemoSettings.prepare(data).with(anywhere);
        Starter.Means means = new Starter.Means(Log.silent(), Randomness.secure());
        server = new Run(Wiring::start, nowhere, nowhere, means)
                .start(
                        settings,
                        Starter.Mode.DEMO,
                        Optional.of(Randomness.secure().token(256)),
                        SHUTDOWN);
        browser = Browsers.shared(List.of());
    }

    @AfterAll
    static void end() {
        SHUTDOWN.close();
    }

    @AfterEach
    void closePages() {
        for (BrowserContext context : contexts) {
            Locator end = context.pages().getFirst().locator("#end");
            if (end.isVisible()) {
                end.evaluate("button => button.click()"); // the call may be ending by itself
                assertThat(end).isHidden();
            }
            context.close();
        }
        assertEquals(List.of(), List.copyOf(complaints));
    }

    @Test
    void call_answeredOnBothPhones_isHeardBothWaysAndKeptAsPrivate() {
        Page page = open(1280, 1000, ColorScheme.LIGHT);
        call(page, "alex");
        answerOwn(page);
        Locator alex = phone(page, "Alex");
        assertThat(alex.locator(".lines")).hasText("Incoming callPrivate");
        alex.locator(".answer").click();
        page.waitForFunction(SOUND_BOTH_WAYS);
        assertThat(state(page)).hasText("You and Alex are connected.");
        page.locator("#end").click();
        assertThat(state(page)).hasText("The call has ended. What was promised and what was seen stand side by side.");
        assertThat(alex.locator(".call-log p").first()).containsText("Private, ");
        assertThat(alex.locator(".bill p").first()).containsText("Incoming, Private, ");
        assertThat(alex.locator(".voicemail")).hasText("Nothing");
        assertThat(alex.locator(".carrier")).containsText("to be kept private");
        assertThat(page.locator("#own-log")).not().containsText("555");
    }

    @Test
    void call_travelsSealed_andNothingIsKeptInTheBrowser() {
        Page page = open(1280, 1000, ColorScheme.LIGHT);
        call(page, "robin");
        answerOwn(page);
        assertThat(phone(page, "Robin").locator(".lines")).hasText("Incoming callPrivate");
        page.locator("#end").click();
        assertOver(page);
        String placed = asked.stream()
                .filter(request -> request.startsWith("POST /api/calls "))
                .findFirst()
                .orElseThrow();
        assertTrue(placed.contains("\"kid\""), placed);
        assertFalse(placed.contains("5550122"), placed);
        assertEquals(
                "0 0 0",
                page.evaluate("async () => [localStorage.length, sessionStorage.length,"
                        + " (await indexedDB.databases()).length].join(' ')"));
        List<Cookie> cookies = contexts.getLast().cookies();
        assertEquals(1, cookies.size());
        assertTrue(cookies.getFirst().httpOnly);
        assertEquals(-1, cookies.getFirst().expires);
    }

    /** P2: a practice phone calls in; the desk phone is answered, then takes the call by its key. */
    @Test
    void practicePhone_callsIn_andIsTakenAtTheDeskPhone() {
        Page page = open(1280, 1000, ColorScheme.LIGHT);
        phone(page, "Alex").locator(".in-private").click();
        assertThat(page.locator("#main")).hasText("Answer", new LocatorAssertions.HasTextOptions().setTimeout(60_000));
        page.locator("#main").click();
        assertThat(page.locator("#main")).hasText("Press 1: take the call");
        page.locator("#main").click();
        assertThat(state(page)).hasText("You have the call.");
        assertThat(page.locator("#main")).isHidden();
        page.locator("#end").click();
        assertThat(phone(page, "Alex").and(page.locator("[data-state=IDLE]"))).isVisible();
    }

    @Test
    void privateCall_toAPhoneThatRefusesThem_isExplained() {
        Page page = open(1280, 1000, ColorScheme.LIGHT);
        call(page, "noor");
        answerOwn(page);
        assertThat(state(page)).containsText("refuses private calls");
        assertThat(phone(page, "Noor").locator(".call-log")).hasText("Nothing");
        call(page, "kim");
        answerOwn(page);
        assertThat(state(page)).containsText("turned down");
        assertThat(phone(page, "Kim").locator(".call-log p").first()).containsText("blocked");
    }

    @Test
    void call_toAVoicemail_leavesSecondsOnly() {
        Page page = open(1280, 1000, ColorScheme.DARK);
        call(page, "sam");
        answerOwn(page);
        assertThat(phone(page, "Sam").and(page.locator("[data-state=RECORDING]")))
                .isVisible(new IsVisibleOptions().setTimeout(30_000));
        page.locator("#end").click();
        assertThat(phone(page, "Sam").locator(".voicemail p").first()).containsText("Private, ");
        assertThat(phone(page, "Sam").locator(".lines")).hasText("Missed call, voicemailPrivate");
    }

    @Test
    void page_worksByKeyboardAlone() {
        Page page = open(1280, 800, ColorScheme.LIGHT);
        page.keyboard().press("Tab");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("Tab");
        assertThat(page.locator("input[value=ANSWERS]")).isFocused();
        page.keyboard().press("Tab");
        assertThat(page.locator("#voice")).isFocused();
        page.keyboard().press("Tab");
        assertThat(page.locator("#shows")).isFocused();
        page.keyboard().press("Tab");
        assertThat(page.locator("#main")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("#main")).hasText("Answer");
        page.keyboard().press("Enter");
        assertThat(state(page)).isFocused();
        assertThat(state(page)).hasText("Alex’s phone rings.");
        page.keyboard().press("Tab");
        assertThat(page.locator("#end")).isFocused();
        page.keyboard().press("Tab");
        assertThat(phone(page, "Alex").locator(".answer")).isFocused();
        page.keyboard().press("Enter");
        assertThat(state(page)).hasText("You and Alex are connected.");
        page.keyboard().press("Tab");
        assertThat(phone(page, "Alex").locator(".reject")).isFocused();
        page.keyboard().press("Enter");
        assertOver(page);
    }

    @Test
    void page_loadedAgainDuringACall_canEndIt() {
        Page page = open(360, 740, ColorScheme.LIGHT);
        call(page, "alex");
        answerOwn(page);
        phone(page, "Alex").locator(".answer").click();
        assertThat(state(page)).hasText("You and Alex are connected.");
        page.reload();
        page.locator("#end").click();
        assertOver(page);
    }

    @Test
    void wayIn_withAUsedCode_saysWhatToDo() {
        Page page = blank(360, 740, ColorScheme.LIGHT);
        String code = server.issueCode();
        page.navigate(address() + "open#" + code);
        assertThat(page.locator("#main")).isEnabled();
        assertEquals(address() + "practice", page.url());
        page.navigate(address() + "open#" + code);
        assertThat(page.locator("#way-in")).isVisible();
        Accessible.check(page, "practice");
        complaints.removeIf(complaint -> complaint.contains("401"));
    }

    @ParameterizedTest
    @CsvSource({"1280,800,LIGHT", "1280,800,DARK", "360,740,LIGHT", "360,740,DARK"})
    void page_inEveryState_isAccessibleAndNothingIsCutOff(int width, int height, ColorScheme colours) {
        Page page = open(width, height, colours);
        check(page, width, colours, "1-ready");
        call(page, "alex");
        check(page, width, colours, "2-own-phone-rings");
        answerOwn(page);
        assertThat(phone(page, "Alex").locator(".answer")).isVisible();
        check(page, width, colours, "3-their-phone-rings");
        phone(page, "Alex").locator(".answer").click();
        page.waitForFunction(SOUND_BOTH_WAYS);
        check(page, width, colours, "4-talking");
        page.locator("#end").click();
        assertOver(page);
        check(page, width, colours, "5-after");
    }

    private static void check(Page page, int width, ColorScheme colours, String name) {
        String file = name + "-" + width + "-" + colours.name().toLowerCase(Locale.ROOT) + ".png";
        page.screenshot(
                new Page.ScreenshotOptions().setPath(PICTURES.resolve(file)).setFullPage(true));
        Accessible.check(page, "practice");
        assertEquals(false, page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth"));
    }

    private static void assertOver(Page page) {
        assertThat(page.locator("#end")).isHidden();
        assertThat(page.locator("#main")).isEnabled();
    }

    private Page open(int width, int height, ColorScheme colours) {
        Page page = blank(width, height, colours);
        page.navigate(address() + "open#" + server.issueCode());
        assertThat(page.locator("#main")).isEnabled();
        assertThat(page).hasTitle("Phone");
        return page;
    }

    private Page blank(int width, int height, ColorScheme colours) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(colours)
                .setReducedMotion(ReducedMotion.REDUCE));
        contexts.add(context);
        Page page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(address())) {
                complaints.add("The page asked another server.");
            }
            String path = request.url().replace(address(), "/");
            asked.add(request.method() + " " + path + " "
                    + Optional.ofNullable(request.postData()).orElse(""));
        });
        return page;
    }

    private static void call(Page page, String name) {
        page.locator("input[value=" + name + "]").check();
        page.locator("#main").click();
        assertThat(page.locator("#main")).hasText("Answer");
    }

    private static void answerOwn(Page page) {
        page.locator("#main").click();
    }

    private static Locator state(Page page) {
        return page.locator("#state");
    }

    private static Locator phone(Page page, String owner) {
        return page.locator(".phone")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("h3", new Page.LocatorOptions().setHasText(owner))));
    }

    private static String address() {
        return "http://127.0.0.1:" + server.port() + "/";
    }
}
