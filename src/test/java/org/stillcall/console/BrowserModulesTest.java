package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** G26 to G28, P13: the browser's modules, tested by themselves in Node, and the rules their sources keep. */
@Timeout(120)
class BrowserModulesTest {
    private static final Path TESTS = Path.of("src", "test", "js");
    private static final Path WEB = Path.of("src", "main", "resources", "web");
    private static final Pattern RAN = Pattern.compile("^# tests (\\d+)$", Pattern.MULTILINE);
    private static final Pattern FAILED = Pattern.compile("^\\s*not ok \\d+ - (.*)$", Pattern.MULTILINE);
    private static final Pattern KEEPS =
            Pattern.compile("\\b(localStorage|sessionStorage|innerHTML|outerHTML|insertAdjacentHTML)\\b|\\beval\\(");
    private static final Pattern WORKS = Pattern.compile("\\b(serviceWorker|Worker)\\b");
    private static final Pattern WORKER_KEEPS = Pattern.compile(
            "fetch|caches|indexedDB|importScripts|\\bdata\\b|XMLHttpRequest|WebSocket|postMessage\\((?!'wake'\\))");
    private static final Pattern TELLS = Pattern.compile("\\bcaches\\.|\\bconsole\\.[a-z]+\\(|\\bdocument\\.title\\b");
    private static final Pattern GOES = Pattern.compile("\\bhistory\\.(push|replace)State\\b");
    /** Where the address changes or the history grows: a code is taken out of it, Back stays in the page. */
    private static final Map<String, Integer> MAY_GO =
            Map.of("desk/app.js", 1, "desk/away.js", 1, "desk/backguard.js", 3, "open.js", 1);

    private static final Pattern INLINE = Pattern.compile("<style|\\sstyle=|<script(?![^>]*\\ssrc=)|\\son[a-z]+=");
    private static final int MOST_LINES = 400;
    private static final int WIDEST_LINE = 120;

    @Test
    void modules_passTheirTests() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "node", "--import", "./" + TESTS.resolve("language/register.mjs"), "--test", "--test-reporter=tap"));
        try (Stream<Path> files = Files.list(TESTS)) {
            files.map(Path::toString)
                    .filter(file -> file.endsWith(".test.js"))
                    .sorted()
                    .forEach(command::add);
        }
        Process node = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = node.waitFor();
        List<String> failed =
                FAILED.matcher(said).results().map(each -> each.group(1)).toList();
        assertEquals(List.of(), failed, said);
        assertEquals(0, code, said);
        Matcher ran = RAN.matcher(said);
        assertTrue(ran.find() && Integer.parseInt(ran.group(1)) > 0, "No test ran.");
    }

    @Test
    void sources_keepNothingInTheBrowserAndMakeNoMarkupFromText() throws IOException {
        assertEquals(List.of(), faults(".js", KEEPS));
    }

    /** The one worker wakes a page; it has no way to keep, to fetch or to read anything. */
    @Test
    void worker_isOneAndKeepsNothing() throws IOException {
        List<String> places = faults(".js", WORKS);
        assertTrue(places.stream().allMatch(place -> place.contains("desk/push.js")), places::toString);
        assertEquals(
                List.of(),
                WORKER_KEEPS
                        .matcher(Files.readString(WEB.resolve("worker.js")).replaceAll("(?m)^//.*$", ""))
                        .results()
                        .map(found -> found.group())
                        .toList());
    }

    @Test
    void sources_writeIntoNoLogTitleOrHistory() throws IOException {
        assertEquals(List.of(), faults(".js", TELLS));
        for (Path file : sources()) {
            long times = GOES.matcher(Files.readString(file)).results().count();
            int most = MAY_GO.getOrDefault(WEB.relativize(file).toString(), 0);
            assertTrue(times <= most, file + " changes the history " + times + " times");
        }
    }

    @Test
    void console_isNotSentToATranslator() throws IOException {
        String page = Files.readString(WEB.resolve("index.html"));
        assertTrue(page.contains("translate=\"no\"") && page.contains("content=\"notranslate\""), page);
    }

    @Test
    void pages_haveNoInlineScriptOrStyle() throws IOException {
        assertEquals(List.of(), faults(".html", INLINE));
    }

    @Test
    void files_areShortAndNarrow() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path file : sources()) {
            if (file.startsWith(WEB.resolve("languages"))) {
                continue; // a list, one sentence a line, so that two languages can be compared line by line
            }
            List<String> lines = Files.readAllLines(file);
            if (lines.size() > MOST_LINES) {
                faults.add(file + " has " + lines.size() + " lines");
            }
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > WIDEST_LINE && !file.toString().endsWith(".svg")) {
                    faults.add(file + ":" + (i + 1) + " is wider than " + WIDEST_LINE);
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    private static List<String> faults(String ending, Pattern pattern) throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path file : sources()) {
            if (file.toString().endsWith(ending)) {
                Matcher matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    faults.add(file + " has " + matcher.group().strip());
                }
            }
        }
        return faults;
    }

    /** Our own text files; what others keep is in vendor. */
    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(WEB)) {
            return files.filter(file -> file.toString().matches(".*\\.(js|html|css|svg)"))
                    .filter(file -> !file.startsWith(WEB.resolve("vendor")))
                    .sorted()
                    .toList();
        }
    }
}
