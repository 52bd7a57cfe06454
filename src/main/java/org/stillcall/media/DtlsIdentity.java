package org.stillcall.media;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.stillcall.base.Randomness;

/**
 * A key of ours for DTLS and its certificate, signed by itself, which names nobody: its name is random, its dates are
 * always the same (browsers go by the digest in our description alone, RFC 8827 section 6.5). Immutable.
 */
final class DtlsIdentity {
    private static final AlgorithmIdentifier SIGNATURE = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private final AsymmetricKeyParameter key;
    private final byte[] certificate;
    private final byte[] digest;

    private DtlsIdentity(AsymmetricKeyParameter key, byte[] certificate) {
        this.key = key;
        this.certificate = certificate;
        this.digest = digest(certificate);
    }

    /** A new one: ECDSA on P-256. */
    static DtlsIdentity random(Randomness randomness) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] certificate = certificate(pair, randomness);
            return new DtlsIdentity(
                    PrivateKeyFactory.createKey(pair.getPrivate().getEncoded()), certificate);
        } catch (GeneralSecurityException | IOException e) {
            throw new MediaException("No key for DTLS can be made.", e);
        }
    }

    private static byte[] certificate(KeyPair pair, Randomness randomness)
            throws GeneralSecurityException, IOException {
        X500Name name = new X500Name("CN=" + randomness.token(128));
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(BigInteger.valueOf(randomness.nextLong() >>> 1 | 1)));
        generator.setIssuer(name);
        generator.setSubject(name);
        generator.setStartDate(new Time(new DERUTCTime("200101000000Z")));
        generator.setEndDate(new Time(new DERUTCTime("491231235959Z")));
        generator.setSignature(SIGNATURE);
        generator.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        TBSCertificate body = generator.generateTBSCertificate();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(body.getEncoded("DER"));
        ASN1EncodableVector whole = new ASN1EncodableVector();
        whole.add(body);
        whole.add(SIGNATURE);
        whole.add(new DERBitString(signature.sign()));
        return new DERSequence(whole).getEncoded("DER");
    }

    /** The SHA-256 digest of a certificate in DER (RFC 8122 section 5). */
    static byte[] digest(byte[] certificate) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(certificate);
        } catch (GeneralSecurityException e) {
            throw new MediaException("This Java lacks SHA-256.", e);
        }
    }

    AsymmetricKeyParameter key() {
        return key;
    }

    /** In DER; not a copy. */
    byte[] certificate() {
        return certificate;
    }

    /** For {@code a=fingerprint}; not a copy. */
    byte[] digest() {
        return digest;
    }
}
