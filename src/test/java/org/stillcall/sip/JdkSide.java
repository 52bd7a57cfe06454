package org.stillcall.sip;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The JDK's TLS with the tests' certificates. */
public final class JdkSide {
    private JdkSide() {}

    public static SSLContext context(TestCertificates authority, Optional<TestCertificates.Issued> own)
            throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("anchor", authority.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null, null);
        if (own.isPresent()) {
            Certificate[] chain = {own.get().certificate()};
            keys.setKeyEntry("own", own.get().pair().getPrivate(), new char[0], chain);
        }
        KeyManagerFactory proof = KeyManagerFactory.getInstance("PKIX");
        proof.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(proof.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
