package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.bill.BillAccount;
import org.stillcall.bill.Rounding;
import org.stillcall.call.TrunkUse;
import org.stillcall.store.StoreLimits;

/** G20: the register of portals over the API: who may, reviews, papers, whose access is to be closed, the board. */
class PortalRoutesTest {
    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();

    @BeforeEach
    void configure() {
        rig.switchboard.uses =
                List.of(new TrunkUse.Sums(new Label("carrier"), 0, 0, Rounding.MINUTE, new BillAccount(""), null));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(rig.clock.instant(), ZoneOffset.UTC);
    }

    private String sealed() {
        return "\"generation\":1,\"sealed\":\"" + DeskBrowser.sealed(6, 1, ada.centreKeys.get(1)) + "\"";
    }

    private String settled(List<String> people, int every) {
        return "\"people\":["
                + String.join(",", people.stream().map(id -> '"' + id + '"').toList())
                + "],\"itemisedOff\":\"YES\",\"twoStep\":\"UNKNOWN\",\"every\":" + every + "," + sealed();
    }

    private DeskBrowser.Answer add(String fields) {
        return ada.post("/api/portals", "{\"id\":\"" + DeskBrowser.newId() + "\"," + fields + "}");
    }

    private String added(List<String> people) {
        DeskBrowser.Answer answer = add("\"trunk\":\"carrier\"," + settled(people, 90));
        assertEquals(201, answer.status(), answer.whole().body() + rig.log());
        return "/api/portals/" + answer.text("id");
    }

    private JsonNode only() {
        return ada.get("/api/portals").body().at("/portals/0");
    }

    private JsonNode board() {
        for (JsonNode row : ada.get("/api/safety").body().get("rows")) {
            if (row.get("topic").asText().equals("PORTALS")) {
                return row;
            }
        }
        throw new AssertionError("no row");
    }

    @Test
    void portal_isWrittenDown_reviewed_andOverdueInTime() {
        assertEquals("AMBER", board().get("colour").asText());
        assertTrue(board().get("what").asText().startsWith("Nobody wrote down"));
        String portal = added(List.of(ada.person));
        assertEquals("The review of a portal is due.", board().get("what").asText());
        JsonNode first = only();
        assertEquals(today().toString(), first.get("next").asText());
        assertFalse(first.has("reviewed"));
        assertEquals(
                "[{\"id\":\"" + ada.person + "\",\"left\":false}]",
                first.get("people").toString());
        assertEquals(204, ada.post(portal + "/reviews", "{\"version\":1}").status());
        assertEquals("GREEN", board().get("colour").asText());
        assertEquals(today().toString(), only().get("reviewed").asText());
        assertEquals(today().plusDays(90).toString(), only().get("next").asText());
        assertEquals(
                204,
                ada.put(portal, "{\"version\":2," + settled(List.of(), 30) + "}")
                        .status());
        assertEquals(today().plusDays(30).toString(), only().get("next").asText());
        assertEquals("NONE", only().get("urgency").asText());
        later(31);
        assertEquals("DUE", only().get("urgency").asText());
        assertEquals("AMBER", board().get("colour").asText());
        later(14);
        assertEquals("RED", board().get("colour").asText());
        assertEquals(204, ada.post(portal + "/reviews", "{\"version\":3}").status());
        assertEquals("GREEN", board().get("colour").asText());
        assertEquals(204, ada.delete(portal).status());
        assertEquals(
                "NO_SUCH_PORTAL",
                ada.post(portal + "/reviews", "{\"version\":4}").reason());
        assertEquals("AMBER", board().get("colour").asText());
    }

    private void later(int days) {
        rig.clock.turn(Duration.ofDays(days));
        assertEquals(200, ada.signIn().status());
    }

    @Test
    void colleagueWhoLeft_isToBeClosed_untilSomebodySaysSo() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        DeskBrowser eve = rig.guest(ada, "ADVOCATE");
        String portal = added(List.of(ada.person, ben.person));
        String gone = "{\"version\":%d,\"person\":\"%s\"," + sealed() + "}";
        assertEquals(
                "NO_SUCH_PERSON",
                ada.post(portal + "/closings", gone.formatted(1, ben.person)).reason());
        assertEquals(200, ada.delete("/api/people/" + ben.person).status());
        assertEquals("LEFT", only().get("urgency").asText());
        assertEquals("RED", board().get("colour").asText());
        assertEquals(
                204,
                ada.put(portal, "{\"version\":1," + settled(List.of(eve.person), 90) + "}")
                        .status());
        assertEquals("LEFT", only().get("urgency").asText(), "an edit does not hide who left");
        assertEquals(
                "NO_SUCH_PERSON",
                ada.put(portal, "{\"version\":2," + settled(List.of(ben.person), 90) + "}")
                        .reason());
        assertEquals(
                "MOVED_ON",
                ada.post(portal + "/closings", gone.formatted(1, ben.person)).reason());
        assertEquals(
                204,
                ada.post(portal + "/closings", gone.formatted(2, ben.person)).status());
        assertEquals("DUE", only().get("urgency").asText(), "nobody looked at it yet");
        assertEquals(
                "{\"by\":\"" + ada.person + "\",\"day\":\"" + today() + "\"}",
                only().get("closed").toString());
        assertEquals("AMBER", board().get("colour").asText());
    }

    @Test
    void paperBills_areSignedOffByMonth() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        String portal = added(List.of());
        YearMonth month = YearMonth.from(today());
        String paper = "{\"version\":%d,\"month\":\"%s\",\"person\":\"%s\"}";
        assertEquals(
                204,
                ada.post(portal + "/papers", paper.formatted(1, month.minusMonths(1), ben.person))
                        .status());
        assertEquals(
                "[{\"month\":\"" + month.minusMonths(1) + "\",\"by\":\"" + ben.person + "\",\"day\":\"" + today()
                        + "\"}]",
                only().get("papers").toString());
        for (Object wrong : List.of(month.plusMonths(1), month.minusMonths(Portal.MONTHS), "x", "2026-13")) {
            assertEquals(
                    "MALFORMED",
                    ada.post(portal + "/papers", paper.formatted(2, wrong, ben.person))
                            .reason());
        }
        assertEquals(
                "NO_SUCH_PERSON",
                ada.post(portal + "/papers", paper.formatted(2, month, DeskBrowser.newId()))
                        .reason());
    }

    @Test
    void coordinatorsAlone_readAndWrite() {
        String portal = added(List.of());
        for (DeskBrowser other : List.of(rig.guest(ada, "ADVOCATE"), rig.guest(ada, "HOST"))) {
            assertEquals(403, other.get("/api/portals").status());
            assertEquals(403, other.post(portal + "/reviews", "{\"version\":1}").status());
            assertEquals(403, other.delete(portal).status());
        }
        assertEquals(1, only().get("version").asInt());
    }

    @Test
    void whatIsWrong_isRefused_andChangesNothing() {
        added(List.of());
        assertEquals(
                "EXISTS", add("\"trunk\":\"carrier\"," + settled(List.of(), 90)).reason());
        assertEquals(
                "NOT_FOUND",
                add("\"trunk\":\"another\"," + settled(List.of(), 90)).reason());
        assertEquals(
                "MALFORMED",
                add("\"trunk\":\"No Label\"," + settled(List.of(), 90)).reason());
        assertEquals("MALFORMED", add(settled(List.of(), Portal.MOST_DAYS + 1)).reason());
        assertEquals("MALFORMED", add(settled(List.of(), 0)).reason());
        assertEquals(
                "MALFORMED",
                add(settled(Collections.nCopies(Portal.MOST_PEOPLE + 1, ada.person), 90))
                        .reason());
        assertEquals(
                "NO_SUCH_PERSON", add(settled(List.of(DeskBrowser.newId()), 90)).reason());
        assertEquals(
                "SEALED_WRONG",
                add(settled(List.of(), 90).replace(sealed().substring(25, 30), "AAAAA"))
                        .reason());
        assertEquals(
                "MOVED_ON",
                add(settled(List.of(), 90).replace("\"generation\":1", "\"generation\":2"))
                        .reason());
        assertEquals(1, ada.get("/api/portals").body().get("portals").size());
    }

    @Test
    void oneTooMany_isRefused() {
        for (int i = 0; i < StoreLimits.PORTALS; i++) {
            assertEquals(201, add(settled(List.of(), 180)).status());
        }
        assertEquals("NO_ROOM", add(settled(List.of(), 180)).reason());
    }
}
