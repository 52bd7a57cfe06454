package org.stillcall.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.stillcall.base.Randomness;

/** An X.509 certificate in the making (RFC 5280), over P-256. */
final class Draft {
    /** RFC 5280 section 4.1.2.2 wants at least 64 bits that nobody guesses; one bit more keeps it positive. */
    private static final int SERIAL_BITS = 128;

    private final JcaX509v3CertificateBuilder builder;

    /** From when to when. */
    record Term(Instant begin, Instant end) {}

    /** Whose name, whose key, and the name of who signs. */
    record Subject(X500Name name, PublicKey key, X500Name issuer) {}

    Draft(Subject subject, Term term, Randomness randomness) {
        BigInteger serial = new BigInteger(randomness.token(SERIAL_BITS), 16).setBit(SERIAL_BITS);
        builder = new JcaX509v3CertificateBuilder(
                subject.issuer, serial, Date.from(term.begin), Date.from(term.end), subject.name, subject.key);
    }

    static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK has P-256.", e);
        }
    }

    Draft with(ASN1ObjectIdentifier extension, boolean critical, ASN1Encodable value) {
        try {
            builder.addExtension(extension, critical, value);
            return this;
        } catch (IOException e) {
            throw new IllegalStateException("An extension has an encoding.", e);
        }
    }

    /** RFC 5280 sections 4.2.1.1 and 4.2.1.2. */
    Draft withKeyIds(PublicKey own, PublicKey issuer) {
        try {
            JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
            return with(Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(own))
                    .with(Extension.authorityKeyIdentifier, false, ids.createAuthorityKeyIdentifier(issuer));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK has SHA-1.", e);
        }
    }

    Draft withNames(List<? extends Host> hosts) {
        return with(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(hosts.stream().map(Draft::generalName).toArray(GeneralName[]::new)));
    }

    private static GeneralName generalName(Host host) {
        return switch (host) {
            case Host.Name name -> new GeneralName(GeneralName.dNSName, name.text());
            case Host.Address address ->
                new GeneralName(GeneralName.iPAddress, address.address().getHostAddress());
        };
    }

    X509Certificate signed(PrivateKey key) {
        try {
            byte[] encoded = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key))
                    .getEncoded();
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (OperatorCreationException | GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The JDK signs with P-256.", e);
        }
    }
}
