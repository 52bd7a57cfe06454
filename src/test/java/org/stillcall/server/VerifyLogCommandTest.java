package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.vault.ReceiptKind;
import org.stillcall.vault.ReceiptLog;

/** Row B6: the command says in one sentence what it found, and its status says it too. */
class VerifyLogCommandTest {
    private static final Starter.Means MEANS = new Starter.Means(Log.silent(), Randomness.secure());

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void wholeLog_endsWith0() {
        fill(3);
        assertEquals(0, run("verify-log", "--data", folder.toString()));
        assertTrue(said().startsWith("The receipt log is whole: 3 receipts under 4 signed checkpoints; "), said());
        assertEquals(1, said().lines().count());
    }

    @Test
    void config_namesTheDataFolder() {
        DemoSettings.prepare(folder);
        fill(1);
        String config = folder.resolve("stillcall.toml").toString();
        assertEquals(0, run("verify-log", "--config", config), err.toString(StandardCharsets.UTF_8));
        assertTrue(said().startsWith("The receipt log is whole: 1 receipt under 2 signed checkpoints"), said());
    }

    @Test
    void changedReceipt_endsWith1() throws IOException {
        fill(3);
        Path leaves = folder.resolve("receipts").resolve("leaves");
        byte[] bytes = Files.readAllBytes(leaves);
        bytes[25] ^= 1;
        Files.write(leaves, bytes);
        assertEquals(1, run("verify-log", "--data", folder.toString()));
        assertEquals(1, said().lines().count());
    }

    @Test
    void missingLog_endsWith1() {
        assertEquals(1, run("verify-log", "--data", folder.toString()));
        assertTrue(said().startsWith("There is no whole receipt log here"), said());
    }

    @Test
    void trusted_showsALogThatWasCutBack() throws IOException {
        fill(2);
        Path receipts = folder.resolve("receipts");
        byte[] leaves = Files.readAllBytes(receipts.resolve("leaves"));
        byte[] notes = Files.readAllBytes(receipts.resolve("checkpoints"));
        fill(2);
        String all = Files.readString(receipts.resolve("checkpoints"));
        Path kept = folder.resolve("kept");
        Files.writeString(
                kept, Files.readString(receipts.resolve("log.pub")) + all.substring(all.indexOf("\n4\n") - 26));

        assertEquals(0, run("verify-log", "--data", folder.toString(), "--trusted", kept.toString()));
        assertTrue(said().endsWith("it goes on from the trusted checkpoint over 4 of them.\n"), said());
        Files.write(receipts.resolve("leaves"), leaves);
        Files.write(receipts.resolve("checkpoints"), notes);
        assertEquals(0, run("verify-log", "--data", folder.toString()));
        assertEquals(1, run("verify-log", "--data", folder.toString(), "--trusted", kept.toString()));
        assertTrue(said().startsWith("The log was cut back"), said());
    }

    @Test
    void misuse_isSaid() throws IOException {
        fill(1);
        assertEquals(2, run("verify-log"));
        assertEquals(2, run("verify-log", "--data", "x", "--config", "y"));
        Path nonsense = Files.writeString(folder.resolve("nonsense"), "nonsense\n");
        assertEquals(1, run("verify-log", "--data", folder.toString(), "--trusted", nonsense.toString()));
        assertEquals(1, run("verify-log", "--data", folder.toString(), "--trusted", "no such file"));
        assertEquals(1, run("verify-log", "--config", nonsense.toString()));
    }

    private void fill(int count) {
        Randomness randomness = Randomness.secure();
        try (ReceiptLog log = ReceiptLog.open(folder.resolve(ReceiptLog.FOLDER), randomness, Clock.systemUTC())) {
            for (int i = 0; i < count; i++) {
                byte[] token = new byte[16];
                randomness.nextBytes(token);
                assertTrue(log.append(ReceiptKind.PLAN_DELETED, token).index() >= 0);
            }
        }
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return Main.run(
                (settings, mode, means, shutdown) -> {
                    throw new AssertionError("nothing is started");
                },
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                MEANS,
                arguments);
    }
}
