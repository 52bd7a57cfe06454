package org.stillcall.server;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.base.Limits;
import org.stillcall.call.Switchboard;
import org.stillcall.console.PracticeDesk;
import org.stillcall.media.BrowserSettings;
import org.stillcall.media.MediaEngine;
import org.stillcall.media.MediaSettings;
import org.stillcall.media.Prompts;
import org.stillcall.plan.DialPlan;
import org.stillcall.plan.Moment;
import org.stillcall.practice.PracticeCarrier;
import org.stillcall.sip.SipLoop;
import org.stillcall.vault.CallKeys;

/** Builds everything behind the API by constructors: the loop, the media, the switch, the practice carrier. */
final class Wiring {
    private static final long START_SECONDS = 20;
    private static final long SWEEP_MILLIS = 1_000;
    private static final int FREE_PORT_TRIES = 50;

    private Wiring() {}

    /** A {@link Starter}. */
    static Service start(Settings settings, Starter.Mode mode, Starter.Means means, Shutdown shutdown) {
        SipLoop loop = shutdown.add(new SipLoop(means.log()));
        BlockPool numbers = Digits.pool(4 * Limits.CALLS);
        CallKeys keys = shutdown.add(new CallKeys(() -> System.nanoTime() / 1_000_000, means.randomness(), numbers));
        MediaEngine media =
                shutdown.add(new MediaEngine(relay(settings), means.randomness(), means.log(), loop, System::nanoTime));
        TurnPorts turn = TurnPorts.prepare(settings.turning(), media, means, shutdown);
        Prompts prompts = settings.media()
                .prompts()
                .map(folder -> Prompts.from(folder, settings.centre().language()))
                .orElseGet(() -> Prompts.builtIn(settings.centre().language()));
        DialPlan dialPlan = new DialPlan();
        dialPlan.warm(settings.centre().region());
        Core core =
                new Core(loop, media, turn, prompts, dialPlan, numbers, Clock.system(ZoneId.systemDefault()), means);
        Optional<PracticeCarrier> practice = switch (mode) {
            case DEMO -> Optional.of(shutdown.add(practice(core)));
            case SERVE -> Optional.empty();
        };
        Settings wired =
                practice.map(carrier -> withPractice(settings, carrier)).orElse(settings);
        Switch centre = onLoop(loop, () -> {
            Switch built = new Switch(wired, core);
            practice.ifPresent(carrier -> carrier.customerAt(built.address())); // before its first test call
            return built;
        });
        shutdown.add(() -> end(loop, centre));
        onLoop(loop, () -> {
            sweep(loop, keys);
            return true;
        });
        practice.ifPresent(carrier -> wired.helplines().stream()
                .flatMap(each -> each.helpline().numbers().stream())
                .findFirst()
                .ifPresent(number -> carrier.publish(number, centre.address())));
        Switchboard switchboard = centre.calls();
        return new Service(switchboard, keys, numbers, practice.map(carrier -> (PracticeDesk) carrier), turn);
    }

    /**
     * The relay with its port for browsers. Where callers come in, it has a pair ready for each that may come within a
     * second: to open it as they come would keep the loop from the next.
     */
    private static MediaSettings relay(Settings settings) {
        Settings.Media media = settings.media();
        MediaSettings usual = media.engine();
        MediaSettings engine =
                settings.helplines().isEmpty() ? usual : usual.with(usual.stock() + Limits.INCOMING_PER_SECOND);
        int port = media.browserPort() == 0 ? freePort(engine) : media.browserPort();
        BrowserSettings.Address address = new BrowserSettings.Address(engine.bind(), engine.advertised());
        return engine.with(BrowserSettings.of(List.of(address), port));
    }

    /** One that the system gives, outside the range of the other media ports. */
    private static int freePort(MediaSettings engine) {
        for (int tries = 0; tries < FREE_PORT_TRIES; tries++) {
            try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(engine.bind(), 0))) {
                int port = socket.getLocalPort();
                if (port < engine.lowestPort() || port > engine.highestPort()) {
                    return port;
                }
            } catch (IOException e) {
                throw new StartException("No UDP port is free for browsers.", e);
            }
        }
        throw new StartException("No UDP port outside the range of media ports is free for browsers.");
    }

    /** What every part is built from. */
    record Core(
            SipLoop loop,
            MediaEngine media,
            TurnPorts turn,
            Prompts prompts,
            DialPlan dialPlan,
            BlockPool numbers,
            Clock clock,
            Starter.Means means) {
        Moment moment() {
            return new Moment(clock.instant(), means.steady().instant());
        }
    }

    private static PracticeCarrier practice(Core core) {
        PracticeCarrier.Means means = new PracticeCarrier.Means(
                core.loop(),
                core.media(),
                core.prompts(),
                core.means().randomness(),
                core.means().log(),
                core.clock());
        return new PracticeCarrier(means, Set.of());
    }

    /** The practice carrier in the place of the trunk, and its desk phone in that of phones by address. */
    private static Settings withPractice(Settings settings, PracticeCarrier carrier) {
        List<Settings.Carrier> carriers = settings.carriers().stream()
                .map(one -> one.at(carrier.exchange()))
                .toList();
        List<Settings.Phone> phones = settings.phones().stream()
                .map(phone -> phone.at(carrier.deskPhone()))
                .toList();
        return new Settings(
                settings.server(),
                settings.sip(),
                settings.media(),
                settings.centre(),
                phones,
                settings.interpreters(),
                settings.programmes(),
                settings.helplines(),
                settings.own(),
                carriers,
                settings.keeping(),
                settings.turning());
    }

    private static void sweep(SipLoop loop, CallKeys keys) {
        keys.sweep();
        loop.after(SWEEP_MILLIS, () -> sweep(loop, keys));
    }

    private static void end(SipLoop loop, Switch centre) {
        onLoop(loop, () -> {
            centre.endCalls();
            return true;
        });
        centre.awaitQuiet();
        onLoop(loop, () -> {
            centre.close();
            return true;
        });
    }

    /** Runs it on the loop and waits; a {@link StartException} of its keeps its sentence. */
    static <T> T onLoop(SipLoop loop, Supplier<T> work) {
        try {
            return loop.ask(work).get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StartException known) {
                throw known;
            }
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartException("The switch did not start. The log names the kind of failure.", cause);
        } catch (TimeoutException e) {
            throw new StartException("The switch did not start in time. Look for what keeps this machine busy.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("The start was interrupted.", e);
        }
    }

    /** Where a SIP listener binds. */
    static InetSocketAddress listening(Settings.Sip sip, int port) {
        return new InetSocketAddress(sip.bind(), port);
    }
}
