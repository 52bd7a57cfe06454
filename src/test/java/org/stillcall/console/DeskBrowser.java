package org.stillcall.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.stillcall.base.Base64Url;
import org.stillcall.console.SoftAuthenticator.DeviceKey;

/** One person's browser on one device, as the server sees it: a cookie, a passkey, keys; nothing is truly sealed. */
final class DeskBrowser {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final String device = newId();
    final byte[] publicKey = DeviceKey.publicKey();
    final SoftAuthenticator passkey;
    String person = newId();
    /** The centre's public keys by generation, as browsers know them. */
    final Map<Integer, byte[]> centreKeys = new TreeMap<>();

    String cookie = "";
    private String origin;
    private final HttpClient http;

    DeskBrowser(int port, HttpClient http) {
        this("http://localhost:" + port, http);
    }

    DeskBrowser(String origin, HttpClient http) {
        this.origin = origin;
        this.http = http;
        this.passkey = new SoftAuthenticator(origin);
    }

    /** The same browser, without a cookie, at another server of the same centre. */
    DeskBrowser on(ApiServer server) {
        origin = "http://localhost:" + server.port();
        passkey.at(origin);
        cookie = "";
        return this;
    }

    static String newId() {
        return Base64Url.encode(SoftAuthenticator.random(16));
    }

    /** Something with the header and a length of an envelope. */
    static String sealed(int kind, int generation, byte[] recipient) {
        return sealed(kind, generation, recipient, kind == SealedBytes.CENTRE_KEY ? 245 : 363);
    }

    /** The same, so many bytes long. */
    static String sealed(int kind, int generation, byte[] recipient, int length) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(recipient);
            ByteBuffer bytes = ByteBuffer.allocate(length)
                    .put((byte) 1)
                    .put((byte) kind)
                    .putInt(generation)
                    .put(hash, 0, 8)
                    .put(SoftAuthenticator.random(length - 14));
            return Base64Url.encode(bytes.array());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One answer. */
    record Answer(int status, JsonNode body, HttpResponse<String> whole) {
        String reason() {
            return body.path("reason").asText();
        }

        String text(String field) {
            return body.path(field).asText();
        }

        String header(String name) {
            return whole.headers().firstValue(name).orElse("");
        }
    }

    HttpRequest.Builder to(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path))
                .timeout(Duration.ofSeconds(30))
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "application/json");
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    Answer get(String path) {
        return send(to(path).GET());
    }

    Answer delete(String path) {
        return send(to(path).DELETE());
    }

    Answer post(String path, String json) {
        return send(to(path).POST(BodyPublishers.ofString(json)));
    }

    Answer put(String path, String json) {
        return send(to(path).PUT(BodyPublishers.ofString(json)));
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
        try {
            return http.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Answer send(HttpRequest.Builder request) {
        HttpResponse<String> answer = send(request, BodyHandlers.ofString());
        answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        try {
            String body = answer.body();
            return new Answer(answer.statusCode(), body.isEmpty() ? MAPPER.nullNode() : MAPPER.readTree(body), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String deviceJson() {
        return "{\"id\":\"" + device + "\",\"kind\":\"PHONE\",\"publicKey\":\"" + Base64Url.encode(publicKey) + "\"}";
    }

    // ---- the ceremonies ----

    Answer setUp(DeskRig rig) {
        Answer begun = post("/api/setup/begin", "{\"code\":\"" + rig.setupCode + "\"}");
        return begun.status() == 200 ? finishSetUp(rig, begun) : begun;
    }

    Answer finishSetUp(DeskRig rig, Answer begun) {
        centreKeys.put(1, DeviceKey.publicKey());
        byte[] centre = centreKeys.get(1);
        rig.sheetKey = DeviceKey.publicKey();
        String body = "{\"code\":\"" + rig.setupCode + "\",\"challenge\":\"" + begun.text("challenge")
                + "\",\"credential\":" + passkey.create(begun.body().get("publicKey")) + ",\"device\":" + deviceJson()
                + ",\"person\":{\"id\":\"" + person + "\",\"name\":\"" + sealed(4, 1, centre)
                + "\"},\"centre\":{\"id\":\""
                + newId() + "\",\"publicKey\":\"" + Base64Url.encode(centre) + "\",\"wrapped\":\""
                + sealed(1, 1, publicKey) + "\"," + voucher() + "},\"recovery\":{" + sheet(rig) + ",\"wrapped\":\""
                + sealed(1, 1, rig.sheetKey) + "\"}}";
        return post("/api/setup/finish", body);
    }

    /** The field of 32 bytes that stand for a voucher. */
    static String voucher() {
        return "\"voucher\":\"" + Base64Url.encode(SoftAuthenticator.random(32)) + "\"";
    }

    static String sheet(DeskRig rig) {
        rig.proof = SoftAuthenticator.random(32);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(rig.proof);
            return voucher() + ",\"publicKey\":\"" + Base64Url.encode(rig.sheetKey) + "\",\"sealed\":\""
                    + Base64Url.encode(SoftAuthenticator.random(166)) + "\",\"proofHash\":\"" + Base64Url.encode(hash)
                    + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Answer beginSignIn() {
        return post("/api/sign-in/begin", "{\"device\":\"" + device + "\"}");
    }

    Answer signIn() {
        Answer begun = beginSignIn();
        return begun.status() == 200
                ? finishSignIn(begun.text("challenge"), passkey.get(begun.body().get("publicKey")))
                : begun;
    }

    Answer finishSignIn(String challenge, String credential) {
        return post(
                "/api/sign-in/finish",
                "{\"challenge\":\"" + challenge + "\",\"device\":\"" + device + "\",\"credential\":" + credential
                        + "}");
    }

    Answer unlock(String pin) {
        return post("/api/unlock", "{\"pin\":\"" + pin + "\"}");
    }

    /** What a browser hears while it is let in. */
    static final class Joining {
        String join = "";
        String code = "";
        String token = "";
        final byte[] approverNonce = SoftAuthenticator.random(32);
        final byte[] nonce = SoftAuthenticator.random(32);
        boolean revealed;
    }

    /** Opens a way in on those terms, which are JSON fields. */
    Answer begin(Joining joining, String terms) {
        Answer begun = post("/api/joins", "{" + terms + ",\"commitment\":\"" + commitment(joining) + "\"}");
        joining.join = begun.text("id");
        joining.code = begun.text("code");
        return begun;
    }

    String commitment(Joining joining) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update("stillcall commitment 1".getBytes(StandardCharsets.UTF_8));
            hash.update(joining.approverNonce);
            return Base64Url.encode(hash.digest(publicKey));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Answer beginForMe() {
        return begin(new Joining(), "\"for\":\"ME\"");
    }

    /** Opens a way in for {@code guest}; {@code role} empty for another device of one's own. */
    Joining invite(DeskBrowser guest, String role) {
        String terms = role.isEmpty()
                ? "\"for\":\"ME\""
                : "\"for\":\"PERSON\",\"role\":\"" + role + "\",\"person\":{\"id\":\"" + guest.person + "\",\"name\":\""
                        + sealed(4, generation(), centreKeys.get(generation())) + "\"}";
        Joining joining = new Joining();
        Answer begun = begin(joining, terms);
        if (begun.status() != 201) {
            throw new AssertionError(begun.whole().body());
        }
        if (role.isEmpty()) {
            guest.person = person;
        }
        return joining;
    }

    int generation() {
        return centreKeys.keySet().stream().max(Integer::compare).orElseThrow();
    }

    /** Says the code, then the key and the nonce; the answer to the code. */
    Answer claim(Joining joining) {
        Answer claimed = sayCode(joining);
        if (claimed.status() == 200) {
            Answer introduced = introduce(joining);
            if (introduced.status() != 204) {
                throw new AssertionError(introduced.whole().body());
            }
        }
        return claimed;
    }

    Answer sayCode(Joining joining) {
        Answer claimed = post("/api/join", "{\"code\":\"" + joining.code + "\"}");
        joining.token = claimed.text("token");
        return claimed;
    }

    Answer introduce(Joining joining) {
        return post(
                "/api/join/key",
                "{\"token\":\"" + joining.token + "\",\"device\":" + deviceJson() + ",\"nonce\":\""
                        + Base64Url.encode(joining.nonce) + "\"}");
    }

    Answer reveal(Joining joining) {
        Answer answer = post(
                "/api/joins/" + joining.join + "/reveal",
                "{\"nonce\":\"" + Base64Url.encode(joining.approverNonce) + "\"}");
        joining.revealed |= answer.status() == 204;
        return answer;
    }

    /** Reveals, if that was not done, then lets in. */
    Answer approve(Joining joining, DeskBrowser guest, boolean withKeys) {
        if (!joining.revealed) {
            reveal(joining);
        }
        return approveUnrevealed(joining, guest, withKeys);
    }

    Answer approveUnrevealed(Joining joining, DeskBrowser guest, boolean withKeys) {
        Map<Integer, String> keys = new HashMap<>();
        if (withKeys) {
            centreKeys.keySet().forEach(generation -> keys.put(generation, sealed(1, generation, guest.publicKey)));
        }
        return post("/api/joins/" + joining.join + "/approve", "{\"keys\":" + list(keys) + "," + voucher() + "}");
    }

    static String list(Map<Integer, String> keys) {
        StringBuilder list = new StringBuilder("[");
        keys.forEach((generation, wrapped) -> list.append(list.length() == 1 ? "" : ",")
                .append("{\"generation\":")
                .append(generation)
                .append(",\"wrapped\":\"")
                .append(wrapped)
                .append("\"}"));
        return list.append(']').toString();
    }

    Answer joinState(Joining joining) {
        return post("/api/join/state", "{\"token\":\"" + joining.token + "\"}");
    }

    Answer finishJoin(Joining joining, Answer state) {
        return post(
                "/api/join/finish",
                "{\"token\":\"" + joining.token + "\",\"challenge\":\"" + state.text("challenge") + "\",\"credential\":"
                        + passkey.create(state.body().get("publicKey")) + "}");
    }

    /** Lets {@code guest} in by all the steps; {@code role} empty for another device of one's own. */
    Answer letIn(DeskBrowser guest, String role) {
        Joining joining = invite(guest, role);
        guest.claim(joining);
        Answer approved = approve(joining, guest, !role.equals("HOST"));
        if (approved.status() != 204) {
            return approved;
        }
        guest.centreKeys.putAll(centreKeys);
        return guest.finishJoin(joining, guest.joinState(joining));
    }
}
