package org.stillcall.server;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chromiums for one test after the other: starting one takes longer than most of what tests do in it. Each test has
 * contexts of its own, which share nothing. Used by the thread that runs the tests, as the driver demands.
 */
final class Browsers {
    private static final Browsers OF_THIS_MACHINE = new Browsers();

    private final Map<List<String>, Browser> started = new HashMap<>();
    private Playwright playwright;

    private Browsers() {}

    /** The driver, begun with the first use. */
    static Playwright driver() {
        return OF_THIS_MACHINE.begun();
    }

    /**
     * One with these arguments beside the usual ones, which must not be closed. There are as many as tests name
     * different arguments: a handful.
     */
    static Browser shared(List<String> more) {
        return OF_THIS_MACHINE.find(more);
    }

    /** One that nobody else has. */
    static Browser launch(List<String> more, Map<String, String> environment) {
        List<String> arguments =
                new ArrayList<>(List.of("--no-sandbox", "--disable-background-networking", "--disable-sync"));
        arguments.addAll(more);
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions()
                .setExecutablePath(Path.of("/usr/bin/chromium"))
                .setArgs(arguments)
                .setIgnoreDefaultArgs(List.of("--disable-back-forward-cache")) // people's browsers have it
                .setHeadless(true);
        return driver().chromium().launch(environment.isEmpty() ? options : options.setEnv(environment));
    }

    /** After browsers were ended by force: the next test gets a driver and browsers that never knew them. */
    static void forget() {
        OF_THIS_MACHINE.playwright = null;
        OF_THIS_MACHINE.started.clear();
    }

    /** Ends all that was begun: a program of its own does not end while a driver runs. */
    static void end() {
        if (OF_THIS_MACHINE.playwright != null) {
            OF_THIS_MACHINE.playwright.close();
            forget();
        }
    }

    private Playwright begun() {
        if (playwright == null) {
            playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            PlaywrightAssertions.setDefaultAssertionTimeout(15_000); // the machine may be busy with a second class
        }
        return playwright;
    }

    private Browser find(List<String> more) {
        Browser known = started.get(more);
        if (known != null && known.isConnected()) {
            return known;
        }
        Browser browser = launch(more, Map.of());
        started.put(List.copyOf(more), browser);
        return browser;
    }
}
