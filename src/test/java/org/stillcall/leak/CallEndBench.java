package org.stillcall.leak;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.stillcall.vault.KeyId;

/**
 * Measures how long after the end of a call the key that it used up is destroyed, when many calls end at once. Each
 * call shows a number by a consent for one call: at its end the plan is kept without that consent, and the key of the
 * version before goes. The server is a process of its own with the flags that ship, phones and trunk are sockets, and
 * what is measured is seen in the files: the time from the sending of a phone's BYE, before which every key opens,
 * until nothing that stands there opens it; from after each look, so that it is never too short. Arguments: a folder on
 * the disk to be measured, calls at once (50), samples (10,000), most seconds (300).
 */
public final class CallEndBench implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration CHANGES = Duration.ofSeconds(90);
    /** A device makes 120 changes a minute at most, and each has two for each of its plans in a round. */
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(8_000);

    private static final String TRUNK = "127.9.10.1";
    private static final String[] AREAS = {
        "201", "202", "203", "205", "206", "207", "208", "209", "210", "212", "213", "214", "215", "216", "217", "218",
        "219", "224", "225", "228", "229", "231", "234", "239", "240", "248", "251", "252", "253", "254", "256", "260",
        "262", "267", "269", "270", "276", "281", "301", "302", "303", "304", "305", "307", "308", "309", "310", "312",
        "313", "314",
    };
    private static final int DEVICES = 8;

    private final int atOnce;
    private final Path folder;
    private final RawTrunk trunk = new RawTrunk(TRUNK, 0, Speech.plain());
    private final Server server;
    private final List<Desk> desks = new ArrayList<>();
    private final List<RawPhone> phones = new ArrayList<>();
    private final List<String> plans = new ArrayList<>();
    private final ExecutorService threads;
    private final RootWatch watch;
    private long agreedAt = System.nanoTime();

    private CallEndBench(Path folder, int atOnce) throws IOException {
        this.folder = folder;
        this.atOnce = atOnce;
        threads = Executors.newFixedThreadPool(atOnce);
        Site site = new Site()
                .media("silence_seconds = 600")
                .identity("direct allowed")
                .trunk("far", TRUNK, trunk.port(), "");
        int[] ports = new int[atOnce];
        for (int i = 0; i < atOnce; i++) {
            ports[i] = Party.freePort(address(i));
            site.phone("near" + i, address(i), ports[i]);
        }
        server = Server.start(folder, site, "");
        Desk first = Desk.settingUp(server);
        desks.add(first);
        for (int i = 1; i < DEVICES; i++) {
            desks.add(first.another(server));
        }
        for (int i = 0; i < atOnce; i++) {
            phones.add(new RawPhone(address(i), ports[i], server.sip(), Speech.plain()));
        }
        watch = new RootWatch(folder.resolve("data"));
    }

    private static String address(int phone) {
        return "127.7.10." + (phone + 1);
    }

    /** The number of that phone's survivor, whose call the trunk treats like that. */
    private static String number(int i, RawTrunk.Manner manner) {
        return RawTrunk.number(manner).replace("+1202", "+1" + AREAS[i % AREAS.length]);
    }

    private Desk desk(int i) {
        return desks.get(i % DEVICES);
    }

    private interface Each {
        void run(int i) throws Exception;
    }

    /** Does it for all phones at once. */
    private void each(Each work) throws InterruptedException, ExecutionException {
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
            int phone = i;
            Callable<Boolean> one = () -> {
                work.run(phone);
                return true;
            };
            all.add(threads.submit(one));
        }
        for (Future<Boolean> one : all) {
            one.get();
        }
    }

    private static String words(int i) {
        return "{\"name\":\"number " + i + "\"}";
    }

    /** New plans with a consent for one call, which serves one only. */
    private void agree() throws IOException, InterruptedException, ExecutionException {
        Duration since = Duration.ofNanos(System.nanoTime() - agreedAt);
        Wait.pass(BETWEEN_ROUNDS.minus(since));
        agreedAt = System.nanoTime();
        for (String plan : plans) {
            Desk desk = desk(plans.indexOf(plan));
            // The end of its call is kept a moment after the call's end, and a device makes only so many changes a
            // minute.
            if (!Wait.until(
                    CHANGES,
                    () -> desk.delete("/api/plans/" + plan).is(200, 409, 429).status() == 200)) {
                throw new IllegalStateException("A plan cannot be deleted.");
            }
        }
        String[] kept = new String[atOnce];
        each(i -> kept[i] = desk(i).keepShowing(words(i)));
        plans.clear();
        plans.addAll(List.of(kept));
    }

    private String place(int i, RawTrunk.Manner manner, String more) throws IOException {
        Desk desk = desk(i);
        String asked = """
                {"phone":"near%d","programme":"%s","kid":"%s","number":"%s",
                "plan":"%s","version":"1"%s}""";
        String[] id = {""};
        boolean placed = Wait.until(
                PATIENCE,
                () -> { // what the last call used up is kept a moment after its end
                    Desk.Answer key = desk.post("/api/call-keys", "{}").is(201);
                    String number = server.sealed(
                            number(i, manner), key.body().path("jwk").toString());
                    String body = asked.formatted(i, Desk.PROGRAMME, key.text("kid"), number, plans.get(i), more);
                    id[0] = desk.post("/api/calls", body).is(201, 409).text("id");
                    return !id[0].isEmpty();
                });
        if (!placed) {
            throw new IllegalStateException("A call cannot be placed.");
        }
        return id[0];
    }

    private RawPhone.Dialog answer(int i) {
        RawPhone.Dialog call = phones.get(i).answerCall(180, 200);
        if (call == null) {
            throw new IllegalStateException("Phone " + i + " did not ring.");
        }
        return call;
    }

    private void awaitState(int i, String call, String field, String wanted) throws IOException {
        String[] seen = {""};
        boolean came = Wait.until(PATIENCE, () -> {
            seen[0] = desk(i).get("/api/calls/" + call).body().path(field).asText();
            return seen[0].equals(wanted);
        });
        if (!came) {
            throw new IllegalStateException("A call's " + field + " is " + seen[0] + ", not " + wanted + ".");
        }
    }

    /** A private call that the survivor's phone refuses: only then a number may show. */
    private void refused(int i) throws IOException {
        String call = place(i, RawTrunk.Manner.REFUSES_PRIVATE, "");
        RawPhone.Dialog near = answer(i);
        awaitState(i, call, "outcome", "PRIVATE_CALLS_REFUSED");
        phones.get(i).bye(near);
        awaitState(i, call, "state", "ENDED");
    }

    private RawPhone.Dialog talking(int i) throws IOException {
        String call = place(i, RawTrunk.Manner.ANSWERS, ",\"identity\":\"shown\",\"confirm\":\"yes\"");
        RawPhone.Dialog near = answer(i);
        awaitState(i, call, "state", "TALKING");
        phones.get(i).talk(near, Speech.plain().stream(), 2);
        return near;
    }

    /** What one round saw, in milliseconds. */
    private record Seen(List<Double> gone, List<Double> overwritten, List<Double> digits) {}

    private Seen round(int round) throws Exception {
        agree();
        each(this::refused);
        trunk.forget();
        RawPhone.Dialog[] calls = new RawPhone.Dialog[atOnce];
        each(i -> calls[i] = talking(i));
        KeyId[] slots = new KeyId[atOnce];
        for (KeptRows.Value value : KeptRows.all(folder.resolve("data"))) {
            if (plans.contains(value.row())) {
                slots[plans.indexOf(value.row())] = value.slot();
            }
        }
        watch.watch(new HashSet<>(Arrays.asList(slots)));
        if (!Wait.until(PATIENCE, watch::allOpen)) {
            throw new IllegalStateException("Not all keys open while the calls go on.");
        }
        long[] ended = new long[atOnce];
        DigitsWatch digits =
                round % 10 == 0 ? DigitsWatch.of(server.pid(), number(0, RawTrunk.Manner.ANSWERS)) : DigitsWatch.none();
        if (!watch.allOpen()) {
            throw new IllegalStateException("A key was gone before the end of its call.");
        }
        for (int i = 0; i < atOnce; i++) {
            ended[i] = System.nanoTime();
            phones.get(i).leave(calls[i]);
        }
        List<Double> overwrittenDigits = digits.millisUntilBlank(ended[0], PATIENCE);
        if (!Wait.until(PATIENCE, watch::allGone)) {
            throw new IllegalStateException("Not all keys were destroyed.");
        }
        List<Double> gone = new ArrayList<>();
        List<Double> overwritten = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
            gone.add((watch.gone(slots[i]).orElseThrow() - ended[i]) / 1e6);
            overwritten.add((watch.overwritten(slots[i]).orElseThrow() - ended[i]) / 1e6);
        }
        if (!server.idle(PATIENCE)) {
            throw new IllegalStateException("A call is stuck.");
        }
        return new Seen(gone, overwritten, overwrittenDigits);
    }

    private static String figures(Collection<Double> millis) {
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "median %.1f, p99 %.1f, p99.9 %.1f, longest %.1f ms of %,d",
                sorted[sorted.length / 2],
                sorted[(int) (sorted.length * 0.99)],
                sorted[(int) (sorted.length * 0.999)],
                sorted[sorted.length - 1],
                sorted.length);
    }

    /** How long this disk takes to put a page on the medium. */
    private static String disk(Path folder) throws IOException {
        Path file = folder.resolve("page");
        List<Double> millis = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < 500; i++) {
                ByteBuffer page = ByteBuffer.allocateDirect(4096);
                long begun = System.nanoTime();
                channel.write(page, 0);
                channel.force(true);
                millis.add((System.nanoTime() - begun) / 1e6);
            }
        }
        Files.delete(file);
        return figures(millis);
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(arguments[0]), "stillcall-bench-");
        int atOnce = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50;
        int samples = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10_000;
        long seconds = arguments.length > 3 ? Long.parseLong(arguments[3]) : 300;
        System.out.println("a page forced to this disk: " + disk(folder));
        List<Double> gone = new ArrayList<>();
        List<Double> overwritten = new ArrayList<>();
        List<Double> digits = new ArrayList<>();
        try (CallEndBench bench = new CallEndBench(folder, atOnce)) {
            bench.round(0); // warms it up, and is not counted
            long end = System.nanoTime() + seconds * 1_000_000_000L;
            for (int round = 1; gone.size() < samples && System.nanoTime() < end; round++) {
                Seen seen = bench.round(round);
                gone.addAll(seen.gone());
                overwritten.addAll(seen.overwritten());
                digits.addAll(seen.digits());
            }
        } finally {
            delete(folder);
        }
        System.out.println("key opens nowhere after the BYE, " + atOnce + " at once: " + figures(gone));
        System.out.println("and its old table is overwritten on the disk: " + figures(overwritten));
        if (!digits.isEmpty()) {
            System.out.println("a number's digits in the server's memory, each place: " + figures(digits));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() {
        watch.close();
        threads.shutdownNow();
        phones.forEach(RawPhone::close);
        desks.forEach(Desk::close);
        server.close();
        trunk.close();
    }
}
