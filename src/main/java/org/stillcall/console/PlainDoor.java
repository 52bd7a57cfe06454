package org.stillcall.console;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.stillcall.base.Log;
import org.stillcall.certificate.Host;
import org.stillcall.certificate.Proofs;

/**
 * Plain HTTP for the network, which never shows anything of the console: proofs for an authority, then either the
 * page by which devices take our own authority's certificate, or the way to the HTTPS address. Reads no body, sets no
 * cookie, answers by the configured names only. Closed from any thread.
 */
public final class PlainDoor implements AutoCloseable {
    private static final String PROOF = "/.well-known/acme-challenge/";
    private static final long STOP_MILLIS = 500;

    private final Log log;
    private final Server server;
    private final ScheduledExecutorService clock;

    /**
     * What it serves.
     *
     * @param hosts by which names and addresses it is asked
     * @param origin where the console is
     * @param root our own authority's, whose page is then shown; empty to send browsers to {@code origin}
     */
    public record Content(Collection<Host> hosts, String origin, Optional<X509Certificate> root, Proofs proofs) {}

    private PlainDoor(InetSocketAddress listen, Content content, Log log, LongSupplier nowMillis) {
        this.log = log;
        QueuedThreadPool threads = new QueuedThreadPool(8, 1);
        threads.setName("http-plain");
        threads.setReservedThreads(0);
        threads.setDaemon(true);
        server = new Server(threads);
        server.setStopTimeout(STOP_MILLIS);
        server.setErrorHandler(new Nothing());
        server.setHandler(new Pages(content));
        Ports ports = new Ports(nowMillis);
        Door door = new Door(server, ports.visitors, new HttpConnectionFactory(Ports.limited(new HttpConfiguration())));
        door.addBean(ports.slow);
        door.at(listen);
        server.addConnector(door);
        clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("http-plain-clock").factory());
        var _ = clock.scheduleWithFixedDelay(ports.slow::sweep, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Opens it.
     *
     * @param nowMillis a monotonic clock
     * @throws ApiException when the port cannot be opened
     */
    public static PlainDoor open(InetSocketAddress listen, Content content, Log log, LongSupplier nowMillis) {
        PlainDoor door = new PlainDoor(listen, content, log, nowMillis);
        try {
            door.server.start();
        } catch (Exception e) {
            door.close();
            throw new ApiException("The port of plain HTTP cannot be opened.", e);
        }
        return door;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        try {
            server.stop();
        } catch (Exception e) {
            log.warn("The port of plain HTTP did not close in order.").with(e).write();
        }
    }

    /** The answers. */
    private static final class Pages extends Handler.Abstract.NonBlocking {
        private final Set<String> hosts;
        private final String origin;
        private final Optional<InstallPage> install;
        private final Proofs proofs;

        Pages(Content content) {
            this.hosts = content.hosts.stream().map(Host::text).collect(Collectors.toUnmodifiableSet());
            this.origin = content.origin;
            this.install = content.root.map(root -> new InstallPage(root, content.origin));
            this.proofs = content.proofs;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String method = request.getMethod();
            boolean reads = HttpMethod.GET.is(method) || HttpMethod.HEAD.is(method);
            String path = Request.getPathInContext(request);
            harden(response);
            if (!reads || !isOwn(request)) {
                refuse(response, callback);
            } else if (path.startsWith(PROOF)) {
                proofs.text(path.substring(PROOF.length()))
                        .ifPresentOrElse(
                                text -> send(response, "application/octet-stream", ascii(text), callback),
                                () -> refuse(response, callback));
            } else if (install.isPresent()) {
                install.get()
                        .file(path, request.getHeaders().get(HttpHeader.ACCEPT_LANGUAGE))
                        .ifPresentOrElse(
                                file -> send(response, file.type(), file.content(), callback),
                                () -> refuse(response, callback));
            } else {
                response.setStatus(308); // RFC 9110 section 15.4.9
                response.getHeaders().put(HttpHeader.LOCATION, origin + "/");
                response.write(true, ByteBuffer.allocate(0), callback);
            }
            return true;
        }

        private boolean isOwn(Request request) {
            String host = Request.getServerName(request);
            return host != null && hosts.contains(host.toLowerCase(Locale.ROOT));
        }

        private static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }

        private static void send(Response response, String type, byte[] content, Callback callback) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
            response.write(true, ByteBuffer.wrap(content), callback);
        }
    }

    private static void refuse(Response response, Callback callback) {
        response.setStatus(404);
        response.getHeaders().put(new HttpField(HttpHeader.CONNECTION, "close"));
        response.write(true, ByteBuffer.allocate(0), callback);
    }

    private static void harden(Response response) {
        response.getHeaders().put("Cache-Control", "no-store");
        response.getHeaders()
                .put(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; base-uri 'none';"
                                + " form-action 'none'; frame-ancestors 'none'");
        response.getHeaders().put("Referrer-Policy", "no-referrer");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put("X-Frame-Options", "DENY");
    }

    /** What is not HTTP, or too long, gets a status and nothing else. */
    private static final class Nothing extends org.eclipse.jetty.server.handler.ErrorHandler {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            harden(response);
            response.write(true, ByteBuffer.allocate(0), callback);
            return true;
        }
    }
}
