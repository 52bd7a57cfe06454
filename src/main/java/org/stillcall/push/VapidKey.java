package org.stillcall.push;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import org.stillcall.base.Base64Url;

/**
 * The key by which push services know this server again (RFC 8292), as long as it runs: sessions do not outlive it, and
 * neither do the subscriptions that were made for the key.
 */
final class VapidKey {
    private static final int COORDINATE_BYTES = 32;
    private static final byte UNCOMPRESSED = 4;
    private static final Duration GOOD_FOR = Duration.ofHours(1); // at most a day (RFC 8292 section 2)
    private static final String HEADER = Base64Url.encode("{\"typ\":\"JWT\",\"alg\":\"ES256\"}".getBytes(US_ASCII));

    private final PrivateKey own;
    private final byte[] point;

    private VapidKey(PrivateKey own, byte[] point) {
        this.own = own;
        this.point = point;
    }

    static VapidKey made() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return new VapidKey(pair.getPrivate(), point((ECPublicKey) pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 is part of every JDK.", e);
        }
    }

    private static byte[] point(ECPublicKey key) {
        byte[] point = new byte[1 + 2 * COORDINATE_BYTES];
        point[0] = UNCOMPRESSED;
        put(key.getW().getAffineX(), point, 1);
        put(key.getW().getAffineY(), point, 1 + COORDINATE_BYTES);
        return point;
    }

    private static void put(BigInteger coordinate, byte[] to, int at) {
        byte[] bytes = coordinate.toByteArray(); // perhaps with a sign, perhaps shorter
        int skip = Math.max(0, bytes.length - COORDINATE_BYTES);
        System.arraycopy(bytes, skip, to, at + COORDINATE_BYTES - (bytes.length - skip), bytes.length - skip);
    }

    byte[] publicKey() {
        return point.clone();
    }

    /**
     * What the header Authorization says (RFC 8292 section 3).
     *
     * @param contact {@code mailto:} or {@code https:}, of printable ASCII without quotes
     */
    String authorization(PushEndpoint endpoint, String contact, Instant now) {
        String claims = "{\"aud\":\"" + endpoint.audience() + "\",\"exp\":"
                + now.plus(GOOD_FOR).getEpochSecond() + ",\"sub\":\"" + contact + "\"}";
        String signed = HEADER + "." + Base64Url.encode(claims.getBytes(US_ASCII));
        return "vapid t=" + signed + "." + Base64Url.encode(sign(signed)) + ", k=" + Base64Url.encode(point);
    }

    private byte[] sign(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format"); // RFC 7518 section 3.4
            signature.initSign(own);
            signature.update(text.getBytes(US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("ES256 is part of every JDK.", e);
        }
    }
}
