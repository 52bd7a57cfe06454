package org.stillcall.turn;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.stillcall.certificate.Shown;
import org.stillcall.certificate.TlsRules;

/** TLS around a connection, with the certificate that the console shows at the moment. Threads may share it. */
final class TurnTls {
    private final SSLContext context;

    TurnTls(Shown shown) {
        context = TlsRules.context(shown);
        context.getServerSessionContext().setSessionCacheSize(TlsRules.SESSIONS);
        context.getServerSessionContext().setSessionTimeout(TlsRules.SESSION_SECONDS);
    }

    /** Shakes hands; whoever closes the socket beneath ends it. */
    Socket around(Socket socket) throws IOException {
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, false);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setProtocols(TlsRules.protocols());
        parameters.setCipherSuites(TlsRules.suites());
        parameters.setUseCipherSuitesOrder(false);
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }
}
