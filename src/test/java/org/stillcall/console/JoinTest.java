package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Base64Url;
import org.stillcall.console.DeskBrowser.Answer;
import org.stillcall.console.DeskBrowser.Joining;
import org.stillcall.store.DeviceId;

/** Letting devices in, and everything that somebody who should not come in might try. Rows G25, P8. */
class JoinTest {
    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void advocate_isLetInByTheSteps() {
        DeskBrowser guest = rig.browser();
        Joining joining = ada.invite(guest, "ADVOCATE");
        assertTrue(joining.code.matches("[0-9A-HJKMNP-TV-Z]{8}"), joining.code);
        assertEquals("WAITING", ada.get("/api/joins/" + joining.join).text("state"));
        Answer claimed = guest.claim(joining);
        assertEquals(joining.join, claimed.text("join"));
        assertEquals(ada.commitment(joining), claimed.text("commitment"));
        assertEquals("CLAIMED", guest.joinState(joining).text("state"));
        Answer seen = ada.get("/api/joins/" + joining.join);
        assertEquals("CLAIMED", seen.text("state"));
        assertEquals(
                Base64Url.encode(guest.publicKey),
                seen.body().at("/device/publicKey").asText());
        assertEquals(204, ada.approve(joining, guest, true).status());
        Answer in = guest.finishJoin(joining, guest.joinState(joining));
        assertEquals(201, in.status(), in.whole().body());
        assertEquals("ADVOCATE", in.body().at("/me/role").asText());
        assertEquals(1, in.body().get("keys").size());
        assertEquals("DONE", ada.get("/api/joins/" + joining.join).text("state"));
        assertEquals(
                404, rig.browser().post("/api/join/finish", finishBody(joining)).status());
        Answer people = ada.get("/api/people");
        assertEquals(2, people.body().size());
        assertEquals(200, guest.signIn().status());
    }

    private static String finishBody(Joining joining) {
        return "{\"token\":\"" + joining.token + "\",\"challenge\":\"x\",\"credential\":{}}";
    }

    @Test
    void code_typedWithMisreadLettersAndSpaces_isTaken() {
        DeskBrowser guest = rig.browser();
        Joining joining = ada.invite(guest, "ADVOCATE");
        String code = joining.code;
        joining.code = (code.substring(0, 4) + " - " + code.substring(4).toLowerCase(java.util.Locale.ROOT))
                .replace('0', 'o')
                .replace('1', 'l');
        assertEquals(200, guest.claim(joining).status());
    }

    @Test
    void code_usedTwice_letsNobodySecondIn() throws Exception {
        DeskBrowser first = rig.browser();
        Joining joining = ada.invite(first, "ADVOCATE");
        List<Callable<Integer>> claims = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            claims.add(() -> rig.browser()
                    .post("/api/join", "{\"code\":\"" + joining.code + "\"}")
                    .status());
        }
        List<Integer> answers = DeskSessionTest.all(claims);
        assertEquals(1, answers.stream().filter(status -> status == 200).count(), answers.toString());
        assertEquals(7, answers.stream().filter(status -> status == 404).count(), answers.toString());
    }

    @Test
    void keysAndNonces_areShownInTheirOrderOnly() {
        DeskBrowser guest = rig.browser();
        Joining joining = ada.invite(guest, "ADVOCATE");
        joining.token = "x";
        assertEquals("NO_SUCH_JOIN", guest.introduce(joining).reason());
        assertEquals(409, ada.reveal(joining).status()); // nobody is there
        Answer claimed = guest.sayCode(joining);
        assertFalse(claimed.body().has("approver")); // bound, not shown
        assertEquals(409, ada.reveal(joining).status()); // the new device showed nothing yet
        assertEquals(409, ada.approveUnrevealed(joining, guest, true).status());
        assertEquals(204, guest.introduce(joining).status());
        assertFalse(guest.joinState(joining).body().has("approver"));
        assertEquals(409, ada.approveUnrevealed(joining, guest, true).status()); // no words were seen
        Answer seen = ada.get("/api/joins/" + joining.join);
        assertEquals(Base64Url.encode(joining.nonce), seen.text("nonce"));
        assertEquals(204, ada.reveal(joining).status());
        Answer state = guest.joinState(joining);
        assertEquals("CLAIMED", state.text("state"));
        JsonNode approver = state.body().get("approver");
        assertEquals(Base64Url.encode(ada.publicKey), approver.get("publicKey").asText());
        assertEquals(
                Base64Url.encode(joining.approverNonce), approver.get("nonce").asText());
        assertEquals(204, ada.approveUnrevealed(joining, guest, true).status());
    }

    @Test
    void keyOrNonce_saidASecondTime_isRefusedAndChangesNothing() {
        DeskBrowser guest = rig.browser();
        DeskBrowser thief = rig.browser();
        Joining joining = ada.invite(guest, "ADVOCATE");
        guest.claim(joining);
        assertEquals("MOVED_ON", thief.introduce(joining).reason());
        assertEquals(204, ada.reveal(joining).status());
        Joining other = new Joining();
        other.join = joining.join;
        assertEquals("MOVED_ON", ada.reveal(other).reason());
        assertEquals("MOVED_ON", thief.introduce(joining).reason());
        assertEquals(
                Base64Url.encode(guest.publicKey),
                ada.get("/api/joins/" + joining.join)
                        .body()
                        .at("/device/publicKey")
                        .asText());
        assertEquals(
                Base64Url.encode(joining.approverNonce),
                guest.joinState(joining).body().at("/approver/nonce").asText());
        assertEquals(204, ada.approve(joining, guest, true).status());
        assertEquals("MOVED_ON", ada.reveal(other).reason());
    }

    @Test
    void nonces_ofManyAtOnce_areTakenOnce() throws Exception {
        DeskBrowser guest = rig.browser();
        Joining joining = ada.invite(guest, "ADVOCATE");
        guest.sayCode(joining);
        List<Callable<Integer>> keys = new ArrayList<>();
        List<Callable<Integer>> reveals = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            DeskBrowser other = rig.browser();
            keys.add(() -> other.introduce(joining).status());
            Joining again = new Joining();
            again.join = joining.join;
            reveals.add(() -> ada.reveal(again).status());
        }
        List<Integer> taken = DeskSessionTest.all(keys);
        assertEquals(1, taken.stream().filter(status -> status == 204).count(), taken.toString());
        assertEquals(7, taken.stream().filter(status -> status == 409).count(), taken.toString());
        List<Integer> passed = DeskSessionTest.all(reveals);
        assertEquals(1, passed.stream().filter(status -> status == 204).count(), passed.toString());
        assertEquals(7, passed.stream().filter(status -> status == 409).count(), passed.toString());
    }

    @Test
    void commitmentsAndNonces_ofAnotherLength_areMalformed() {
        DeskBrowser guest = rig.browser();
        String half = DeskBrowser.newId();
        assertEquals("MALFORMED", ada.post("/api/joins", "{\"for\":\"ME\"}").reason());
        assertEquals(
                "MALFORMED",
                ada.post("/api/joins", "{\"for\":\"ME\",\"commitment\":\"" + half + "\"}")
                        .reason());
        Joining joining = ada.invite(guest, "ADVOCATE");
        guest.sayCode(joining);
        String key = "{\"token\":\"" + joining.token + "\",\"device\":" + guest.deviceJson() + ",\"nonce\":\"";
        assertEquals(
                "MALFORMED", guest.post("/api/join/key", key + half + "\"}").reason());
        assertEquals(204, guest.introduce(joining).status());
        String nonce = "{\"nonce\":\"" + half + "\"}";
        assertEquals(
                "MALFORMED",
                ada.post("/api/joins/" + joining.join + "/reveal", nonce).reason());
        assertEquals(204, ada.reveal(joining).status());
    }

    @Test
    void reveal_ofAnotherDevicesJoin_isNotFound() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        DeskBrowser guest = rig.browser();
        Joining joining = ada.invite(guest, "ADVOCATE");
        guest.claim(joining);
        assertEquals(404, ben.reveal(joining).status());
        assertEquals(204, ada.delete("/api/joins/" + joining.join).status());
        assertEquals(409, ada.reveal(joining).status());
        assertEquals(409, guest.introduce(joining).status());
    }

    @Test
    void keys_forADeviceThatWasSwappedAfterTheWords_areRefused() {
        DeskBrowser guest = rig.browser();
        DeskBrowser thief = rig.browser();
        Joining joining = ada.invite(guest, "ADVOCATE");
        guest.claim(joining);
        Joining stolen = new Joining();
        stolen.code = joining.code;
        assertEquals("NO_SUCH_JOIN", thief.claim(stolen).reason());
        // Wrapped for the thief's key, which is not the one that was claimed: not taken.
        assertEquals("SEALED_WRONG", ada.approve(joining, thief, true).reason());
        assertEquals("CLAIMED", ada.get("/api/joins/" + joining.join).text("state"));
        assertEquals(204, ada.approve(joining, guest, true).status());
        assertEquals("MOVED_ON", ada.approve(joining, guest, true).reason());
        assertEquals(
                Base64Url.encode(guest.publicKey),
                ada.get("/api/joins/" + joining.join)
                        .body()
                        .at("/device/publicKey")
                        .asText());
    }

    @Test
    void join_finishedByTwoAtOnce_letsInOne() throws Exception {
        DeskBrowser guest = rig.browser();
        Joining joining = ada.invite(guest, "ADVOCATE");
        guest.claim(joining);
        ada.approve(joining, guest, true);
        List<Callable<Integer>> finishes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            DeskBrowser other = rig.browser();
            Answer state = other.joinState(joining);
            finishes.add(() -> other.finishJoin(joining, state).status());
        }
        List<Integer> answers = DeskSessionTest.all(finishes);
        assertEquals(1, answers.stream().filter(status -> status == 201).count(), answers.toString());
        var centre = rig.store.centres().list().getFirst();
        assertEquals(
                1, rig.store.credentials(centre).of(new DeviceId(guest.device)).size());
        assertEquals(2, rig.store.devices(centre).list().size());
    }

    @Test
    void join_notApproved_isNotFinished() {
        DeskBrowser guest = rig.browser();
        Joining joining = ada.invite(guest, "ADVOCATE");
        assertEquals("MOVED_ON", ada.approve(joining, guest, true).reason());
        guest.claim(joining);
        assertFalse(guest.joinState(joining).body().has("challenge"));
        assertEquals(
                "NO_SUCH_JOIN",
                guest.post("/api/join/finish", finishBody(joining)).reason());
        assertEquals(204, ada.delete("/api/joins/" + joining.join).status());
        assertEquals("ENDED", guest.joinState(joining).text("state"));
        assertEquals("MOVED_ON", ada.approve(joining, guest, true).reason());
    }

    @Test
    void keys_thatAreNotAllOfThem_areRefused() {
        DeskBrowser guest = rig.browser();
        Joining joining = ada.invite(guest, "ADVOCATE");
        guest.claim(joining);
        assertEquals("MOVED_ON", ada.approve(joining, guest, false).reason());
        ada.centreKeys.put(2, guest.publicKey); // a generation that there is not
        assertEquals("MOVED_ON", ada.approve(joining, guest, true).reason());
    }

    @Test
    void host_isLetInWithoutKeysAndLetsNobodyIn() {
        DeskBrowser host = rig.browser();
        Joining joining = ada.invite(host, "HOST");
        host.claim(joining);
        assertEquals("MOVED_ON", ada.approve(joining, host, true).reason());
        assertEquals(204, ada.approve(joining, host, false).status());
        host.passkey.synced = true; // a host's may be, since it opens nothing
        Answer in = host.finishJoin(joining, host.joinState(joining));
        assertEquals(201, in.status(), in.whole().body());
        assertEquals(0, in.body().get("keys").size());
        assertEquals("NOT_YOUR_ROLE", host.beginForMe().reason());
        assertEquals(
                "SYNCED_PASSKEY",
                ada.put("/api/people/" + host.person, "{\"role\":\"ADVOCATE\"}").reason());
    }

    @Test
    void advocate_letsInOwnDevicesOnlyAndSeesNoJoinOfAnother() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        DeskBrowser second = rig.guest(ben, "");
        assertEquals(ben.person, second.person);
        assertEquals(
                "NOT_YOUR_ROLE",
                ben.post(
                                "/api/joins",
                                "{\"for\":\"PERSON\",\"role\":\"ADVOCATE\",\"commitment\":\""
                                        + ben.commitment(new Joining())
                                        + "\",\"person\":{\"id\":\"" + DeskBrowser.newId()
                                        + "\",\"name\":\"x\"}}")
                        .reason());
        Joining joining = ada.invite(rig.browser(), "ADVOCATE");
        assertEquals(404, ben.get("/api/joins/" + joining.join).status());
        assertEquals(404, ben.delete("/api/joins/" + joining.join).status());
        assertEquals(
                404,
                ben.post("/api/joins/" + joining.join + "/approve", "{\"keys\":[]," + DeskBrowser.voucher() + "}")
                        .status());
        assertEquals(1, ben.get("/api/people").body().size());
    }

    @Test
    void syncedPasskey_ofAnAdvocate_isRefusedAndAnotherMayBeTried() {
        DeskBrowser guest = rig.browser();
        Joining joining = ada.invite(guest, "ADVOCATE");
        guest.claim(joining);
        ada.approve(joining, guest, true);
        guest.passkey.synced = true;
        Answer synced = guest.finishJoin(joining, guest.joinState(joining));
        assertEquals("SYNCED_PASSKEY", synced.reason());
        assertTrue(synced.text("message").contains("security key"));
        guest.passkey.synced = false;
        assertEquals(201, guest.finishJoin(joining, guest.joinState(joining)).status());
    }

    @Test
    void codes_wrongTenTimesInAMinute_areNotLookedAtForTheRestOfIt() throws Exception {
        DeskBrowser guest = rig.browser();
        Joining right = ada.invite(guest, "ADVOCATE");
        List<Callable<Integer>> guesses = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String code = "0000" + (1000 + i);
            guesses.add(() -> rig.browser()
                    .post("/api/join", "{\"code\":\"" + code + "\"}")
                    .status());
        }
        List<Integer> answers = DeskSessionTest.all(guesses);
        assertEquals(
                ApiLimits.JOIN_TRIES,
                answers.stream().filter(status -> status == 404).count());
        assertEquals(30, answers.stream().filter(status -> status == 429).count());
        assertEquals("TOO_MANY_TRIES", guest.claim(right).reason());
        rig.now.addAndGet(60_000);
        assertEquals(200, guest.claim(right).status());
    }

    @Test
    void code_afterTenMinutes_isOver() {
        DeskBrowser guest = rig.browser();
        Joining joining = ada.invite(guest, "ADVOCATE");
        rig.now.addAndGet(ApiLimits.JOIN_MILLIS);
        assertEquals("NO_SUCH_JOIN", guest.claim(joining).reason());
    }

    @Test
    void joins_atTheirLimit_areRefused() {
        for (int i = 0; i < ApiLimits.JOINS; i++) {
            ada.invite(rig.browser(), "");
        }
        assertEquals(503, ada.beginForMe().status());
    }

    @Test
    void deviceId_thatIsTaken_isRefused() {
        DeskBrowser guest = rig.browser();
        Joining joining = ada.invite(guest, "ADVOCATE");
        assertEquals(200, guest.sayCode(joining).status());
        assertEquals("EXISTS", ada.introduce(joining).reason());
        assertEquals(204, guest.introduce(joining).status());
    }

    @Test
    void approver_whoIsWipedOrDemotedMeanwhile_letsNobodyIn() {
        DeskBrowser eve = rig.guest(ada, "COORDINATOR");
        DeskBrowser guest = rig.browser();
        Joining joining = eve.invite(guest, "ADVOCATE");
        guest.claim(joining);
        eve.approve(joining, guest, true);
        Answer state = guest.joinState(joining);
        assertEquals(200, ada.delete("/api/devices/" + eve.device).status());
        assertEquals(404, guest.finishJoin(joining, state).status());
        DeskBrowser dan = rig.guest(ada, "COORDINATOR");
        DeskBrowser other = rig.browser();
        Joining later = dan.invite(other, "ADVOCATE");
        other.claim(later);
        dan.approve(later, other, true);
        Answer ready = other.joinState(later);
        assertEquals(
                204,
                ada.put("/api/people/" + dan.person, "{\"role\":\"ADVOCATE\"}").status());
        assertEquals(404, other.finishJoin(later, ready).status());
    }

    @Test
    void personWhoLostTheirOnlyDevice_getsAnotherFromACoordinator() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        assertEquals(200, ada.delete("/api/devices/" + ben.device).status());
        DeskBrowser next = rig.browser();
        Joining joining = new Joining();
        Answer begun = ada.begin(joining, "\"for\":\"PERSON\",\"person\":{\"id\":\"" + ben.person + "\"}");
        assertEquals(201, begun.status(), begun.whole().body());
        next.claim(joining);
        assertEquals(204, ada.approve(joining, next, true).status());
        Answer in = next.finishJoin(joining, next.joinState(joining));
        assertEquals(201, in.status());
        assertEquals(ben.person, in.body().at("/me/person").asText());
    }
}
