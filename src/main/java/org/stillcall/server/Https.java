package org.stillcall.server;

import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillcall.call.Switchboard.Gauge;
import org.stillcall.certificate.AcmeSource;
import org.stillcall.certificate.Credential;
import org.stillcall.certificate.FileSource;
import org.stillcall.certificate.Host;
import org.stillcall.certificate.OwnAuthority;
import org.stillcall.certificate.Proofs;
import org.stillcall.certificate.Renewals;
import org.stillcall.certificate.Shown;
import org.stillcall.certificate.Source;
import org.stillcall.certificate.Trouble;
import org.stillcall.console.ApiException;
import org.stillcall.console.ApiServer;
import org.stillcall.console.Fingerprint;
import org.stillcall.console.Origin;
import org.stillcall.console.PlainDoor;
import org.stillcall.console.SafetyBoard;
import org.stillcall.console.Warnings;

/**
 * The console on the network: its certificate and who renews it, the port of plain HTTP, and what the host is told.
 * Trouble with the certificate shuts the console to the network and nothing else: calls go on, and it is tried again.
 */
final class Https implements Warnings {
    private static final String FOLDER = "https";
    private static final String AUTHORITY = "authority";
    private static final String ACME = "acme";

    private static final int HTTP_PORT = 80;
    /** Of a certificate's life: less is left only where renewing failed for long. */
    private static final int LATE = 6;

    private final HttpsSettings settings;
    private final Starter.Means means;
    private final InstantSource clock;
    private final Proofs proofs = new Proofs();
    private final Shown shown;
    private final Renewals renewals;
    private final Optional<X509Certificate> root;

    private Https(HttpsSettings settings, Path folder, Starter.Means means, InstantSource clock) {
        this.settings = settings;
        this.means = means;
        this.clock = clock;
        this.shown = new Shown(settings.hosts(), proofs, clock);
        Source source = source(folder);
        this.root = source instanceof OwnAuthority own ? Optional.of(own.root()) : Optional.empty();
        this.renewals = new Renewals(source, shown, new Renewals.Means(clock, means.randomness(), means.log()));
    }

    /** Where the console's certificate stands. */
    static Path certificate(HttpsSettings settings, Path data) {
        Path folder = data.resolve(FOLDER);
        return switch (settings.certificate()) {
            case HttpsSettings.Certificate.Files files -> files.chain();
            case HttpsSettings.Certificate.Own own -> OwnAuthority.certificate(folder.resolve(AUTHORITY));
            case HttpsSettings.Certificate.Acme acme -> AcmeSource.certificate(folder.resolve(ACME), acme.settings());
        };
    }

    /** Prepares it; where nobody has to be asked for the certificate, it is there when this returns. */
    static Https prepare(HttpsSettings settings, Path data, Starter.Means means, InstantSource clock) {
        Https https = new Https(settings, data.resolve(FOLDER), means, clock);
        boolean here = switch (settings.certificate()) {
            case HttpsSettings.Certificate.Own own -> true;
            case HttpsSettings.Certificate.Files files -> true;
            case HttpsSettings.Certificate.Acme acme -> false;
        };
        if (here) {
            try {
                https.renewals.tick();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return https;
    }

    /** One that cannot be had at all is one that always fails with the same sentence. */
    private Source source(Path folder) {
        try {
            return switch (settings.certificate()) {
                case HttpsSettings.Certificate.Own own ->
                    OwnAuthority.open(folder.resolve(AUTHORITY), settings.hosts(), means.randomness(), clock);
                case HttpsSettings.Certificate.Files files ->
                    new FileSource(files.chain(), files.key(), settings.hosts());
                case HttpsSettings.Certificate.Acme acme ->
                    AcmeSource.open(folder.resolve(ACME), acme.settings(), proofs, means.randomness());
            };
        } catch (Trouble e) {
            return (current, now) -> {
                throw e;
            };
        }
    }

    /** What the API server needs of it. */
    ApiServer.Https port() {
        return new ApiServer.Https(settings.listen(), shown, this::figures);
    }

    /** What handshakes are answered with. */
    Shown shown() {
        return shown;
    }

    /** By which names browsers ask. */
    Origin origin() {
        return Origin.served(
                settings.origin().toString(),
                settings.hosts(),
                settings.listen().getPort());
    }

    /**
     * Opens plain HTTP, then begins to renew; the API server is open already, since an authority may look there.
     *
     * @throws StartException when the port cannot be opened
     */
    void begin(Shutdown shutdown) {
        openPlain(shutdown);
        shutdown.add(renewals);
        renewals.begin();
    }

    void openPlain(Shutdown shutdown) {
        try {
            settings.plainListen().filter(place -> servesPlain()).ifPresent(place -> shutdown.add(open(place)));
        } catch (ApiException e) {
            throw new StartException(e.getMessage() == null ? "A port cannot be opened." : e.getMessage(), e);
        }
    }

    /** For tests, which look themselves when the clock is turned. */
    Renewals renewals() {
        return renewals;
    }

    /** Without its root there is nothing that the page of an own authority could give out. */
    private boolean servesPlain() {
        return root.isPresent() || !(settings.certificate() instanceof HttpsSettings.Certificate.Own);
    }

    private PlainDoor open(InetSocketAddress place) {
        PlainDoor.Content content =
                new PlainDoor.Content(settings.hosts(), settings.origin().toString(), root, proofs);
        return PlainDoor.open(place, content, means.log(), () -> System.nanoTime() / 1_000_000);
    }

    /** Says where the console is, what is wrong, and what people compare before they take our own certificate. */
    void tell(PrintStream err) {
        err.println("The console on the network: " + settings.origin() + "/");
        present().forEach(err::println);
        root.ifPresent(certificate -> {
            Fingerprint fingerprint = Fingerprint.of(certificate);
            settings.plainListen()
                    .ifPresent(place -> err.println(
                            "Each device takes the console's certificate once, here: " + installPage(place.getPort())));
            err.println("Before people trust it, read them its fingerprint; their device shows it as well.");
            err.println("SHA-256: " + fingerprint.sha256());
            err.println("SHA-1, which Windows shows: " + fingerprint.sha1());
        });
    }

    /** By an address where there is one: browsers that were there before ask for a name by HTTPS only (RFC 6797). */
    private String installPage(int port) {
        Host host = settings.hosts().stream()
                .filter(Host.Address.class::isInstance)
                .findFirst()
                .orElse(settings.hosts().getFirst());
        return "http://" + host.text() + (port == HTTP_PORT ? "" : ":" + port) + "/";
    }

    private List<Gauge> figures() {
        List<Gauge> figures = new ArrayList<>();
        figures.add(new Gauge(
                "stillcall_https_ready", "Whether there is a certificate that is good now.", shown.ready() ? 1 : 0));
        figures.add(new Gauge(
                "stillcall_https_renewal_failing",
                "Whether the last try to have a certificate failed.",
                renewals.trouble().isPresent() ? 1 : 0));
        renewals.daysLeft()
                .ifPresent(days -> figures.add(new Gauge(
                        "stillcall_https_certificate_days_left",
                        "Full days that the certificate is good for; below zero when it has ended.",
                        days)));
        return figures;
    }

    /** How its certificate stands. */
    SafetyBoard.Certificate certificate() {
        return new SafetyBoard.Certificate(shown.ready(), renewals.daysLeft().orElse(-1L));
    }

    @Override
    public List<String> present() {
        List<String> warnings = new ArrayList<>();
        renewals.trouble().ifPresent(cause -> warnings.add(cause.sentence()));
        if (!shown.ready()) {
            warnings.add("There is no certificate that is good now, so the console is shut to the network.");
        } else if (shown.current().filter(this::isLate).isPresent()) {
            warnings.add("The console's certificate ends soon and was not renewed in time. The log says why.");
        }
        return warnings;
    }

    private boolean isLate(Credential credential) {
        Instant late = credential.end().minus(credential.life().dividedBy(LATE));
        return clock.instant().isAfter(late);
    }
}
