package org.stillcall.console;

import static org.stillcall.base.Contract.check;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The languages that the pages speak: one file each in {@code web/languages}, and whatever files are there are offered.
 * A language is found by its name among those, so that no cookie or header ever becomes part of a path.
 */
final class Languages {
    static final String ENGLISH = "en";
    private static final String FOLDER = "/web/languages";
    private static final Pattern FILE = Pattern.compile("([a-z]{2,3}(?:-[A-Za-z]{2,8})?)\\.js");
    private static final Pattern FIELD =
            Pattern.compile("^export const (code|name|direction) = '([^'\\\\]+)';$", Pattern.MULTILINE);
    /** An entry that is one text; those that count have forms instead, which the server never says. */
    private static final Pattern ENTRY = Pattern.compile(
            "^ {2}'([^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+)': '([^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+)',$", Pattern.MULTILINE);

    private static final Pattern TEXT = Pattern.compile("(?<=>)[^<>{}]+(?=<)|(?<=name\": \")[^\"]+");

    /** Where the sentences begin that the office's views alone say. */
    private static final String OFFICE = "\nexport const office = {";

    private record Language(
            String code, String name, String direction, String module, String office, Map<String, String> texts) {}

    private final Map<String, Language> all = new TreeMap<>();
    private final String list;

    /** @throws IllegalStateException if this build's files of languages cannot be read */
    Languages() {
        try {
            for (Map.Entry<String, String> file : files().entrySet()) {
                all.put(file.getKey(), read(file.getKey(), file.getValue()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("The languages cannot be read from this build.", e);
        }
        check(all.containsKey(ENGLISH), "English is a language of every build.");
        list = all.values().stream()
                .map(each -> "{code: '" + each.code + "', name: '" + each.name + "'}")
                .collect(Collectors.joining(", ", "\nexport const languages = [", "];\n"));
    }

    private static Language read(String code, String module) {
        Map<String, String> fields = new HashMap<>();
        FIELD.matcher(module).results().forEach(each -> fields.put(each.group(1), each.group(2)));
        check(code.equals(fields.get("code")), "A language's file has its code as its name.");
        Map<String, String> texts = new HashMap<>();
        ENTRY.matcher(module).results().forEach(each -> texts.put(plain(each.group(1)), plain(each.group(2))));
        int office = module.indexOf(OFFICE);
        check(office > 0, "A language's file has its part for the office.");
        return new Language(
                code,
                field(fields, "name"),
                field(fields, "direction"),
                module.substring(0, office),
                "export const texts = {" + module.substring(office + OFFICE.length()),
                Map.copyOf(texts));
    }

    private static String field(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name))
                .orElseThrow(() -> new IllegalStateException("A language's file names it and its direction."));
    }

    private static String plain(String quoted) {
        return quoted.replaceAll("\\\\(.)", "$1");
    }

    /** Every file of the folder, by its language's code, from a jar or from a folder. */
    private static Map<String, String> files() throws IOException {
        var place = Languages.class.getResource(FOLDER + "/" + ENGLISH + ".js");
        check(place != null, "English is a language of every build.");
        URI address = URI.create(place.toString());
        if ("jar".equals(address.getScheme())) {
            String file = address.getRawSchemeSpecificPart();
            Path whole = Path.of(URI.create(file.substring(0, file.indexOf("!/"))));
            try (FileSystem jar = FileSystems.newFileSystem(whole)) { // of our own: two servers may start at once
                return files(jar.getPath(FOLDER));
            }
        }
        return files(Optional.ofNullable(Path.of(address).getParent()).orElseThrow());
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> found = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    found.put(name.group(1), Files.readString(file, StandardCharsets.UTF_8));
                }
            }
        }
        return found;
    }

    List<String> codes() {
        return List.copyOf(all.keySet());
    }

    /**
     * Which of them a browser gets.
     *
     * @param chosen what its cookie says, whoever wrote that; null for none
     * @param accepted the header Accept-Language; null for none
     */
    String of(@Nullable String chosen, @Nullable String accepted) {
        return chosen != null && all.containsKey(chosen)
                ? chosen
                : AcceptLanguage.of(accepted, all.keySet()).orElse(ENGLISH);
    }

    /** The module of the sentences that the office's views say beside those of {@link #module}. */
    byte[] office(String code) {
        return language(code).office.getBytes(StandardCharsets.UTF_8);
    }

    /** The module that the pages import: that language's file but for the office's part, and the names of all. */
    byte[] module(String code) {
        return (language(code).module + list).getBytes(StandardCharsets.UTF_8);
    }

    /** A page or a manifest whose few texts are needed before, or without, any script. */
    byte[] page(String code, byte[] english) {
        Language language = language(code);
        String page = new String(english, StandardCharsets.UTF_8)
                .replaceFirst(
                        "<html lang=\"en\"(?: dir=\"ltr\")?",
                        "<html lang=\"" + code + "\" dir=\"" + language.direction + "\"");
        return TEXT.matcher(page)
                .replaceAll(
                        found -> Matcher.quoteReplacement(language.texts.getOrDefault(found.group(), found.group())))
                .getBytes(StandardCharsets.UTF_8);
    }

    private Language language(String code) {
        return Optional.ofNullable(all.get(code))
                .orElseThrow(() -> new IllegalStateException("Only a language that is there is asked for."));
    }
}
