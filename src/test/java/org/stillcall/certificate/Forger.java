package org.stillcall.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.stillcall.base.Randomness;

/** Who took the files of our own authority and signs what they like with its key. */
public final class Forger {
    private Forger() {}

    /** A chain for these names with its key, in one file, under the authority in that folder. */
    public static Path forge(Path authority, String... names) throws IOException {
        try {
            byte[] text = Files.readAllBytes(authority.resolve("authority.pem"));
            Credential issuer = PemFile.credential(text, text);
            List<Host> hosts = List.of(names).stream()
                    .map(name -> Host.read(name).orElseThrow())
                    .toList();
            return Files.write(authority.resolveSibling("forged.pem"), PemFile.text(forged(issuer, hosts)));
        } catch (Trouble e) {
            throw new IllegalStateException(e);
        }
    }

    static Credential forged(Credential issuer, List<Host> hosts) {
        KeyPair keys = Draft.newKeys();
        X500Name by =
                X500Name.getInstance(issuer.leaf().getSubjectX500Principal().getEncoded());
        Instant now = Instant.now();
        Draft.Term term = new Draft.Term(now.minusSeconds(60), now.plus(Duration.ofDays(1)));
        Draft.Subject subject = new Draft.Subject(new X500Name("CN=x"), keys.getPublic(), by);
        X509Certificate leaf = new Draft(subject, term, Randomness.secure())
                .withNames(hosts)
                .withKeyIds(keys.getPublic(), issuer.leaf().getPublicKey())
                .signed(issuer.key());
        return new Credential(keys.getPrivate(), List.of(leaf, issuer.leaf()));
    }
}
