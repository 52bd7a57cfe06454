package org.stillcall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds those rules of CONTRIBUTING.md that can be read off the text of the sources. */
class StyleTest {
    private static final Path MAIN = Path.of("src", "main", "java", "org", "stillcall");
    private static final Path TEST = Path.of("src", "test", "java", "org", "stillcall");

    private static final int MOST_LINES = 400;
    private static final int WIDEST_LINE = 120;

    /** A person's number is base.Digits, in memory outside the heap; text would stay in it. */
    private static final Pattern NUMBER_AS_TEXT = Pattern.compile("\\bString (phone|number|msisdn|digits)\\b");

    private static final Pattern SLEEP =
            Pattern.compile("\\b(Thread|TimeUnit|[A-Z]+SECONDS|MINUTES)\\s*\\.\\s*sleep\\s*\\(");
    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX|Unsupported" + "OperationException)\\b");

    @Test
    void mainFiles_areShort() {
        List<String> faults = new ArrayList<>();
        for (Path file : sources(MAIN)) {
            int lines = lines(file).size();
            if (lines > MOST_LINES) {
                faults.add(file + " has " + lines + " lines, more than " + MOST_LINES);
            }
        }
        none(faults);
    }

    @Test
    void lines_areNarrow() {
        List<String> faults = new ArrayList<>();
        for (Path root : List.of(MAIN, TEST)) {
            for (Path file : sources(root)) {
                List<String> lines = lines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i).length() > WIDEST_LINE) {
                        faults.add(file + ":" + (i + 1) + " is wider than " + WIDEST_LINE);
                    }
                }
            }
        }
        none(faults);
    }

    @Test
    void numbers_areNeverText() {
        none(matches(MAIN, NUMBER_AS_TEXT, "declares a number as text"));
    }

    @Test
    void tests_neverSleep() {
        none(matches(TEST, SLEEP, "sleeps; turn the fake clock or wait for the event"));
    }

    @Test
    void nothing_isLeftUnfinished() {
        List<String> faults = new ArrayList<>(matches(MAIN, UNFINISHED, "is unfinished"));
        faults.addAll(matches(TEST, UNFINISHED, "is unfinished"));
        none(faults);
    }

    @Test
    void everyPackage_saysWhatItIs() throws IOException {
        List<String> faults = new ArrayList<>();
        try (Stream<Path> packages = Files.list(MAIN)) {
            for (Path folder : packages.filter(Files::isDirectory).sorted().toList()) {
                Path page = folder.resolve("package-info.java");
                if (!Files.exists(page) || !Files.readString(page).contains("@NullMarked")) {
                    faults.add(page + " is missing or lacks @NullMarked");
                }
            }
        }
        none(faults);
    }

    /** The build runs a test that failed once more, but none that bears this tag: what leaked once has leaked. */
    @Test
    void leakTests_bearTheirTag() {
        List<String> faults = sources(TEST.resolve("leak")).stream()
                .filter(file -> file.toString().endsWith("Test.java"))
                .filter(file -> !lines(file).contains("@Tag(\"leak\")"))
                .map(file -> file + " lacks its tag")
                .toList();
        none(faults);
    }

    private static List<String> matches(Path root, Pattern pattern, String fault) {
        List<String> faults = new ArrayList<>();
        for (Path file : sources(root)) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (pattern.matcher(lines.get(i)).find()) {
                    faults.add(file + ":" + (i + 1) + " " + fault);
                }
            }
        }
        return faults;
    }

    private static List<Path> sources(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> sources =
                    files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
            assertFalse(sources.isEmpty());
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void none(List<String> faults) {
        assertEquals("", String.join("\n", faults));
    }
}
