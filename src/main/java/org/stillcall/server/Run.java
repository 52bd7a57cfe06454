package org.stillcall.server;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;
import org.stillcall.call.Routes;
import org.stillcall.call.Switchboard;
import org.stillcall.console.ApiException;
import org.stillcall.console.ApiServer;
import org.stillcall.console.DeskMeans;
import org.stillcall.console.Origin;
import org.stillcall.console.SafetyMeans;
import org.stillcall.plan.Identity;
import org.stillcall.plan.Moment;
import org.stillcall.push.AlertSender;
import org.stillcall.push.PushSender;
import org.stillcall.vault.LogCheck;
import org.stillcall.vault.ReceiptLog;
import org.stillcall.vault.TrustedMarks;

/** From settings to a running server, and its end. */
final class Run {
    private static final String CLOCK_SET_BACK =
            "The machine's clock was set back, so no call is placed under a contact"
                    + " plan: set it right. Ends that have come by the later time have come for good.";
    private static final String NO_TRUNK =
            "No call is possible yet: no trunk is in service. Check the trunk's address and password.";
    private static final String NOT_TESTED =
            "No call is possible yet: no test call has been right. The page Routes says" + " what each of them saw.";
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
            Starter.Means means = new Starter.Means(log, randomness);
            Kept kept = Kept.open(settings.keeping(), settings.server().data(), means, shutdown);
            CallersParts callers = CallersParts.open(settings, kept, means, shutdown);
            KeptProbes book = shutdown.add(new KeptProbes(kept.store(), KeptProbes.pool(settings), log));
            Starter.Means timed = new Starter.Means(log, randomness, kept.keys()::now, callers.switched(), book);
            Service service = starter.start(settings, mode, timed, shutdown);
            Optional<Https> https = settings.keeping()
                    .console()
                    .https()
                    .map(it -> Https.prepare(it, settings.server().data(), timed, InstantSource.system()));
            Optional<AlertSender> alerts = settings.keeping()
                    .alerts()
                    .map(it -> shutdown.add(AlertSender.begin(
                            new AlertSender.Settings(
                                    it.webhook(), it.secret().map(secret -> (Supplier<Secret>) secret::read)),
                            log)));
            ApiServer api = shutdown.add(api(settings, new Behind(service, kept, callers, token, https, alerts)));
            https.ifPresent(it -> it.begin(shutdown));
            service.turn().open(https.map(Https::shown));
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
            https.ifPresent(it -> it.tell(err));
            api.issueSetupCode().ifPresent(code -> inviteToSetUp(origin(settings, https), api, code));
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

    /** The part after the '#' is seen by no server, proxy or log; passkeys need a name, which 127.0.0.1 is not. */
    private void inviteToSetUp(Origin origin, ApiServer api, String code) {
        String address = origin.configured().orElse("http://localhost:" + api.port());
        err.println(
                "There is no centre here yet. To set one up, open this in a browser: " + address + "/#setup=" + code);
    }

    /** Until a trunk is in service no call is possible: the API answers meanwhile, and its health check says so. */
    private void awaitCalls(Switchboard switchboard) {
        long warned = System.nanoTime();
        while (!switchboard.ready() || !anyTested(switchboard)) {
            if (System.nanoTime() - warned > WARN_NANOS) {
                warned = System.nanoTime();
                log.warn(switchboard.ready() ? NOT_TESTED : NO_TRUNK).write();
            }
            LockSupport.parkNanos(READY_LOOK_NANOS);
        }
    }

    /** Where nothing is known of lines, nothing is tested. */
    private static boolean anyTested(Switchboard switchboard) {
        List<Routes.View> views = switchboard.routes().views();
        return views.isEmpty() || views.stream().anyMatch(view -> view.open() && view.mode() == Identity.HIDDEN);
    }

    /** What stands behind the API, and beside it. */
    private record Behind(
            Service service,
            Kept kept,
            CallersParts callers,
            Secret token,
            Optional<Https> https,
            Optional<AlertSender> alerts) {}

    private static Origin origin(Settings settings, Optional<Https> https) {
        return https.map(Https::origin)
                .orElseGet(() -> new Origin(settings.keeping().console().origin()));
    }

    private ApiServer api(Settings settings, Behind behind) {
        Service service = behind.service;
        ApiServer.Access access = new ApiServer.Access(
                settings.server().httpBind(),
                settings.server().httpPort(),
                behind.token,
                behind.https.map(Https::port));
        ApiServer.Desk desk = new ApiServer.Desk(
                service.switchboard(),
                service.keys(),
                service.numbers(),
                service.practice(),
                () -> warnings(settings, behind),
                Optional.of(people(settings, behind, origin(settings, behind.https))));
        ApiServer.Means means = new ApiServer.Means(log, randomness, () -> System.nanoTime() / 1_000_000);
        try {
            return ApiServer.start(access, desk, means);
        } catch (ApiException e) {
            throw new StartException(e.getMessage() == null ? "A port cannot be opened." : e.getMessage(), e);
        }
    }

    private static List<String> warnings(Settings settings, Behind behind) {
        List<String> warnings = new ArrayList<>(ofTheHost(settings));
        if (behind.kept.keys().ahead().compareTo(Moment.MOST_APART) > 0) {
            warnings.add(CLOCK_SET_BACK);
        }
        behind.https.ifPresent(it -> warnings.addAll(it.present()));
        return warnings;
    }

    private static List<String> ofTheHost(Settings settings) {
        List<String> warnings = new ArrayList<>(StartChecks.ofThisProcess().present());
        RootPlace.of(settings.keeping().root(), settings.server().data())
                .ifPresent(place -> warnings.addAll(place.present()));
        return warnings;
    }

    private static DeskMeans people(Settings settings, Behind behind, Origin origin) {
        Kept kept = behind.kept;
        Keeping.Console console = settings.keeping().console();
        InForce inForce = InForce.of(settings, kept.keys()::now);
        return new DeskMeans(
                kept.store(),
                kept.keys(),
                kept.receipts(),
                new DeskMeans.Rules(
                        origin,
                        inForce::syncedPasskeys,
                        inForce::overrideDelay,
                        console.categories(),
                        console.noisyTotals() ? DeskMeans.SmallCounts.NOISE : DeskMeans.SmallCounts.HIDDEN,
                        console.pushContact().map(contact -> PushSender.of(contact, InstantSource.system()))),
                new DeskMeans.PlanRules(
                        settings.rules(),
                        inForce::planDays,
                        wording(settings, console),
                        habits(settings, console, inForce)),
                behind.callers.rota(),
                behind.callers.console(),
                safety(settings, behind),
                inForce);
    }

    private static SafetyMeans safety(Settings settings, Behind behind) {
        Path receipts = settings.server().data().resolve(ReceiptLog.FOLDER);
        return new SafetyMeans(
                () -> LogCheck.run(receipts, TrustedMarks.none()) instanceof LogCheck.Whole,
                () -> behind.https.map(Https::certificate),
                (topic, colour) -> behind.alerts.ifPresent(it -> it.tell(topic, colour)));
    }

    private static DeskMeans.Habits habits(Settings settings, Keeping.Console console, InForce inForce) {
        return new DeskMeans.Habits(settings.centre().zone(), console.planDays().usual(), inForce::notes);
    }

    private static DeskMeans.Wording wording(Settings settings, Keeping.Console console) {
        List<String> leased = settings.centre().pool().stream()
                .map(pooled -> "+" + pooled.number().e164())
                .toList();
        return new DeskMeans.Wording(console.languages(), leased, console.names());
    }

    /** Starts, logs what is weak about the host, and waits for SIGTERM or Ctrl-C, which end it with status 0. */
    void untilEnded(Settings settings, Starter.Mode mode, Optional<String> givenToken) {
        Shutdown shutdown = new Shutdown(log);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(shutdown), "shutdown"));
        start(settings, mode, givenToken, shutdown);
        switch (mode) {
            case SERVE ->
                ofTheHost(settings).forEach(warning -> log.warn(warning).write());
            case DEMO -> StartChecks.ofThisProcess().log(log); // its keys are nobody's
        }
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
