package org.stillcall.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.MemoryScan;
import org.stillcall.base.SoundForms;
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
    private static final String NUMBER = "+12025550134";
    private static final String FROM = "sip:" + NUMBER + "@carrier.example";
    private static final int SAMPLES = 160;
    private static final Duration BOX = Duration.ofSeconds(11); // it looks for a centre every ten seconds
    private static final byte[] HUM = new byte[SAMPLES];

    static {
        for (int i = 0; i < SAMPLES; i++) {
            HUM[i] = (byte) (i % 40 < 20 ? 0xa0 : 0x20);
        }
    }

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

    private MemoryScan scan() {
        MemoryScan scan = new MemoryScan();
        SoundForms.lookFor(scan, canary);
        return scan;
    }

    /** One who has called, and hears that they may speak. */
    private RawPhone.Dialog leaves(RawPhone caller) {
        RawPhone.Dialog call = caller.inviteFor(FROM, PUBLISHED);
        assertEquals(200, caller.answer(call));
        speak(caller, call, HUM, 25);
        press(caller, call, 0);
        speak(caller, call, HUM, 8 * 50); // while the sentence and its tone are heard
        return call;
    }

    /** A search that does not find what is being said is blind; what was said a second ago is sealed, and gone. */
    private void speaksAndIsFound(Server server, RawPhone caller, RawPhone.Dialog call) throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Thread voice = Thread.ofPlatform().start(() -> {
            while (!enough.get()) {
                speak(caller, call, canary, 10);
            }
        });
        boolean found = false;
        for (int i = 0; i < 6 && !found; i++) {
            found = !scan().in(server.pid()).isEmpty();
        }
        enough.set(true);
        voice.join();
        assertTrue(found, "what is said is not found: the search is blind");
    }

    /** As it is left as a rule: the sound and the number are gone a second after they hung up, for either scanner. */
    @Test
    void message_thatWasLeft_isInNoFileAndNoMemory_norIsWhoLeftIt() throws Exception {
        Traces who = new Traces().number(NUMBER);
        try (Server server = Server.start(folder, site, "");
                Desk _ = Desk.settingUp(server);
                RawPhone caller = new RawPhone(FAR, 0, server.sip(), Speech.plain())) {
            Wait.pass(BOX);
            RawPhone.Dialog call = leaves(caller);
            speaksAndIsFound(server, caller, call);
            assertFalse(who.in(server.pid()).isEmpty(), "who says it is not found: the search is blind");
            assertEquals(200, caller.bye(call));
            assertTrue(server.idle(Duration.ofSeconds(10)), server::metricsText);
            Wait.pass(Duration.ofSeconds(1));
            assertEquals(List.of(), scan().in(server.pid()), "in memory");
            assertEquals(List.of(), scan().in(folder), "in files");
            assertEquals(List.of(), who.everywhere(server.pid(), folder));
        }
    }

    @Test
    void message_thatAKillCutsShort_isInNoFile_andIsHeardSoFar() throws Exception {
        Desk desk;
        try (Server server = Server.start(folder, site, "");
                RawPhone caller = new RawPhone(FAR, 0, server.sip(), Speech.plain())) {
            desk = Desk.settingUp(server);
            Wait.pass(BOX);
            RawPhone.Dialog call = leaves(caller);
            speak(caller, call, canary, 4 * 50);
            speaksAndIsFound(server, caller, call);
            assertEquals(List.of(), scan().in(folder), "while it is said");
            speak(caller, call, HUM, 4 * 50);
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
