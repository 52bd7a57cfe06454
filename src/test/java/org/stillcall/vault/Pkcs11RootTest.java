package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * B4: root keys in a PKCS#11 token, which is SoftHSM here. It is told by the environment where its tokens are, so what
 * uses it runs in processes of its own ({@link TokenTrial}).
 */
class Pkcs11RootTest {
    private static final String PIN = "2718";
    private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");

    @TempDir
    private Path folder;

    private String slot = "";

    @BeforeEach
    void makeToken() throws IOException, InterruptedException {
        Path tokens = Files.createDirectories(folder.resolve("tokens"));
        Files.writeString(
                folder.resolve("softhsm.conf"),
                "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        Files.writeString(folder.resolve("pin"), PIN + "\n");
        Files.writeString(folder.resolve("wrong-pin"), "1\n");
        String said = String.join(
                "\n",
                run(List.of(
                        "softhsm2-util",
                        "--init-token",
                        "--free",
                        "--label",
                        "stillcall",
                        "--pin",
                        PIN,
                        "--so-pin",
                        "31415")));
        Matcher matcher = SLOT.matcher(said);
        assertTrue(matcher.find(), said);
        slot = matcher.group(1);
    }

    private List<String> run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("SOFTHSM2_CONF", folder.resolve("softhsm.conf").toString());
        Process process = builder.start();
        List<String> lines;
        try (var said = process.inputReader(StandardCharsets.UTF_8)) {
            lines = said.lines().toList();
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return lines;
    }

    private List<String> trial(String name, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                TokenTrial.class.getName(),
                folder.toString(),
                slot,
                name));
        command.addAll(List.of(more));
        return run(command);
    }

    @Test
    void keyTable_underATokensRoot_isKeptAndForgets() throws IOException, InterruptedException {
        List<String> made = trial("make");
        assertEquals("made", made.getFirst(), made.toString());
        Path roots = folder.resolve("root");
        Path oldRoots = copy(roots);
        Path oldTable = copy(folder.resolve("table"));

        assertEquals(List.of("opens", "opens"), trial("look", made.get(1), made.get(2)));
        assertEquals(List.of("nothing", "opens"), trial("destroy", made.get(1), made.get(2)));
        assertEquals(List.of("nothing", "opens"), trial("look", made.get(1), made.get(2)));

        // a copy of the root's folder and of the table brings nothing back while the token is as it is now; SoftHSM
        // keeps its keys in files, and who has a copy of those as well has the token
        restore(oldRoots, roots);
        restore(oldTable, folder.resolve("table"));
        List<String> back = trial("look", made.get(1), made.get(2));
        assertEquals(List.of("The key table is damaged, or its root key is that of another table."), back);
    }

    /** The power fails between any two steps of an update: the state before or after it, and one key in the token. */
    @ParameterizedTest
    @EnumSource(TableFile.Step.class)
    void halt_afterAnyStep_leavesTheOldStateOrTheNew(TableFile.Step step) throws IOException, InterruptedException {
        List<String> made = trial("make");
        assertEquals(
                List.of("halted"),
                trial("halt", made.get(1), made.get(2), step.name()).stream()
                        .filter(line -> line.equals("halted"))
                        .toList());
        String gone = step == TableFile.Step.ROOT_KEPT ? "opens" : "nothing";
        assertEquals(List.of(gone, "opens"), trial("look", made.get(1), made.get(2)));
        assertEquals(List.of("1"), trial("aliases"));
        assertEquals(List.of("nothing", "opens"), trial("destroy", made.get(1), made.get(2)));
        assertEquals(List.of("nothing", "opens"), trial("look", made.get(1), made.get(2)));
        assertEquals(List.of("1"), trial("aliases"));
    }

    @Test
    void tokensKeys_areNeverShown() throws IOException, InterruptedException {
        assertEquals(List.of("no key material"), trial("show"));
    }

    @Test
    void keepFetchDestroy_workAsInAFile() throws IOException, InterruptedException {
        assertEquals(List.of("[]", "[2, 1]", "true false", "[2]", "false true", "[]"), trial("store"));
    }

    @Test
    void open_withAWrongPinOrSlotOrLibrary_saysSo() throws IOException, InterruptedException {
        Path pin = folder.resolve("pin");
        Files.writeString(pin, "1\n");
        assertEquals(List.of("The token cannot be opened: see its slot and the file with its PIN."), trial("store"));
        Files.writeString(pin, "1".repeat(300));
        assertEquals(List.of("The file with the token's PIN is too long: it holds one line."), trial("store"));
        Files.delete(pin);
        assertEquals(List.of("The token cannot be opened: see its slot and the file with its PIN."), trial("store"));
        slot = "77";
        assertEquals(List.of("The token's library cannot be used: see its path and its slot."), trial("store"));
    }

    @Test
    void open_whenTheTokenIsGone_isRefused() throws IOException, InterruptedException {
        List<String> made = trial("make");
        Files.move(folder.resolve("tokens"), folder.resolve("elsewhere"));
        Files.createDirectories(folder.resolve("tokens"));
        makeToken();
        List<String> said = trial("look", made.get(1), made.get(2));
        assertEquals(1, said.size());
        assertFalse(said.getFirst().contains("opens"));
        assertTrue(said.getFirst().endsWith("root key is that of another table."), said.toString());
    }

    private Path copy(Path from) throws IOException {
        Path to = folder.resolve("copy-of-" + from.getFileName());
        restore(from, to);
        return to;
    }

    private static void restore(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
    }
}
