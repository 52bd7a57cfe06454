package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Log;
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
