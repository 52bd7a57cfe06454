package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.certificate.Host;
import org.stillcall.certificate.OwnAuthority;
import org.stillcall.certificate.Proofs;
import org.stillcall.certificate.Renewals;
import org.stillcall.certificate.Shown;

/** The same by TLS, in a Chromium that took the certificate of our own authority, as for the console. Serves B2. */
class TurnTlsChromiumTest extends TurnChromiumTest {
    private static final String NAME = "notes.home.arpa";

    private Shown shown;

    @Override
    Map<String, String> environment(Path folder) throws Exception {
        List<Host> hosts = List.of(Host.read(NAME).orElseThrow());
        OwnAuthority authority =
                OwnAuthority.open(folder.resolve("authority"), hosts, Randomness.secure(), InstantSource.system());
        shown = new Shown(hosts, new Proofs(), InstantSource.system());
        Renewals.Means means = new Renewals.Means(InstantSource.system(), Randomness.secure(), Log.silent());
        try (Renewals renewals = new Renewals(authority, shown, means)) {
            renewals.tick();
        }
        Path root = folder.resolve("root.pem");
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(authority.root().getEncoded());
        Files.writeString(root, "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
        Path store = Files.createDirectories(folder.resolve(".pki/nssdb"));
        run("certutil", "-N", "-d", "sql:" + store, "--empty-password");
        run("certutil", "-A", "-d", "sql:" + store, "-n", "notes", "-t", "C,,", "-i", root.toString());
        return Map.of("HOME", folder.toString(), "PATH", "/usr/bin:/bin");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    @Override
    List<String> arguments() {
        return List.of("--host-resolver-rules=MAP " + NAME + " 127.0.0.1");
    }

    @Override
    TurnForCalls turn(MediaEngine engine) throws IOException {
        return TurnForCalls.overTls(engine, NAME, shown);
    }

    @Override
    String protocol() {
        return "tls";
    }
}
