package org.stillcall.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals a stream as a browser does, by the JDK's ciphers: not by those that open it. */
public final class StreamSealer {
    private static final int TAG_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key = new byte[SealedStream.KEY_BYTES];
    private long count;

    public StreamSealer() {
        RANDOM.nextBytes(key);
    }

    /** The stream's key, sealed to a one-time key of the server's: a compact JWE. */
    public String key(String x) {
        return jwe(key, x);
    }

    static String jwe(byte[] text, String x) {
        try {
            KeyPair own = KeyPairGenerator.getInstance("X25519").generateKeyPair();
            byte[] peer = Base64.getUrlDecoder().decode(x);
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(own.getPrivate());
            agreement.doPhase(
                    KeyFactory.getInstance("X25519")
                            .generatePublic(
                                    new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, turned(peer)))),
                    true);
            byte[] content = derived(agreement.generateSecret());
            String header =
                    "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\""
                            + encoded(bytes((XECPublicKey) own.getPublic())) + "\"}}";
            String associated = encoded(header.getBytes(US_ASCII));
            byte[] nonce = new byte[12];
            RANDOM.nextBytes(nonce);
            byte[] sealed = sealed(content, nonce, associated.getBytes(US_ASCII), text, text.length);
            return associated + ".." + encoded(nonce) + "." + encoded(Arrays.copyOf(sealed, text.length)) + "."
                    + encoded(Arrays.copyOfRange(sealed, text.length, sealed.length));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** RFC 7518 section 4.6.2, without names of parties. */
    private static byte[] derived(byte[] secret) throws GeneralSecurityException {
        byte[] algorithm = "A256GCM".getBytes(US_ASCII);
        ByteBuffer input = ByteBuffer.allocate(4 + 32 + 4 + algorithm.length + 12);
        input.putInt(1)
                .put(secret)
                .putInt(algorithm.length)
                .put(algorithm)
                .putInt(0)
                .putInt(0)
                .putInt(256);
        return MessageDigest.getInstance("SHA-256").digest(input.array());
    }

    private static byte[] bytes(XECPublicKey publicKey) {
        byte[] big = publicKey.getU().toByteArray();
        byte[] whole = new byte[32];
        int length = Math.min(32, big.length);
        System.arraycopy(big, big.length - length, whole, 32 - length, length);
        return turned(whole);
    }

    private static byte[] turned(byte[] bytes) {
        byte[] turned = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            turned[i] = bytes[bytes.length - 1 - i];
        }
        return turned;
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sealed(byte[] key, byte[] nonce, byte[] associated, byte[] text, int length)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG_BYTES, nonce));
        cipher.updateAAD(associated);
        return cipher.doFinal(text, 0, length);
    }

    /** One piece. */
    public byte[] piece(byte[] text, int length, boolean last) {
        try {
            byte[] sealed = sealed(key, SealedStream.nonce(count++), SealedStream.associated(last), text, length);
            return ByteBuffer.allocate(4 + sealed.length)
                    .putInt(sealed.length | (last ? SealedStream.LAST : 0))
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** All pieces of a text. */
    public byte[] whole(byte[] text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at == 0 || at < text.length; at += SealedStream.PIECE_BYTES) {
            byte[] piece = Arrays.copyOfRange(text, at, Math.min(text.length, at + SealedStream.PIECE_BYTES));
            out.writeBytes(piece(piece, piece.length, at + SealedStream.PIECE_BYTES >= text.length));
        }
        return out.toByteArray();
    }

    /** What stands before the pieces: the length of a JSON text, and that. */
    public static void order(OutputStream out, String json) throws IOException {
        byte[] text = json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        out.write(ByteBuffer.allocate(4).putInt(text.length).array());
        out.write(text);
    }
}
