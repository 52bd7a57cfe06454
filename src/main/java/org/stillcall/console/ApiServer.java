package org.stillcall.console;

import static org.stillcall.base.Contract.require;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;
import org.stillcall.call.Switchboard;
import org.stillcall.vault.CallKeys;

/** The HTTP server of the API and the page. Closed from any thread. */
public final class ApiServer implements AutoCloseable {
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " font-src 'self'; media-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    private final Log log;
    private final Sessions sessions;
    private final EventStreams streams = new EventStreams();
    private final List<Route> routes;
    private final Javalin javalin;

    /**
     * Where it listens and who may ask.
     *
     * @param bind a loopback address
     * @param port 0 for any free one
     * @param token what {@code Authorization: Bearer} has to carry; stays the caller's, who closes it after the server
     */
    public record Access(InetAddress bind, int port, Secret token) {
        public Access {
            require(bind.isLoopbackAddress(), "The API listens on the loopback interface only.");
        }
    }

    /**
     * What it works with.
     *
     * @param numbers a pool made by {@link org.stillcall.base.Digits#pool}, for the practice carrier's numbers in clear
     * @param practice empty when there is no practice carrier
     */
    public record Desk(
            Switchboard switchboard,
            CallKeys keys,
            BlockPool numbers,
            Optional<PracticeDesk> practice,
            Warnings warnings) {}

    /** The process's means. {@code nowMillis} is a monotonic clock. */
    public record Means(Log log, Randomness randomness, LongSupplier nowMillis) {}

    private ApiServer(Access access, Desk desk, Means means) {
        this.log = means.log();
        this.sessions = new Sessions(means.randomness(), means.nowMillis());
        Guard guard = new Guard(new TokenGate(access.token(), means.nowMillis()), sessions);
        this.routes = routes(desk, guard);
        this.javalin = Javalin.create(config -> {
            listen(config, access);
            guard(config, guard);
            WebFiles files = new WebFiles(guard);
            config.routes.get("/", files::page).get("/open", files::wayIn).get("/<file>", files::any);
        });
    }

    /**
     * Starts it; requests are answered when this returns.
     *
     * @throws ApiException when the port is taken
     */
    public static ApiServer start(Access access, Desk desk, Means means) {
        ApiServer server = new ApiServer(access, desk, means);
        try {
            server.javalin.start();
        } catch (JavalinException e) {
            server.close();
            throw new ApiException("The HTTP port cannot be opened; another program may have it.", e);
        }
        return server;
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    /** A code that opens the page in one browser, once, within ten minutes: {@code http://127.0.0.1:PORT/open#CODE}. */
    public String issueCode() {
        return sessions.issueCode();
    }

    /** Every address of the API. */
    List<Route> routes() {
        return routes;
    }

    /** Stops listening, ends open event streams, then waits for requests in progress for a second at most. */
    @Override
    public void close() {
        streams.close();
        try {
            javalin.stop();
        } catch (JavalinException e) { // a request was still in progress; its connection is closed all the same
            log.warn("A request was cut off by the end of the server.").with(e).write();
        }
    }

    private List<Route> routes(Desk desk, Guard guard) {
        List<Route> all = new ArrayList<>();
        all.addAll(new CallRoutes(desk, streams).all());
        all.addAll(new StatusRoutes(desk, guard).all());
        all.addAll(new PracticeRoutes(desk.practice(), streams).all());
        all.addAll(new SessionRoutes(guard, sessions).all());
        all.add(Route.get("/api/openapi.yaml", ApiServer::description).open());
        return List.copyOf(all);
    }

    private static void description(Context request) throws IOException {
        byte[] file = WebFiles.resource("/openapi.yaml");
        if (file == null) {
            throw new RefusedException(Refusal.NOT_FOUND);
        }
        request.contentType("application/yaml").result(file);
    }

    private static void listen(JavalinConfig config, Access access) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.maxRequestSize = ApiLimits.BODY_BYTES;
        config.http.prefer405over404 = true;
        config.concurrency.useVirtualThreads = true;
        QueuedThreadPool threads = new QueuedThreadPool(8, 2);
        threads.setName("http");
        threads.setReservedThreads(0);
        threads.setVirtualThreadsExecutor(
                command -> Thread.ofVirtual().name("http-request").start(command));
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new JettyErrors());
            server.setStopTimeout(1_000);
            server.setStopAtShutdown(false);
        });
        config.jetty.addConnector((server, http) -> connector(server, http, access));
    }

    private static Connector connector(Server server, HttpConfiguration http, Access access) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(ApiLimits.HEADER_BYTES);
        http.setIdleTimeout(ApiLimits.IDLE_MILLIS);
        http.setNotifyRemoteAsyncErrors(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(access.bind().getHostAddress());
        connector.setPort(access.port());
        connector.setIdleTimeout(ApiLimits.IDLE_MILLIS);
        server.addBean(new NetworkConnectionLimit(ApiLimits.CONNECTIONS, connector));
        return connector;
    }

    private void guard(JavalinConfig config, Guard guard) {
        config.routes.before(request -> {
            harden(request);
            guard.requireOwnName(request);
        });
        for (Route route : routes) {
            config.routes.addHttpHandler(route.method(), route.path(), request -> {
                guard.requireOwnSite(request);
                switch (route.needs()) {
                    case NOTHING -> {}
                    case TOKEN_OR_SESSION -> guard.requireRight(request);
                }
                route.handler().handle(request);
            });
        }
        config.routes.addHttpHandler(HandlerType.GET, "/api/<rest>", request -> {
            throw new RefusedException(Refusal.NOT_FOUND);
        });
        config.routes.exception(RefusedException.class, (e, request) -> Exchange.refuse(request, e.refusal()));
        config.routes.exception(
                HttpResponseException.class, (e, request) -> Exchange.refuse(request, JettyErrors.of(e.getStatus())));
        config.routes.exception(Exception.class, this::failed);
    }

    private void failed(Exception e, Context request) {
        log.error("A request failed.").with(e).write();
        if (!request.res().isCommitted()) {
            Exchange.refuse(request, Refusal.FAILED);
        }
    }

    private static void harden(Context request) {
        request.header("Cache-Control", "no-store");
        request.header("Content-Security-Policy", CONTENT_POLICY);
        request.header("Cross-Origin-Opener-Policy", "same-origin");
        request.header("Cross-Origin-Resource-Policy", "same-origin");
        request.header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        request.header("Referrer-Policy", "no-referrer");
        request.header("X-Content-Type-Options", "nosniff");
        request.header("X-Frame-Options", "DENY");
    }
}
