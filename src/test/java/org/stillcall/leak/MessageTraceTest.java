package org.stillcall.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.MemoryScan;
import org.stillcall.vault.MessageTwin;

/**
 * G23, B4: a caller leaves a message, and the server is killed in the middle of it. What was said stands in no file in
 * any coding, is in the server's memory no longer than it takes to seal it, and is heard by the centre up to the kill.
 */
@Tag("leak")
@Timeout(240)
class MessageTraceTest {
    private static final String FAR = "127.9.6.1";
    private static final String PUBLISHED = "+16175558000";
    private static final String FROM = "sip:+12025550134@carrier.example";
    private static final int SAMPLES = 160;

    @TempDir
    private Path folder;

    private final RawTrunk trunk = new RawTrunk(FAR, 0, Speech.plain());
    private final Site site = new Site()
            .phone("near", FAR, Party.freePort(FAR))
            .trunk("far", FAR, trunk.port(), "")
            .helpline(PUBLISHED, "messages = true");
    private final byte[] canary = new byte[SAMPLES];
    private int packets;

    MessageTraceTest() {
        new Random(23).nextBytes(canary);
        for (int i = 0; i < canary.length; i++) {
            canary[i] = canary[i] == 0x7f ? (byte) 0xff : canary[i]; // both are nought, and are kept as the second
        }
    }

    @AfterEach
    void close() {
        trunk.close();
    }

    /** Presses a key (RFC 4733): its first packets, then its end three times. */
    private void press(RawPhone phone, RawPhone.Dialog call, int key) {
        for (int i = 1; i <= 8; i++) {
            ByteBuffer packet = ByteBuffer.allocate(16);
            packet.put((byte) 0x80)
                    .put((byte) 101)
                    .putShort((short) packets++)
                    .putInt(0)
                    .putInt(7);
            packet.put((byte) key).put((byte) (i > 5 ? 0x8a : 0x0a)).putShort((short) (SAMPLES * Math.min(i, 6)));
            phone.audio.send(packet.array(), call.media);
            Wait.pass(Duration.ofMillis(20));
        }
    }

    private void speak(RawPhone phone, RawPhone.Dialog call, byte[] frame, int frames) {
        for (int i = 0; i < frames; i++) {
            ByteBuffer packet = ByteBuffer.allocate(12 + SAMPLES);
            packet.put((byte) 0x80).put((byte) 0).putShort((short) packets);
            packet.putInt(SAMPLES * packets++).putInt(7).put(frame);
            phone.audio.send(packet.array(), call.media);
            Wait.pass(Duration.ofMillis(20));
        }
    }

    /** 32 samples of it: PCMU, the same as PCM of 16 bits in either order, and as PCMA. */
    private MemoryScan scan() {
        byte[] said = Arrays.copyOfRange(canary, 64, 96);
        ByteBuffer little = ByteBuffer.allocate(2 * said.length).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer big = ByteBuffer.allocate(2 * said.length);
        byte[] aLaw = new byte[said.length];
        for (int i = 0; i < said.length; i++) {
            int bits = ~said[i];
            int magnitude = (((bits & 0xf) << 3) + 0x84 << ((bits & 0x70) >> 4)) - 0x84;
            int linear = (bits & 0x80) != 0 ? -magnitude : magnitude;
            little.putShort((short) linear);
            big.putShort((short) linear);
            int positive = linear >= 0 ? linear : -linear - 1;
            int segment = Math.max(0, 24 - Integer.numberOfLeadingZeros(positive));
            int mantissa = (segment == 0 ? positive >> 4 : positive >> segment + 3) & 0xf;
            aLaw[i] = (byte) ((linear >= 0 ? 0x80 : 0) ^ (segment << 4 | mantissa) ^ 0x55);
        }
        return new MemoryScan()
                .add("PCMU", said)
                .add("PCM", little.array())
                .add("PCM, big endian", big.array())
                .add("PCMA", aLaw);
    }

    @Test
    void message_thatAKillCutsShort_isInNoFile_andIsHeardSoFar() throws Exception {
        byte[] hum = new byte[SAMPLES];
        for (int i = 0; i < hum.length; i++) {
            hum[i] = (byte) (i % 40 < 20 ? 0xa0 : 0x20);
        }
        Desk desk;
        try (Server server = Server.start(folder, site, "");
                RawPhone caller = new RawPhone(FAR, 0, server.sip(), Speech.plain())) {
            desk = Desk.settingUp(server);
            Wait.pass(Duration.ofSeconds(11)); // the box looks for a centre every ten seconds
            RawPhone.Dialog call = caller.inviteFor(FROM, PUBLISHED);
            assertEquals(200, caller.answer(call));
            speak(caller, call, hum, 25);
            press(caller, call, 0);
            speak(caller, call, hum, 8 * 50); // while the sentence and its tone are heard
            speak(caller, call, canary, 4 * 50);
            assertFalse(scan().in(server.pid()).isEmpty(), "what is said is not found: the search is blind");
            assertEquals(List.of(), scan().in(folder), "while it is said");
            speak(caller, call, hum, 4 * 50);
            List<String> left = scan().in(server.pid());
            assertEquals(List.of(), left, "what was sealed is in no memory");
            server.kill();
        }
        assertEquals(List.of(), scan().in(folder), "after a kill");
        try (Server again = Server.start(folder, site, "")) {
            desk.at(again);
            desk.signIn();
            assertHeard(desk);
            assertEquals(List.of(), scan().in(folder));
            assertEquals(List.of(), scan().in(again.pid()), "the server that was started again cannot hear it");
        } finally {
            desk.close();
        }
    }

    private void assertHeard(Desk desk) throws GeneralSecurityException, IOException {
        JsonNode list = desk.get("/api/messages").is(200).body();
        assertEquals(1, list.size(), list::toString);
        String id = list.get(0).get("id").asText();
        desk.post("/api/messages/" + id + "/hearing", "{}").is(204);
        Desk.Answer sound = desk.get("/api/messages/" + id + "/sound").is(200);
        List<byte[]> seconds = new ArrayList<>();
        sound.body().get("seconds").forEach(second -> seconds.add(Desk.decoded(second.asText())));
        byte[] key = MessageTwin.key(desk.centre, 1, id, Desk.decoded(sound.text("envelope")));
        MessageTwin.Opened opened = MessageTwin.open(key, id, seconds);
        assertFalse(opened.whole(), "the kill shows");
        assertTrue(seconds.size() >= 6, "seconds " + seconds.size());
        int found = 0;
        for (int at = 0; at + SAMPLES <= opened.sound().length; at++) {
            found += Arrays.equals(opened.sound(), at, at + SAMPLES, canary, 0, SAMPLES) ? 1 : 0;
        }
        assertTrue(found > 150, "frames of it that are heard: " + found);
        desk.delete("/api/messages/" + id).is(200);
        assertEquals(0, desk.get("/api/messages").body().size());
    }
}
