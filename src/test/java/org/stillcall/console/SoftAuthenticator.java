package org.stillcall.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import org.stillcall.base.Base64Url;

/** An authenticator and the browser in front of it, in software: makes and uses one passkey (WebAuthn level 3). */
public final class SoftAuthenticator {
    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;
    private static final int BACKUP_ELIGIBLE = 0x08;
    private static final int ATTESTED = 0x40;

    private final KeyPair key = DeviceKey.pair();
    final byte[] id = random(32);
    private byte[] userHandle = {};

    /** What a test bends. */
    boolean verifiesUser = true;

    boolean synced;
    String origin;
    String domain = "localhost";
    long count;

    public SoftAuthenticator(String origin) {
        this.origin = origin;
    }

    /** The page is at another address from now on. */
    public void at(String address) {
        origin = address;
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** The answer to PublicKeyCredentialCreationOptionsJSON. */
    public String create(JsonNode options) {
        userHandle = DeviceKey.bytes(options.at("/user/id").asText());
        String clientData =
                clientData("webauthn.create", options.get("challenge").asText());
        ByteArrayOutputStream attestation = new ByteArrayOutputStream();
        attestation.write(0xa3);
        text(attestation, "fmt");
        text(attestation, "none");
        text(attestation, "attStmt");
        attestation.write(0xa0);
        text(attestation, "authData");
        bytes(attestation, authenticatorData(true));
        return "{\"id\":\"" + Base64Url.encode(id) + "\",\"rawId\":\"" + Base64Url.encode(id)
                + "\",\"type\":\"public-key\",\"authenticatorAttachment\":\"platform\",\"clientExtensionResults\":{},"
                + "\"response\":{\"clientDataJSON\":\"" + encoded(clientData) + "\",\"attestationObject\":\""
                + Base64Url.encode(attestation.toByteArray()) + "\",\"transports\":[\"internal\"]}}";
    }

    /** The answer to PublicKeyCredentialRequestOptionsJSON. */
    public String get(JsonNode options) {
        String clientData = clientData("webauthn.get", options.get("challenge").asText());
        byte[] data = authenticatorData(false);
        return "{\"id\":\"" + Base64Url.encode(id) + "\",\"rawId\":\"" + Base64Url.encode(id)
                + "\",\"type\":\"public-key\",\"clientExtensionResults\":{},\"response\":{\"clientDataJSON\":\""
                + encoded(clientData) + "\",\"authenticatorData\":\"" + Base64Url.encode(data) + "\",\"signature\":\""
                + Base64Url.encode(sign(data, clientData)) + "\",\"userHandle\":\"" + Base64Url.encode(userHandle)
                + "\"}}";
    }

    private byte[] sign(byte[] data, String clientData) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(data);
            signature.update(sha256(clientData));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String clientData(String type, String challenge) {
        return "{\"type\":\"" + type + "\",\"challenge\":\"" + challenge + "\",\"origin\":\"" + origin
                + "\",\"crossOrigin\":false}";
    }

    private byte[] authenticatorData(boolean attested) {
        count++;
        int flags = USER_PRESENT
                | (verifiesUser ? USER_VERIFIED : 0)
                | (synced ? BACKUP_ELIGIBLE : 0)
                | (attested ? ATTESTED : 0);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(sha256(domain));
        data.write(flags);
        data.writeBytes(ByteBuffer.allocate(4).putInt((int) count).array());
        if (attested) {
            data.writeBytes(new byte[16]); // AAGUID
            data.writeBytes(ByteBuffer.allocate(2).putShort((short) id.length).array());
            data.writeBytes(id);
            data.writeBytes(coseKey());
        }
        return data.toByteArray();
    }

    /** RFC 9053 section 7.1.1: kty EC2, alg ES256, crv P-256, x, y. */
    private byte[] coseKey() {
        byte[] point = DeviceKey.point((ECPublicKey) key.getPublic());
        ByteArrayOutputStream cose = new ByteArrayOutputStream();
        cose.writeBytes(new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21});
        bytes(cose, java.util.Arrays.copyOfRange(point, 1, 33));
        cose.write(0x22);
        bytes(cose, java.util.Arrays.copyOfRange(point, 33, 65));
        return cose.toByteArray();
    }

    private static void text(ByteArrayOutputStream cbor, String text) {
        cbor.write(0x60 + text.length());
        cbor.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void bytes(ByteArrayOutputStream cbor, byte[] bytes) {
        cbor.write(0x58);
        cbor.write(bytes.length);
        cbor.writeBytes(bytes);
    }

    private static String encoded(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A P-256 key as devices and centres have one. */
    static final class DeviceKey {
        private DeviceKey() {}

        static KeyPair pair() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** A new public key, 65 bytes. */
        static byte[] publicKey() {
            return point((ECPublicKey) pair().getPublic());
        }

        static byte[] point(ECPublicKey key) {
            byte[] point = new byte[65];
            point[0] = 4;
            copy(key.getW().getAffineX().toByteArray(), point, 33);
            copy(key.getW().getAffineY().toByteArray(), point, 65);
            return point;
        }

        private static void copy(byte[] number, byte[] target, int end) {
            int length = Math.min(32, number.length);
            System.arraycopy(number, number.length - length, target, end - length, length);
        }

        static byte[] bytes(String encoded) {
            return java.util.Base64.getUrlDecoder().decode(encoded);
        }
    }
}
