package org.stillcall.server;

import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: the real thing. */
@Command(
        name = "serve",
        description = {
            "Starts the server with a configuration. When calls are possible it prints one line,"
                    + " 'ready http://127.0.0.1:PORT/'. SIGTERM or Ctrl-C ends it."
        },
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private final Run run;
    private final PrintStream err;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The configuration (TOML).")
    private @Nullable Path config;

    @Option(
            names = "--near",
            paramLabel = "ADDRESS:PORT",
            converter = ServerOptions.AddressAndPort.class,
            description = "Puts the configuration's only phone of kind \"address\" there.")
    private @Nullable InetSocketAddress near;

    @Option(
            names = "--trunk",
            paramLabel = "ADDRESS:PORT",
            converter = ServerOptions.AddressAndPort.class,
            description = "Puts the configuration's only trunk there.")
    private @Nullable InetSocketAddress trunk;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    ServeCommand(Run run, PrintStream err) {
        this.run = run;
        this.err = err;
    }

    @Override
    public Integer call() {
        if (config == null) {
            return 2;
        }
        return switch (SettingsReader.read(config)) {
            case SettingsReader.Reading.Faulty faulty -> {
                faulty.faults().forEach(err::println);
                err.println("Nothing was started.");
                yield 1;
            }
            case SettingsReader.Reading.Good good -> {
                Settings.Overrides overrides = new Settings.Overrides(
                        options.http(),
                        options.sip(),
                        options.data(),
                        Optional.ofNullable(near),
                        Optional.ofNullable(trunk));
                run.untilEnded(good.settings().with(overrides), Starter.Mode.SERVE, options.token());
                yield 0;
            }
        };
    }
}
