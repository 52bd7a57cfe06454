package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.call.PagePhones.Incoming;
import org.stillcall.call.PagePhones.PageCall;
import org.stillcall.call.PagePhones.Sound;
import org.stillcall.call.Switchboard.CallView;
import org.stillcall.call.Switchboard.State;

/** The WebSocket by which a page is a phone: who may open it, what it takes, how it ends. B1, G26. */
class PhoneRouteTest {
    private static final String OFFER = "{\"type\":\"offer\",\"call\":\"c1\",\"sdp\":\"v=0\\r\\n\"}";

    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();

    @AfterEach
    void close() {
        rig.close();
    }

    private PhoneClient connect(DeskBrowser browser) {
        return PhoneClient.open(rig.server.port(), browser.cookie, Map.of());
    }

    private int status(String cookie, Map<String, String> headers) {
        return PhoneClient.open(rig.server.port(), cookie, headers).status;
    }

    private String origin() {
        return "http://localhost:" + rig.server.port();
    }

    @Test
    void upgrade_byWhoeverMightAsk_isForUnlockedAndLockedAdvocatesOnly() {
        DeskBrowser host = rig.guest(ada, "HOST");
        DeskBrowser advocate = rig.guest(ada, "ADVOCATE");
        DeskBrowser wiped = rig.guest(ada, "ADVOCATE");
        String wipedCookie = wiped.cookie;
        ada.delete("/api/devices/" + wiped.device);
        assertEquals(401, status("", Map.of()));
        assertEquals(401, status("session=unknown", Map.of()));
        assertEquals(403, status("", Map.of("Authorization", "Bearer " + ApiRig.TOKEN)));
        DeskBrowser practice = rig.browser();
        practice.post("/api/session", "{\"code\":\"" + rig.server.issueCode() + "\"}");
        assertEquals(403, status(practice.cookie, Map.of()));
        assertEquals(403, status(host.cookie, Map.of()));
        assertEquals(410, status(wipedCookie, Map.of()));
        assertEquals(101, status(advocate.cookie, Map.of()));
        assertEquals(101, status(ada.cookie, Map.of()));
        advocate.post("/api/lock", "{}");
        assertEquals(101, status(advocate.cookie, Map.of()), "a locked page takes up its call");
        host.post("/api/lock", "{}");
        assertEquals(403, status(host.cookie, Map.of()));
        advocate.delete("/api/desk");
        assertEquals(401, status(advocate.cookie, Map.of()));
    }

    @Test
    void upgrade_fromAnotherSiteOrWithoutAnOriginOrUnderAnotherName_isRefused() {
        for (String other : new String[] {"http://evil.example", "null", "http://localhost:1", "https://localhost"}) {
            assertEquals(403, status(ada.cookie, Map.of("Origin", other)), other);
        }
        assertEquals(403, status(ada.cookie, Map.of("Origin", "")), "no Origin");
        assertEquals(403, status(ada.cookie, Map.of("Sec-Fetch-Site", "cross-site")));
        assertEquals(403, status(ada.cookie, Map.of("Sec-Fetch-Site", "same-site")));
        assertEquals(421, status(ada.cookie, Map.of("Host", "evil.example:" + rig.server.port())));
        assertEquals(101, status(ada.cookie, Map.of("Sec-Fetch-Site", "same-origin", "Origin", origin())));
    }

    @Test
    void refusal_ofAnUpgrade_saysWhy() {
        PhoneClient refused = PhoneClient.open(rig.server.port(), "", Map.of());
        assertTrue(refused.rest.contains("NOT_SIGNED_IN"), refused.rest);
        assertTrue(refused.rest.contains("Cache-Control: no-store"), refused.rest);
        assertFalse(refused.rest.contains("Set-Cookie"), refused.rest);
        PhoneClient opened = connect(ada);
        assertFalse(opened.head.contains("Set-Cookie"), opened.head);
    }

    @Test
    void address_withoutAnUpgrade_saysThatItIsASocket() {
        assertEquals(426, ada.get("/api/phone").status());
        assertEquals(
                401,
                rig.browser()
                        .send(rig.browser().to("/api/phone").GET(), BodyHandlers.discarding())
                        .statusCode());
    }

    /** A page that somebody else picks up must not be a survivor's counsel (G27): as a mobile by its code. */
    @Test
    void caller_isNotAnsweredOnALockedDevice() throws InterruptedException {
        PhoneClient page = connect(ada);
        page.next();
        var ear = rig.switchboard.pages.ears.get(ada.device);
        ear.incoming(new Incoming(
                "c7", new Label("helpline"), Sound.RINGS, Optional.of(new Label("es")), Duration.ofSeconds(9), 3));
        assertEquals(
                "{\"type\":\"incoming\",\"call\":\"c7\",\"programme\":\"helpline\",\"language\":\"es\","
                        + "\"sound\":\"RINGS\",\"waited\":9,\"others\":3}",
                page.next().toString());
        assertEquals("alive", page.next().path("type").asText(), "whether it lives is asked at once");
        ada.post("/api/lock", "{}");
        page.say("{\"type\":\"take\",\"call\":\"c7\"}");
        page.say("{\"type\":\"decline\",\"call\":\"c7\"}");
        assertEquals("decline c7", rig.switchboard.pages.asked.take(), "but not taken");
        page.say("{\"type\":\"take\",\"call\":\"c1\"}");
        assertEquals("take c1", rig.switchboard.pages.asked.take(), "their own call that rings anew");
        ada.signIn();
        page.say("{\"type\":\"take\",\"call\":\"c7\"}");
        assertEquals("take c7", rig.switchboard.pages.asked.take());
    }

    /** What says nothing sleeps; what is gone sleeps for ever. */
    @Test
    void page_thatIsNotHeard_isQuiet() throws InterruptedException {
        PhoneClient page = connect(ada);
        page.next();
        var ear = rig.switchboard.pages.ears.get(ada.device);
        rig.now.addAndGet(5_000);
        assertEquals(5_000, ear.quietMillis());
        page.say("{\"type\":\"alive\"}");
        page.say("{\"type\":\"take\",\"call\":\"c1\"}");
        rig.switchboard.pages.asked.take();
        assertEquals(0, ear.quietMillis());
        page.leave();
        assertEquals("close", rig.switchboard.pages.asked.take());
        assertEquals(Long.MAX_VALUE, ear.quietMillis());
    }

    @Test
    void messages_reachTheSwitchAndItsNewsThePage() throws InterruptedException {
        PhoneClient page = connect(ada);
        assertEquals("idle", page.next().path("type").asText());
        assertEquals(ada.device, rig.switchboard.pages.devices.getFirst());
        page.say(OFFER);
        assertEquals("offer c1 5", rig.switchboard.pages.asked.take());
        page.say("{\"type\":\"offer\",\"call\":\"c1\",\"sdp\":\"v=0\",\"again\":\"yes\"}");
        assertEquals("offer c1 3 again", rig.switchboard.pages.asked.take());
        page.say("{\"type\":\"take\",\"call\":\"c1\"}");
        assertEquals("take c1", rig.switchboard.pages.asked.take());
        page.say("{\"type\":\"hold\",\"call\":\"c1\"}");
        assertEquals("hold c1", rig.switchboard.pages.asked.take());
        page.say("{\"type\":\"resume\",\"call\":\"c1\"}");
        assertEquals("resume c1", rig.switchboard.pages.asked.take());
        page.say("{\"type\":\"key\",\"call\":\"c1\",\"key\":\"#\"}");
        assertEquals("key c1 #", rig.switchboard.pages.asked.take());
        page.say("{\"type\":\"alive\"}");
        var ear = rig.switchboard.pages.ears.get(ada.device);
        CallView view = new CallView("c1", State.TALKING, Optional.empty(), "", 1, 2, Optional.empty());
        ear.call(new PageCall(view, "p1", Sound.FLOWS, true));
        JsonNode call = page.next();
        assertEquals(
                "{\"type\":\"call\",\"call\":\"c1\",\"plan\":\"p1\",\"state\":\"TALKING\",\"outcome\":null,"
                        + "\"message\":\"\",\"sound\":\"FLOWS\",\"held\":true}",
                call.toString());
        ear.answer("c1", "v=0\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertEquals("v=0\r\n", page.next().path("sdp").asText());
        ear.unusable("c1");
        assertEquals("unusable", page.next().path("type").asText());
        ear.levels("c1", 5, 6);
        assertEquals(6, page.next().path("far").asInt());
        page.leave();
        assertEquals("close", rig.switchboard.pages.asked.take());
    }

    @Test
    void whatIsNoMessage_closesTheSocket() throws InterruptedException {
        for (String wrong : new String[] {
            "",
            "[]",
            "{}",
            "{\"type\":\"dance\"}",
            OFFER.replace("c1", ""),
            OFFER.replace("v=0", "\\u0000"),
            "{\"type\":\"key\",\"call\":\"c1\",\"key\":\"A\"}",
            "{\"type\":\"hold\",\"call\":\"c1\",\"key\":\"1\"}",
            "{\"type\":\"alive\",\"call\":\"c1\"}",
            OFFER.replace("}", ",\"again\":\"no\"}"),
            OFFER.replace("c1", "c".repeat(ApiLimits.CALL_NAME_CHARACTERS + 1)),
            OFFER.replace("v=0", "v".repeat(ApiLimits.PHONE_SDP_CHARACTERS + 1))
        }) {
            PhoneClient page = connect(ada);
            page.say(wrong);
            assertEquals(4400, page.closed(), wrong);
        }
        PhoneClient binary = connect(ada);
        binary.sayBytes(new byte[] {1});
        assertEquals(4400, binary.closed());
        PhoneClient long1 = connect(ada);
        long1.say("\"" + "x".repeat(ApiLimits.PHONE_MESSAGE_BYTES) + "\"");
        assertEquals(1009, long1.closed());
        assertFalse(rig.log().contains("dance"));
    }

    @Test
    void tooManyMessages_closeTheSocket() throws InterruptedException {
        PhoneClient page = connect(ada);
        for (int i = 0; i < ApiLimits.PHONE_MESSAGES_AT_ONCE; i++) {
            page.say("{\"type\":\"hold\",\"call\":\"c1\"}");
        }
        for (int i = 0; i < ApiLimits.PHONE_MESSAGES_AT_ONCE; i++) {
            assertEquals("hold c1", rig.switchboard.pages.asked.take());
        }
        rig.now.addAndGet(1_000); // a second's worth more
        for (int i = 0; i < ApiLimits.PHONE_MESSAGES_PER_SECOND; i++) {
            page.say("{\"type\":\"hold\",\"call\":\"c1\"}");
        }
        for (int i = 0; i < ApiLimits.PHONE_MESSAGES_PER_SECOND; i++) {
            assertEquals("hold c1", rig.switchboard.pages.asked.take());
        }
        page.say("{\"type\":\"hold\",\"call\":\"c1\"}");
        assertEquals(4429, page.closed());
        assertEquals("close", rig.switchboard.pages.asked.take());
    }

    /** Many callers come and go in a rush: what a page says because it was asked costs it nothing. */
    @Test
    void answersThatWereAskedFor_doNotCountAsTooMany_andOthersDo() throws InterruptedException {
        PhoneClient page = connect(ada);
        page.next();
        var ear = rig.switchboard.pages.ears.get(ada.device);
        for (int i = 0; i < 3 * ApiLimits.PHONE_MESSAGES_AT_ONCE; i++) {
            ear.incoming(new Incoming(
                    "c" + i, new Label("helpline"), Sound.RINGS, Optional.empty(), Duration.ofSeconds(9), 3));
            page.next();
            assertEquals("alive", page.next().path("type").asText());
            page.say("{\"type\":\"alive\"}");
        }
        page.say("{\"type\":\"take\",\"call\":\"c1\"}");
        assertEquals("take c1", rig.switchboard.pages.asked.take());
        for (int i = 0; i < ApiLimits.PHONE_MESSAGES_AT_ONCE; i++) {
            page.say("{\"type\":\"alive\"}");
        }
        assertEquals(4429, page.closed());
    }

    @Test
    void newerPage_takesThePlaceOfTheOlder() throws InterruptedException {
        PhoneClient older = connect(ada);
        older.next();
        PhoneClient newer = connect(ada);
        assertEquals(4409, older.closed());
        assertEquals("idle", newer.next().path("type").asText());
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        PhoneClient other = connect(ben);
        other.next();
        newer.say(OFFER);
        assertEquals("close", rig.switchboard.pages.asked.take());
        assertEquals("offer c1 5", rig.switchboard.pages.asked.take(), "another device's page changes nothing");
    }

    @Test
    void page_thatIsNotAwake_losesItsSocket() throws InterruptedException {
        PhoneClient page = connect(ada);
        page.next();
        rig.now.addAndGet(ApiLimits.PHONE_ALIVE_MILLIS);
        rig.server.sweep();
        assertEquals("alive", page.next().path("type").asText());
        page.say("{\"type\":\"alive\"}");
        page.say(OFFER);
        rig.switchboard.pages.asked.take(); // both were heard
        rig.now.addAndGet(ApiLimits.PHONE_SILENT_MILLIS - 1);
        rig.server.sweep();
        assertEquals("alive", page.next().path("type").asText());
        rig.now.addAndGet(1);
        rig.server.sweep();
        assertEquals(PhoneClient.CUT, page.closed());
        assertEquals("close", rig.switchboard.pages.asked.take());
    }

    @Test
    void page_thatDoesNotRead_losesItsSocket() throws InterruptedException {
        PhoneClient page = connect(ada);
        page.next();
        var ear = rig.switchboard.pages.ears.get(ada.device);
        byte[] big = new byte[8_000];
        java.util.Arrays.fill(big, (byte) 'x');
        page.stopReading();
        for (int i = 0; i < 10_000 && rig.switchboard.pages.ears.containsKey(ada.device); i++) {
            ear.answer("c1", big);
        }
        assertEquals("close", rig.switchboard.pages.asked.take());
    }

    @Test
    void session_thatEnds_takesThePhoneWithIt_andALockDoesNot() throws InterruptedException {
        PhoneClient page = connect(ada);
        page.next();
        ada.post("/api/lock", "{}");
        page.say(OFFER);
        assertEquals("offer c1 5", rig.switchboard.pages.asked.take());
        assertEquals(200, ada.signIn().status()); // another session takes the place of the locked one
        page.say(OFFER);
        assertEquals("offer c1 5", rig.switchboard.pages.asked.take());
        ada.delete("/api/desk");
        assertEquals(4401, page.closed());
        assertEquals("hang up", rig.switchboard.pages.asked.take());
        assertEquals("close", rig.switchboard.pages.asked.take());
    }

    @Test
    void signingOut_whileThePageHasNoSocket_endsItsCall() throws InterruptedException {
        PhoneClient page = connect(ada);
        page.next();
        page.leave();
        assertEquals("close", rig.switchboard.pages.asked.take());
        assertEquals(200, ada.signIn().status()); // another session of hers ends nothing
        ada.delete("/api/desk");
        assertEquals("hang up", rig.switchboard.pages.asked.take());
        assertTrue(rig.switchboard.pages.asked.isEmpty());
    }

    @Test
    void device_thatIsWiped_isAPhoneNoLonger() throws InterruptedException {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        PhoneClient page = connect(ben);
        page.next();
        ada.delete("/api/devices/" + ben.device);
        assertEquals(4401, page.closed());
        assertTrue(rig.switchboard.endedDevices.contains(ben.device));
    }

    @Test
    void advocate_whoBecomesAHost_hasNoPhoneAnyMore() throws InterruptedException {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        PhoneClient page = connect(ben);
        page.next();
        assertEquals(
                204, ada.put("/api/people/" + ben.person, "{\"role\":\"HOST\"}").status());
        assertEquals(4401, page.closed());
        assertEquals("hang up", rig.switchboard.pages.asked.take());
    }

    @Test
    void shift_thatEnds_waitsForTheCall() throws InterruptedException {
        PhoneClient page = connect(ada);
        page.next();
        var ear = rig.switchboard.pages.ears.get(ada.device);
        CallView view = new CallView("c1", State.TALKING, Optional.empty(), "", 1, 2, Optional.empty());
        ear.call(new PageCall(view, null, Sound.FLOWS, false));
        page.next();
        for (long gone = 0; gone < ApiLimits.DESK_SESSION_MILLIS; gone += 29_000) {
            rig.now.addAndGet(29_000);
            page.say(OFFER);
            rig.switchboard.pages.asked.take();
        }
        assertEquals("LOCKED", ada.get("/api/desk").text("state"));
        CallView over = new CallView("c1", State.ENDED, Optional.of("TALKED"), "", 0, 0, Optional.empty());
        ear.call(new PageCall(over, null, Sound.FLOWS, false));
        assertEquals("SIGNED_OUT", ada.get("/api/desk").text("state"));
        assertEquals(4401, page.closed());
    }

    @Test
    void phones_ofSomebodySignedIn_beginWithThePageItself() throws InterruptedException {
        JsonNode before = ada.get("/api/phones").body().path("phones");
        assertEquals("browser", before.path(0).path("name").asText());
        assertFalse(before.path(0).path("reachable").asBoolean());
        connect(ada).next();
        assertTrue(ada.get("/api/phones")
                .body()
                .path("phones")
                .path(0)
                .path("reachable")
                .asBoolean());
    }

    @Test
    void server_thatEnds_saysSo() throws InterruptedException {
        PhoneClient page = connect(ada);
        page.next();
        rig.server.close();
        assertEquals(1001, page.closed());
    }
}
