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
import org.stillcall.server.AnsweringPages;

/**
 * Measures a published number at full size, through a whole server: {@code crowd} (200 callers at once onto 20 desk
 * phones), {@code races} (300 callers, for each of whom two to twenty phones press the key at once), {@code kill} (the
 * server killed while fifty wait), {@code answer} (from the key that accepts to sound both ways), {@code page} (the
 * same from the tap on "Answer" in Chromium) and {@code mixed} (200 callers, 120 of them by SIPp, onto sixteen desk
 * phones, a baresip and three pages). Prints the seed.
 */
public final class HelplineBench {
    private static final int DESKS = 20;
    private static final int WARM = 200;
    private static final int WARM_PAGES = 3;
    private static final long LOOK_NANOS = 50_000_000;
    private static final long PATIENCE_NANOS = 240_000_000_000L;

    private HelplineBench() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("helpline-bench");
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime();
        int size = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
        try {
            String seen = switch (arguments[0]) {
                case "crowd" -> crowd(folder, size == 0 ? 200 : size, seed);
                case "races" -> races(folder, size == 0 ? 300 : size, seed);
                case "kill" -> kills(folder, size == 0 ? 5 : size);
                case "mixed" -> mixed(folder, seed);
                case "page" -> pages(folder, size == 0 ? 20 : size);
                case "answer" -> answers(folder, size == 0 ? 100 : size, seed);
                default -> throw new IllegalArgumentException("crowd, mixed, races, kill, answer or page");
            };
            System.out.println(seen + "; seed " + seed);
        } finally {
            AnsweringPages.end();
        }
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

    private static String mixed(Path folder, long seed) throws IOException {
        try (MixedCrowd crowd = new MixedCrowd(folder, DESKS - 4, new Random(seed))) {
            crowd.everybodyCalls(new MixedCrowd.Size(120, 80, 8));
            MixedCrowd.Seen seen = crowd.seen();
            crowd.stage.awaitNobody();
            return "200 callers, 8 of whom leave a message: " + seen.taken() + " taken by one each, " + seen;
        }
    }

    private static String pages(Path folder, int calls) {
        try (CrowdStage stage = new CrowdStage(folder, 1, "messages = false\nchallenge_above = 0", ring -> {}).start();
                AnsweringPages pages = MixedCrowd.pages(stage, 1)) {
            pages.atWork();
            for (int i = 0; i < WARM_PAGES + calls; i++) {
                int before = pages.taken().getFirst();
                CrowdCaller caller = stage.crowd.ask(() -> stage.calls(CrowdStage.NOBODY));
                while (isOn(stage, caller)) {
                    pages.pass(50);
                }
                if (pages.taken().getFirst() != before + 1) {
                    throw new IllegalStateException("A caller was not taken.");
                }
                stage.awaitNobody();
            }
            List<Double> took = new ArrayList<>(pages.took().subList(WARM_PAGES, WARM_PAGES + calls));
            return "from the tap on a page until it hears a caller who hears it: " + figures(took);
        }
    }

    private static boolean isOn(CrowdStage stage, CrowdCaller caller) {
        return stage.crowd.ask(() -> isOn(caller));
    }

    private static String figures(List<Double> took) {
        Collections.sort(took);
        return String.format(
                Locale.ROOT,
                "median %.0f ms, p90 %.0f ms, longest %.0f ms of %d",
                took.get(took.size() / 2),
                took.get(took.size() * 9 / 10),
                took.getLast(),
                took.size());
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
        return "from the key on a desk phone to sound both ways: " + figures(took);
    }
}
