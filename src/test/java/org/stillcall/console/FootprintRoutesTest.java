package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.call.Prospect;
import org.stillcall.call.Switchboard.Placement;
import org.stillcall.call.Switchboard.Planned;
import org.stillcall.console.DeskBrowser.Answer;
import org.stillcall.plan.Identity;

/** G9, G13, P6: what a call would leave behind, asked over real HTTP before the call, and that asking takes nothing. */
class FootprintRoutesTest {
    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();

    @AfterEach
    void close() {
        rig.close();
    }

    private static Answer footprint(DeskBrowser browser, String more) {
        return browser.post("/api/footprint", "{\"programme\":\"helpline\"" + more + "}");
    }

    private static String under(String plan, int version) {
        return ",\"plan\":\"" + plan + "\",\"version\":\"" + version + "\"";
    }

    private Prospect asked() {
        return rig.switchboard.lastProspect.orElseThrow();
    }

    @Test
    void footprint_underAPlan_hasFiveSurfacesAndTakesNothing() {
        String plan = PlanTexts.kept(ada, PlanTexts.open("\"consent\":\"NONE\"", "\"consent\":\"VAGUE\""));
        Answer answer = footprint(ada, under(plan, 1) + ",\"phone\":\"desk\",\"identity\":\"shown\"");
        assertEquals(200, answer.status(), answer.whole().body());
        assertEquals("SHOWN", answer.text("shows"));
        assertEquals(
                List.of("SCREEN", "CALL_LOG", "BILL", "VOICEMAIL", "OUR_DISK"),
                answer.body().get("surfaces").findValuesAsText("surface"));
        assertEquals(
                List.of("RED", "RED", "AMBER", "AMBER", "GREEN"),
                answer.body().get("surfaces").findValuesAsText("level"));
        assertEquals("desk", Objects.requireNonNull(asked().phone()).text());
        assertEquals(Identity.SHOWN, asked().asked());
        assertEquals(ada.device, asked().device());
        Planned planned = Objects.requireNonNull(asked().planned());
        assertEquals(0, planned.standing().attempts());
        assertTrue(rig.switchboard.lastWish.isEmpty());
        assertEquals(0, ada.get("/api/plans/" + plan).body().get("attempts").asInt());
        assertEquals("FREE", ada.get("/api/callbacks").body().at("/0/claim").asText());
        assertFalse(answer.whole().body().contains(plan));
    }

    @Test
    void footprint_withoutAPlan_isOfAHiddenCallUnlessItIsAskedOtherwise() {
        assertEquals("HIDDEN", footprint(ada, "").text("shows"));
        assertNull(asked().planned());
        assertNull(asked().phone());
        assertEquals("HIDDEN", footprint(ada, ",\"identity\":\"number\"").text("shows"));
    }

    @Test
    void refusals_areThoseOfTheCall() {
        String plan = PlanTexts.kept(ada, PlanTexts.open());
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        assertEquals("MOVED_ON", footprint(ada, under(plan, 2)).reason());
        assertEquals(404, footprint(ada, under(DeskBrowser.newId(), 1)).status());
        assertEquals(400, footprint(ada, ",\"version\":\"1\"").status());
        assertEquals(400, footprint(ada, ",\"plan\":\"" + plan + "\"").status());
        assertEquals(400, footprint(ada, ",\"number\":\"+12025550147\"").status());
        assertEquals(422, footprint(ada, ",\"phone\":\"No Phone\"").status());
        assertEquals(404, footprint(ada, under(plan, 1) + ",\"override\":\"x\"").status());
        ben.post("/api/callbacks/" + plan + "/claim", "{}");
        assertEquals("TAKEN", footprint(ada, under(plan, 1)).reason());
        assertEquals(200, footprint(ben, under(plan, 1)).status());
        Instant next = Instant.parse("2026-12-01T10:00:00Z");
        rig.switchboard.refusal =
                Optional.of(new Placement.Refused("OUTSIDE_SAFE_TIME", "Not now.", Optional.of(next)));
        Answer refused = footprint(ben, under(plan, 1));
        assertEquals(422, refused.status());
        assertEquals("OUTSIDE_SAFE_TIME", refused.reason());
        assertEquals(next.toString(), refused.text("nextSafeTime"));
        rig.switchboard.ready = false;
        assertEquals("NOT_READY", footprint(ben, under(plan, 1)).reason());
        ben.post("/api/lock", "{}");
        assertEquals(423, footprint(ben, under(plan, 1)).status());
    }

    @Test
    void leaveToCall_isLookedAtAndNotTaken() {
        String plan = PlanTexts.kept(ada, PlanTexts.later());
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        String id = ben.post("/api/overrides", "{\"plan\":\"" + plan + "\",\"reason\":\"MEDICAL\"}")
                .text("id");
        String more = under(plan, 1) + ",\"override\":\"" + id + "\"";
        assertEquals("OVERRIDE_NOT_YET", footprint(ben, more).reason());
        ada.post("/api/overrides/" + id + "/agree", "{}");
        for (int i = 0; i < 2; i++) {
            assertEquals(200, footprint(ben, more).status());
        }
        assertTrue(Objects.requireNonNull(asked().planned()).standing().override() != null);
        assertEquals("NO_SUCH_OVERRIDE", footprint(ada, more).reason());
    }

    @Test
    void program_atTheApi_asksWithoutPlans() {
        DeskBrowser program = rig.browser();
        var request = program.to("/api/footprint").header("Authorization", "Bearer " + ApiRig.TOKEN);
        String plain = "{\"programme\":\"helpline\",\"phone\":\"desk\"}";
        assertEquals(
                200,
                program.send(request.POST(java.net.http.HttpRequest.BodyPublishers.ofString(plain)))
                        .status());
        assertNull(asked().device());
        String planned = "{\"programme\":\"helpline\"" + under(DeskBrowser.newId(), 1) + "}";
        assertEquals(
                "NOT_SIGNED_IN",
                program.send(request.POST(java.net.http.HttpRequest.BodyPublishers.ofString(planned)))
                        .reason());
    }
}
