package org.stillcall.server;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillcall.store.Reconciled;
import org.stillcall.store.Remains;
import org.stillcall.store.Store;
import org.stillcall.store.StoreException;
import org.stillcall.store.StoreSettings;
import org.stillcall.vault.KeyTable;
import org.stillcall.vault.ReceiptException;
import org.stillcall.vault.ReceiptKind;
import org.stillcall.vault.ReceiptLog;
import org.stillcall.vault.RootStore;
import org.stillcall.vault.VaultException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code restore}: brings a backup back, beside the key table that went on without it. */
@Command(
        name = "restore",
        description = {
            "Brings back a backup into the data folder of the configuration; the server must not be running. The"
                    + " vault's root key and key table must be there: they are in no backup. What was deleted, ended or"
                    + " changed since the backup was made stays unreadable. Receipts that are newer than it stay."
        },
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    private static final String STAGED = Kept.DATABASE + ".restored";

    private final PrintStream out;
    private final Starter.Means means;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The configuration (TOML).")
    private @Nullable Path config;

    @Option(names = "--from", paramLabel = "DIR", description = "A folder that 'backup' made.")
    private @Nullable Path from;

    @Option(
            names = "--new-receipts",
            description = "In the place of --from: begin a new log of receipts, where the old one is lost for good.")
    private boolean newReceipts;

    @Option(
            names = "--replace",
            description = "Put it in the place of a database that is there: what that holds since the backup is lost.")
    private boolean replace;

    RestoreCommand(PrintStream out, Starter.Means means) {
        this.out = out;
        this.means = means;
    }

    @Override
    public Integer call() {
        if (config == null || from == null && !newReceipts) {
            return 2;
        }
        Settings settings = SettingsReader.required(config);
        Path data = settings.server().data();
        if (from == null) {
            return beginLog(settings, data.resolve(ReceiptLog.FOLDER));
        }
        Backup backup = Backup.of(from);
        boolean embedded = settings.keeping().database() instanceof Keeping.Database.Sqlite;
        if (embedded != Files.exists(backup.database())) {
            throw new StartException("The backup and the configuration are not of the same kind of database.");
        }
        if (!Files.isRegularFile(data.resolve(KeyTable.FILE))) {
            throw new StartException("The vault's key table is not in the data folder, and nothing in the backup can be"
                    + " read without it. Bring '" + KeyTable.FILE
                    + "' and the root folder from the old machine first.");
        }
        if (embedded && Files.exists(data.resolve(Kept.DATABASE)) && !replace) {
            throw new StartException("There is a database in the data folder already. --replace puts the backup in its"
                    + " place; what it holds since the backup is lost then.");
        }
        try (KeyTable keys = keys(settings)) {
            restore(settings, backup, keys);
            return 0;
        } catch (VaultException | StoreException | ReceiptException e) {
            throw new StartException(e.getMessage() == null ? "The backup cannot be brought back." : e.getMessage(), e);
        } catch (IOException e) {
            throw new StartException("The data folder cannot be written to, or the disk is full.", e);
        }
    }

    /** A new log of receipts for a key table that went on without one. */
    private int beginLog(Settings settings, Path receipts) {
        if (ReceiptLog.isIn(receipts)) {
            throw new StartException("There is a log of receipts in the data folder. Move it away first if it is not to"
                    + " be used any more. Nothing was changed.");
        }
        if (!KeyTable.isIn(settings.server().data())) {
            throw new StartException("There is no key table in the data folder, so nothing needs a log of receipts."
                    + " Nothing was changed.");
        }
        try (KeyTable keys = keys(settings);
                ReceiptLog log = ReceiptLog.open(receipts, means.randomness(), keys::now)) {
            log.append(ReceiptKind.RESTORED, BackupCommand.token(means.randomness()));
            keys.follow(log);
            keys.write();
            out.println("A new log of receipts was begun. Its first receipt says so.");
            return 0;
        } catch (VaultException | ReceiptException e) {
            throw new StartException(e.getMessage() == null ? "No log can be begun." : e.getMessage(), e);
        }
    }

    /** Also tells whether a server is running, which would have it open. */
    private KeyTable keys(Settings settings) {
        Path data = settings.server().data();
        RootStore root = Kept.root(settings.keeping().root(), data, means);
        return KeyTable.open(data, root, means.randomness(), Clock.systemUTC());
    }

    private void restore(Settings settings, Backup backup, KeyTable keys) throws IOException {
        Path data = settings.server().data();
        boolean embedded = settings.keeping().database() instanceof Keeping.Database.Sqlite;
        Path receipts = data.resolve(ReceiptLog.FOLDER);
        mend(receipts, keys);
        out.println(new ReceiptsReturn(backup.receipts(), receipts, replace).run());
        try (ReceiptLog log = ReceiptLog.open(receipts, means.randomness(), keys::now)) {
            if (embedded) {
                swap(data, stage(data, backup, keys, log));
            }
            StoreSettings place = Kept.settings(settings.keeping().database(), data);
            try (Store store = Store.open(place, keys, log, means.randomness())) {
                Remains remains = checked(store);
                int wiped = store.wipeDevicesPutOut();
                int _ = store.dropCountsOfPastMonths();
                Reconciled reconciled = store.reconcile();
                int ended = store.purgeOverdue();
                log.append(ReceiptKind.RESTORED, BackupCommand.token(means.randomness()));
                keys.follow(log); // it may be an older one than the table knew
                keys.write();
                say(remains, wiped, reconciled.rows() + ended);
            }
        }
    }

    /** Opening a log drops what a kill left unsigned at its end, which is no damage. */
    private void mend(Path receipts, KeyTable keys) {
        if (Files.exists(receipts.resolve("leaves"))) {
            try {
                ReceiptLog.open(receipts, means.randomness(), keys::now).close();
            } catch (ReceiptException e) {
                out.println(e.getMessage());
            }
        }
    }

    /** A copy of the backup's database in the data folder, found to belong to this key table. */
    private Path stage(Path data, Backup backup, KeyTable keys, ReceiptLog log) throws IOException {
        Path staged = data.resolve(STAGED);
        deleteDatabase(staged);
        Files.createFile(staged, Backup.FILE);
        Files.copy(backup.database(), staged, StandardCopyOption.REPLACE_EXISTING);
        try (Store store = Store.open(new StoreSettings.Embedded(staged), keys, log, means.randomness())) {
            checked(store);
        } catch (StoreException | StartException e) {
            deleteDatabase(staged);
            throw e;
        }
        Backup.force(staged);
        return staged;
    }

    private static Remains checked(Store store) {
        Remains remains = store.remains();
        if (!remains.centreKeys()) {
            throw new StartException("The centre's key was changed since this backup was made, and the one that it"
                    + " belongs to is destroyed: nothing in it could be read. The database was not changed.");
        }
        return remains;
    }

    static void swap(Path data, Path staged) throws IOException {
        Path database = data.resolve(Kept.DATABASE);
        if (Files.exists(database) && !Store.settle(database)) {
            throw new StartException("The database that is there is in use. End what uses it. It was not changed.");
        }
        // What is left beside the old file would be taken for the new one's; all that counts stands in that file.
        Files.deleteIfExists(beside(database, "-wal"));
        Files.deleteIfExists(beside(database, "-shm"));
        Files.move(staged, database, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Backup.force(data);
    }

    private static void deleteDatabase(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(beside(file, "-wal"));
        Files.deleteIfExists(beside(file, "-shm"));
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private void say(Remains remains, int wiped, int ended) {
        out.println("Restored: " + count(remains.plans(), "contact plan opens", "contact plans open") + ".");
        if (remains.lostPlans() > 0) {
            out.println(count(remains.lostPlans(), "contact plan stays", "contact plans stay")
                    + " unreadable: deleted, ended or changed since the backup was made.");
        }
        if (ended > 0) {
            out.println(count(ended, "row", "rows") + " without a key, or past the end, went with a receipt.");
        }
        if (remains.lostPeople() > 0) {
            out.println(count(remains.lostPeople(), "person stays", "people stay") + " out, with their devices:"
                    + " removed, or their name sealed anew, since then. If nobody is left, use the recovery sheet.");
        }
        if (wiped > 0) {
            out.println(count(wiped, "device", "devices") + " that lost their keys since then were wiped again.");
        }
        out.println("Look through people, roles and devices: they are as they were when the backup was made. Hosts'"
                + " devices hold no key, so one that was wiped since is back.");
    }

    private static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
