package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Base64Url;
import org.stillcall.console.DeskBrowser.Answer;
import org.stillcall.console.DeskMeans.SyncedPasskeys;

/** Set-up and sign-in by passkeys that are really signed and really verified. Row G25. */
class PasskeyTest {
    private final DeskRig rig = new DeskRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void setUp_withTheCode_makesTheCentreAndSignsIn() {
        DeskBrowser browser = rig.browser();
        assertEquals("SETUP", browser.get("/api/desk").text("state"));
        Answer made = browser.setUp(rig);
        assertEquals(201, made.status(), made.whole().body() + rig.log());
        assertEquals("COORDINATOR", made.body().at("/me/role").asText());
        assertEquals(30, made.body().at("/me/lockSeconds").asInt());
        assertEquals(1, made.body().at("/keys/0/generation").asInt());
        assertTrue(made.header("Set-Cookie").matches("session=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict"));
        Answer desk = browser.get("/api/desk");
        assertEquals("UNLOCKED", desk.text("state"));
        assertFalse(desk.body().has("keys"));
        assertEquals(409, rig.browser().setUp(rig).status());
        assertTrue(rig.server.issueSetupCode().isEmpty());
    }

    @Test
    void options_sayNothingOfUsAndWantTheUserVerified() {
        Answer begun = rig.browser().post("/api/setup/begin", "{\"code\":\"" + rig.setupCode + "\"}");
        var options = begun.body().get("publicKey");
        assertEquals("Notes", options.at("/rp/name").asText());
        assertEquals("localhost", options.at("/rp/id").asText());
        assertEquals("Notes", options.at("/user/name").asText());
        assertEquals("Notes", options.at("/user/displayName").asText());
        assertEquals(
                "required",
                options.at("/authenticatorSelection/userVerification").asText());
        assertEquals(
                "preferred", options.at("/authenticatorSelection/residentKey").asText());
        assertEquals("none", options.at("/attestation").asText());
        assertEquals(begun.text("challenge"), options.at("/challenge").asText());
    }

    @Test
    void setUpCode_wrongFiveTimes_isNotLookedAtForAMinute() {
        DeskBrowser browser = rig.browser();
        for (int i = 0; i < ApiLimits.SETUP_TRIES; i++) {
            assertEquals(
                    "WRONG_SETUP_CODE",
                    browser.post("/api/setup/begin", "{\"code\":\"x\"}").reason());
        }
        assertEquals(429, browser.setUp(rig).status());
        rig.now.addAndGet(60_000);
        assertEquals(201, browser.setUp(rig).status());
    }

    @Test
    void setUp_withABentPasskey_isRefusedAndTheCodeStaysGood() {
        DeskBrowser browser = rig.browser();
        browser.passkey.verifiesUser = false;
        assertEquals("PASSKEY_REFUSED", browser.setUp(rig).reason());
        browser.passkey.verifiesUser = true;
        browser.passkey.origin = "http://localhost:1";
        assertEquals("PASSKEY_REFUSED", browser.setUp(rig).reason());
        browser.passkey.origin = "http://localhost:" + rig.server.port();
        browser.passkey.domain = "evil.example";
        assertEquals("PASSKEY_REFUSED", browser.setUp(rig).reason());
        browser.passkey.domain = "localhost";
        browser.passkey.synced = true;
        Answer synced = browser.setUp(rig);
        assertEquals(403, synced.status());
        assertEquals("SYNCED_PASSKEY", synced.reason());
        browser.passkey.synced = false;
        assertEquals(201, browser.setUp(rig).status());
    }

    @Test
    void setUp_withKeysSealedForAnother_isRefused() {
        DeskBrowser browser = rig.browser();
        DeskBrowser other = rig.browser();
        Answer begun = browser.post("/api/setup/begin", "{\"code\":\"" + rig.setupCode + "\"}");
        System.arraycopy(other.publicKey, 0, browser.publicKey, 0, 64); // no point of the curve
        assertEquals("SEALED_WRONG", browser.finishSetUp(rig, begun).reason());
        assertEquals("SETUP", browser.get("/api/desk").text("state"));
    }

    @Test
    void challenge_isGoodOnceAndForItsPurpose() {
        DeskBrowser browser = rig.coordinator();
        Answer begun = browser.beginSignIn();
        String credential = browser.passkey.get(begun.body().get("publicKey"));
        assertEquals(
                200, browser.finishSignIn(begun.text("challenge"), credential).status());
        assertEquals(
                "CHALLENGE_OVER",
                browser.finishSignIn(begun.text("challenge"), credential).reason());
        Answer next = browser.beginSignIn();
        // A right signature over another challenge is not an answer to this one.
        assertEquals(
                "PASSKEY_REFUSED",
                browser.finishSignIn(next.text("challenge"), credential).reason());
        Answer late = browser.beginSignIn();
        String answer = browser.passkey.get(late.body().get("publicKey"));
        rig.now.addAndGet(ApiLimits.CHALLENGE_MILLIS);
        assertEquals(
                "CHALLENGE_OVER",
                browser.finishSignIn(late.text("challenge"), answer).reason());
    }

    @Test
    void challenges_atTheirLimitForOneDevice_forgetItsOldest() {
        DeskBrowser browser = rig.coordinator();
        DeskBrowser other = rig.guest(browser, "ADVOCATE");
        Answer others = other.beginSignIn();
        Answer first = browser.beginSignIn();
        for (int i = 0; i < ApiLimits.CHALLENGES_PER_PURPOSE; i++) {
            browser.beginSignIn();
        }
        String credential = browser.passkey.get(first.body().get("publicKey"));
        assertEquals(
                "CHALLENGE_OVER",
                browser.finishSignIn(first.text("challenge"), credential).reason());
        assertEquals(200, browser.signIn().status());
        credential = other.passkey.get(others.body().get("publicKey"));
        assertEquals(
                200, other.finishSignIn(others.text("challenge"), credential).status());
    }

    @Test
    void challenges_atTheirLimit_forgetTheOldest() {
        Challenges challenges = new Challenges(rig.now::get);
        for (int i = 0; i <= ApiLimits.CHALLENGES; i++) {
            challenges.put("c" + i, "p" + i, "o" + i);
        }
        assertThrows(RefusedException.class, () -> challenges.take("c0", "p0", String.class));
        assertThrows(RefusedException.class, () -> challenges.take("c2", "p3", String.class));
        assertEquals("o1", challenges.take("c1", "p1", String.class));
    }

    @Test
    void signIn_ofAnotherDevicesPasskeyOrWithoutVerification_isRefused() {
        DeskBrowser browser = rig.coordinator();
        DeskBrowser other = rig.guest(browser, "ADVOCATE");
        Answer begun = browser.beginSignIn();
        assertEquals(
                "PASSKEY_REFUSED",
                browser.finishSignIn(
                                begun.text("challenge"),
                                other.passkey.get(begun.body().get("publicKey")))
                        .reason());
        browser.passkey.verifiesUser = false;
        assertEquals("PASSKEY_REFUSED", browser.signIn().reason());
        browser.passkey.verifiesUser = true;
        browser.passkey.origin = "https://localhost:" + rig.server.port();
        assertEquals("PASSKEY_REFUSED", browser.signIn().reason());
        browser.passkey.origin = "http://localhost:" + rig.server.port();
        browser.passkey.synced = true; // what was bound to a device never becomes a copy
        assertEquals("PASSKEY_REFUSED", browser.signIn().reason());
        browser.passkey.synced = false;
        assertEquals(200, browser.signIn().status());
    }

    @Test
    void counter_thatGoesBack_isRefusedAndToldToCoordinators() {
        DeskBrowser browser = rig.coordinator();
        assertEquals(200, browser.signIn().status());
        long count = browser.passkey.count;
        browser.passkey.count = 0;
        assertEquals("PASSKEY_REFUSED", browser.signIn().reason());
        browser.passkey.count = count;
        assertEquals(200, browser.signIn().status());
        assertEquals(
                "PASSKEY_COPIED",
                browser.get("/api/alerts").body().at("/0/kind").asText());
    }

    @Test
    void unknownDevice_isSaidSo() {
        rig.coordinator();
        DeskBrowser stranger = rig.browser();
        assertEquals(404, stranger.beginSignIn().status());
        assertEquals("UNKNOWN_DEVICE", stranger.beginSignIn().reason());
    }

    @Test
    void address_thatIsANumber_hasNoPasskeys() {
        var answer = rig.browser()
                .send(
                        java.net.http.HttpRequest.newBuilder(java.net.URI.create(
                                        "http://127.0.0.1:" + rig.server.port() + "/api/setup/begin"))
                                .header("Content-Type", "application/json")
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                                        "{\"code\":\"" + rig.setupCode + "\"}")),
                        java.net.http.HttpResponse.BodyHandlers.ofString());
        assertEquals(421, answer.statusCode());
        assertTrue(answer.body().contains("ASK_BY_NAME"));
    }

    @Test
    void page_askedByANumber_leadsToTheNameThatHasPasskeys() {
        String own = "http://127.0.0.1:" + rig.server.port();
        var answer = rig.browser()
                .send(
                        java.net.http.HttpRequest.newBuilder(java.net.URI.create(own + "/")),
                        java.net.http.HttpResponse.BodyHandlers.ofString());
        assertEquals(303, answer.statusCode());
        assertEquals(
                "http://localhost:" + rig.server.port() + "/",
                answer.headers().firstValue("Location").orElse(""));
    }

    @Test
    void syncedPasskey_whereTheHostAllowsIt_isTaken() {
        try (DeskRig open = new DeskRig(SyncedPasskeys.ALLOW, Origin.local())) {
            DeskBrowser browser = open.browser();
            browser.passkey.synced = true;
            assertEquals(201, browser.setUp(open).status());
            assertEquals(200, browser.signIn().status());
            assertTrue(browser.get("/api/people")
                    .body()
                    .at("/0/devices/0/credentials/0/synced")
                    .asBoolean());
        }
    }

    @Test
    void syncedPasskey_onceTheHostRefusesThemAgain_signsNobodyInWhoHoldsTheKey() {
        try (DeskRig open = new DeskRig(SyncedPasskeys.ALLOW, Origin.local())) {
            DeskBrowser synced = open.browser();
            synced.passkey.synced = true;
            assertEquals(201, synced.setUp(open).status());
            DeskBrowser bound = open.guest(synced, "ADVOCATE");
            DeskBrowser host = open.browser();
            host.passkey.synced = true;
            assertEquals(201, synced.letIn(host, "HOST").status());
            try (ApiServer strict = open.again(SyncedPasskeys.REFUSE)) {
                assertEquals("SYNCED_HELD", synced.on(strict).signIn().reason());
                assertEquals(401, synced.on(strict).get("/api/people").status());
                assertEquals(200, bound.on(strict).signIn().status());
                assertEquals(200, host.on(strict).signIn().status()); // has no key
            }
        }
    }

    @Test
    void userHandles_ofTwoDevices_areNotTheSame() {
        DeskBrowser browser = rig.coordinator();
        DeskBrowser second = rig.guest(browser, "");
        assertEquals(browser.person, second.person);
        var store = rig.store.credentials(rig.store.centres().list().getFirst());
        var handles = store.of(new org.stillcall.store.PersonId(browser.person));
        assertEquals(2, handles.size());
        assertNotEquals(
                Base64Url.encode(handles.get(0).userHandle()),
                Base64Url.encode(handles.get(1).userHandle()));
    }
}
