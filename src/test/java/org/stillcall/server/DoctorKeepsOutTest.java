package org.stillcall.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Log;
import org.stillcall.sip.SipResolver;
import org.stillcall.sip.Transport;
import picocli.CommandLine;

/** The doctor changes nothing that is another user's, and names nothing of a configuration with faults (B4, P8). */
class DoctorKeepsOutTest {
    @TempDir
    Path folder;

    private String doctor(Path config, String... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Doctor.Means means = new Doctor.Means(
                folder.resolve("proc"),
                _ -> "",
                () -> KernelClock.State.SYNCHRONISED,
                InstantSource.system(),
                loop -> SipResolver.system(loop, List.of(Transport.UDP), LastingSite.RANDOM, Log.silent()));
        CommandLine command = new CommandLine(new DoctorCommand(new PrintStream(out, true, UTF_8), means));
        String[] words = new String[2 + more.length];
        words[0] = "--config";
        words[1] = config.toString();
        System.arraycopy(more, 0, words, 2, more.length);
        command.execute(words);
        return out.toString(UTF_8);
    }

    @Test
    void repair_asAnotherUserThanTheServers_makesAndClosesNothing() throws IOException {
        DemoSettings.prepare(folder.resolve("data"));
        Path config = folder.resolve("data/stillcall.toml");
        Path fresh = folder.resolve("fresh");
        Files.writeString(config, Files.readString(config).replace("data_dir = \".\"", "data_dir = \"" + fresh + "\""));
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--r--"));
        UserPrincipal nobody =
                config.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        try {
            Files.setOwner(config, nobody);
        } catch (FileSystemException e) { // then this user cannot change what is another's, whatever is tried
            assertFalse(DataFiles.ofAnotherUser(config));
            return;
        }
        String said = doctor(config, "--repair");
        assertTrue(said.startsWith("0 things were repaired.\n"), said);
        assertFalse(Files.exists(fresh), "a folder of root's stops a server that is not root");
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(config)));
        assertTrue(said.contains("It belongs to another user than this one"), said);

        Files.setOwner(config, Files.getOwner(Path.of("/proc/self")));
        Files.createDirectory(fresh);
        Path database = Files.writeString(fresh.resolve(Kept.DATABASE), "");
        Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setOwner(fresh, nobody);
        assertTrue(doctor(config, "--repair").startsWith("0 things were repaired.\n"));
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(database)));
    }

    @Test
    void faults_areToldWithoutNames() throws IOException {
        DemoSettings.prepare(folder);
        Path config = folder.resolve("stillcall.toml");
        String good = Files.readString(config);
        Files.writeString(config, good.replace("127.0.0.1\"\nport = 5080", "192.0.2.7\"\nport = 5080"));
        assertTrue(check(config).contains("trunk.practice.transport"), "who may edit the file reads what to write");
        String weaker = doctor(config);
        assertTrue(weaker.contains("trunk.*.transport"), weaker);
        assertFalse(weaker.contains("practice"), weaker);
        Files.writeString(config, good + Excused.entry("trunk.practise.transport", Excused.REASON, "2026-12-24"));
        String meant = doctor(config);
        assertFalse(meant.contains("practice") || meant.contains("practise"), meant);
        Files.writeString(config, good.replace("[sip]\n", "[sip]\n202-555-0147 = \"x\"\nbnid = \"x\"\n"));
        String key = doctor(config);
        assertTrue(key.contains("This key is not known in [sip]") && key.contains("'bnid'"), key);
        assertFalse(key.contains("0147"), key);
    }

    private static String check(Path config) {
        return SettingsReader.read(config).toString();
    }
}
