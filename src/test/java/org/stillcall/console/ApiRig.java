package org.stillcall.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;
import org.stillcall.vault.CallKeys;
import org.stillcall.vault.NumberSealer;

/** A real API server on a free port before a fake switch, and a real client. */
final class ApiRig implements AutoCloseable {
    static final String TOKEN = "a-token-for-tests";
    static final String CANARY = "+12025550147";

    final FakeSwitchboard switchboard = new FakeSwitchboard();
    final FakePractice practice = new FakePractice();
    final AtomicLong now = new AtomicLong(1_000);
    final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    final BlockPool numbers = Digits.pool(10);
    final Randomness randomness = Randomness.secure();
    final CallKeys keys = new CallKeys(now::get, randomness, numbers);
    final ApiServer server;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    ApiRig() {
        this(true);
    }

    ApiRig(boolean withPractice) {
        Log log =
                new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), InstantSource.system(), Log.Level.DEBUG);
        server = ApiServer.start(
                new ApiServer.Access(
                        InetAddress.getLoopbackAddress(), 0, Secret.of(TOKEN.getBytes(StandardCharsets.UTF_8))),
                new ApiServer.Desk(
                        switchboard,
                        keys,
                        numbers,
                        withPractice ? Optional.of(practice) : Optional.empty(),
                        () -> List.of("Swap is on.")),
                new ApiServer.Means(log, randomness, now::get));
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    HttpRequest.Builder authorized(String path) {
        return to(path).header("Authorization", "Bearer " + TOKEN);
    }

    HttpResponse<String> get(String path) {
        return send(authorized(path).GET());
    }

    HttpResponse<String> delete(String path) {
        return send(authorized(path).DELETE());
    }

    HttpResponse<String> post(String path, String json) {
        return send(authorized(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> post(String path) {
        return send(authorized(path).POST(BodyPublishers.noBody()));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request.build(), body);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A call for the canary number with a fresh key. */
    HttpResponse<String> placeSealed(String phone, String programme) {
        String key = post("/api/call-keys").body();
        String kid = between(key, "\"kid\":\"", "\"");
        String jwk = between(key, "\"jwk\":", "}") + "}";
        return post("/api/calls", request(phone, programme, kid, seal(jwk)));
    }

    String seal(String jwk) {
        byte[] text = CANARY.getBytes(StandardCharsets.US_ASCII);
        try (Arena arena = Arena.ofConfined();
                NumberSealer sealer = new NumberSealer(randomness)) {
            MemorySegment memory = arena.allocate(text.length);
            MemorySegment.copy(MemorySegment.ofArray(text), 0, memory, 0, text.length);
            try (Digits digits = Objects.requireNonNull(Digits.read(numbers, memory, 0, text.length))) {
                return sealer.seal(digits, jwk);
            }
        }
    }

    static String request(String phone, String programme, String kid, String sealed) {
        return "{\"phone\":\"" + phone + "\",\"programme\":\"" + programme + "\",\"kid\":\"" + kid + "\",\"number\":\""
                + sealed + "\"}";
    }

    static String between(String text, String before, String after) {
        int from = text.indexOf(before) + before.length();
        return text.substring(from, text.indexOf(after, from));
    }

    String log() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
        server.close();
        keys.close();
    }
}
