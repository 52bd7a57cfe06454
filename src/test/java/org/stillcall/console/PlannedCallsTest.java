package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.call.Switchboard.Ending;
import org.stillcall.call.Switchboard.Mark;
import org.stillcall.call.Switchboard.Met;
import org.stillcall.call.Switchboard.Placement;
import org.stillcall.call.Switchboard.Planned;
import org.stillcall.call.Switchboard.State;
import org.stillcall.call.Switchboard.Terms;
import org.stillcall.console.DeskBrowser.Answer;
import org.stillcall.plan.Conduct;
import org.stillcall.plan.DangerOverride;
import org.stillcall.plan.DroppedRule;
import org.stillcall.plan.Identity;
import org.stillcall.plan.Language;
import org.stillcall.plan.Note;
import org.stillcall.plan.PlanStanding;
import org.stillcall.plan.Verdict;
import org.stillcall.plan.VoicemailConsent;
import org.stillcall.store.Tally;
import org.stillcall.vault.NumberSealer;
import org.stillcall.vault.ReceiptKind;

/** G10, G13, G18, P6: calls of people who are signed in, over real HTTP, and what is kept of them. */
class PlannedCallsTest {
    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();

    @AfterEach
    void close() {
        rig.close();
    }

    private Answer call(DeskBrowser browser, String more) {
        Answer key = browser.post("/api/call-keys", "{}");
        String number = sealed(key.body().get("jwk").toString());
        return browser.post(
                "/api/calls",
                "{\"phone\":\"desk\",\"programme\":\"helpline\",\"kid\":\"" + key.text("kid") + "\",\"number\":\""
                        + number + "\"" + more + "}");
    }

    private String sealed(String jwk) {
        byte[] text = ApiRig.CANARY.getBytes(StandardCharsets.US_ASCII);
        try (Arena arena = Arena.ofConfined();
                NumberSealer sealer = new NumberSealer(rig.randomness)) {
            MemorySegment memory = arena.allocate(text.length);
            MemorySegment.copy(MemorySegment.ofArray(text), 0, memory, 0, text.length);
            try (Digits digits = Objects.requireNonNull(Digits.read(rig.numbers, memory, 0, text.length))) {
                return sealer.seal(digits, jwk);
            }
        }
    }

    /** With the version that the plan has now. */
    private Answer callUnder(DeskBrowser browser, String plan) {
        return call(browser, under(plan, version(plan)));
    }

    private Answer callUnder(DeskBrowser browser, String plan, String override) {
        return call(browser, under(plan, version(plan)) + ",\"override\":\"" + override + "\"");
    }

    private static String under(String plan, String version) {
        return ",\"plan\":\"" + plan + "\",\"version\":\"" + version + "\"";
    }

    private String version(String plan) {
        return ada.get("/api/plans/" + plan).body().path("version").asText("1");
    }

    private Terms terms() {
        return Objects.requireNonNull(rig.switchboard.lastWish.orElseThrow().terms());
    }

    private PlanStanding standing() {
        return Objects.requireNonNull(terms().standing());
    }

    /** Ends the last call as the switch would, and waits for what that brings about. */
    private void end(Mark... marks) {
        Terms terms = terms();
        CompletableFuture<Void> told = CompletableFuture.runAsync(
                () -> terms.hook().told().accept(new Ending("COMPLETED", Set.of(marks))),
                terms.hook().executor());
        told.join();
    }

    private int attempts(String plan) {
        return ada.get("/api/plans/" + plan).body().get("attempts").asInt();
    }

    @Test
    void call_underAPlan_isPlacedOnItsTermsAndCounted() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        Answer placed = callUnder(ada, plan);
        assertEquals(201, placed.status(), placed.whole().body() + rig.log());
        assertEquals(ada.device, terms().device());
        assertEquals(0, standing().attempts());
        assertNull(standing().override());
        assertEquals("helpline", standing().plan().programme().text());
        assertEquals("MINE", ada.get("/api/callbacks").body().at("/0/claim").asText());
        assertEquals("CALL_GOES_ON", callUnder(ada, plan).reason());
        end(Mark.CALLED, Mark.CONNECTED);
        assertEquals(1, attempts(plan));
        assertEquals(201, callUnder(ada, plan).status());
        assertEquals(1, standing().attempts());
        end();
        assertEquals(1, attempts(plan));
    }

    @Test
    void placedCall_saysWhatToMindAndToKeepTo() {
        rig.switchboard.permit = new Verdict.Permit(
                Identity.HIDDEN,
                Set.of(Note.MONITORED_PHONE, Note.ASK_AGAIN),
                new Conduct(
                        VoicemailConsent.Wording.VAGUE,
                        new DroppedRule.RedialOnce(Duration.ofMinutes(5)),
                        List.of(new Language("es"), new Language("en"))));
        Answer placed = callUnder(ada, PlanTexts.kept(ada, PlanTexts.open()));
        assertEquals(
                "[\"ASK_AGAIN\",\"MONITORED_PHONE\"]",
                placed.body().get("notes").toString());
        assertTrue(placed.text("message").startsWith(Note.ASK_AGAIN.sentence()), placed.text("message"));
        assertEquals("VAGUE", placed.text("voicemail"));
        assertEquals(
                "{\"rule\":\"REDIAL_ONCE\",\"minutes\":5}",
                placed.body().get("dropped").toString());
        assertEquals("[\"es\",\"en\"]", placed.body().get("languages").toString());
    }

    /** P6: the list is of those who wait for a call; in another window they wait again. */
    @Test
    void callBack_thatReachedThem_isOffTheListUntilTheNextOpening() {
        String reached = PlanTexts.kept(ada, PlanTexts.open());
        String missed = PlanTexts.kept(ada, PlanTexts.open());
        callUnder(ada, missed);
        end(Mark.CALLED);
        callUnder(ada, reached);
        end(Mark.CALLED, Mark.CONNECTED);
        assertEquals(1, ada.get("/api/callbacks").body().size());
        assertEquals(missed, ada.get("/api/callbacks").body().at("/0/plan").asText());
        assertEquals(201, callUnder(ada, reached).status(), "nothing forbids a call");
        end();
        for (String plan : List.of(reached, missed)) {
            String later = PlanTexts.change(ada, 1, PlanTexts.later());
            assertEquals(200, ada.put("/api/plans/" + plan, later).status());
            assertEquals(1, ada.get("/api/callbacks").body().size());
            assertEquals(missed, ada.get("/api/callbacks").body().at("/0/plan").asText());
        }
    }

    /** P6: however long the call lasts, no colleague is told that it is free; its end frees it at once. */
    @Test
    void callBack_whoseCallLasts_isFreeAtItsEndAndNotBefore() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        callUnder(ada, plan);
        assertEquals(204, ada.delete("/api/callbacks/" + plan + "/claim").status());
        for (int minute = 0; minute < 2 * ApiLimits.CLAIM_MINUTES; minute++) {
            for (int half = 0; half < 2; half++) {
                ada.post("/api/touch", "{}");
                ben.post("/api/touch", "{}");
                rig.now.addAndGet(30_000);
            }
        }
        assertEquals("MINE", ada.get("/api/callbacks").body().at("/0/claim").asText());
        assertEquals("TAKEN", ben.get("/api/callbacks").body().at("/0/claim").asText());
        assertEquals(
                "TAKEN", ben.post("/api/callbacks/" + plan + "/claim", "{}").reason());
        assertEquals(204, ada.delete("/api/desk").status());
        assertEquals("TAKEN", ben.get("/api/callbacks").body().at("/0/claim").asText(), "the call goes on");
        try (DeskNews news = new DeskNews(ben)) {
            end();
            assertEquals("callbacks", news.next());
        }
        assertEquals("FREE", ben.get("/api/callbacks").body().at("/0/claim").asText());
        assertEquals(201, callUnder(ben, plan).status());
    }

    @Test
    void plan_changedOrErasedDuringACall_stopsWhatHasNotBegunToRing() {
        String changed = PlanTexts.kept(ada, PlanTexts.open());
        callUnder(ada, changed);
        Planned first = Objects.requireNonNull(terms().planned());
        assertTrue(first.stands().getAsBoolean());
        assertEquals(
                200,
                ada.put("/api/plans/" + changed, PlanTexts.change(ada, 1, PlanTexts.later()))
                        .status());
        assertFalse(first.stands().getAsBoolean());
        String erased = PlanTexts.kept(ada, PlanTexts.open());
        callUnder(ada, erased);
        Planned second = Objects.requireNonNull(terms().planned());
        assertEquals(200, ada.delete("/api/plans/" + erased).status());
        assertFalse(second.stands().getAsBoolean());
    }

    /** G13: a page that holds an older plan holds its older number, which is not dialled under the new policy. */
    @Test
    void call_fromAPageWithAnOlderPlan_isRefusedAndPlacesNothing() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        String changed = PlanTexts.change(ada, 1, PlanTexts.open());
        assertEquals(200, ada.put("/api/plans/" + plan, changed).status());
        Answer refused = call(ben, under(plan, "1"));
        assertEquals(409, refused.status());
        assertEquals("MOVED_ON", refused.reason());
        assertTrue(rig.switchboard.lastWish.isEmpty());
        assertEquals("MINE", ben.get("/api/callbacks").body().at("/0/claim").asText());
        assertEquals(201, call(ben, under(plan, "2")).status());
        for (String version : List.of("", "0", "01", "-1", "x", "1234567890")) {
            assertEquals(400, call(ben, under(plan, version)).status(), version);
        }
        assertEquals(400, call(ben, ",\"plan\":\"" + plan + "\"").status());
        assertEquals(400, call(ben, ",\"version\":\"2\"").status());
    }

    /** P6: nobody was reached where a machine or somebody else answered, so they still wait for a call. */
    @Test
    void callBack_thatAMachineAnswered_countsAsAnAttemptAndStaysOnTheList() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        String id = callUnder(ada, plan).text("id");
        assertEquals(
                204,
                ada.put("/api/calls/" + id + "/met", "{\"as\":\"VOICEMAIL\"}").status());
        assertEquals(204, ada.delete("/api/calls/" + id).status());
        assertEquals(Met.VOICEMAIL, rig.switchboard.lastMet);
        end(Mark.CALLED, Mark.CONNECTED, Mark.ANOTHER_MET);
        assertEquals(1, attempts(plan));
        assertEquals(plan, ada.get("/api/callbacks").body().at("/0/plan").asText());
        String again = callUnder(ada, plan).text("id");
        String met = "/api/calls/" + again + "/met";
        assertEquals(204, ada.put(met, "{\"as\":\"VOICEMAIL\"}").status());
        assertEquals(Met.VOICEMAIL, rig.switchboard.lastMet);
        assertEquals(204, ada.put(met, "{\"as\":\"NOT_SAID\"}").status());
        assertEquals(Met.NOT_SAID, rig.switchboard.lastMet);
        assertEquals(400, ada.put(met, "{\"as\":\"ROBOT\"}").status());
        assertEquals(
                404, ada.put("/api/calls/c99/met", "{\"as\":\"VOICEMAIL\"}").status());
        assertEquals(
                400, ada.put(met, "{\"as\":\"VOICEMAIL\",\"then\":\"REST\"}").status());
        assertEquals(
                204, ada.put(met, "{\"as\":\"SOMEBODY_ELSE\",\"then\":\"END\"}").status());
        assertEquals(
                404, ada.put(met, "{\"as\":\"SOMEBODY_ELSE\",\"then\":\"END\"}").status());
        assertEquals(Met.SOMEBODY_ELSE, rig.switchboard.lastMet);
    }

    private String mine(DeskBrowser browser) {
        Answer answer = browser.get("/api/calls/mine");
        assertEquals(200, answer.status());
        return answer.body().get("calls").toString();
    }

    /** G26: a page that is loaded again finds the call that goes on from its device, also while it is locked. */
    @Test
    void call_ofADevice_isFoundAgainByItsPageAndByNoOther() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        rig.switchboard.refusal = Optional.of(new Placement.Refused("NO_LINE", "Not now.", Optional.empty()));
        callUnder(ada, plan);
        assertEquals("[]", mine(ada));
        rig.switchboard.refusal = Optional.empty();
        String id = callUnder(ada, plan).text("id");
        ada.post("/api/lock", "{}");
        assertEquals(
                "[{\"call\":{\"id\":\"" + id + "\",\"state\":\"RINGING_ADVOCATE\",\"outcome\":null,\"message\":\"\","
                        + "\"levelNear\":120,\"levelFar\":340},\"plan\":\"" + plan + "\"}]",
                mine(ada));
        assertEquals("[]", mine(ben));
        rig.switchboard.move(id, State.ENDED, Optional.of("TALKED"), "The call has ended.");
        assertEquals("[]", mine(ada));
        end(Mark.CALLED);
        assertEquals("[]", mine(ada));
        String other = call(ben, "").text("id");
        assertTrue(mine(ben).contains("\"id\":\"" + other + "\"") && mine(ben).contains("\"plan\":null"));
        assertEquals(401, rig.browser().get("/api/calls/mine").status());
    }

    @Test
    void leaveToCall_isNotLostByAPageWithAnOlderPlan() {
        String plan = PlanTexts.kept(ada, PlanTexts.later());
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        String id = ben.post("/api/overrides", "{\"plan\":\"" + plan + "\",\"reason\":\"MEDICAL\"}")
                .text("id");
        ada.post("/api/overrides/" + id + "/agree", "{}");
        String more = ",\"override\":\"" + id + "\"";
        assertEquals("MOVED_ON", call(ben, under(plan, "2") + more).reason());
        assertEquals(201, call(ben, under(plan, "1") + more).status());
    }

    @Test
    void call_fromABrowserThatAlsoOpenedThePracticeRoom_isThePersonsOwn() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        DeskBrowser room = rig.browser();
        room.post("/api/session", "{\"code\":\"" + rig.server.issueCode() + "\"}");
        ada.cookie = ada.cookie + "; " + room.cookie;
        Answer placed = callUnder(ada, plan);
        assertEquals(201, placed.status(), placed.whole().body());
        assertEquals(ada.device, terms().device());
    }

    @Test
    void attempts_whenUsedUp_takeThePlanOffTheList() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        for (int i = 0; i < 3; i++) {
            assertEquals(1, ada.get("/api/callbacks").body().size());
            callUnder(ada, plan);
            end(Mark.CALLED);
        }
        assertEquals(0, ada.get("/api/callbacks").body().size());
        assertEquals(
                "ATTEMPTS_USED",
                ada.get("/api/plans/" + plan).body().at("/verdict/reason").asText());
    }

    /** P6: what the page says of renewing, "it then begins anew", and what shows that it was done. */
    @Test
    void attempts_whenUsedUp_areThereAgainAfterARenewalAloneAndThatLeavesAReceipt() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        for (int i = 0; i < 3; i++) {
            callUnder(ada, plan);
            end(Mark.CALLED);
        }
        String changed = PlanTexts.change(ada, 1, PlanTexts.open());
        assertEquals(200, ada.put("/api/plans/" + plan, changed).status());
        assertEquals(3, attempts(plan));
        long before = rig.receipts.size();
        String renewed =
                PlanTexts.change(ada, 2, PlanTexts.open()).replace("\"version\"", "\"renew\":true,\"version\"");
        assertEquals(200, ada.put("/api/plans/" + plan, renewed).status());
        assertEquals(0, attempts(plan));
        assertEquals(1, ada.get("/api/callbacks").body().size());
        assertEquals(before + 1, rig.receipts.size());
        assertEquals(ReceiptKind.PLAN_RENEWED, rig.receipts.get(before).kind());
        String odd = renewed.replace("true", "1");
        assertEquals(400, ada.put("/api/plans/" + plan, odd).status());
    }

    @Test
    void call_thatIsRefused_leavesThePlanFree() {
        String plan = PlanTexts.kept(ada, PlanTexts.later());
        Instant next = Instant.parse("2026-12-01T10:00:00Z");
        rig.switchboard.refusal =
                Optional.of(new Placement.Refused("OUTSIDE_SAFE_TIME", "Not now.", Optional.of(next)));
        Answer refused = callUnder(ada, plan);
        assertEquals(422, refused.status());
        assertEquals("OUTSIDE_SAFE_TIME", refused.reason());
        assertEquals(next.toString(), refused.text("nextSafeTime"));
        rig.switchboard.refusal = Optional.empty();
        assertEquals(201, callUnder(ada, plan).status());
    }

    @Test
    void call_thatFails_leavesThePlanFree() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        rig.switchboard.fails = true;
        assertEquals(500, callUnder(ada, plan).status());
        rig.switchboard.fails = false;
        String spoiled = "{\"phone\":\"desk\",\"programme\":\"helpline\",\"kid\":\"x\",\"number\":\"eyJ\""
                + under(plan, "1") + "}";
        assertEquals(422, ada.post("/api/calls", spoiled).status());
        assertEquals(201, callUnder(ada, plan).status());
    }

    @Test
    void callBack_inAnotherHand_isNotPlaced() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        assertEquals(200, ben.post("/api/callbacks/" + plan + "/claim", "{}").status());
        assertEquals("TAKEN", callUnder(ada, plan).reason());
        assertEquals(201, callUnder(ben, plan).status());
    }

    @Test
    void person_neverSendsANumberInClear_andNamesOnlyPlansThatAreThere() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        String clear = "{\"phone\":\"desk\",\"programme\":\"helpline\",\"number\":\"" + FakePractice.NUMBER + "\""
                + under(plan, "1") + "}";
        assertEquals("NUMBER_IN_CLEAR", ada.post("/api/calls", clear).reason());
        assertEquals(404, callUnder(ada, DeskBrowser.newId()).status());
        assertEquals(404, callUnder(ada, "canary").status());
        assertEquals(400, call(ada, ",\"override\":\"x\"").status());
        assertEquals(404, callUnder(ada, plan, "x").status());
        assertEquals(201, callUnder(ada, plan).status());
        ada.post("/api/lock", "{}");
        assertEquals(423, ada.post("/api/calls", "{}").status());
    }

    @Test
    void program_atTheApi_hasNoPlans() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        DeskBrowser program = rig.browser();
        String body = "{\"phone\":\"desk\",\"programme\":\"helpline\",\"number\":\"1\",\"plan\":\"" + plan + "\"}";
        var request = program.to("/api/calls").header("Authorization", "Bearer " + ApiRig.TOKEN);
        assertEquals(
                "NOT_SIGNED_IN",
                program.send(request.POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)))
                        .reason());
    }

    @Test
    void call_withoutAPlan_isPlacedFromItsDevice() {
        assertEquals(201, call(ada, "").status());
        assertEquals(ada.device, terms().device());
        assertNull(terms().planned());
        end(Mark.CALLED);
    }

    @Test
    void consentForOneCall_isTakenOutOfThePlanThatUsedIt() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        callUnder(ada, plan);
        end(Mark.CALLED, Mark.CONSENT_USED);
        Answer shown = ada.get("/api/plans/" + plan);
        assertFalse(shown.body().get("policy").has("ifRejected"));
        assertEquals(2, shown.body().get("version").asInt());
        assertEquals(1, shown.body().get("attempts").asInt());
        String lasting = PlanTexts.kept(ada, PlanTexts.open("ONE_CALL", "UNTIL"));
        callUnder(ada, lasting);
        end(Mark.CALLED, Mark.CONSENT_USED);
        assertTrue(ada.get("/api/plans/" + lasting).body().get("policy").has("ifRejected"));
    }

    @Test
    void plan_erasedDuringItsCall_leavesNothingToCount() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        callUnder(ada, plan);
        assertEquals(200, ada.delete("/api/plans/" + plan).status());
        end(Mark.CALLED, Mark.CONSENT_USED);
        assertEquals(404, ada.get("/api/plans/" + plan).status());
        assertEquals("", rig.log());
    }

    @Test
    void override_withASecondPerson_servesOneCallAndIsCounted() {
        String plan = PlanTexts.kept(ada, PlanTexts.later());
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        String asked = "{\"plan\":\"" + plan + "\",\"reason\":\"DANGER_TO_LIFE\"}";
        Answer answer = ben.post("/api/overrides", asked);
        assertEquals(201, answer.status(), answer.whole().body());
        String id = answer.text("id");
        assertTrue(Instant.parse(answer.text("from")).isAfter(Instant.now().plusSeconds(500)));
        assertEquals("EXISTS", ben.post("/api/overrides", asked).reason());
        assertEquals("OVERRIDE_NOT_YET", callUnder(ben, plan, id).reason());
        assertEquals(
                "SOMEBODY_ELSE",
                ben.post("/api/overrides/" + id + "/agree", "{}").reason());
        assertTrue(ben.get("/api/overrides").body().at("/0/mine").asBoolean());
        assertFalse(ada.get("/api/overrides").body().at("/0/mine").asBoolean());
        assertFalse(ada.get("/api/overrides").body().at("/0/agreed").asBoolean());
        assertEquals(204, ada.post("/api/overrides/" + id + "/agree", "{}").status());
        assertEquals("NO_SUCH_OVERRIDE", callUnder(ada, plan, id).reason());
        ada.post("/api/callbacks/" + plan + "/claim", "{}");
        assertEquals("TAKEN", callUnder(ben, plan, id).reason());
        ada.delete("/api/callbacks/" + plan + "/claim");
        assertEquals(201, callUnder(ben, plan, id).status());
        DangerOverride danger = Objects.requireNonNull(standing().override());
        assertEquals(DangerOverride.Danger.DANGER_TO_LIFE, danger.danger());
        end();
        assertEquals(201, callUnder(ben, plan, id).status(), "nothing was sent, so it may be tried again");
        end(Mark.CALLED);
        assertEquals("NO_SUCH_OVERRIDE", callUnder(ben, plan, id).reason());
        assertTrue(ada.get("/api/receipts").whole().body().contains("OVERRIDE_USED"));
        String alerts = ada.get("/api/alerts").whole().body();
        assertTrue(alerts.contains("OVERRIDE_ASKED") && alerts.contains("OVERRIDE_USED"), alerts);
        assertEquals(
                0,
                rig.store.tallies(rig.store.centres().list().getFirst()).list().size(),
                "written by the hour");
        assertEquals(0, ada.get("/api/tallies").body().size());
        rig.server.close();
        List<Tally> tallies =
                rig.store.tallies(rig.store.centres().list().getFirst()).list();
        List<Tally> counted =
                tallies.stream().filter(tally -> tally.count() > 0).toList();
        assertEquals(1, counted.size());
        assertEquals("override", counted.getFirst().name().text());
        assertEquals(1, counted.getFirst().count());
    }

    @Test
    void overridesOfAMonth_areShownToCoordinatorsAlone() {
        var centre = rig.store.centres().list().getFirst();
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        assertEquals("NOT_YOUR_ROLE", ben.get("/api/tallies").reason());
        assertEquals("[]", ada.get("/api/tallies").whole().body());
        rig.store.tallies(centre).add(new Label("override"), 2);
        rig.store.tallies(centre).add(new Label("override"), 1);
        String month = YearMonth.now(ZoneOffset.UTC).toString();
        assertEquals(
                "[{\"name\":\"override\",\"month\":\"" + month + "\",\"count\":3}]",
                ada.get("/api/tallies").whole().body());
    }

    @Test
    void call_cutOffByTheServersEnd_countsAsAnAttempt() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        callUnder(ada, plan);
        rig.server.close();
        var centre = rig.store.centres().list().getFirst();
        assertEquals(1, rig.store.plans(centre).list().getFirst().attempts());
    }

    @Test
    void override_thatASecondPersonDeclines_placesNoCallAndLeavesAReceipt() {
        String plan = PlanTexts.kept(ada, PlanTexts.later());
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        String id = ben.post("/api/overrides", "{\"plan\":\"" + plan + "\",\"reason\":\"MEDICAL\"}")
                .text("id");
        assertEquals(
                "SOMEBODY_ELSE",
                ben.post("/api/overrides/" + id + "/decline", "{}").reason());
        long before = rig.receipts.size();
        Answer declined = ada.post("/api/overrides/" + id + "/decline", "{}");
        assertEquals(200, declined.status());
        assertEquals(before, declined.body().at("/receipt/index").asLong());
        assertEquals(ReceiptKind.OVERRIDE_DECLINED, rig.receipts.get(before).kind());
        assertEquals(0, ben.get("/api/overrides").body().size());
        assertEquals("NO_SUCH_OVERRIDE", callUnder(ben, plan, id).reason());
        assertEquals(
                "NO_SUCH_OVERRIDE",
                ada.post("/api/overrides/" + id + "/decline", "{}").reason());
    }

    @Test
    void override_forNoPlanOrNoReasonOfTheList_isRefused() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        assertEquals(
                404,
                ada.post("/api/overrides", "{\"plan\":\"" + DeskBrowser.newId() + "\",\"reason\":\"MEDICAL\"}")
                        .status());
        assertEquals(
                400,
                ada.post("/api/overrides", "{\"plan\":\"" + plan + "\",\"reason\":\"OTHER\"}")
                        .status());
        assertEquals(
                "NO_SUCH_OVERRIDE", ada.post("/api/overrides/x/agree", "{}").reason());
    }
}
