package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;

/** What axe finds in a page: what a screen reader would miss, what is too faint, what is too small to touch. */
final class Accessible {
    private static final String AXE = AxeBuilder.getAxeScript();
    private static final String VIOLATIONS = """
            async () => {
                const found = await axe.run(document, {resultTypes: ["violations"]});
                return found.violations.map((one) =>
                    one.id + " " + one.nodes.map((node) => node.target.join(" ")).join(", "));
            }""";

    private Accessible() {}

    /** Run in the page itself, which has no frames: the builder would open another page for each run. */
    static void check(Page page, String what) {
        if (!Boolean.TRUE.equals(page.evaluate("() => Boolean(globalThis.axe)"))) {
            page.evaluate(AXE);
        }
        assertEquals(List.of(), page.evaluate(VIOLATIONS), what);
        assertEquals(
                true,
                page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"),
                what + " is wider than the screen");
    }
}
