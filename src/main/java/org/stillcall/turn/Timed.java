package org.stillcall.turn;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;

/**
 * A name that says until when it is good, and the password that only who has the secret can make of it: what is called
 * the REST API of TURN servers (draft-uberti-behave-turn-rest).
 */
record Timed(String name, Secret password) {
    private static final String ALGORITHM = "HmacSHA1"; // what coturn's use-auth-secret checks

    static Timed make(Secret secret, Instant until, Randomness randomness) {
        String name = until.getEpochSecond() + ":" + randomness.token(128);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
            byte[] digest = mac.doFinal(name.getBytes(StandardCharsets.US_ASCII));
            return new Timed(name, Secret.of(Base64.getEncoder().encode(digest)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK has HMAC-SHA1.", e);
        }
    }
}
