package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.console.DeskBrowser.Answer;
import org.stillcall.store.DeviceId;
import org.stillcall.store.PersonId;

/** Locking, unlocking by PIN and passkey, news of a session. Rows G25, G26, G27. */
class DeskSessionTest {
    private static final String PIN = "480917";

    private final DeskRig rig = new DeskRig();
    private final DeskBrowser browser = rig.coordinator();

    @AfterEach
    void close() {
        rig.close();
    }

    private void setPin() {
        assertEquals(204, browser.put("/api/me", "{\"pin\":\"" + PIN + "\"}").status());
    }

    @Test
    void session_withoutATouch_locksByItselfAndAnswers423() {
        rig.now.addAndGet(30_000 + ApiLimits.LOCK_GRACE_MILLIS - 1);
        assertEquals(204, browser.post("/api/touch", "{}").status());
        rig.now.addAndGet(30_000 + ApiLimits.LOCK_GRACE_MILLIS - 1);
        assertEquals(200, browser.get("/api/people").status());
        rig.now.addAndGet(1);
        Answer locked = browser.get("/api/people");
        assertEquals(423, locked.status());
        assertEquals("LOCKED", locked.reason());
        assertEquals(423, browser.post("/api/touch", "{}").status());
        Answer desk = browser.get("/api/desk");
        assertEquals("LOCKED", desk.text("state"));
        assertFalse(desk.body().has("centre"));
        assertEquals(200, browser.signIn().status());
        assertEquals("UNLOCKED", browser.get("/api/desk").text("state"));
    }

    @Test
    void session_whoseTaskKeepsTheHandsElsewhere_staysThreeMinutesAtLeast() {
        long usual = 30_000 + ApiLimits.LOCK_GRACE_MILLIS;
        assertEquals(204, browser.post("/api/touch", "{\"patient\":true}").status());
        rig.now.addAndGet(180_000 + ApiLimits.LOCK_GRACE_MILLIS - 1);
        assertEquals(204, browser.post("/api/touch", "{\"patient\":false}").status());
        rig.now.addAndGet(usual);
        assertEquals(423, browser.get("/api/people").status());
        assertEquals(200, browser.signIn().status());
        assertEquals(204, browser.post("/api/touch", "{\"patient\":true}").status());
        rig.now.addAndGet(180_000 + ApiLimits.LOCK_GRACE_MILLIS);
        assertEquals(423, browser.get("/api/people").status());
        assertEquals(200, browser.signIn().status());
        assertEquals(204, browser.put("/api/me", "{\"lockSeconds\":300}").status());
        assertEquals(204, browser.post("/api/touch", "{\"patient\":true}").status());
        rig.now.addAndGet(300_000 + ApiLimits.LOCK_GRACE_MILLIS - 1); // never shorter than one chose either
        assertEquals(200, browser.get("/api/people").status());
    }

    @Test
    void lockSeconds_areOnesOwnChoiceWithinBounds() {
        assertEquals(
                204,
                browser.put("/api/me", "{\"lockSeconds\":300,\"lockOnHide\":true}")
                        .status());
        rig.now.addAndGet(300_000 + ApiLimits.LOCK_GRACE_MILLIS - 1);
        assertEquals(200, browser.get("/api/people").status());
        assertTrue(browser.get("/api/desk").body().at("/me/lockOnHide").asBoolean());
        for (String seconds : List.of("4", "301", "-1", "\"30\"", "1e1", "99999999999999999999")) {
            assertEquals(
                    400,
                    browser.put("/api/me", "{\"lockSeconds\":" + seconds + "}").status(),
                    seconds);
        }
    }

    @Test
    void unlockByPasskey_givesAnotherCookieAndEndsTheOldOne() {
        String before = browser.cookie;
        assertEquals(204, browser.post("/api/lock", "{}").status());
        assertEquals(200, browser.signIn().status());
        assertNotEquals(before, browser.cookie);
        browser.cookie = before;
        assertEquals(401, browser.get("/api/people").status());
        assertEquals("SIGNED_OUT", browser.get("/api/desk").text("state"));
    }

    @Test
    void unlockByPin_givesTheKeysAndForgetsWrongTries() {
        setPin();
        for (int i = 0; i < 3; i++) {
            browser.post("/api/lock", "{}");
            Answer wrong = browser.unlock("000001");
            assertEquals(401, wrong.status());
            assertEquals("WRONG_PIN", wrong.reason());
            assertEquals(4, wrong.body().get("triesLeft").asInt());
            Answer right = browser.unlock(PIN);
            assertEquals(200, right.status());
            assertTrue(right.body().at("/me/hasPin").asBoolean());
            assertEquals(1, right.body().at("/keys/0/generation").asInt());
        }
    }

    @Test
    void fifthWrongPin_endsThePinAndTheSession() {
        setPin();
        browser.post("/api/lock", "{}");
        for (int left = 4; left >= 0; left--) {
            assertEquals(left, browser.unlock("000001").body().get("triesLeft").asInt());
        }
        assertEquals("SIGNED_OUT", browser.get("/api/desk").text("state"));
        assertEquals(200, browser.signIn().status());
        assertFalse(browser.get("/api/desk").body().at("/me/hasPin").asBoolean());
        assertEquals("NO_PIN", browser.unlock(PIN).reason());
        assertEquals(
                "PIN_ENDED", browser.get("/api/alerts").body().at("/0/kind").asText());
    }

    @Test
    void pins_triedByAHundredAtOnce_countFiveTimesAtMost() throws Exception {
        setPin();
        browser.post("/api/lock", "{}");
        String cookie = browser.cookie;
        List<Callable<Answer>> tries = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String pin = i == 99 ? PIN : "00" + (2000 + i);
            tries.add(() -> {
                DeskBrowser one = rig.browser();
                one.cookie = cookie;
                return one.unlock(pin);
            });
        }
        long looked = all(tries).stream()
                .filter(answer -> answer.reason().equals("WRONG_PIN"))
                .count();
        // The right one may come among the first five; then it opened, and the others have another four after it.
        assertTrue(looked <= ApiLimits.PIN_TRIES + 4, looked + " were compared");
    }

    @Test
    void wrongPins_triedByAHundredAtOnce_countFiveTimes() throws Exception {
        setPin();
        browser.post("/api/lock", "{}");
        String cookie = browser.cookie;
        List<Callable<Answer>> tries = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String pin = "00" + (2000 + i);
            tries.add(() -> {
                DeskBrowser one = rig.browser();
                one.cookie = cookie;
                return one.unlock(pin);
            });
        }
        List<Answer> answers = all(tries);
        assertEquals(
                ApiLimits.PIN_TRIES,
                answers.stream()
                        .filter(answer -> answer.reason().equals("WRONG_PIN"))
                        .count());
        assertEquals(
                95,
                answers.stream()
                        .filter(answer -> answer.reason().equals("NOT_SIGNED_IN"))
                        .count());
        assertTrue(rig.store
                .pins(rig.store.centres().list().getFirst())
                .find(new PersonId(browser.person))
                .isEmpty());
    }

    static <T> List<T> all(List<Callable<T>> tasks) throws InterruptedException, ExecutionException {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
        }
        return results;
    }

    @Test
    void pins_thatAreWeak_areRefused() {
        for (String pin : List.of("123", "48291", "111111", "123456", "987654", "12345678901234", "12ab", "٣٤٥٦")) {
            assertEquals(
                    "WEAK_PIN",
                    browser.put("/api/me", "{\"pin\":\"" + pin + "\"}").reason(),
                    pin);
        }
        setPin();
        assertEquals(204, browser.put("/api/me", "{\"pin\":null}").status());
        assertFalse(browser.get("/api/desk").body().at("/me/hasPin").asBoolean());
    }

    @Test
    void session_ofOneShift_endsHoweverOftenItIsTouched() {
        assertEquals(204, browser.put("/api/me", "{\"lockSeconds\":300}").status());
        for (long passed = 0; passed < ApiLimits.DESK_SESSION_MILLIS - 300_000; passed += 300_000) {
            rig.now.addAndGet(300_000);
            assertEquals(204, browser.post("/api/touch", "{}").status());
        }
        rig.now.addAndGet(300_000);
        assertEquals(401, browser.post("/api/touch", "{}").status());
        assertEquals("ENDED", browser.get("/api/desk").text("reason"));
    }

    @Test
    void signOut_endsTheSessionAndKeepsTheDevice() {
        Answer out = browser.delete("/api/desk");
        assertEquals(204, out.status());
        assertTrue(out.header("Set-Cookie").endsWith("Max-Age=0"));
        assertEquals("", out.header("Clear-Site-Data"));
        assertEquals("SIGNED_OUT", browser.get("/api/desk").text("state"));
        assertEquals(200, browser.signIn().status());
    }

    @Test
    void changes_withTheCookieButNotFromOurPage_areRefused() {
        var bare = java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create("http://localhost:" + rig.server.port() + "/api/lock"))
                .header("Cookie", browser.cookie);
        assertEquals(
                401, browser.send(bare.copy().POST(BodyPublishers.noBody())).status());
        assertEquals(
                403,
                browser.send(bare.copy().header("Sec-Fetch-Site", "cross-site").POST(BodyPublishers.noBody()))
                        .status());
        assertEquals(
                403,
                browser.send(bare.copy()
                                .header("Origin", "https://evil.example")
                                .POST(BodyPublishers.noBody()))
                        .status());
        assertEquals("UNLOCKED", browser.get("/api/desk").text("state"));
    }

    @Test
    void events_ofALockedSession_tellOfTheLockAndOfNothingElse() {
        DeskBrowser other = rig.guest(browser, "COORDINATOR");
        try (DeskNews news = new DeskNews(browser)) {
            assertEquals(204, other.post("/api/touch", "{}").status());
            rig.guest(other, "ADVOCATE"); // an alert for each: a person, a device
            assertEquals("alerts", news.next());
            assertEquals("alerts", news.next());
            browser.post("/api/lock", "{}");
            assertEquals("locked", news.next());
            rig.guest(other, "ADVOCATE");
            assertEquals(200, browser.signIn().status());
            assertEquals(4, browser.get("/api/alerts").body().size());
            rig.now.addAndGet(30_000 + ApiLimits.LOCK_GRACE_MILLIS);
            rig.server.sweep();
            assertEquals("locked", news.next()); // nothing came meanwhile; the stream goes on with the session
            assertEquals(200, browser.signIn().status());
            assertEquals(204, browser.delete("/api/desk").status());
            assertEquals("ended", news.next());
            assertNull(news.next());
        }
    }

    @Test
    void events_whileLocked_areServedAndOnlineIsSaid() {
        browser.post("/api/lock", "{}");
        try (DeskNews news = new DeskNews(browser)) {
            assertEquals(423, browser.get("/api/people").status());
            assertEquals(200, browser.signIn().status());
            assertTrue(
                    browser.get("/api/people").body().at("/0/devices/0/online").asBoolean());
            assertEquals(204, browser.delete("/api/desk").status());
            assertEquals("ended", news.next());
        }
    }

    @Test
    void streams_overTheLimitOfOneSession_endTheOldest() {
        List<DeskNews> open = new ArrayList<>();
        for (int i = 0; i <= ApiLimits.STREAMS_PER_SESSION; i++) {
            open.add(new DeskNews(browser));
        }
        assertNull(open.getFirst().next());
        browser.post("/api/lock", "{}");
        assertEquals("locked", open.getLast().next());
        open.forEach(DeskNews::close);
    }

    @Test
    void sessions_atTheirLimit_endTheOneQuietForLongest() {
        DeskSessions sessions = new DeskSessions(rig.randomness, rig.now::get, device -> {});
        String first = "";
        for (int i = 0; i <= ApiLimits.DESK_SESSIONS; i++) {
            rig.now.incrementAndGet();
            DeskSession.Member member = new DeskSession.Member(
                    new org.stillcall.store.CentreId(DeskBrowser.newId()),
                    new PersonId(DeskBrowser.newId()),
                    new DeviceId(DeskBrowser.newId()),
                    org.stillcall.store.Role.ADVOCATE,
                    30);
            String token = sessions.open(member, DeskSessions.By.PASSKEY);
            first = first.isEmpty() ? token : first;
        }
        assertTrue(sessions.find(first).isEmpty());
        assertEquals(DeskSessions.End.ENDED, sessions.ending(first).orElseThrow());
    }

    @Test
    void cookie_underAnOrigin_isSecureAndThePasskeyIsBoundToIt() {
        Origin origin = new Origin(java.util.Optional.of("https://desk.example"));
        assertTrue(origin.isOwnHost("desk.example", 8090));
        assertTrue(origin.isOwnHost("DESK.example", 8090));
        assertFalse(origin.isOwnHost("desk.example:8090", 8090));
        assertTrue(origin.isOwnOrigin("https://desk.example", 8090));
        assertFalse(origin.isOwnOrigin("http://desk.example", 8090));
        assertFalse(origin.isOwnOrigin("https://desk.example.evil.example", 8090));
        assertFalse(origin.isForPasskeys("localhost:8090", 8090));
        assertEquals("desk.example", origin.domain());
        assertEquals("https://desk.example", origin.passkeys(8090));
        assertTrue(origin.secure());
        for (String text :
                List.of("http://desk.example", "https://", "https://a/b", "https://a b", "https://A.example")) {
            assertFalse(Origin.isOrigin(text), text);
        }
    }
}
