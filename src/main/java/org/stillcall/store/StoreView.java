package org.stillcall.store;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A database that is only looked at, whether or not a server has it open: it needs no key, opens nothing that is
 * sealed, changes nothing, and holds up nobody for longer than one look. Throws {@link StoreException} with a plain
 * sentence where it cannot be read. One thread at a time.
 */
public final class StoreView implements AutoCloseable {
    private final Database database;

    private StoreView(Database database) {
        this.database = database;
    }

    /** Opens one that is there; makes none. */
    public static StoreView open(StoreSettings settings) {
        return new StoreView(Database.toRead(settings));
    }

    public SchemaStanding standing() {
        return Migrations.standing(database, Migrations.shipped());
    }

    /** In the order in which they were made. */
    public List<CentreId> centres() {
        return database.readAll(handle ->
                handle
                        .createQuery("SELECT centre FROM centre ORDER BY added_day, centre")
                        .mapTo(String.class)
                        .list()
                        .stream()
                        .map(CentreId::new)
                        .toList());
    }

    /** How much there is of each field of the tables for a centre, and since when at most. */
    public List<FieldCount> census(CentreId centre) {
        return database.read(centre, Census::ofTables);
    }

    /** How the last test calls went. */
    public List<StoredProbe> probes(CentreId centre) {
        return database.read(centre, StoredProbes::of);
    }

    /** When the entries of the register of carriers' portals are to be looked at next, the first one first. */
    public List<LocalDate> portalReviews(CentreId centre) {
        return database.read(centre, Portals::reviewDays);
    }

    /** Columns of the tables, as {@code table.column}, of which the declaration knows nothing. */
    public Set<String> undeclared() {
        Set<String> left = new TreeSet<>(database.columns());
        left.removeAll(declared());
        return left;
    }

    /** Declared columns that the tables do not have. */
    public Set<String> missing() {
        Set<String> left = declared();
        left.removeAll(database.columns());
        return left;
    }

    private static Set<String> declared() {
        return StoredFields.ALL.stream()
                .filter(field -> !StoredFields.OUTSIDE.contains(field.table()))
                .map(field -> field.table() + '.' + field.column())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() {
        database.close();
    }
}
