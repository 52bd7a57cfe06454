package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stillcall.store.Store;
import org.stillcall.store.StoredField;

/**
 * G27, G28, P13: each catalogue says exactly what the pages and the server say, with the same places and its own
 * language's plural forms; and no module shows a text that no catalogue was asked for.
 */
class CatalogueTest {
    private static final Path WEB = Path.of("src", "main", "resources", "web");
    private static final Path JAVA = Path.of("src", "main", "java", "org", "stillcall");
    /** What the server's own few pages say before any script runs. */
    private static final Set<String> STATIC =
            Set.of("Notes", "New note", "This page needs JavaScript.", "Phone", "One moment.", "Token", "Open");
    /** Where sentences for people stand in the server; constant ones, which the page translates by their English. */
    private static final List<String> SENTENCES = List.of(
            "console/Refusal",
            "console/PlanRoutes",
            "server/Guide",
            "plan/Reason",
            "plan/Note",
            "plan/Question",
            "plan/PlanFields",
            "plan/PlanReader",
            "plan/PlanText",
            "plan/FootprintLines",
            "trunk/FarOutcome",
            "trunk/Finding",
            "trunk/ProbeStanding",
            "trunk/TrunkGrade",
            "call/ProbeEnd",
            "console/RouteRoutes",
            "console/TotalsMethod",
            "console/SafetyBoard",
            "bill/Remark",
            "call/Outcome",
            "call/Phase",
            "call/Aftermath",
            "call/Followup",
            "call/Answering",
            "call/NearPhones",
            "call/Standby",
            "call/Calls");
    /** In the same files, but for a log or a metric. */
    private static final Set<String> NOT_FOR_PEOPLE =
            Set.of("Memory does not fail to be written to.", "Numbers of persons in off-heap memory now.");

    private static final Pattern JAVA_TEXT =
            Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"(?:\\s*\\+\\s*\"(?:[^\"\\\\\\n]|\\\\.)*\")*");
    private static final Pattern JAVA_PART = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern SENTENCE = Pattern.compile("[A-Z].* .*[.?]");
    /** Those of them that the office's views alone tell. */
    private static final List<String> OFFICE_SENTENCES =
            List.of("console/TotalsMethod", "console/SafetyBoard", "bill/Remark");

    private static final Pattern IMPORTED = Pattern.compile("(?m)^(?:import|\\}|  ).*from '(\\.[^']+)';$");
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    /** What people could read: a sentence's beginning, a title, two words. */
    private static final Pattern READABLE =
            Pattern.compile("^[A-Z“’…][a-z’]+(?:[ .,:;!?…’]|$)|[a-z’] [a-z]|^[A-Z] [a-z]|[{] [a-z]{2}|[a-z]{2} [{]");

    private static final Pattern NOT_SHOWN_BEFORE = Pattern.compile("(?:===|!==|\\bcase|from|\\bimport|"
            + "\\b(?:class|info|name|rel|algorithm|autocomplete|hash|'Content-Type'):)$");
    private static final Set<String> NOT_SHOWN_CALLS = Set.of(
            "Error",
            "super",
            "utf8",
            "icon",
            "querySelector",
            "querySelectorAll",
            "NoMicrophone",
            "derive",
            "matches",
            "add",
            "toggle",
            "remove",
            "listen",
            "closest",
            "addEventListener");
    /** Texts that are no texts for people, by their beginning. */
    private static final Pattern NOT_TEXT = Pattern.compile("^(?:stillcall |Helvetica|not all$|X-SHEET|M-?[0-9{]|<< |"
            + "/|BT |%PDF|xref|trailer|\\{} |0\\.5 w|AES|Cache|Bearer |go big$|en es |"
            + "; Secure|language=|\\?|field-|choice-)");
    /** Modules without texts of ours: the words on paper stay English, the checker has its own languages. */
    private static final List<String> NOT_READ = List.of(
            "desk/checker/",
            "desk/words.js",
            "desk/numbering.js",
            "desk/pdf.js",
            "worker.js", // its one text is the name of the page
            "phones.js", // names of places that the practice carrier gives, to be found by
            "practice.js",
            "rehearsal/debrief.js",
            "rehearsal/texts.js", // selectors beside the texts
            "languages/",
            "vendor/");
    /** Without a text of their own in the console. */
    private static final Set<String> MUTE = Set.of("api.js", "meter.js", "seal.js");

    private static List<Path> modules() throws IOException {
        try (Stream<Path> files = Files.walk(WEB)) {
            return files.filter(file -> file.toString().endsWith(".js"))
                    .filter(file -> !MUTE.contains(WEB.relativize(file).toString()))
                    .filter(file -> NOT_READ.stream()
                            .noneMatch(not -> not.endsWith("/")
                                    && WEB.relativize(file).toString().startsWith(not)))
                    .sorted()
                    .toList();
        }
    }

    /** Every English sentence, with its form for one where it counts, else {@code ""}. */
    private static Map<String, String> english() throws IOException {
        Map<String, String> all = new TreeMap<>();
        STATIC.forEach(text -> all.put(text, ""));
        for (Path module : modules()) {
            if (!module.endsWith("desk/say.js")) {
                new PageSource(module).said().forEach(said -> all.merge(said.key(), said.one(), CatalogueTest::same));
            }
        }
        for (String file : SENTENCES) {
            texts(Files.readString(JAVA.resolve(file + ".java"))).stream()
                    .filter(text -> SENTENCE.matcher(text).matches() && !NOT_FOR_PEOPLE.contains(text))
                    .forEach(text -> all.put(text, ""));
        }
        texts(Files.readString(JAVA.resolve("console/DeskRoutes.java"))).stream()
                .filter(text -> text.startsWith("Wrong"))
                .forEach(text -> all.put(text, ""));
        for (StoredField field : Store.fields()) {
            all.put(field.purpose(), "");
            all.put(field.end(), "");
        }
        return all;
    }

    private static String same(String one, String other) {
        assertEquals(one.isEmpty(), other.isEmpty(), "A sentence counts everywhere, or nowhere.");
        return one;
    }

    private static List<String> texts(String java) {
        List<String> texts = new ArrayList<>();
        Matcher matcher = JAVA_TEXT.matcher(java.replaceAll("(?m)^\\s*(?://|\\*).*$", ""));
        while (matcher.find()) {
            texts.add(JAVA_PART
                    .matcher(matcher.group())
                    .results()
                    .map(part -> part.group(1).replace("\\\"", "\""))
                    .collect(Collectors.joining())
                    .strip());
        }
        return texts;
    }

    /** A catalogue as Node reads it: {code, name, direction, locale, texts, plurals}. */
    private static JsonNode catalogue(String code) throws IOException, InterruptedException {
        String script = "import('./"
                + WEB.resolve("languages/" + code + ".js").toString().replace('\\', '/')
                + "').then(it => console.log(JSON.stringify({...it, texts: {...it.texts, ...it.office},"
                + " plurals: new Intl.PluralRules(it.code).resolvedOptions().pluralCategories})))";
        Process node = new ProcessBuilder("node", "--input-type=module", "-e", script)
                .redirectErrorStream(true)
                .start();
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, node.waitFor(), said);
        return new ObjectMapper().readTree(said);
    }

    private static List<String> translated() {
        return new Languages()
                .codes().stream()
                        .filter(code -> !code.equals(Languages.ENGLISH))
                        .toList();
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text)
                .results()
                .map(place -> place.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void catalogues_holdExactlyTheSentencesOfPagesAndServer() throws IOException, InterruptedException {
        Set<String> english = english().keySet();
        assertTrue(english.size() > 1_000, "The sentences are found.");
        assertEquals(List.of("ar", "es", "fr"), translated());
        for (String code : translated()) {
            Set<String> here = new TreeSet<>();
            catalogue(code).path("texts").fieldNames().forEachRemaining(here::add);
            Set<String> missing = new TreeSet<>(english);
            missing.removeAll(here);
            assertEquals(Set.of(), missing, code + " lacks these");
            here.removeAll(english);
            assertEquals(Set.of(), here, code + " has these, which nobody says");
        }
    }

    /** What the office's views alone say is fetched with them, so that a phone's first page stays small. */
    @Test
    void catalogues_haveWhatTheOfficeAloneSays_apart() throws IOException, InterruptedException {
        Set<Path> phone = reached("app.js");
        phone.addAll(reached("views.js"));
        Set<String> apart = new TreeSet<>();
        for (Path module : reached("office.js")) {
            if (!phone.contains(module)) {
                new PageSource(module).said().forEach(said -> apart.add(said.key()));
            }
        }
        for (String file : OFFICE_SENTENCES) {
            texts(Files.readString(JAVA.resolve(file + ".java"))).stream()
                    .filter(text -> SENTENCE.matcher(text).matches())
                    .forEach(apart::add);
        }
        for (Path module : modules()) {
            if (!module.endsWith("desk/say.js")
                    && (phone.contains(module) || !reached("office.js").contains(module))) {
                new PageSource(module).said().forEach(said -> apart.remove(said.key()));
            }
        }
        for (String file : SENTENCES) {
            if (!OFFICE_SENTENCES.contains(file)) {
                apart.removeAll(texts(Files.readString(JAVA.resolve(file + ".java"))));
            }
        }
        for (StoredField field : Store.fields()) {
            apart.removeAll(List.of(field.purpose(), field.end()));
        }
        for (String code : translated()) {
            Set<String> here = new TreeSet<>();
            catalogue(code).path("office").fieldNames().forEachRemaining(here::add);
            assertEquals(String.join("\n", apart), String.join("\n", here), code);
        }
    }

    /** That module and all that it imports. */
    private static Set<Path> reached(String name) throws IOException {
        Set<Path> all = new TreeSet<>();
        Deque<Path> open = new ArrayDeque<>(List.of(WEB.resolve("desk").resolve(name)));
        while (!open.isEmpty()) {
            Path module = open.pop();
            if (all.add(module)) {
                Matcher imports = IMPORTED.matcher(Files.readString(module));
                while (imports.find()) {
                    open.push(module.resolveSibling(imports.group(1)).normalize());
                }
            }
        }
        return all;
    }

    @Test
    void catalogues_keepThePlaces_andCountInTheirLanguagesForms() throws IOException, InterruptedException {
        Map<String, String> english = english();
        List<String> faults = new ArrayList<>();
        for (String code : translated()) {
            JsonNode catalogue = catalogue(code);
            Set<String> forms = new TreeSet<>();
            catalogue.path("plurals").forEach(form -> forms.add(form.asText()));
            catalogue.path("texts").properties().forEach(entry -> {
                String key = entry.getKey();
                JsonNode text = entry.getValue();
                boolean counts = !english.getOrDefault(key, "").isEmpty();
                if (text.isObject() != counts) {
                    faults.add(code + ": counts or not, as in English: " + key);
                } else if (!counts && !places(key).equals(places(text.asText()))) {
                    faults.add(code + ": other places: " + key);
                } else if (counts) {
                    faults.addAll(plural(code, key, text, forms));
                }
            });
        }
        assertEquals(List.of(), faults);
    }

    /** Every form of the language, each with the English places; the number itself may be a word. */
    private static List<String> plural(String code, String key, JsonNode text, Set<String> forms) {
        List<String> faults = new ArrayList<>();
        Set<String> here = new TreeSet<>();
        text.fieldNames().forEachRemaining(here::add);
        if (!here.equals(forms)) {
            faults.add(code + " counts as " + forms + ", not " + here + ": " + key);
        }
        text.forEach(form -> {
            Set<String> there = places(form.asText());
            there.add("count");
            Set<String> wanted = places(key);
            wanted.add("count");
            if (!there.equals(wanted)) {
                faults.add(code + ": other places: " + form.asText());
            }
        });
        return faults;
    }

    @Test
    void catalogues_nameTheirLanguageAndNothingElse() throws IOException, InterruptedException {
        for (String code : new Languages().codes()) {
            JsonNode catalogue = catalogue(code);
            Set<String> fields = new TreeSet<>();
            catalogue.fieldNames().forEachRemaining(fields::add);
            assertEquals(Set.of("code", "name", "direction", "locale", "texts", "office", "plurals"), fields);
            assertEquals(code, catalogue.path("code").asText());
            assertTrue(Set.of("ltr", "rtl").contains(catalogue.path("direction").asText()));
            String all = catalogue.path("texts").toString();
            assertFalse(all.toLowerCase(java.util.Locale.ROOT).contains("stillcall"), code + " names the service");
            assertFalse(all.contains("\"\""), code + " says nothing somewhere");
        }
    }

    @Test
    void modules_showNoTextThatIsNotSaid() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path module : modules()) {
            if (NOT_READ.contains(WEB.relativize(module).toString())) {
                continue;
            }
            for (PageSource.Literal literal : new PageSource(module).literals()) {
                if (!literal.isSaid() && isShown(literal)) {
                    faults.add(WEB.relativize(module) + ":" + literal.line() + " " + literal.text());
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    private static boolean isShown(PageSource.Literal literal) {
        return READABLE.matcher(literal.text()).find()
                && !NOT_TEXT.matcher(literal.text()).find()
                && !NOT_SHOWN_CALLS.contains(literal.call())
                && !NOT_SHOWN_BEFORE.matcher(literal.before()).find();
    }

    @Test
    void cookie_isWrittenByTheChoiceOfALanguageAlone() throws IOException {
        for (Path module : modules()) {
            assertTrue(
                    module.endsWith("desk/languagechoice.js")
                            || !Files.readString(module).contains("document.cookie"),
                    module + " writes a cookie");
        }
    }
}
