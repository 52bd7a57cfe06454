package org.stillcall.server;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillcall.certificate.FileSource;
import org.stillcall.certificate.Host;
import org.stillcall.certificate.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code check}: what is wrong with a configuration. */
@Command(
        name = "check",
        description = {
            "Reads a configuration, names every fault in it with its line, and starts nothing. Ends with status 0 when"
                    + " there is none."
        },
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private final PrintStream out;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The configuration (TOML).")
    private @Nullable Path config;

    CheckCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        if (config == null) {
            return 2;
        }
        return switch (SettingsReader.read(config)) {
            case SettingsReader.Reading.Faulty faulty -> {
                faulty.faults().forEach(out::println);
                out.println(
                        faulty.faults().size() == 1
                                ? "1 fault."
                                : faulty.faults().size() + " faults.");
                yield 1;
            }
            case SettingsReader.Reading.Good good -> {
                Settings settings = good.settings();
                Optional<Trouble.Cause> over =
                        settings.keeping().console().https().flatMap(CheckCommand::ended);
                if (over.isPresent()) {
                    out.println(over.get().sentence() + " It is the one of 'certificate_file' in [console].");
                    out.println("1 fault.");
                    yield 1;
                }
                out.println("No faults: " + settings.phones().size() + " phones, "
                        + settings.programmes().size() + " programmes, "
                        + settings.carriers().size() + " trunks, "
                        + settings.centre().pool().size() + " numbers.");
                settings.carriers().stream()
                        .filter(carrier -> !carrier.trunk().fit())
                        .forEach(carrier ->
                                out.println("Note: the trunk " + carrier.trunk().name()
                                        + " carries no call until a probe has seen it withhold the number."));
                WeakerReader.notes(settings).forEach(out::println);
                settings.keeping().console().https().ifPresent(this::tell);
                yield 0;
            }
        };
    }

    /** Time alone is no fault of a configuration: the server would start, with the console shut to the network. */
    private static Optional<Trouble.Cause> ended(HttpsSettings https) {
        return https.certificate() instanceof HttpsSettings.Certificate.Files files
                ? FileSource.fault(files.chain(), files.key(), https.hosts(), Instant.now())
                : Optional.empty();
    }

    private void tell(HttpsSettings https) {
        out.println("Note: people open the console at " + https.origin() + "/");
        boolean addresses = https.hosts().stream().anyMatch(Host.Address.class::isInstance);
        if (addresses) {
            out.println("Note: passkeys do not work with an address, so whoever asks by one is sent to that name.");
        }
        switch (https.certificate()) {
            case HttpsSettings.Certificate.Own own
            when !addresses && https.plainListen().isPresent() ->
                out.println("Note: put this machine's address into 'names' as well: a browser that was at the console"
                        + " before asks for its name by HTTPS only, and cannot open the page with the certificate"
                        + " by it.");
            case HttpsSettings.Certificate.Own own
            when https.plainListen().isEmpty() ->
                out.println("Note: without 'plain_listen' devices have no page to take the certificate from.");
            case HttpsSettings.Certificate.Acme acme ->
                out.println("Note: the names will stand in public lists of certificates, for everybody and for good.");
            case HttpsSettings.Certificate.Own own -> {}
            case HttpsSettings.Certificate.Files files -> {}
        }
    }
}
