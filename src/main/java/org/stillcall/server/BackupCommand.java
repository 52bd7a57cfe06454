package org.stillcall.server;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Randomness;
import org.stillcall.store.Store;
import org.stillcall.store.StoreException;
import org.stillcall.vault.LogCopy;
import org.stillcall.vault.ReceiptException;
import org.stillcall.vault.ReceiptKind;
import org.stillcall.vault.ReceiptLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code backup}: a copy of what lasts, without the keys to it. */
@Command(
        name = "backup",
        description = {
            "Copies the database, the log of receipts and the configuration into a new folder; the server may be"
                    + " running. The vault's root key and key table are never copied: what is deleted later cannot be"
                    + " read from the backup either, and without them nothing in it can be read at all."
        },
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    private final PrintStream out;
    private final Starter.Means means;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The configuration (TOML).")
    private @Nullable Path config;

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "A folder that is not there yet.")
    private @Nullable Path to;

    BackupCommand(PrintStream out, Starter.Means means) {
        this.out = out;
        this.means = means;
    }

    @Override
    public Integer call() {
        if (config == null || to == null) {
            return 2;
        }
        Settings settings = SettingsReader.required(config);
        Path data = settings.server().data();
        Path database = data.resolve(Kept.DATABASE);
        Path receipts = data.resolve(ReceiptLog.FOLDER);
        boolean embedded = settings.keeping().database() instanceof Keeping.Database.Sqlite;
        if (!Files.isDirectory(receipts) || embedded && !Files.isRegularFile(database)) {
            throw new StartException("There is nothing to back up in the data folder yet.");
        }
        if (to.toAbsolutePath().normalize().startsWith(data.toAbsolutePath().normalize())) {
            throw new StartException("A backup belongs outside of the data folder, best on another machine.");
        }
        Backup backup = Backup.begin(to);
        try {
            boolean noted = note(receipts);
            if (embedded) {
                Files.createFile(backup.database(), Backup.FILE);
                Store.copy(database, backup.database());
            }
            long count = LogCopy.copy(receipts, backup.receipts());
            Files.createFile(backup.configuration(), Backup.FILE);
            Files.write(backup.configuration(), Files.readAllBytes(config));
            backup.finish();
            say(embedded, noted, count);
            return 0;
        } catch (IOException e) {
            throw abandoned(backup, "The backup cannot be written: is the disk full?", e);
        } catch (StoreException | ReceiptException e) {
            throw abandoned(backup, String.valueOf(e.getMessage()), e);
        }
    }

    /** Leaves a receipt of the backup, unless a server has the log. */
    private boolean note(Path receipts) {
        if (LogCopy.isInUse(receipts)) {
            return false;
        }
        try (ReceiptLog log = ReceiptLog.open(receipts, means.randomness(), Clock.systemUTC())) {
            return log.append(ReceiptKind.BACKUP_MADE, token(means.randomness()))
                            .index()
                    >= 0;
        }
    }

    static byte[] token(Randomness randomness) {
        byte[] token = new byte[16];
        randomness.nextBytes(token);
        return token;
    }

    private static StartException abandoned(Backup backup, String sentence, Exception cause) {
        try {
            Backup.delete(backup.folder());
            return new StartException(sentence + " No backup was made.", cause);
        } catch (IOException e) {
            return new StartException(sentence + " What was begun is no backup: delete its folder.", cause);
        }
    }

    private void say(boolean embedded, boolean noted, long count) {
        out.println("Backed up: " + (embedded ? "the database, " : "") + "the log of " + count
                + (count == 1 ? " receipt" : " receipts") + " and the configuration.");
        if (!embedded) {
            out.println("Not in it: the database, which is PostgreSQL's. Back it up with pg_dump at the same time.");
        }
        if (!noted) {
            out.println("The server is running and keeps the log of receipts open, so this backup has no receipt.");
        }
        out.println("Not in it, on purpose: the vault's root key and key table, without which nothing in it can be"
                + " read, and the files with passwords that the configuration names.");
    }
}
