package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stillcall.base.Label;

/** B3: the WebSocket by which a page is a practice phone: who may open it, what it takes, how it ends. */
@Timeout(60)
class PracticeLinesTest {
    private static final String ADA = "/api/practice/phones/ada/line";
    private static final Label NAME = new Label("ada");
    private static final String OFFER = "{\"type\":\"offer\",\"call\":\"ada\",\"sdp\":\"v=0\\r\\n\"}";

    private final ApiRig rig = new ApiRig();
    private final String cookie = session(rig);

    @AfterEach
    void close() {
        rig.close();
    }

    private static String session(ApiRig rig) {
        HttpResponse<String> begun = rig.send(rig.to("/api/session")
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                        "{\"code\":\"" + rig.server.issueCode() + "\"}")));
        assertEquals(204, begun.statusCode());
        return begun.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private PhoneClient connect(String path, String cookie, Map<String, String> headers) {
        return PhoneClient.open(path, rig.server.port(), cookie, headers);
    }

    private PhoneClient connect() {
        return connect(ADA, cookie, Map.of());
    }

    @Test
    void upgrade_isForPagesOfThePracticeRoomOnly() {
        assertEquals(401, connect(ADA, "", Map.of()).status);
        assertEquals(401, connect(ADA, "stillcall-session=guessed", Map.of()).status);
        assertEquals(401, connect(ADA, "", Map.of("Authorization", "Bearer " + ApiRig.TOKEN)).status);
        assertEquals(403, connect(ADA, cookie, Map.of("Origin", "")).status);
        assertEquals(403, connect(ADA, cookie, Map.of("Origin", "http://evil.example")).status);
        assertEquals(403, connect(ADA, cookie, Map.of("Sec-Fetch-Site", "cross-site")).status);
        assertEquals(421, connect(ADA, cookie, Map.of("Host", "evil.example:" + rig.server.port())).status);
        assertEquals(404, connect("/api/practice/phones/nobody/line", cookie, Map.of()).status);
        assertEquals(404, connect("/api/practice/phones/%2e%2e/line", cookie, Map.of()).status);
        assertTrue(rig.practice.hands.isEmpty());
        assertEquals(101, connect().status);
        assertEquals(426, rig.get(ADA).statusCode());
    }

    @Test
    void upgrade_whereThereIsNoPracticeCarrier_findsNothing() {
        try (ApiRig real = new ApiRig(false)) {
            assertEquals(404, PhoneClient.open(ADA, real.server.port(), session(real), Map.of()).status);
        }
    }

    @Test
    void messages_reachTheHandset_andItsAnswersThePage() throws InterruptedException {
        PhoneClient page = connect();
        page.say(OFFER);
        assertEquals("offer 5", rig.practice.asked.take());
        page.say(OFFER.replace("}", ",\"again\":\"yes\"}"));
        assertEquals("offer 5 again", rig.practice.asked.take());
        page.say(OFFER.replace("ada", "desk"));
        page.say("{\"type\":\"hold\",\"call\":\"ada\"}");
        page.say("{\"type\":\"key\",\"call\":\"ada\",\"key\":\"#\"}");
        assertEquals("key #", rig.practice.asked.take(), "nothing for another phone, and no hold");
        PracticeDesk.Hand hand = rig.practice.hands.get(NAME);
        hand.answer("v=0\r\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                "{\"type\":\"answer\",\"call\":\"ada\",\"sdp\":\"v=0\\r\\n\"}",
                page.next().toString());
        hand.unusable();
        assertEquals("unusable", page.next().path("type").asText());
        hand.over();
        assertEquals(1001, page.closed());
        assertEquals("close", rig.practice.asked.take());
        PhoneClient again = connect();
        again.leave();
        assertEquals("close", rig.practice.asked.take());
    }

    @Test
    void secondPage_isRefusedPolitely_andTheFirstGoesOn() throws InterruptedException {
        PhoneClient first = connect();
        PhoneClient second = connect();
        assertEquals(4423, second.closed());
        first.say(OFFER);
        assertEquals("offer 5", rig.practice.asked.take());
    }

    @Test
    void whatIsNoMessage_closesTheLine() throws InterruptedException {
        PhoneClient page = connect();
        page.say("{\"type\":\"dance\"}");
        assertEquals(4400, page.closed());
        assertEquals("close", rig.practice.asked.take());
        PhoneClient binary = connect();
        binary.sayBytes(new byte[] {1});
        assertEquals(4400, binary.closed());
    }

    @Test
    void sessionThatEnds_takesTheLineWithIt() throws InterruptedException {
        PhoneClient page = connect();
        page.say(OFFER);
        assertEquals("offer 5", rig.practice.asked.take());
        rig.server.sweep();
        page.say(OFFER);
        assertEquals("offer 5", rig.practice.asked.take(), "as long as the session lasts");
        HttpResponse<String> ended = rig.send(rig.to("/api/session")
                .header("Cookie", cookie)
                .header("Sec-Fetch-Site", "same-origin")
                .DELETE());
        assertEquals(204, ended.statusCode());
        rig.server.sweep();
        assertEquals(4401, page.closed());
        assertEquals("close", rig.practice.asked.take());
    }

    @Test
    void pageThatSaysNothing_losesItsLine() throws InterruptedException {
        PhoneClient page = connect();
        page.say(OFFER);
        assertEquals("offer 5", rig.practice.asked.take());
        rig.now.addAndGet(ApiLimits.PHONE_SILENT_MILLIS);
        rig.server.sweep();
        assertEquals(PhoneClient.CUT, page.closed());
        assertEquals("close", rig.practice.asked.take());
    }

    @Test
    void manyPages_areRefusedBeforeTheyTakeAnything() {
        List<PhoneClient> open = new ArrayList<>();
        rig.practice.many = true;
        for (int i = 0; i < ApiLimits.PRACTICE_LINES; i++) {
            open.add(connect());
        }
        assertTrue(open.stream().allMatch(each -> each.status == 101));
        assertEquals(503, connect().status);
        assertFalse(rig.practice.hands.isEmpty());
    }
}
