package org.stillcall.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillcall.vault.LogCheck;
import org.stillcall.vault.ReceiptLog;
import org.stillcall.vault.TrustedMarks;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code verify-log}: whether the receipts are as they were signed. */
@Command(
        name = "verify-log",
        description = {
            "Reads the log of receipts (what was deleted or changed, and in which hour; nobody is named in it), checks"
                    + " every signature and every receipt, and says in one sentence what it found. It needs no secret"
                    + " and may run beside the server. Ends with status 0 when all is as it was signed, else 1.",
            "A log that was cut back to an earlier state looks whole from its folder alone. So keep a checkpoint (the"
                    + " last five lines of the file 'checkpoints', or from the page of receipts) or the file 'log.pub'"
                    + " somewhere else, and give it with --trusted."
        },
        mixinStandardHelpOptions = true)
final class VerifyLogCommand implements Callable<Integer> {
    private final PrintStream out;

    @ArgGroup(multiplicity = "1")
    private @Nullable Place place;

    @Option(
            names = "--trusted",
            paramLabel = "FILE",
            description = "A checkpoint, several, or the log's public key, kept elsewhere.")
    private @Nullable Path trusted;

    /** Where the data stands. */
    static final class Place {
        @Option(names = "--config", paramLabel = "FILE", required = true, description = "The configuration (TOML).")
        private @Nullable Path config;

        @Option(names = "--data", paramLabel = "DIR", required = true, description = "The data folder.")
        private @Nullable Path data;
    }

    VerifyLogCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        LogCheck.Finding finding = LogCheck.run(data().resolve(ReceiptLog.FOLDER), trusted());
        out.println(finding.sentence());
        return switch (finding) {
            case LogCheck.Whole whole -> 0;
            case LogCheck.Broken broken -> 1;
        };
    }

    private Path data() {
        if (place != null && place.data != null) {
            return place.data;
        }
        if (place == null || place.config == null) {
            throw new StartException("Name the configuration (--config) or the data folder (--data).");
        }
        return SettingsReader.required(place.config).server().data();
    }

    private TrustedMarks trusted() {
        if (trusted == null) {
            return TrustedMarks.none();
        }
        try (InputStream in = Files.newInputStream(trusted)) {
            return TrustedMarks.parse(in.readNBytes(TrustedMarks.MOST_BYTES + 1))
                    .orElseThrow(() -> new StartException("The trusted file holds neither a checkpoint nor a public"
                            + " key of a receipt log, or it was changed."));
        } catch (IOException e) {
            throw new StartException("The trusted file cannot be read.", e);
        }
    }
}
