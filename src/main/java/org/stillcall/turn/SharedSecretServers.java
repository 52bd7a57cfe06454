package org.stillcall.turn;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;

/**
 * Somebody else's TURN server, such as coturn, with which we share a secret: it checks names and passwords that we
 * make. It cannot be told that a call is over; what was begun lasts until the page leaves.
 */
public final class SharedSecretServers implements IceServers, AutoCloseable {
    private final List<String> urls;
    private final Secret secret;
    private final Randomness randomness;
    private final InstantSource clock;

    /** Takes the secret over. */
    public SharedSecretServers(List<String> urls, Secret secret, Randomness randomness, InstantSource clock) {
        this.urls = List.copyOf(urls);
        this.secret = secret;
        this.randomness = randomness;
        this.clock = clock;
    }

    @Override
    public Optional<Grant> grant() {
        Timed made = Timed.make(secret, clock.instant().plus(TurnLimits.PASS), randomness);
        return Optional.of(new Lent(urls, made.name(), made.password()));
    }

    private record Lent(List<String> urls, String username, Secret credential) implements Grant {
        @Override
        public void withdraw() {
            credential.close();
        }
    }

    @Override
    public void close() {
        secret.close();
    }
}
