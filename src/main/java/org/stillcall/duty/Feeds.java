package org.stillcall.duty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Randomness;
import org.stillcall.store.CentreId;
import org.stillcall.store.Change;
import org.stillcall.store.DutyKind;
import org.stillcall.store.PersonId;
import org.stillcall.store.Store;
import org.stillcall.store.StoredDuty;

/**
 * The secret addresses of calendars. A token is told once and kept as its hash, so that neither the disk nor a backup
 * opens anybody's calendar. Threads may share it.
 */
public final class Feeds {
    private static final int TOKEN_BYTES = 32;

    private final Store store;
    private final Randomness randomness;
    /** Whose calendar it is, by the token's hash; read once, when first asked. */
    private final Map<String, PersonId> people = new ConcurrentHashMap<>();

    private volatile boolean known;

    public Feeds(Store store, Randomness randomness) {
        this.store = store;
        this.randomness = randomness;
    }

    /** A new token in the place of the one before; empty when there is no room or the person is gone. */
    public synchronized Optional<String> open(CentreId centre, PersonId person) {
        byte[] bytes = new byte[TOKEN_BYTES];
        randomness.nextBytes(bytes);
        String token = Base64Url.encode(bytes);
        StoredDuty feed = new StoredDuty(person, DutyKind.FEED, hash(token).getBytes(UTF_8));
        if (store.duties(centre).put(feed) != Change.DONE) {
            return Optional.empty();
        }
        known(centre).values().remove(person);
        people.put(hash(token), person);
        return Optional.of(token);
    }

    /** From now on that address is nobody's. */
    public synchronized void close(CentreId centre, PersonId person) {
        known(centre).values().remove(person);
        store.duties(centre).drop(person, DutyKind.FEED);
    }

    public boolean isOpen(CentreId centre, PersonId person) {
        return known(centre).containsValue(person);
    }

    /** Whose calendar a token opens; compared as hashes, which tell nothing by the time that takes. */
    public Optional<PersonId> find(CentreId centre, String token) {
        return Optional.ofNullable(known(centre).get(hash(token)));
    }

    private synchronized Map<String, PersonId> read(CentreId centre) {
        if (!known) {
            for (StoredDuty duty : store.duties(centre).list()) {
                if (duty.kind() == DutyKind.FEED) {
                    people.put(new String(duty.text(), UTF_8), duty.person());
                }
            }
            known = true;
        }
        return people;
    }

    private Map<String, PersonId> known(CentreId centre) {
        return known ? people : read(centre);
    }

    private static String hash(String token) {
        return Base64Url.encode(sha256(token.getBytes(UTF_8)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.");
        }
    }
}
