package org.stillcall.vault;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The browser's envelope format once more, on the JDK's own ciphers, so that two programs by two hands agree on
 * docs/envelope-format.md. It is a test and stays one: nothing that ships can open an envelope.
 */
public final class EnvelopeTwin {
    static final int HEADER = 91;
    private static final int POINT = 65;
    private static final int NONCE = 12;
    private static final List<Integer> CLASSES = List.of(256, 512, 1024, 2048, 4096);

    /** Where an envelope belongs. */
    public record Place(int kind, long generation, String context) {}

    private EnvelopeTwin() {}

    public static KeyPair newPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** 0x04, x, y. */
    public static byte[] point(PublicKey key) {
        ECPoint point = ((ECPublicKey) key).getW();
        return ByteBuffer.allocate(POINT)
                .put((byte) 4)
                .put(coordinate(point.getAffineX()))
                .put(coordinate(point.getAffineY()))
                .array();
    }

    private static byte[] coordinate(BigInteger value) {
        byte[] fixed = new byte[32];
        byte[] bytes = value.toByteArray();
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return fixed;
    }

    public static PublicKey publicKey(byte[] point) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        ECPoint at = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
        ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(at, curve));
    }

    public static PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** Seals with that ephemeral pair and nonce, so that the result can be repeated. */
    public static byte[] seal(Place place, byte[] recipient, KeyPair ephemeral, byte[] nonce, byte[] plain)
            throws GeneralSecurityException {
        byte[] ephemeralPoint = point(ephemeral.getPublic());
        byte[] header = ByteBuffer.allocate(HEADER)
                .put((byte) 1)
                .put((byte) place.kind())
                .putInt((int) place.generation())
                .put(Arrays.copyOf(sha256(recipient), 8))
                .put(ephemeralPoint)
                .put(nonce)
                .array();
        SecretKeySpec key = key(ephemeral.getPrivate(), publicKey(recipient), join(ephemeralPoint, recipient), place);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(join(header, utf8(place.context())));
        return join(header, cipher.doFinal(plain));
    }

    public static byte[] open(Place place, KeyPair recipient, byte[] envelope) throws GeneralSecurityException {
        byte[] recipientPoint = point(recipient.getPublic());
        ByteBuffer in = ByteBuffer.wrap(envelope);
        byte[] id = new byte[8];
        byte[] ephemeral = new byte[POINT];
        byte[] nonce = new byte[NONCE];
        boolean known =
                in.get() == 1 && in.get() == place.kind() && Integer.toUnsignedLong(in.getInt()) == place.generation();
        in.get(id).get(ephemeral).get(nonce);
        if (!known || !Arrays.equals(id, Arrays.copyOf(sha256(recipientPoint), 8))) {
            throw new GeneralSecurityException("The header does not fit.");
        }
        SecretKeySpec key = key(recipient.getPrivate(), publicKey(ephemeral), join(ephemeral, recipientPoint), place);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(join(Arrays.copyOf(envelope, HEADER), utf8(place.context())));
        return cipher.doFinal(envelope, HEADER, envelope.length - HEADER);
    }

    private static SecretKeySpec key(PrivateKey ours, PublicKey theirs, byte[] salt, Place place)
            throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(ours);
        agreement.doPhase(theirs, true);
        byte[] info = join(utf8("stillcall envelope 1"), new byte[] {(byte) place.kind()}, utf8(place.context()));
        return new SecretKeySpec(hkdf(agreement.generateSecret(), salt, info), "AES");
    }

    static byte[] hkdf(byte[] material, byte[] salt, byte[] info) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addIKM(material)
                        .addSalt(salt)
                        .thenExpand(info, 32));
    }

    /** The recovery private key under the secret of the sheet: nonce, ciphertext. */
    public static byte[] sealRecovery(byte[] secret, byte[] nonce, byte[] pkcs8) throws GeneralSecurityException {
        return join(nonce, recovery(Cipher.ENCRYPT_MODE, secret, nonce).doFinal(pkcs8));
    }

    public static byte[] openRecovery(byte[] secret, byte[] sealed) throws GeneralSecurityException {
        return recovery(Cipher.DECRYPT_MODE, secret, Arrays.copyOf(sealed, NONCE))
                .doFinal(sealed, NONCE, sealed.length - NONCE);
    }

    private static Cipher recovery(int mode, byte[] secret, byte[] nonce) throws GeneralSecurityException {
        byte[] key = hkdf(secret, new byte[0], utf8("stillcall recovery seal 1"));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        return cipher;
    }

    public static byte[] proof(byte[] secret) throws GeneralSecurityException {
        return hkdf(secret, new byte[0], utf8("stillcall recovery proof 1"));
    }

    /** What somebody with both halves of the centre's key of that generation says of a holder's key. */
    public static byte[] voucher(KeyPair centre, long generation, String holder, byte[] publicKey)
            throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(centre.getPrivate());
        agreement.doPhase(centre.getPublic(), true);
        byte[] key = hkdf(agreement.generateSecret(), point(centre.getPublic()), utf8("stillcall voucher 1"));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] number = ByteBuffer.allocate(4).putInt((int) generation).array();
        return mac.doFinal(join(number, publicKey, utf8(holder)));
    }

    /** One of two sides that compare four words. */
    public record Side(byte[] publicKey, byte[] nonce) {
        byte[] bytes() {
            return join(publicKey, nonce);
        }
    }

    /** What binds the approver before it sees the new device's key and nonce. */
    public static byte[] commitment(Side approver) throws GeneralSecurityException {
        return sha256(join(utf8("stillcall commitment 1"), approver.nonce, approver.publicKey));
    }

    static List<String> fourWords(List<String> list, Side device, Side approver, String join)
            throws GeneralSecurityException {
        byte[] sides = join(device.bytes(), approver.bytes());
        return words(list, sha256(join(utf8("stillcall four words 2"), sides, utf8(join))), 4);
    }

    /** The words of the first 11 bits, the next 11, and so on. */
    static List<String> words(List<String> list, byte[] bytes, int count) {
        BigInteger bits = new BigInteger(1, bytes);
        return java.util.stream.IntStream.range(0, count)
                .map(i -> bits.shiftRight(bytes.length * 8 - 11 * (i + 1)).intValue() & 2047)
                .mapToObj(list::get)
                .toList();
    }

    static List<String> phrase(List<String> list, byte[] secret) throws GeneralSecurityException {
        return words(list, join(secret, Arrays.copyOf(sha256(secret), 1)), 12);
    }

    public static byte[] pad(String json) {
        byte[] text = utf8(json);
        int size = CLASSES.stream()
                .filter(each -> text.length + 2 <= each)
                .findFirst()
                .orElseThrow();
        return ByteBuffer.allocate(size).putShort((short) text.length).put(text).array();
    }

    /** The JSON text; the padding has to be zero. */
    public static String unpad(byte[] padded) {
        int length = Short.toUnsignedInt(ByteBuffer.wrap(padded).getShort());
        for (int i = 2 + length; i < padded.length; i++) {
            if (padded[i] != 0) {
                throw new IllegalArgumentException("The padding is not zero.");
            }
        }
        if (!CLASSES.contains(padded.length)) {
            throw new IllegalArgumentException("The length is not that of a size class.");
        }
        return new String(padded, 2, length, StandardCharsets.UTF_8);
    }

    public static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
