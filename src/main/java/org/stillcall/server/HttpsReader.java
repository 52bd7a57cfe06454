package org.stillcall.server;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillcall.base.Limits;
import org.stillcall.certificate.AcmeSettings;
import org.stillcall.certificate.FileSource;
import org.stillcall.certificate.Host;
import org.stillcall.certificate.Trouble;
import org.stillcall.console.Origin;

/**
 * Reads what [console] says of HTTPS. All of it is good or the console has no port on the network. It is the one reader
 * that looks into a file with a key, to see that key, certificate and names belong together; it keeps nothing of it.
 */
final class HttpsReader {
    private static final String USUAL_DIRECTORY = "https://acme-v02.api.letsencrypt.org/directory";
    private static final int HTTPS_PORT = 443;
    private static final int LONGEST_CONTACT = 120;
    /** Names that no public authority vouches for (RFC 6761, RFC 8375, RFC 9476). */
    private static final List<String> PRIVATE_ENDS = List.of(
            ".local",
            ".lan",
            ".internal",
            ".home.arpa",
            ".arpa",
            ".test",
            ".invalid",
            ".example",
            ".localhost",
            ".onion");

    /** Keys that mean nothing unless 'https' is set. */
    private static final List<String> NEED_HTTPS = List.of(
            "listen",
            "plain_listen",
            "names",
            "certificate_file",
            "key_file",
            "acme_directory",
            "acme_contact",
            "acme_terms_agreed",
            "acme_challenge",
            "acme_authorities_file");

    private final Section in;
    private final Optional<String> origin;

    /** What 'https' may say. */
    private enum Kind {
        OWN,
        FILES,
        ACME
    }

    private HttpsReader(Section in, Optional<String> origin) {
        this.in = in;
        this.origin = origin;
    }

    /** @param origin the value of 'origin', if it is one */
    static Optional<HttpsSettings> read(Section in, Optional<String> origin) {
        HttpsReader reader = new HttpsReader(in, origin);
        if (in.has("https")) {
            return reader.whole();
        }
        NEED_HTTPS.stream()
                .filter(in::has)
                .forEach(key -> in.fault(
                        key,
                        "'" + key + "' needs 'https' beside it: \"own\", \"files\" or \"acme\". Without it the console"
                                + " is for this machine only."));
        return Optional.empty();
    }

    private Optional<HttpsSettings> whole() {
        Optional<Kind> kind = in.optionalText("https").flatMap(this::kind);
        Optional<InetSocketAddress> listen = place("listen");
        Optional<InetSocketAddress> plain = place("plain_listen");
        List<Host> hosts = hosts();
        if (!in.has("listen")) {
            in.fault("'listen' is missing in [console]: the address and port for HTTPS, such as \"0.0.0.0:443\".");
        }
        Optional<URI> address = listen.flatMap(place -> address(hosts, place.getPort()));
        Optional<HttpsSettings.Certificate> certificate = kind.flatMap(it -> switch (it) {
            case OWN -> Optional.of(new HttpsSettings.Certificate.Own());
            case FILES -> files(hosts);
            case ACME -> acme(hosts, plain.isPresent() || in.has("plain_listen"));
        });
        kind.ifPresent(this::faultWhatIsForOthers);
        if (listen.isEmpty() || address.isEmpty() || certificate.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new HttpsSettings(listen.get(), plain, hosts, address.get(), certificate.get()));
    }

    private Optional<Kind> kind(String text) {
        Map<String, Kind> words = Words.of("own", Kind.OWN, "files", Kind.FILES, "acme", Kind.ACME);
        if (!words.containsKey(text)) {
            in.choice("https", Kind.OWN, words); // names the fault
            return Optional.empty();
        }
        return Optional.of(words.get(text));
    }

    private Optional<InetSocketAddress> place(String key) {
        return in.optionalText(key).flatMap(text -> {
            Optional<InetSocketAddress> place =
                    ServerOptions.AddressAndPort.parsed(text).filter(it -> it.getPort() > 0);
            if (place.isEmpty()) {
                in.fault(
                        key, "'" + key + "' has to be an address and a port, such as \"0.0.0.0:443\" or \"[::]:443\".");
            }
            return place;
        });
    }

    private List<Host> hosts() {
        List<Host> hosts = in.list(
                "names",
                Limits.CERTIFICATE_NAMES,
                "a name or an address such as \"notes.example.org\"",
                value -> value instanceof String text
                        ? Host.read(text).filter(HttpsReader::canBeAskedBy)
                        : Optional.empty());
        if (!in.has("names")) {
            in.fault("'names' is missing in [console]: the names that browsers ask by, the one that people use first.");
        } else if (!hosts.isEmpty() && !(hosts.getFirst() instanceof Host.Name)) {
            in.fault(
                    "names",
                    "'names' has to begin with a name: passkeys do not work with an address. On a network of your own"
                            + " take one such as \"notes.home.arpa\" and let your router, a hosts file or mDNS say"
                            + " where it is.");
        } else if (!hosts.stream().allMatch(new HashSet<>()::add)) {
            in.fault("names", "'names' has an entry twice.");
        }
        return hosts;
    }

    private static boolean canBeAskedBy(Host host) {
        return switch (host) {
            case Host.Name name -> !name.text().equals("localhost");
            case Host.Address address ->
                !address.address().isAnyLocalAddress() && !address.address().isMulticastAddress();
        };
    }

    /** The first name with the port; 'origin' where a router shows another port. */
    private Optional<URI> address(List<Host> hosts, int port) {
        if (hosts.isEmpty() || !(hosts.getFirst() instanceof Host.Name first)) {
            return Optional.empty();
        }
        if (in.has("origin")) {
            Optional<URI> given = origin.map(URI::create);
            if (given.isPresent()
                    && hosts.stream()
                            .noneMatch(host -> host.text().equals(given.get().getHost()))) {
                in.fault(
                        "origin",
                        "'origin' has to be one of 'names'. Leave it out unless a router shows another port.");
            }
            return given;
        }
        String text = "https://" + first.text() + (port == HTTPS_PORT ? "" : ":" + port);
        return Optional.of(text).filter(Origin::isOrigin).map(URI::create);
    }

    private Optional<HttpsSettings.Certificate> files(List<Host> hosts) {
        Optional<Path> chain = Secrets.readable(in, "certificate_file");
        Optional<Path> key = in.path("key_file");
        if (!in.has("certificate_file") || !in.has("key_file")) {
            in.fault("https", "https = \"files\" needs 'certificate_file' and 'key_file'.");
            return Optional.empty();
        }
        Optional<String> open = key.flatMap(path -> SecretFile.fault(path, Limits.CERTIFICATE_FILE_BYTES));
        open.ifPresent(fault -> in.fault("key_file", "The file that 'key_file' names " + fault));
        if (chain.filter(Files::isReadable).isEmpty() || key.isEmpty() || open.isPresent()) {
            return Optional.empty();
        }
        FileSource.fault(chain.get(), key.get(), hosts).ifPresent(cause -> in.fault(keyOf(cause), cause.sentence()));
        return Optional.of(new HttpsSettings.Certificate.Files(chain.get(), key.get()));
    }

    /** At whose line a fault of the files stands. */
    private static String keyOf(Trouble.Cause cause) {
        return switch (cause) {
            case KEY_UNREADABLE, KEY_OF_ANOTHER -> "key_file";
            case NAME_MISSING -> "names";
            default -> "certificate_file";
        };
    }

    private Optional<HttpsSettings.Certificate> acme(List<Host> hosts, boolean plain) {
        List<Host.Name> names = hosts.stream()
                .filter(Host.Name.class::isInstance)
                .map(Host.Name.class::cast)
                .toList();
        Optional<URI> directory = directory();
        Optional<Path> authorities = Secrets.readable(in, "acme_authorities_file");
        boolean everybodys = directory.isPresent() && authorities.isEmpty();
        if (names.size() < hosts.size() || everybodys && !names.stream().allMatch(HttpsReader::isPublic)) {
            in.fault(
                    "names",
                    "An authority vouches for public names only, not for an address or a name of your own network. For"
                            + " those take https = \"own\".");
        }
        AcmeSettings.Proof proof = in.choice(
                "acme_challenge",
                AcmeSettings.Proof.TLS_ALPN_01,
                Words.of("tls-alpn-01", AcmeSettings.Proof.TLS_ALPN_01, "http-01", AcmeSettings.Proof.HTTP_01));
        if (proof == AcmeSettings.Proof.HTTP_01 && !plain) {
            in.fault("acme_challenge", "acme_challenge = \"http-01\" needs 'plain_listen', which port 80 leads to.");
        }
        if (!in.flag("acme_terms_agreed", false)) {
            in.fault(
                    "https",
                    "https = \"acme\" needs acme_terms_agreed = true: read the authority's terms of service first. Its"
                            + " certificates stand in public lists, so take a name that says nothing.");
        }
        Optional<String> contact = in.optionalText("acme_contact");
        if (!contact.map(HttpsReader::isMail).orElse(true)) {
            in.fault("acme_contact", "'acme_contact' has to be a mail address.");
            contact = Optional.empty();
        }
        return directory.isEmpty()
                ? Optional.empty()
                : Optional.of(new HttpsSettings.Certificate.Acme(
                        new AcmeSettings(directory.get(), names, contact, authorities, proof)));
    }

    private Optional<URI> directory() {
        String text = in.optionalText("acme_directory").orElse(USUAL_DIRECTORY);
        if (text.matches("https://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?/[A-Za-z0-9._~/-]{0,200}")) {
            return Optional.of(URI.create(text));
        }
        in.fault("acme_directory", "'acme_directory' has to be the https address of an authority's directory.");
        return Optional.empty();
    }

    private static boolean isPublic(Host.Name name) {
        return name.text().indexOf('.') > 0 && PRIVATE_ENDS.stream().noneMatch(name.text()::endsWith);
    }

    private static boolean isMail(String text) {
        return text.length() <= LONGEST_CONTACT && text.matches("[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
    }

    /** A key that would be passed over in silence is a slip. */
    private void faultWhatIsForOthers(Kind kind) {
        Set<String> strange = new HashSet<>();
        if (kind != Kind.FILES) {
            strange.addAll(List.of("certificate_file", "key_file"));
        }
        if (kind != Kind.ACME) {
            NEED_HTTPS.stream().filter(key -> key.startsWith("acme_")).forEach(strange::add);
        }
        strange.stream()
                .sorted()
                .filter(in::has)
                .forEach(key -> in.fault(key, "'" + key + "' is for another kind of 'https' than this one."));
    }
}
