package org.stillcall.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Randomness;
import org.stillcall.vault.EnvelopeTwin;
import org.stillcall.vault.EnvelopeTwin.Place;
import org.stillcall.vault.FileRoot;
import org.stillcall.vault.KeyId;
import org.stillcall.vault.KeyTable;
import org.stillcall.vault.OpenedTable;

/**
 * G18, G22, B4: what was deleted (a plan by a person, a plan by its end, the keys of a wiped device) is nowhere any
 * more: not in the data folder, not in the server's memory, not on the raw disk below; what is left of its ciphertext
 * opens with nothing that is there, because the keys are gone from the same places.
 */
@Tag("leak")
class PurgeTest {
    private static final String PHONE = "127.7.4.0";
    private static final String TRUNK = "127.9.4.1";
    private static final String CALLED = RawTrunk.number(RawTrunk.Manner.ANSWERS);
    private static final String NEVER_CALLED = "+16175554021";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final int port = Party.freePort(PHONE);
    private final RawTrunk trunk = new RawTrunk(TRUNK, 0, Speech.plain());
    private final Site site = new Site().phone("near", PHONE, port).trunk("far", TRUNK, trunk.port(), "");

    private final String mark = name("Quillon");
    private final String erasedName = mark + " Marlow";
    private final String endedName = mark + " Hart";
    private String erased = "";
    private String ended = "";
    private String kept = "";
    private final Traces words = new Traces().word(mark).number(CALLED).number(NEVER_CALLED);
    private final Traces destroyed = new Traces();
    /**
     * What ties a receipt to a row, or a row to a copy of it: ids of plans, names of keys, tokens as they are noted.
     */
    private final Traces names = new Traces();
    /** Sealed values as they stood in the database before. */
    private final List<KeptRows.Value> ciphertext = new ArrayList<>();
    /** Root keys as they stood in their file before. */
    private final List<byte[]> roots = new ArrayList<>();

    private byte[] oldTable = {};

    @AfterEach
    void close() {
        trunk.close();
    }

    private static String words(String name, String number) {
        return "{\"name\":\"%s\",\"numbers\":[\"%s\"]}".formatted(name, number);
    }

    private static String name(String stem) {
        return stem + Desk.newId().replaceAll("[^a-zA-Z]", "x").substring(0, 8);
    }

    @Test
    void deletions_inADataFolder_leaveNothing() throws Exception {
        purge(folder);
    }

    /** The same on a file system of its own, of which every block is read when it is unmounted. */
    @Test
    void deletions_onARawDisk_leaveNothing() throws Exception {
        String control = name("Overwrought");
        try (RawDisk disk = RawDisk.mounted(folder)) {
            purge(disk.place());
            deleteAsUsual(disk.place().resolve("control"), control);
            byte[] root = OpenedTable.in(disk.place().resolve("data")).root();
            disk.unmount();
            assertEquals(List.of(), words.in(disk.image()), "words");
            assertEquals("", words.byTheOther(disk.image()));
            assertEquals(List.of(), destroyed.in(disk.image()), "keys");
            assertEquals(List.of(), names.in(disk.image()), "names");
            assertFalse(new Traces().exactly("root", root).in(disk.image()).isEmpty(), "the present root is not found");
            assertFalse(new Traces().word(control).in(disk.image()).isEmpty(), "a file only deleted is not found");
        }
    }

    private static void deleteAsUsual(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.delete(file);
    }

    private void purge(Path place) throws Exception {
        Path data = place.resolve("data");
        KeyId endedSlot;
        try (Server server = Server.start(place, site, "");
                Desk desk = Desk.settingUp(server);
                Desk lost = desk.another(server)) {
            fill(server, desk, lost, data);
            endedSlot = slot(data, ended);
            delete(server, desk, lost, data);
            server.stop();
            endNow(data, endedSlot);
            seeRoots(data);
            try (Server again = Server.start(place, site, "")) {
                assertEquals(1, KeptRows.count(data, "plan"), "overdue plans are purged before the first request");
                desk.at(again);
                desk.signIn();
                assertNull(desk.words(erased));
                assertNull(desk.words(ended));
                assertNotNull(desk.words(kept));
                deleteOneMore(desk, data);
                assertEquals(List.of(), words.in(again.pid()), "words");
                assertEquals(List.of(), destroyed.in(again.pid()), "keys");
            }
        }
        leftNothing(place, data);
    }

    private void fill(Server server, Desk desk, Desk lost, Path data) throws Exception {
        erased = desk.keep(words(erasedName, CALLED));
        ended = desk.keep(words(endedName, NEVER_CALLED));
        kept = desk.keep(words("Marlow", "+16175554022"));
        String release = desk.release(erased, words(erasedName, CALLED));
        assertEquals(3, desk.get("/api/plans?envelopes=yes").body().size());
        assertEquals(words(erasedName, CALLED), desk.words(erased));
        call(server, desk);

        seeRoots(data);
        ciphertext.addAll(KeptRows.of(data, "plan", erased));
        ciphertext.addAll(KeptRows.of(data, "plan", ended));
        ciphertext.addAll(KeptRows.of(data, "release", release));
        ciphertext.addAll(KeptRows.of(data, "device_key", lost.device + "/1"));
        assertEquals(8, ciphertext.size());
        name(erased, ended, release);
        ciphertext.forEach(value -> name(value.slot().text()));
        assertFalse(names.in(data).isEmpty(), "names in use are not found");
        OpenedTable table = OpenedTable.in(data);
        for (KeptRows.Value value : ciphertext) {
            destroyed.secret("destroyed key", table.key(value.slot()));
            assertTrue(value.openedBy(table).isPresent(), "an attempt would not see what opens: " + value.table());
        }
        byte[] wrapped = ciphertext.getLast().openedBy(table).orElseThrow();
        Place place = new Place(1, 1, "centre-key/1/" + lost.device);
        assertArrayEqual(desk.centre.getPrivate().getEncoded(), EnvelopeTwin.open(place, lost.deviceKey, wrapped));
        oldTable = Files.readAllBytes(data.resolve(KeyTable.FILE));
    }

    private void name(String... texts) {
        for (String text : texts) {
            names.exactly("name", text.getBytes(StandardCharsets.US_ASCII));
            names.exactly("name's bytes", Desk.decoded(text));
        }
    }

    private static void assertArrayEqual(byte[] expected, byte[] actual) {
        assertTrue(Arrays.equals(expected, actual));
    }

    private static KeyId slot(Path data, String plan) throws Exception {
        return KeptRows.of(data, "plan", plan).getFirst().slot();
    }

    private void seeRoots(Path data) throws IOException {
        roots.addAll(OpenedTable.roots(data));
    }

    /** Calls her by her plan, the number sealed to the key of the call; while it lasts, the server has the number. */
    private void call(Server server, Desk desk) throws IOException {
        try (RawPhone phone = new RawPhone(PHONE, port, server.sip(), Speech.plain())) {
            Desk.Answer key = desk.post("/api/call-keys", "{}").is(201);
            String number = server.sealed(CALLED, key.body().path("jwk").toString());
            desk.post("/api/calls", """
                    {"phone":"near","programme":"%s","kid":"%s","number":"%s",
                    "plan":"%s","version":"1"}""".formatted(Desk.PROGRAMME, key.text("kid"), number, erased))
                    .is(201);
            RawPhone.Dialog call = phone.answerCall(180, 200);
            assertNotNull(call);
            phone.talk(call, Speech.plain().stream(), 4);
            assertTrue(Wait.until(PATIENCE, () -> trunk.live() != null), "the trunk was not called");
            assertFalse(words.in(server.pid()).isEmpty(), "the number of a call in progress is not found");
            phone.bye(call);
        }
        assertTrue(server.idle(PATIENCE), "the call is stuck");
    }

    private void delete(Server server, Desk desk, Desk lost, Path data) throws Exception {
        byte[] stays = OpenedTable.in(data).key(slot(data, kept));
        byte[] ends = OpenedTable.in(data).key(slot(data, ended));
        Traces gone = new Traces();
        for (KeptRows.Value value : ciphertext) {
            byte[] key = OpenedTable.in(data).key(value.slot());
            if (!Arrays.equals(key, ends)) {
                gone.secret("destroyed key of a " + value.table(), key);
            }
        }
        assertFalse(gone.in(server.pid()).isEmpty(), "keys in use are not found");
        Desk.Answer receipt = desk.delete("/api/plans/" + erased).is(200);
        long index = receipt.body().at("/receipt/index").asLong();
        String token =
                desk.get("/api/receipts/" + index).body().at("/receipt/token").asText();
        names.exactly("token", token.getBytes(StandardCharsets.US_ASCII));
        assertEquals(22, token.length());
        seeRoots(data);
        desk.delete("/api/devices/" + lost.device).is(200);
        seeRoots(data);

        assertNull(desk.words(erased));
        lost.post("/api/sign-in/begin", "{\"device\":\"" + lost.device + "\"}").is(410);
        assertEquals(List.of(), gone.in(server.pid()), "keys");
        assertEquals(List.of(), words.in(server.pid()), "words");
        if (data.startsWith(folder.resolve("data"))) { // once; it takes seconds
            assertEquals("", words.byTheOther(server.pid()));
        }
        assertFalse(new Traces().exactly("kept", stays).in(server.pid()).isEmpty(), "a key in use is not found");
    }

    /** So that the root before the present one has been seen: the others' places were used again since. */
    private void deleteOneMore(Desk desk, Path data) throws Exception {
        String plan = desk.keep(words(erasedName, CALLED));
        OpenedTable table = OpenedTable.in(data);
        roots.add(table.root());
        List<KeptRows.Value> values = KeptRows.of(data, "plan", plan);
        ciphertext.addAll(values);
        name(plan, values.getFirst().slot().text());
        destroyed.secret("destroyed key", table.key(values.getFirst().slot()));
        desk.delete("/api/plans/" + plan).is(200);
    }

    /** Brings a plan's end forward, as if the days had gone by while the server did not run. */
    private static void endNow(Path data, KeyId slot) {
        Clock clock = Clock.systemUTC();
        FileRoot root = FileRoot.open(data.resolve("root"));
        try (KeyTable table = KeyTable.open(data, root, Randomness.secure(), clock)) {
            table.endAt(slot, clock.instant().minusSeconds(2));
        }
    }

    private void leftNothing(Path place, Path data) throws Exception {
        OpenedTable now = OpenedTable.in(data);
        for (KeptRows.Value value : ciphertext) {
            assertFalse(now.holds(value.slot()), value.table());
            assertTrue(value.openedBy(now).isEmpty(), value.table());
        }
        assertTrue(OpenedTable.with(now.root(), oldTable).isEmpty(), "an old copy of the table opens");
        assertTrue(OpenedTable.with(roots.getFirst(), oldTable).isPresent(), "the old copy was none");
        assertTrue(roots.stream().noneMatch(root -> Arrays.equals(root, now.root())), "the root is an old one");
        assertTrue(roots.size() >= 4, "hardly any roots were seen");
        assertEquals(1, areasInUse(data), "the area of the old table is not overwritten");
        roots.forEach(root -> destroyed.secret("old root key", root));
        assertEquals(List.of(), destroyed.in(place), "keys");
        assertEquals(List.of(), words.in(place), "words");
        assertEquals("", words.byTheOther(place));
        assertEquals(List.of(), names.in(place), "names");
        assertEquals(1, new Traces().exactly("root", now.root()).in(place).size(), "the present root is not found");
    }

    private static int areasInUse(Path data) throws IOException {
        byte[] file = Files.readAllBytes(data.resolve(KeyTable.FILE));
        int half = file.length / 2;
        byte[] blank = new byte[half];
        int inUse = Arrays.equals(file, 0, half, blank, 0, half) ? 0 : 1;
        return inUse + (Arrays.equals(file, half, 2 * half, blank, 0, half) ? 0 : 1);
    }
}
