package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.store.PlanId;

/** Row G18, the drill with PostgreSQL, whose database is saved and brought back by its own means. */
class PostgresBackupTest {
    @TempDir
    private Path temp;

    @Test
    void restoredPlans_open_exceptThosePurgedSince() throws IOException, SQLException {
        try (EmbeddedPostgres server =
                EmbeddedPostgres.builder().setServerConfig("fsync", "on").start()) {
            run(server, "CREATE DATABASE lasting");
            Path password = Files.createFile(
                    temp.resolve("password"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(password, "postgres\n");
            String section = """
                    [store]
                    database = "postgresql://localhost:%d/lasting"
                    user = "postgres"
                    password_file = "%s"
                    """.formatted(server.getPort(), password);
            try (LastingSite site = LastingSite.fresh(temp.resolve("data"), section)) {
                PlanId kept = site.keep("kept");
                PlanId purged = site.keep("purged");
                Path backup = temp.resolve("backup");
                assertEquals(0, site.backup(backup), site.complained());
                assertTrue(site.said().contains("pg_dump"), site.said());
                assertFalse(Files.exists(backup.resolve("stillcall.db")));
                site.stop();
                run(server, "CREATE DATABASE saved TEMPLATE lasting");
                site.start();
                assertTrue(site.plans().delete(purged).isPresent());
                site.stop();
                run(server, "DROP DATABASE lasting");
                run(server, "CREATE DATABASE lasting TEMPLATE saved");

                assertEquals(0, site.restore(backup), site.complained());
                assertTrue(site.said().contains("1 contact plan stays unreadable"), site.said());
                site.start();
                assertEquals(Optional.of("kept"), site.envelope(kept));
                assertEquals(Optional.empty(), site.envelope(purged));
                assertEquals(1, site.plans().list().size());
            }
        }
    }

    private static void run(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            assertFalse(statement.execute(sql));
        }
    }
}
