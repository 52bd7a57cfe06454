package org.stillcall.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Limits;

/** Certificates and keys in the forms in which administrators have them, made by openssl. */
class PemFileTest {
    private static final String CURVE = "-newkey ec -pkeyopt ec_paramgen_curve:P-256";
    private static final List<Host> NOTES = List.of(new Host.Name("notes.example.org"));

    @TempDir
    Path folder;

    private Openssl openssl;

    @BeforeEach
    void openssl() {
        openssl = new Openssl(folder);
        openssl.selfSigned("curve", CURVE, "DNS:notes.example.org,IP:192.0.2.7");
    }

    private Optional<Trouble.Cause> fault(String chain, String key) {
        return fault(chain, key, NOTES);
    }

    private Optional<Trouble.Cause> fault(String chain, String key, List<Host> hosts) {
        return FileSource.fault(folder.resolve(chain), folder.resolve(key), hosts);
    }

    private static Optional<Trouble.Cause> only(Trouble.Cause cause) {
        return Optional.of(cause);
    }

    @Test
    void usualForms_areRead() throws IOException {
        assertEquals(Optional.empty(), fault("curve.pem", "curve.key"));
        openssl.selfSigned("curve384", "-newkey ec -pkeyopt ec_paramgen_curve:P-384", "DNS:notes.example.org");
        assertEquals(Optional.empty(), fault("curve384.pem", "curve384.key"));
        openssl.selfSigned("rsa", "-newkey rsa:2048", "DNS:*.example.org");
        assertEquals(Optional.empty(), fault("rsa.pem", "rsa.key"));
        openssl.done("ec -in curve.key -out sec1.key");
        assertEquals(Optional.empty(), fault("curve.pem", "sec1.key"));
        openssl.done("rsa -traditional -in rsa.key -out pkcs1.key");
        assertEquals(Optional.empty(), fault("rsa.pem", "pkcs1.key"));
        Files.writeString(
                folder.resolve("both.pem"),
                Files.readString(folder.resolve("sec1.key")) + Files.readString(folder.resolve("curve.pem")));
        assertEquals(Optional.empty(), fault("both.pem", "both.pem"));
        openssl.done("x509 -in curve.pem -text -out talkative.pem");
        assertEquals(Optional.empty(), fault("talkative.pem", "curve.key"));
    }

    @Test
    void whatCannotServe_isNamed() throws IOException {
        openssl.selfSigned("other", CURVE, "DNS:notes.example.org");
        assertEquals(only(Trouble.Cause.KEY_OF_ANOTHER), fault("curve.pem", "other.key"));
        openssl.selfSigned("rsa", "-newkey rsa:2048", "DNS:notes.example.org");
        assertEquals(only(Trouble.Cause.KEY_OF_ANOTHER), fault("curve.pem", "rsa.key"));
        openssl.selfSigned("weak", "-newkey rsa:1024", "DNS:notes.example.org");
        assertEquals(only(Trouble.Cause.KEY_TOO_WEAK), fault("weak.pem", "weak.key"));
        openssl.selfSigned("edwards", "-newkey ed25519", "DNS:notes.example.org");
        assertEquals(only(Trouble.Cause.KEY_TOO_WEAK), fault("edwards.pem", "edwards.key"));
        openssl.done("pkcs8 -topk8 -in curve.key -passout pass:secret -out locked.key");
        assertEquals(only(Trouble.Cause.KEY_UNREADABLE), fault("curve.pem", "locked.key"));
        assertEquals(only(Trouble.Cause.KEY_UNREADABLE), fault("curve.pem", "curve.pem"));
        assertEquals(only(Trouble.Cause.CERTIFICATE_UNREADABLE), fault("curve.key", "curve.key"));
        assertEquals(only(Trouble.Cause.CERTIFICATE_UNREADABLE), fault("none.pem", "curve.key"));
        String whole = Files.readString(folder.resolve("curve.pem"));
        Files.writeString(folder.resolve("torn.pem"), whole.substring(0, whole.length() / 2));
        assertEquals(only(Trouble.Cause.CERTIFICATE_UNREADABLE), fault("torn.pem", "curve.key"));
        Files.writeString(folder.resolve("long.pem"), whole + "x".repeat(Limits.CERTIFICATE_FILE_BYTES));
        assertEquals(only(Trouble.Cause.CERTIFICATE_UNREADABLE), fault("long.pem", "curve.key"));
    }

    @Test
    void namesAndTime_areJudged() {
        Host address = Host.read("192.0.2.7").orElseThrow();
        assertEquals(Optional.empty(), fault("curve.pem", "curve.key", List.of(NOTES.getFirst(), address)));
        for (String other : List.of("192.0.2.8", "other.example.org", "example.org", "a.notes.example.org")) {
            List<Host> hosts = List.of(NOTES.getFirst(), Host.read(other).orElseThrow());
            assertEquals(only(Trouble.Cause.NAME_MISSING), fault("curve.pem", "curve.key", hosts), other);
        }
        openssl.selfSigned("star", CURVE, "DNS:*.example.org");
        assertEquals(
                only(Trouble.Cause.NAME_MISSING),
                fault("star.pem", "star.key", List.of(new Host.Name("a.notes.example.org"))));
        Path chain = folder.resolve("curve.pem");
        Path key = folder.resolve("curve.key");
        Instant now = Instant.now();
        assertEquals(Optional.empty(), FileSource.fault(chain, key, NOTES, now));
        assertEquals(only(Trouble.Cause.OVER), FileSource.fault(chain, key, NOTES, now.plus(Duration.ofDays(3))));
        assertEquals(only(Trouble.Cause.OVER), FileSource.fault(chain, key, NOTES, now.minus(Duration.ofDays(1))));
    }

    @Test
    void whatWeWrite_isReadByOpensslAndByUs() throws Exception {
        Credential read = PemFile.read(folder.resolve("curve.pem"), folder.resolve("curve.key"));
        Files.write(folder.resolve("ours.pem"), PemFile.text(read));
        assertEquals(openssl.done("pkey -in curve.key -pubout"), openssl.done("pkey -in ours.pem -pubout"));
        assertEquals(
                openssl.done("x509 -in curve.pem -fingerprint -noout"),
                openssl.done("x509 -in ours.pem -fingerprint -noout"));
        assertEquals(Optional.empty(), fault("ours.pem", "ours.pem"));
        assertFalse(read.toString().contains("BEGIN"));
        assertEquals(PemFile.keyPair(PemFile.text(Draft.newKeys())).getPublic().getAlgorithm(), "EC");
    }
}
