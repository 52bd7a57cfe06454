package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;

/** G9, B3: what the footprint of a call promises is what a practice phone then saw, its list of calls and its bill. */
@Timeout(120)
class PromisedTest {
    private static final String ROBIN = "+16175550122";
    private static final Pattern NUMBER = Pattern.compile("\\(\\d{3}\\) \\d{3}-\\d{4}");
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @TempDir
    Path data;

    private final String token = Randomness.secure().token(256);
    private final HttpClient http = HttpClient.newHttpClient();
    private int port;

    private JsonNode ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        String answer = http.send(request, BodyHandlers.ofString()).body();
        return answer.isEmpty() ? new ObjectMapper().nullNode() : new ObjectMapper().readTree(answer);
    }

    private JsonNode phone(String label) throws IOException, InterruptedException {
        for (JsonNode phone : ask("GET", "/api/practice/phones", "").get("phones")) {
            if (phone.get("number").asText().equals(label)
                    || phone.get("kind").asText().equals(label)) {
                return phone;
            }
        }
        throw new AssertionError("There is no such practice phone.");
    }

    private void awaitState(String phone, String state) throws IOException, InterruptedException {
        Instant until = Instant.now().plus(LONGEST);
        while (!phone(phone).get("state").asText().equals(state)) {
            assertTrue(Instant.now().isBefore(until), () -> "It is not " + state);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private void answer(String phone) throws IOException, InterruptedException {
        awaitState(phone, "RINGING");
        ask("POST", "/api/practice/phones/" + phone(phone).get("name").asText() + "/answer", "{}");
    }

    /** Calls Robin, who answers, and hangs up. */
    private void call(String identity) throws IOException, InterruptedException {
        String body = "{\"phone\":\"desk\",\"programme\":\"follow-up\",\"number\":\"%s\",\"confirm\":\"yes\","
                + "\"identity\":\"%s\"}";
        String id = ask("POST", "/api/calls", body.formatted(ROBIN, identity))
                .get("id")
                .asText();
        answer("ADVOCATE");
        answer(ROBIN);
        awaitState(ROBIN, "TALKING");
        ask("DELETE", "/api/calls/" + id, "");
        awaitState(ROBIN, "IDLE");
        awaitState("ADVOCATE", "IDLE");
    }

    private static JsonNode surface(JsonNode footprint, int index) {
        return footprint.get("surfaces").get(index);
    }

    @Test
    void promise_isWhatThePracticePhoneSaw() throws IOException, InterruptedException {
        DemoSettings.prepare(data);
        Settings settings = SettingsReader.required(data.resolve("stillcall.toml"))
                .with(new Settings.Overrides(
                        Optional.of(0), Optional.of(0), Optional.of(data), Optional.empty(), Optional.empty()));
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        try (Shutdown shutdown = new Shutdown(Log.silent())) {
            port = new Run(Wiring::start, nowhere, nowhere, new Starter.Means(Log.silent(), Randomness.secure()))
                    .start(settings, Starter.Mode.DEMO, Optional.of(token), shutdown)
                    .port();
            for (String identity : new String[] {"hidden", "shown"}) {
                String wish = "{\"phone\":\"desk\",\"programme\":\"follow-up\",\"identity\":\"" + identity + "\"}";
                JsonNode promised = ask("POST", "/api/footprint", wish);
                boolean number = !promised.get("shows").asText().equals("HIDDEN");
                assertEquals(identity.equals("shown"), number);
                call(identity);
                JsonNode seen = phone(ROBIN);
                for (String list : new String[] {"callLog", "bill"}) {
                    String line = seen.get(list).get(0).asText();
                    assertEquals(number, NUMBER.matcher(line).find(), list);
                    assertEquals(!number, line.contains("Private"), list);
                }
                String screen = seen.at("/footprints/0/shows").asText();
                assertEquals(number, NUMBER.matcher(screen).find());
                assertEquals(
                        number ? "RED" : "GREEN",
                        surface(promised, 0).get("level").asText());
                assertEquals(number, surface(promised, 1).get("what").asText().startsWith("That number"));
                assertFalse(surface(promised, 2).get("level").asText().equals("GREEN"), "the bill lists it");
                assertEquals(0, seen.get("voicemail").size());
            }
        }
    }
}
