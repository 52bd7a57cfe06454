package org.stillcall.console;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.stillcall.certificate.Shown;

/**
 * Closes connections whose client keeps them by doing almost nothing: a handshake that is not done in time, a request
 * that comes byte by byte. The web server itself only ends those on which nothing moves at all. Threads may share it.
 */
final class SlowClients implements Connection.Listener, SslHandshakeListener {
    private final LongSupplier nowMillis;
    private final Map<SSLEngine, Handshake> handshakes = new ConcurrentHashMap<>();
    private final Map<Connection, Progress> requests = new ConcurrentHashMap<>();

    private record Handshake(Connection connection, long began) {}

    /** What had come when a request was last whole, and since when bytes of the next one, or of its body, come in. */
    private static final class Progress {
        private long messages;
        private long bytesBefore;
        private long bytesSeen;
        private long since = -1;
    }

    SlowClients(LongSupplier nowMillis) {
        this.nowMillis = nowMillis;
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof SslConnection tls) {
            handshakes.put(tls.getSSLEngine(), new Handshake(connection, nowMillis.getAsLong()));
        } else if (connection instanceof ConnectionMetaData) { // HTTP; a WebSocket is slow by nature
            requests.put(connection, new Progress());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection instanceof SslConnection tls) {
            handshakes.remove(tls.getSSLEngine());
        }
        requests.remove(connection);
    }

    /** An authority that looked at its proof has nothing more to ask (RFC 8737 section 3), so its time goes on. */
    @Override
    public void handshakeSucceeded(Event event) {
        if (!Shown.ACME_TLS.equals(event.getSSLEngine().getApplicationProtocol())) {
            handshakes.remove(event.getSSLEngine());
        }
    }

    /** Closes what is overdue; called each second by one thread. */
    void sweep() {
        long now = nowMillis.getAsLong();
        for (Handshake handshake : handshakes.values()) {
            if (now - handshake.began > ApiLimits.HANDSHAKE_MILLIS) {
                handshake.connection.close();
            }
        }
        requests.forEach((connection, progress) -> {
            if (isOverdue(connection, progress, now)) {
                connection.close();
            }
        });
    }

    /** Only bytes that still trickle in are slow; where nothing comes any more, the idle timeout ends it. */
    private static boolean isOverdue(Connection connection, Progress progress, long now) {
        long messages = connection.getMessagesIn();
        long bytes = connection.getBytesIn();
        boolean more = bytes > progress.bytesSeen;
        progress.bytesSeen = bytes;
        if (messages != progress.messages) {
            progress.messages = messages;
            progress.bytesBefore = bytes;
            progress.since = -1;
            return false;
        }
        if (!more) {
            return false;
        }
        if (progress.since < 0) {
            progress.since = now;
        }
        long forSize = (bytes - progress.bytesBefore) * 1_000 / ApiLimits.LEAST_BYTES_PER_SECOND;
        return now - progress.since > ApiLimits.REQUEST_MILLIS + forSize;
    }
}
