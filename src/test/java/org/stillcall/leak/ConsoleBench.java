package org.stillcall.leak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how long the console takes to answer fifty advocates who work at once: each opens a page of it every second
 * (the list of calls, a plan, what a call would show, the alerts: four requests) and keeps a plan every half minute.
 * Each is a signed-in device with a connection of its own. The first 20 seconds do not
 * count. Arguments: advocates (50), seconds (80).
 */
public final class ConsoleBench {
    private static final long SECOND = 1_000_000_000L;
    private static final int KEEPS_EVERY = 30;
    private static final int WARM_SECONDS = 20;

    private ConsoleBench() {}

    public static void main(String[] arguments) throws Exception {
        int advocates = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 80;
        Path folder = Files.createTempDirectory("console-bench");
        Site site = new Site();
        site.phone("desk", "127.0.0.1", Party.freePort("127.0.0.1"));
        site.trunk("far", "127.0.0.1", Party.freePort("127.0.0.1"), "");
        try (Server server = Server.start(folder, site, "");
                Desk first = Desk.settingUp(server);
                ExecutorService threads = Executors.newFixedThreadPool(advocates)) {
            List<Desk> desks = new ArrayList<>(List.of(first));
            while (desks.size() < advocates) {
                Desk next = first.colleague(server);
                next.put("/api/me", "{\"lockSeconds\":300}").is(204);
                desks.add(next);
            }
            ConcurrentLinkedQueue<Long> took = new ConcurrentLinkedQueue<>();
            List<Future<?>> working = new ArrayList<>();
            long begun = System.nanoTime();
            for (int i = 0; i < advocates; i++) {
                int number = i;
                working.add(threads.submit(() -> work(desks.get(number), number, begun + seconds * SECOND, took)));
            }
            for (Future<?> each : working) {
                each.get();
            }
            tell(took.stream().mapToLong(Long::longValue).sorted().toArray(), advocates);
            desks.forEach(Desk::close);
        }
    }

    private static void work(Desk desk, int number, long end, ConcurrentLinkedQueue<Long> took) {
        String plan = desk.keep("{\"call\":\"somebody\"}");
        long next = System.nanoTime() + SECOND * number / 50;
        long warm = next + WARM_SECONDS * SECOND;
        for (int page = number; next < end; page++) {
            LockSupport.parkNanos(next - System.nanoTime());
            if (next < warm) {
                took.clear();
            }
            timed(took, () -> desk.get("/api/callbacks").is(200));
            timed(took, () -> desk.get("/api/plans/" + plan).is(200));
            timed(
                    took,
                    () -> desk.post(
                                    "/api/footprint",
                                    "{\"programme\":\"" + Desk.PROGRAMME + "\",\"plan\":\"" + plan
                                            + "\",\"version\":\"1\"}")
                            .is(200));
            timed(took, () -> desk.get("/api/alerts").is(200));
            if (page % KEEPS_EVERY == 0) {
                timed(took, () -> desk.keep("{\"call\":\"another\"}"));
            }
            next += SECOND;
        }
    }

    private static void timed(ConcurrentLinkedQueue<Long> took, Runnable asks) {
        long begun = System.nanoTime();
        asks.run();
        took.add(System.nanoTime() - begun);
    }

    private static void tell(long[] took, int advocates) {
        System.out.printf(
                Locale.ROOT,
                "%d advocates, %d requests: median %.1f ms, p99 %.1f ms, p99.9 %.1f ms, longest %.1f ms%n",
                advocates,
                took.length,
                took[took.length / 2] / 1e6,
                took[took.length * 99 / 100] / 1e6,
                took[took.length * 999 / 1000] / 1e6,
                took[took.length - 1] / 1e6);
    }
}
