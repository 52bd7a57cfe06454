package org.stillcall.leak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.stillcall.console.SoftAuthenticator;
import org.stillcall.vault.EnvelopeTwin;
import org.stillcall.vault.EnvelopeTwin.Place;

/**
 * A browser of a person who works here: its passkey, its device's key, what it seals and opens. Everything that only
 * people may know stays on this side. Threads may share it once it is signed in.
 */
final class Desk implements AutoCloseable {
    static final String PROGRAMME = "audit";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The last day of a plan as {@link #keep(String)} makes it, in days from today. */
    static final int DAYS = 20;

    final String device = newId();
    final KeyPair deviceKey = pair();
    final KeyPair centre;
    final KeyPair recovery = pair();
    final byte[] sheet = random(16);
    private final SoftAuthenticator passkey = new SoftAuthenticator("");
    private final HttpClient http = HttpClient.newHttpClient();
    private String person = newId();
    private String address = "";
    private volatile String cookie = "";

    /** What the server answered. */
    record Answer(int status, JsonNode body) {
        String text(String field) {
            return body.path(field).asText();
        }

        /** Itself, if it is of one of these statuses. */
        Answer is(int... wanted) {
            if (IntStream.of(wanted).noneMatch(one -> one == status)) {
                throw new AssertionError("Answered " + status + " " + body);
            }
            return this;
        }
    }

    private Desk(KeyPair centre, Server server) {
        this.centre = centre;
        at(server);
    }

    /** The first browser of a new centre: makes it. */
    static Desk settingUp(Server server) throws IOException {
        Desk desk = new Desk(pair(), server);
        desk.setUp(server.setupCode());
        desk.put("/api/me", "{\"lockSeconds\":300}").is(204);
        return desk;
    }

    /** Goes on with another run of the server; nobody is signed in. */
    void at(Server server) {
        address = "http://localhost:" + server.port();
        passkey.at(address);
        cookie = "";
    }

    private void setUp(String code) {
        Answer begun = post("/api/setup/begin", "{\"code\":\"" + code + "\"}").is(201, 200);
        post("/api/setup/finish", """
                {"code":"%s","challenge":"%s","credential":%s,"device":%s,"person":{"id":"%s","name":"%s"},
                "centre":{"id":"%s","publicKey":"%s","wrapped":"%s","voucher":"%s"},
                "recovery":{"publicKey":"%s","sealed":"%s","proofHash":"%s","wrapped":"%s","voucher":"%s"}}
                """.formatted(
                                code,
                                begun.text("challenge"),
                                passkey.create(begun.body().get("publicKey")),
                                deviceText(),
                                person,
                                seal(4, "person/" + person, "{\"name\":\"Ada\"}"),
                                newId(),
                                encoded(EnvelopeTwin.point(centre.getPublic())),
                                wrap(deviceKey, device),
                                voucher(deviceKey, device),
                                encoded(EnvelopeTwin.point(recovery.getPublic())),
                                encoded(sealedRecovery()),
                                encoded(proofHash()),
                                wrap(recovery, "recovery"),
                                voucher(recovery, "recovery")))
                .is(201);
    }

    private String voucher(KeyPair holder, String name) {
        try {
            return encoded(EnvelopeTwin.voucher(centre, 1, name, EnvelopeTwin.point(holder.getPublic())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String deviceText() {
        return "{\"id\":\"%s\",\"kind\":\"LAPTOP\",\"publicKey\":\"%s\"}"
                .formatted(device, encoded(EnvelopeTwin.point(deviceKey.getPublic())));
    }

    /** Lets another device of the same person in. */
    Desk another(Server server) {
        Desk other = new Desk(centre, server);
        other.person = person;
        return letIn(other, "\"for\":\"ME\"");
    }

    /** Lets a new advocate in, with a device. */
    Desk colleague(Server server) {
        Desk other = new Desk(centre, server);
        String sealed = seal(4, "person/" + other.person, "{\"name\":\"Bea\"}");
        return letIn(
                other,
                "\"for\":\"PERSON\",\"role\":\"ADVOCATE\",\"person\":{\"id\":\"%s\",\"name\":\"%s\"}"
                        .formatted(other.person, sealed));
    }

    private Desk letIn(Desk other, String whom) {
        String nonce = encoded(random(32));
        String commitment = encoded(random(32)); // nobody compares words here
        Answer begun = post("/api/joins", "{" + whom + ",\"commitment\":\"" + commitment + "\"}")
                .is(201);
        Answer claimed = other.post("/api/join", "{\"code\":\"" + begun.text("code") + "\"}")
                .is(200);
        String token = "{\"token\":\"" + claimed.text("token") + "\"";
        other.post("/api/join/key", token + ",\"device\":" + other.deviceText() + ",\"nonce\":\"" + nonce + "\"}")
                .is(204);
        post("/api/joins/" + begun.text("id") + "/reveal", "{\"nonce\":\"" + nonce + "\"}")
                .is(204);
        String keys = "{\"keys\":[{\"generation\":1,\"wrapped\":\"" + wrap(other.deviceKey, other.device)
                + "\"}],\"voucher\":\"" + voucher(other.deviceKey, other.device) + "\"}";
        post("/api/joins/" + begun.text("id") + "/approve", keys).is(204);
        Answer state = other.post("/api/join/state", token + "}").is(200);
        String credential = other.passkey.create(state.body().get("publicKey"));
        other.post(
                        "/api/join/finish",
                        token + ",\"challenge\":\"" + state.text("challenge") + "\",\"credential\":" + credential + "}")
                .is(201);
        return other;
    }

    /** Whose browser it is. */
    String person() {
        return person;
    }

    void signIn() {
        Answer begun =
                post("/api/sign-in/begin", "{\"device\":\"" + device + "\"}").is(200);
        String credential = passkey.get(begun.body().get("publicKey"));
        post("/api/sign-in/finish", """
                {"challenge":"%s","device":"%s",
                "credential":%s}""".formatted(begun.text("challenge"), device, credential))
                .is(200);
    }

    void signOut() {
        delete("/api/desk").is(204);
        cookie = "";
    }

    /** Keeps a plan for {@link #DAYS} with these words in its envelope, and gives its id. */
    String keep(String words) {
        return keep(words, DAYS);
    }

    String keep(String words, int days) {
        String id = newId();
        String envelope = seal(2, "plan/" + id, words);
        post("/api/plans", """
                {"id":"%s","policy":%s,
                "envelope":"%s","generation":1}""".formatted(id, policy(days), envelope)).is(201);
        return id;
    }

    /** Keeps a plan that lets one call show a number after a refusal of private ones, and gives its id. */
    String keepShowing(String words) {
        String id = newId();
        post("/api/plans", """
                {"id":"%s","policy":%s,
                "envelope":"%s","generation":1}""".formatted(id, showing(), seal(2, "plan/" + id, words)))
                .is(201);
        return id;
    }

    private static String showing() {
        return policy(DAYS)
                .replace("\"monitored\"", """
                        "ifRejected":{"scope":"ONE_CALL","given":"%s","until":"%s",
                        "risks":["CALL_LOG","BILL","SCREEN","CALL_BACK"]},"monitored\"""".formatted(day(-2), day(DAYS)))
                .replace("\"attempts\":3", "\"attempts\":20");
    }

    /** Keeps a release of information under a plan, and gives its id. */
    String release(String plan, String words) {
        String id = newId();
        String sealed = seal(3, "release/" + id, words);
        post("/api/releases", """
                {"id":"%s","plan":"%s","sealed":"%s",
                "generation":1,"end":"%s"}""".formatted(id, plan, sealed, day(DAYS - 1))).is(201);
        return id;
    }

    /** The words of a plan, asked for and opened; null when there is no such plan. */
    @Nullable
    String words(String plan) throws GeneralSecurityException {
        Answer answer = get("/api/plans/" + plan);
        return answer.status() == 404 ? null : open(plan, decoded(answer.is(200).text("envelope")));
    }

    String open(String plan, byte[] envelope) throws GeneralSecurityException {
        return EnvelopeTwin.unpad(EnvelopeTwin.open(new Place(2, 1, "plan/" + plan), centre, envelope));
    }

    static String day(int fromToday) {
        return LocalDate.now(ZoneOffset.UTC).plusDays(fromToday).toString();
    }

    private static String policy(int days) {
        StringBuilder windows = new StringBuilder();
        for (String day : new String[] {"MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"}) {
            windows.append(windows.isEmpty() ? "" : ",")
                    .append("{\"day\":\"%s\",\"from\":\"00:00\",\"to\":\"00:00\"}".formatted(day));
        }
        String consent = "\"given\":\"%s\",\"until\":\"%s\"".formatted(day(-2), day(days));
        return """
                {"programme":"%s","zone":"UTC","windows":[%s],"once":[],"except":[],"caller":"WE_CALL",
                "voicemail":{"consent":"NONE",%s},"dropped":{"rule":"NEVER","minutes":0},
                "identity":{"shows":"PRIVATE",%s},"monitored":false,"languages":["en"],"end":"%s","askAgain":"%s",
                "attempts":3}""".formatted(PROGRAMME, windows, consent, consent, day(days), day(1));
    }

    // ---- what is sealed ----

    private String seal(int kind, String context, String json) {
        return encoded(seal(new Place(kind, 1, context), centre, EnvelopeTwin.pad(json)));
    }

    private String wrap(KeyPair recipient, String name) {
        Place place = new Place(1, 1, "centre-key/1/" + name);
        return encoded(seal(place, recipient, centre.getPrivate().getEncoded()));
    }

    private static byte[] seal(Place place, KeyPair recipient, byte[] plain) {
        try {
            byte[] to = EnvelopeTwin.point(recipient.getPublic());
            return EnvelopeTwin.seal(place, to, EnvelopeTwin.newPair(), random(12), plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] sealedRecovery() {
        try {
            return EnvelopeTwin.sealRecovery(
                    sheet, random(12), recovery.getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] proofHash() {
        try {
            return EnvelopeTwin.sha256(EnvelopeTwin.proof(sheet));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair() {
        try {
            return EnvelopeTwin.newPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    static String newId() {
        return encoded(random(16));
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] decoded(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    // ---- HTTP ----

    /** {@code name=value} of the session that is open. */
    String cookie() {
        return cookie;
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

    Answer upload(String path, byte[] bytes) {
        return upload(path, BodyPublishers.ofByteArray(bytes));
    }

    Answer upload(String path, HttpRequest.BodyPublisher bytes) {
        return send(to(path).timeout(Duration.ofMinutes(5))
                .setHeader("Content-Type", "application/octet-stream")
                .POST(bytes));
    }

    Answer put(String path, String json) {
        return send(to(path).PUT(BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder to(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(30))
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "application/json");
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
            String body = answer.body();
            return new Answer(answer.statusCode(), body.isEmpty() ? JSON.nullNode() : JSON.readTree(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
