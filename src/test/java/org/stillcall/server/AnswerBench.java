package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.stillcall.server.ConsoleRig.exactly;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.stillcall.call.Calls;
import org.stillcall.store.PersonId;

/**
 * Measures the time from the tap on "Answer" in Chromium until the server hears the page, which is when the caller is
 * connected: microphone, WebRTC agreed on and shaken hands, first sound. Warm: five come before. Argument: calls (40).
 */
public final class AnswerBench {
    private static final int WARM = 5;
    private static final String READY = "Somebody calls.";
    private static final String TAP = """
            () => [...document.querySelectorAll('button')].find(one => one.textContent.trim() === 'Answer').click()
            """;

    private AnswerBench() {}

    public static void main(String[] arguments) throws IOException {
        try {
            measure(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 40);
        } finally {
            Browsers.end();
        }
    }

    private static void measure(int calls) throws IOException {
        AtomicReference<Service> service = new AtomicReference<>();
        ConsoleRig rig = new ConsoleRig(
                Files.createTempDirectory("answer-bench"), settings -> settings, (settings, mode, means, shutdown) -> {
                    service.set(Wiring.start(settings, mode, means, shutdown));
                    return service.get();
                });
        double[] took = new double[calls];
        try (rig) {
            PagePhone ana = PagePhone.allowed(rig);
            rig.setUp(ana.page, "Ana");
            ConsoleRig.unhurry(ana.page);
            RingingBell bell = new RingingBell((Calls) service.get().switchboard());
            PersonId person = RingingBell.whoIsAt(ana.page);
            for (int i = -WARM; i < calls; i++) {
                ana.page.waitForCondition(() -> bell.reachable(person));
                bell.ring(person);
                assertThat(ana.place().locator(".state")).hasText(READY);
                assertThat(exactly(ana.page, "Answer")).isVisible();
                long began = System.nanoTime();
                ana.page.evaluate(TAP);
                String word = bell.next();
                while (word.equals("answering")) {
                    word = bell.next();
                }
                if (!word.equals("accepted")) {
                    throw new IllegalStateException("Ring " + i + " came to nothing: " + word);
                }
                took[Math.max(i, 0)] = (System.nanoTime() - began) / 1e6;
                assertThat(ana.place()).isHidden();
            }
        }
        Arrays.sort(took);
        System.out.printf(
                Locale.ROOT,
                "%d answers on a page, tap to heard and connected: median %.0f ms, p90 %.0f ms, longest %.0f ms%n",
                calls,
                took[calls / 2],
                took[calls * 9 / 10],
                took[calls - 1]);
    }
}
