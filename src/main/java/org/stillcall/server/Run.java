package org.stillcall.server;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;
import org.stillcall.call.Switchboard;
import org.stillcall.console.ApiException;
import org.stillcall.console.ApiServer;

/** From settings to a running server, and its end. */
final class Run {
    private static final long LONGEST_END_MILLIS = 4_500;
    private static final long READY_LOOK_NANOS = 20_000_000;
    private static final long WARN_NANOS = 10_000_000_000L;

    private final Starter starter;
    private final PrintStream out;
    private final PrintStream err;
    private final Log log;
    private final Randomness randomness;

    /** Standard output and error, what wires, and the process's means. */
    Run(Starter starter, PrintStream out, PrintStream err, Starter.Means means) {
        this.starter = starter;
        this.out = out;
        this.err = err;
        this.log = means.log();
        this.randomness = means.randomness();
    }

    /**
     * Starts everything, says so, and returns with the server running.
     *
     * @param shutdown holds all that runs; on failure it is closed
     * @throws StartException when it cannot start
     */
    ApiServer start(Settings settings, Starter.Mode mode, Optional<String> givenToken, Shutdown shutdown) {
        try {
            Token.prepare(settings.server().data());
            Secret token = shutdown.add(Token.of(givenToken, settings.server(), randomness));
            Service service = starter.start(settings, mode, new Starter.Means(log, randomness), shutdown);
            ApiServer api = shutdown.add(api(settings, service, token));
            String address = "http://127.0.0.1:" + api.port() + "/";
            awaitCalls(service.switchboard());
            out.println("ready " + address);
            out.flush();
            switch (mode) {
                case DEMO ->
                    err.println("Open this in a browser on this machine, once, within ten minutes: " + address + "open#"
                            + api.issueCode());
                case SERVE -> {}
            }
            if (givenToken.isEmpty() && settings.server().token().isEmpty()) {
                err.println(
                        "The API's token stands in " + settings.server().data().resolve(Token.FILE));
            }
            return api;
        } catch (RuntimeException e) {
            shutdown.close();
            throw e;
        }
    }

    /** Until a trunk is in service no call is possible: the API answers meanwhile, and its health check says so. */
    private void awaitCalls(Switchboard switchboard) {
        long warned = System.nanoTime();
        while (!switchboard.ready()) {
            if (System.nanoTime() - warned > WARN_NANOS) {
                warned = System.nanoTime();
                log.warn("No call is possible yet: no trunk is in service. Check the trunk's address and password.")
                        .write();
            }
            LockSupport.parkNanos(READY_LOOK_NANOS);
        }
    }

    private ApiServer api(Settings settings, Service service, Secret token) {
        ApiServer.Access access = new ApiServer.Access(
                settings.server().httpBind(), settings.server().httpPort(), token);
        ApiServer.Desk desk = new ApiServer.Desk(
                service.switchboard(),
                service.keys(),
                service.numbers(),
                service.practice(),
                () -> StartChecks.ofThisProcess().present());
        ApiServer.Means means = new ApiServer.Means(log, randomness, () -> System.nanoTime() / 1_000_000);
        try {
            return ApiServer.start(access, desk, means);
        } catch (ApiException e) {
            throw new StartException("The HTTP port cannot be opened. Choose another with --http or 'http_port'.", e);
        }
    }

    /** Starts, logs what is weak about the host, and waits for SIGTERM or Ctrl-C, which end it with status 0. */
    void untilEnded(Settings settings, Starter.Mode mode, Optional<String> givenToken) {
        Shutdown shutdown = new Shutdown(log);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(shutdown), "shutdown"));
        start(settings, mode, givenToken, shutdown);
        StartChecks.ofThisProcess().log(log);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A part that hangs does not keep the process: its calls are lost either way. */
    private void end(Shutdown shutdown) {
        Thread limit = Thread.ofPlatform().daemon().name("shutdown-limit").start(() -> {
            try {
                Thread.sleep(LONGEST_END_MILLIS);
                log.error("A part of the server did not end in time.").write();
                Runtime.getRuntime().halt(0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        shutdown.close();
        limit.interrupt();
        Runtime.getRuntime().halt(0);
    }
}
