package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.call.Switchboard.Placement;
import org.stillcall.call.Switchboard.State;
import org.stillcall.call.Switchboard.Wish;
import org.stillcall.plan.Identity;

/** The API's answers over real HTTP. Rows G18, G20, P1. */
class ApiServerTest {
    private static final Label HELPLINE = new Label("helpline");

    private final ApiRig rig = new ApiRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void callKeys_whenAsked_giveAKeyForOneCall() {
        HttpResponse<String> answer = rig.post("/api/call-keys");
        assertEquals(201, answer.statusCode());
        assertTrue(answer.body().matches("\\{\"kid\":\"[A-Za-z0-9_-]+\",\"jwk\":\\{\"kty\":\"OKP\".*}}"));
    }

    @Test
    void calls_withASealedNumber_arePlacedAndTheNumberIsErased() {
        HttpResponse<String> answer = rig.placeSealed("desk", "helpline");
        assertEquals(201, answer.statusCode());
        assertEquals("{\"id\":\"c1\",\"state\":\"RINGING_ADVOCATE\",\"message\":\"\",\"notes\":[]}", answer.body());
        assertEquals("12025550147", rig.switchboard.lastDigits);
        assertTrue(rig.switchboard.allErased());
        assertEquals(0, rig.numbers.onLoan());
    }

    @Test
    void calls_withAUsedKey_areRefused() {
        String key = rig.post("/api/call-keys").body();
        String kid = ApiRig.between(key, "\"kid\":\"", "\"");
        String sealed = rig.seal(ApiRig.between(key, "\"jwk\":", "}") + "}");
        String request = ApiRig.request("desk", "helpline", kid, sealed);
        assertEquals(201, rig.post("/api/calls", request).statusCode());
        refused(rig.post("/api/calls", request), 422, "UNKNOWN_KEY");
    }

    @Test
    void calls_withANumberSealedForAnotherKey_areRefused() {
        String key = rig.post("/api/call-keys").body();
        String other = rig.post("/api/call-keys").body();
        String sealed = rig.seal(ApiRig.between(other, "\"jwk\":", "}") + "}");
        String kid = ApiRig.between(key, "\"kid\":\"", "\"");
        refused(rig.post("/api/calls", ApiRig.request("desk", "helpline", kid, sealed)), 422, "NOT_OPENED");
    }

    @Test
    void calls_withANumberInClear_areRefusedAndItComesBackNowhere() {
        HttpResponse<String> answer = rig.post("/api/calls", ApiRig.request("desk", "helpline", "", ApiRig.CANARY));
        refused(answer, 422, "NUMBER_IN_CLEAR");
        assertTrue(answer.body().contains("\"nextSafeTime\":null"));
        assertTrue(rig.switchboard.lastDigits.isEmpty());
    }

    @Test
    void calls_withAPracticeNumberInClear_arePlaced() {
        String request = "{\"phone\":\"desk\",\"programme\":\"helpline\",\"number\":\"" + FakePractice.NUMBER + "\"}";
        assertEquals(201, rig.post("/api/calls", request).statusCode());
        assertEquals("16175550121", rig.switchboard.lastDigits);
        assertEquals(0, rig.numbers.onLoan());
    }

    @Test
    void calls_areHiddenUnlessShownIsAskedForAndConfirmed() {
        String request = "{\"phone\":\"desk\",\"programme\":\"helpline\",\"number\":\"" + FakePractice.NUMBER + "\"";
        rig.post("/api/calls", request + "}");
        assertEquals(new Wish(FakeSwitchboard.DESK, HELPLINE, Identity.HIDDEN, false), rig.switchboard.lastWish.get());
        rig.post("/api/calls", request + ",\"identity\":\"shown\",\"confirm\":\"yes\"}");
        assertEquals(new Wish(FakeSwitchboard.DESK, HELPLINE, Identity.SHOWN, true), rig.switchboard.lastWish.get());
    }

    @Test
    void calls_refusedByTheSwitch_nameReasonAndNextSafeTime() {
        rig.switchboard.refusal = Optional.of(new Placement.Refused(
                "OUTSIDE_SAFE_TIME", "Call later.", Optional.of(Instant.parse("2026-01-05T14:00:00Z"))));
        HttpResponse<String> answer = rig.placeSealed("desk", "helpline");
        assertEquals(422, answer.statusCode());
        assertEquals(
                "{\"reason\":\"OUTSIDE_SAFE_TIME\",\"message\":\"Call later.\","
                        + "\"nextSafeTime\":\"2026-01-05T14:00:00Z\"}",
                answer.body());
    }

    @Test
    void calls_withNamesThatAreNone_areRefusedWithoutRepeatingThem() {
        refused(rig.placeSealed("No Such Phone!", "helpline"), 422, "UNKNOWN_PHONE");
        refused(rig.placeSealed("desk", "12025550147"), 422, "UNKNOWN_PROGRAMME");
    }

    @Test
    void calls_whenTheSwitchIsNotReady_areRefused() {
        rig.switchboard.ready = false;
        refused(rig.placeSealed("desk", "helpline"), 503, "NOT_READY");
    }

    @Test
    void calls_whenTheSwitchFails_sayNothingOfIt() {
        rig.switchboard.fails = true;
        refused(rig.placeSealed("desk", "helpline"), 500, "FAILED");
        assertTrue(rig.log().contains("A request failed. KIND=java.lang.IllegalStateException"));
        assertEquals(0, rig.numbers.onLoan());
    }

    @Test
    void call_inProgress_isShownAndEnded() {
        rig.placeSealed("desk", "helpline");
        assertEquals(
                "{\"id\":\"c1\",\"state\":\"RINGING_ADVOCATE\",\"outcome\":null,\"message\":\"\","
                        + "\"levelNear\":120,\"levelFar\":340}",
                rig.get("/api/calls/c1").body());
        assertEquals(204, rig.delete("/api/calls/c1").statusCode());
        assertTrue(rig.get("/api/calls/c1").body().contains("\"outcome\":\"ENDED_BY_REQUEST\""));
        refused(rig.delete("/api/calls/c1"), 404, "NO_SUCH_CALL");
        refused(rig.get("/api/calls/c9"), 404, "NO_SUCH_CALL");
    }

    @Test
    void bodies_thatAreNotWhatIsAsked_areRefused() {
        List<String> bodies = List.of(
                "",
                "[]",
                "{",
                "{} {}",
                "null",
                "{\"phone\":\"desk\"}",
                "{\"phone\":\"desk\",\"programme\":\"helpline\",\"kid\":\"k\",\"number\":5}",
                "{\"phone\":\"desk\",\"programme\":\"helpline\",\"number\":{\"a\":\"b\"}}",
                "{\"phone\":\"desk\",\"programme\":\"helpline\",\"number\":\"ey\",\"other\":\"x\"}",
                "{\"phone\":\"desk\",\"phone\":\"desk\",\"programme\":\"helpline\",\"number\":\"ey\"}",
                "{\"phone\":\"desk\" \"" + ApiRig.CANARY + "\"}");
        for (String body : bodies) {
            refused(rig.post("/api/calls", body), 400, "MALFORMED");
        }
    }

    @Test
    void bodies_ofAnotherType_areRefused() {
        refused(
                rig.send(rig.authorized("/api/calls")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{}"))),
                415,
                "NOT_JSON");
        refused(rig.post("/api/calls"), 415, "NOT_JSON");
    }

    @Test
    void bodies_overTheLimit_areRefusedByTheirLength() {
        refused(rig.post("/api/calls", overTheLimit()), 413, "TOO_LONG");
    }

    @Test
    void bodies_overTheLimit_areRefusedWithoutALength() {
        byte[] body = overTheLimit().getBytes(StandardCharsets.UTF_8);
        refused(
                rig.send(rig.authorized("/api/calls")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))),
                413,
                "TOO_LONG");
    }

    private static String overTheLimit() {
        return "{\"phone\":\"" + "x".repeat(ApiLimits.BODY_BYTES) + "\"}";
    }

    @Test
    void headers_overTheLimit_areRefused() {
        refused(
                rig.send(rig.authorized("/api/phones")
                        .header("X-Long", ApiRig.CANARY.repeat(2000))
                        .GET()),
                431,
                "HEADERS_TOO_LONG");
    }

    @Test
    void phonesAndTrunks_areListed() {
        assertEquals(
                "{\"phones\":[{\"name\":\"desk\",\"kind\":\"desk\",\"reachable\":true,\"busy\":false}]}",
                rig.get("/api/phones").body());
        assertEquals(
                "{\"trunks\":[{\"name\":\"carrier\",\"state\":\"REGISTERED\"}]}",
                rig.get("/api/trunks").body());
    }

    @Test
    void health_withoutToken_saysOnlyWhetherCallsArePossible() {
        HttpResponse<String> answer = rig.send(rig.to("/healthz").GET());
        assertEquals(200, answer.statusCode());
        assertEquals("{\"status\":\"ok\"}", answer.body());
        assertEquals(
                "{\"status\":\"ok\",\"warnings\":[\"Swap is on.\"]}",
                rig.get("/healthz").body());
        rig.switchboard.ready = false;
        HttpResponse<String> later = rig.send(rig.to("/healthz").GET());
        assertEquals(503, later.statusCode());
        assertEquals("{\"status\":\"unavailable\"}", later.body());
    }

    @Test
    void metrics_areInPrometheusForm() {
        HttpResponse<String> answer = rig.get("/metrics");
        assertEquals(Metrics.TYPE, answer.headers().firstValue("Content-Type").orElse(""));
        assertTrue(answer.body().contains("stillcall_calls_ended_total{outcome=\"COMPLETED\"} 3\n"));
        assertTrue(answer.body().contains("\nstillcall_streams 1.5\n"));
        for (String line : answer.body().lines().toList()) {
            assertTrue(
                    line.matches(
                            "# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*})? [0-9.E]+"),
                    line);
        }
        refused(rig.send(rig.to("/metrics").GET()), 401, "UNAUTHORIZED");
    }

    @Test
    void addresses_thatAreNone_areRefusedWithoutRepeatingThem() {
        refused(rig.delete("/api/phones"), 405, "WRONG_METHOD");
        // The last one ends its connection.
        for (String path : List.of("/api/nothing/" + ApiRig.CANARY, "/x" + ApiRig.CANARY, "/a/../../etc/passwd")) {
            HttpResponse<String> answer = rig.get(path);
            assertFalse(answer.body().contains("5550147"));
            assertTrue(answer.statusCode() == 404 || answer.statusCode() == 400);
        }
    }

    @Test
    void canary_afterEveryKindOfRequest_standsInNoAnswerAndNoLog() {
        StringBuilder all = new StringBuilder();
        all.append(rig.placeSealed("desk", "helpline").body());
        all.append(rig.post("/api/calls", ApiRig.request("desk", "helpline", "k", ApiRig.CANARY))
                .body());
        all.append(rig.post("/api/calls", ApiRig.request(ApiRig.CANARY, ApiRig.CANARY, ApiRig.CANARY, "eyJ"))
                .body());
        all.append(rig.post("/api/calls", "{\"" + ApiRig.CANARY + "\":\"x\"}").body());
        all.append(rig.post("/api/calls", "{\"phone\":" + ApiRig.CANARY + "}").body());
        all.append(rig.get("/api/calls/" + ApiRig.CANARY).body());
        all.append(rig.get("/" + ApiRig.CANARY).body());
        all.append(rig.get("/api/phones?number=" + ApiRig.CANARY).body());
        all.append(rig.post("/api/practice/phones/" + ApiRig.CANARY + "/answer").body());
        all.append(rig.post("/api/practice/phones/ada/key", "{\"value\":\"" + ApiRig.CANARY + "\"}")
                .body());
        rig.switchboard.fails = true;
        all.append(rig.placeSealed("desk", "helpline").body());
        all.append(rig.get("/metrics").body());
        assertFalse(all.toString().contains("5550147"), all.toString());
        assertFalse(rig.log().contains("5550147"), rig.log());
    }

    @Test
    void practice_phonesAreListedAndDoWhatTheyAreTold() {
        HttpResponse<String> list = rig.get("/api/practice/phones");
        assertTrue(list.body().startsWith("{\"phones\":[{\"name\":\"desk\",\"kind\":\"ADVOCATE\""), list.body());
        assertEquals(204, rig.post("/api/practice/phones/ada/answer").statusCode());
        assertEquals(204, rig.post("/api/practice/phones/ada/reject").statusCode());
        assertEquals(204, rig.post("/api/practice/phones/ada/hangup").statusCode());
        assertEquals(
                204,
                rig.post("/api/practice/phones/ada/behaviour", "{\"value\":\"rejects_private\"}")
                        .statusCode());
        assertEquals(
                204,
                rig.post("/api/practice/phones/ada/key", "{\"value\":\"#\"}").statusCode());
        assertEquals(
                List.of(
                        new PracticeDesk.Action.Answer(),
                        new PracticeDesk.Action.Reject(),
                        new PracticeDesk.Action.HangUp(),
                        new PracticeDesk.Action.Behave(PracticeDesk.Behaviour.REJECTS_PRIVATE),
                        new PracticeDesk.Action.Press('#')),
                rig.practice.actions);
        refused(rig.post("/api/practice/phones/desk/answer"), 409, "NOT_NOW");
        refused(rig.post("/api/practice/phones/eve/answer"), 404, "NO_SUCH_HANDSET");
        refused(rig.post("/api/practice/phones/ada/explode"), 404, "NOT_FOUND");
        refused(rig.post("/api/practice/phones/ada/key", "{\"value\":\"55\"}"), 400, "MALFORMED");
        refused(rig.post("/api/practice/phones/ada/behaviour", "{\"value\":\"x\"}"), 400, "MALFORMED");
    }

    @Test
    void practice_whenThereIsNone_isNotThere() {
        try (ApiRig real = new ApiRig(false)) {
            refused(real.get("/api/practice/phones"), 404, "NOT_FOUND");
            refused(real.get("/api/practice/events"), 404, "NOT_FOUND");
            refused(
                    real.post("/api/calls", ApiRig.request("desk", "helpline", "", FakePractice.NUMBER)),
                    422,
                    "NUMBER_IN_CLEAR");
        }
    }

    @Test
    void port_thatIsTaken_isSaidSo() {
        ApiServer.Access access = new ApiServer.Access(
                java.net.InetAddress.getLoopbackAddress(),
                rig.server.port(),
                org.stillcall.base.Secret.of(new byte[] {'t'}));
        ApiServer.Desk desk = new ApiServer.Desk(rig.switchboard, rig.keys, rig.numbers, Optional.empty(), List::of);
        ApiServer.Means means = new ApiServer.Means(org.stillcall.base.Log.silent(), rig.randomness, rig.now::get);
        org.junit.jupiter.api.Assertions.assertThrows(ApiException.class, () -> ApiServer.start(access, desk, means));
    }

    @Test
    void states_inTheApi_areThoseOfTheSwitch() {
        rig.placeSealed("desk", "helpline");
        for (State state : State.values()) {
            rig.switchboard.move("c1", state, Optional.empty(), "");
            assertTrue(rig.get("/api/calls/c1").body().contains("\"state\":\"" + state.name() + "\""));
        }
    }

    private static void refused(HttpResponse<String> answer, int status, String reason) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(
                "application/json", answer.headers().firstValue("Content-Type").orElse(""));
        assertTrue(answer.body().startsWith("{\"reason\":\"" + reason + "\",\"message\":\""), answer.body());
        assertFalse(answer.body().contains("5550147"), answer.body());
    }
}
