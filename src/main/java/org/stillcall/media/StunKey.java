package org.stillcall.media;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key for MESSAGE-INTEGRITY (RFC 8489 section 9.1.1): the password itself for short-term credentials, the digest of
 * name, realm and password for long-term ones. One thread.
 */
public final class StunKey {
    private final Mac mac;
    private final boolean sha256;
    private final byte[] digest;
    private final byte[] head = new byte[4];

    /** Keeps no reference to {@code key}, which holds at least one byte. */
    public StunKey(byte[] key) {
        this(key, false);
    }

    /** The same for MESSAGE-INTEGRITY-SHA256 (section 14.6). */
    public static StunKey sha256(byte[] key) {
        return new StunKey(key, true);
    }

    private StunKey(byte[] key, boolean sha256) {
        this.sha256 = sha256;
        this.digest = new byte[bytes()];
        String algorithm = sha256 ? "HmacSHA256" : "HmacSHA1";
        try {
            mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
        } catch (GeneralSecurityException e) {
            throw new MediaException("This Java lacks HMAC with SHA-1 or SHA-256, which STUN needs.", e);
        }
    }

    boolean isSha256() {
        return sha256;
    }

    int attribute() {
        return sha256 ? Stun.MESSAGE_INTEGRITY_SHA256 : Stun.MESSAGE_INTEGRITY;
    }

    final int bytes() {
        return sha256 ? Stun.INTEGRITY_SHA256_BYTES : Stun.INTEGRITY_BYTES;
    }

    /**
     * The digest of the message at {@code start} whose integrity attribute begins at {@code attribute}, as if the
     * message ended with that attribute (section 14.5). The array is the same at each call.
     */
    private byte[] digest(byte[] data, int start, int attribute) {
        head[0] = data[start];
        head[1] = data[start + 1];
        Bits.putShort(head, 2, attribute + 4 + digest.length - start - Stun.HEADER_BYTES);
        mac.update(head);
        mac.update(data, start + 4, attribute - start - 4);
        try {
            mac.doFinal(digest, 0);
        } catch (GeneralSecurityException e) {
            throw new MediaException("HMAC failed.", e);
        }
        return digest;
    }

    /** Writes the digest as the value of the attribute. */
    void sign(byte[] data, int start, int attribute) {
        System.arraycopy(digest(data, start, attribute), 0, data, attribute + 4, digest.length);
    }

    /** Whether the value of the attribute is the digest; in constant time. */
    boolean genuine(byte[] data, int start, int attribute) {
        byte[] wanted = digest(data, start, attribute);
        int difference = 0;
        for (int i = 0; i < digest.length; i++) {
            difference |= wanted[i] ^ data[attribute + 4 + i];
        }
        return difference == 0;
    }
}
