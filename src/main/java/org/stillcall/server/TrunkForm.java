package org.stillcall.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;

/**
 * What a carrier has to be asked, in the order of asking, with what is usual for its kind; and the {@code [[trunk]]}
 * that comes of the answers.
 */
final class TrunkForm {
    /** Kinds of carriers, by what they require. */
    enum Kind {
        ACCOUNT("It gave you a user name and a password."),
        ADDRESS("It knows you by your address and wants no password."),
        GATEWAY("It is a gateway, or a line that knows no private calls but by a prefix such as *67."),
        RESTRICTED("It withholds the number of every call of this line by itself.");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * One question.
     *
     * @param key in the configuration
     * @param usual what Enter means; empty where an answer is needed, null to leave the key out
     * @param quoted whether its value is a text
     * @param fits what an answer has to be
     * @param hint what to write instead of one that does not fit
     */
    record Question(
            String key, String words, @Nullable String usual, boolean quoted, Predicate<String> fits, String hint) {}

    /** Withholding prefixes by the country of the centre (3GPP TS 22.030 section 6.5.2 for the last). */
    private static final Map<String, String> PREFIXES =
            Map.of("US", "*67", "CA", "*67", "GB", "141", "AU", "1831", "NZ", "0197");

    private static final String OTHERWISE = "#31#";

    private TrunkForm() {}

    static List<Question> questions(Kind kind, String region) {
        boolean secure = kind != Kind.GATEWAY;
        List<Question> all = new ArrayList<>();
        all.add(new Question("name", "A short name for it", "", true, Label::isLabel, "a-z, 0-9, '-', '_' and '.'."));
        all.add(text("host", "Its name or IP address", ""));
        if (kind == Kind.ACCOUNT) {
            all.add(text("user", "The user name that it gave you", ""));
            all.add(text("password_file", "A file with the password, which only the server's user may read", ""));
            all.add(choice("register", "Does it want you to register", "true", false, "true", "false"));
        }
        all.add(choice(
                "transport",
                "Signalling: encrypted (tls), or clear",
                secure ? "tls" : "udp",
                true,
                "tls",
                "tcp",
                "udp"));
        all.add(choice("media", "Sound: encrypted (sdes), or clear", secure ? "sdes" : "plain", true, "sdes", "plain"));
        all.add(choice(
                "number_format",
                "How it wants numbers: plus (+12025550147), digits (12025550147) or national",
                "plus",
                true,
                "plus",
                "digits",
                "national"));
        switch (kind) {
            case GATEWAY -> {
                all.add(choice("identity", "How it is told to withhold the number", "prefix", true, "prefix"));
                all.add(text("prefix", "The prefix", PREFIXES.getOrDefault(region, OTHERWISE)));
            }
            case RESTRICTED ->
                all.add(choice(
                        "identity",
                        "How it withholds the number",
                        "restricted by carrier",
                        true,
                        "restricted by carrier"));
            case ACCOUNT, ADDRESS -> {
                all.add(choice("identity", "How it is told to withhold the number", "headers", true, "headers"));
                all.add(choice(
                        "asserted",
                        "What it needs in P-Asserted-Identity: the borrowed number, or nothing",
                        "pilot number",
                        true,
                        "pilot number",
                        "none"));
            }
        }
        all.addAll(records());
        return List.copyOf(all);
    }

    /** What becomes of its records (G12). */
    private static List<Question> records() {
        return List.of(
                choice(
                        "marketing_use",
                        "Does it use call records to sell things",
                        "unknown",
                        true,
                        "yes",
                        "no",
                        "unknown"),
                new Question(
                        "keeps_days",
                        "How many days does it keep call records (Enter if it has not said)",
                        null,
                        false,
                        answer -> answer.matches("[0-9]{1,5}"),
                        "A number of days, or nothing."),
                choice("itemised_bills", "Do its bills list single calls", "unknown", true, "yes", "no", "unknown"),
                choice(
                        "second_factor",
                        "Does its portal ask for more than a password",
                        "unknown",
                        true,
                        "yes",
                        "no",
                        "unknown"),
                choice(
                        "emergency_calls",
                        "Does a call for help by it reach somebody who sees your address",
                        "unknown",
                        true,
                        "yes",
                        "no",
                        "unknown"),
                choice(
                        "toll_free_sees",
                        "Do toll-free lines see its account's own number, whatever number is borrowed",
                        "unknown",
                        true,
                        "yes",
                        "no",
                        "unknown"));
    }

    private static Question text(String key, String words, String usual) {
        return new Question(
                key,
                words,
                usual,
                true,
                answer -> answer.length() <= 253 && answer.chars().allMatch(TrunkForm::isPlain),
                "It has to be without spaces at the ends, quotes and backslashes.");
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c < 127 && c != '"' && c != '\\';
    }

    private static Question choice(String key, String words, String usual, boolean quoted, String... answers) {
        List<String> all = List.of(answers);
        return new Question(key, words, usual, quoted, all::contains, "One of: " + String.join(", ", all) + ".");
    }

    /** One line of the configuration. */
    static String line(Question question, String answer) {
        return question.key + " = " + (question.quoted ? "\"" + answer + "\"" : answer) + "\n";
    }
}
