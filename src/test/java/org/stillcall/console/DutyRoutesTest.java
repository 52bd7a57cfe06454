package org.stillcall.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.duty.KeypadPins;
import org.stillcall.duty.OwnNumber;
import org.stillcall.duty.Pin;
import org.stillcall.duty.Rota;
import org.stillcall.store.CentreId;
import org.stillcall.store.DutyKind;

/** G29, P3: the switch, the rota, shifts, who a caller may ask for, and the calendar's address, over the API. */
class DutyRoutesTest {
    private static final String DAILY = "{\"programme\":\"helpline\",\"tier\":\"FIRST\",\"first\":\"2020-01-01\","
            + "\"last\":null,\"days\":[\"MONDAY\",\"TUESDAY\",\"WEDNESDAY\",\"THURSDAY\",\"FRIDAY\",\"SATURDAY\","
            + "\"SUNDAY\"],\"weeksApart\":1,\"from\":\"%s\",\"until\":\"%s\",\"person\":%s}";

    private final DeskRig rig = new DeskRig();
    private final DeskBrowser coordinator = rig.coordinator();
    private final DeskBrowser ana = rig.guest(coordinator, "ADVOCATE");

    @AfterEach
    void close() {
        rig.close();
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static String me(DeskBrowser browser) {
        return browser.get("/api/desk").body().path("me").path("person").asText();
    }

    /** Round the clock, so that no time of day matters. */
    private String shiftOf(String person) {
        DeskBrowser.Answer made = coordinator.post("/api/shifts", DAILY.formatted("06:00", "06:00", person));
        assertEquals(201, made.status(), made.whole().body());
        return made.text("id");
    }

    private String state(DeskBrowser browser) {
        return browser.get("/api/duty").text("state");
    }

    private static DeskBrowser.Answer turn(DeskBrowser browser, String position) {
        return browser.put("/api/duty", "{\"position\":\"" + position + "\"}");
    }

    @Test
    void whoIsInAShift_isOn_andTurnsTheirSwitch() {
        assertEquals("NONE", state(ana));
        assertEquals(422, turn(ana, "ON").status());
        shiftOf(quoted(me(ana)));

        assertEquals("ON", state(ana));
        assertEquals("BREAK", turn(ana, "BREAK").text("state"));
        assertEquals("OFF", turn(ana, "OFF").text("state"));
        assertEquals("ON", turn(ana, "ON").text("state"));
        assertEquals("NONE", state(coordinator), "a switch is of one person");
    }

    @Test
    void onWithoutAShift_needsAnEndThatIsNear() {
        String soon = java.time.Instant.now().plusSeconds(3_600).toString();
        String late = java.time.Instant.now().plusSeconds(17 * 3_600).toString();

        assertEquals(422, ana.put("/api/duty", until(late)).status());
        assertEquals(400, ana.put("/api/duty", until("tomorrow")).status());
        assertEquals("ON", ana.put("/api/duty", until(soon)).text("state"));
    }

    private static String until(String instant) {
        return "{\"position\":\"ON\",\"until\":\"" + instant + "\"}";
    }

    @Test
    void rota_isSeenByAll_withStatesForTheCoordinatorOnly() {
        shiftOf(quoted(me(ana)));

        assertTrue(coordinator.get("/api/rota").whole().body().contains("\"state\":\"ON\""));
        String seen = ana.get("/api/rota").whole().body();
        assertFalse(seen.contains("state"));
        assertTrue(seen.contains(me(ana)));
    }

    @Test
    void shifts_areTheCoordinators() {
        String id = shiftOf("null");

        assertEquals(403, ana.get("/api/shifts").status());
        assertEquals(
                403,
                ana.post("/api/shifts", DAILY.formatted("09:00", "10:00", "null"))
                        .status());
        assertEquals(403, ana.delete("/api/shifts/" + id).status());
        String changed = DAILY.formatted("09:00", "10:00", "null").replace("}", ",\"version\":1}");
        assertEquals(204, coordinator.put("/api/shifts/" + id, changed).status());
        assertEquals(409, coordinator.put("/api/shifts/" + id, changed).status(), "by somebody faster");
        assertEquals(
                422,
                coordinator
                        .post("/api/shifts", DAILY.formatted("09:00", "9", "null"))
                        .status());
        String elsewhere = DAILY.replace("helpline", "elsewhere").formatted("09:00", "10:00", "null");
        assertEquals(422, coordinator.post("/api/shifts", elsewhere).status());
        assertEquals(204, coordinator.delete("/api/shifts/" + id).status());
        assertEquals(404, coordinator.delete("/api/shifts/" + id).status());
    }

    @Test
    void day_changesHandsInTwoSteps_andTheCoordinatorHearsOfAGap() {
        String id = shiftOf(quoted(me(ana)));
        String date =
                java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(3).toString();
        String day = "/api/shifts/" + id + "/days/" + date;
        DeskBrowser ben = rig.guest(coordinator, "ADVOCATE");

        assertEquals(409, ben.post(day, "{\"act\":\"TAKE\"}").status());
        assertEquals(403, ben.post(day, "{\"act\":\"OPEN\"}").status());
        assertEquals(204, ana.post(day, "{\"act\":\"OFFER\"}").status());
        assertEquals(204, ben.post(day, "{\"act\":\"TAKE\"}").status());
        assertEquals(204, ben.post(day, "{\"act\":\"GIVE_UP\"}").status());
        assertTrue(coordinator.get("/api/alerts").whole().body().contains("SHIFT_OPEN"));
        String give = "{\"act\":\"GIVE\",\"person\":\"" + me(ben) + "\"}";
        assertEquals(204, coordinator.post(day, give).status());
        assertEquals(204, coordinator.post(day, "{\"act\":\"LEAVE_OUT\"}").status());
        assertEquals(
                404,
                ana.post("/api/shifts/" + id + "/days/x", "{\"act\":\"TAKE\"}").status());
    }

    /** G7: a client reaches whom they know, or nobody. */
    @Test
    void ownNumber_isOnePersons_andTheSheetSaysItsHours() {
        String path = "/api/people/" + me(ana) + "/";
        String reach = "{\"languages\":[],\"voice\":\"NOT_SAID\",\"phones\":[],\"direct\":\"%s\"}";
        assertTrue(ana.get("/api/me/direct").body().path("number").isNull());
        assertEquals(
                422, coordinator.put(path + "reach", reach.formatted("own-9")).status());
        assertEquals(
                200, coordinator.put(path + "reach", reach.formatted("own-1")).status());
        assertEquals(
                409,
                coordinator
                        .put("/api/people/" + me(coordinator) + "/reach", reach.formatted("own-1"))
                        .status());
        shiftOf(quoted(me(ana)));
        DeskBrowser.Answer sheet = ana.get("/api/me/direct");
        assertEquals("+16175558100", sheet.text("number"));
        assertEquals("HELPLINE", sheet.text("then"));
        assertEquals("06:00", sheet.body().path("hours").path(0).path("from").asText());
        assertEquals("+16175558100", coordinator.get(path + "direct").text("number"));
        assertEquals(403, ana.get("/api/people/" + me(coordinator) + "/direct").status());
    }

    /** P14: number and PIN for the keys of a phone. */
    @Test
    void keypad_isSetByThePerson_andNeverTellsThePin() {
        assertTrue(ana.get("/api/me/keypad").body().path("number").isNull());
        assertEquals(422, ana.put("/api/me/keypad", "{\"pin\":\"123456\"}").status());
        DeskBrowser.Answer set = ana.put("/api/me/keypad", "{\"pin\":\"739164\"}");
        assertTrue(set.text("number").matches("[0-9]{4}"));
        assertFalse(set.body().path("locked").asBoolean());
        assertFalse(ana.get("/api/me/keypad").whole().body().contains("739164"));
        ana.delete("/api/me/keypad");
        assertTrue(ana.get("/api/me/keypad").body().path("number").isNull());
    }

    @Test
    void lockedKeypad_isSeenAndOpenedByTheCoordinatorAlone() {
        assertEquals(200, ana.put("/api/me/keypad", "{\"pin\":\"739164\"}").status());
        Rota rota = new Rota(rig.store, ZoneOffset.UTC, Clock.systemUTC());
        rota.reload();
        KeypadPins pins = rota.pins(); // reads what is kept, each time
        OwnNumber number = new OwnNumber(ana.get("/api/me/keypad").text("number"));
        for (int i = 0; i < KeypadPins.TRIES; i++) {
            assertTrue(pins.check(number, new Pin("000000")).isEmpty());
        }
        assertTrue(ana.get("/api/me/keypad").body().path("locked").asBoolean());
        assertTrue(lockedInTheListOf(coordinator, me(ana)));
        String lock = "/api/people/" + me(ana) + "/keypad/lock";
        assertEquals(403, ana.delete(lock).status(), "not by oneself");
        assertTrue(pins.check(number, new Pin("739164")).isEmpty());
        assertEquals(204, coordinator.delete(lock).status());
        assertFalse(lockedInTheListOf(coordinator, me(ana)));
        assertEquals(
                me(ana), pins.check(number, new Pin("739164")).orElseThrow().text());
        assertEquals(
                404,
                coordinator
                        .delete("/api/people/" + me(coordinator) + "/keypad/lock")
                        .status());
    }

    private static boolean lockedInTheListOf(DeskBrowser who, String person) {
        for (JsonNode one : who.get("/api/people").body()) {
            if (one.path("id").asText().equals(person)) {
                return one.path("phonePinLocked").asBoolean();
            }
        }
        throw new AssertionError("not in the list");
    }

    @Test
    void reach_isSaidByTheCoordinator_andPhonesAlsoByThePerson() {
        String path = "/api/people/" + me(ana) + "/reach";
        String reach = "{\"languages\":[\"es\"],\"voice\":\"WOMAN\",\"phones\":[\"desk\"],\"direct\":null}";

        assertEquals(403, ana.put(path, reach).status());
        assertEquals(200, coordinator.put(path, reach).status());
        assertEquals("WOMAN", ana.get("/api/me/reach").text("voice"));
        assertEquals(200, ana.put("/api/me/phones", "{\"phones\":[]}").status());
        assertEquals(200, ana.put("/api/me/phones", "{\"phones\":[\"desk\"]}").status());
        DeskBrowser ben = rig.guest(coordinator, "ADVOCATE");
        assertEquals(409, ben.put("/api/me/phones", "{\"phones\":[\"desk\"]}").status());
        assertEquals(
                422, ben.put("/api/me/phones", "{\"phones\":[\"nowhere\"]}").status());
    }

    @Test
    void calendar_isReadByItsAddressOnly_andEndsWithIt() {
        shiftOf(quoted(me(ana)));
        String path = ana.post("/api/me/calendar", "{}").text("path");

        HttpResponse<String> calendar = read(path);
        assertEquals(200, calendar.statusCode());
        assertEquals(
                "text/calendar; charset=utf-8",
                calendar.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("no-store", calendar.headers().firstValue("Cache-Control").orElseThrow());
        assertEquals(
                "no-referrer", calendar.headers().firstValue("Referrer-Policy").orElseThrow());
        assertTrue(calendar.body().contains("SUMMARY:Busy\r\n"));
        String token = path.substring(path.lastIndexOf('/') + 1).replace(".ics", "");
        assertTrue(token.length() > 20, path);
        CentreId centre = rig.store.centres().list().getFirst();
        String kept = rig.store.duties(centre).list().stream()
                .filter(duty -> duty.kind() == DutyKind.FEED)
                .map(duty -> new String(duty.text(), UTF_8))
                .collect(Collectors.joining());
        assertFalse(kept.isEmpty() || kept.contains(token), "its hash alone is kept");
        for (String what : new String[] {"helpline", me(ana), "Mon", "FIRST"}) {
            assertFalse(calendar.body().contains(what), what);
        }
        String next = ana.post("/api/me/calendar", "{}").text("path");
        assertEquals(404, read(path).statusCode(), "a new address ends the one before");
        assertEquals(200, read(next).statusCode());
        assertFalse(rig.log().contains(next.substring(14)), "no address is logged");
        assertEquals(204, ana.delete("/api/me/calendar").status());
        assertEquals(404, read(next).statusCode());
    }

    @Test
    void calendar_ofSomebodyRemoved_isGone() {
        String path = ana.post("/api/me/calendar", "{}").text("path");
        assertEquals(200, coordinator.delete("/api/people/" + me(ana)).status());

        assertEquals(404, read(path).statusCode());
    }

    @Test
    void calendar_isReadSoOftenAndNoMore() {
        String path = ana.post("/api/me/calendar", "{}").text("path");
        for (int i = 0; i < ApiLimits.CALENDAR_READINGS; i++) {
            assertEquals(200, read(path).statusCode());
        }

        assertEquals(429, read(path).statusCode());
    }

    private HttpResponse<String> read(String path) {
        return rig.browser().send(rig.browser().to(path).GET(), BodyHandlers.ofString());
    }
}
