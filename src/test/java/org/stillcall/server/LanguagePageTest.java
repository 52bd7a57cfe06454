package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.awaitHome;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * G27, G28, P13: the console in Spanish, French and, from right to left, Arabic: through its main pages in Chromium,
 * with no English left in sight; and the choice of a language by keyboard, before and in a call.
 */
class LanguagePageTest extends ConsoleVisit {
    private static final String NAME = "Quillon";
    /** English in sight: texts whose own words stand in the catalogue as a key; who is meant by a name is not. */
    private static final String ENGLISH_LEFT = """
            async language => {
              const texts = {...(await import('/language.js')).texts,
                ...(await import('/language.js?part=office')).texts};
              const forms = Object.entries(texts).map(([key, value]) => [key, value.other ?? value])
                  .filter(([key, value]) => key !== value && /[A-Za-z]{2}/.test(key)).map(([key]) => key);
              const plain = text => text.replace(/[.*+?^${}()|[\\]\\\\]/g, '\\\\$&');
              const patterns = forms
                  .filter(key => key.includes('{') && /[A-Za-z]{3}/.test(key.replace(/\\{\\w+\\}/g, '')))
                  .map(key => new RegExp('^' + key.split(/\\{\\w+\\}/).map(plain).join('.+') + '$'));
              const whole = new Set(forms);
              const seen = [];
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                const node = walker.currentNode.parentElement;
                if (node.closest('[lang]:not([lang=' + language + '])') === null
                    || node.closest('[lang]').contains(document.body)) {
                  seen.push(walker.currentNode.data.trim());
                }
              }
              for (const node of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')) {
                for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
                  seen.push((node.getAttribute(name) ?? '').trim());
                }
              }
              return [...new Set(seen)].filter(text => text !== ''
                  && (whole.has(text) || patterns.some(pattern => pattern.test(text))
                    || /\\b(the|and|you|your|this|not|with|they|call)\\b/i.test(text)));
            }""";

    private Page ana;
    private Map<String, String> texts = Map.of();
    private String language = "";

    /** What the page says for that English sentence. */
    private String say(String english) {
        return texts.getOrDefault(english, english);
    }

    private void speak(String code) {
        language = code;
        ana = rig.device();
        ana.context().addCookies(List.of(new Cookie("language", code).setUrl(rig.origin())));
        ana.navigate(rig.origin() + "/away.html");
        texts = texts(ana);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> texts(Page page) {
        return (Map<String, String>)
                page.evaluate("async () => Object.fromEntries(Object.entries({...(await import('/language.js')).texts,"
                        + " ...(await import('/language.js?part=office')).texts})"
                        + ".filter(([, text]) => typeof text === 'string'))");
    }

    private void look(String name) {
        ana.locator("h1").first().waitFor();
        if (language.equals("ar")) {
            lookAt(ana, language + "-" + name); // what turns round is looked at in every size and light
        } else {
            Accessible.check(ana, language + "-" + name);
        }
        assertEquals(List.of(), ana.evaluate(ENGLISH_LEFT, language), name);
        assertEquals(language, ana.locator("html").getAttribute("lang"));
    }

    private void tap(String english) {
        exactly(ana, say(english)).first().click();
    }

    /** An answer, whose name goes on with its hint. */
    private void choose(String english) {
        ana.locator(".answer")
                .filter(new Locator.FilterOptions()
                        .setHasText(Pattern.compile("^" + say(english).replaceAll("[.?+*()]", "\\\\$0"))))
                .first()
                .click();
    }

    private void type(String label, String text) {
        ana.getByLabel(say(label), new Page.GetByLabelOptions().setExact(true))
                .first()
                .fill(text);
    }

    private void setUp() {
        ana.navigate(rig.setupAddress());
        ana.locator("h1").waitFor();
        look("setup");
        tap("Begin");
        type("Name", "Ana");
        tap("Next");
        ana.locator(".sheet").waitFor();
        look("sheet");
        List<String> words = ana.locator(".sheet .words li").allTextContents();
        tap("I have it on paper");
        Pattern figures = Pattern.compile("\\d+");
        for (Locator field : ana.locator("form .field").all()) {
            var which = figures.matcher(field.locator("label").textContent());
            assertTrue(which.find());
            field.locator("input").fill(words.get(Integer.parseInt(which.group()) - 1));
        }
        tap("Check");
        tap("Make the passkey");
        tap("Go on");
        awaitHome(ana);
        ana.evaluate("async () => fetch('/api/me', {method: 'PUT', headers: {'Content-Type': 'application/json'},"
                + " body: JSON.stringify({lockSeconds: 300})})");
        ana.reload();
        look("lock");
        tap("Unlock");
        awaitHome(ana);
    }

    /** A plan of every hour of the week, by the keys of its answers. */
    private void agree() {
        tap("New plan");
        look("plan-caller");
        choose("Yes, we call");
        look("plan-when");
        choose("Other days and hours");
        ana.locator("legend").first().waitFor();
        for (Locator day : ana.locator(".day input").all()) {
            day.check(new Locator.CheckOptions().setForce(true));
        }
        ana.locator("input[type=time]").first().fill("00:00");
        ana.locator("input[type=time]").last().fill("00:00");
        look("plan-hours");
        tap("Next");
        look("plan-voicemail");
        choose("No message");
        look("plan-who");
        choose("Others may answer, who must not know");
        type("What to call them on the phone", NAME);
        type("Number", PlanPageTest.NUMBER);
        look("plan-number");
        tap("Read it back");
        look("plan-read");
        tap("More");
        for (Locator group : ana.locator("details.group summary").all()) {
            group.click();
        }
        look("plan-more");
        tap("Done");
        tap("Keep this plan");
        look("plan-kept");
        tap("Done");
    }

    private void callAndEnd() {
        ana.locator("main .callback button").first().click();
        tap("Open it");
        look("plan");
        tap("Call");
        ana.locator("main .footprint li").first().waitFor();
        for (Locator line : ana.locator("main .footprint summary").all()) {
            line.click();
        }
        look("footprint");
        Page practice = rig.practice();
        tap("Call");
        assertThat(ana.locator("section.call .state")).hasText(say("Your phone rings. Answer it."));
        press(practice, "Answer");
        assertThat(ana.locator("section.call .state")).hasText(say("Their phone rings."));
        look("call-rings");
        practice.locator("#phones > *")
                .filter(new Locator.FilterOptions().setHasText("Robin"))
                .first()
                .locator(".answer")
                .click();
        assertThat(ana.locator("section.call .state")).hasText(say("You are connected."));
        look("call-talks");
        choosesAnotherLanguageInTheCall();
        exactly(ana, say("End call")).click();
        ana.getByText(say("What was it about?"))
                .or(ana.getByText(say("What now?")))
                .first()
                .waitFor();
        if (exactly(ana, say("What now?")).isVisible()) {
            tap("What now?");
        }
        look("call-about");
        tap("Legal");
        look("call-over");
        tap("Erase the plan");
        tap("Erase it");
        look("erased");
        tap("Check the receipt");
        assertThat(ana.locator("li .result[data-result=GOOD]")).hasCount(1);
        look("receipts");
    }

    /** The page stays, and so does the call: the language waits for the next page. */
    private void choosesAnotherLanguageInTheCall() {
        tab("Me");
        exactly(ana, "English").click();
        assertThat(ana.locator(".languages [role=status]"))
                .hasText(say("The language changes when the page is loaded again. Your call goes on."));
        assertThat(ana.locator("section.call .state")).hasText(say("You are connected."));
        exactly(ana, ana.locator(".languages [lang=" + language + "]").textContent())
                .click();
        tab("Calls");
    }

    private void tab(String english) {
        ana.locator(".tabs button")
                .filter(new Locator.FilterOptions().setHasText(say(english)))
                .first()
                .click();
        assertThat(ana.locator(".tabs [aria-current=page]")).hasText(say(english));
    }

    @ParameterizedTest
    @ValueSource(strings = {"es", "fr", "ar"})
    void mainPages_speakTheLanguage_andNoEnglishIsLeft(String code) throws IOException {
        speak(code);
        setUp();
        assertEquals(code.equals("ar") ? "rtl" : "ltr", ana.locator("html").getAttribute("dir"));
        look("home-empty");
        agree();
        look("home");
        tab("Me");
        look("me");
        tab("People");
        ana.locator(".person-card").waitFor();
        look("people");
        tab("Calls");
        tap("What is stored");
        ana.locator(".stored").first().waitFor();
        look("privacy");
        tab("Calls");
        callAndEnd();
        tab("Me");
        tap("Lock now");
        look("locked");
        assertEquals("0 0 0 1", ConsoleRig.stores(ana)); // the choice of a language is in none of the browser's stores
    }

    @Test
    void language_isChosenByKeyboard_atTheLockAndOnTheFirstPage() {
        ana = rig.device();
        ana.navigate(rig.origin());
        ana.getByText("Welcome").first().waitFor();
        Locator spanish = exactly(ana, "Español");
        spanish.focus();
        ana.keyboard().press("Enter");
        assertThat(ana.locator("html")).hasAttribute("lang", "es");
        assertThat(exactly(ana, "Español")).hasAttribute("aria-current", "true");
        assertTrue(ana.context().cookies().stream()
                .anyMatch(cookie -> cookie.name.equals("language")
                        && cookie.value.equals("es")
                        && cookie.sameSite == com.microsoft.playwright.options.SameSiteAttribute.STRICT));
        exactly(ana, "العربية").focus();
        ana.keyboard().press("Enter");
        assertThat(ana.locator("html")).hasAttribute("dir", "rtl");
        assertFalse(ana.locator("body").innerText().contains("Welcome"));
        assertEquals(rig.origin() + "/", ana.url());
    }

    /** Leaving is as quick and as neutral as ever: the drawn page and the one at its address are the same. */
    @Test
    void exit_inArabic_leavesANeutralPageInArabic() {
        speak("ar");
        ana.navigate(rig.origin());
        ana.locator(".exit").click();
        ana.waitForURL("**/away.html");
        assertThat(ana.locator("h1")).hasText(say("Notes"));
        assertThat(ana.getByLabel(say("New note"))).isVisible();
        assertEquals(List.of(), ana.evaluate(ENGLISH_LEFT, "ar"));
        assertThat(ana).hasTitle(say("Notes"));
    }

    /** Numbers, codes and the keypad read from left to right in every language; arrows point the page's way. */
    @Test
    void arabic_keepsFiguresInOrder() {
        speak("ar");
        setUp();
        assertThat(ana.locator(".exit .icon")).hasCSS("transform", "matrix(-1, 0, 0, 1, 0, 0)");
        agree();
        tab("People");
        tap("Add a device");
        assertThat(ana.locator(".code-shown")).hasAttribute("dir", "ltr");
        Object plurals = ana.evaluate("async () => { const {say} = await import('/desk/say.js');"
                + " return [0, 1, 2, 3, 11, 100].map(count => say({one: '{count} minute', other: '{count} minutes'},"
                + " {count})).join('|'); }");
        assertEquals("0 دقيقة|دقيقة واحدة|دقيقتان|3 دقائق|11 دقيقة|100 دقيقة", plurals);
    }
}
