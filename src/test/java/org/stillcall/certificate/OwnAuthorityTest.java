package org.stillcall.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Randomness;

/** Our own authority, as openssl and its files show it. Row P8: it can speak for the console and for nothing else. */
class OwnAuthorityTest {
    private static final List<Host> HOSTS = hosts("notes.home.arpa", "192.0.2.7", "fd00::2");
    private static final Randomness RANDOM = Randomness.secure();

    @TempDir
    Path folder;

    private Openssl openssl;
    private Instant now = Instant.now();

    @BeforeEach
    void openssl() {
        openssl = new Openssl(folder);
    }

    private static List<Host> hosts(String... texts) {
        return Stream.of(texts).map(text -> Host.read(text).orElseThrow()).toList();
    }

    private OwnAuthority open(List<Host> hosts) throws Trouble {
        return OwnAuthority.open(folder.resolve("authority"), hosts, RANDOM, () -> now);
    }

    private Path authorityFile() {
        return folder.resolve("authority/authority.pem");
    }

    /** What openssl says of a leaf under the root, as a browser would see both. */
    private Openssl.Said verify(OwnAuthority authority, List<X509Certificate> chain, String check) throws Exception {
        Files.write(folder.resolve("root.pem"), pem(authority.root()));
        Files.write(folder.resolve("leaf.pem"), pem(chain.getFirst()));
        List<byte[]> between = new ArrayList<>();
        for (X509Certificate certificate : chain.subList(1, chain.size())) {
            between.add(pem(certificate));
        }
        Files.write(folder.resolve("between.pem"), between.isEmpty() ? new byte[0] : between.getFirst());
        return openssl.run("verify -x509_strict -purpose sslserver -CAfile root.pem -untrusted between.pem " + check
                + " leaf.pem");
    }

    private static byte[] pem(X509Certificate certificate) throws Exception {
        return ("-----BEGIN CERTIFICATE-----\n"
                        + java.util.Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                        + "\n-----END CERTIFICATE-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void leaf_speaksForEachNameAndAddress() throws Exception {
        OwnAuthority authority = open(HOSTS);
        Credential leaf = authority.next(Optional.empty(), now).orElseThrow();
        for (String check : List.of("-verify_hostname notes.home.arpa", "-verify_ip 192.0.2.7", "-verify_ip fd00::2")) {
            Openssl.Said said = verify(authority, leaf.chain(), check);
            assertEquals(0, said.status(), said.text());
        }
        assertNotEquals(
                0,
                verify(authority, leaf.chain(), "-verify_hostname other.home.arpa")
                        .status());
        assertTrue(leaf.speaksFor(HOSTS));
        assertTrue(leaf.life().toDays() <= 397);
        assertEquals(2, leaf.chain().size());
        String text = openssl.done("x509 -in root.pem -noout -text");
        assertTrue(text.contains("Name Constraints: critical"), text);
        assertTrue(text.contains("Subject: CN = Notes "), text);
        assertFalse(text.toLowerCase(java.util.Locale.ROOT).contains("stillcall"), text);
        assertTrue(text.contains("ASN1 OID: prime256v1"), text);
    }

    /** Whoever takes the authority's files signs what they like with its key. */
    @Test
    void takenFiles_speakForNoOtherName() throws Exception {
        OwnAuthority authority = open(HOSTS);
        byte[] text = Files.readAllBytes(authorityFile());
        Credential issuer = PemFile.credential(text, text);
        for (String own : List.of("notes.home.arpa", "192.0.2.7")) {
            Openssl.Said said = verify(authority, forged(issuer, hosts(own)), "");
            assertEquals(0, said.status(), said.text());
        }
        for (String foreign :
                List.of("bank.example", "home.arpa", "xnotes.home.arpa", "192.0.2.8", "10.0.0.1", "fd00::3")) {
            Openssl.Said said = verify(authority, forged(issuer, hosts("notes.home.arpa", foreign)), "");
            assertNotEquals(0, said.status(), foreign);
            assertTrue(said.text().contains("permitted subtree violation"), said.text());
        }
    }

    @Test
    void takenFiles_vouchForServersOnly() throws Exception {
        OwnAuthority authority = open(HOSTS);
        byte[] text = Files.readAllBytes(authorityFile());
        Credential issuer = PemFile.credential(text, text);
        for (String purpose : List.of("sslclient", "smimesign")) {
            Openssl.Said said = verify(authority, forged(issuer, hosts("notes.home.arpa")), "-purpose " + purpose);
            assertNotEquals(0, said.status(), purpose);
        }
        assertEquals(
                0,
                verify(authority, forged(issuer, hosts("notes.home.arpa")), "-purpose sslserver")
                        .status());
    }

    @Test
    void withoutAnAddress_noneIsAllowed() throws Exception {
        OwnAuthority authority = open(hosts("notes.home.arpa"));
        byte[] text = Files.readAllBytes(authorityFile());
        Credential issuer = PemFile.credential(text, text);
        assertEquals(
                0,
                verify(authority, forged(issuer, hosts("notes.home.arpa")), "").status());
        for (String foreign : List.of("192.0.2.7", "fd00::2")) {
            Openssl.Said said = verify(authority, forged(issuer, hosts("notes.home.arpa", foreign)), "");
            assertNotEquals(0, said.status(), foreign);
            assertTrue(said.text().contains("excluded subtree violation"), said.text());
        }
    }

    /**
     * Verifiers that pass over the confines of a root must meet those of the issuer; the root's key must be nowhere.
     */
    @Test
    void confines_standInTheIssuerToo_andTheRootsKeyIsNotKept() throws Exception {
        OwnAuthority authority = open(HOSTS);
        authority.next(Optional.empty(), now);
        byte[] text = Files.readAllBytes(authorityFile());
        Credential issuer = PemFile.credential(text, text);
        assertEquals(Confines.read(authority.root()), Confines.read(issuer.leaf()));
        assertNotEquals(authority.root().getPublicKey(), issuer.leaf().getPublicKey());
        int keys = 0;
        try (Stream<Path> files = Files.walk(folder.resolve("authority"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file);
                int begin = content.indexOf("-----BEGIN PRIVATE KEY");
                while (begin >= 0) {
                    keys++;
                    byte[] key = content.substring(begin).getBytes(StandardCharsets.US_ASCII);
                    byte[] root = pem(authority.root());
                    assertEquals(
                            Trouble.Cause.KEY_OF_ANOTHER,
                            assertThrows(Trouble.class, () -> PemFile.credential(root, key))
                                    .why());
                    begin = content.indexOf("-----BEGIN PRIVATE KEY", begin + 1);
                }
            }
        }
        assertEquals(2, keys); // the issuer's and the server's own
    }

    private static List<X509Certificate> forged(Credential issuer, List<Host> hosts) {
        return Forger.forged(issuer, hosts).chain();
    }

    @Test
    void files_areForTheServersUserOnly() throws Exception {
        open(HOSTS).next(Optional.empty(), now);
        Path place = folder.resolve("authority");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(place)));
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.toList()) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        open(HOSTS);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(place)));
    }

    @Test
    void restart_showsTheSame_andATurnedClockRenewsInTime() throws Exception {
        OwnAuthority first = open(HOSTS);
        Credential leaf = first.next(Optional.empty(), now).orElseThrow();
        OwnAuthority second = open(HOSTS);
        assertEquals(first.root(), second.root());
        assertEquals(
                leaf.leaf(), second.next(Optional.empty(), now).orElseThrow().leaf());
        assertEquals(Optional.empty(), second.next(Optional.of(leaf), now.plus(Duration.ofDays(59))));
        now = now.plus(Duration.ofDays(61));
        Credential renewed = second.next(Optional.of(leaf), now).orElseThrow();
        assertNotEquals(leaf.leaf(), renewed.leaf());
        assertTrue(renewed.end().isAfter(leaf.end()));
        assertTrue(renewed.begin().isBefore(now.minus(Duration.ofHours(23)))); // a phone's clock may be late
        assertEquals(
                renewed.leaf(),
                open(HOSTS).next(Optional.empty(), now).orElseThrow().leaf());
        now = now.plus(Duration.ofDays(400)); // switched off for a year
        assertTrue(open(HOSTS).next(Optional.empty(), now).orElseThrow().goodAt(now));
        now = now.minus(Duration.ofDays(450)); // a clock that was wrong
        assertTrue(open(HOSTS).next(Optional.empty(), now).orElseThrow().begin().isBefore(now));
    }

    @Test
    void otherNames_needAnotherAuthority_whichIsNeverMadeUnasked() throws Exception {
        OwnAuthority authority = open(HOSTS);
        byte[] before = Files.readAllBytes(authorityFile());
        Trouble narrow = assertThrows(Trouble.class, () -> open(hosts("notes.home.arpa", "desk.home.arpa")));
        assertEquals(Trouble.Cause.AUTHORITY_TOO_NARROW, narrow.why());
        OwnAuthority fewer = open(hosts("notes.home.arpa"));
        assertEquals(authority.root(), fewer.root());
        assertFalse(fewer.next(Optional.empty(), now).orElseThrow().speaksFor(HOSTS));
        Files.writeString(authorityFile(), "half a file");
        Trouble broken = assertThrows(Trouble.class, () -> open(HOSTS));
        assertEquals(Trouble.Cause.AUTHORITY_UNREADABLE, broken.why());
        assertEquals("half a file", Files.readString(authorityFile()));
        Files.write(authorityFile(), before);
        assertEquals(authority.root(), open(HOSTS).root());
    }

    @Test
    void leafFile_thatIsBroken_isNoLoss() throws Exception {
        open(HOSTS).next(Optional.empty(), now);
        Files.writeString(folder.resolve("authority/server.pem"), "half a file");
        assertTrue(open(HOSTS).next(Optional.empty(), now).orElseThrow().speaksFor(HOSTS));
    }

    @Test
    void twoAuthorities_haveTwoNames() throws IOException, Trouble {
        OwnAuthority one = open(HOSTS);
        Files.delete(authorityFile());
        List<Object> names = new ArrayList<>(List.of(one.root().getSubjectX500Principal()));
        names.add(open(HOSTS).root().getSubjectX500Principal());
        assertNotEquals(names.getFirst(), names.getLast());
    }
}
