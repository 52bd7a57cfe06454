package org.stillcall.server;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.helpline.Direct;
import org.stillcall.media.MediaSettings;
import org.stillcall.media.SecureMedia;
import org.stillcall.sip.HouseDoorkeeper;
import org.stillcall.sip.TlsSettings;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Reads a configuration whole, naming every fault with its line, and starts nothing. Looks at the files that it names
 * (whether they are there and closed to others) but keeps no secret and reads no advocate's number.
 */
public final class SettingsReader {
    private static final Label WEAKER = new Label("weaker"); // they have no names
    private static final long MOST_BYTES = 4 * 1024 * 1024;

    private final TomlTable root;
    private final Path folder;
    private final List<Fault> faults;
    private final Optional<Instant> today;
    private final Set<String> tables = new LinkedHashSet<>();

    /** What came of reading. */
    public sealed interface Reading {
        record Good(Settings settings) implements Reading {}

        /** The faults, by line; at least one. */
        record Faulty(List<Fault> faults) implements Reading {}
    }

    private SettingsReader(TomlTable root, Path folder, List<Fault> faults, Optional<Instant> today) {
        this.root = root;
        this.folder = folder;
        this.faults = faults;
        this.today = today;
    }

    /**
     * Reads the file of that name, for a command that needs it whole; throws {@link StartException} otherwise. What is
     * kept can be saved and brought back also when the time of a weaker setting is over.
     */
    static Settings required(Path file) {
        return switch (read(file, Optional.empty())) {
            case Reading.Good good -> good.settings();
            case Reading.Faulty faulty ->
                throw new StartException("The configuration cannot be used: 'check' names every fault in it.");
        };
    }

    /** Reads the file of that name and holds it against the guide, at this time. */
    public static Reading read(Path file) {
        return read(file, Optional.of(Instant.now()));
    }

    /** @param today when it is held against the guide; empty for not at all */
    static Reading read(Path file, Optional<Instant> today) {
        TomlParseResult parsed;
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return new Reading.Faulty(List.of(new Fault(0, "The configuration is not there, or is too long.")));
            }
            parsed = Toml.parse(file);
        } catch (IOException e) {
            return new Reading.Faulty(List.of(new Fault(0, "The configuration cannot be read as text.")));
        }
        List<Fault> faults = new ArrayList<>();
        for (TomlParseError error : parsed.errors()) { // its words quote the line, which may hold a secret
            faults.add(new Fault(
                    error.position().line(),
                    "From column " + error.position().column()
                            + " on this is not TOML: look for a missing quote, bracket or equals sign, or a name that"
                            + " stands twice."));
        }
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
        SettingsReader reader = new SettingsReader(parsed, folder, faults, today);
        // What a broken line leaves behind would only bring up faults that are none.
        Optional<Settings> settings = faults.isEmpty() ? Optional.of(reader.settings()) : Optional.empty();
        if (settings.isEmpty() || !faults.isEmpty()) {
            faults.sort(Comparator.comparingInt(Fault::line));
            return new Reading.Faulty(List.copyOf(faults));
        }
        return new Reading.Good(settings.get());
    }

    private Settings settings() {
        Settings.Server server = server(section("server"));
        Settings.Sip sip = sip(section("sip"));
        Settings.Media media = media(section("media"), sip);
        Settings.Centre bare = CentreReader.read(section("centre"));
        WeakerReader weaker = new WeakerReader(root, faults, bare.zone(), today);
        Settings.Centre centre = bare.excusing(
                root.get(List.of("weaker")) == null
                        ? List.of()
                        : sections("weaker", Limits.WEAKER_SETTINGS, weaker::read, it -> WEAKER));
        ProgrammeReader programmeReader = new ProgrammeReader(centre);
        List<Settings.Programme> programmes =
                sections("programme", Limits.CONFIGURED_PROGRAMMES, programmeReader::read, Settings.Programme::name);
        PhoneReader phoneReader = new PhoneReader(programmes, centre);
        List<Settings.Phone> phones =
                sections("phone", Limits.CONFIGURED_PHONES, phoneReader::read, Settings.Phone::name);
        List<Settings.Interpreter> interpreters = root.get(List.of("interpreter")) == null
                ? List.of()
                : sections(
                        "interpreter",
                        Limits.CONFIGURED_INTERPRETERS,
                        phoneReader::interpreter,
                        Settings.Interpreter::name);
        HelplineReader helplineReader = new HelplineReader(centre, programmes, phones);
        List<Settings.Published> helplines = root.get(List.of("helpline")) == null
                ? List.of()
                : sections(
                        "helpline",
                        Limits.CONFIGURED_HELPLINES,
                        helplineReader::read,
                        published -> published.helpline().programme());
        OwnReader ownReader = new OwnReader(centre, programmes, helplines);
        List<Direct> directs = root.get(List.of("direct")) == null
                ? List.of()
                : sections("direct", Limits.CONFIGURED_DIRECTS, ownReader::direct, Direct::name);
        Optional<Settings.Duty> duty = ownReader.duty(section("duty"));
        TrunkReader trunkReader = new TrunkReader();
        List<Settings.Carrier> carriers = sections(
                "trunk",
                Limits.CONFIGURED_TRUNKS,
                trunkReader::read,
                carrier -> carrier.trunk().name());
        programmeReader.knows(carriers);
        ProbeReader probeReader = new ProbeReader(carriers);
        List<ProbeSettings> probes = root.get(List.of("probe")) == null
                ? List.of()
                : sections("probe", Limits.CONFIGURED_TRUNKS, probeReader::read, ProbeSettings::trunk);
        List<ProbeGuest> guests = root.get(List.of("probe_guest")) == null
                ? List.of()
                : sections("probe_guest", Limits.CONFIGURED_TRUNKS, probeReader::guest, ProbeGuest::name);
        Settings.Own own = new Settings.Own(directs, duty, probes, guests);
        helplineReader.keepApart(own);
        Set<Label> tested = probes.stream().map(ProbeSettings::trunk).collect(Collectors.toSet());
        carriers = carriers.stream()
                .map(carrier -> tested.contains(carrier.trunk().name()) ? carrier.tested() : carrier)
                .toList();
        Section console = section("console");
        boolean https = console.has("https");
        Keeping keeping =
                KeepingReader.read(section("store"), section("vault"), console, section("messages"), section("alerts"));
        TurnReader.Beside beside = new TurnReader.Beside(
                media.engine().bind(),
                media.engine().advertised(),
                keeping.console().https(),
                https);
        Turning turning = TurnReader.read(section("turn"), beside);
        new Section(root, "the file", 0, folder, faults).endTables(tables);
        Settings settings = new Settings(
                server,
                sip,
                media,
                centre,
                phones,
                interpreters,
                programmes,
                helplines,
                own,
                carriers,
                keeping,
                turning);
        if (today.isPresent() && faults.isEmpty()) { // else it would be compared with stand-ins
            weaker.compare(settings);
        }
        return settings;
    }

    private Section section(String name) {
        tables.add(name);
        Object value = root.get(List.of(name));
        if (value instanceof TomlTable table) {
            return new Section(table, "[" + name + "]", line(name), folder, faults);
        }
        if (value != null) {
            faults.add(new Fault(line(name), "'" + name + "' has to be a table: write [" + name + "] on a line."));
        }
        return new Section(null, "[" + name + "]", line(name), folder, faults);
    }

    private int line(String name) {
        TomlPosition position = root.inputPositionOf(List.of(name));
        return position == null ? 0 : position.line();
    }

    /** Every {@code [[name]]}, of which there is at least one and no two with one name. */
    private <T> List<T> sections(String name, int most, Function<Section, T> read, Function<T, Label> named) {
        tables.add(name);
        Object value = root.get(List.of(name));
        if (value == null) {
            faults.add(new Fault(0, "There is no [[" + name + "]] in it; at least one is needed."));
            return List.of();
        }
        if (!(value instanceof TomlArray array)) {
            faults.add(new Fault(line(name), "Write [[" + name + "]] in two pairs of brackets: there may be several."));
            return List.of();
        }
        if (array.size() > most) {
            faults.add(new Fault(line(name), "There are more than " + most + " of [[" + name + "]]."));
            return List.of();
        }
        List<T> all = new ArrayList<>();
        Set<Label> names = new HashSet<>();
        for (int i = 0; i < array.size(); i++) {
            int line = array.inputPositionOf(i).line();
            if (!(array.get(i) instanceof TomlTable table)) {
                faults.add(new Fault(line, "Write [[" + name + "]] on a line of its own."));
                continue;
            }
            Section section = new Section(table, "[[" + name + "]]", line, folder, faults);
            T one = read.apply(section);
            section.end();
            if (section.has("name") && !names.add(named.apply(one))) {
                section.fault("name", "Another [[" + name + "]] has this name.");
            }
            all.add(one);
        }
        return all;
    }

    private static Settings.Server server(Section in) {
        InetAddress bind = in.address("http_bind", Optional.of(InetAddress.getLoopbackAddress()));
        if (!bind.isLoopbackAddress()) {
            in.fault(
                    "http_bind",
                    "'http_bind' has to be this machine's own 127.0.0.1: plain HTTP is not for the network. For that"
                            + " set 'https' in [console].");
        }
        int port = in.number("http_port", 8090, 0, 65_535);
        Path data = in.path("data_dir").orElseGet(() -> {
            in.text("data_dir");
            return Path.of("");
        });
        Optional<SecretSource> token = Secrets.optional(in, "token");
        in.end();
        return new Settings.Server(bind, port, data, token);
    }

    private static Settings.Sip sip(Section in) {
        InetAddress bind = in.address("bind", Optional.empty());
        String advertised = in.optionalText("advertised").orElse(bind.getHostAddress());
        if (bind.isAnyLocalAddress() && !in.has("advertised")) {
            in.fault("'advertised' is missing in [sip]: with this 'bind' it has to say which address others reach.");
        } else if (!advertised.chars().allMatch(Section::isHostCharacter)) {
            in.fault("advertised", "'advertised' has to be an address or a name of this machine.");
        }
        int port = in.number("port", 5060, 0, 65_535);
        Optional<Settings.Tls> tls = tls(in);
        HouseDoorkeeper.Challenges challenges = in.choice(
                "digest",
                HouseDoorkeeper.Challenges.SHA_256_AND_MD5,
                Words.of(
                        "sha-256 and md5", HouseDoorkeeper.Challenges.SHA_256_AND_MD5,
                        "md5", HouseDoorkeeper.Challenges.MD5));
        in.end();
        return new Settings.Sip(bind, advertised, port, tls, challenges);
    }

    private static Optional<Settings.Tls> tls(Section in) {
        Optional<Integer> port = in.optionalNumber("tls_port", 0, 65_535);
        Optional<Path> certificate = Secrets.readable(in, "certificate_file");
        Optional<Path> key = Secrets.closed(in, "key_file");
        Optional<Path> authorities = Secrets.readable(in, "authorities_file");
        if (port.isEmpty() && certificate.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        if (port.isEmpty() || certificate.isEmpty() || key.isEmpty()) {
            if (!in.has("tls_port") || !in.has("certificate_file") || !in.has("key_file")) {
                in.fault("SIP over TLS needs 'tls_port', 'certificate_file' and 'key_file', all three.");
            }
            return Optional.empty();
        }
        return Optional.of(
                new Settings.Tls(port.get(), new TlsSettings.Identity(certificate.get(), key.get()), authorities));
    }

    private static Settings.Media media(Section in, Settings.Sip sip) {
        InetAddress bind = in.address("bind", Optional.of(sip.bind()));
        InetAddress advertised =
                in.address("advertised", Section.parsed(sip.advertised()).or(() -> Optional.of(bind)));
        if (advertised.isAnyLocalAddress()) {
            in.fault("'advertised' is missing in [media]: it has to be the IP address that others reach.");
        }
        int first = in.number("first_port", 20_000, 1024, 65_535);
        int last = in.number("last_port", 39_999, 1024, 65_535);
        boolean order = last - first >= 2;
        if (!order) {
            in.fault("last_port", "'last_port' has to be at least two more than 'first_port'.");
        }
        int browserPort = browserPort(in, first, last);
        int silence = in.number("silence_seconds", 20, 5, 3600);
        SecureMedia phones = in.choice(
                "phones",
                SecureMedia.ALLOWED,
                Words.of("plain", SecureMedia.PLAIN, "allowed", SecureMedia.ALLOWED, "demanded", SecureMedia.DEMANDED));
        Optional<Path> prompts = in.path("prompts_dir");
        prompts.filter(path -> !Files.isDirectory(path))
                .ifPresent(path -> in.fault("prompts_dir", "'prompts_dir' is not a folder."));
        in.end();
        MediaSettings usual = MediaSettings.of(
                bind,
                advertised.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : advertised,
                order ? first : 20_000,
                order ? last : 39_999);
        MediaSettings engine = new MediaSettings(
                usual.bind(),
                usual.advertised(),
                usual.lowestPort(),
                usual.highestPort(),
                Duration.ofSeconds(silence),
                usual.learnFor(),
                usual.coolDown(),
                usual.stock());
        return new Settings.Media(engine, browserPort, phones, prompts);
    }

    /** One port for all browsers, outside the others' range: just below it unless another is chosen. */
    private static int browserPort(Section in, int first, int last) {
        int usual = first > 1024 ? first - 1 : last + 1;
        int port = in.number("browser_port", Math.min(usual, 65_535), 0, 65_535);
        if (port != 0 && (port < 1024 || port >= first && port <= last)) {
            in.fault(
                    "browser_port",
                    "'browser_port' has to be 0, or a port from 1024 on outside 'first_port' to 'last_port'.");
        }
        return port;
    }

    static ZoneId zone(Section in, String key, String text, ZoneId otherwise) {
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            in.fault(key, "'" + key + "' has to be a time zone such as \"America/New_York\".");
            return otherwise;
        }
    }
}
