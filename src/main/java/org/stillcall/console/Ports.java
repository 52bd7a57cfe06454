package org.stillcall.console;

import java.util.function.LongSupplier;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.stillcall.certificate.Shown;
import org.stillcall.certificate.TlsRules;

/** The ports: plain HTTP on this machine alone, HTTPS for the network. */
final class Ports {
    final Visitors visitors;
    final SlowClients slow;

    Ports(LongSupplier nowMillis) {
        this.visitors = new Visitors(nowMillis);
        this.slow = new SlowClients(nowMillis);
    }

    /** Plain HTTP, whose size limits stand in {@code http}. */
    Connector plain(Server server, HttpConfiguration http, ApiServer.Access access) {
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(limited(http)));
        connector.setHost(access.bind().getHostAddress());
        connector.setPort(access.port());
        connector.setIdleTimeout(ApiLimits.IDLE_MILLIS);
        connector.addBean(slow);
        server.addBean(new NetworkConnectionLimit(ApiLimits.CONNECTIONS, connector));
        return connector;
    }

    /**
     * HTTPS.
     *
     * @throws ApiException when the port cannot be opened
     */
    Connector secure(Server server, HttpConfiguration http, ApiServer.Https https) {
        HttpConfiguration secured = limited(new HttpConfiguration(http));
        secured.addCustomizer(new SecureRequestCustomizer(true));
        SslConnectionFactory tls = new SslConnectionFactory(new Tls(https.shown()), "http/1.1");
        Door door = new Door(server, visitors, tls, new HttpConnectionFactory(secured));
        door.addBean(slow);
        door.at(https.listen());
        return door;
    }

    static HttpConfiguration limited(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(ApiLimits.HEADER_BYTES);
        http.setIdleTimeout(ApiLimits.IDLE_MILLIS);
        http.setNotifyRemoteAsyncErrors(false);
        return http;
    }

    /** TLS with the certificate of the moment, which its keys' holder chooses at each handshake. */
    private static final class Tls extends SslContextFactory.Server {
        private final Shown shown;

        Tls(Shown shown) {
            this.shown = shown;
            setSslContext(TlsRules.context(shown));
            setIncludeProtocols(TlsRules.protocols());
            setExcludeProtocols();
            setIncludeCipherSuites(TlsRules.suites());
            setExcludeCipherSuites();
            setUseCipherSuitesOrder(false); // phones without AES in hardware prefer ChaCha20
            setRenegotiationAllowed(false);
            setSslSessionCacheSize(TlsRules.SESSIONS);
            setSslSessionTimeout(TlsRules.SESSION_SECONDS);
        }

        @Override
        public void customize(SSLEngine engine) {
            super.customize(engine);
            engine.setHandshakeApplicationProtocolSelector((asked, offered) -> shown.protocol(offered));
        }
    }
}
