package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.console.DeskBrowser.Answer;
import org.stillcall.store.Change;
import org.stillcall.store.PlanId;

/** G13, P6, P8, P10, P11, B6: plans, call-backs, releases and receipts over real HTTP, and who may not see them. */
class PlanRoutesTest {
    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();

    @AfterEach
    void close() {
        rig.close();
    }

    private static List<String> texts(JsonNode array, String field) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.path(field).asText()));
        return texts;
    }

    @Test
    void plan_whenKept_isShownWithItsPolicyEnvelopeAndVerdict() {
        String id = DeskBrowser.newId();
        Answer made = ada.post("/api/plans", PlanTexts.create(ada, id, PlanTexts.open()));
        assertEquals(201, made.status(), made.whole().body());
        assertEquals(id, made.text("id"));
        assertEquals(1, made.body().get("version").asInt());
        Answer shown = ada.get("/api/plans/" + id);
        assertEquals(200, shown.status());
        assertEquals("helpline", shown.body().at("/policy/programme").asText());
        assertEquals(7, shown.body().at("/policy/windows").size());
        assertEquals(PlanTexts.day(30), shown.text("end"));
        assertEquals(1, shown.body().get("generation").asInt());
        assertTrue(shown.text("envelope").length() > 200);
        assertTrue(shown.body().at("/verdict/may").asBoolean());
        assertEquals("", shown.body().at("/verdict/message").asText());
    }

    @Test
    void plan_outsideItsTimes_saysWhenAndWhy() {
        String id = PlanTexts.kept(ada, PlanTexts.later());
        JsonNode verdict = ada.get("/api/plans/" + id).body().get("verdict");
        assertFalse(verdict.get("may").asBoolean());
        assertEquals("OUTSIDE_SAFE_TIME", verdict.get("reason").asText());
        assertEquals(
                PlanTexts.day(2) + "T12:00:00Z", verdict.get("nextSafeTime").asText());
        String theirs = PlanTexts.kept(ada, PlanTexts.open("WE_CALL", "THEY_CALL"));
        verdict = ada.get("/api/plans/" + theirs).body().get("verdict");
        assertEquals("SURVIVOR_CALLS", verdict.get("reason").asText());
        assertTrue(verdict.get("nextSafeTime").isNull());
    }

    @Test
    void plan_whoseConsentsAreDue_mayBeCalledAndSaysSo() {
        String id = PlanTexts.kept(ada, PlanTexts.open(PlanTexts.day(14), PlanTexts.day(-1)));
        JsonNode verdict = ada.get("/api/plans/" + id).body().get("verdict");
        assertTrue(verdict.get("may").asBoolean());
        assertTrue(verdict.get("message").asText().contains("ask again"));
        assertTrue(ada.get("/api/plans").body().at("/0/due").asBoolean());
    }

    /** G14: an ended consent is asked about again, and nothing is said meanwhile. */
    @Test
    void plan_whoseConsentEnded_isDueAndItsVoicemailIsNone() {
        String consent = "\"consent\":\"NONE\",\"given\":\"%s\",\"until\":\"%s\"";
        String none = consent.formatted(PlanTexts.day(-2), PlanTexts.day(20));
        String held = none.replace("NONE", "AGREED");
        String over = held.replace(PlanTexts.day(20), PlanTexts.day(-1));
        String now = PlanTexts.kept(ada, PlanTexts.open(none, held));
        JsonNode verdict = ada.get("/api/plans/" + now).body().get("verdict");
        assertEquals("AGREED", verdict.get("voicemail").asText());
        assertEquals("NEVER", verdict.at("/dropped/rule").asText());
        assertEquals(0, verdict.at("/dropped/minutes").asInt());
        assertEquals("[\"en\"]", verdict.get("languages").toString());
        assertEquals("[]", verdict.get("notes").toString());
        assertFalse(ada.get("/api/plans").body().at("/0/due").asBoolean());
        ada.delete("/api/plans/" + now);
        String ended = PlanTexts.kept(ada, PlanTexts.open(none, over));
        verdict = ada.get("/api/plans/" + ended).body().get("verdict");
        assertEquals("NONE", verdict.get("voicemail").asText());
        assertEquals("[\"CONSENT_ENDED\"]", verdict.get("notes").toString());
        assertTrue(ada.get("/api/plans").body().at("/0/due").asBoolean());
    }

    @Test
    void plans_areListedAndEnvelopesOnlyWhenAskedFor() {
        String id = PlanTexts.kept(ada, PlanTexts.open());
        JsonNode plan = ada.get("/api/plans").body().get(0);
        assertEquals(id, plan.get("id").asText());
        assertEquals(PlanTexts.day(14), plan.get("askAgain").asText());
        assertFalse(plan.get("due").asBoolean());
        assertFalse(plan.has("envelope"));
        assertFalse(plan.has("policy"));
        assertTrue(ada.get("/api/plans?envelopes=yes")
                        .body()
                        .at("/0/envelope")
                        .asText()
                        .length()
                > 200);
    }

    @Test
    void plan_whichIsFaulty_isRefusedWithTheFieldAndNothingIsQuoted() {
        List<List<String>> faults = List.of(
                List.of("windows.from", "\"from\":\"00:00\"", "\"from\":\"canary\""),
                List.of("programme", "helpline", "canary"),
                List.of("end", PlanTexts.day(30), PlanTexts.day(-2)),
                List.of("end", PlanTexts.day(30), PlanTexts.day(61)), // the rig's centre allows 60 days
                List.of("", "\"monitored\"", "\"canary\":1,\"monitored\""));
        for (List<String> fault : faults) {
            String policy = PlanTexts.open(fault.get(1), fault.get(2));
            Answer answer = ada.post("/api/plans", PlanTexts.create(ada, DeskBrowser.newId(), policy));
            assertEquals(422, answer.status(), fault.toString());
            assertEquals("BAD_PLAN", answer.reason());
            assertEquals(fault.get(0), answer.text("field"), fault.toString());
            assertFalse(answer.whole().body().contains("canary"));
        }
        assertFalse(rig.log().contains("canary"));
        assertEquals(0, ada.get("/api/plans").body().size());
    }

    @Test
    void desk_saysWhatAPlanStartsFrom() {
        JsonNode centre = ada.get("/api/desk").body().get("centre");
        assertEquals(
                "{\"helpline\":{\"home\":\"US\",\"countries\":[\"US\"]}}",
                centre.get("dialling").toString());
        assertEquals("UTC", centre.get("zone").asText());
        assertFalse(centre.get("notesFreeText").asBoolean());
    }

    @Test
    void plan_thatCouldNeverBeCalled_isRefused() {
        String never = PlanTexts.later(
                "\"except\":[]",
                "\"except\":[{\"from\":\"%sT00:00\",\"to\":\"%sT00:00\"}]"
                        .formatted(PlanTexts.day(2), PlanTexts.day(3)));
        List<String> policies = List.of(
                PlanTexts.later().replace(PlanTexts.day(2), PlanTexts.day(-1)),
                PlanTexts.later().replace(PlanTexts.day(2), PlanTexts.day(31)),
                PlanTexts.open(PlanTexts.windows(), ""),
                never);
        for (String policy : policies) {
            Answer answer = ada.post("/api/plans", PlanTexts.create(ada, DeskBrowser.newId(), policy));
            assertEquals(422, answer.status(), policy);
            assertEquals("windows", answer.text("field"), policy);
        }
        PlanTexts.kept(ada, never.replace(PlanTexts.day(3) + "T00:00", PlanTexts.day(2) + "T12:59")); // a minute
        PlanTexts.kept(ada, PlanTexts.open(PlanTexts.windows(), "", "WE_CALL", "THEY_CALL"));
    }

    /** What the page offers is what is taken: to the day, in the survivor's zone. */
    @Test
    void plan_lastsAsLongAsTheCentreAllows() {
        JsonNode centre = ada.get("/api/desk").body().get("centre");
        assertEquals(30, centre.get("planDays").asInt());
        assertEquals(60, centre.get("planDaysAtMost").asInt());
        String most = PlanTexts.open(PlanTexts.day(30), PlanTexts.day(60));
        assertEquals(
                201,
                ada.post("/api/plans", PlanTexts.create(ada, DeskBrowser.newId(), most))
                        .status());
    }

    @Test
    void envelope_ofAnotherKindOrKey_isRefused() {
        String id = DeskBrowser.newId();
        String body = PlanTexts.create(ada, id, PlanTexts.open());
        String right = ApiRig.between(body, "\"envelope\":\"", "\"");
        String kind = DeskBrowser.sealed(SealedBytes.RELEASE, 1, ada.centreKeys.get(1));
        assertEquals(
                "SEALED_WRONG",
                ada.post("/api/plans", body.replace(right, kind)).reason());
        String key = DeskBrowser.sealed(SealedBytes.PLAN, 1, ada.publicKey);
        assertEquals(
                "SEALED_WRONG", ada.post("/api/plans", body.replace(right, key)).reason());
        String generation = body.replace("\"generation\":1", "\"generation\":2");
        assertEquals("MOVED_ON", ada.post("/api/plans", generation).reason());
        assertEquals(400, ada.post("/api/plans", body.replace(id, "short")).status());
        assertEquals(201, ada.post("/api/plans", body).status());
        assertEquals("EXISTS", ada.post("/api/plans", body).reason());
    }

    /** docs/envelope-format.md: any other length would say how long the words in it are. */
    @Test
    void envelope_ofALengthThatIsNoSizeClass_isRefused() {
        for (int length : new int[] {108, 362, 364, 618, 620, 1130, 1132, 2154, 2156, 4202}) {
            String body = kept(DeskBrowser.newId(), length);
            assertEquals("SEALED_WRONG", ada.post("/api/plans", body).reason(), length + " bytes");
        }
        assertEquals(
                400, ada.post("/api/plans", kept(DeskBrowser.newId(), 4204)).status());
        assertEquals(0, ada.get("/api/plans").body().size());
        for (int length : new int[] {363, 619, 1131, 2155, 4203}) {
            assertEquals(
                    201,
                    ada.post("/api/plans", kept(DeskBrowser.newId(), length)).status(),
                    length + " bytes");
        }
        String release = "{\"id\":\"" + DeskBrowser.newId() + "\",\"plan\":\""
                + PlanTexts.kept(ada, PlanTexts.open()) + "\",\"sealed\":\""
                + DeskBrowser.sealed(SealedBytes.RELEASE, 1, ada.centreKeys.get(1), 400)
                + "\",\"generation\":1,\"end\":\"" + PlanTexts.day(5) + "\"}";
        assertEquals("SEALED_WRONG", ada.post("/api/releases", release).reason());
    }

    /** The body that keeps a plan whose envelope has so many bytes. */
    private String kept(String id, int length) {
        String body = PlanTexts.create(ada, id, PlanTexts.open());
        return body.replace(
                ApiRig.between(body, "\"envelope\":\"", "\""),
                DeskBrowser.sealed(SealedBytes.PLAN, 1, ada.centreKeys.get(1), length));
    }

    @Test
    void plan_changedByTwoAtOnce_keepsTheFirstAndTellsTheSecond() {
        String id = PlanTexts.kept(ada, PlanTexts.open());
        Answer first = ada.put("/api/plans/" + id, PlanTexts.change(ada, 1, PlanTexts.later()));
        assertEquals(200, first.status(), first.whole().body());
        assertEquals(2, first.body().get("version").asInt());
        Answer second = ada.put("/api/plans/" + id, PlanTexts.change(ada, 1, PlanTexts.open()));
        assertEquals(409, second.status());
        assertEquals("MOVED_ON", second.reason());
        assertEquals(0, ada.get("/api/plans/" + id).body().at("/policy/windows").size());
        String nobody = DeskBrowser.newId();
        assertEquals(
                404,
                ada.put("/api/plans/" + nobody, PlanTexts.change(ada, 1, PlanTexts.open()))
                        .status());
    }

    /** Whoever widens a window, calls and puts it back leaves two receipts; a new envelope alone leaves none. */
    @Test
    void plan_withOtherRules_leavesAReceipt() {
        String id = PlanTexts.kept(ada, PlanTexts.later());
        long before = rig.receipts.size();
        assertEquals(
                200,
                ada.put("/api/plans/" + id, PlanTexts.change(ada, 1, PlanTexts.later()))
                        .status());
        assertEquals(before, rig.receipts.size());
        assertEquals(
                200,
                ada.put("/api/plans/" + id, PlanTexts.change(ada, 2, PlanTexts.open()))
                        .status());
        assertEquals(
                409,
                ada.put("/api/plans/" + id, PlanTexts.change(ada, 2, PlanTexts.later()))
                        .status());
        assertEquals(before + 1, rig.receipts.size());
        assertEquals(
                org.stillcall.vault.ReceiptKind.RULE_CHANGED,
                rig.receipts.get(before).kind());
    }

    @Test
    void plan_whenErased_isGoneAndItsReceiptStandsInTheLog() {
        String id = PlanTexts.kept(ada, PlanTexts.open());
        int index = ada.delete("/api/plans/" + id).body().at("/receipt/index").asInt();
        assertEquals(
                "PLAN_DELETED",
                ada.get("/api/receipts/" + index).body().at("/receipt/kind").asText());
        assertEquals(404, ada.get("/api/plans/" + id).status());
        assertEquals("NO_SUCH_PLAN", ada.delete("/api/plans/" + id).reason());
        assertEquals(0, ada.get("/api/callbacks").body().size());
    }

    @Test
    void plan_brokenOnTheDisk_hidesNoOtherAndIsNotShown() {
        String sound = PlanTexts.kept(ada, PlanTexts.open());
        String broken = PlanTexts.kept(ada, PlanTexts.open());
        var plans = rig.store.plans(rig.store.centres().list().getFirst());
        assertEquals(Change.DONE, plans.rewrite(new PlanId(broken), 1, "{}".getBytes(StandardCharsets.UTF_8)));
        assertEquals(List.of(sound), texts(ada.get("/api/plans").body(), "id"));
        assertEquals(List.of(sound), texts(ada.get("/api/callbacks").body(), "plan"));
        assertEquals(500, ada.get("/api/plans/" + broken).status());
        assertEquals(200, ada.delete("/api/plans/" + broken).status());
    }

    @Test
    void host_seesNoEnvelopeByAnyAddress() {
        String id = PlanTexts.kept(ada, PlanTexts.open());
        DeskBrowser host = rig.guest(ada, "HOST");
        for (String path : List.of(
                "/api/plans",
                "/api/plans?envelopes=yes",
                "/api/plans/" + id,
                "/api/callbacks",
                "/api/overrides",
                "/api/releases?plan=" + id)) {
            Answer answer = host.get(path);
            assertEquals(403, answer.status(), path);
            assertEquals("NOT_YOUR_ROLE", answer.reason());
        }
        assertEquals(403, host.delete("/api/plans/" + id).status());
        assertEquals(403, host.post("/api/callbacks/" + id + "/claim", "{}").status());
        assertEquals(403, host.post("/api/overrides", "{}").status());
        assertEquals(200, host.get("/api/receipts").status());
        assertEquals(200, host.get("/api/privacy").status());
        DeskBrowser token = rig.browser();
        assertEquals(
                403,
                token.send(token.to("/api/plans/" + id)
                                .header("Authorization", "Bearer " + ApiRig.TOKEN)
                                .GET())
                        .status());
    }

    @Test
    void lockedSession_doesNothingWithPlans() {
        String id = PlanTexts.kept(ada, PlanTexts.open());
        ada.post("/api/lock", "{}");
        assertEquals(423, ada.get("/api/plans").status());
        assertEquals(423, ada.get("/api/plans/" + id).status());
        assertEquals(423, ada.delete("/api/plans/" + id).status());
        assertEquals(423, ada.post("/api/callbacks/" + id + "/claim", "{}").status());
        assertEquals(423, ada.post("/api/overrides", "{}").status());
        assertEquals(423, ada.get("/api/receipts").status());
        assertEquals(401, rig.browser().get("/api/plans").status());
    }

    @Test
    void callbacks_standByTimeAndLeaveOutWhoIsNotToBeCalled() {
        String later = PlanTexts.kept(ada, PlanTexts.later());
        String now = PlanTexts.kept(ada, PlanTexts.open());
        PlanTexts.kept(ada, PlanTexts.open("WE_CALL", "THEY_CALL"));
        JsonNode list = ada.get("/api/callbacks").body();
        assertEquals(List.of(now, later), texts(list, "plan"));
        assertTrue(list.at("/0/now").asBoolean());
        assertFalse(list.at("/1/now").asBoolean());
        assertEquals(PlanTexts.day(2) + "T12:00:00Z", list.at("/1/from").asText());
        assertEquals(PlanTexts.day(2) + "T13:00:00Z", list.at("/1/until").asText());
        assertEquals(PlanTexts.day(31) + "T00:00:00Z", list.at("/0/until").asText());
        assertEquals(0, list.at("/0/attempts").asInt());
        assertEquals(3, list.at("/0/cap").asInt());
    }

    @Test
    void callback_isInOneHandAtATime_untilItIsGivenBackOrItsTimeIsOver() {
        String id = PlanTexts.kept(ada, PlanTexts.open());
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        String claim = "/api/callbacks/" + id + "/claim";
        assertEquals(200, ada.post(claim, "{}").status());
        assertEquals("MINE", ada.get("/api/callbacks").body().at("/0/claim").asText());
        assertEquals("TAKEN", ben.get("/api/callbacks").body().at("/0/claim").asText());
        assertEquals("TAKEN", ben.post(claim, "{}").reason());
        assertEquals(204, ben.delete(claim).status());
        assertEquals("TAKEN", ben.post(claim, "{}").reason());
        assertEquals(204, ada.delete(claim).status());
        assertEquals(200, ben.post(claim, "{}").status());
        for (int i = 0; i < ApiLimits.CLAIM_MINUTES; i++) {
            ada.post("/api/touch", "{}");
            ben.post("/api/touch", "{}");
            rig.now.addAndGet(30_000);
            ada.post("/api/touch", "{}");
            ben.post("/api/touch", "{}");
            rig.now.addAndGet(30_000);
        }
        assertEquals(200, ada.post(claim, "{}").status());
        assertEquals(
                404,
                ada.post("/api/callbacks/" + DeskBrowser.newId() + "/claim", "{}")
                        .status());
    }

    @Test
    void callback_ofADeviceThatLeft_isFree() {
        String id = PlanTexts.kept(ada, PlanTexts.open());
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        assertEquals(200, ben.post("/api/callbacks/" + id + "/claim", "{}").status());
        assertEquals("TAKEN", ada.get("/api/callbacks").body().at("/0/claim").asText());
        assertEquals(200, ada.delete("/api/devices/" + ben.device).status());
        assertEquals("FREE", ada.get("/api/callbacks").body().at("/0/claim").asText());
        assertEquals(200, ada.post("/api/callbacks/" + id + "/claim", "{}").status());
    }

    @Test
    void claims_triedByTwentyAtOnce_areWonByOne() throws Exception {
        String id = PlanTexts.kept(ada, PlanTexts.open());
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        List<Callable<Integer>> tries = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            DeskBrowser one = i % 2 == 0 ? ada : ben;
            tries.add(() -> one.send(one.to("/api/callbacks/" + id + "/claim").POST(BodyPublishers.ofString("{}")))
                    .status());
        }
        List<Integer> answers = DeskSessionTest.all(tries);
        assertEquals(10, answers.stream().filter(status -> status == 200).count());
        assertEquals(10, answers.stream().filter(status -> status == 409).count());
    }

    @Test
    void release_isKeptListedAndRevokedWithAReceipt() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        String id = DeskBrowser.newId();
        String sealed = DeskBrowser.sealed(SealedBytes.RELEASE, 1, ada.centreKeys.get(1));
        String body = ("{\"id\":\"%s\",\"plan\":\"%s\",\"sealed\":\"%s\",\"generation\":1,\"end\":\"%s\"}")
                .formatted(id, plan, sealed, PlanTexts.day(10));
        assertEquals(201, ada.post("/api/releases", body).status());
        assertEquals("EXISTS", ada.post("/api/releases", body).reason());
        JsonNode release = ada.get("/api/releases?plan=" + plan).body().get(0);
        assertEquals(id, release.get("id").asText());
        assertEquals(sealed, release.get("sealed").asText());
        assertEquals(PlanTexts.day(10), release.get("end").asText());
        int index =
                ada.delete("/api/releases/" + id).body().at("/receipt/index").asInt();
        assertEquals(
                "RELEASE_REVOKED",
                ada.get("/api/receipts/" + index).body().at("/receipt/kind").asText());
        assertEquals(0, ada.get("/api/releases?plan=" + plan).body().size());
        assertEquals(404, ada.delete("/api/releases/" + id).status());
        for (String end : List.of(PlanTexts.day(31), PlanTexts.day(-1), "tomorrow")) {
            String wrong = body.replace(id, DeskBrowser.newId()).replace(PlanTexts.day(10), end);
            assertEquals(400, ada.post("/api/releases", wrong).status(), end);
        }
        assertEquals(404, ada.get("/api/releases?plan=" + DeskBrowser.newId()).status());
        assertEquals(404, ada.get("/api/releases").status());
    }

    @Test
    void receipts_areListedAndProven() {
        PlanTexts.kept(ada, PlanTexts.open());
        rig.guest(ada, "ADVOCATE");
        JsonNode all = ada.get("/api/receipts?from=0").body();
        long size = all.get("size").asLong();
        assertEquals(size, all.get("receipts").size());
        assertEquals("CENTRE_MADE", all.at("/receipts/0/kind").asText());
        assertTrue(all.get("checkpoint").asText().contains("\n" + size + "\n"));
        assertEquals(
                size - 1, ada.get("/api/receipts?from=1").body().get("receipts").size());
        assertEquals(
                0, ada.get("/api/receipts?from=" + size).body().get("receipts").size());
        JsonNode one = ada.get("/api/receipts/1").body();
        assertEquals(1, one.at("/receipt/index").asInt());
        assertEquals(all.get("root"), one.get("root"));
        assertFalse(one.get("proof").isEmpty());
        JsonNode since = ada.get("/api/receipts/consistency?from=1").body();
        assertEquals(size, since.get("size").asLong());
        assertFalse(since.get("proof").isEmpty());
        String between = "/api/receipts/consistency?from=1&to=";
        assertEquals(0, ada.get(between + 1).body().get("proof").size());
        assertEquals(since.get("proof"), ada.get(between + size).body().get("proof"));
        assertEquals(404, ada.get(between + (size + 1)).status());
        assertEquals(404, ada.get(between + 0).status());
        assertEquals(404, ada.get("/api/receipts/" + size).status());
        assertEquals(
                404, ada.get("/api/receipts/consistency?from=" + (size + 1)).status());
        assertEquals(400, ada.get("/api/receipts/x").status());
        assertEquals(400, ada.get("/api/receipts?from=-1").status());
    }

    @Test
    void privacy_listsEveryDeclaredFieldWithItsCount() {
        PlanTexts.kept(ada, PlanTexts.open());
        JsonNode page = ada.get("/api/privacy").body();
        assertEquals(
                org.stillcall.store.Store.fields().size(), page.get("fields").size());
        boolean found = false;
        for (JsonNode field : page.get("fields")) {
            if (field.get("table").asText().equals("plan")
                    && field.get("column").asText().equals("envelope")) {
                found = true;
                assertEquals(1, field.get("count").asInt());
                assertEquals("STAFF", field.get("readableBy").asText());
                assertFalse(field.get("oldestDay").isNull());
            }
        }
        assertTrue(found);
        assertFalse(page.get("day").isNull());
    }

    @Test
    void changes_overTheirRate_areRefusedUntilTheMinuteIsOver() {
        int last = 0;
        for (int i = 0; i <= ApiLimits.CHANGES_PER_MINUTE; i++) {
            last = ada.delete("/api/releases/" + DeskBrowser.newId()).status();
        }
        assertEquals(429, last);
        assertEquals(200, ada.get("/api/plans").status());
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        assertEquals(404, ben.delete("/api/releases/" + DeskBrowser.newId()).status());
        ada.post("/api/touch", "{}");
        rig.now.addAndGet(30_000);
        ada.post("/api/touch", "{}");
        rig.now.addAndGet(30_000);
        assertEquals(404, ada.delete("/api/releases/" + DeskBrowser.newId()).status());
    }

    @Test
    void news_ofACallBack_reachesOpenPages() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        try (DeskNews news = new DeskNews(ben)) {
            PlanTexts.kept(ada, PlanTexts.open());
            assertEquals("callbacks", news.next());
        }
    }
}
