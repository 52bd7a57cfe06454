package org.stillcall.server;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
                out.println("No faults: " + settings.phones().size() + " phones, "
                        + settings.programmes().size() + " programmes, "
                        + settings.carriers().size() + " trunks, "
                        + settings.centre().pool().size() + " numbers.");
                settings.carriers().stream()
                        .filter(carrier -> !carrier.trunk().fit())
                        .forEach(carrier ->
                                out.println("Note: the trunk " + carrier.trunk().name()
                                        + " carries no call until a probe has seen it withhold the number."));
                yield 0;
            }
        };
    }
}
