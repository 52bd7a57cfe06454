package org.stillcall.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.stillcall.base.Randomness;

/**
 * Measures how long destroying a key takes when many calls end at once. Arguments: a folder on the disk to be measured,
 * calls at once (50), rounds (200), keys in the table besides (200).
 */
public final class DestroyBench {
    private DestroyBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        Path folder = Files.createTempDirectory(Path.of(arguments[0]), "stillcall-bench-");
        int atOnce = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 200;
        int besides = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 200;
        double[] millis = new double[atOnce * rounds];
        try (KeyTable table = KeyTable.open(
                        folder.resolve("table"),
                        FileRoot.open(folder.resolve("root")),
                        Randomness.secure(),
                        Clock.systemUTC());
                ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            make(table, threads, besides);
            for (int round = 0; round < rounds; round++) {
                List<KeyId> ids = make(table, threads, atOnce);
                CyclicBarrier start = new CyclicBarrier(atOnce);
                List<Future<Double>> destroyed = new ArrayList<>();
                for (KeyId id : ids) {
                    destroyed.add(threads.submit(() -> destroy(table, id, start)));
                }
                for (int i = 0; i < atOnce; i++) {
                    millis[round * atOnce + i] = destroyed.get(i).get();
                }
            }
        }
        for (Path path : List.of(folder.resolve("table"), folder.resolve("root"), folder)) {
            try (var files = Files.list(path)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            if (!path.equals(folder)) {
                Files.delete(path);
            }
        }
        Files.delete(folder);
        Arrays.sort(millis);
        System.out.printf(
                "%d keys destroyed, %d at once, %d others in the table: median %.1f ms, p99 %.1f ms, p99.9 %.1f ms,"
                        + " longest %.1f ms%n",
                millis.length,
                atOnce,
                besides,
                millis[millis.length / 2],
                millis[(int) (millis.length * 0.99)],
                millis[(int) (millis.length * 0.999)],
                millis[millis.length - 1]);
    }

    private static List<KeyId> make(KeyTable table, ExecutorService threads, int count)
            throws InterruptedException, ExecutionException {
        List<Future<KeyId>> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(threads.submit(
                    () -> table.create(table.now().plus(Duration.ofDays(30))).orElseThrow()));
        }
        List<KeyId> ids = new ArrayList<>();
        for (Future<KeyId> future : made) {
            ids.add(future.get());
        }
        return ids;
    }

    private static double destroy(KeyTable table, KeyId id, CyclicBarrier start)
            throws InterruptedException, BrokenBarrierException {
        if (start.await() < 0) {
            throw new IllegalStateException("A barrier counts from zero.");
        }
        long begun = System.nanoTime();
        table.destroy(List.of(id));
        return (System.nanoTime() - begun) / 1e6;
    }
}
