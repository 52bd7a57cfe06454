package org.stillcall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/asvs.md and docs/threats.md: each test and page that they name is there, each requirement is answered. */
class AsvsTest {
    private static final Path DOCS = Path.of("docs");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)[^)]*\\)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+\\.\\d+\\.\\d+)\\b[^|]*\\|([^|]*)\\|(.*)\\|$");

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void everyTestThatIsNamed_isThere() throws IOException {
        Set<String> tests = tests();
        for (String page : List.of("asvs.md", "threats.md")) {
            Set<String> named = TEST.matcher(Files.readString(DOCS.resolve(page)))
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertTrue(named.size() > 20, page);
            named.removeAll(tests);
            assertEquals(Set.of(), named, page);
        }
    }

    @Test
    void everyPageThatIsNamed_isThere() throws IOException {
        for (String page : List.of("asvs.md", "threats.md")) {
            LINK.matcher(Files.readString(DOCS.resolve(page))).results().forEach(match -> {
                assertTrue(Files.exists(DOCS.resolve(match.group(1))), page + ": " + match.group(1));
            });
        }
    }

    @Test
    void everyRequirement_isShownOrSaysWhyNot() throws IOException {
        Set<String> ids = new TreeSet<>();
        ROW.matcher(Files.readString(DOCS.resolve("asvs.md"))).results().forEach(row -> {
            assertTrue(ids.add(row.group(1)), row.group(1) + " stands twice");
            String here = row.group(3);
            boolean answered = TEST.matcher(here).find()
                    || here.contains("](")
                    || here.matches("(?s).*(\\*\\*(by design|n/a|partly|not met)\\*\\*|as \\d|`).*");
            assertTrue(answered, row.group(1));
        });
        assertTrue(ids.size() > 150, "The rows are found: " + ids.size());
    }
}
