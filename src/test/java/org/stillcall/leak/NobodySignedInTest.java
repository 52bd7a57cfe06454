package org.stillcall.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.store.StoredPlan;
import org.stillcall.vault.EnvelopeTwin;
import org.stillcall.vault.EnvelopeTwin.Place;

/**
 * G18, G22, B4: with a copy of the whole data folder, the root key and the key table among it, with the memory of the
 * running server, and with the rights of its host, but with nobody signed in, no number, name or word of a survivor
 * is found and no envelope opens.
 */
@Tag("leak")
class NobodySignedInTest {
    private static final int PLANS = 50;
    private static final int NUMBERS = 10;
    /** In everything that is told in confidence. */
    private static final String MARK = "Quillon" + tail();

    private static final String NAME = MARK + " Marlow";
    private static final String QUESTION = "The colour of " + MARK;
    private static final String WORDING = "This is " + MARK + " of the library";
    private static final String TOLD = MARK + " and Sons";

    @TempDir
    private Path folder;

    private final Traces traces = new Traces();
    private final List<String> plans = new ArrayList<>();

    private static String tail() {
        return Desk.newId().replaceAll("[^a-zA-Z]", "x").substring(0, 8);
    }

    private static Site site(RawTrunk trunk) {
        return new Site()
                .phone("near", "127.7.3.0", Party.freePort("127.7.3.0"))
                .trunk("far", "127.9.3.1", trunk.port(), "");
    }

    private static String number(int i) {
        return "+1617555%04d".formatted(4000 + i * 7);
    }

    private static String words(int i) {
        return """
                {"name":"%s %d","numbers":["%s"],"question":"%s, which one?",
                "voicemail":"%s, about Tuesday"}""".formatted(NAME, i, number(i % NUMBERS), QUESTION, WORDING);
    }

    private void fill(Desk desk) {
        for (int i = 0; i < PLANS; i++) {
            plans.add(desk.keep(words(i)));
        }
        desk.release(plans.getFirst(), "{\"to\":\"%s\",\"what\":\"%s\"}".formatted(TOLD, NAME));
        desk.put("/api/me", "{\"pin\":\"480917\"}").is(204);
        for (int i = 0; i < NUMBERS; i++) {
            traces.number(number(i));
        }
        traces.word(MARK);
        secret("centre", desk.centre);
        secret("device", desk.deviceKey);
        secret("recovery", desk.recovery);
        traces.secret("sheet", desk.sheet);
        assertTrue(traces.forms() > 1_000, "forms " + traces.forms());
    }

    private void secret(String name, KeyPair pair) {
        traces.secret(name + " scalar", scalar(pair));
        traces.secret(name + " PKCS8", pair.getPrivate().getEncoded());
    }

    private static byte[] scalar(KeyPair pair) {
        BigInteger scalar = ((ECPrivateKey) pair.getPrivate()).getS();
        byte[] bytes = new byte[33];
        byte[] number = scalar.toByteArray();
        System.arraycopy(number, 0, bytes, 33 - number.length, number.length);
        return Arrays.copyOfRange(bytes, 1, 33);
    }

    @Test
    void everythingOfTheServers_withoutADevice_opensNothing() throws Exception {
        try (RawTrunk trunk = new RawTrunk("127.9.3.1", 0, Speech.plain());
                Server server = Server.start(folder, site(trunk), "");
                Desk desk = Desk.settingUp(server)) {
            fill(desk);
            assertEquals(PLANS, desk.get("/api/plans?envelopes=yes").body().size());
            assertEquals(words(7), desk.words(plans.get(7)));
            desk.signOut();
            assertEquals(401, desk.get("/api/plans").status());

            assertEquals(List.of(), traces.in(server.pid()));
            assertEquals(List.of(), traces.in(folder));
            assertEquals("", traces.byTheOther(folder));
            assertEquals("", traces.wordsByTheOther(server.pid()));
            assertFalse(traces.in(ProcessHandle.current().pid()).isEmpty(), "the scan does not see what is there");

            Burglar burglar = new Burglar(KeptRows.copy(folder.resolve("data"), folder.resolve("copy")));
            opensNothing(burglar);
            opensWithTheDevice(burglar, desk);
        }
    }

    private void opensNothing(Burglar burglar) throws Exception {
        assertEquals(PLANS, burglar.plans.size(), "the copy is not whole");
        assertEquals(3, burglar.recipients());
        assertTrue(burglar.candidates().size() > 10_000, "hardly anything was tried");
        assertEquals(0, burglar.privateKeys(), "private keys in the copy");
        StoredPlan plan = burglar.plans.getFirst();
        assertEquals(0, burglar.cipherKeys(plan.id().text(), plan.envelope()), "keys of an envelope in the copy");
        for (byte[] piece : burglar.loot) {
            assertEquals(-1, find(piece, NAME.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** The same attack with the one thing that is not on the server: else finding nothing would say nothing. */
    private static void opensWithTheDevice(Burglar burglar, Desk desk) throws Exception {
        burglar.loot.add(desk.deviceKey.getPrivate().getEncoded());
        assertEquals(1, burglar.privateKeys());
        int opened = 0;
        for (byte[] piece : List.copyOf(burglar.loot)) {
            if (piece.length > 91 && ByteBuffer.wrap(piece).getShort() == 0x0101) {
                opened += unwraps(piece, desk) ? 1 : 0;
            }
        }
        assertEquals(1, opened, "the wrapped key of the device is not in the copy");
        for (StoredPlan plan : burglar.plans) {
            assertTrue(desk.open(plan.id().text(), plan.envelope()).contains(NAME));
        }
    }

    private static boolean unwraps(byte[] wrapped, Desk desk) throws Exception {
        Place place = new Place(1, 1, "centre-key/1/" + desk.device);
        try {
            return Arrays.equals(
                    desk.centre.getPrivate().getEncoded(), EnvelopeTwin.open(place, desk.deviceKey, wrapped));
        } catch (GeneralSecurityException e) {
            return false; // it is for another
        }
    }

    private static int find(byte[] hay, byte[] needle) {
        for (int i = 0; i <= hay.length - needle.length; i++) {
            if (Arrays.equals(hay, i, i + needle.length, needle, 0, needle.length)) {
                return i;
            }
        }
        return -1;
    }
}
