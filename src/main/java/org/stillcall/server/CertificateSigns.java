package org.stillcall.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillcall.certificate.CertificateEnd;
import org.stillcall.certificate.FileSource;
import org.stillcall.certificate.Trouble;
import org.stillcall.sip.TlsSettings;

/** How long the certificates are good, the console's and the one that trunks and desk phones are shown. */
record CertificateSigns(Settings settings, Instant now) {
    private static final String CONSOLE = "console's certificate";
    private static final String SIP = "certificate of SIP";
    /** Somebody renews it: time to look why that was not done. */
    static final Duration SOON = Duration.ofDays(14);

    List<Sign> signs() {
        List<Sign> signs = new ArrayList<>();
        signs.add(settings.keeping()
                .console()
                .https()
                .map(this::console)
                .orElseGet(() -> Sign.ok(CONSOLE, "None is needed: the console is on this machine only.")));
        signs.add(settings.sip()
                .tls()
                .map(this::sip)
                .orElseGet(() -> Sign.ok(SIP, "None is needed: nobody calls by TLS.")));
        return signs;
    }

    private Sign console(HttpsSettings https) {
        Path file = Https.certificate(https, settings.server().data());
        return switch (https.certificate()) {
            case HttpsSettings.Certificate.Files files -> {
                Optional<Trouble.Cause> fault = FileSource.fault(files.chain(), files.key(), https.hosts(), now);
                yield fault.map(cause -> Sign.wrong(CONSOLE, cause.sentence()))
                        .orElseGet(() -> end(CONSOLE, files.chain()));
            }
            case HttpsSettings.Certificate.Own own -> made(file);
            case HttpsSettings.Certificate.Acme acme -> made(file);
        };
    }

    private Sign made(Path file) {
        return Files.exists(file)
                ? end(CONSOLE, file)
                : Sign.look(CONSOLE, "There is none yet: the server makes or orders it when it starts.");
    }

    private Sign sip(Settings.Tls tls) {
        try {
            TlsSettings.load(Optional.of(tls.identity()), tls.authorities(), TlsSettings.ClientCertificate.NOT_ASKED);
            return end(SIP, tls.identity().chain());
        } catch (TlsSettings.Unfit e) {
            return Sign.wrong(SIP, String.valueOf(e.getMessage()));
        }
    }

    private Sign end(String about, Path file) {
        try {
            Instant end = CertificateEnd.of(file);
            if (!now.isBefore(end)) {
                return Sign.wrong(
                        about, "It has ended: put one in its place, or see in the log why it is not renewed.");
            }
            return now.plus(SOON).isBefore(end)
                    ? Sign.ok(about, "Good for more than " + SOON.toDays() + " days.")
                    : Sign.look(
                            about, "It ends within " + SOON.toDays() + " days: see that whoever renews it does so.");
        } catch (Trouble e) {
            return Sign.wrong(about, e.why().sentence());
        }
    }
}
