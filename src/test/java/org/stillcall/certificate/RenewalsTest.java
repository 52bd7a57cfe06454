package org.stillcall.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;

/** Renewing on a turned clock: what fails leaves the old certificate, and is said once and tried again. */
class RenewalsTest {
    private static final List<Host> HOSTS = List.of(new Host.Name("notes.example.org"));
    private static final String CURVE = "-newkey ec -pkeyopt ec_paramgen_curve:P-256";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Log log =
            new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), InstantSource.system(), Log.Level.INFO);
    private Instant now = Instant.now().plus(Duration.ofMinutes(1)); // after what openssl makes
    private final Shown shown = new Shown(HOSTS, new Proofs(), () -> now);

    private Renewals renewals(Source source) {
        return new Renewals(source, shown, new Renewals.Means(() -> now, Randomness.secure(), log));
    }

    private X509Certificate current() {
        return shown.current().orElseThrow().leaf();
    }

    private int lines() {
        return (int) logged.toString(StandardCharsets.UTF_8).lines().count();
    }

    @Test
    void ownCertificate_isRenewedYearAfterYear() throws Exception {
        OwnAuthority authority = OwnAuthority.open(folder.resolve("authority"), HOSTS, Randomness.secure(), () -> now);
        try (Renewals renewals = renewals(authority)) {
            renewals.tick();
            int renewed = 0;
            for (int day = 0; day < 3 * 365; day++) {
                X509Certificate before = current();
                now = now.plus(Duration.ofDays(1));
                renewals.tick();
                renewed += before.equals(current()) ? 0 : 1;
                assertTrue(renewals.daysLeft().orElseThrow() >= 29, "day " + day);
                assertTrue(shown.ready());
            }
            assertEquals(18, renewed, 1.0);
            assertEquals(Optional.empty(), renewals.trouble());
        }
    }

    @Test
    void files_areTakenWhenTheyChange_andNotWhileTheyDoNotFit() throws Exception {
        Openssl openssl = new Openssl(folder);
        openssl.selfSigned("server", CURVE, "DNS:notes.example.org");
        openssl.selfSigned("next", CURVE, "DNS:notes.example.org");
        FileSource source = new FileSource(folder.resolve("server.pem"), folder.resolve("server.key"), HOSTS);
        try (Renewals renewals = renewals(source)) {
            renewals.tick();
            X509Certificate first = current();
            move("next.pem", "server.pem"); // the key is still on its way
            renewals.tick();
            renewals.tick();
            assertEquals(first, current());
            assertEquals(Optional.of(Trouble.Cause.KEY_OF_ANOTHER), renewals.trouble());
            assertEquals(2, lines()); // one for the first certificate, one for the fault, however often it is looked at
            move("next.key", "server.key");
            renewals.tick();
            assertNotEquals(first, current());
            assertEquals(Optional.empty(), renewals.trouble());
            String text = logged.toString(StandardCharsets.UTF_8);
            assertTrue(text.contains("CAUSE=KEY_OF_ANOTHER"), text);
            assertFalse(text.contains("notes"), text);
        }
    }

    private void move(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(
                folder.resolve(to),
                java.nio.file.attribute.FileTime.from(Instant.now().plusSeconds(5)));
    }

    @Test
    void certificate_thatIsOver_isNoLongerShownAndDaysAreBelowZero() throws Exception {
        Openssl openssl = new Openssl(folder);
        openssl.selfSigned("server", CURVE, "DNS:notes.example.org");
        FileSource source = new FileSource(folder.resolve("server.pem"), folder.resolve("server.key"), HOSTS);
        try (Renewals renewals = renewals(source)) {
            renewals.tick();
            assertTrue(shown.ready());
            assertEquals(Optional.of(1L), renewals.daysLeft());
            now = now.plus(Duration.ofDays(3));
            renewals.tick();
            assertFalse(shown.ready());
            assertEquals(Optional.of(-2L), renewals.daysLeft());
        }
        Shown later = new Shown(HOSTS, new Proofs(), () -> now);
        FileSource again = new FileSource(folder.resolve("server.pem"), folder.resolve("server.key"), HOSTS);
        try (Renewals renewals = new Renewals(again, later, new Renewals.Means(() -> now, Randomness.secure(), log))) {
            renewals.tick();
            assertEquals(Optional.of(Trouble.Cause.OVER), renewals.trouble());
            assertEquals(Optional.empty(), later.current());
        }
    }

    /** An authority that is down is asked less and less often, and once it is back all is well. */
    @Test
    void tries_areSpacedOutUpToADay() throws Exception {
        boolean[] down = {true};
        int[] asked = {0};
        Credential credential = credential();
        Source source = (current, at) -> {
            asked[0]++;
            if (down[0]) {
                throw new Trouble(Trouble.Cause.UNREACHABLE);
            }
            return current.isPresent() ? Optional.empty() : Optional.of(credential);
        };
        try (Renewals renewals = renewals(source)) {
            int minutes = 10 * 24 * 60;
            for (int i = 0; i < minutes; i++) {
                renewals.tick();
                now = now.plus(Duration.ofMinutes(1));
            }
            assertTrue(asked[0] >= 13 && asked[0] <= 19, "asked " + asked[0] + " times in ten days");
            assertEquals(asked[0], lines());
            assertEquals(Optional.of(Trouble.Cause.UNREACHABLE), renewals.trouble());
            down[0] = false;
            now = now.plus(Duration.ofHours(31)); // the longest wait is a day and a quarter
            renewals.tick();
            assertEquals(Optional.empty(), renewals.trouble());
            assertEquals(credential.leaf(), current());
        }
    }

    private Credential credential() throws Trouble {
        new Openssl(folder).selfSigned("one", CURVE, "DNS:notes.example.org");
        return PemFile.read(folder.resolve("one.pem"), folder.resolve("one.key"));
    }
}
