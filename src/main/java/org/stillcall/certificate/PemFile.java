package org.stillcall.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.stillcall.base.Limits;

/** Certificates and keys as text (RFC 7468): what certbot, acme.sh, openssl and we ourselves write. */
final class PemFile {
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]{1,65536}-----END CERTIFICATE-----");
    private static final Pattern PUBLIC_KEY =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]{1,4096})-----END PUBLIC KEY-----");
    private static final int LINE = 64; // RFC 7468 section 2
    private static final int RSA_BITS = 2048;
    private static final int CURVE_BITS = 256;

    private PemFile() {}

    /**
     * A chain and its key from files, which may be the same one; both are checked to belong together.
     *
     * @throws Trouble when they cannot serve
     */
    static Credential read(Path chain, Path key) throws Trouble {
        return credential(bytes(chain, Trouble.Cause.CERTIFICATE_UNREADABLE), bytes(key, Trouble.Cause.KEY_UNREADABLE));
    }

    /** The same from their bytes. */
    static Credential credential(byte[] chain, byte[] key) throws Trouble {
        List<X509Certificate> certificates = certificates(chain);
        PublicKey leaf = certificates.getFirst().getPublicKey();
        PrivateKey own = key(key);
        if (!isStrong(leaf)) {
            throw new Trouble(Trouble.Cause.KEY_TOO_WEAK);
        }
        if (!belong(own, leaf)) {
            throw new Trouble(Trouble.Cause.KEY_OF_ANOTHER);
        }
        return new Credential(own, certificates);
    }

    /** The certificates alone. */
    static List<X509Certificate> certificates(byte[] text) throws Trouble {
        List<X509Certificate> found = new ArrayList<>();
        Matcher block = CERTIFICATE.matcher(new String(text, StandardCharsets.US_ASCII));
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            while (block.find()) { // the file may hold the key as well
                byte[] one = block.group().getBytes(StandardCharsets.US_ASCII);
                found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(one)));
            }
        } catch (CertificateException e) {
            throw new Trouble(Trouble.Cause.CERTIFICATE_UNREADABLE, e);
        }
        if (found.isEmpty()) {
            throw new Trouble(Trouble.Cause.CERTIFICATE_UNREADABLE);
        }
        return found;
    }

    /** A key in PKCS #8, or in the older forms of its own for RSA and curves. */
    static PrivateKey key(byte[] text) throws Trouble {
        try (PEMParser parser = new PEMParser(new StringReader(new String(text, StandardCharsets.US_ASCII)))) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                Optional<PrivateKeyInfo> info = switch (part) {
                    case PrivateKeyInfo pkcs8 -> Optional.of(pkcs8);
                    case PEMKeyPair pair -> Optional.of(pair.getPrivateKeyInfo());
                    default -> Optional.empty();
                };
                if (info.isPresent()) {
                    return key(info.get());
                }
            }
            throw new Trouble(Trouble.Cause.KEY_UNREADABLE);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            throw new Trouble(Trouble.Cause.KEY_UNREADABLE);
        }
    }

    /** Both halves, as {@link #text(KeyPair)} wrote them. */
    static KeyPair keyPair(byte[] text) throws Trouble {
        PrivateKey own = key(text);
        Matcher block = PUBLIC_KEY.matcher(new String(text, StandardCharsets.US_ASCII));
        if (!block.find()) {
            throw new Trouble(Trouble.Cause.KEY_UNREADABLE);
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
            PublicKey other =
                    KeyFactory.getInstance(own.getAlgorithm()).generatePublic(new X509EncodedKeySpec(encoded));
            if (!belong(own, other)) {
                throw new Trouble(Trouble.Cause.KEY_OF_ANOTHER);
            }
            return new KeyPair(other, own);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Trouble(Trouble.Cause.KEY_UNREADABLE);
        }
    }

    private static PrivateKey key(PrivateKeyInfo info) throws IOException, GeneralSecurityException {
        String algorithm = info.getPrivateKeyAlgorithm().getAlgorithm().getId();
        KeyFactory factory = KeyFactory.getInstance(
                switch (algorithm) {
                    case "1.2.840.113549.1.1.1" -> "RSA"; // RFC 8017 appendix A.1
                    case "1.2.840.10045.2.1" -> "EC"; // RFC 5480 section 2.1.1
                    default -> algorithm;
                });
        return factory.generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }

    /** What browsers take. */
    private static boolean isStrong(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= RSA_BITS;
            case ECPublicKey curve -> curve.getParams().getOrder().bitLength() >= CURVE_BITS;
            default -> false;
        };
    }

    private static boolean belong(PrivateKey key, PublicKey publicKey) throws Trouble {
        if (!key.getAlgorithm().equals(publicKey.getAlgorithm())) {
            return false;
        }
        try {
            String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update((byte) 1);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update((byte) 1);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            throw new Trouble(Trouble.Cause.KEY_OF_ANOTHER, e);
        }
    }

    /** The key, then the chain. */
    static byte[] text(Credential credential) {
        StringBuilder text =
                new StringBuilder(block("PRIVATE KEY", credential.key().getEncoded()));
        credential.chain().forEach(certificate -> text.append(text(certificate)));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Both halves. */
    static byte[] text(KeyPair keys) {
        String text = block("PRIVATE KEY", keys.getPrivate().getEncoded())
                + block("PUBLIC KEY", keys.getPublic().getEncoded());
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static String text(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateException e) {
            throw new IllegalStateException("A certificate has an encoding.", e);
        }
    }

    private static String block(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + label
                + "-----\n";
    }

    static byte[] bytes(Path file, Trouble.Cause otherwise) throws Trouble {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] all = in.readNBytes(Limits.CERTIFICATE_FILE_BYTES + 1);
            if (all.length > Limits.CERTIFICATE_FILE_BYTES) {
                throw new Trouble(otherwise);
            }
            return all;
        } catch (IOException e) {
            throw new Trouble(otherwise, e);
        }
    }
}
