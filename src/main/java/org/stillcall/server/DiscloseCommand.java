package org.stillcall.server;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.stillcall.store.FieldCount;
import org.stillcall.store.SchemaStanding;
import org.stillcall.store.StoreException;
import org.stillcall.store.StoreView;
import org.stillcall.vault.LogCheck;
import org.stillcall.vault.ReceiptLog;
import org.stillcall.vault.TrustedMarks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code disclose}: what is kept, for whoever may ask (P10). */
@Command(
        name = "disclose",
        description = {
            "Prints what this installation keeps: each stored field with its purpose, who can read it, its end, how"
                    + " much of it there is and how old it is at most; what is in memory only; and what cannot be"
                    + " produced and why. It opens nothing that is sealed, changes nothing, prints no name and no"
                    + " number, and may run beside the server. Ends with status 1 when the tables hold what is not"
                    + " declared."
        },
        mixinStandardHelpOptions = true)
final class DiscloseCommand implements Callable<Integer> {
    private final PrintStream out;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The configuration (TOML).")
    private @Nullable Path config;

    @Option(names = "--json", description = "As JSON, for a program.")
    private boolean json;

    DiscloseCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        if (config == null) {
            return 2;
        }
        Settings settings = SettingsReader.required(config);
        Path data = settings.server().data();
        if (DataFiles.ofAnotherUser(data)) {
            throw new StartException(DataFiles.ANOTHER_USER);
        }
        Disclosure sheet = sheet(settings, receipts(data.resolve(ReceiptLog.FOLDER)));
        out.println(json ? sheet.json() : sheet.text());
        return sheet.undeclared().isEmpty() ? 0 : 1;
    }

    private static Disclosure sheet(Settings settings, Optional<Disclosure.Receipts> receipts) {
        try (StoreView view = StoreView.open(
                Kept.settings(settings.keeping().database(), settings.server().data()))) {
            Set<String> undeclared = view.undeclared();
            if (!view.missing().isEmpty() || view.standing() == SchemaStanding.NEWER) {
                throw new StartException("The tables are not those of this version: take the version that made them, or"
                        + " start this one once.");
            }
            List<List<FieldCount>> centres =
                    view.centres().stream().map(view::census).toList();
            return new Disclosure(LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC), centres, receipts, undeclared);
        } catch (StoreException e) {
            throw new StartException(e.getMessage() == null ? "The database cannot be read." : e.getMessage(), e);
        }
    }

    private static Optional<Disclosure.Receipts> receipts(Path folder) {
        return switch (LogCheck.run(folder, TrustedMarks.none())) {
            case LogCheck.Whole whole ->
                Optional.of(new Disclosure.Receipts(
                        whole.receipts(),
                        whole.receipts() == 0
                                ? Optional.empty()
                                : Optional.of(LocalDate.ofEpochDay(TimeUnit.HOURS.toDays(whole.since())))));
            case LogCheck.Broken broken -> Optional.empty();
        };
    }
}
