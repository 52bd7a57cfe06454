package org.stillcall.console;

import static org.stillcall.base.Contract.require;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;
import org.stillcall.call.Switchboard;
import org.stillcall.certificate.Shown;
import org.stillcall.vault.CallKeys;

/** The HTTP server of the API and the page. Closed from any thread. */
public final class ApiServer implements AutoCloseable {
    private final Log log;
    private final Sessions sessions;
    private final DeskSessions deskSessions;
    private final Optional<PeopleDesk> people;
    private final EventStreams streams = new EventStreams();
    private final Ports ports;
    private final ScheduledExecutorService clock;
    private final PhoneRoutes phones;
    private final PracticeLines practice;
    private final List<Route> routes;
    private final Javalin javalin;

    /**
     * Where it listens and who may ask.
     *
     * @param bind a loopback address, for plain HTTP
     * @param port 0 for any free one
     * @param token what {@code Authorization: Bearer} has to carry; stays the caller's, who closes it after the server
     * @param https for the network; empty for this machine only
     */
    public record Access(InetAddress bind, int port, Secret token, Optional<Https> https) {
        public Access {
            require(bind.isLoopbackAddress(), "Plain HTTP is for the loopback interface only.");
        }

        /** For this machine only. */
        public Access(InetAddress bind, int port, Secret token) {
            this(bind, port, token, Optional.empty());
        }
    }

    /**
     * HTTPS, under the names that the desk's origin holds.
     *
     * @param listen an address and a port, not 0
     * @param figures what is told of it at {@code /metrics}
     */
    public record Https(InetSocketAddress listen, Shown shown, Supplier<List<Switchboard.Gauge>> figures) {}

    /**
     * What it works with.
     *
     * @param numbers a pool made by {@link org.stillcall.base.Digits#pool}, for the practice carrier's numbers in clear
     * @param practice empty when there is no practice carrier
     * @param people empty when nothing is kept: a switch with an API, which nobody signs in to
     */
    public record Desk(
            Switchboard switchboard,
            CallKeys keys,
            BlockPool numbers,
            Optional<PracticeDesk> practice,
            Warnings warnings,
            Optional<DeskMeans> people) {
        /** Without people. */
        public Desk(
                Switchboard switchboard,
                CallKeys keys,
                BlockPool numbers,
                Optional<PracticeDesk> practice,
                Warnings warnings) {
            this(switchboard, keys, numbers, practice, warnings, Optional.empty());
        }
    }

    /** The process's means. {@code nowMillis} is a monotonic clock. */
    public record Means(Log log, Randomness randomness, LongSupplier nowMillis) {}

    private ApiServer(Access access, Desk desk, Means means) {
        this.log = means.log();
        this.sessions = new Sessions(means.randomness(), means.nowMillis());
        this.deskSessions = new DeskSessions(
                means.randomness(),
                means.nowMillis(),
                device -> desk.switchboard().pages().hangUp(device.text()));
        Origin origin = desk.people().map(people -> people.rules().origin()).orElseGet(Origin::local);
        Guard guard = new Guard(new TokenGate(access.token(), means.nowMillis()), sessions, deskSessions, origin);
        SecurityHeaders headers = new SecurityHeaders(origin);
        this.ports = new Ports(means.nowMillis());
        this.clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("http-clock").factory());
        PhoneRoutes.Door door = new PhoneRoutes.Door(guard, headers);
        this.phones = new PhoneRoutes(door, desk.switchboard(), deskSessions, means.nowMillis());
        this.practice = new PracticeLines(desk.practice(), door, sessions, means.nowMillis());
        PeopleDesk.Entry entry = new PeopleDesk.Entry(deskSessions, guard, streams, this::sweep);
        this.people = desk.people().map(people -> new PeopleDesk(desk, people, means, entry));
        this.routes = routes(desk, guard, means, () -> figures(access));
        this.javalin = Javalin.create(config -> {
            listen(config, access, headers);
            guard(config, guard, headers);
            phones.configure(config);
            practice.configure(config);
            WebFiles files = new WebFiles(
                    guard, desk.people().map(people -> people.rules().origin()));
            config.routes.get("/", files::page);
            config.routes.get("/practice", files::practice);
            config.routes.get("/open", files::wayIn);
            config.routes.get("/language.js", files::language);
            config.routes.get("/<file>", files::any);
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
            var _ = server.clock.scheduleWithFixedDelay(server.ports.slow::sweep, 1, 1, TimeUnit.SECONDS);
        } catch (ApiException e) {
            server.close();
            throw e;
        } catch (JavalinException e) {
            server.close();
            throw new ApiException("The HTTP port cannot be opened. Choose another with --http or 'http_port'.", e);
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

    /** A code that opens the set-up page, good until the centre is made; only where people are kept. */
    public Optional<String> issueSetupCode() {
        return people.flatMap(PeopleDesk::issueSetupCode);
    }

    /** Locks and ends what is due at once instead of within the second. */
    void sweep() {
        deskSessions.sweep();
        phones.sweep();
        practice.sweep();
    }

    /** Every address of the API. */
    List<Route> routes() {
        return routes;
    }

    /** Stops listening, ends open event streams, then waits for requests in progress for a second at most. */
    @Override
    public void close() {
        clock.shutdownNow();
        phones.close();
        practice.close();
        streams.close();
        people.ifPresent(PeopleDesk::close);
        try {
            javalin.stop();
        } catch (JavalinException e) { // a request was still in progress; its connection is closed all the same
            log.warn("A request was cut off by the end of the server.").with(e).write();
        }
    }

    private List<Route> routes(Desk desk, Guard guard, Means means, Supplier<List<Switchboard.Gauge>> figures) {
        List<Route> all = new ArrayList<>();
        all.addAll(new CallRoutes(desk, streams, people.map(PeopleDesk::calls)).all());
        all.addAll(new ThirdRoutes(desk.switchboard().thirdParties(), people).all());
        all.addAll(new LineRoutes(desk.switchboard(), desk.people()).all());
        all.addAll(new FootprintRoutes(desk.switchboard(), people.map(PeopleDesk::calls)).all());
        all.addAll(new StatusRoutes(desk, guard, figures, means.nowMillis()).all());
        all.addAll(new PracticeRoutes(desk.practice(), streams).all());
        all.addAll(practice.all());
        all.addAll(new GuestRoutes(desk.switchboard().routes().guests(), means.nowMillis()).all());
        all.addAll(new SessionRoutes(guard, sessions).all());
        people.ifPresent(staff -> all.addAll(staff.routes()));
        people.ifPresent(staff -> all.addAll(phones.all()));
        all.add(Route.get("/api/openapi.yaml", ApiServer::description).open());
        return List.copyOf(all);
    }

    private static void description(Context request) {
        byte[] file = WebPack.resource("/openapi.yaml");
        if (file == null) {
            throw new RefusedException(Refusal.NOT_FOUND);
        }
        request.contentType("application/yaml").result(file);
    }

    private void listen(JavalinConfig config, Access access, SecurityHeaders headers) {
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
            server.setErrorHandler(new JettyErrors(headers));
            server.setStopTimeout(1_000);
            server.setStopAtShutdown(false);
        });
        config.jetty.addConnector((server, http) -> ports.plain(server, http, access));
        access.https()
                .ifPresent(https -> config.jetty.addConnector((server, http) -> ports.secure(server, http, https)));
    }

    /** What is told of HTTPS and of the board of safety; nothing where there is neither. */
    private List<Switchboard.Gauge> figures(Access access) {
        List<Switchboard.Gauge> figures = new ArrayList<>();
        access.https().ifPresent(https -> {
            figures.add(new Switchboard.Gauge(
                    "stillcall_https_connections", "HTTPS connections now.", ports.visitors.count()));
            figures.add(new Switchboard.Gauge(
                    "stillcall_https_refused", "HTTPS connections closed unread so far.", ports.visitors.refused()));
            figures.addAll(https.figures().get());
        });
        people.ifPresent(staff -> figures.addAll(staff.figures()));
        return figures;
    }

    private void guard(JavalinConfig config, Guard guard, SecurityHeaders headers) {
        config.routes.before(request -> {
            headers.put(request);
            guard.requireOwnName(request);
        });
        for (Route route : routes) {
            config.routes.addHttpHandler(route.method(), route.path(), request -> {
                guard.requireOwnSite(request);
                guard.admit(request, route.needs());
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
}
