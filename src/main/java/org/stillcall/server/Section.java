package org.stillcall.server;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * One table of a configuration, read key by key. What is missing or wrong becomes a fault and a harmless stand-in, so
 * that the rest is read as well; a reading with faults never leaves the reader. Says what is wrong with a value without
 * repeating it, as it may be a secret in the wrong place.
 */
final class Section {
    /** A key that holds so many is somebody's number, and not shown. */
    private static final int NUMBER_DIGITS = 5;

    private static final Label STAND_IN = new Label("missing");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6}) ?([smhd])");
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Set<String> SECRETS = Set.of("token", "password", "number", "code", "key", "secret");

    private final @Nullable TomlTable table;
    private final String title;
    private final int line;
    private final Path folder;
    private final List<Fault> faults;
    private final Set<String> known = new LinkedHashSet<>();

    /** @param table null for one that is not in the file: then every key is missing */
    Section(@Nullable TomlTable table, String title, int line, Path folder, List<Fault> faults) {
        this.table = table;
        this.title = title;
        this.line = line;
        this.folder = folder;
        this.faults = faults;
    }

    int line() {
        return line;
    }

    /** Whether the table is in the file. */
    boolean isThere() {
        return table != null;
    }

    boolean has(String key) {
        known.add(key);
        return table != null && table.get(List.of(key)) != null;
    }

    void fault(String sentence) {
        faults.add(new Fault(line, sentence));
    }

    void fault(String key, String sentence) {
        faults.add(new Fault(line(key), sentence));
    }

    /** That the file of a secret, which {@code key} names, cannot be used; it may be open to others. */
    void fault(String key, String sentence, Path file) {
        faults.add(new Fault(
                line(key), sentence, Optional.empty(), Optional.of(file).filter(SecretFile::isOpen)));
    }

    private int line(String key) {
        TomlPosition position = table == null ? null : table.inputPositionOf(List.of(key));
        return position == null ? line : position.line();
    }

    boolean isText(String key) {
        return value(key) instanceof String;
    }

    /** A text; the stand-in when it is missing or wrong. */
    String text(String key) {
        return optionalText(key).orElseGet(() -> {
            if (!has(key)) {
                fault("'" + key + "' is missing in " + title + ".");
            }
            return "";
        });
    }

    Optional<String> optionalText(String key) {
        Object value = value(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text && !text.isBlank()) {
            return Optional.of(text);
        }
        fault(key, "'" + key + "' has to be a text in quotes, and not empty.");
        return Optional.empty();
    }

    Label label(String key) {
        String text = text(key);
        if (text.isEmpty()) {
            return STAND_IN;
        }
        if (!Label.isLabel(text)) {
            fault(
                    key,
                    "'" + key + "' has to be a name: 1 to 40 of a-z, 0-9, '-', '_', '.', never seven digits in a row.");
            return STAND_IN;
        }
        return new Label(text);
    }

    int number(String key, int otherwise, int least, int most) {
        return optionalNumber(key, least, most).orElse(otherwise);
    }

    Optional<Integer> optionalNumber(String key, int least, int most) {
        Object value = value(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Long number && number >= least && number <= most) {
            return Optional.of(number.intValue());
        }
        fault(key, "'" + key + "' has to be a whole number from " + least + " to " + most + ", without quotes.");
        return Optional.empty();
    }

    boolean flag(String key, boolean otherwise) {
        Object value = value(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        fault(key, "'" + key + "' has to be true or false, without quotes.");
        return otherwise;
    }

    /** A day, written without quotes: {@code 2027-02-01}; the last of all when it is missing or wrong. */
    LocalDate date(String key) {
        Object value = value(key);
        if (value instanceof LocalDate day) {
            return day;
        }
        fault(
                key,
                value == null
                        ? "'" + key + "' is missing in " + title + "."
                        : "'" + key + "' has to be a day such as 2027-02-01, without quotes.");
        return LocalDate.MAX;
    }

    /** One of some words. */
    <T> T choice(String key, T otherwise, Map<String, T> words) {
        Optional<String> text = optionalText(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        T chosen = words.get(text.get());
        if (chosen == null) {
            fault(
                    key,
                    "'" + key + "' has to be one of: " + String.join(", ", words.keySet()) + "."
                            + meant(text.get(), words.keySet()));
            return otherwise;
        }
        return chosen;
    }

    /** A length of time such as {@code 45s}, {@code 10m}, {@code 24h}, {@code 30d}. */
    Duration duration(String key, Duration otherwise, Duration least, Duration most) {
        return optionalDuration(key, least, most).orElse(otherwise);
    }

    Optional<Duration> optionalDuration(String key, Duration least, Duration most) {
        Optional<String> text = optionalText(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = DURATION.matcher(text.get());
        if (matcher.matches()) {
            long n = Long.parseLong(matcher.group(1));
            Duration duration = switch (matcher.group(2)) {
                case "s" -> Duration.ofSeconds(n);
                case "m" -> Duration.ofMinutes(n);
                case "h" -> Duration.ofHours(n);
                default -> Duration.ofDays(n);
            };
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return Optional.of(duration);
            }
        }
        fault(
                key,
                "'" + key + "' has to be a length of time such as \"45s\", \"10m\", \"24h\" or \"30d\", from "
                        + words(least) + " to " + words(most) + ".");
        return Optional.empty();
    }

    private static String words(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + "d";
        }
        return duration.toHours() > 0 ? duration.toHours() + "h" : duration.toSeconds() + "s";
    }

    /** An IP address, never a name: nothing is looked up. */
    InetAddress address(String key, Optional<InetAddress> otherwise) {
        Optional<String> text = otherwise.isPresent() ? optionalText(key) : Optional.of(text(key));
        if (text.isEmpty() || text.get().isEmpty()) {
            return otherwise.orElse(InetAddress.getLoopbackAddress());
        }
        return parsed(text.get()).orElseGet(() -> {
            fault(key, "'" + key + "' has to be an IP address, not a name.");
            return InetAddress.getLoopbackAddress();
        });
    }

    static Optional<InetAddress> parsed(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A path; a relative one begins at the configuration's folder. */
    Optional<Path> path(String key) {
        return optionalText(key).flatMap(text -> {
            try {
                return Optional.of(folder.resolve(text).normalize());
            } catch (java.nio.file.InvalidPathException e) {
                fault(key, "'" + key + "' is not a path.");
                return Optional.empty();
            }
        });
    }

    /** A list whose every entry {@code read} makes something of, or an empty result with what it should be. */
    <T> List<T> list(String key, int most, String shape, Function<Object, Optional<T>> read) {
        Object value = value(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof TomlArray array)) {
            fault(key, "'" + key + "' has to be a list in square brackets: " + shape + ".");
            return List.of();
        }
        if (array.size() > most) {
            fault(key, "'" + key + "' has more than " + most + " entries.");
            return List.of();
        }
        List<T> all = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            Optional<T> one = read.apply(array.get(i));
            if (one.isEmpty()) {
                faults.add(
                        new Fault(array.inputPositionOf(i).line(), "An entry of '" + key + "' is not " + shape + "."));
            }
            one.ifPresent(all::add);
        }
        return all;
    }

    /** A table of texts in one line: {@code { "7*" = "court" }}. */
    Map<String, String> texts(String key, int most) {
        Object value = value(key);
        if (value == null) {
            return Map.of();
        }
        Map<String, String> all = new LinkedHashMap<>();
        if (value instanceof TomlTable texts && texts.size() <= most) {
            for (Map.Entry<String, Object> entry : texts.entrySet()) {
                if (entry.getValue() instanceof String text) {
                    all.put(entry.getKey(), text);
                }
            }
            if (all.size() == texts.size()) {
                return all;
            }
        }
        fault(key, "'" + key + "' has to be pairs in braces: { \"this\" = \"that\" }, at most " + most + ".");
        return Map.of();
    }

    /** Names every key that nobody asked for. */
    void end() {
        if (table == null) {
            return;
        }
        for (String key : table.keySet()) {
            if (known.contains(key)) {
                continue;
            }
            boolean word = Label.isLabel(key.toLowerCase(Locale.ROOT))
                    && key.chars().filter(Character::isDigit).count() < NUMBER_DIGITS;
            String shown = word ? "'" + key + "'" : "This key";
            if (SECRETS.contains(key) && known.contains(key + "_file")) {
                fault(
                        key,
                        shown + " does not stand in this file: put it into a file of its own and name that as '" + key
                                + "_file'.");
            } else {
                fault(key, shown + " is not known in " + title + "." + meant(key, known));
            }
        }
    }

    /** Names every table or key at the top of the file that is none of these. */
    void endTables(Set<String> tables) {
        known.addAll(tables);
        end();
    }

    static boolean isHostCharacter(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == ':');
    }

    private static String meant(String written, Set<String> words) {
        return Suggestion.of(written, words)
                .map(word -> " Did you mean '" + word + "'?")
                .orElse("");
    }

    private @Nullable Object value(String key) {
        known.add(key);
        return table == null ? null : table.get(List.of(key));
    }
}
