package org.stillcall.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.console.DeskBrowser.Answer;
import org.stillcall.store.MessageId;
import org.stillcall.store.NewMessage;
import org.stillcall.store.SealedSecond;

/** P10: a legal hold over real HTTP: who asks, who confirms, what is stopped, and who is told. */
class HoldRoutesTest {
    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();
    private final DeskBrowser eva = rig.guest(ada, "COORDINATOR");

    @AfterEach
    void close() {
        rig.close();
    }

    private static String order(String kind, String item, int days) {
        return "{\"kind\":\"%s\",\"item\":\"%s\",\"reference\":\"Case 12-345\",\"lastDay\":\"%s\"}"
                .formatted(kind, item, PlanTexts.day(days));
    }

    private static String asked(DeskBrowser browser, String kind, String item) {
        Answer answer = browser.post("/api/holds", order(kind, item, 90));
        assertEquals(201, answer.status(), answer.whole().body());
        return "/api/holds/" + answer.text("id");
    }

    private String held(String kind, String item) {
        String path = asked(ada, kind, item);
        assertEquals(204, eva.post(path + "/confirm", "{}").status());
        return path;
    }

    private void sweepAfterDays(int days) {
        rig.clock.turn(Duration.ofDays(days));
        rig.store.purgeOverdue();
    }

    @Test
    void plan_heldByTwoPeople_isNotErased_saysWhy_andGoesAfterTheHold() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        String neighbour = PlanTexts.kept(ada, PlanTexts.open());
        assertTrue(ada.get("/api/plans/" + plan).body().get("heldUntil").isNull());
        String hold = held("PLAN", plan);

        assertEquals(PlanTexts.day(90), ada.get("/api/plans/" + plan).text("heldUntil"));
        assertTrue(ada.get("/api/plans/" + neighbour).body().get("heldUntil").isNull());
        assertEquals(
                "HELD",
                ada.put("/api/plans/" + plan, PlanTexts.change(ada, 1, PlanTexts.later()))
                        .reason());
        Answer erased = ada.delete("/api/plans/" + plan);
        assertEquals(409, erased.status());
        assertEquals("HELD_ERASED", erased.reason());
        assertEquals(404, ada.get("/api/plans/" + plan).status());
        assertEquals(0, ada.get("/api/callbacks").body().size() - 1, "the neighbour alone");
        assertEquals(200, ada.delete("/api/plans/" + neighbour).status());
        sweepAfterDays(1);

        Answer item = ada.get(hold + "/item");
        assertEquals(plan, item.text("id"));
        assertTrue(item.text("envelope").length() > 200);
        assertTrue(ada.get("/api/holds").body().at("/holds/0/due").asBoolean());
        assertFalse(eva.post(hold + "/lift", "{}").body().get("ended").asBoolean());
        assertEquals("SOMEBODY_ELSE", eva.post(hold + "/lift", "{}").reason());
        assertEquals(200, ada.get(hold + "/item").status());
        assertTrue(ada.post(hold + "/lift", "{}").body().get("ended").asBoolean());
        sweepAfterDays(0);

        assertEquals("NO_SUCH_HOLD", ada.get(hold + "/item").reason());
        assertEquals(0, ada.get("/api/holds").body().get("holds").size());
        List<String> kinds = ada.get("/api/receipts").body().findValuesAsText("kind");
        assertEquals(List.of("HOLD_ENDED", "PLAN_ENDED"), kinds.subList(kinds.size() - 2, kinds.size()));
        assertTrue(kinds.contains("HOLD_BEGUN"));
    }

    @Test
    void message_thatIsHeld_isNotDeleted() {
        MessageId id = MessageId.random(rig.randomness);
        NewMessage message = new NewMessage(
                id,
                new NewMessage.Topic(new Label("helpline"), null),
                1,
                "sealed key".getBytes(UTF_8),
                Instant.now().plus(Duration.ofDays(3)));
        rig.store
                .messages(rig.store.centres().list().getFirst())
                .begin(message, List.of(new SealedSecond(id, 0, "said".getBytes(UTF_8))));
        assertTrue(ada.get("/api/messages").body().at("/0/heldUntil").isNull());
        String hold = held("MESSAGE", id.text());

        assertEquals(
                PlanTexts.day(90),
                ada.get("/api/messages").body().at("/0/heldUntil").asText());
        assertEquals("HELD_ERASED", ada.delete("/api/messages/" + id.text()).reason());
        sweepAfterDays(5);

        assertEquals(0, ada.get("/api/messages").body().size());
        assertEquals(1, ada.get(hold + "/item").body().get("seconds").size());
    }

    @Test
    void onePerson_withTwoDevices_isStillOne() {
        DeskBrowser second = rig.browser();
        assertEquals(201, ada.letIn(second, "").status());
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        String hold = asked(ada, "PLAN", plan);

        assertEquals(ada.person, second.person);
        for (DeskBrowser device : List.of(ada, second)) {
            assertEquals("SOMEBODY_ELSE", device.post(hold + "/confirm", "{}").reason());
        }
        assertEquals(200, second.delete("/api/plans/" + plan).status(), "what is only asked for holds nothing");
        assertEquals("HELD_GONE", eva.post(hold + "/confirm", "{}").reason());
        assertEquals(204, ada.post(hold + "/decline", "{}").status());
    }

    @Test
    void passkey_usedLongAgo_neitherAsksNorConfirmsNorEnds() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        String hold = asked(ada, "PLAN", plan);
        for (DeskBrowser browser : List.of(ada, eva)) {
            assertEquals(204, browser.put("/api/me", "{\"pin\":\"739104\"}").status());
        }
        rig.now.addAndGet(ApiLimits.PASSKEY_FRESH_MILLIS);
        assertEquals(200, ada.unlock("739104").status());
        assertEquals(200, eva.unlock("739104").status());

        assertEquals("PASSKEY_FIRST", eva.post(hold + "/confirm", "{}").reason());
        assertEquals("PASSKEY_FIRST", eva.post(hold + "/lift", "{}").reason());
        assertEquals(
                "PASSKEY_FIRST", ada.post("/api/holds", order("PLAN", plan, 9)).reason());
        assertTrue(ada.get("/api/plans/" + plan).body().get("heldUntil").isNull());
        assertEquals(204, eva.post(hold + "/decline", "{}").status());
    }

    @Test
    void host_isASecondPerson_whoSeesNothingOfTheItem_andAnAdvocateIsNone() {
        DeskBrowser host = rig.guest(ada, "HOST");
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        String plan = PlanTexts.kept(ben, PlanTexts.open());
        String hold = asked(ada, "PLAN", plan);

        assertEquals(403, ben.post("/api/holds", order("PLAN", plan, 9)).status());
        assertEquals("NOT_YOUR_ROLE", ben.get("/api/holds").reason());
        assertEquals("NOT_YOUR_ROLE", ben.post(hold + "/confirm", "{}").reason());
        JsonNode seen = host.get("/api/holds").body().at("/holds/0");
        assertEquals("Case 12-345", seen.get("reference").asText());
        assertFalse(seen.get("mine").asBoolean());
        assertEquals(204, host.post(hold + "/confirm", "{}").status());
        assertEquals(403, host.get(hold + "/item").status());
        assertEquals(PlanTexts.day(90), ben.get("/api/plans/" + plan).text("heldUntil"));
    }

    @Test
    void colleagueRemovedBetweenRequestAndConfirmation_confirmsNothing() {
        DeskBrowser cleo = rig.guest(ada, "COORDINATOR");
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        String theirs = asked(cleo, "PLAN", plan);
        String other = PlanTexts.kept(ada, PlanTexts.open());
        String mine = asked(ada, "PLAN", other);
        assertEquals(200, ada.delete("/api/people/" + cleo.person).status());

        assertEquals("ASKER_GONE", eva.post(theirs + "/confirm", "{}").reason());
        assertEquals(410, cleo.post(mine + "/confirm", "{}").status());
        assertTrue(ada.get("/api/plans/" + plan).body().get("heldUntil").isNull());
        assertTrue(ada.get("/api/plans/" + other).body().get("heldUntil").isNull());
    }

    @Test
    void holds_areBounded_inDaysTextAndNumber() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        for (int days : new int[] {-1, 181}) {
            assertEquals(
                    "HOLD_DAY",
                    ada.post("/api/holds", order("PLAN", plan, days)).reason());
        }
        for (String wrong : List.of(
                order("PLAN", plan, 9).replace("Case 12-345", "x".repeat(81)),
                order("PLAN", plan, 9).replace("Case 12-345", " "),
                order("PLAN", plan, 9).replace("PLAN", "EVERYTHING"),
                order("PLAN", "all", 9),
                order("PLAN", plan, 9).replace("202", "20"))) {
            assertEquals("MALFORMED", ada.post("/api/holds", wrong).reason(), wrong);
        }
        assertEquals(
                "HELD_GONE",
                ada.post("/api/holds", order("PLAN", DeskBrowser.newId(), 9)).reason());
        assertEquals(201, ada.post("/api/holds", order("PLAN", plan, 180)).status());
        assertEquals("EXISTS", ada.post("/api/holds", order("PLAN", plan, 9)).reason());
        for (int i = 1; i < 5; i++) {
            asked(ada, "PLAN", PlanTexts.kept(ada, PlanTexts.open()));
        }
        String sixth = PlanTexts.kept(ada, PlanTexts.open());
        Answer refused = ada.post("/api/holds", order("PLAN", sixth, 9));
        assertEquals("TOO_MANY_HOLDS", refused.reason());
        assertTrue(refused.text("message").contains("Each is for one item"));
    }

    @Test
    void everyCoordinator_isToldByAlertsAndTheBoard() {
        String hold = asked(ada, "PLAN", PlanTexts.kept(ada, PlanTexts.open()));
        assertEquals("AMBER", colour());
        assertTrue(eva.get("/api/alerts").body().findValuesAsText("kind").contains("HOLD_ASKED"));
        assertEquals(204, eva.post(hold + "/confirm", "{}").status());
        assertTrue(ada.get("/api/alerts").body().findValuesAsText("kind").contains("HOLD_BEGUN"));
        assertEquals("AMBER", colour());
        sweepAfterDays(91);
        assertEquals("GREEN", colour());
    }

    private String colour() {
        for (JsonNode row : ada.get("/api/safety").body().get("rows")) {
            if (row.get("topic").asText().equals("HOLDS")) {
                return row.get("colour").asText();
            }
        }
        return "";
    }
}
