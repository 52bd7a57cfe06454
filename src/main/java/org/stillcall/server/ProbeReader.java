package org.stillcall.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.call.Probing;

/** Reads one {@code [[probe]]}: the test calls of a trunk. To be read when all trunks were. */
final class ProbeReader {
    private static final int LONGEST_NAME = 40;

    private final Set<Label> trunks = new HashSet<>();
    private final Set<Label> taken = new HashSet<>();

    ProbeReader(List<Settings.Carrier> carriers) {
        carriers.forEach(carrier -> trunks.add(carrier.trunk().name()));
    }

    ProbeSettings read(Section in) {
        Label trunk = known(in, "trunk");
        if (in.has("trunk") && trunks.contains(trunk) && !taken.add(trunk)) {
            in.fault("trunk", "Another [[probe]] is this trunk's.");
        }
        Optional<ProbeHost> host = in.has("partner") ? Optional.of(host(in)) : Optional.empty();
        Optional<Label> comesBy = host.isPresent() ? Optional.empty() : Optional.of(known(in, "comes_by"));
        if (host.isPresent() && in.has("comes_by")) {
            in.fault("comes_by", "Give 'comes_by' or 'partner', not both.");
        }
        Duration interval = in.duration("interval", Duration.ofHours(6), Duration.ofMinutes(1), Duration.ofDays(7));
        Duration overdue = in.duration("overdue", Duration.ofHours(24), Duration.ofMinutes(2), Duration.ofDays(30));
        Duration jitter = in.duration("jitter", interval.dividedBy(6), Duration.ZERO, Duration.ofDays(7));
        if (jitter.compareTo(interval) >= 0) {
            in.fault("jitter", "'jitter' has to be less than 'interval'.");
        }
        if (overdue.compareTo(interval) <= 0) {
            in.fault("overdue", "'overdue' has to be longer than 'interval': else no test call is in time.");
        }
        Duration answered = in.duration("answered", Duration.ofSeconds(4), Duration.ZERO, Duration.ofSeconds(15));
        List<String> names = in.list(
                "network_names",
                Limits.PROBE_NAMES,
                "a name that networks show with your numbers, such as \"BOSTON MA\"",
                entry -> entry instanceof String text && !text.isBlank() && text.length() <= LONGEST_NAME
                        ? Optional.of(text)
                        : Optional.empty());
        return new ProbeSettings(
                trunk,
                comesBy,
                host,
                Secrets.neededClosed(in, "number_file"),
                new Probing.Times(interval, jitter, overdue, answered),
                names);
    }

    /** Another installation that takes them and says what it saw. */
    private static ProbeHost host(Section in) {
        URI address = https(in.text("partner")).orElseGet(() -> {
            in.fault(
                    "partner",
                    "'partner' has to be an address such as \"https://desk.example.org\", and nothing behind.");
            return URI.create("https://partner.invalid");
        });
        return new ProbeHost(
                address,
                in.label("partner_knows_us_as"),
                Secrets.needed(in, "partner_secret"),
                Secrets.readable(in, "partner_authorities_file"));
    }

    private static Optional<URI> https(String text) {
        try {
            URI address = new URI(text);
            boolean bare = address.getPath().isEmpty() || address.getPath().equals("/");
            boolean good = "https".equals(address.getScheme())
                    && address.getHost() != null
                    && bare
                    && address.getQuery() == null
                    && address.getFragment() == null
                    && address.getUserInfo() == null;
            return good ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Reads one {@code [[probe_guest]]}. */
    ProbeGuest guest(Section in) {
        return new ProbeGuest(
                in.label("name"),
                known(in, "comes_by"),
                Secrets.neededClosed(in, "number_file"),
                Secrets.needed(in, "secret"),
                in.duration("answered", Duration.ofSeconds(4), Duration.ZERO, Duration.ofSeconds(15)));
    }

    private Label known(Section in, String key) {
        Label trunk = in.label(key);
        if (in.has(key) && !trunks.contains(trunk)) {
            in.fault(key, "'" + key + "' names none of the [[trunk]] in this file.");
        }
        return trunk;
    }
}
