package org.stillcall.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stillcall.sip.Hop;
import org.stillcall.sip.TlsGlance;
import org.stillcall.sip.TlsSettings;
import org.stillcall.sip.Transport;

/**
 * What carriers by TLS and the running console show in a handshake, made as the server makes it. No message of SIP or
 * HTTP follows, and of the other side nothing is said but which trunk it is.
 */
record HandshakeSigns(Settings settings, Instant now) {
    static final String TRUNK = "carrier's certificate";
    static final String CONSOLE = "console's handshake";
    /** For one place, whatever it sends meanwhile. */
    static final Duration LONGEST = Duration.ofSeconds(5);
    /** A carrier names its places in the order in which they are to be tried; calls come to few of them. */
    static final int MOST_PLACES = 4;

    /** The worst of a trunk's places; empty where calls go there by no TLS. */
    Optional<Sign> trunk(int number, List<Hop> places) {
        List<Hop> secure = places.stream()
                .filter(place -> place.transport() == Transport.TLS)
                .limit(MOST_PLACES)
                .toList();
        Optional<Settings.Tls> tls = settings.sip().tls();
        try {
            TlsSettings loaded = TlsSettings.load(
                    tls.map(Settings.Tls::identity),
                    tls.flatMap(Settings.Tls::authorities),
                    TlsSettings.ClientCertificate.NOT_ASKED);
            String which = "[[trunk]] number " + number;
            return secure.stream()
                    .map(place -> carrier(which, TlsGlance.at(place.address(), place.serverName(), loaded, LONGEST)))
                    .max(Comparator.comparing(Sign::mark));
        } catch (TlsSettings.Unfit e) {
            return Optional.empty(); // which is said of the certificate of SIP
        }
    }

    private Sign carrier(String which, TlsGlance glance) {
        return switch (glance.outcome()) {
            case BELIEVED ->
                isSoon(glance)
                        ? Sign.look(
                                TRUNK,
                                "That of " + which + " ends within " + CertificateSigns.SOON.toDays()
                                        + " days: ask the carrier whether it renews it. No call goes that way after.")
                        : Sign.ok(
                                TRUNK,
                                "That of " + which + " is good for more than " + CertificateSigns.SOON.toDays()
                                        + " days.");
            case CERTIFICATE_REFUSED ->
                isOver(glance)
                        ? Sign.wrong(
                                TRUNK, "That of " + which + " has ended, so no call goes that way: tell the carrier.")
                        : Sign.wrong(
                                TRUNK,
                                "That of " + which + " comes from no authority that is trusted here, so no call goes"
                                        + " that way: see 'authorities_file' in [sip], or ask the carrier.");
            case OTHER_NAME ->
                Sign.wrong(
                        TRUNK,
                        "That of " + which + " speaks for another name than its 'host', so no call goes that way:"
                                + " write the name there that the carrier gave, not an address.");
            case NO_AGREEMENT ->
                Sign.wrong(
                        TRUNK,
                        which + " did not finish a handshake: look for a slip in its 'port', and whether the carrier"
                                + " wants a certificate of ours.");
            case NO_ANSWER ->
                Sign.wrong(
                        TRUNK,
                        which + " did not answer by TLS in time: look for a slip in its 'port', and whether a firewall"
                                + " lets this machine out.");
        };
    }

    private boolean isSoon(TlsGlance glance) {
        return glance.until()
                .filter(end -> now.plus(CertificateSigns.SOON).isBefore(end))
                .isEmpty();
    }

    private boolean isOver(TlsGlance glance) {
        return glance.until().filter(end -> !now.isBefore(end)).isPresent();
    }

    /** Of a console by HTTPS whose server runs: whether it shows what stands in its file. */
    Optional<Sign> console() {
        return settings.keeping().console().https().flatMap(this::console);
    }

    private Optional<Sign> console(HttpsSettings https) {
        InetAddress listens = https.listen().getAddress();
        InetAddress there = listens.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : listens;
        Path file = Https.certificate(https, settings.server().data());
        try {
            TlsSettings trusted =
                    TlsSettings.load(Optional.empty(), Optional.of(file), TlsSettings.ClientCertificate.NOT_ASKED);
            String name = https.hosts().getFirst().text();
            return Optional.of(shows(
                    TlsGlance.at(new InetSocketAddress(there, https.listen().getPort()), name, trusted, LONGEST)));
        } catch (TlsSettings.Unfit e) {
            return Optional.empty(); // which is said of the console's certificate
        }
    }

    private Sign shows(TlsGlance glance) {
        return switch (glance.outcome()) {
            case BELIEVED ->
                isSoon(glance)
                        ? Sign.look(
                                CONSOLE,
                                "The running server shows a certificate that ends within "
                                        + CertificateSigns.SOON.toDays() + " days.")
                        : Sign.ok(CONSOLE, "The running server shows the certificate that is in its file.");
            case CERTIFICATE_REFUSED ->
                isOver(glance)
                        ? Sign.wrong(CONSOLE, "The running server shows a certificate that has ended: restart it.")
                        : Sign.wrong(
                                CONSOLE,
                                "The running server shows another certificate than is in its file: restart it, and see"
                                        + " that no other program has its port.");
            case OTHER_NAME ->
                Sign.wrong(
                        CONSOLE,
                        "The running server shows a certificate for another name than the first of 'names' in"
                                + " [console].");
            case NO_AGREEMENT, NO_ANSWER ->
                Sign.wrong(
                        CONSOLE,
                        "The running server finished no handshake: see in its log why the console is shut to the"
                                + " network.");
        };
    }
}
