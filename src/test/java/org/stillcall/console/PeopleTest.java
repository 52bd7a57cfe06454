package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.console.DeskBrowser.Answer;
import org.stillcall.console.DeskBrowser.Joining;
import org.stillcall.store.DeviceId;
import org.stillcall.vault.ReceiptKind;

/** Roles, removal, taking devices out of use, and what others are told. Rows G28, P8, B6. */
class PeopleTest {
    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();

    @AfterEach
    void close() {
        rig.close();
    }

    private ReceiptKind lastReceipt() {
        return rig.receipts.get(rig.receipts.size() - 1).kind();
    }

    @Test
    void wipe_byACoordinator_endsTheDeviceAtOnce() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        try (DeskNews news = new DeskNews(ben)) {
            Answer wiped = ada.delete("/api/devices/" + ben.device);
            assertEquals(200, wiped.status());
            long index = wiped.body().at("/receipt/index").asLong();
            assertEquals(ReceiptKind.DEVICE_WIPED, rig.receipts.get(index).kind());
            assertEquals("", wiped.header("Clear-Site-Data"));
            assertEquals("wiped", news.next());
            assertNull(news.next());
        }
        Answer next = ben.get("/api/people");
        assertEquals(410, next.status());
        assertEquals("\"storage\", \"cookies\"", next.header("Clear-Site-Data"));
        Answer desk = ben.get("/api/desk");
        assertEquals("SIGNED_OUT", desk.text("state"));
        assertEquals("WIPED", desk.text("reason"));
        assertEquals("\"storage\", \"cookies\"", desk.header("Clear-Site-Data"));
        assertEquals(List.of(ben.device), rig.switchboard.endedDevices);
        assertTrue(ada.get("/api/rotation").body().get("needed").asBoolean());
        var centre = rig.store.centres().list().getFirst();
        assertTrue(rig.store.keys(centre).of(new DeviceId(ben.device)).isEmpty());
        assertEquals(404, ada.delete("/api/devices/" + ben.device).status());
    }

    @Test
    void wipe_whileTheDeviceIsOffline_isToldAtTheNextContactAndReceiptedOnce() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        assertEquals(200, ada.delete("/api/devices/" + ben.device).status());
        ben.cookie = ""; // a browser that was closed meanwhile
        Answer begun = ben.beginSignIn();
        assertEquals(410, begun.status());
        assertEquals("DEVICE_WIPED", begun.reason());
        assertEquals("\"storage\", \"cookies\"", begun.header("Clear-Site-Data"));
        Answer asked = rig.browser().post("/api/device", "{\"device\":\"" + ben.device + "\"}");
        assertTrue(asked.body().get("wiped").asBoolean());
        assertEquals("\"storage\", \"cookies\"", asked.header("Clear-Site-Data"));
        Answer cleared = ben.post("/api/wiped", "{\"device\":\"" + ben.device + "\"}");
        assertEquals(200, cleared.status());
        assertEquals(ReceiptKind.BROWSER_CLEARED, lastReceipt());
        assertEquals(
                404,
                ben.post("/api/wiped", "{\"device\":\"" + ben.device + "\"}").status());
        assertEquals(404, ben.beginSignIn().status());
        Answer other = ben.post("/api/wiped", "{\"device\":\"" + ada.device + "\"}");
        assertEquals(404, other.status());
        assertEquals("", other.header("Clear-Site-Data"));
        Answer known = rig.browser().post("/api/device", "{\"device\":\"" + ada.device + "\"}");
        assertFalse(known.body().get("wiped").asBoolean());
        assertEquals("", known.header("Clear-Site-Data"));
    }

    @Test
    void wipe_whileASignInIsUnderWay_letsItFail() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        Answer begun = ben.beginSignIn();
        String credential = ben.passkey.get(begun.body().get("publicKey"));
        assertEquals(200, ada.delete("/api/devices/" + ben.device).status());
        assertEquals(
                "PASSKEY_REFUSED",
                ben.finishSignIn(begun.text("challenge"), credential).reason());
        assertEquals(410, ben.get("/api/keys").status());
    }

    @Test
    void wipe_amongRequestsOfTheDevice_leavesItNothing() throws Exception {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        String cookie = ben.cookie;
        List<Callable<Answer>> requests = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            requests.add(() -> {
                DeskBrowser same = rig.browser();
                same.cookie = cookie;
                return same.get("/api/keys");
            });
            if (i == 10) {
                requests.add(() -> ada.delete("/api/devices/" + ben.device));
            }
        }
        for (Answer answer : DeskSessionTest.all(requests)) {
            assertTrue(
                    List.of(200, 410).contains(answer.status()), answer.whole().body());
        }
        assertEquals(410, ben.get("/api/keys").status());
        assertEquals(410, ben.signIn().status());
    }

    @Test
    void ownOtherDevice_isWipedByAnAdvocateAndNoOtherPersons() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        DeskBrowser phone = rig.guest(ben, "");
        assertEquals(404, ben.delete("/api/devices/" + ada.device).status());
        assertEquals(404, ben.delete("/api/devices/nothing").status());
        assertEquals(200, ben.delete("/api/devices/" + phone.device).status());
        assertEquals(410, phone.get("/api/people").status());
        assertEquals(200, ben.get("/api/people").status());
    }

    @Test
    void ownOtherDevice_isWipedByAHostAndNoOtherPersons() {
        DeskBrowser host = rig.guest(ada, "HOST");
        DeskBrowser second = rig.browser();
        Joining joining = new Joining();
        Answer begun = ada.begin(joining, "\"for\":\"PERSON\",\"person\":{\"id\":\"" + host.person + "\"}");
        assertEquals(201, begun.status(), begun.whole().body());
        second.claim(joining);
        ada.approve(joining, second, false);
        assertEquals(201, second.finishJoin(joining, second.joinState(joining)).status());
        Answer mine = host.get("/api/me/devices");
        assertEquals(2, mine.body().size());
        assertFalse(mine.whole().body().contains("name"), "A host gets no sealed name.");
        assertEquals(404, host.delete("/api/devices/" + ada.device).status());
        assertEquals(200, host.delete("/api/devices/" + second.device).status());
        assertEquals(410, second.get("/api/me/devices").status());
        assertEquals(1, host.get("/api/me/devices").body().size());
    }

    @Test
    void panic_locked_wipesThisVeryDevice() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        ben.post("/api/lock", "{}");
        Answer panic = ben.post("/api/panic", "{}");
        assertEquals(200, panic.status());
        assertEquals("\"storage\", \"cookies\"", panic.header("Clear-Site-Data"));
        assertTrue(panic.header("Set-Cookie").endsWith("Max-Age=0"));
        assertEquals(410, ben.beginSignIn().status());
        assertEquals(401, ben.post("/api/panic", "{}").status());
        List<String> kinds = new ArrayList<>();
        ada.get("/api/alerts")
                .body()
                .forEach(alert -> kinds.add(alert.get("kind").asText()));
        assertEquals(List.of("DEVICE_WIPED"), kinds);
    }

    @Test
    void lastCoordinator_isNeitherDemotedNorRemoved() {
        assertEquals(
                "LAST_COORDINATOR",
                ada.put("/api/people/" + ada.person, "{\"role\":\"ADVOCATE\"}").reason());
        assertEquals("LAST_COORDINATOR", ada.delete("/api/people/" + ada.person).reason());
        DeskBrowser eve = rig.guest(ada, "COORDINATOR");
        ada.delete("/api/devices/" + eve.device); // a coordinator without a device is none to count on
        assertEquals(
                "LAST_COORDINATOR",
                ada.put("/api/people/" + ada.person, "{\"role\":\"HOST\"}").reason());
        rig.guest(ada, "COORDINATOR");
        assertEquals(
                204,
                ada.put("/api/people/" + ada.person, "{\"role\":\"ADVOCATE\"}").status());
        assertEquals(ReceiptKind.ROLE_CHANGED, lastReceipt());
        assertEquals(
                "NOT_YOUR_ROLE",
                ada.put("/api/people/" + ada.person, "{\"role\":\"COORDINATOR\"}")
                        .reason());
    }

    @Test
    void twoCoordinators_whoDemoteEachOtherAtOnce_leaveOne() throws Exception {
        DeskBrowser eve = rig.guest(ada, "COORDINATOR");
        List<Callable<Integer>> both = List.of(
                () -> ada.put("/api/people/" + eve.person, "{\"role\":\"ADVOCATE\"}")
                        .status(),
                () -> eve.put("/api/people/" + ada.person, "{\"role\":\"ADVOCATE\"}")
                        .status());
        List<Integer> answers = DeskSessionTest.all(both);
        assertEquals(1, answers.stream().filter(status -> status == 204).count(), answers.toString());
        assertEquals(1, answers.stream().filter(status -> status == 403).count(), answers.toString());
    }

    private int holders() {
        int holders = 0;
        for (var device : ada.get("/api/rotation").body().get("devices")) {
            holders += device.get("holds").asBoolean() ? 1 : 0;
        }
        return holders;
    }

    @Test
    void coordinatorWhoBecomesAHost_losesTheKeys() {
        DeskBrowser eve = rig.guest(ada, "COORDINATOR");
        assertEquals(200, eve.get("/api/keys").status());
        try (DeskNews news = new DeskNews(eve)) {
            assertEquals(
                    204,
                    ada.put("/api/people/" + eve.person, "{\"role\":\"HOST\"}").status());
            assertEquals("locked", news.next()); // and her page drops the keys that it had
        }
        assertEquals(423, eve.post("/api/touch", "{}").status());
        assertEquals(403, eve.get("/api/keys").status());
        Answer in = eve.signIn();
        assertEquals(200, in.status());
        assertEquals(0, in.body().get("keys").size());
        assertTrue(ada.get("/api/rotation").body().get("needed").asBoolean());
        assertEquals(1, holders());
        assertEquals(
                204,
                ada.put("/api/people/" + eve.person, "{\"role\":\"ADVOCATE\"}").status());
        assertEquals(423, eve.post("/api/touch", "{}").status()); // the other way as well
        assertEquals(2, holders());
    }

    @Test
    void person_whoIsRemoved_isOutWithAllDevices() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        DeskBrowser phone = rig.guest(ben, "");
        Answer removed = ada.delete("/api/people/" + ben.person);
        assertEquals(200, removed.status());
        assertEquals(410, ben.get("/api/people").status());
        assertEquals(410, phone.get("/api/people").status());
        assertEquals(410, phone.beginSignIn().status());
        assertEquals(1, ada.get("/api/people").body().size());
        assertEquals(404, ada.delete("/api/people/" + ben.person).status());
        assertEquals(2, rig.switchboard.endedDevices.size());
    }

    @Test
    void alerts_areForEveryOtherCoordinatorAndGoWhenDismissed() {
        DeskBrowser eve = rig.guest(ada, "COORDINATOR");
        rig.guest(eve, "ADVOCATE");
        assertEquals(0, eve.get("/api/alerts").body().size());
        Answer alerts = ada.get("/api/alerts");
        assertEquals(2, alerts.body().size());
        String id = alerts.body().at("/0/id").asText();
        assertEquals(204, ada.delete("/api/alerts/" + id).status());
        assertEquals(404, ada.delete("/api/alerts/" + id).status());
        assertEquals(404, ada.delete("/api/alerts/x").status());
        assertEquals(1, ada.get("/api/alerts").body().size());
    }

    @Test
    void deviceAddedToACoordinatorByAnother_isToldToThem() {
        DeskBrowser eve = rig.guest(ada, "COORDINATOR");
        DeskBrowser next = rig.browser();
        Joining joining = new Joining();
        Answer begun = ada.begin(joining, "\"for\":\"PERSON\",\"person\":{\"id\":\"" + eve.person + "\"}");
        assertEquals(201, begun.status(), begun.whole().body());
        next.claim(joining);
        ada.approve(joining, next, true);
        assertEquals(201, next.finishJoin(joining, next.joinState(joining)).status());
        Answer told = eve.get("/api/alerts");
        assertEquals("DEVICE_ADDED", told.body().at("/0/kind").asText());
        assertEquals(eve.person, told.body().at("/0/about").asText());
    }

    @Test
    void devicesAndPasskeys_tellWhenTheyWereAddedAndLastUsed() {
        Answer people = ada.get("/api/people");
        for (String place : List.of("/0/devices/0", "/0/devices/0/credentials/0")) {
            for (String day : List.of("addedDay", "lastUsedDay")) {
                assertEquals(
                        java.time.LocalDate.now(java.time.ZoneOffset.UTC).toString(),
                        people.body().at(place + "/" + day).asText());
            }
        }
    }

    @Test
    void namesAndIds_neverStandInTheLog() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        Joining joining = ada.invite(rig.browser(), "ADVOCATE");
        ben.signIn();
        ada.delete("/api/devices/" + ben.device);
        ben.post("/api/unlock", "{\"pin\":\"739104\"}");
        rig.store.close(); // everything fails from here on
        ada.get("/api/people");
        ada.beginForMe();
        for (String secret : List.of(
                ben.person, ben.device, ada.person, ada.device, joining.code, joining.join, "739104", rig.setupCode)) {
            assertFalse(rig.log().contains(secret), rig.log());
        }
        assertTrue(rig.log().contains("A request failed."), rig.log());
    }
}
