package org.stillcall.sip;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** What was read from the files of {@link TlsSettings} at one moment. Immutable. */
record TlsMaterial(Optional<Own> identity, X509TrustManager trust) {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    /** Our key and the chain that vouches for it, leaf first, each in DER. */
    record Own(AsymmetricKeyParameter key, List<byte[]> chain) {}

    static TlsMaterial read(Optional<TlsSettings.Identity> identity, Optional<Path> anchors) throws TlsSettings.Unfit {
        Optional<Own> own = identity.isPresent() ? Optional.of(own(identity.get())) : Optional.empty();
        return new TlsMaterial(own, trust(anchors));
    }

    private static Own own(TlsSettings.Identity files) throws TlsSettings.Unfit {
        List<X509Certificate> chain = certificates(files.chain(), "The certificate chain cannot be read.");
        byte[] key = key(files.key());
        try {
            if (!belong(key, chain.getFirst().getPublicKey())) {
                throw new TlsSettings.Unfit("The private key does not belong to the certificate.");
            }
            List<byte[]> encoded = new ArrayList<>();
            for (X509Certificate certificate : chain) {
                encoded.add(certificate.getEncoded());
            }
            return new Own(PrivateKeyFactory.createKey(key), List.copyOf(encoded));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new TlsSettings.Unfit("The private key does not belong to the certificate.");
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static boolean belong(byte[] key, PublicKey publicKey) throws GeneralSecurityException {
        String algorithm = publicKey.getAlgorithm();
        PrivateKey privateKey = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
        Signature signature = Signature.getInstance(
                switch (algorithm) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> algorithm;
                });
        signature.initSign(privateKey);
        signature.update((byte) 1);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update((byte) 1);
        return signature.verify(signed);
    }

    private static byte[] key(Path file) throws TlsSettings.Unfit {
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new TlsSettings.Unfit("The private key file holds no PKCS#8 key in PEM without a password.");
            }
            return Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
        } catch (IOException | IllegalArgumentException e) {
            throw new TlsSettings.Unfit("The private key cannot be read.");
        }
    }

    private static X509TrustManager trust(Optional<Path> anchors) throws TlsSettings.Unfit {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(anchors.isPresent() ? store(anchors.get()) : null);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager found) {
                    return found;
                }
            }
            throw new IllegalStateException("The JDK checks no certificates.");
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsSettings.Unfit("The trust anchors cannot be read.");
        }
    }

    private static KeyStore store(Path file) throws GeneralSecurityException, IOException, TlsSettings.Unfit {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int n = 0;
        for (X509Certificate certificate : certificates(file, "The trust anchors cannot be read.")) {
            store.setCertificateEntry("anchor " + n++, certificate);
        }
        return store;
    }

    private static List<X509Certificate> certificates(Path file, String otherwise) throws TlsSettings.Unfit {
        List<X509Certificate> found = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                found.add((X509Certificate) certificate);
            }
        } catch (IOException | CertificateException e) {
            throw new TlsSettings.Unfit(otherwise);
        }
        if (found.isEmpty()) {
            throw new TlsSettings.Unfit(otherwise);
        }
        return found;
    }

    /** Why a server of this name is not believed, if so; {@code chain} in DER, leaf first. */
    Optional<TlsEndpoint.Failure> judgeServer(List<byte[]> chain, String name) {
        try {
            X509Certificate[] certificates = parse(chain);
            certificates[0].checkValidity();
            trust.checkServerTrusted(certificates, "UNKNOWN"); // what the JDK says for TLS 1.3 key exchanges
            return PeerName.matches(certificates[0], name)
                    ? Optional.empty()
                    : Optional.of(TlsEndpoint.Failure.NAME_MISMATCH);
        } catch (CertificateException e) {
            return Optional.of(TlsEndpoint.Failure.CERTIFICATE_REFUSED);
        }
    }

    /** Why a client is not believed, if so. */
    Optional<TlsEndpoint.Failure> judgeClient(List<byte[]> chain) {
        try {
            X509Certificate[] certificates = parse(chain);
            certificates[0].checkValidity();
            trust.checkClientTrusted(certificates, "UNKNOWN");
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.of(TlsEndpoint.Failure.CERTIFICATE_REFUSED);
        }
    }

    /** The first end of a chain's certificates (DER); empty for what are none. */
    static Optional<Instant> end(List<byte[]> chain) {
        try {
            return Arrays.stream(parse(chain))
                    .map(certificate -> certificate.getNotAfter().toInstant())
                    .min(Comparator.naturalOrder());
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    private static X509Certificate[] parse(List<byte[]> chain) throws CertificateException {
        if (chain.isEmpty()) {
            throw new CertificateException("No certificate.");
        }
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        X509Certificate[] certificates = new X509Certificate[chain.size()];
        for (int i = 0; i < certificates.length; i++) {
            certificates[i] = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(chain.get(i)));
        }
        return certificates;
    }
}
