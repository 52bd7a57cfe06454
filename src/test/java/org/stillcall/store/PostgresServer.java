package org.stillcall.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One whole PostgreSQL for all tests of a Java machine, with fsync on; it goes with the machine. As root, which
 * PostgreSQL refuses to be, the library runs it in a user namespace of its own ({@code unshare -U}).
 */
final class PostgresServer {
    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private PostgresServer() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start; as root it needs 'unshare -U'.", e);
        }
    }

    static StoreSettings.Server freshDatabase() {
        String name = "store" + DATABASES.incrementAndGet();
        run("CREATE DATABASE " + name);
        return new StoreSettings.Server(SERVER.getJdbcUrl("postgres", name), "postgres", "");
    }

    /** A server of its own with fsync off, for whoever wants to see it refused. */
    static EmbeddedPostgres withoutFsync() throws IOException {
        return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    }

    /** A server of its own over this folder, with what is there already; it can be closed and opened again. */
    static EmbeddedPostgres in(Path folder, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    private static void run(String sql) {
        try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
