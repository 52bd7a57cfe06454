package org.stillcall.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.vault.KeyTable;

/**
 * B4: a server whose root of keys is in a PKCS#11 token, which is SoftHSM here: what is deleted is out of its memory at
 * once, stays gone over restarts, and does not come back with an older copy of its files.
 */
@Tag("leak")
class TokenServerTest {
    private static final String PHONE = "127.7.11.0";
    private static final String TRUNK = "127.9.11.1";
    private static final String LIBRARY = "/usr/lib/softhsm/libsofthsm2.so";
    private static final String PIN = "2718281828";
    private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");

    @TempDir
    private Path folder;

    private Path data;
    private String slot = "";

    @BeforeEach
    void makeToken() throws IOException, InterruptedException {
        data = folder.resolve("data");
        Path tokens = Files.createDirectories(folder.resolve("tokens"));
        Files.writeString(
                folder.resolve("softhsm.conf"),
                "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        Path pin = Files.writeString(folder.resolve("pin"), PIN + "\n");
        Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-------"));
        List<String> said = run(List.of(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                "stillcall",
                "--pin",
                PIN,
                "--so-pin",
                "31415926"));
        Matcher matcher = SLOT.matcher(String.join("\n", said));
        assertTrue(matcher.find(), said.toString());
        slot = matcher.group(1);
    }

    private List<String> run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("SOFTHSM2_CONF", folder.resolve("softhsm.conf").toString());
        Process process = builder.start();
        try (var said = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = said.lines().toList();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            return lines;
        }
    }

    private Server start(RawTrunk trunk, Site site) throws IOException {
        assertTrue(trunk.port() > 0);
        return Server.start(folder, site, "export SOFTHSM2_CONF=" + folder.resolve("softhsm.conf") + ";");
    }

    /** Every key of the stopped server's table by name, read by a process that has the token. */
    private Map<String, byte[]> keys() throws IOException, InterruptedException {
        Path seen = Files.createTempDirectory(folder, "seen");
        Files.createSymbolicLink(seen.resolve("table"), data);
        Files.createSymbolicLink(seen.resolve("root"), data.resolve("root"));
        Files.copy(folder.resolve("pin"), seen.resolve("pin"));
        List<String> lines = run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.stillcall.vault.TokenTrial",
                seen.toString(),
                slot,
                "keys"));
        Map<String, byte[]> keys = new HashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            assertEquals(2, words.length, lines.toString());
            keys.put(words[0], HexFormat.of().parseHex(words[1]));
        }
        return keys;
    }

    private String slotOf(String plan) throws Exception {
        return KeptRows.of(data, "plan", plan).getFirst().slot().text();
    }

    @Test
    void deletedPlan_staysGone_alsoWithAnOlderCopyOfTheFiles() throws Exception {
        try (RawTrunk trunk = new RawTrunk(TRUNK, 0, Speech.plain())) {
            Site site = new Site()
                    .phone("near", PHONE, Party.freePort(PHONE))
                    .trunk("far", TRUNK, trunk.port(), "")
                    .vault("pkcs11_library = \"%s\"\npkcs11_slot = %s\npin_file = \"pin\"".formatted(LIBRARY, slot));
            Server first = start(trunk, site);
            try (Desk desk = Desk.settingUp(first)) {
                String gone = desk.keep("{\"name\":\"gone\"}");
                String kept = desk.keep("{\"name\":\"kept\"}");
                first.close();
                Map<String, byte[]> keys = keys();
                Traces destroyed = new Traces().exactly("destroyed", keys.get(slotOf(gone)));
                Traces inUse = new Traces().exactly("in use", keys.get(slotOf(kept)));
                String goneSlot = slotOf(gone);
                Path older = KeptRows.copy(data, folder.resolve("older"));
                try (Server again = start(trunk, site)) {
                    desk.at(again);
                    desk.signIn();
                    assertNotNull(desk.words(gone));
                    assertFalse(destroyed.in(again.pid()).isEmpty(), "a key in use is not found");

                    desk.delete("/api/plans/" + gone).is(200);

                    assertEquals(List.of(), destroyed.in(again.pid()));
                    assertFalse(inUse.in(again.pid()).isEmpty(), "a key in use is not found");
                }
                assertFalse(keys().containsKey(goneSlot));
                try (Server last = start(trunk, site)) {
                    desk.at(last);
                    desk.signIn();
                    assertNull(desk.words(gone));
                    assertNotNull(desk.words(kept));
                }
                Files.copy(
                        older.resolve(KeyTable.FILE),
                        data.resolve(KeyTable.FILE),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                Files.copy(
                        older.resolve("root/wrapped.keys"),
                        data.resolve("root/wrapped.keys"),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                AssertionError refused = assertThrows(AssertionError.class, () -> start(trunk, site));
                assertTrue(
                        String.valueOf(refused.getMessage()).contains("root key is that of another table"),
                        refused.getMessage());
            }
        }
    }
}
