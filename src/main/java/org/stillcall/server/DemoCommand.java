package org.stillcall.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code demo}: the server and a practice carrier on this machine. */
@Command(
        name = "demo",
        description = {
            "Starts the server together with a practice carrier and its phones, all on this machine; nobody real can be"
                    + " called. When calls are possible it prints one line, 'ready http://127.0.0.1:PORT/', and on"
                    + " standard error an address that opens the page. SIGTERM or Ctrl-C ends it.",
            "Without --data it keeps its files in a fresh folder."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private final Run run;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    DemoCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        Path data = options.data().orElseGet(DemoCommand::fresh);
        Settings settings = DemoSettings.prepareTested(data);
        Settings.Overrides overrides = new Settings.Overrides(
                options.http(), options.sip(), Optional.of(data), Optional.empty(), Optional.empty());
        run.untilEnded(settings.with(overrides), Starter.Mode.DEMO, options.token());
        return 0;
    }

    private static Path fresh() {
        try {
            return Files.createTempDirectory("stillcall-demo");
        } catch (IOException e) {
            throw new StartException("No fresh folder can be made. Name one with --data.", e);
        }
    }
}
