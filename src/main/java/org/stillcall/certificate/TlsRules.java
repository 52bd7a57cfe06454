package org.stillcall.certificate;

import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/** How the console's ports speak TLS, whatever is spoken inside. */
public final class TlsRules {
    /** How long a client may take a session up again without a new handshake. */
    public static final int SESSION_SECONDS = 3_600;

    public static final int SESSIONS = 2_000;

    private TlsRules() {}

    public static String[] protocols() {
        return new String[] {"TLSv1.3", "TLSv1.2"};
    }

    /** Those with forward secrecy and authenticated encryption (RFC 9325 section 4.2). */
    public static String[] suites() {
        return new String[] {
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
        };
    }

    /** A context with the certificate of the moment, which {@code shown} chooses at each handshake. */
    public static SSLContext context(Shown shown) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {shown}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK speaks TLS.", e);
        }
    }
}
