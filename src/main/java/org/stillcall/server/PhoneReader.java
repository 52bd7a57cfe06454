package org.stillcall.server;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stillcall.base.Label;
import org.stillcall.call.PagePhones;
import org.stillcall.sip.Transport;

/** Reads each {@code [[phone]]} and {@code [[interpreter]]}; remembers the names and user names that were taken. */
final class PhoneReader {
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9._-]{1,40}");
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}\\*");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[a-z0-9]{2,8})?"); // BCP 47
    private static final int MOST_PREFIXES = 20;
    private static final Label ENGLISH = new Label("en");

    private enum Kind {
        SIP,
        ADDRESS,
        MOBILE,
        OUTSIDE
    }

    private final Set<Label> programmes;
    private final Settings.Centre centre;
    private final Set<String> users = new HashSet<>();
    private final Set<Label> phones = new HashSet<>();

    PhoneReader(List<Settings.Programme> programmes, Settings.Centre centre) {
        this.programmes = programmes.stream().map(Settings.Programme::name).collect(Collectors.toSet());
        this.centre = centre;
    }

    Settings.Phone read(Section in) {
        Label name = in.label("name");
        if (name.equals(PagePhones.NAME)) {
            in.fault("name", "\"browser\" is the name of the page itself as a phone. Choose another.");
        }
        if (!in.has("kind")) {
            in.fault("'kind' is missing: \"sip\", \"address\" or \"mobile\".");
        }
        Kind kind =
                in.choice("kind", Kind.SIP, Words.of("sip", Kind.SIP, "address", Kind.ADDRESS, "mobile", Kind.MOBILE));
        Settings.Reach reach = switch (kind) {
            case SIP -> registered(in);
            case ADDRESS -> fixed(in);
            case MOBILE -> mobile(in);
            case OUTSIDE -> outside(in);
        };
        phones.add(name);
        Label programme = in.label("programme");
        if (in.has("programme") && !programmes.contains(programme)) {
            in.fault("programme", "'programme' names none of the [[programme]] in this file.");
        }
        return new Settings.Phone(name, reach, spoken(in), programme, prefixes(in));
    }

    /** One who may be asked to join a call: to be read when all phones were. */
    Settings.Interpreter interpreter(Section in) {
        Label name = in.label("name");
        if (phones.contains(name) || name.equals(PagePhones.NAME)) {
            in.fault("name", "A phone has this name. Choose another.");
        }
        if (!in.has("kind")) {
            in.fault("'kind' is missing: \"sip\", \"address\" or \"outside\".");
        }
        Kind kind = in.choice(
                "kind", Kind.SIP, Words.of("sip", Kind.SIP, "address", Kind.ADDRESS, "outside", Kind.OUTSIDE));
        Settings.Reach reach = switch (kind) {
            case SIP -> registered(in);
            case ADDRESS -> fixed(in);
            case MOBILE -> mobile(in);
            case OUTSIDE -> outside(in);
        };
        Label language = in.label("language");
        if (in.has("language") && !LANGUAGE.matcher(language.text()).matches()) {
            in.fault("language", "'language' has to be its short name, such as \"es\" or \"pt-br\".");
        }
        return new Settings.Interpreter(
                new Settings.Phone(name, reach, Optional.of(language), name, Map.of()), language);
    }

    private Settings.Reach outside(Section in) {
        return new Settings.Reach.Outside(OutsideFile.needed(in, "number_file", centre.region()));
    }

    private Settings.Reach registered(Section in) {
        String user = in.text("user");
        if (!user.isEmpty() && !USER.matcher(user).matches()) {
            in.fault("user", "'user' has to be 1 to 40 letters, digits, '.', '_' or '-'.");
        } else if (!user.isEmpty() && !users.add(user)) {
            in.fault("user", "Another [[phone]] has this 'user'.");
        }
        return new Settings.Reach.Registered(user, Secrets.needed(in, "password"));
    }

    private static Settings.Reach fixed(Section in) {
        Transport transport = transport(in);
        return new Settings.Reach.Fixed(
                in.address("address", Optional.empty()),
                in.number("port", transport.defaultPort(), 1, 65_535),
                transport);
    }

    /** The language in which a phone is spoken to. */
    private static Optional<Label> spoken(Section in) {
        return in.has("language") ? Optional.of(OwnReader.spoken(in, "language", ENGLISH)) : Optional.empty();
    }

    private Settings.Reach mobile(Section in) {
        if (centre.mainNumber().isEmpty()) {
            in.fault("A mobile needs 'main_number' in [centre]: it is what the advocate's own phone shows.");
        }
        return new Settings.Reach.Mobile(
                Secrets.neededClosed(in, "number_file"), Secrets.neededClosed(in, "code_file"));
    }

    static Transport transport(Section in) {
        return in.choice(
                "transport", Transport.UDP, Words.of("udp", Transport.UDP, "tcp", Transport.TCP, "tls", Transport.TLS));
    }

    /** A prefix ends in a star, so that no number, emergency numbers among them, begins with one. */
    private Map<String, Label> prefixes(Section in) {
        Map<String, Label> read = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry :
                in.texts("prefixes", MOST_PREFIXES).entrySet()) {
            Optional<Label> programme = Label.isLabel(entry.getValue())
                    ? Optional.of(new Label(entry.getValue())).filter(programmes::contains)
                    : Optional.empty();
            if (!PREFIX.matcher(entry.getKey()).matches()) {
                in.fault("prefixes", "A prefix is 1 to 3 digits and then a star, such as \"7*\".");
            } else if (programme.isEmpty()) {
                in.fault("prefixes", "A prefix names none of the [[programme]] in this file.");
            } else {
                read.put(entry.getKey(), programme.get());
            }
        }
        return read;
    }
}
