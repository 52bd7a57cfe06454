package org.stillcall.turn;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.stillcall.base.Randomness;
import org.stillcall.media.Stun;
import org.stillcall.media.StunKey;
import org.stillcall.media.StunReader;
import org.stillcall.media.StunWriter;

/**
 * The long-term credentials of RFC 8489 section 9.2 on one connection. The nonce is of this connection alone, so that
 * nothing said on another one can be said again here. The connection's reader.
 */
final class Proof {
    private static final Duration NONCE = Duration.ofMinutes(10);

    private final Passes passes;
    private final Randomness randomness;
    private byte[] nonce = new byte[0];
    private long nonceUntil;

    /** What a request's credentials come to. */
    sealed interface Verdict {
        /** They are right, by this key. */
        record Proven(Pass pass, StunKey key) implements Verdict {}

        /** They are not there, wrong, too late or stale: ask for them. */
        record Asked(int error) implements Verdict {}

        /** They are there by half. */
        record Broken() implements Verdict {}
    }

    Proof(Passes passes, Randomness randomness) {
        this.passes = passes;
        this.randomness = randomness;
    }

    /** Section 9.2.4. An allocation begins within the credentials' time; one that has begun is kept by them later. */
    Verdict of(StunReader request, long now) {
        boolean sha256 = request.signedBySha256() && !request.signed();
        if (!request.signed() && !sha256) {
            return new Verdict.Asked(Stun.UNAUTHENTICATED);
        }
        if (!request.find(Stun.REALM) || !request.find(Stun.USERNAME) || !request.find(Stun.NONCE)) {
            return new Verdict.Broken();
        }
        if (nonce.length == 0 || !request.valueIs(nonce) || now - nonceUntil >= 0) {
            return new Verdict.Asked(Turn.STALE_NONCE);
        }
        Pass pass = request.find(Stun.USERNAME) ? passes.find(request.value()) : null;
        StunKey key = pass == null ? null : pass.key(sha256);
        boolean late = pass != null && request.method() == Turn.ALLOCATE && pass.expired(now);
        return pass == null || key == null || late || !request.genuine(key)
                ? new Verdict.Asked(Stun.UNAUTHENTICATED)
                : new Verdict.Proven(pass, key);
    }

    /** Adds what a client needs in order to prove itself. */
    void ask(StunWriter answer, long now) {
        if (nonce.length == 0 || now - nonceUntil >= 0) {
            nonce = randomness.token(128).getBytes(StandardCharsets.US_ASCII);
            nonceUntil = now + NONCE.toNanos();
        }
        answer.attribute(Stun.REALM, Pass.REALM.getBytes(StandardCharsets.US_ASCII))
                .attribute(Stun.NONCE, nonce);
    }
}
