package org.stillcall.server;

import java.net.InetAddress;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillcall.base.Label;
import org.stillcall.bill.BillAccount;
import org.stillcall.bill.Rounding;
import org.stillcall.call.NotInService;
import org.stillcall.plan.Region;
import org.stillcall.sip.Transport;
import org.stillcall.trunk.CarrierRecord;
import org.stillcall.trunk.CarrierRecord.Answer;
import org.stillcall.trunk.HeaderProfile;
import org.stillcall.trunk.HeaderProfile.AnonymousHost;
import org.stillcall.trunk.HeaderProfile.Asserted;
import org.stillcall.trunk.IdentityStrategy;
import org.stillcall.trunk.PrivacyToken;
import org.stillcall.trunk.Trunk;

/** Reads one {@code [[trunk]]}. */
final class TrunkReader {
    private static final int MOST_SOURCES = 200;
    private static final int MOST_KEPT_DAYS = 36_500;
    // What uncovers a caller in some country and hides in none. *31# and 184 hide somewhere, so they are not among
    // these.
    private static final Set<String> UNCOVERING = Set.of("*82", "1470", "1357", "1832", "0196", "186");

    private enum Withholding {
        HEADERS,
        PREFIX,
        CARRIER
    }

    Settings.Carrier read(Section in) {
        Label name = in.label("name");
        Trunk.Address address = address(in);
        Trunk.MediaSecurity media = in.choice(
                "media",
                Trunk.MediaSecurity.PLAIN,
                Words.of("plain", Trunk.MediaSecurity.PLAIN, "sdes", Trunk.MediaSecurity.SDES));
        if (media == Trunk.MediaSecurity.SDES && address.transport() != Trunk.Transport.TLS) {
            in.fault("media", "'media' = \"sdes\" sends its keys in the signalling: it needs 'transport' = \"tls\".");
        }
        int priority = in.number("priority", 1, 0, 1000);
        Optional<Settings.Account> account = account(in);
        boolean register = in.flag("register", false);
        if (register && account.isEmpty()) {
            in.fault("register", "'register' needs 'user' and 'password_file'.");
        }
        IdentityStrategy identity = identity(in);
        Settings.NumberFormat format = in.choice(
                "number_format",
                Settings.NumberFormat.PLUS,
                Words.of(
                        "plus", Settings.NumberFormat.PLUS,
                        "digits", Settings.NumberFormat.DIGITS,
                        "national", Settings.NumberFormat.NATIONAL));
        Optional<Duration> keepAlive = in.optionalDuration("keep_alive", Duration.ofSeconds(5), Duration.ofHours(1));
        Trunk trunk = new Trunk(name, address, media, account.isPresent() ? name : null, priority, identity, said(in));
        NotInService notInService = in.choice(
                "not_in_service",
                NotInService.NOT_FOUND,
                Words.of("404", NotInService.NOT_FOUND, "604", NotInService.NOWHERE, "tone", NotInService.TONE));
        CarrierNumbers numbers = new CarrierNumbers(format, notInService, rounding(in), billedAs(in));
        return new Settings.Carrier(trunk, account, register, sources(in, address), keepAlive, numbers);
    }

    private static CarrierRecord said(Section in) {
        return new CarrierRecord(
                answer(in, "marketing_use"),
                in.optionalNumber("keeps_days", 0, MOST_KEPT_DAYS),
                answer(in, "itemised_bills"),
                answer(in, "second_factor"),
                answer(in, "emergency_calls"),
                answer(in, "toll_free_sees"),
                askedOn(in));
    }

    private static Answer answer(Section in, String key) {
        return in.choice(key, Answer.UNKNOWN, Words.of("yes", Answer.YES, "no", Answer.NO, "unknown", Answer.UNKNOWN));
    }

    private static Optional<LocalDate> askedOn(Section in) {
        try {
            return in.optionalText("asked_on").map(LocalDate::parse);
        } catch (DateTimeParseException _) {
            in.fault("asked_on", "'asked_on' has to be a day between quotes, such as \"2026-10-01\".");
            return Optional.empty();
        }
    }

    private static Rounding rounding(Section in) {
        return in.choice(
                "billed_by",
                Rounding.MINUTE,
                Words.of(
                        "minute", Rounding.MINUTE,
                        "six seconds", Rounding.SIX_SECONDS,
                        "second", Rounding.SECOND));
    }

    private static BillAccount billedAs(Section in) {
        String word = in.optionalText("billed_as").orElse("");
        if (!BillAccount.isOne(word)) {
            in.fault(
                    "billed_as",
                    "'billed_as' has to be what stands for this line on the carrier's bill: letters, digits, '-', '_',"
                            + " '.' and '@', at most " + BillAccount.LONGEST + " of them.");
            return new BillAccount("");
        }
        return new BillAccount(word);
    }

    private static Trunk.Address address(Section in) {
        Transport transport = PhoneReader.transport(in);
        int port = in.number("port", 0, 0, 65_535);
        String host = in.text("host");
        boolean good = host.length() <= 253 && host.chars().allMatch(Section::isHostCharacter);
        if (!good) {
            in.fault("host", "'host' has to be the carrier's name or IP address, without 'sip:' and port.");
        }
        return new Trunk.Address(
                good && !host.isEmpty() ? host : "missing.invalid",
                port,
                switch (transport) {
                    case UDP -> Trunk.Transport.UDP;
                    case TCP -> Trunk.Transport.TCP;
                    case TLS -> Trunk.Transport.TLS;
                });
    }

    private static Optional<Settings.Account> account(Section in) {
        Optional<String> user = in.optionalText("user");
        Optional<SecretSource> password = Secrets.optional(in, "password");
        boolean named = in.has("password_file") || in.has("password_env");
        if (in.has("user") != named) {
            in.fault("'user' and 'password_file' belong together: give both or none.");
        }
        return user.flatMap(name -> password.map(source -> new Settings.Account(name, source)));
    }

    /** A trunk by address sends from there, unless the file says from where. */
    private static List<Network> sources(Section in, Trunk.Address address) {
        List<Network> sources = in.list(
                "addresses",
                MOST_SOURCES,
                "an IP address, or a network such as \"192.0.2.0/28\"",
                TrunkReader::network);
        if (in.has("addresses")) {
            return sources;
        }
        return Section.parsed(address.host()).map(Network::of).map(List::of).orElse(List.of());
    }

    private static Optional<Network> network(Object entry) {
        if (!(entry instanceof String text)) {
            return Optional.empty();
        }
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Section.parsed(text).map(Network::of);
        }
        String length = text.substring(slash + 1);
        Optional<InetAddress> base = Section.parsed(text.substring(0, slash));
        if (base.isEmpty() || !length.matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(length);
        int most = base.get().getAddress().length * 8;
        return bits >= 8 && bits <= most ? Optional.of(new Network(base.get(), bits)) : Optional.empty();
    }

    private static IdentityStrategy identity(Section in) {
        Withholding withholding = in.choice(
                "identity",
                Withholding.HEADERS,
                Words.of(
                        "headers", Withholding.HEADERS,
                        "prefix", Withholding.PREFIX,
                        "restricted by carrier", Withholding.CARRIER));
        HeaderProfile profile = profile(in);
        IdentityStrategy.DialPrefix prefix = prefix(in, profile, withholding == Withholding.PREFIX);
        return switch (withholding) {
            case HEADERS -> new IdentityStrategy.PrivacyHeaders(profile);
            case PREFIX -> prefix;
            // Nothing has seen it hold yet; until a probe has, the trunk carries no call.
            case CARRIER -> new IdentityStrategy.RestrictedByCarrier(profile, false);
        };
    }

    private static HeaderProfile profile(Section in) {
        HeaderProfile usual = HeaderProfile.usual();
        AnonymousHost host = in.choice(
                "from_host",
                usual.host(),
                Words.of("anonymous.invalid", AnonymousHost.INVALID, "trunk domain", AnonymousHost.TRUNK_DOMAIN));
        Asserted asserted = in.choice(
                "asserted", usual.asserted(), Words.of("none", Asserted.NONE, "pilot number", Asserted.PILOT_NUMBER));
        if (!in.has("privacy")) {
            return new HeaderProfile(host, asserted, usual.privacy());
        }
        List<PrivacyToken> privacy = in.list(
                "privacy", 10, "one of \"id\", \"header\", \"session\", \"user\", \"history\", \"critical\"", entry -> {
                    return List.of(PrivacyToken.values()).stream()
                            .filter(token -> token.text().equals(entry))
                            .findFirst();
                });
        if (!privacy.contains(PrivacyToken.ID)) {
            in.fault("privacy", "'privacy' has to hold \"id\": without it the carrier may show the number.");
            return usual;
        }
        return new HeaderProfile(host, asserted, privacy);
    }

    private static IdentityStrategy.DialPrefix prefix(Section in, HeaderProfile profile, boolean wanted) {
        String usual = in.optionalText("prefix").orElse("");
        Map<Region, String> byCountry = new HashMap<>();
        Map<String, String> texts = new LinkedHashMap<>(in.texts("prefix_by_country", 250));
        texts.forEach((country, code) -> {
            if (Region.isRegion(country) && List.of(Locale.getISOCountries()).contains(country)) {
                byCountry.put(new Region(country), code);
            } else {
                in.fault(
                        "prefix_by_country", "'prefix_by_country' has a country that is none: write { GB = \"141\" }.");
            }
        });
        if (UNCOVERING.contains(usual) || byCountry.values().stream().anyMatch(UNCOVERING::contains)) {
            in.fault("prefix", "A prefix here is one that uncovers the caller.");
        }
        if (!wanted) {
            if (in.has("prefix") || in.has("prefix_by_country")) {
                in.fault("'prefix' needs 'identity' = \"prefix\".");
            }
            return new IdentityStrategy.DialPrefix(profile, "*67", Map.of());
        }
        try {
            return new IdentityStrategy.DialPrefix(profile, usual, byCountry);
        } catch (IllegalArgumentException e) {
            in.fault("prefix", "A prefix that withholds is 1 to 8 of 0-9, '*' and '#', such as \"*67\".");
            return new IdentityStrategy.DialPrefix(profile, "*67", Map.of());
        }
    }
}
