package org.stillcall.sip;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** A certificate authority for tests and the PEM files it makes. */
public final class TestCertificates {
    private static final AtomicLong SERIAL = new AtomicLong(1);

    /** Kinds of key that carriers use. */
    public enum Kind {
        P256("EC", "SHA256withECDSA", "1.2.840.10045.4.3.2"),
        P384("EC", "SHA384withECDSA", "1.2.840.10045.4.3.3"),
        RSA("RSA", "SHA256withRSA", "1.2.840.113549.1.1.11"),
        ED25519("Ed25519", "Ed25519", "1.3.101.112");

        private final String key;
        private final String signature;
        private final String oid;

        Kind(String key, String signature, String oid) {
            this.key = key;
            this.signature = signature;
            this.oid = oid;
        }

        KeyPair pair() throws GeneralSecurityException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(key);
            switch (this) {
                case P256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case P384 -> generator.initialize(new ECGenParameterSpec("secp384r1"));
                case RSA -> generator.initialize(2048);
                case ED25519 -> generator.getAlgorithm();
            }
            return generator.generateKeyPair();
        }

        AlgorithmIdentifier algorithm() {
            ASN1ObjectIdentifier identifier = new ASN1ObjectIdentifier(oid);
            return this == RSA
                    ? new AlgorithmIdentifier(identifier, DERNull.INSTANCE)
                    : new AlgorithmIdentifier(identifier);
        }
    }

    /** A certificate with its key. */
    public record Issued(X509Certificate certificate, KeyPair pair) {}

    private final Path folder;
    private final Kind kind;
    private final KeyPair pair;
    private final X509Certificate certificate;

    public TestCertificates(Path folder, Kind kind) throws GeneralSecurityException, IOException {
        this.folder = folder;
        this.kind = kind;
        this.pair = kind.pair();
        this.certificate = make(pair, Optional.empty(), Instant.now());
    }

    /** The authority's own certificate as a file. */
    public Path anchor() throws GeneralSecurityException, IOException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** A certificate for these names, begun now. */
    public Issued issue(GeneralName... names) throws GeneralSecurityException, IOException {
        return issueAt(Instant.now(), names);
    }

    /** One that is valid for a day around {@code noon}. */
    public Issued issueAt(Instant noon, GeneralName... names) throws GeneralSecurityException, IOException {
        KeyPair leaf = kind.pair();
        return new Issued(make(leaf, Optional.of(new GeneralNames(names)), noon), leaf);
    }

    public TlsSettings.Identity files(Issued issued) throws GeneralSecurityException, IOException {
        return new TlsSettings.Identity(
                pem("CERTIFICATE", issued.certificate().getEncoded()),
                pem("PRIVATE KEY", issued.pair().getPrivate().getEncoded()));
    }

    public static GeneralName dns(String name) {
        return new GeneralName(GeneralName.dNSName, name);
    }

    public static GeneralName address(String address) {
        return new GeneralName(GeneralName.iPAddress, address);
    }

    static GeneralName uri(String uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
    }

    private Path pem(String type, byte[] encoded) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        Path file = folder.resolve(SERIAL.incrementAndGet() + ".pem");
        return Files.writeString(
                file,
                "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n",
                StandardCharsets.US_ASCII);
    }

    private X509Certificate make(KeyPair subject, Optional<GeneralNames> names, Instant noon)
            throws GeneralSecurityException, IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        if (names.isPresent()) {
            extensions.addExtension(Extension.subjectAlternativeName, false, names.get());
        } else {
            extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        }
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(BigInteger.valueOf(SERIAL.incrementAndGet())));
        generator.setSignature(kind.algorithm());
        generator.setIssuer(new X500Name("CN=Test Authority"));
        generator.setStartDate(new Time(Date.from(noon.minus(12, ChronoUnit.HOURS))));
        generator.setEndDate(new Time(Date.from(noon.plus(12, ChronoUnit.HOURS))));
        generator.setSubject(new X500Name(names.isPresent() ? "CN=ignored.example" : "CN=Test Authority"));
        generator.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(subject.getPublic().getEncoded()));
        generator.setExtensions(extensions.generate());
        TBSCertificate body = generator.generateTBSCertificate();
        Signature signature = Signature.getInstance(kind.signature);
        signature.initSign(pair.getPrivate());
        signature.update(body.getEncoded());
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(body);
        parts.add(kind.algorithm());
        parts.add(new DERBitString(signature.sign()));
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(new DERSequence(parts).getEncoded()));
    }
}
