package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Label;
import org.stillcall.store.Change;
import org.stillcall.store.MessageId;
import org.stillcall.store.NewMessage;
import org.stillcall.store.SealedSecond;

/** Who may hear and delete callers' messages, one at a time; and whose recordings callers hear (G23, P8, P12). */
class MessageRoutesTest {
    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();

    @AfterEach
    void close() {
        rig.close();
    }

    private MessageId kept() {
        MessageId id = MessageId.random(rig.randomness);
        NewMessage.Topic topic = new NewMessage.Topic(new Label("helpline"), new Label("es"));
        NewMessage message =
                new NewMessage(id, topic, 1, bytes("sealed key"), Instant.now().plus(Duration.ofDays(3)));
        List<SealedSecond> seconds = List.of(new SealedSecond(id, 0, bytes("a")), new SealedSecond(id, 1, bytes("b")));
        assertEquals(
                Change.DONE,
                rig.store.messages(rig.store.centres().list().getFirst()).begin(message, seconds));
        return id;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void message_isHeardByOneAtATime_andDeletedWithAReceipt() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        String path = "/api/messages/" + kept().text();
        assertEquals("1", ada.get("/api/messages/waiting").body().get("waiting").asText());
        assertEquals(409, ada.get(path + "/sound").status(), "not before it says that it listens");
        assertEquals(204, ada.post(path + "/hearing", "{}").status());
        assertEquals(204, ada.post(path + "/hearing", "{}").status());
        assertEquals(409, ben.post(path + "/hearing", "{}").status());
        assertEquals(409, ben.get(path + "/sound").status());
        assertEquals(409, ben.delete(path).status());
        assertEquals(
                "MINE", ada.get("/api/messages").body().get(0).get("hearing").asText());
        assertEquals(
                "TAKEN", ben.get("/api/messages").body().get(0).get("hearing").asText());
        assertEquals(2, ada.get(path + "/sound").body().get("seconds").size());
        assertEquals(204, ada.post(path + "/heard", "{}").status());
        assertEquals("0", ada.get("/api/messages/waiting").body().get("waiting").asText());
        assertEquals(204, ada.delete(path + "/hearing").status());
        assertEquals(204, ben.post(path + "/hearing", "{}").status());
        assertEquals(200, ben.delete(path).status());
        assertEquals(404, ben.delete(path).status());
        assertEquals(404, ada.get(path + "/sound").status());
        assertEquals(404, ada.post("/api/messages/x/hearing", "{}").status());
    }

    @Test
    void hearing_endsWithTheSession_andByItself() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        String path = "/api/messages/" + kept().text();
        assertEquals(204, ada.post(path + "/hearing", "{}").status());
        rig.now.addAndGet(Hearings.LENGTH.toMillis() + 1);
        assertEquals(200, ben.signIn().status());
        assertEquals(204, ben.post(path + "/hearing", "{}").status());
        assertEquals(200, ada.signIn().status());
        assertEquals(409, ada.post(path + "/hearing", "{}").status());
        assertEquals(204, ben.delete("/api/desk").status());
        assertEquals(204, ada.post(path + "/hearing", "{}").status());
    }

    @Test
    void host_hearsNothing() {
        DeskBrowser host = rig.guest(ada, "HOST");
        assertEquals(403, host.get("/api/messages").status());
        assertEquals(403, host.get("/api/messages/waiting").status());
        assertEquals(403, host.get("/api/prompts").status());
    }

    private static byte[] wav(int samples, int rate) {
        ByteBuffer file = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        file.put(bytes("RIFF")).putInt(36 + 2 * samples).put(bytes("WAVEfmt ")).putInt(16);
        file.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(2 * rate);
        file.putShort((short) 2).putShort((short) 16).put(bytes("data")).putInt(2 * samples);
        return file.array();
    }

    private static String body(byte[] wav) {
        return "{\"wav\":\"" + Base64Url.encode(wav) + "\"}";
    }

    @Test
    void recordedSentence_isKeptReplacedAndRemoved() {
        String path = "/api/prompts/helpline/en/greeting";
        byte[] longest = wav(60 * 8000, 8000);
        assertEquals(204, ada.put(path, body(wav(8000, 8000))).status());
        assertEquals(204, ada.put(path, body(longest)).status());
        assertEquals(Base64Url.encode(longest), ada.get(path).text("wav"));
        var own = ada.get("/api/prompts").body().get("own");
        assertEquals(1, own.size());
        assertEquals(60, own.get(0).get("seconds").asInt());
        assertEquals(204, ada.delete(path).status());
        assertEquals(404, ada.get(path).status());
        assertTrue(ada.get("/api/prompts").body().get("own").isEmpty());
    }

    @Test
    void whatCannotBePlayed_isRefused() {
        String path = "/api/prompts/helpline/en/greeting";
        byte[] cut = java.util.Arrays.copyOf(wav(8000, 8000), 9000);
        assertEquals(422, ada.put(path, body(cut)).status());
        assertEquals(422, ada.put(path, body(wav(8000, 16000))).status());
        assertEquals(400, ada.put(path, body(wav(60 * 8000 + 1, 8000))).status());
        assertEquals(413, ada.put(path, body(wav(120 * 8000, 8000))).status());
        assertEquals(
                404,
                ada.put("/api/prompts/helpline/de/greeting", body(wav(800, 8000)))
                        .status());
        assertEquals(
                404,
                ada.put("/api/prompts/other/en/greeting", body(wav(800, 8000))).status());
        assertEquals(
                404,
                ada.put("/api/prompts/helpline/en/none", body(wav(800, 8000))).status());
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        assertEquals(403, ben.put(path, body(wav(800, 8000))).status());
        assertFalse(rig.log().contains("greeting"));
    }
}
