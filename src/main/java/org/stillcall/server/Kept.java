package org.stillcall.server;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.stillcall.base.Secret;
import org.stillcall.store.Store;
import org.stillcall.store.StoreException;
import org.stillcall.store.StoreSettings;
import org.stillcall.vault.FileRoot;
import org.stillcall.vault.KeyTable;
import org.stillcall.vault.Pkcs11Root;
import org.stillcall.vault.ReceiptException;
import org.stillcall.vault.ReceiptLog;
import org.stillcall.vault.RootStore;
import org.stillcall.vault.VaultException;

/**
 * What lasts, opened in the order in which each part stands on the one before: the root, the key table, the receipts,
 * the store. What is overdue is destroyed before anybody can ask for it, and from then on by the minute.
 */
record Kept(KeyTable keys, ReceiptLog receipts, Store store) {
    private static final Duration PURGE = Duration.ofSeconds(20);
    static final String DATABASE = "stillcall.db";

    private static final String KEYS_LOST =
            "There is a database but no key for it, so nothing in it can be opened. Bring"
                    + " back 'keys.table' and the root folder from where they were, then start again."
                    + " Nothing was changed.";
    private static final String LOG_LOST = "The log of receipts is missing, was cut back, or is another one than this"
            + " server wrote. Bring back the folder 'receipts' as it was, or the last backup ('restore'). If it is lost"
            + " for good, 'restore --new-receipts' begins a new one,"
            + " which whoever kept a line of the old one will see.";

    /**
     * Opens it in the data folder.
     *
     * @throws StartException with a sentence for the host when any part is not whole
     */
    static Kept open(Keeping keeping, Path data, Starter.Means means, Shutdown shutdown) {
        try {
            StoreSettings place = settings(keeping.database(), data);
            if (!KeyTable.isIn(data) && Store.holdsCentres(place)) {
                throw new StartException(KEYS_LOST);
            }
            RootStore root = shutdown.add(root(keeping.root(), data, means));
            KeyTable keys = shutdown.add(KeyTable.open(data, root, means.randomness(), Clock.systemUTC()));
            return open(place, data, keys, means, shutdown);
        } catch (VaultException | ReceiptException | StoreException e) {
            throw new StartException(e.getMessage() == null ? "What lasts cannot be opened." : e.getMessage(), e);
        }
    }

    /**
     * Without the rest of it the keys whose end has come are destroyed all the same: it may be long until it is
     * there.
     */
    private static Kept open(StoreSettings place, Path data, KeyTable keys, Starter.Means means, Shutdown shutdown) {
        try {
            ReceiptLog receipts = shutdown.add(log(data.resolve(ReceiptLog.FOLDER), keys, means));
            boolean keyless = keys.ids().isEmpty();
            Store store = shutdown.add(Store.open(place, keys, receipts, means.randomness()));
            boolean centres = !store.centres().list().isEmpty();
            if (centres && keyless) {
                throw new StartException(KEYS_LOST);
            }
            if (centres && receipts.size() == 0) {
                throw new StartException(LOG_LOST);
            }
            keys.follow(receipts);
            store.reconcile();
            store.purgeOverdue();
            shutdown.add(keys::write); // with how far the log has come by then
            shutdown.add(store::writeAttempts);
            shutdown.add(Purging.begin(new Purging.Work(keys, store, FileDates.in(data)), means.log(), PURGE));
            return new Kept(keys, receipts, store);
        } catch (ReceiptException | StoreException e) {
            keys.destroy(keys.overdue());
            throw e;
        }
    }

    /** The log, if it goes on from what the key table knows of it; none is made in the place of one that is lost. */
    private static ReceiptLog log(Path folder, KeyTable keys, Starter.Means means) {
        if (keys.logHead().size() > 0 && !ReceiptLog.isIn(folder)) {
            throw new StartException(LOG_LOST);
        }
        ReceiptLog receipts = ReceiptLog.open(folder, means.randomness(), keys::now);
        if (!receipts.goesOnFrom(keys.logHead())) {
            receipts.close();
            throw new StartException(LOG_LOST);
        }
        return receipts;
    }

    static RootStore root(Keeping.Root root, Path data, Starter.Means means) {
        return switch (root) {
            case Keeping.Root.Folder folder -> FileRoot.open(folder.place().orElse(data.resolve("root")));
            case Keeping.Root.Token token ->
                Pkcs11Root.open(
                        data.resolve("root"),
                        new Pkcs11Root.Token(token.library(), token.slot(), token.pin()),
                        means.randomness());
        };
    }

    static StoreSettings settings(Keeping.Database database, Path data) {
        return switch (database) {
            case Keeping.Database.Sqlite sqlite -> new StoreSettings.Embedded(data.resolve(DATABASE));
            case Keeping.Database.Postgres postgres -> {
                try (Secret password = postgres.password().read()) {
                    yield new StoreSettings.Server(
                            "jdbc:postgresql:" + postgres.address(),
                            postgres.user(),
                            new String(password.bytes(), StandardCharsets.UTF_8));
                }
            }
        };
    }
}
