package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.X25519Encrypter;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;

/** A client of the HTTP API that seals numbers with another maker's JOSE library. */
final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI root;
    private final String token;

    record Answer(int status, JsonNode body) {
        String text(String name) {
            return body.path(name).asText();
        }
    }

    Api(String root, String token) {
        this.root = URI.create(root);
        this.token = token;
    }

    int port() {
        return root.getPort();
    }

    /** Asks for a call to a number in E.164 with plus. */
    Answer ask(String phone, String number) {
        return ask(phone, number, "audit");
    }

    /** In another programme, asking to show the borrowed number, which some programmes allow. */
    Answer ask(String phone, String number, String programme) {
        Answer key = send("POST", "api/call-keys", "");
        assertEquals(201, key.status, () -> key.body.toString());
        try {
            JWEObject sealed =
                    new JWEObject(new JWEHeader(JWEAlgorithm.ECDH_ES, EncryptionMethod.A256GCM), new Payload(number));
            sealed.encrypt(
                    new X25519Encrypter(OctetKeyPair.parse(key.body.path("jwk").toString())));
            return send(
                    "POST",
                    "api/calls",
                    JSON.writeValueAsString(Map.of(
                            "phone",
                            phone,
                            "programme",
                            programme,
                            "identity",
                            "shown",
                            "confirm",
                            "yes",
                            "kid",
                            key.text("kid"),
                            "number",
                            sealed.serialize())));
        } catch (JOSEException | ParseException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Places a call and gives its id. */
    String place(String phone, String number) {
        Answer placed = ask(phone, number);
        assertEquals(201, placed.status, () -> placed.body.toString());
        return placed.text("id");
    }

    String place(String phone, String number, String programme) {
        Answer placed = ask(phone, number, programme);
        assertEquals(201, placed.status, () -> placed.body.toString());
        return placed.text("id");
    }

    void end(String id) {
        assertEquals(204, send("DELETE", "api/calls/" + id, "").status);
    }

    /** The calls in progress. */
    JsonNode calls() {
        return send("GET", "api/calls", "").body.path("calls");
    }

    /** Ends it and has its caller's number refused for a while. */
    int block(String id) {
        return send("POST", "api/calls/" + id + "/block", "{}").status;
    }

    /** Asks somebody to join: {@code who} is a member of the request. */
    void third(String id, String who) {
        assertEquals(204, send("POST", "api/calls/" + id + "/third", "{" + who + "}").status);
    }

    void handOver(String id) {
        assertEquals(204, send("POST", "api/calls/" + id + "/third/takes-over", "{}").status);
    }

    /** Waits until the third party stands there. */
    void awaitThird(String id, String stage) {
        Waiting.until(
                "the third party is " + stage,
                () -> send("GET", "api/calls/" + id, "")
                        .body
                        .path("third")
                        .path("stage")
                        .asText()
                        .equals(stage));
    }

    /** Whether a phone is registered. */
    boolean reachable(String phone) {
        for (JsonNode one : send("GET", "api/phones", "").body.path("phones")) {
            if (one.path("name").asText().equals(phone)) {
                return one.path("reachable").asBoolean();
            }
        }
        return false;
    }

    /** Waits on the call's events until it stands there; that event. */
    JsonNode await(String id, String state) {
        HttpRequest request = request("GET", "api/calls/" + id + "/events", "").build();
        try (InputStream in = exchange(request, BodyHandlers.ofInputStream()).body()) {
            String wanted = "\"state\":\"" + state + "\"";
            String event = Lines.of(in).await(wanted, 0, line -> line.startsWith("data: ") && line.contains(wanted));
            return JSON.readTree(event.substring("data: ".length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the call's end and gives its outcome. */
    String outcome(String id) {
        return await(id, "ENDED").path("outcome").asText();
    }

    String metrics() {
        HttpRequest request = request("GET", "metrics", "").build();
        return exchange(request, BodyHandlers.ofString()).body();
    }

    /** A figure of the metrics, summed over all labels that hold {@code part}. */
    double figure(String name, String part) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name) && line.contains(part))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    double ended(String outcome) {
        return figure("stillcall_calls_ended_total", "outcome=\"" + outcome + "\"");
    }

    /** Waits until no call is in progress and every number has been overwritten. */
    void awaitIdle() {
        Waiting.until(
                "no call in progress and no number held",
                () -> figure("stillcall_calls_in_progress", "") == 0 && figure("stillcall_numbers_held", "") == 0,
                this::metrics);
    }

    private Answer send(String method, String path, String body) {
        HttpResponse<String> response = exchange(
                request(method, path, body).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        try {
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted.", e);
        }
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(root.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }
}
