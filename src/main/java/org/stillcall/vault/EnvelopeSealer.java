package org.stillcall.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals an envelope to a centre's key (docs/envelope-format.md), and has no code that opens one. */
final class EnvelopeSealer {
    private static final int HEADER = 91;
    private static final int COORDINATE = 32;
    private static final int POINT = 1 + 2 * COORDINATE;
    private static final int NONCE = 12;
    private static final int RECIPIENT = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private EnvelopeSealer() {}

    /** Where an envelope belongs. */
    record Place(int kind, int generation, String context) {}

    /** The envelope's bytes; {@code plain} stays the caller's to overwrite. */
    static byte[] seal(Place place, byte[] recipient, byte[] plain) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            KeyPair pair = generator.generateKeyPair();
            byte[] ephemeral = point((ECPublicKey) pair.getPublic());
            byte[] nonce = new byte[NONCE];
            RANDOM.nextBytes(nonce);
            byte[] header = ByteBuffer.allocate(HEADER)
                    .put((byte) 1)
                    .put((byte) place.kind)
                    .putInt(place.generation)
                    .put(MessageDigest.getInstance("SHA-256").digest(recipient), 0, RECIPIENT)
                    .put(ephemeral)
                    .put(nonce)
                    .array();
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key(place, pair, recipient), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(header);
            cipher.updateAAD(place.context.getBytes(UTF_8));
            byte[] sealed = cipher.doFinal(plain);
            return ByteBuffer.allocate(HEADER + sealed.length)
                    .put(header)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException | IllegalArgumentException e) { // its words may hold a value
            throw new VaultException("The centre's key is not one that can be sealed to.");
        }
    }

    private static SecretKeySpec key(Place place, KeyPair pair, byte[] recipient) throws GeneralSecurityException {
        ECPublicKey ours = (ECPublicKey) pair.getPublic();
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(pair.getPrivate());
        agreement.doPhase(
                KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(at(recipient), ours.getParams())),
                true);
        byte[] shared = agreement.generateSecret();
        byte[] salt =
                ByteBuffer.allocate(2 * POINT).put(point(ours)).put(recipient).array();
        byte[] context = place.context.getBytes(UTF_8);
        byte[] name = "stillcall envelope 1".getBytes(UTF_8);
        byte[] info = ByteBuffer.allocate(name.length + 1 + context.length)
                .put(name)
                .put((byte) place.kind)
                .put(context)
                .array();
        byte[] derived = KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addIKM(shared)
                        .addSalt(salt)
                        .thenExpand(info, 32));
        Arrays.fill(shared, (byte) 0);
        SecretKeySpec key = new SecretKeySpec(derived, "AES");
        Arrays.fill(derived, (byte) 0);
        return key;
    }

    private static ECPoint at(byte[] point) {
        if (point.length != POINT || point[0] != 4) {
            throw new IllegalArgumentException("not a point");
        }
        return new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + COORDINATE)),
                new BigInteger(1, Arrays.copyOfRange(point, 1 + COORDINATE, POINT)));
    }

    private static byte[] point(ECPublicKey key) {
        byte[] point = new byte[POINT];
        point[0] = 4;
        put(key.getW().getAffineX(), point, 1);
        put(key.getW().getAffineY(), point, 1 + COORDINATE);
        return point;
    }

    private static void put(BigInteger coordinate, byte[] point, int at) {
        byte[] bytes = coordinate.toByteArray();
        int length = Math.min(COORDINATE, bytes.length);
        System.arraycopy(bytes, bytes.length - length, point, at + COORDINATE - length, length);
    }
}
