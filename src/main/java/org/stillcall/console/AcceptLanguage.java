package org.stillcall.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header Accept-Language (RFC 9110 section 12.5.4) against the languages that there are: the best liked that is
 * there, a language for each of its dialects (RFC 4647 section 3.4). What is no range is passed over.
 */
final class AcceptLanguage {
    private static final int MOST_CHARACTERS = 1_000;
    private static final Pattern RANGE = Pattern.compile(
            "\\s*([a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8}){0,8})\\s*(?:;\\s*[qQ]=([01](?:\\.[0-9]{0,3})?)\\s*)?");

    private record Range(String tag, double weight) {}

    private AcceptLanguage() {}

    static Optional<String> of(@Nullable String header, Collection<String> there) {
        if (header == null || header.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        List<Range> ranges = new ArrayList<>();
        for (String part : header.split(",", -1)) {
            Matcher range = RANGE.matcher(part);
            if (range.matches()) {
                double weight = range.group(2) == null ? 1 : Math.min(1, Double.parseDouble(range.group(2)));
                ranges.add(new Range(range.group(1).toLowerCase(Locale.ROOT), weight));
            }
        }
        return ranges.stream()
                .filter(range -> range.weight > 0)
                .sorted(Comparator.comparingDouble(Range::weight).reversed())
                .flatMap(range -> lookUp(range.tag, there).stream())
                .findFirst();
    }

    /** The tag itself, or what is left of it after its last parts go one by one. */
    private static Optional<String> lookUp(String tag, Collection<String> there) {
        for (String rest = tag; ; rest = rest.substring(0, rest.lastIndexOf('-'))) {
            String wanted = rest;
            Optional<String> found =
                    there.stream().filter(wanted::equalsIgnoreCase).findFirst();
            if (found.isPresent() || rest.lastIndexOf('-') < 0) {
                return found;
            }
        }
    }
}
