package org.stillcall.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.stillcall.base.Digits;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;
import org.stillcall.call.Switchboard;
import org.stillcall.plan.Identity;
import org.stillcall.vault.NumberSealer;

/** A client of the API on this machine, for one call at a time. */
final class CallClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonFactory JSON = new JsonFactory();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final int port;
    private final String authorization;

    /** What the server answered: some texts by name; an object within stands there as JSON. */
    record Answer(int status, Map<String, String> texts) {
        String text(String name) {
            return texts.getOrDefault(name, "");
        }
    }

    /** @param token stays the caller's */
    CallClient(int port, Secret token) {
        this.port = port;
        this.authorization = "Bearer " + new String(token.bytes(), StandardCharsets.UTF_8);
    }

    /** Seals the number to a fresh key and asks for the call. The number stays the caller's. */
    Answer place(Switchboard.Wish wish, Digits number, Randomness randomness) {
        Answer key = send("POST", "/api/call-keys", BodyPublishers.noBody());
        if (key.status != 201) {
            return key;
        }
        try (NumberSealer sealer = new NumberSealer(randomness)) {
            String sealed = sealer.seal(number, key.text("jwk"));
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            try (JsonGenerator json = JSON.createGenerator(body)) {
                json.writeStartObject();
                json.writeStringField("phone", wish.phone().text());
                json.writeStringField("programme", wish.programme().text());
                json.writeStringField("identity", wish.asked() == Identity.SHOWN ? "shown" : "hidden");
                if (wish.confirmed()) {
                    json.writeStringField("confirm", "yes");
                }
                json.writeStringField("kid", key.text("kid"));
                json.writeStringField("number", sealed);
                json.writeEndObject();
            } catch (IOException e) {
                throw new StartException("The request could not be written.", e);
            }
            return send("POST", "/api/calls", BodyPublishers.ofByteArray(body.toByteArray()));
        }
    }

    /** Tells every change of the call until it has ended or the server has. */
    void follow(String id, Consumer<Answer> listener) {
        HttpRequest request = request("GET", "/api/calls/" + id + "/events", BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
            try (Stream<String> lines = response.body()) {
                lines.filter(line -> line.startsWith("data: "))
                        .map(line -> new Answer(response.statusCode(), texts(line.substring("data: ".length()))))
                        .forEach(listener);
            }
        } catch (IOException e) {
            throw new StartException("The server is gone, or ended the connection.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the call. */
    Answer end(String id) {
        return send("DELETE", "/api/calls/" + id, BodyPublishers.noBody());
    }

    private Answer send(String method, String path, BodyPublisher body) {
        HttpRequest request = request(method, path, body).timeout(PATIENCE).build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                return new Answer(
                        response.statusCode(), texts(new String(in.readNBytes(65_536), StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new StartException("No server answers at this port. Is it running, and is --http right?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted.", e);
        }
    }

    private HttpRequest.Builder request(String method, String path, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, body);
    }

    private static Map<String, String> texts(String body) {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return texts;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                switch (json.nextToken()) {
                    case VALUE_STRING -> texts.put(name, json.getText());
                    case START_OBJECT -> texts.put(name, object(json));
                    default -> json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new StartException("What answers at this port is not this server.", e);
        }
        return texts;
    }

    private static String object(JsonParser json) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = JSON.createGenerator(text)) {
            copy.copyCurrentStructure(json);
        }
        return text.toString();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
