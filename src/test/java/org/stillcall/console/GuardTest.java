package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may ask: tokens, sessions, other sites, other names of this machine. Rows G20, G27. */
class GuardTest {
    private static final Set<Route.Needs> PEOPLE_ALONE = Set.of(Route.Needs.SIGNED_IN, Route.Needs.ADVOCATE);

    private final ApiRig rig = new ApiRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void everyRouteThatNeedsAToken_withoutOne_isRefused() {
        int refused = 0;
        for (Route route : rig.server.routes()) {
            if (route.needs() != Route.Needs.NOTHING) {
                String path = route.path().replaceAll("\\{[a-z]+}", "x");
                HttpRequest.Builder request = rig.to(path).method(route.method().name(), BodyPublishers.noBody());
                HttpResponse<String> answer = rig.send(request);
                assertEquals(401, answer.statusCode(), route.path());
                assertEquals(
                        PEOPLE_ALONE.contains(route.needs()) ? "" : "Bearer", // where no token helps
                        answer.headers().firstValue("WWW-Authenticate").orElse(""),
                        route.path());
                refused++;
            }
        }
        assertTrue(refused >= 11);
    }

    @Test
    void token_wrong_isRefusedAndTooManyAreNotEvenRead() {
        for (int i = 0; i < ApiLimits.WRONG_TOKENS; i++) {
            assertEquals(401, withToken("wrong").statusCode());
        }
        assertEquals(429, withToken("wrong").statusCode());
        assertEquals(429, withToken(ApiRig.TOKEN).statusCode());
        rig.now.addAndGet(1_000);
        assertEquals(200, withToken(ApiRig.TOKEN).statusCode());
    }

    @Test
    void token_almostRight_isRefused() {
        for (String token :
                List.of("", ApiRig.TOKEN + "x", ApiRig.TOKEN.substring(1), ApiRig.TOKEN.toUpperCase(Locale.ROOT))) {
            assertEquals(401, withToken(token).statusCode());
        }
        assertEquals(
                401,
                rig.send(rig.to("/api/phones")
                                .header("Authorization", "Basic " + ApiRig.TOKEN)
                                .GET())
                        .statusCode());
        assertEquals(
                401, rig.send(rig.to("/api/phones?token=" + ApiRig.TOKEN).GET()).statusCode());
    }

    @Test
    void otherSites_areRefusedEvenWithTheToken() {
        for (String site : List.of("cross-site", "same-site", "anything")) {
            assertEquals(
                    403,
                    rig.send(rig.authorized("/api/phones")
                                    .header("Sec-Fetch-Site", site)
                                    .GET())
                            .statusCode());
        }
        for (String origin :
                List.of("http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1:" + port())) {
            assertEquals(
                    403,
                    rig.send(rig.authorized("/api/phones")
                                    .header("Origin", origin)
                                    .GET())
                            .statusCode());
        }
        assertEquals(
                200,
                rig.send(rig.authorized("/api/phones")
                                .header("Origin", "http://localhost:" + port())
                                .header("Sec-Fetch-Site", "same-origin")
                                .GET())
                        .statusCode());
    }

    @Test
    void hosts_thatAreNotThisMachine_areRefused() throws IOException {
        for (String host :
                List.of("evil.example:" + port(), "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:" + port())) {
            String answer = raw("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 421 "), answer);
            assertFalse(answer.contains("evil"), answer);
        }
        assertTrue(raw("GET /healthz HTTP/1.1\r\nHost: localhost:" + port() + "\r\nConnection: close\r\n\r\n")
                .startsWith("HTTP/1.1 200 "));
    }

    @Test
    void requests_thatAreNotHttp_areAnsweredInOurWords() throws IOException {
        for (String request : List.of(
                "+12025550147\r\n\r\n",
                "GET /%zz12025550147 HTTP/1.1\r\nHost: 127.0.0.1:" + port() + "\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET /" + "5550147".repeat(2000) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")) {
            String answer = raw(request);
            assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
            assertFalse(answer.contains("5550147"), answer);
            assertFalse(answer.toLowerCase(Locale.ROOT).contains("jetty"), answer);
        }
        assertFalse(rig.log().contains("5550147"));
    }

    @Test
    void answers_carryTheHardHeaders() {
        for (HttpResponse<String> answer : List.of(
                rig.get("/api/phones"),
                rig.get("/healthz"),
                rig.get("/open"),
                rig.get("/api/none"),
                withToken("wrong"))) {
            assertEquals(
                    "no-store", answer.headers().firstValue("Cache-Control").orElse(""));
            assertEquals(
                    "nosniff",
                    answer.headers().firstValue("X-Content-Type-Options").orElse(""));
            assertEquals(
                    "no-referrer",
                    answer.headers().firstValue("Referrer-Policy").orElse(""));
            String policy =
                    answer.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.startsWith("default-src 'none'") && !policy.contains("unsafe"), policy);
            assertTrue(answer.headers().firstValue("Server").isEmpty());
            assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty());
        }
    }

    @Test
    void code_opensOneBrowserOnce() {
        String code = rig.server.issueCode();
        HttpResponse<String> opened = session(code);
        assertEquals(204, opened.statusCode());
        String cookie = opened.headers().firstValue("Set-Cookie").orElse("");
        assertTrue(cookie.matches("stillcall-session=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict"), cookie);
        assertEquals(401, session(code).statusCode());
        String session = cookie.substring(0, cookie.indexOf(';'));
        assertEquals(
                200,
                rig.send(rig.to("/api/phones").header("Cookie", session).GET()).statusCode());
        // A cookie comes along by itself, so a change has to say from which page it comes.
        assertEquals(
                401,
                rig.send(rig.to("/api/call-keys").header("Cookie", session).POST(BodyPublishers.noBody()))
                        .statusCode());
        assertEquals(
                201,
                rig.send(rig.to("/api/call-keys")
                                .header("Cookie", session)
                                .header("Sec-Fetch-Site", "same-origin")
                                .POST(BodyPublishers.noBody()))
                        .statusCode());
        assertEquals(
                204,
                rig.send(rig.to("/api/session")
                                .header("Cookie", session)
                                .header("Sec-Fetch-Site", "same-origin")
                                .DELETE())
                        .statusCode());
        assertEquals(
                401,
                rig.send(rig.to("/api/phones").header("Cookie", session).GET()).statusCode());
    }

    @Test
    void code_tooOld_opensNothing() {
        String code = rig.server.issueCode();
        rig.now.addAndGet(ApiLimits.CODE_MILLIS);
        assertEquals(401, session(code).statusCode());
    }

    @Test
    void codesAndSessions_atTheirLimits_forgetTheOldest() {
        String first = rig.server.issueCode();
        for (int i = 0; i < ApiLimits.CODES; i++) {
            rig.server.issueCode();
        }
        assertEquals(401, session(first).statusCode());
        String oldest = "";
        for (int i = 0; i <= ApiLimits.SESSIONS; i++) {
            String cookie = session(rig.server.issueCode())
                    .headers()
                    .firstValue("Set-Cookie")
                    .orElse("");
            oldest = oldest.isEmpty() ? cookie.substring(0, cookie.indexOf(';')) : oldest;
        }
        assertEquals(
                401,
                rig.send(rig.to("/api/phones").header("Cookie", oldest).GET()).statusCode());
    }

    @Test
    void token_opensASessionToo() {
        assertEquals(
                204,
                rig.send(rig.authorized("/api/session").POST(BodyPublishers.noBody()))
                        .statusCode());
        assertEquals(
                401,
                rig.send(rig.to("/api/session")
                                .header("Authorization", "Bearer wrong")
                                .POST(BodyPublishers.noBody()))
                        .statusCode());
    }

    @Test
    void practiceRoom_withoutSession_leadsToTheWayIn() {
        assertEquals(200, rig.send(rig.to("/").GET()).statusCode());
        assertEquals(303, rig.send(rig.to("/practice.html").GET()).statusCode());
        HttpResponse<String> answer = rig.send(rig.to("/practice").GET());
        assertEquals(303, answer.statusCode());
        assertEquals("/open", answer.headers().firstValue("Location").orElse(""));
        assertEquals(
                "text/html; charset=utf-8",
                rig.get("/open").headers().firstValue("Content-Type").orElse("").replace(";charset", "; charset"));
        assertEquals(200, rig.get("/open.js").statusCode());
        assertTrue(rig.get("/open.js")
                .headers()
                .firstValue("Content-Type")
                .orElse("")
                .startsWith("text/javascript"));
        assertEquals(404, rig.get("/openapi.yaml").statusCode());
        assertEquals(404, rig.get("/nothing.js").statusCode());
    }

    private HttpResponse<String> session(String code) {
        return rig.send(rig.to("/api/session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"code\":\"" + code + "\"}")));
    }

    private HttpResponse<String> withToken(String token) {
        return rig.send(
                rig.to("/api/phones").header("Authorization", "Bearer " + token).GET());
    }

    private int port() {
        return rig.server.port();
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }
}
