package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Base64Url;
import org.stillcall.console.DeskBrowser.Answer;
import org.stillcall.console.SoftAuthenticator.DeviceKey;
import org.stillcall.vault.ReceiptKind;

/** The centre's key changed and everything sealed anew; the way back by the sheet. Rows G28, B4. */
class CentreKeyTest {
    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();

    @AfterEach
    void close() {
        rig.close();
    }

    /** What the browser of {@code by} sends: a new key for exactly the devices that the server names. */
    private String rotation(DeskBrowser by, int generation, byte[] publicKey) {
        JsonNode state = by.get("/api/rotation").body();
        StringBuilder wrapped = new StringBuilder();
        StringBuilder vouchers = new StringBuilder("{\"holder\":\"recovery\"," + DeskBrowser.voucher() + "}");
        for (JsonNode device : state.get("devices")) {
            String id = device.get("id").asText();
            vouchers.append(",{\"holder\":\"").append(id).append("\",").append(DeskBrowser.voucher());
            vouchers.append('}');
            if (device.get("holds").asBoolean()) {
                wrapped.append(wrapped.isEmpty() ? "" : ",").append("{\"device\":\"");
                byte[] key = DeviceKey.bytes(device.get("publicKey").asText());
                wrapped.append(id).append("\",\"wrapped\":\"").append(DeskBrowser.sealed(1, generation, key));
                wrapped.append("\"}");
            }
        }
        return "{\"generation\":" + generation + ",\"publicKey\":\"" + Base64Url.encode(publicKey) + "\",\"wrapped\":["
                + wrapped + "],\"vouchers\":[" + vouchers + "],\"recovery\":\""
                + DeskBrowser.sealed(
                        1,
                        generation,
                        DeviceKey.bytes(state.at("/recovery/publicKey").asText()))
                + "\"}";
    }

    @Test
    void rotation_afterAWipe_givesEveryDeviceTheNewKeyAndHasEverythingSealedAnew() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        assertFalse(ada.get("/api/rotation").body().get("needed").asBoolean());
        DeskBrowser eve = rig.guest(ada, "ADVOCATE");
        byte[] next = DeviceKey.publicKey();
        try (DeskNews news = new DeskNews(ben)) {
            ada.delete("/api/devices/" + eve.device);
            assertEquals("rotation", news.next());
            assertEquals(403, ben.post("/api/rotation", rotation(ben, 2, next)).status());
            assertEquals(200, ada.post("/api/rotation", rotation(ada, 2, next)).status());
            assertEquals("rotation", news.next());
        }
        assertEquals(
                "MOVED_ON", ada.post("/api/rotation", rotation(ada, 2, next)).reason());
        assertFalse(ada.get("/api/rotation").body().get("needed").asBoolean());
        Answer keys = ben.get("/api/keys");
        assertEquals(2, keys.body().at("/centre/generation").asInt());
        assertEquals(2, keys.body().get("keys").size());
        // The three names are sealed to the old key: an advocate's browser seals them anew.
        JsonNode outdated = ben.get("/api/reseal").body();
        assertEquals(3, outdated.get("left").asInt());
        for (JsonNode item : outdated.get("items")) {
            assertEquals("person", item.get("kind").asText());
            assertEquals("MOVED_ON", reseal(ben, item, 1, ada.centreKeys.get(1)).reason());
            assertEquals(
                    "SEALED_WRONG", reseal(ben, item, 2, ada.centreKeys.get(1)).reason());
            assertEquals(204, reseal(ben, item, 2, next).status());
            assertEquals("MOVED_ON", reseal(ben, item, 2, next).reason());
        }
        assertEquals(0, ben.get("/api/reseal").body().get("left").asInt());
        assertEquals(1, ben.get("/api/keys").body().get("keys").size()); // the old key is gone everywhere
    }

    @Test
    void outdated_afterOneThatNobodyCanOpen_areHandedOut() {
        rig.guest(ada, "ADVOCATE");
        assertEquals(
                200,
                ada.post("/api/rotation", rotation(ada, 2, DeviceKey.publicKey()))
                        .status());
        JsonNode all = ada.get("/api/reseal").body().get("items");
        assertEquals(2, all.size());
        String first = all.at("/0/id").asText();
        JsonNode rest = ada.get("/api/reseal?after=person." + first).body().get("items");
        assertEquals(1, rest.size());
        assertEquals(all.at("/1/id").asText(), rest.at("/0/id").asText());
        String last = all.at("/1/id").asText();
        assertEquals(
                0,
                ada.get("/api/reseal?after=person." + last).body().get("items").size());
        assertEquals(
                0, ada.get("/api/reseal?after=release.x").body().get("items").size());
        assertEquals("MALFORMED", ada.get("/api/reseal?after=nothing").reason());
        assertEquals("MALFORMED", ada.get("/api/reseal?after=other.x").reason());
    }

    /** The server keeps what browsers say of one another, hands it to them and believes none of it. */
    @Test
    void vouchers_areKeptForEveryHolderAndHandedToBrowsers() {
        JsonNode first = ada.get("/api/rotation").body();
        assertEquals(32, DeviceKey.bytes(first.at("/devices/0/voucher").asText()).length);
        assertEquals(32, DeviceKey.bytes(first.at("/recovery/voucher").asText()).length);
        DeskBrowser hal = rig.guest(ada, "HOST");
        ada.centreKeys.put(2, DeviceKey.publicKey());
        String rotation = rotation(ada, 2, ada.centreKeys.get(2));
        assertEquals(200, ada.post("/api/rotation", rotation).status());
        JsonNode next = ada.get("/api/rotation").body();
        assertEquals(2, next.get("devices").size());
        for (JsonNode device : next.get("devices")) {
            assertEquals(
                    !device.get("id").asText().equals(hal.device),
                    device.get("holds").asBoolean());
            assertTrue(rotation.contains(device.get("voucher").asText()), "Of the present generation.");
        }
        assertTrue(rotation.contains(next.at("/recovery/voucher").asText()));
        for (String wrong : List.of("", ",\"voucher\":\"AAAA\"", ",\"voucher\":null")) {
            DeskBrowser guest = rig.browser();
            DeskBrowser.Joining joining = ada.invite(guest, "HOST");
            guest.claim(joining);
            ada.reveal(joining);
            Answer approved = ada.post("/api/joins/" + joining.join + "/approve", "{\"keys\":[]" + wrong + "}");
            assertEquals(400, approved.status(), wrong);
        }
        String other = rotation(ada, 3, DeviceKey.publicKey()).replace("\"recovery\",", "\"nobody\",");
        assertEquals("MALFORMED", ada.post("/api/rotation", other).reason());
    }

    @Test
    void name_thatIsNotOutdated_isNotChangedBySealingAnew() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        String before = ada.get("/api/people").body().toString();
        JsonNode mine = new com.fasterxml.jackson.databind.ObjectMapper()
                .createObjectNode()
                .put("id", ada.person)
                .put("version", 1);
        for (int version = 0; version < 3; version++) {
            ((com.fasterxml.jackson.databind.node.ObjectNode) mine).put("version", version);
            assertEquals("MOVED_ON", reseal(ben, mine, 1, ada.centreKeys.get(1)).reason());
        }
        assertEquals(before, ada.get("/api/people").body().toString());
    }

    private static Answer reseal(DeskBrowser browser, JsonNode item, int generation, byte[] publicKey) {
        return browser.put(
                "/api/reseal",
                "{\"kind\":\"person\",\"id\":\"" + item.get("id").asText() + "\",\"version\":"
                        + item.get("version").asInt() + ",\"generation\":" + generation + ",\"sealed\":\""
                        + DeskBrowser.sealed(4, generation, publicKey) + "\"}");
    }

    @Test
    void rotation_byTwoAtOnce_happensOnce() throws Exception {
        DeskBrowser eve = rig.guest(ada, "COORDINATOR");
        String first = rotation(ada, 2, DeviceKey.publicKey());
        String second = rotation(eve, 2, DeviceKey.publicKey());
        List<Callable<Integer>> both = List.of(
                () -> ada.post("/api/rotation", first).status(),
                () -> eve.post("/api/rotation", second).status());
        List<Integer> answers = new ArrayList<>(DeskSessionTest.all(both));
        answers.sort(null);
        assertEquals(List.of(200, 409), answers);
    }

    @Test
    void rotation_thatLeavesADeviceOut_isRefused() {
        String before = rotation(ada, 2, DeviceKey.publicKey());
        rig.guest(ada, "ADVOCATE");
        assertEquals("MOVED_ON", ada.post("/api/rotation", before).reason());
    }

    @Test
    void join_approvedBeforeARotation_isNotFinishedWithTheOldKeys() {
        DeskBrowser guest = rig.browser();
        DeskBrowser.Joining joining = ada.invite(guest, "");
        guest.claim(joining);
        ada.approve(joining, guest, true);
        Answer state = guest.joinState(joining);
        assertEquals(
                200,
                ada.post("/api/rotation", rotation(ada, 2, DeviceKey.publicKey()))
                        .status());
        assertEquals("MOVED_ON", guest.finishJoin(joining, state).reason());
    }

    private Answer recover(DeskBrowser browser, Answer begun, int generation) {
        byte[] centre = DeviceKey.bytes(begun.body().at("/centre/publicKey").asText());
        String keys = DeskBrowser.list(Map.of(generation, DeskBrowser.sealed(1, generation, browser.publicKey)));
        return browser.post(
                "/api/recovery/finish",
                "{\"token\":\"" + begun.text("token") + "\",\"challenge\":\"" + begun.text("challenge")
                        + "\",\"credential\":"
                        + browser.passkey.create(begun.body().get("publicKey")) + ",\"device\":"
                        + browser.deviceJson() + ",\"person\":{\"id\":\"" + browser.person + "\",\"name\":\""
                        + DeskBrowser.sealed(4, generation, centre) + "\"},\"keys\":" + keys + ","
                        + DeskBrowser.voucher() + "}");
    }

    private static Answer prove(DeskBrowser browser, byte[] proof) {
        return browser.post("/api/recovery", "{\"proof\":\"" + Base64Url.encode(proof) + "\"}");
    }

    @Test
    void sheet_letsOneDeviceBackInAndTellsTheOthers() {
        DeskBrowser back = rig.browser();
        Answer begun = prove(back, rig.proof);
        assertEquals(200, begun.status(), begun.whole().body());
        assertEquals(1, begun.body().get("keys").size());
        assertEquals(
                Base64Url.encode(rig.sheetKey),
                begun.body().at("/recovery/publicKey").asText());
        Answer in = recover(back, begun, 1);
        assertEquals(201, in.status(), in.whole().body());
        assertEquals("COORDINATOR", in.body().at("/me/role").asText());
        assertEquals("CHALLENGE_OVER", recover(rig.browser(), begun, 1).reason());
        List<ReceiptKind> kinds = new ArrayList<>();
        rig.receipts.list(0, 100).forEach(receipt -> kinds.add(receipt.kind()));
        assertTrue(kinds.contains(ReceiptKind.RECOVERY_USED), kinds.toString());
        List<String> alerts = new ArrayList<>();
        ada.get("/api/alerts")
                .body()
                .forEach(alert -> alerts.add(alert.get("kind").asText()));
        assertTrue(alerts.contains("RECOVERY_USED") && alerts.contains("DEVICE_ADDED"), alerts.toString());
    }

    /** With what the answer holds and a copy of the disk, whoever has the sheet needs no more. */
    @Test
    void sheet_thatIsOnlyShown_isToldToTheOthersAsWell() {
        assertEquals(200, prove(rig.browser(), rig.proof).status());
        assertEquals(
                "RECOVERY_USED", ada.get("/api/alerts").body().at("/0/kind").asText());
        List<ReceiptKind> kinds = new ArrayList<>();
        rig.receipts.list(0, 100).forEach(receipt -> kinds.add(receipt.kind()));
        assertEquals(1, Collections.frequency(kinds, ReceiptKind.RECOVERY_USED), kinds.toString());
    }

    @Test
    void sheet_afterTheLastDeviceWasWiped_isTheWayBack() {
        assertEquals(200, ada.post("/api/panic", "{}").status());
        assertEquals("SIGNED_OUT", rig.browser().get("/api/desk").text("state"));
        DeskBrowser back = rig.browser();
        back.person = ada.person;
        assertEquals(201, recover(back, prove(back, rig.proof), 1).status());
        assertEquals(ada.person, back.get("/api/desk").body().at("/me/person").asText());
        assertTrue(back.get("/api/rotation").body().get("needed").asBoolean());
    }

    @Test
    void proofs_wrongByACrowd_areToldSoThatOftenASecondAndNeverKeepTheRightOneOut() throws Exception {
        List<Callable<Integer>> guesses = new ArrayList<>();
        for (int i = 0; i < 2 * ApiLimits.WRONG_PROOFS_PER_SECOND; i++) {
            guesses.add(() -> prove(rig.browser(), SoftAuthenticator.random(32)).status());
        }
        List<Integer> answers = DeskSessionTest.all(guesses);
        assertEquals(ApiLimits.WRONG_PROOFS_PER_SECOND, Collections.frequency(answers, 401), answers.toString());
        assertEquals(ApiLimits.WRONG_PROOFS_PER_SECOND, Collections.frequency(answers, 429), answers.toString());
        assertEquals(200, prove(rig.browser(), rig.proof).status());
        rig.now.addAndGet(1_000);
        assertEquals(
                "WRONG_PROOF",
                prove(rig.browser(), SoftAuthenticator.random(32)).reason());
        assertEquals(400, prove(rig.browser(), SoftAuthenticator.random(31)).status());
    }

    @Test
    void newSheet_endsTheOldOneAndWhatItBegan() {
        byte[] old = rig.proof;
        DeskBrowser thief = rig.browser();
        Answer begun = prove(thief, old);
        rig.sheetKey = DeviceKey.publicKey();
        String sheet = "{" + DeskBrowser.sheet(rig) + ",\"wrapped\":"
                + DeskBrowser.list(Map.of(1, DeskBrowser.sealed(1, 1, rig.sheetKey))) + "}";
        assertEquals(403, rig.guest(ada, "ADVOCATE").put("/api/recovery", sheet).status());
        assertEquals(204, ada.put("/api/recovery", sheet).status());
        assertEquals("CHALLENGE_OVER", recover(thief, begun, 1).reason());
        assertEquals("WRONG_PROOF", prove(thief, old).reason());
        assertEquals(200, prove(thief, rig.proof).status());
    }
}
