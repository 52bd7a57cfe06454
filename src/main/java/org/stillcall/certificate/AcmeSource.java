package org.stillcall.certificate;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stillcall.base.Randomness;

/**
 * A certificate ordered by ACME and kept in a folder for each authority. Renewed when a third of its life is left, or
 * up to a tenth of its life earlier, so that not every server that began on one day asks on one day.
 */
public final class AcmeSource implements Source {
    private static final String ACCOUNT = "account.pem";
    private static final String CURRENT = "server.pem";
    private static final int TENTH = 10;
    /**
     * To a clock that is far ahead every certificate is old: an authority is not to be asked over and over for that.
     */
    private static final Duration PAUSE = Duration.ofHours(12);

    private final AcmeSettings settings;
    private final ClosedFolder folder;
    private final Proofs proofs;
    private final Randomness randomness;
    private Optional<Instant> renewAt = Optional.empty();
    private Instant notBefore = Instant.MIN;

    private AcmeSource(AcmeSettings settings, ClosedFolder folder, Proofs proofs, Randomness randomness) {
        this.settings = settings;
        this.folder = folder;
        this.proofs = proofs;
        this.randomness = randomness;
    }

    /** @param place for what is kept; each authority has a folder of its own there */
    public static AcmeSource open(Path place, AcmeSettings settings, Proofs proofs, Randomness randomness)
            throws Trouble {
        ClosedFolder folder = ClosedFolder.open(place.resolve(authority(settings)));
        return new AcmeSource(settings, folder, proofs, randomness);
    }

    /** Where the certificate ordered last stands. */
    public static Path certificate(Path place, AcmeSettings settings) {
        return place.resolve(authority(settings)).resolve(CURRENT);
    }

    private static String authority(AcmeSettings settings) {
        int port = settings.directory().getPort();
        return settings.directory().getHost() + (port < 0 ? "" : "_" + port);
    }

    @Override
    public Optional<Credential> next(Optional<Credential> shown, Instant now) throws Trouble, InterruptedException {
        if (shown.isEmpty()) {
            Optional<Credential> kept = kept().filter(it -> it.speaksFor(settings.names()) && it.goodAt(now));
            if (kept.isPresent()) {
                return kept;
            }
        }
        if (now.isBefore(notBefore)) {
            return Optional.empty();
        }
        boolean due = shown.filter(it -> it.speaksFor(settings.names()) && now.isBefore(renewAt(it)))
                .isEmpty();
        return due ? Optional.of(order(now)) : Optional.empty();
    }

    private Instant renewAt(Credential credential) {
        if (renewAt.isEmpty()) {
            Duration life = credential.life();
            long spread = randomness.nextLong(Math.max(1, life.dividedBy(TENTH).toMillis()));
            renewAt = Optional.of(credential.end().minus(life.dividedBy(3)).minusMillis(spread));
        }
        return renewAt.get();
    }

    /** The one ordered last; one that cannot be read is ordered anew. */
    private Optional<Credential> kept() {
        try {
            Optional<byte[]> text = folder.read(CURRENT, Trouble.Cause.DISK);
            return text.isPresent() ? Optional.of(PemFile.credential(text.get(), text.get())) : Optional.empty();
        } catch (Trouble e) {
            return Optional.empty();
        }
    }

    private Credential order(Instant now) throws Trouble, InterruptedException {
        KeyPair keys = Draft.newKeys();
        List<X509Certificate> chain;
        try {
            chain = new AcmeOrder(settings, account(), proofs, randomness).place(keys, now);
        } finally {
            proofs.clear();
        }
        Credential fresh = new Credential(keys.getPrivate(), chain);
        if (!fresh.speaksFor(settings.names()) || !fresh.leaf().getPublicKey().equals(keys.getPublic())) {
            throw new Trouble(Trouble.Cause.REFUSED);
        }
        folder.write(CURRENT, PemFile.text(fresh));
        notBefore = now.plus(PAUSE);
        renewAt = Optional.empty();
        return fresh;
    }

    /** The key by which the authority knows us; made before the first order. */
    private KeyPair account() throws Trouble {
        Optional<byte[]> text = folder.read(ACCOUNT, Trouble.Cause.DISK);
        if (text.isPresent()) {
            return PemFile.keyPair(text.get());
        }
        KeyPair keys = Draft.newKeys();
        folder.write(ACCOUNT, PemFile.text(keys));
        return keys;
    }
}
