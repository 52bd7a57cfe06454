package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.call.PagePhones.Asked;
import org.stillcall.call.PagePhones.Sound;
import org.stillcall.call.Switchboard.State;
import org.stillcall.call.ThirdParties.Answer;
import org.stillcall.call.ThirdParties.HandOver;

/** P5: who may be asked to join a call over real HTTP, by whom, and whose the call is after a hand-over. */
class CompanyTest {
    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();

    @AfterEach
    void close() {
        rig.close();
    }

    private PhoneClient connect(DeskBrowser browser) throws InterruptedException {
        PhoneClient page = PhoneClient.open(rig.server.port(), browser.cookie, Map.of());
        assertEquals("idle", page.next().path("type").asText());
        return page;
    }

    /** A colleague whose page is there, by the id that the list gives. */
    private String present(DeskBrowser colleague) throws InterruptedException {
        connect(colleague);
        return ada.get("/api/company").body().at("/colleagues/0/id").asText();
    }

    private String asked() {
        return rig.switchboard.thirds.asked.getLast();
    }

    @Test
    void company_isWhoIsSignedInWithAPageAndFree() throws InterruptedException {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        DeskBrowser host = rig.guest(ada, "HOST");
        connect(ada);
        JsonNode before = ada.get("/api/company").body();
        assertEquals(0, before.get("colleagues").size(), "nobody but oneself has a page open");
        assertEquals("desk", before.at("/phones/0").asText());
        assertEquals(
                "{\"name\":\"interpreter-es\",\"language\":\"es\",\"free\":true}",
                before.at("/interpreters/0").toString());
        PhoneClient page = connect(ben);
        ben.post("/api/lock", "{}");
        JsonNode there = ada.get("/api/company").body().at("/colleagues/0");
        assertEquals(3, there.size(), "an id and a sealed name: " + there);
        assertFalse(there.path("name").asText().isEmpty());
        assertEquals(423, ben.get("/api/company").status(), "names only to whoever is unlocked");
        assertEquals(403, host.get("/api/company").status());
        page.leave();
        while (rig.switchboard.pages.ears.containsKey(ben.device)) {
            Thread.onSpinWait();
        }
        assertEquals(0, ada.get("/api/company").body().get("colleagues").size());
    }

    @Test
    void third_isAskedByPersonPhoneOrInterpreter() throws InterruptedException {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        String id = present(ben);
        assertEquals(
                204,
                ada.post("/api/calls/c1/third", "{\"person\":\"" + id + "\"}").status());
        assertEquals("c1 page " + ben.device, asked());
        assertEquals(
                204, ada.post("/api/calls/c1/third", "{\"phone\":\"desk\"}").status());
        assertEquals("c1 desk desk", asked());
        assertEquals(
                204,
                ada.post("/api/calls/c1/third", "{\"interpreter\":\"ana\"}").status());
        assertEquals("c1 interpreter ana", asked());
        assertEquals(204, ada.post("/api/calls/c1/third/told", "{}").status());
        assertEquals("c1 tell", asked());
        assertEquals(204, ada.delete("/api/calls/c1/third").status());
        assertEquals("c1 let go", asked());
        int heard = rig.switchboard.thirds.asked.size();
        for (String wrong :
                List.of("{}", "{\"phone\":\"a\",\"interpreter\":\"b\"}", "{\"device\":\"" + ben.device + "\"}")) {
            assertEquals(400, ada.post("/api/calls/c1/third", wrong).status(), wrong);
        }
        for (String nobody : List.of("{\"person\":\"x\"}", "{\"phone\":\"no label\"}")) {
            assertEquals("NOT_THERE", ada.post("/api/calls/c1/third", nobody).reason(), nobody);
        }
        assertEquals(heard, rig.switchboard.thirds.asked.size());
    }

    @Test
    void refusals_areSentences() {
        Map<Answer, String> reasons = Map.of(
                Answer.NO_SUCH_CALL, "NO_SUCH_CALL",
                Answer.NOT_NOW, "NOT_IN_THIS_CALL",
                Answer.ONE_ALREADY, "THIRD_ALREADY",
                Answer.TOO_OFTEN, "THIRD_TOO_OFTEN",
                Answer.UNREACHABLE, "NOT_THERE",
                Answer.BUSY, "ON_A_CALL");
        reasons.forEach((answer, reason) -> {
            rig.switchboard.thirds.answer = answer;
            assertEquals(
                    reason,
                    ada.post("/api/calls/c1/third", "{\"phone\":\"desk\"}").reason());
        });
        assertEquals(
                "NOT_IN_THIS_CALL",
                ada.post("/api/calls/c1/third/takes-over", "{}").reason());
    }

    /** The call, and the plan's place on the list, are the colleague's from then on. */
    @Test
    void callThatWasHandedOver_isTheColleagues() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        String version = ada.get("/api/plans/" + plan).body().path("version").asText();
        String call = SealedCall.place(rig, ada, ",\"plan\":\"" + plan + "\",\"version\":\"" + version + "\"");
        assertEquals("MINE", ada.get("/api/callbacks").body().at("/0/claim").asText());
        rig.switchboard.thirds.handOver = new HandOver.Done("another", ben.device);
        rig.switchboard.appears("another", State.TALKING);
        assertEquals(
                204, ada.post("/api/calls/" + call + "/third/takes-over", "{}").status());
        assertEquals(0, ada.get("/api/calls/mine").body().get("calls").size());
        JsonNode mine = ben.get("/api/calls/mine").body().at("/calls/0");
        assertEquals("another", mine.at("/call/id").asText());
        assertEquals(plan, mine.path("plan").asText());
        assertEquals("TAKEN", ada.get("/api/callbacks").body().at("/0/claim").asText());
        assertEquals("MINE", ben.get("/api/callbacks").body().at("/0/claim").asText());
    }

    /** At a desk phone it is on no page. */
    @Test
    void callThatWasHandedToADeskPhone_isOnNoPage() {
        String call = SealedCall.place(rig, ada, "");
        rig.switchboard.thirds.handOver = new HandOver.Done("another", null);
        rig.switchboard.appears("another", State.TALKING);
        assertEquals(
                204, ada.post("/api/calls/" + call + "/third/takes-over", "{}").status());
        assertEquals(0, ada.get("/api/calls/mine").body().get("calls").size());
    }

    @Test
    void page_thatIsAsked_hearsTheProgrammeAndTheLanguageAndMayDecline() throws InterruptedException {
        PhoneClient page = connect(ada);
        rig.switchboard
                .pages
                .ears
                .get(ada.device)
                .asked(new Asked("t1", new Label("helpline"), Sound.RINGS, Optional.of(new Label("es"))));
        assertEquals(
                "{\"type\":\"asked\",\"call\":\"t1\",\"programme\":\"helpline\",\"language\":\"es\","
                        + "\"sound\":\"RINGS\"}",
                page.next().toString());
        page.say("{\"type\":\"decline\",\"call\":\"t1\"}");
        assertEquals("decline t1", rig.switchboard.pages.asked.take());
        assertTrue(rig.switchboard.endedDevices.isEmpty());
    }

    /** Whoever is not in a call brings nobody into it, whatever they know and whatever their role. */
    @Test
    void call_ofSomebodyElse_cannotBeJoinedOrChanged() throws InterruptedException {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        String id = present(ben);
        connect(ada);
        rig.switchboard.thirds.others = true;
        String path = "/api/calls/c1/third";
        assertEquals(
                "NO_SUCH_CALL", ada.post(path, "{\"person\":\"" + id + "\"}").reason());
        assertEquals("NO_SUCH_CALL", ada.post(path, "{\"phone\":\"desk\"}").reason());
        assertEquals("NO_SUCH_CALL", ada.post(path + "/told", "{}").reason());
        assertEquals("NO_SUCH_CALL", ada.post(path + "/takes-over", "{}").reason());
        assertEquals("NO_SUCH_CALL", ada.delete(path).reason());
        assertEquals(List.of(), rig.switchboard.thirds.asked);
    }
}
