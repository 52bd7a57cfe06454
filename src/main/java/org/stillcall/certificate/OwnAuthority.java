package org.stillcall.certificate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.stillcall.base.Randomness;

/**
 * An authority for one console on a network of its own. Devices take its root once; the server's certificate is then
 * issued and renewed here.
 *
 * <p>A root on an advocate's own phone is a heavy thing to ask for, so this one is as light as can be. Root and
 * issuer are confined to the configured names and addresses, for TLS servers only. The root's key signs itself and
 * the issuer and is never stored: whoever takes the disk has the issuer's, whose confines browsers hold to even where
 * they pass over those of a root.
 */
public final class OwnAuthority implements Source {
    /** How long a certificate is good, from the day before it is made. */
    static final Duration LEAF_LIFE = Duration.ofDays(91);

    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3653);
    /** Clocks of phones may be late. */
    private static final Duration EARLIER = Duration.ofDays(1);

    private static final String NAME = "Notes";
    private static final int ISSUER_DEPTH = 0;
    private static final int ROOT_DEPTH = 1;
    private static final String AUTHORITY = "authority.pem";
    private static final String LEAF = "server.pem";
    /** The root alone, for a host who would rather hand it over. */
    private static final String ROOT = "notes.crt";

    private final ClosedFolder folder;
    private final List<Host> hosts;
    private final Randomness randomness;
    private final Credential issuer;

    private OwnAuthority(ClosedFolder folder, List<Host> hosts, Randomness randomness, Credential issuer) {
        this.folder = folder;
        this.hosts = List.copyOf(hosts);
        this.randomness = randomness;
        this.issuer = issuer;
    }

    /**
     * The authority in that folder; made when there is none.
     *
     * @param hosts at least one
     * @throws Trouble when it is not whole, or was made for other names: it is never replaced unasked, since
     *     every device would have to take the new one
     */
    public static OwnAuthority open(Path place, List<Host> hosts, Randomness randomness, InstantSource clock)
            throws Trouble {
        ClosedFolder folder = ClosedFolder.open(place);
        if (!folder.has(AUTHORITY)) {
            folder.write(AUTHORITY, PemFile.text(make(hosts, randomness, clock.instant())));
        }
        Trouble.Cause unreadable = Trouble.Cause.AUTHORITY_UNREADABLE;
        byte[] text = folder.read(AUTHORITY, unreadable).orElseThrow(() -> new Trouble(unreadable));
        Credential issuer;
        Set<Host> allowed;
        try {
            issuer = PemFile.credential(text, text);
            allowed = Confines.read(issuer.leaf()).orElse(Set.of());
        } catch (Trouble | IllegalArgumentException e) {
            throw new Trouble(unreadable, e);
        }
        if (issuer.chain().size() != 2) {
            throw new Trouble(unreadable);
        }
        if (!allowed.containsAll(hosts)) {
            throw new Trouble(Trouble.Cause.AUTHORITY_TOO_NARROW);
        }
        folder.write(ROOT, PemFile.text(issuer.chain().getLast()).getBytes(StandardCharsets.US_ASCII));
        return new OwnAuthority(folder, hosts, randomness, issuer);
    }

    /** Where the certificate issued last stands. */
    public static Path certificate(Path place) {
        return place.resolve(LEAF);
    }

    /** The issuer's key, with the issuer and the root; they stand in one file, so that there is never half of it. */
    private static Credential make(List<Host> hosts, Randomness randomness, Instant now) {
        Draft.Term term = new Draft.Term(now.minus(EARLIER), now.plus(AUTHORITY_LIFE));
        // Two authorities with one name would be mixed up, on a device that once took the older.
        String mark = randomness.token(64).substring(0, 4).toUpperCase(Locale.ROOT);
        X500Name rootName = named(NAME + " " + mark);
        X500Name issuerName = named(NAME + " " + mark + " 2");
        KeyPair rootKeys = Draft.newKeys();
        KeyPair issuerKeys = Draft.newKeys();
        X509Certificate root = authority(
                        new Draft.Subject(rootName, rootKeys.getPublic(), rootName),
                        term,
                        randomness,
                        hosts,
                        ROOT_DEPTH)
                .withKeyIds(rootKeys.getPublic(), rootKeys.getPublic())
                .signed(rootKeys.getPrivate());
        X509Certificate issuer = authority(
                        new Draft.Subject(issuerName, issuerKeys.getPublic(), rootName),
                        term,
                        randomness,
                        hosts,
                        ISSUER_DEPTH)
                .with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .withKeyIds(issuerKeys.getPublic(), rootKeys.getPublic())
                .signed(rootKeys.getPrivate());
        return new Credential(issuerKeys.getPrivate(), List.of(issuer, root));
    }

    private static Draft authority(
            Draft.Subject subject, Draft.Term term, Randomness randomness, List<Host> hosts, int depth) {
        return new Draft(subject, term, randomness)
                .with(Extension.basicConstraints, true, new BasicConstraints(depth))
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .with(Extension.nameConstraints, true, Confines.of(hosts));
    }

    private static X500Name named(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    }

    /** What devices take. */
    public X509Certificate root() {
        return issuer.chain().getLast();
    }

    @Override
    public Optional<Credential> next(Optional<Credential> shown, Instant now) throws Trouble {
        Optional<Credential> last = shown.isPresent() ? shown : kept();
        boolean lasting = last.filter(leaf -> leaf.speaksFor(hosts) && isOurs(leaf) && !isDue(leaf, now))
                .isPresent();
        if (lasting) {
            return shown.isPresent() ? Optional.empty() : last;
        }
        Credential fresh = issue(now);
        folder.write(LEAF, PemFile.text(fresh));
        return Optional.of(fresh);
    }

    /** The one issued last; one that cannot be read is no loss. */
    private Optional<Credential> kept() {
        try {
            Optional<byte[]> text = folder.read(LEAF, Trouble.Cause.AUTHORITY_UNREADABLE);
            return text.isPresent() ? Optional.of(PemFile.credential(text.get(), text.get())) : Optional.empty();
        } catch (Trouble e) {
            return Optional.empty();
        }
    }

    private boolean isOurs(Credential leaf) {
        return leaf.chain().size() > 1 && leaf.chain().get(1).equals(issuer.leaf());
    }

    private static boolean isDue(Credential leaf, Instant now) {
        return now.isBefore(leaf.begin())
                || !now.isBefore(leaf.end().minus(leaf.life().dividedBy(3)));
    }

    private Credential issue(Instant now) {
        Instant begin = now.minus(EARLIER);
        Instant end = earlier(begin.plus(LEAF_LIFE), issuer.end());
        KeyPair keys = Draft.newKeys();
        X500Name issuerName =
                X500Name.getInstance(issuer.leaf().getSubjectX500Principal().getEncoded());
        Draft.Subject subject = new Draft.Subject(named(NAME), keys.getPublic(), issuerName);
        X509Certificate leaf = new Draft(subject, new Draft.Term(begin, end), randomness)
                .with(Extension.basicConstraints, true, new BasicConstraints(false))
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .withNames(hosts)
                .withKeyIds(keys.getPublic(), issuer.leaf().getPublicKey())
                .signed(issuer.key());
        return new Credential(keys.getPrivate(), List.of(leaf, issuer.leaf()));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
