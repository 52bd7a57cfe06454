package org.stillcall.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stillcall.base.Label;
import org.stillcall.console.DeskMeans;
import org.stillcall.console.Origin;
import org.stillcall.helpline.MessageRules;
import org.stillcall.push.AlertPlace;
import org.stillcall.push.PushSender;

/** Reads what lasts: [store], [vault], [console] and [messages], each of which may be left out. */
final class KeepingReader {
    private static final Duration USUAL_DELAY = Duration.ofMinutes(10);
    private static final Duration SHORTEST_DELAY = Duration.ofMinutes(1);
    private static final Duration LONGEST_DELAY = Duration.ofHours(24);
    private static final Duration SHORTEST_MESSAGE = Duration.ofSeconds(10);
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(3);
    /** No user and no password: those have keys of their own. */
    private static final Pattern ADDRESS =
            Pattern.compile("postgresql:(//[A-Za-z0-9.:\\[\\]-]{1,255}/[A-Za-z0-9_-]{1,63}(\\?[A-Za-z0-9_=&./-]*)?)");

    private static final Set<String> LANGUAGES = Set.of("en", "es", "fr");
    private static final int MOST_WORDS = 40;
    private static final int LONGEST_NAME = 80;
    private static final int MOST_DAYS = 366;
    private static final int MOST_CATEGORIES = 12;
    private static final int LONGEST_CATEGORY = 32;

    private KeepingReader() {}

    static Keeping read(Section store, Section vault, Section console, Section messages, Section alerts) {
        return new Keeping(database(store), root(vault), console(console), messages(messages), alerts(alerts));
    }

    private static Optional<Keeping.Alerts> alerts(Section in) {
        Optional<String> text = in.optionalText("webhook");
        Optional<AlertPlace> place = text.flatMap(AlertPlace::parse);
        if (text.isPresent() && place.isEmpty()) {
            in.fault(
                    "webhook",
                    "'webhook' has to be an address with \"https://\", or \"http://\" and this machine's own"
                            + " 127.0.0.1.");
        }
        Optional<SecretSource> secret = Secrets.optional(in, "secret");
        if (secret.isPresent() && text.isEmpty()) {
            in.fault("A secret in [alerts] is of no use without a 'webhook'.");
        }
        in.end();
        return place.map(it -> new Keeping.Alerts(it, secret));
    }

    private static MessageRules messages(Section in) {
        MessageRules usual = MessageRules.STANDARD;
        Duration longest =
                in.duration("longest", Duration.ofSeconds(usual.seconds()), SHORTEST_MESSAGE, MessageRules.LONGEST);
        Duration silence = in.duration(
                "silence", least(Duration.ofSeconds(usual.quietSeconds()), longest), SHORTEST_SILENCE, longest);
        int days = in.number("days", (int) usual.kept().toDays(), 1, MessageRules.MOST_DAYS);
        in.end();
        return new MessageRules((int) longest.toSeconds(), (int) silence.toSeconds(), Duration.ofDays(days));
    }

    private static Duration least(Duration usual, Duration most) {
        return usual.compareTo(most) < 0 ? usual : most;
    }

    private static Keeping.Database database(Section in) {
        String text = in.optionalText("database").orElse("sqlite");
        Optional<String> user = in.optionalText("user");
        Optional<SecretSource> password = Secrets.optional(in, "password");
        Keeping.Database database = new Keeping.Database.Sqlite();
        if (!text.equals("sqlite")) {
            Matcher matcher = ADDRESS.matcher(text);
            if (!matcher.matches()) {
                in.fault(
                        "database",
                        "'database' has to be \"sqlite\" or \"postgresql://host:port/name\"; 'user' and"
                                + " 'password_file' stand beside it.");
            } else if (user.isEmpty() || password.isEmpty()) {
                in.fault("A PostgreSQL database needs 'user' and 'password_file' (or 'password_env').");
            } else {
                database = new Keeping.Database.Postgres(matcher.group(1), user.get(), password.get());
            }
        } else if (user.isPresent() || password.isPresent()) {
            in.fault("'user' and 'password_file' in [store] are for PostgreSQL; SQLite has none.");
        }
        in.end();
        return database;
    }

    private static Keeping.Root root(Section in) {
        Optional<Path> folder = in.path("root_dir");
        Optional<Path> library = Secrets.readable(in, "pkcs11_library");
        Optional<Integer> slot = in.optionalNumber("pkcs11_slot", 0, Integer.MAX_VALUE);
        Optional<Path> pin = Secrets.closed(in, "pin_file");
        Keeping.Root root = new Keeping.Root.Folder(folder);
        boolean some = in.has("pkcs11_library") || in.has("pkcs11_slot") || in.has("pin_file");
        boolean all = in.has("pkcs11_library") && in.has("pkcs11_slot") && in.has("pin_file");
        if (some && !all) {
            in.fault("A token needs 'pkcs11_library', 'pkcs11_slot' and 'pin_file', all three.");
        } else if (some && folder.isPresent()) {
            in.fault("root_dir", "Give 'root_dir' or a token, not both: the root stands in one place.");
        } else if (library.isPresent() && slot.isPresent() && pin.isPresent()) {
            root = new Keeping.Root.Token(library.get(), slot.get(), pin.get());
        }
        in.end();
        return root;
    }

    private static Keeping.Console console(Section in) {
        Optional<String> origin = in.optionalText("origin");
        if (!origin.map(Origin::isOrigin).orElse(true)) {
            in.fault("origin", "'origin' has to be \"https://\" and a name, such as \"https://notes.example.org\".");
            origin = Optional.empty();
        }
        Optional<HttpsSettings> https = HttpsReader.read(in, origin);
        boolean synced = in.choice("synced_passkeys", false, Words.of("refuse", false, "allow", true));
        Duration delay = in.duration("override_delay", USUAL_DELAY, SHORTEST_DELAY, LONGEST_DELAY);
        List<String> languages = in.list(
                "languages",
                MOST_WORDS,
                "one of \"en\", \"es\", \"fr\"",
                value -> value instanceof String tag && LANGUAGES.contains(tag) ? Optional.of(tag) : Optional.empty());
        List<String> names = in.list(
                "own_names",
                MOST_WORDS,
                "a name in quotes",
                value -> value instanceof String name && !name.isBlank() && name.length() <= LONGEST_NAME
                        ? Optional.of(name)
                        : Optional.empty());
        boolean freeNotes = in.flag("notes_free_text", false);
        int most = in.number("plan_days_at_most", DeskMeans.PlanRules.USUAL_DAYS, 1, MOST_DAYS);
        int days = in.number("plan_days", Math.min(DeskMeans.Habits.USUAL_DAYS, most), 1, most);
        List<Label> categories = in.has("categories") ? categories(in) : DeskMeans.Rules.USUAL_CATEGORIES;
        boolean noisy = in.choice("totals", false, Words.of("hidden", false, "noise", true));
        Optional<String> contact = in.optionalText("push_contact");
        if (!contact.map(PushSender::isContact).orElse(true)) {
            in.fault(
                    "push_contact", "'push_contact' has to be \"mailto:\" and an address, or \"https://\" and a page.");
        }
        in.end();
        return new Keeping.Console(
                origin,
                https,
                synced,
                delay,
                languages.isEmpty() ? List.of("en") : languages,
                names,
                freeNotes,
                new Keeping.PlanDays(days, most),
                categories,
                noisy,
                contact);
    }

    private static List<Label> categories(Section in) {
        return in
                .list(
                        "categories",
                        MOST_CATEGORIES,
                        "a short name of a-z, 0-9 and '-', such as \"safety-planning\"",
                        value ->
                                value instanceof String name && name.length() <= LONGEST_CATEGORY && Label.isLabel(name)
                                        ? Optional.of(new Label(name))
                                        : Optional.empty())
                .stream()
                .distinct()
                .toList();
    }
}
