package org.stillcall.trunk;

import java.util.List;
import org.stillcall.sip.Slice;

/** The words by which networks say that they name no caller, and those by which they warn of one. */
final class Nobody {
    private static final List<String> WORDS = List.of(
            "anonymous",
            "restricted",
            "unavailable",
            "unknown",
            "private",
            "withheld",
            "blocked",
            "private caller",
            "private number",
            "private call",
            "unknown caller",
            "unknown number",
            "no caller id",
            "caller id withheld",
            "number withheld");
    private static final List<String> WARNINGS = List.of(
            "spam", "scam", "fraud", "robocall", "robo call", "telemarket", "unwanted", "nuisance", "suspected");

    private Nobody() {}

    /** Whether it names nobody. */
    static boolean is(Slice text) {
        return text.isEmpty() || WORDS.stream().anyMatch(text::isIgnoringCase);
    }

    /** Whether it calls the caller an unwanted one. */
    static boolean warns(Slice text) {
        return WARNINGS.stream().anyMatch(word -> holds(text, word));
    }

    /** Whether the words stand in it, letters in either case. */
    static boolean holds(Slice text, String words) {
        for (int i = 0; i + words.length() <= text.length(); i++) {
            if (text.from(i).beginsIgnoringCase(words)) {
                return true;
            }
        }
        return false;
    }

    /** The same of words that stand alone: before and after them is neither letter nor digit. */
    static boolean holdsWord(Slice text, String words) {
        for (int i = 0; i + words.length() <= text.length(); i++) {
            boolean alone = (i == 0 || !isOfWord(text.at(i - 1)))
                    && (i + words.length() == text.length() || !isOfWord(text.at(i + words.length())));
            if (alone && text.from(i).beginsIgnoringCase(words)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfWord(byte c) {
        int letter = c | 0x20;
        return letter >= 'a' && letter <= 'z' || c >= '0' && c <= '9' || c < 0;
    }
}
