package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.call.ProbeBook;
import org.stillcall.call.Routes;
import org.stillcall.plan.Identity;
import org.stillcall.practice.Fault;
import org.stillcall.practice.PracticeCarrier;
import org.stillcall.trunk.ProbeStanding;
import org.stillcall.trunk.Ways.Way;

/** G15: what is kept of test calls, and that none of it opens a way at the next start. */
@Timeout(120)
class ProbeKeptTest {
    private static final Way HIDDEN = new Way(new Label("practice"), Identity.HIDDEN);

    @TempDir
    Path data;

    private static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "It did not come about.");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private static List<Routes.View> views(Service service) {
        return service.switchboard().routes().views();
    }

    @Test
    void endAmidATestCall_leavesTheWayClosedAtTheNextStart() throws IOException {
        ProbeOverSipTest.writeNumber(data);
        LastingSite site = LastingSite.fresh(data, ProbeOverSipTest.PROBE);
        Settings settings = SettingsReader.required(site.config()).with(ProbeOverSipTest.anywhere(data));
        try (Shutdown first = new Shutdown(Log.silent())) {
            KeptProbes book = first.add(new KeptProbes(site.store(), KeptProbes.pool(settings), Log.silent()));
            Service service = Wiring.start(settings, Starter.Mode.DEMO, with(book), first);
            until(() -> views(service).stream().allMatch(view -> view.standing() == ProbeStanding.PASSED));
            until(() -> book.kept().size() == 3);
            assertTrue(book.kept().stream().allMatch(ProbeBook.Entry::passed));
            ((PracticeCarrier) service.practice().orElseThrow()).faults(Set.of(Fault.DROPS));
            service.switchboard().routes().testNow(HIDDEN.trunk());
            until(() -> views(service).get(1).running()); // and it is lost
        }
        site.stop();
        site.start();
        Files.writeString(data.resolve("test.number"), "\n"); // the next test call never ends well
        try (Shutdown second = new Shutdown(Log.silent())) {
            KeptProbes book = second.add(new KeptProbes(site.store(), KeptProbes.pool(settings), Log.silent()));
            Service service = Wiring.start(settings, Starter.Mode.DEMO, with(book), second);
            until(() -> !views(service).getFirst().last().isEmpty());
            assertEquals(
                    HIDDEN,
                    new Way(
                            views(service).getFirst().trunk(),
                            views(service).getFirst().mode()));
            assertFalse(views(service).getFirst().open());
            assertEquals(ProbeStanding.UNTESTED, views(service).getFirst().standing());
            assertTrue(views(service).getFirst().lastDay().isPresent(), "the day is known all the same");
        }
        site.close();
    }

    /** G8: a number that networks show a wrong name with is lent to nobody after the next start either. */
    @Test
    void withdrawnNumber_staysWithdrawn() throws IOException {
        ProbeOverSipTest.writeNumber(data);
        // The practice carrier's directory calls each number of the pool BOSTON MA, which is not let pass here.
        LastingSite site =
                LastingSite.fresh(data, ProbeOverSipTest.PROBE.replace("network_names = [\"BOSTON MA\"]\n", ""));
        Settings settings = SettingsReader.required(site.config()).with(ProbeOverSipTest.anywhere(data));
        try (Shutdown first = new Shutdown(Log.silent())) {
            KeptProbes book = first.add(new KeptProbes(site.store(), KeptProbes.pool(settings), Log.silent()));
            Service service = Wiring.start(settings, Starter.Mode.DEMO, with(book), first);
            until(() -> withdrawn(service) > 0);
            until(() -> !site.store().withdrawn(site.centre).list().isEmpty());
        }
        site.stop();
        site.start();
        Files.writeString(data.resolve("test.number"), "\n"); // no further test call says anything
        try (Shutdown second = new Shutdown(Log.silent())) {
            KeptProbes book = second.add(new KeptProbes(site.store(), KeptProbes.pool(settings), Log.silent()));
            int kept = book.withdrawn().size();
            Service service = Wiring.start(settings, Starter.Mode.DEMO, with(book), second);
            assertTrue(kept > 0);
            assertEquals(kept, withdrawn(service));
            assertEquals(8 - kept, service.switchboard().totals().freeNumbers());
        }
        site.close();
    }

    private static long withdrawn(Service service) {
        return service.switchboard().totals().gauges().stream()
                .filter(gauge -> gauge.name().equals("stillcall_numbers_withdrawn"))
                .mapToLong(gauge -> (long) gauge.value())
                .sum();
    }

    private static Starter.Means with(ProbeBook book) {
        Starter.Means means = LastingSite.MEANS;
        return new Starter.Means(means.log(), means.randomness(), means.steady(), Starter.Callers.none(), book);
    }
}
