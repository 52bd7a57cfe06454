package org.stillcall.console;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What devices show of a certificate and people compare, as pairs of hexadecimal digits in capitals with blanks
 * between. Not words, and not on the page that gives the certificate out: whoever could swap the file could print the
 * right words beside it. What counts is what the device itself shows.
 *
 * @param sha256 what all systems show but one
 * @param sha1 what Windows shows; enough to compare by, since it takes a second certificate of the same sum
 */
public record Fingerprint(String sha256, String sha1) {
    /** Of the whole certificate. */
    public static Fingerprint of(X509Certificate certificate) {
        return new Fingerprint(sum(certificate, "SHA-256"), sum(certificate, "SHA-1"));
    }

    private static String sum(X509Certificate certificate, String algorithm) {
        try {
            byte[] hash = MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(" ").formatHex(hash).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("The JDK has both, and a certificate has an encoding.", e);
        }
    }
}
