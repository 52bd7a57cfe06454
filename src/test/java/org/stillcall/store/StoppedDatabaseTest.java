package org.stillcall.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.vault.ReceiptKind;

/** Ends come whether or not the database is there: they stand in the key table (G18, B4). */
class StoppedDatabaseTest {
    @TempDir
    Path folder;

    private EmbeddedPostgres postgres;
    private Site site;

    @BeforeEach
    void open() throws IOException {
        postgres = PostgresServer.in(folder.resolve("postgres"), 0);
        site = new Site(new StoreSettings.Server(postgres.getJdbcUrl("postgres", "postgres"), "postgres", ""), folder);
    }

    @AfterEach
    void close() throws IOException {
        site.close();
        postgres.close();
    }

    @Test
    void keysWhoseEndHasCome_areDestroyedWithoutTheDatabase_andTheirRowsEndWhenItIsBack() throws IOException {
        int free = site.keys.free();
        PlanId plan = site.keptPlan();
        site.keptRelease(plan, 20);
        site.clock.turn(Duration.ofDays(31));
        postgres.close();
        assertThrows(StoreException.class, () -> site.plans().create(site.newPlan(new PlanId(site.id()), 1)));

        assertThrows(StoreException.class, site.store::purgeOverdue);
        assertEquals(free - 1, site.keys.free(), "all but the key whose row may have been written");
        assertThrows(StoreException.class, site.store::purgeOverdue);

        postgres = PostgresServer.in(folder.resolve("postgres"), postgres.getPort());
        assertEquals(2, site.store.purgeOverdue());
        assertEquals(free, site.keys.free());
        assertEquals(0, site.countOf("plan") + site.countOf("release") + site.countOf("owed_receipt"));
        assertEquals(1, site.countOf(ReceiptKind.PLAN_ENDED));
        assertEquals(0, site.store.purgeOverdue());
        assertTrue(site.plans().list().isEmpty());
    }
}
