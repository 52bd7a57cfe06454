package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the board of safety tells, in a configuration (G15). */
class AlertsReaderTest {
    @TempDir
    Path folder;

    private SettingsReader.Reading read(String alerts) throws IOException {
        DemoSettings.prepare(folder);
        Path config = folder.resolve("alerts.toml");
        Files.writeString(config, Files.readString(folder.resolve("stillcall.toml")) + "\n[alerts]\n" + alerts);
        return SettingsReader.read(config);
    }

    private Optional<Keeping.Alerts> good(String alerts) throws IOException {
        return read(alerts) instanceof SettingsReader.Reading.Good good
                ? good.settings().keeping().alerts()
                : Optional.empty();
    }

    private List<String> faults(String alerts) throws IOException {
        return read(alerts) instanceof SettingsReader.Reading.Faulty faulty
                ? faulty.faults().stream().map(Fault::sentence).toList()
                : List.of();
    }

    @Test
    void webhook_isHttpsOrThisMachine_withASecretOrWithout() throws IOException {
        Token.write(folder.resolve("alerts.secret"), "s3cret\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                new SecretSource.InFile(folder.resolve("alerts.secret")),
                good("webhook = \"https://alerts.example.org/hook\"\nsecret_file = \"alerts.secret\"\n")
                        .orElseThrow()
                        .secret()
                        .orElseThrow());
        assertTrue(good("webhook = \"http://127.0.0.1:9000/\"\n")
                .orElseThrow()
                .secret()
                .isEmpty());
        assertEquals(List.of(), faults(""));
    }

    @Test
    void plainHttpToOthers_andASecretForNobody_areFaults() throws IOException {
        Token.write(folder.resolve("alerts.secret"), "s3cret\n".getBytes(StandardCharsets.UTF_8));
        List<String> plain = faults("webhook = \"http://alerts.example.org/hook\"\n");
        assertEquals(1, plain.size());
        assertTrue(plain.getFirst().startsWith("'webhook' has to be an address with \"https://\""), plain.toString());
        assertEquals(1, faults("secret_file = \"alerts.secret\"\n").size());
        assertEquals(1, faults("webhok = \"https://alerts.example.org/hook\"\n").size());
    }
}
