package org.stillcall.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Measures a published number at full size, through a whole server: {@code crowd} (200 callers at once onto 20 desk
 * phones), {@code races} (300 callers, for each of whom two to twenty phones press the key at once), {@code kill} (the
 * server killed while fifty wait) and {@code answer} (from the key that accepts to sound both ways). Prints the seed.
 */
public final class HelplineBench {
    private static final int DESKS = 20;
    private static final int WARM = 200;
    private static final long LOOK_NANOS = 50_000_000;
    private static final long PATIENCE_NANOS = 240_000_000_000L;

    private HelplineBench() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("helpline-bench");
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime();
        int size = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
        String seen = switch (arguments[0]) {
            case "crowd" -> crowd(folder, size == 0 ? 200 : size, seed);
            case "races" -> races(folder, size == 0 ? 300 : size, seed);
            case "kill" -> kills(folder, size == 0 ? 5 : size);
            case "answer" -> answers(folder, size == 0 ? 100 : size, seed);
            default -> throw new IllegalArgumentException("crowd, races, kill or answer");
        };
        System.out.println(seen + "; seed " + seed);
    }

    private static String crowd(Path folder, int callers, long seed) {
        Random random = new Random(seed);
        Crowd[] crowd = new Crowd[1];
        try (CrowdStage stage = new CrowdStage(
                        folder,
                        DESKS,
                        "messages = false\nchallenge_above = 0\nring_for = \"10m\"",
                        CrowdStage.answering(crowd, random, 1_000))
                .start()) {
            crowd[0] = stage.crowd;
            warm(stage);
            long began = System.nanoTime();
            stage.crowd.tell(() -> {
                for (int i = 0; i < callers; i++) {
                    CrowdCaller caller = stage.calls(i % 3 == 0 ? CrowdStage.NOBODY : CrowdStage.from(i));
                    if (i % 10 == 9) {
                        caller.then(() -> stage.crowd.after(random.nextInt(20_000), caller::hangsUp));
                    }
                }
            });
            while (stage.count(HelplineBench::isOn) > 0 && System.nanoTime() - began < PATIENCE_NANOS) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            CrowdStage.Heard heard = stage.heard();
            long answered = heard.byCallers().values().stream()
                    .filter(rings -> !rings.isEmpty())
                    .count();
            long lost = stage.count(one -> one.self > WARM && (isOn(one) || one.line() == CrowdCaller.Line.REFUSED));
            long unheard = stage.count(one -> one.line() == CrowdCaller.Line.LEFT
                    && heard.byCallers().get(one.self).isEmpty());
            Map<String, Long> ways = stage.callers().stream()
                    .skip(WARM)
                    .collect(Collectors.groupingBy(one -> one.line() + " " + one.status(), Collectors.counting()));
            stage.awaitNobody();
            return String.format(
                    Locale.ROOT,
                    "%d callers at once onto %d desk phones: %d talked with one each, %d hung up before, %d refused or"
                            + " lost, %d ended by us unanswered, faults %s, %s; %.0f s",
                    callers,
                    DESKS,
                    answered,
                    callers - answered - lost - unheard,
                    lost,
                    unheard,
                    heard.faults(),
                    ways,
                    seconds);
        }
    }

    /** Some who hang up at once: a server that has just begun is slow. */
    private static void warm(CrowdStage stage) {
        stage.crowd.tell(() -> {
            for (int i = 0; i < WARM; i++) {
                stage.crowd.after(i * 25L, () -> {
                    CrowdCaller caller = stage.calls(CrowdStage.NOBODY);
                    caller.then(() -> stage.crowd.after(200, caller::hangsUp));
                });
            }
        });
        Waiting.until("it is warm", () -> stage.callers().size() == WARM && stage.count(HelplineBench::isOn) == 0);
        stage.awaitNobody();
    }

    private static boolean isOn(CrowdCaller caller) {
        return caller.line() == CrowdCaller.Line.CALLING || caller.line() == CrowdCaller.Line.THERE;
    }

    private static String races(Path folder, int races, long seed) {
        try (Races all = new Races(folder, DESKS, seed)) {
            for (int i = 0; i < races; i++) {
                all.run(i);
            }
            return races + " races of 2 to " + DESKS + " phones: faults " + all.faults()
                    + ", the last of those too late was free after " + all.slowestMillis() + " ms at most";
        }
    }

    private static String kills(Path folder, int rounds) throws IOException {
        List<Long> took = new ArrayList<>();
        int traces = 0;
        for (int i = 0; i < rounds; i++) {
            Path own = Files.createDirectory(folder.resolve("round" + i));
            try (Kill kill = new Kill(own, DESKS)) {
                kill.wait(Kill.WAIT);
                took.add(kill.killed());
                traces += kill.traces().size();
            }
        }
        Collections.sort(took);
        return String.format(
                Locale.ROOT,
                "from the kill until a caller is answered: median %d ms, longest %d ms of %d; traces of callers: %d",
                took.get(rounds / 2),
                took.getLast(),
                rounds,
                traces);
    }

    private static String answers(Path folder, int calls, long seed) {
        List<Double> took = new ArrayList<>();
        try (Races all = new Races(folder, 1, seed)) {
            for (int i = 0; i < calls; i++) {
                took.add(all.answer(i));
            }
        }
        Collections.sort(took);
        return String.format(
                Locale.ROOT,
                "from the key on a desk phone to sound both ways: median %.0f ms, p90 %.0f ms, longest %.0f ms of %d",
                took.get(calls / 2),
                took.get(calls * 9 / 10),
                took.getLast(),
                calls);
    }
}
