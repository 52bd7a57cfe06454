package org.stillcall.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stillcall.certificate.Host;
import org.stillcall.turn.TurnSettings;

/** Reads [turn]: our own server, another one, or none where the section is not there. */
final class TurnReader {
    private static final int URLS = 4;
    private static final Pattern URL =
            Pattern.compile("turns?:(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9.-]{1,253})(:[0-9]{1,5})?(\\?transport=(udp|tcp))?");
    private static final List<String> OURS =
            List.of("bind", "name", "port", "tls_port", "public_port", "public_tls_port");

    private final Section in;
    private final Beside beside;

    /**
     * What stands elsewhere in the file.
     *
     * @param bind the media's local address
     * @param advertised the one that others reach
     * @param httpsNamed whether [console] has 'https', be it good or not
     */
    record Beside(InetAddress bind, InetAddress advertised, Optional<HttpsSettings> https, boolean httpsNamed) {}

    private TurnReader(Section in, Beside beside) {
        this.in = in;
        this.beside = beside;
    }

    static Turning read(Section in, Beside beside) {
        if (!in.isThere()) {
            return new Turning.Nowhere();
        }
        TurnReader reader = new TurnReader(in, beside);
        boolean elsewhere = in.has("urls") || in.has("secret_file") || in.has("secret_env");
        Turning turning = elsewhere ? reader.elsewhere() : reader.here();
        in.end();
        return turning;
    }

    private Turning elsewhere() {
        OURS.stream()
                .filter(in::has)
                .forEach(key -> in.fault(
                        key, "'" + key + "' is for our own TURN server, 'urls' for another one: choose one of them."));
        List<String> urls = in.list(
                "urls",
                URLS,
                "an address such as \"turns:turn.example.org:443?transport=tcp\"",
                value -> value instanceof String text && URL.matcher(text).matches()
                        ? Optional.of(text)
                        : Optional.empty());
        if (!in.has("urls")) {
            in.fault("'urls' is missing in [turn]: it says where the TURN server is with which we share the secret.");
        }
        return new Turning.Elsewhere(urls, Secrets.needed(in, "secret"));
    }

    private Turning here() {
        InetAddress bind = in.address("bind", Optional.of(beside.bind));
        Optional<TurnSettings.Port> tcp = port("port", "public_port");
        Optional<TurnSettings.Port> tls = port("tls_port", "public_tls_port");
        if (!in.has("port") && !in.has("tls_port")) {
            in.fault("[turn] needs 'port' or 'tls_port' for our own TURN server, or 'urls' and 'secret_file' for"
                    + " another one.");
        }
        if (tls.isPresent() && !beside.httpsNamed) {
            in.fault(
                    "tls_port",
                    "'tls_port' needs 'https' in [console]: TURN over TLS shows the console's certificate.");
        }
        if (tls.isPresent() && tcp.map(TurnSettings.Port::local).equals(tls.map(TurnSettings.Port::local))) {
            in.fault("tls_port", "'tls_port' has to be another port than 'port'.");
        }
        faultPortsOfTheConsole(bind, "port", tcp);
        faultPortsOfTheConsole(bind, "tls_port", tls);
        String name = name(tls.isPresent());
        return tcp.isEmpty() && tls.isEmpty()
                ? new Turning.Nowhere()
                : new Turning.Here(new TurnSettings(bind, name, tcp, tls));
    }

    private Optional<TurnSettings.Port> port(String key, String dialled) {
        Optional<Integer> local = in.optionalNumber(key, 1, 65_535);
        Optional<Integer> shown = in.optionalNumber(dialled, 1, 65_535);
        if (in.has(dialled) && !in.has(key)) {
            in.fault(dialled, "'" + dialled + "' needs '" + key + "' beside it: the port that a router leads it to.");
        }
        return local.map(port -> new TurnSettings.Port(port, shown.orElse(port)));
    }

    private void faultPortsOfTheConsole(InetAddress bind, String key, Optional<TurnSettings.Port> port) {
        List<InetSocketAddress> taken = beside.https
                .map(https -> https.plainListen()
                        .map(plain -> List.of(https.listen(), plain))
                        .orElse(List.of(https.listen())))
                .orElse(List.of());
        boolean meets = taken.stream()
                .anyMatch(place -> port.isPresent()
                        && place.getPort() == port.get().local()
                        && (bind.isAnyLocalAddress()
                                || place.getAddress().isAnyLocalAddress()
                                || bind.equals(place.getAddress())));
        if (meets) {
            in.fault(
                    key,
                    "'" + key + "' is the console's port at the same address: choose another one, or another 'bind'.");
        }
    }

    /** What browsers dial; TLS shows a certificate to those only who ask by a name that it is for. */
    private String name(boolean tls) {
        List<Host> hosts = beside.https.map(HttpsSettings::hosts).orElse(List.of());
        String usual = hosts.isEmpty()
                ? beside.advertised.getHostAddress()
                : hosts.getFirst().text();
        String name = in.optionalText("name").orElse(usual);
        boolean known = hosts.stream().anyMatch(host -> host.text().equals(name));
        if (tls && !hosts.isEmpty() && !known) {
            in.fault("name", "'name' has to be one of 'names' in [console], for which the certificate is.");
        } else if (!known && (name.isEmpty() || !name.chars().allMatch(Section::isHostCharacter))) {
            in.fault("name", "'name' has to be the name or address by which browsers reach this machine.");
        }
        return name;
    }
}
