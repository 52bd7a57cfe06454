package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stillcall.server.ConsoleRig.awaitHome;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.helpline.MessageBox;

/** P13, G23, P12: a message and what callers hear, in every language, in each direction. */
@Timeout(240)
class MessageLanguagePageTest {
    /** Whether any text of the view still is an English sentence that the catalogue translates. */
    private static final String ENGLISH_LEFT = """
            async () => {
              const {texts} = await import('/language.js');
              const found = [];
              for (const node of document.querySelectorAll('#view button, #view p, #view h1, #view h2, #view span')) {
                const text = node.textContent.trim();
                if (text in texts && texts[text] !== text) {
                  found.push(text);
                }
              }
              return found;
            }""";

    @TempDir
    Path data;

    private ConsoleRig rig;
    private MessageBox box;
    private Page ana;

    @BeforeEach
    void start() {
        rig = new ConsoleRig(data, settings -> settings, (settings, mode, means, shutdown) -> {
            box = means.callers().box();
            return Wiring.start(settings, mode, means, shutdown);
        });
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    private void look(String name) {
        ConsoleRig.lookAt(ana, name);
        assertEquals(List.of(), ana.evaluate(ENGLISH_LEFT), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"es", "fr", "ar"})
    void pages_speakTheLanguage(String code) {
        ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        RecordedCaller.says(box, "fr");
        ana.context().addCookies(List.of(new Cookie("language", code).setUrl(rig.origin())));
        ana.reload();
        ana.locator("#view button.go").first().click(); // unlock
        awaitHome(ana);
        ana.locator("section[data-topic=messages] button").click();
        ana.locator("li.callback button").waitFor();
        look(code + "-messages");
        ana.locator("li.callback button").click();
        ana.locator("#view button.go.big").waitFor();
        look(code + "-message-closed");
        ana.locator("#view button.go.big").click();
        ana.locator(".player").waitFor();
        look(code + "-message");
        ana.locator(".tabs button").first().click();
        ana.locator("nav.links button").nth(1).click();
        ana.locator("li[data-sentence=greeting]").waitFor();
        look(code + "-spoken");
    }
}
