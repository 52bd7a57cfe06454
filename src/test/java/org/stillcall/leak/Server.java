package org.stillcall.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.base.Randomness;
import org.stillcall.vault.NumberSealer;

/** The server in a process of its own: the classes under test with the flags and limits that the launcher sets. */
final class Server implements AutoCloseable {
    private static final Pattern FLAGS = Pattern.compile("java_flags=\"([^\"]*)\"");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START = Duration.ofSeconds(40);
    private static final String TOKEN = "leak-tests-only";

    private final Path folder;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final NumberSealer sealer = new NumberSealer(Randomness.secure());
    private final BlockPool numbers = Digits.pool(1_000);
    private final int port;
    private final InetSocketAddress sip;

    /** What the API answered. */
    record Answer(int status, JsonNode body) {
        String text(String name) {
            return body.path(name).asText();
        }
    }

    private Server(Path folder, Process process, int port, InetSocketAddress sip) {
        this.folder = folder;
        this.process = process;
        this.port = port;
        this.sip = sip;
    }

    /** Starts it and waits until calls are possible. {@code shell} runs before, in the same process: limits, say. */
    static Server start(Path folder, Site site, String shell, String... options) throws IOException {
        Path config = Files.writeString(folder.resolve("site.toml"), site.text());
        List<String> limits = List.of("sh", "-c", "ulimit -c 0; umask 077; " + shell + " exec \"$@\"", "sh");
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = command(
                        limits,
                        List.of(options),
                        "serve",
                        "--config",
                        config.toString(),
                        "--http",
                        "0",
                        "--token",
                        TOKEN)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Files.writeString(out, "").toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()))
                .start();
        String ready = "ready http://127.0.0.1:";
        boolean started = Wait.until(
                START, () -> !process.isAlive() || Files.readString(out).contains(ready));
        if (!started || !process.isAlive()) {
            process.destroyForcibly();
            throw new AssertionError("The server did not start.\n" + Files.readString(err));
        }
        String line = Files.readString(out)
                .lines()
                .filter(l -> l.startsWith(ready))
                .findFirst()
                .orElseThrow();
        int port = Integer.parseInt(line.substring(ready.length(), line.lastIndexOf('/')));
        return new Server(folder, process, port, new InetSocketAddress("127.0.0.1", site.sip()));
    }

    /** The program as the launcher runs it, behind {@code limits}. */
    static ProcessBuilder command(List<String> limits, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(limits);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(shippedFlags());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.stillcall.server.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    private static List<String> shippedFlags() throws IOException {
        List<String> flags = new ArrayList<>();
        Matcher found = FLAGS.matcher(Files.readString(Path.of("stillcall")));
        while (found.find()) {
            Arrays.stream(found.group(1).split(" "))
                    .filter(flag -> flag.startsWith("-"))
                    .forEach(flags::add);
        }
        assertEquals(
                1, flags.stream().filter("-XX:+DisableAttachMechanism"::equals).count(), flags.toString());
        return flags;
    }

    InetSocketAddress sip() {
        return sip;
    }

    int port() {
        return port;
    }

    /** The code by which a centre is made, as the server says it at its first start. */
    String setupCode() throws IOException {
        Pattern code = Pattern.compile("/#setup=(\\S+)");
        Path err = folder.resolve("err");
        Wait.until(START, () -> code.matcher(Files.readString(err)).find());
        Matcher found = code.matcher(Files.readString(err));
        if (!found.find()) {
            throw new AssertionError("The server named no code to set up with.");
        }
        return found.group(1);
    }

    long pid() {
        return process.pid();
    }

    /** What is counted in the server. */
    interface Look {
        int count() throws IOException;
    }

    /** Looks while the process is stopped, so that nothing in it changes meanwhile. */
    int asleep(Look look) throws IOException, InterruptedException {
        signal("-STOP");
        try {
            return look.count();
        } finally {
            signal("-CONT");
        }
    }

    void signal(String signal) throws IOException, InterruptedException {
        Process kill =
                new ProcessBuilder("kill", signal, "" + pid()).inheritIO().start();
        assertEquals(0, kill.waitFor(), signal);
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Where its data, standard output and standard error are. */
    Path folder() {
        return folder;
    }

    String said() throws IOException {
        return Files.readString(folder.resolve("out")) + Files.readString(folder.resolve("err"));
    }

    /** A key for one call, as the API gives it. */
    Answer key() {
        return send("POST", "api/call-keys", "");
    }

    /** Asks for a call; the number leaves this process sealed only. */
    Answer place(String phone, String number) {
        return place(phone, number, key());
    }

    Answer place(String phone, String number, Answer key) {
        String sealed = sealed(number, key.body().path("jwk").toString());
        return send(
                "POST",
                "api/calls",
                "{\"phone\":\"%s\",\"programme\":\"audit\",\"kid\":\"%s\",\"number\":\"%s\"}"
                        .formatted(phone, key.text("kid"), sealed));
    }

    /** Asks for a call that shows a number; the advocate says yes to that. */
    Answer placeShown(String phone, String number) {
        Answer key = key();
        String sealed = sealed(number, key.body().path("jwk").toString());
        return send(
                "POST",
                "api/calls",
                ("{\"phone\":\"%s\",\"programme\":\"audit\",\"identity\":\"shown\",\"confirm\":\"yes\","
                                + "\"kid\":\"%s\",\"number\":\"%s\"}")
                        .formatted(phone, key.text("kid"), sealed));
    }

    /** The number as a browser seals it to a call's key. */
    String sealed(String number, String jwk) {
        byte[] ascii = number.getBytes(StandardCharsets.US_ASCII);
        try (Digits digits =
                Objects.requireNonNull(Digits.read(numbers, MemorySegment.ofArray(ascii), 0, ascii.length))) {
            return sealer.seal(digits, jwk);
        }
    }

    Answer call(String id) {
        return send("GET", "api/calls/" + id, "");
    }

    Answer end(String id) {
        return send("DELETE", "api/calls/" + id, "");
    }

    Answer send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            boolean json =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(
                    response.statusCode(),
                    json
                            ? JSON.readTree(response.body())
                            : JSON.getNodeFactory().textNode(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted.", e);
        }
    }

    String metricsText() {
        return send("GET", "metrics", "").body().asText();
    }

    /** Each figure, summed over its labels. */
    Map<String, Double> metrics() {
        Map<String, Double> figures = new HashMap<>();
        metricsText()
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .forEach(line -> {
                    String name = line.substring(0, line.lastIndexOf(' ')).replaceAll("\\{.*", "");
                    figures.merge(name, Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)), Double::sum);
                });
        return figures;
    }

    double figure(String name) {
        return metrics().getOrDefault(name, 0.0);
    }

    /** Waits until no call is in progress and no number is held. */
    boolean idle(Duration limit) throws IOException {
        return Wait.until(limit, () -> {
            Map<String, Double> now = metrics();
            return now.getOrDefault("stillcall_calls_in_progress", 1.0) == 0
                    && now.getOrDefault("stillcall_numbers_held", 1.0) == 0;
        });
    }

    int handles() throws IOException {
        return count("fd");
    }

    int threads() throws IOException {
        return count("task");
    }

    private int count(String what) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc/" + pid() + "/" + what))) {
            return (int) entries.count();
        }
    }

    /** Ends it as a power failure would. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Ends it as its host does. */
    void stop() {
        process.destroy();
        if (!awaitEnd()) {
            process.destroyForcibly();
        }
    }

    private boolean awaitEnd() {
        try {
            return process.waitFor(6, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        sealer.close();
        http.shutdownNow();
        stop();
    }
}
