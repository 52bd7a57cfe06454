package org.stillcall.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The connections to one database, SQLite's or PostgreSQL's, and the only place where the two differ. Threads may share
 * it.
 *
 * <p>Every change runs in one transaction that first takes the centre's row, so that changes of one centre happen one
 * after the other on both: SQLite has one writer anyhow, PostgreSQL locks the row. What is counted before a row is
 * added is therefore still true when it is added. A library's exception ends here: its text may hold a bound value, so
 * neither it nor its cause goes further, only a constant sentence.
 */
final class Database implements AutoCloseable {
    private static final int BUSY_MILLIS = 5_000;
    private static final int READERS = 3;
    private static final int SERVER_CONNECTIONS = 8;

    private final boolean embedded;
    private final HikariDataSource writers;
    private final HikariDataSource readers;
    private final Jdbi writing;
    private final Jdbi reading;
    private final Writes writes;
    private final Object settling = new Object();
    private final AtomicLong asked = new AtomicLong();
    private long settled;
    private final @Nullable Path log;

    /** @param log the write-ahead file, where it is ours to overwrite */
    private Database(boolean embedded, @Nullable Path log, HikariDataSource writers, HikariDataSource readers) {
        this.embedded = embedded;
        this.log = log;
        this.writers = writers;
        this.readers = readers;
        writing = Jdbi.create(writers);
        reading = Jdbi.create(readers);
        writes = new Writes(work -> guarded(() -> writing.inTransaction(handle -> {
            work.accept(handle);
            return true;
        })));
    }

    static Database open(StoreSettings settings) {
        return switch (settings) {
            case StoreSettings.Embedded(Path file) -> openFile(file);
            case StoreSettings.Server server -> openServer(server);
        };
    }

    private static Database openFile(Path file) {
        createForOwnerOnly(file);
        return guarded(() -> {
            HikariDataSource writers = new HikariDataSource(pool(sqlite(file, false), 1));
            try {
                // Opened second: the first connection has made the file a database in write-ahead mode by then.
                Path log = file.resolveSibling(file.getFileName() + "-wal");
                return new Database(true, log, writers, new HikariDataSource(pool(sqlite(file, true), READERS)));
            } catch (RuntimeException e) {
                writers.close();
                throw e;
            }
        });
    }

    /**
     * One that is there, to be looked at while a server may have it open: makes, brings up to date and overwrites
     * nothing.
     */
    static Database toRead(StoreSettings settings) {
        HikariConfig config = switch (settings) {
            case StoreSettings.Embedded(Path file) -> fileToRead(file);
            case StoreSettings.Server server -> address(server);
        };
        config.setReadOnly(true);
        return guarded(() -> {
            HikariDataSource one = new HikariDataSource(pool(config, 1));
            return new Database(settings instanceof StoreSettings.Embedded, null, one, one);
        });
    }

    /** SQLite itself takes no change by it, and does not empty the write-ahead file when it is closed. */
    private static HikariConfig fileToRead(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new StoreException("There is no database in the data folder that this user can read.");
        }
        SQLiteConfig sqlite = new SQLiteConfig();
        sqlite.setReadOnly(true);
        sqlite.setTempStore(SQLiteConfig.TempStore.MEMORY);
        sqlite.setBusyTimeout(BUSY_MILLIS);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + file.toAbsolutePath());
        sqlite.toProperties().forEach((name, value) -> config.addDataSourceProperty(name.toString(), value));
        return config;
    }

    private static HikariConfig address(StoreSettings.Server server) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.url());
        config.setUsername(server.user());
        config.setPassword(server.password());
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("ApplicationName", "stillcall");
        return config;
    }

    private static Database openServer(StoreSettings.Server server) {
        HikariConfig config = address(server);
        // An acknowledged change is on the server's disk, whatever its default is.
        config.setConnectionInitSql("SET synchronous_commit = on");
        return guarded(() -> {
            HikariDataSource both = new HikariDataSource(pool(config, SERVER_CONNECTIONS));
            Database database = new Database(false, null, both, both);
            boolean safe = database.reading.withHandle(handle ->
                    handle.createQuery("SHOW fsync").mapTo(String.class).one().equals("on"));
            if (!safe) {
                both.close();
                throw new StoreException(
                        "The PostgreSQL server runs with fsync off and would lose what it said it kept:"
                                + " turn fsync on in postgresql.conf.");
            }
            return database;
        });
    }

    private static void createForOwnerOnly(Path file) {
        try {
            if (Files.notExists(file)) {
                // SQLite gives the files beside it the same rights.
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            if (!Files.isRegularFile(file) || !Files.isReadable(file) || !Files.isWritable(file)) {
                throw new StoreException("The database file cannot be written: give its owner read and write rights.");
            }
        } catch (IOException e) {
            throw new StoreException("The database file cannot be made: see to its folder's rights and space.");
        }
    }

    private static HikariConfig sqlite(Path file, boolean readOnly) {
        SQLiteConfig sqlite = new SQLiteConfig();
        sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
        sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        sqlite.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        sqlite.setTempStore(SQLiteConfig.TempStore.MEMORY);
        sqlite.enforceForeignKeys(true);
        sqlite.setBusyTimeout(BUSY_MILLIS);
        sqlite.setTransactionMode(
                readOnly ? SQLiteConfig.TransactionMode.DEFERRED : SQLiteConfig.TransactionMode.IMMEDIATE);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + file.toAbsolutePath());
        sqlite.toProperties().forEach((name, value) -> config.addDataSourceProperty(name.toString(), value));
        if (readOnly) {
            config.setConnectionInitSql("PRAGMA query_only = ON");
        }
        return config;
    }

    private static HikariConfig pool(HikariConfig config, int connections) {
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(BUSY_MILLIS);
        config.setAutoCommit(true);
        config.setPoolName("store");
        return config;
    }

    /** Runs {@code work} over one unchanging view of a centre's rows. */
    <T extends @Nullable Object> T read(CentreId centre, Function<Rows, T> work) {
        return readAll(handle -> work.apply(new Rows(handle, centre)));
    }

    /** Runs {@code work} in one transaction over a centre's rows, one after the other in each centre. */
    <T extends @Nullable Object> T write(CentreId centre, Function<Rows, T> work) {
        return writeAll(handle -> {
            Rows rows = new Rows(handle, centre);
            if (rows.change("UPDATE centre SET generation = generation WHERE centre = :centre") != 1) {
                throw new StoreException("There is no such centre in this database.");
            }
            return work.apply(rows);
        });
    }

    /** As {@link #read}, for the few questions that are about all centres. */
    <T extends @Nullable Object> T readAll(Function<Handle, T> work) {
        return guarded(() -> reading.inTransaction(work::apply));
    }

    /** As {@link #write}, for migrations and the making of a centre. */
    <T extends @Nullable Object> T writeAll(Function<Handle, T> work) {
        return writes.write(work);
    }

    boolean hasTable(String name) {
        String sql = embedded
                ? "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = :name"
                : "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema()"
                        + " AND table_name = :name";
        return readAll(handle -> handle.createQuery(sql)
                        .bind("name", name)
                        .mapTo(Long.class)
                        .one())
                > 0;
    }

    /** Every column of every table, as {@code table.column}. */
    Set<String> columns() {
        String sql = embedded
                ? "SELECT m.name || '.' || c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
                        + " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
                : "SELECT table_name || '.' || column_name FROM information_schema.columns"
                        + " WHERE table_schema = current_schema()";
        return readAll(handle ->
                new TreeSet<>(handle.createQuery(sql).mapTo(String.class).list()));
    }

    /**
     * Takes what was deleted out of the write-ahead file too, which is overwritten and then cut; for all who ask
     * meanwhile at once. False when a reader held it up: ask again later. A database server's own files are its host's.
     */
    boolean settle() {
        long ticket = asked.incrementAndGet();
        synchronized (settling) {
            if (settled >= ticket || log == null) {
                return true;
            }
            long upTo = asked.get();
            Path file = log;
            boolean whole = guarded(() -> writing.withHandle(handle -> settle(handle, file)));
            settled = whole ? upTo : settled;
            return whole;
        }
    }

    private static boolean settle(Handle handle, Path log) {
        int before = version(handle);
        if (!isEmptied(handle, "RESTART")) {
            return false;
        }
        // Nobody reads it now, and nobody writes meanwhile. Its head first: a file without one is empty to SQLite, and
        // everything in it stands in the database by now; half a file with a head would be taken for the newest.
        handle.execute("BEGIN IMMEDIATE");
        try {
            if (version(handle) != before) {
                return false; // another program wrote between the two, and that stands in this file alone
            }
            Zeros.over(log);
        } catch (IOException e) {
            throw new StoreException("The database's write-ahead file cannot be overwritten: see to the disk.");
        } finally {
            handle.execute("ROLLBACK");
        }
        return isEmptied(handle, "TRUNCATE");
    }

    /** Another number once another connection, of whatever program, has written. */
    private static int version(Handle handle) {
        return handle.createQuery("PRAGMA data_version").mapTo(Integer.class).one();
    }

    private static boolean isEmptied(Handle handle, String how) {
        return handle.createQuery("PRAGMA wal_checkpoint(" + how + ")")
                        .map((rs, context) -> rs.getInt(1))
                        .one()
                == 0;
    }

    /** Writes all live rows, and nothing that was deleted, into a new database file. */
    void copyTo(Path target) {
        guarded(() -> writing.withHandle(handle -> handle.execute("VACUUM INTO ?", target.toString())));
    }

    boolean embedded() {
        return embedded;
    }

    /** Runs it, and lets no exception of a library out. */
    static <T extends @Nullable Object> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (JdbiException | com.zaxxer.hikari.pool.HikariPool.PoolInitializationException e) {
            throw new StoreException(sentence(e));
        }
    }

    private static String sentence(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof org.sqlite.SQLiteException sqlite) {
                return sentence(sqlite);
            }
            if (t instanceof SQLException sql && sql.getSQLState() != null) {
                return sentence(sql.getSQLState());
            }
        }
        return "The database does not answer.";
    }

    private static String sentence(org.sqlite.SQLiteException failure) {
        return switch (failure.getResultCode().code & 0xff) {
            case 5, 6 -> "The database is held by another program: is a second server running?";
            case 8, 14, 3, 23 -> "The database file cannot be written: see to the rights of the file and its folder.";
            case 10 -> "The disk under the database fails: nothing was changed.";
            case 11, 26 -> "The database file is damaged or no database: put a backup in its place.";
            case 13 -> "The disk under the database is full: nothing was changed.";
            case 19 -> "The database refused a row that breaks its rules: nothing was changed.";
            default -> "The database refused: nothing was changed.";
        };
    }

    /** By class of SQLSTATE (PostgreSQL appendix A). */
    private static String sentence(String state) {
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "08", "57" -> "The database server does not answer.";
            case "28" -> "The database server refuses the user or the password.";
            case "3D" -> "The database server has no database of that name.";
            case "25" -> "The database server takes no changes (read only).";
            case "42" -> "The database user may not do that, or the tables are not ours.";
            case "53" -> "The database server is out of space or memory: nothing was changed.";
            case "XX", "58" -> "The database is damaged or its disk fails: nothing was changed.";
            case "23" -> "The database refused a row that breaks its rules: nothing was changed.";
            default -> "The database refused: nothing was changed.";
        };
    }

    /**
     * SQLite deletes the write-ahead file with the last connection, and what stands in it would stay on the disk: it is
     * overwritten before, or else afterwards through the handle that is left of it.
     */
    @Override
    public void close() {
        try (Zeros.Held file = Zeros.hold(log)) {
            try {
                readers.close();
                settle();
            } finally {
                writers.close();
                file.overIfDeleted();
            }
        } catch (IOException | StoreException e) {
            // what is left in the file is taken up by the next start
        }
    }
}
