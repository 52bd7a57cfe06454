package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.console.ApiServer;

/** G9, P1: what the tests of the pages' modules take for the server's answers is what a whole server says. */
@Timeout(60)
class AnswersTest {
    private static final Path ANSWERS = Path.of("src", "test", "js", "answers");
    private static final String ROBIN = "+16175550122"; // one of the practice carrier's phones

    @TempDir
    Path data;

    private HttpResponse<String> placed(String token, int port, String more) throws IOException, InterruptedException {
        String body = "{\"phone\":\"desk\",\"programme\":\"court\",\"number\":\"" + ROBIN + "\"" + more + "}";
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/calls"))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    @Test
    void question_beforeANumberShows_isTheOneThatPagesKnow() throws IOException, InterruptedException {
        DemoSettings.prepare(data);
        Path config = data.resolve("stillcall.toml");
        String always = Files.readString(config).replace("[\"mon-fri 09:00-17:00\"]", "\"always\"");
        Files.writeString(config, always);
        Settings settings = SettingsReader.required(config)
                .with(new Settings.Overrides(
                        Optional.of(0), Optional.of(0), Optional.of(data), Optional.empty(), Optional.empty()));
        String token = Randomness.secure().token(256);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        try (Shutdown shutdown = new Shutdown(Log.silent())) {
            ApiServer server = new Run(
                            Wiring::start, nowhere, nowhere, new Starter.Means(Log.silent(), Randomness.secure()))
                    .start(settings, Starter.Mode.DEMO, Optional.of(token), shutdown);
            HttpResponse<String> asked = placed(token, server.port(), ",\"identity\":\"shown\"");
            assertEquals(422, asked.statusCode());
            assertEquals(Files.readString(ANSWERS.resolve("question.json")).strip(), asked.body());
            HttpResponse<String> agreed = placed(token, server.port(), ",\"identity\":\"shown\",\"confirm\":\"yes\"");
            assertEquals(201, agreed.statusCode(), agreed::body);
        }
    }
}
