package org.stillcall.server;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Pictures of a page at both sizes, light and dark, with a look for what a screen reader would miss. */
final class Looks {
    private static final Path PICTURES = Path.of(System.getProperty("pictures", "target/pictures"));

    private interface Axe {
        boolean looks(ColorScheme scheme, int width);
    }

    private Looks() {}

    static void whole(Page page, String name) {
        at(page, name, (_, _) -> true);
    }

    /** The pictures of what does not wait long, looked through in one of them only. */
    static void glance(Page page, String name) {
        at(page, name, (scheme, width) -> scheme == ColorScheme.LIGHT && width == 360);
    }

    private static void at(Page page, String name, Axe axe) {
        page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))
                .first()
                .waitFor(); // an empty page would pass
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int[] size : new int[][] {{360, 740}, {1280, 800}}) {
                page.setViewportSize(size[0], size[1]);
                String picture = name + "-" + size[0] + "-" + scheme.name().toLowerCase(Locale.ROOT);
                page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(picture + ".png")));
                if (axe.looks(scheme, size[0])) {
                    Accessible.check(page, picture);
                }
            }
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(360, 740);
    }
}
