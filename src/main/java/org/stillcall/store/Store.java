package org.stillcall.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.stillcall.base.Randomness;
import org.stillcall.vault.KeyTable;
import org.stillcall.vault.ReceiptLog;

/** The database: one part for each thing that is kept, each bound to one centre. Threads may share it. */
public final class Store implements AutoCloseable {
    private final Ground ground;
    private final Reconciling reconciling;

    private final Census census;

    private Store(Ground ground, ReceiptLog receipts) {
        this.ground = ground;
        reconciling = new Reconciling(ground);
        census = new Census(ground, receipts, ground.seals().now());
    }

    /**
     * Opens a database and brings its tables up to date; throws {@link StoreException} with a plain sentence if it
     * cannot. Next come {@link #reconcile} and {@link #purgeOverdue}. The key table and the receipts stay their
     * owner's to close, after the store.
     */
    public static Store open(StoreSettings settings, KeyTable keys, ReceiptLog receipts, Randomness randomness) {
        return open(settings, keys, receipts, randomness, step -> {});
    }

    static Store open(
            StoreSettings settings, KeyTable keys, ReceiptLog receipts, Randomness randomness, Consumer<Step> steps) {
        Database database = Database.open(settings);
        try {
            Migrations.run(database, Migrations.shipped());
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        Seals seals = new Seals(keys, steps);
        seals.renewNoteKey();
        Aftermath aftermath = new Aftermath(database, seals, receipts, randomness, steps);
        return new Store(new Ground(database, seals, aftermath, new Attempts(), randomness), receipts);
    }

    /** Whether there is a database with a centre in it; makes none and changes none. */
    public static boolean holdsCentres(StoreSettings settings) {
        if (settings instanceof StoreSettings.Embedded(Path file) && Files.notExists(file)) {
            return false;
        }
        try (Database database = Database.open(settings)) {
            return database.hasTable("centre")
                    && database.readAll(handle -> handle.createQuery("SELECT COUNT(*) FROM centre")
                                    .mapTo(Long.class)
                                    .one())
                            > 0;
        }
    }

    /**
     * Copies an SQLite database as it is at this moment, whether or not a server has it open, into a file that is empty
     * or not there yet. Needs no key: what is sealed stays sealed.
     */
    public static void copy(Path file, Path target) {
        try (Database database = Database.open(new StoreSettings.Embedded(file))) {
            database.copyTo(target);
        }
    }

    /**
     * Brings everything that an SQLite database keeps beside its file into it; false when another program holds it. A
     * damaged one stays as it is.
     */
    public static boolean settle(Path file) {
        try (Database database = Database.open(new StoreSettings.Embedded(file))) {
            return database.settle();
        } catch (StoreException e) {
            return true;
        }
    }

    /** What of a database that was brought back can still be read; changes nothing. */
    public Remains remains() {
        return new Returning(ground).remains();
    }

    /**
     * Wipes devices whose wrapped keys were destroyed after the backup was made, with receipts, and gives how many: a
     * backup must not let in again who was put out since. After {@link #remains}, before {@link #reconcile}.
     */
    public int wipeDevicesPutOut() {
        return new Returning(ground).wipeDevicesPutOut();
    }

    /**
     * Destroys a backup's counts of months that are over: what is shown of them may have been settled since, of all
     * their counts, and must not be settled otherwise. Gives how many. Before the first request.
     */
    public int dropCountsOfPastMonths() {
        return centres().list().stream()
                .mapToInt(centre -> published(centre).dropCounts())
                .sum();
    }

    public Centres centres() {
        return new Centres(ground);
    }

    public CentreKeys keys(CentreId centre) {
        return new CentreKeys(ground, centre);
    }

    public People people(CentreId centre) {
        return new People(ground, centre);
    }

    public Pins pins(CentreId centre) {
        return new Pins(ground, centre);
    }

    public Duties duties(CentreId centre) {
        return new Duties(ground, centre);
    }

    public Shifts shifts(CentreId centre) {
        return new Shifts(ground, centre);
    }

    public Portals portals(CentreId centre) {
        return new Portals(ground, centre);
    }

    public Devices devices(CentreId centre) {
        return new Devices(ground, centre);
    }

    public Credentials credentials(CentreId centre) {
        return new Credentials(ground, centre);
    }

    public Plans plans(CentreId centre) {
        return new Plans(ground, centre);
    }

    public Releases releases(CentreId centre) {
        return new Releases(ground, centre);
    }

    public Messages messages(CentreId centre) {
        return new Messages(ground, centre);
    }

    public Holds holds(CentreId centre) {
        return new Holds(ground, centre);
    }

    public OwnPrompts prompts(CentreId centre) {
        return new OwnPrompts(ground, centre);
    }

    public Alerts alerts(CentreId centre) {
        return new Alerts(ground, centre);
    }

    public Tallies tallies(CentreId centre) {
        return new Tallies(ground, centre);
    }

    public PublishedMonths published(CentreId centre) {
        return new PublishedMonths(ground, centre);
    }

    public StoredProbes probes(CentreId centre) {
        return new StoredProbes(ground, centre);
    }

    public WithdrawnNumbers withdrawn(CentreId centre) {
        return new WithdrawnNumbers(ground, centre);
    }

    public Bills bills(CentreId centre) {
        return new Bills(ground, centre);
    }

    public Vouchers vouchers(CentreId centre) {
        return new Vouchers(ground, centre);
    }

    public Reseals reseals(CentreId centre) {
        return new Reseals(ground, centre);
    }

    /**
     * Finishes what a kill left: deletions half done, rows whose keys are gone, keys that no row names. Only before the
     * first request. Throws {@link StoreException}, with nothing changed, when the key table is another database's.
     */
    public Reconciled reconcile() {
        return reconciling.run();
    }

    /**
     * Ends plans, releases, messages and holds whose end has come, drops old alerts, tallies, test calls, withdrawn
     * numbers, checks of bills and generations of the centre's key that nothing is sealed to; gives how many ended.
     * Before the first request, then each minute.
     */
    public int purgeOverdue() {
        return reconciling.purge();
    }

    /** Writes down the attempts that were counted since the last time: on a beat that no call sets, and at the end. */
    public void writeAttempts() {
        ground.attempts().write(ground.database());
    }

    /** Everything that is kept, in the database and outside: the one declaration. */
    public static List<StoredField> fields() {
        return StoredFields.ALL;
    }

    /** By which names in place of a table's those go that stand outside of the database. */
    public static Set<String> placesOutside() {
        return Set.copyOf(StoredFields.OUTSIDE);
    }

    /** The files in the data folder that hold them. */
    public static List<StoredFile> files() {
        return StoredFile.ALL;
    }

    /**
     * How much there is of each field of the database for a centre, and of keys and receipts for all centres, and since
     * when at most.
     */
    public List<FieldCount> census(CentreId centre) {
        return census.of(centre);
    }

    Ground ground() {
        return ground;
    }

    @Override
    public void close() {
        ground.database().close();
    }
}
