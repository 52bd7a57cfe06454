package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Log;
import org.stillcall.certificate.Host;
import org.stillcall.certificate.OwnAuthority;
import org.stillcall.certificate.Trouble;
import org.stillcall.store.Store;
import org.stillcall.store.StoredFile;

/** Every file that a server leaves in its data folder is declared (G22, P10). */
class DataFolderTest {
    @TempDir
    Path data;

    @TempDir
    Path elsewhere;

    private static void start(Path data, Shutdown shutdown) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Settings.Overrides anywhere = new Settings.Overrides(
                Optional.of(0), Optional.of(0), Optional.of(data), Optional.empty(), Optional.empty());
        Settings settings = DemoSettings.prepare(data).with(anywhere);
        new Run(Wiring::start, nowhere, nowhere, LastingSite.MEANS)
                .start(settings, Starter.Mode.DEMO, Optional.empty(), shutdown);
    }

    /** Files are made by those who make them in a server; the authority's answer is put there by hand. */
    @Test
    void filesOfTheConsolesCertificate_areDeclared() throws IOException, Trouble {
        List<Host> names = List.of(new Host.Name("notes.test"));
        OwnAuthority own =
                OwnAuthority.open(data.resolve("https/authority"), names, LastingSite.RANDOM, InstantSource.system());
        assertTrue(own.next(Optional.empty(), Instant.now()).isPresent());
        Path acme = Files.createDirectories(data.resolve("https/acme/acme-v02.api.example.org_14000"));
        for (String name : List.of("account.pem", "server.pem", "server.pem.new")) {
            Files.writeString(acme.resolve(name), "-----BEGIN");
        }
        assertEquals(Set.of("certificates"), declared());
        for (String column : List.of("authority", "account", "server")) {
            assertTrue(
                    Store.fields().stream()
                            .anyMatch(field -> field.table().equals("certificates")
                                    && field.column().equals(column)),
                    column);
        }
    }

    /** Which declarations the files match. */
    private Set<String> declared() throws IOException {
        Set<String> holding = new TreeSet<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = data.relativize(file).toString();
                List<String> matching = new ArrayList<>();
                for (StoredFile declared : Store.files()) {
                    if (declared.path().matcher(path).matches()) {
                        matching.add(declared.holds());
                    }
                }
                assertEquals(1, matching.size(), path);
                holding.addAll(matching);
            }
        }
        return holding;
    }

    @Test
    void everyFile_whileAServerRunsAndAfter_isDeclared() throws IOException {
        try (LastingSite site = LastingSite.fresh(data)) {
            site.keep("envelope");
            site.stop();
            try (Shutdown shutdown = new Shutdown(Log.silent())) {
                start(data, shutdown);
                assertEquals(
                        Set.of(
                                StoredFile.DATABASE,
                                "key table",
                                "root of keys",
                                "receipts",
                                "log key",
                                "token",
                                "configuration",
                                "secret files"),
                        declared());
            }
            assertTrue(declared().contains(StoredFile.DATABASE));
            assertEquals(0, site.backup(elsewhere.resolve("backup")), site.complained());
            Files.writeString(data.resolve("receipts/leaves"), "damaged");
            assertEquals(0, site.replace(elsewhere.resolve("backup")), site.complained());
            assertTrue(Files.isDirectory(data.resolve("receipts.damaged")));
            declared();
        }
    }
}
