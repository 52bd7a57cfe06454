package org.stillcall.sip;

import static org.stillcall.base.Contract.require;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Loop;
import org.stillcall.base.Randomness;
import org.stillcall.sip.TrunkRegistration.Action;
import org.stillcall.sip.TrunkRegistration.Event;

/**
 * Our line to one trunk: where it is, whether it answers, and our registration there if it wants one. Loop thread only.
 */
public final class TrunkLine {
    /** Where our registration stands. */
    public enum State {
        /** None is wanted, or it was given back. */
        UNREGISTERED,
        /** Asked for, and none lasts. */
        REGISTERING,
        /** Granted, and it lasts. */
        REGISTERED,
        /** The last try came to nothing; another will follow. */
        FAILED
    }

    /**
     * What the host says about a trunk.
     *
     * @param where what is looked up: the trunk's domain or address
     * @param domain what stands in the URIs of our requests
     * @param user our user name there, in the URIs and the Contact
     * @param credential for its challenges, or null
     * @param registerSeconds how long a registration is asked for; 0: the trunk knows us by address
     * @param pingSeconds how often it is asked whether it lives; 0: never
     */
    public record Settings(
            Label name,
            SipResolver.Target where,
            String domain,
            String user,
            @Nullable Credential credential,
            long registerSeconds,
            long pingSeconds) {
        public Settings {
            require(registerSeconds >= 0 && registerSeconds <= 86_400, "A registration lasts up to a day.");
            require(pingSeconds >= 0 && pingSeconds <= 3_600, "Pings are up to an hour apart.");
        }

        @Override
        public String toString() {
            return "Settings[" + name + "]";
        }
    }

    /** What a line works with: what sends, what looks up, and what names the place where we are reached by a hop. */
    record Outside(
            Requests requests,
            BiConsumer<SipResolver.Target, Consumer<List<Hop>>> resolver,
            Function<Hop, String> ourPlace) {}

    private static final long STOP_MILLIS = 1_000;

    private final Settings settings;
    private final Outside outside;
    private final Loop loop;
    private final Randomness randomness;
    private final Log log;
    private final TrunkRequests requests;
    private final List<Runnable> listeners = new ArrayList<>();
    private final TrunkPings pings;

    private TrunkRegistration registration;
    private List<Hop> places = List.of();
    private @Nullable Hop good;
    private long since;
    private int run;
    private boolean started;
    private boolean waiting;
    private Loop.@Nullable Timer next;
    private Loop.@Nullable Timer lapse;
    private boolean wasUp;

    /**
     * A line over that stack.
     *
     * @param publicHost our host in Contact, or empty for the address of the socket that a message leaves by
     */
    public static TrunkLine over(
            Settings settings,
            SipStack stack,
            SipResolver resolver,
            Wire wire,
            String publicHost,
            Loop loop,
            Randomness randomness,
            Log log) {
        Outside outside = new Outside(stack::request, resolver::resolve, hop -> place(wire.local(hop), publicHost));
        return new TrunkLine(settings, outside, loop, randomness, log);
    }

    TrunkLine(Settings settings, Outside outside, Loop loop, Randomness randomness, Log log) {
        this.settings = settings;
        this.outside = outside;
        this.loop = loop;
        this.randomness = randomness;
        this.log = log;
        this.requests = new TrunkRequests(settings, outside.ourPlace(), randomness);
        this.registration = TrunkRegistration.first(settings.registerSeconds());
        this.since = loop.nowMillis();
        this.pings = new TrunkPings(loop, settings.pingSeconds(), this::ping, this::pinged);
    }

    private static String place(InetSocketAddress local, String publicHost) {
        String host = publicHost.isEmpty() ? Places.host(local.getAddress()) : publicHost;
        return host + ":" + local.getPort();
    }

    public Label name() {
        return settings.name();
    }

    public State state() {
        return registration.state();
    }

    /** Since when the state is what it is, by the loop's clock. */
    public long since() {
        return since;
    }

    /** Whether a call may be tried: registered where that is wanted, not found dead by pings, and somewhere to go. */
    public boolean up() {
        boolean registered = settings.registerSeconds() == 0 || state() == State.REGISTERED;
        return started && registered && !pings.down() && !places.isEmpty();
    }

    /** Where calls go, in order of trial (RFC 3263), the place that answered last first; what DNS said last is kept. */
    public List<Hop> route() {
        if (good == null || !places.contains(good)) {
            return places;
        }
        List<Hop> route = new ArrayList<>(places);
        route.remove(good);
        route.addFirst(good);
        return List.copyOf(route);
    }

    /** Runs whenever {@link #state} or {@link #up} changed. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Looks the trunk up, registers and pings, until stopped. */
    public void start() {
        if (started) {
            return;
        }
        started = true;
        run++;
        int ours = run;
        resolve(ours, () -> {
            if (settings.registerSeconds() > 0) {
                happened(ours, new Event.Due());
            }
            pings.start();
            tellIfChanged(state());
        });
    }

    /** Gives the registration back; {@code done} runs when that is answered, or after a second. */
    public void stop(Runnable done) {
        if (!started) {
            loop.execute(done);
            return;
        }
        boolean registered = state() == State.REGISTERED || waiting;
        State before = state();
        started = false;
        run++;
        pings.stop();
        cancelTimers();
        registration = TrunkRegistration.first(settings.registerSeconds());
        tellIfChanged(before);
        if (!registered || places.isEmpty() || settings.registerSeconds() == 0) {
            loop.execute(done);
            return;
        }
        Once once = new Once(done);
        Loop.Timer limit = loop.after(STOP_MILLIS, once);
        outside.requests().request(requests.register(route().getFirst(), 0), new ResponseListener() {
            @Override
            public void answered(SipMessage response) {
                limit.cancel();
                once.run();
            }

            @Override
            public void failed(FailureKind kind) {
                limit.cancel();
                once.run();
            }
        });
    }

    private static final class Once implements Runnable {
        private final Runnable task;
        private boolean ran;

        private Once(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (!ran) {
                ran = true;
                task.run();
            }
        }
    }

    /** A connection is gone: a registration that stood on it is asked for again. */
    public void lost(Hop hop) {
        boolean ours = good != null
                && good.transport().reliable()
                && good.transport() == hop.transport()
                && good.address().equals(hop.address());
        if (started && ours && state() == State.REGISTERED && !waiting) {
            happened(run, new Event.Lost());
        }
    }

    private void resolve(int ours, Runnable then) {
        outside.resolver().accept(settings.where(), found -> {
            if (ours == run) {
                places = found.isEmpty() ? places : List.copyOf(found);
                then.run();
            }
        });
    }

    private void happened(int ours, Event event) {
        if (ours != run) {
            return;
        }
        State before = state();
        TrunkRegistration.Step step = registration.on(event, places.size());
        registration = step.next();
        switch (step.action()) {
            case Action.Send _ -> send(ours);
            case Action.Refresh refresh -> again(ours, refresh.fromMillis(), refresh.toMillis());
            case Action.Retry retry -> again(ours, retry.fromMillis(), retry.toMillis());
            case Action.Nothing _ -> {}
        }
        tellIfChanged(before);
    }

    private void again(int ours, long fromMillis, long toMillis) {
        if (next != null) {
            next.cancel();
        }
        long millis = fromMillis + Math.floorMod(randomness.nextLong(), toMillis - fromMillis + 1);
        next = loop.after(millis, () -> resolve(ours, () -> happened(ours, new Event.Due())));
    }

    private void send(int ours) {
        List<Hop> route = route();
        if (route.isEmpty()) {
            happened(ours, new Event.Nowhere());
            return;
        }
        Hop hop = route.get(Math.min(registration.place(), route.size() - 1));
        waiting = true;
        outside.requests().request(requests.register(hop, registration.seconds()), new ResponseListener() {
            @Override
            public void answered(SipMessage response) {
                if (ours == run) {
                    waiting = false;
                    Event event = requests.read(response, hop, registration.seconds());
                    if (event instanceof Event.Granted granted) {
                        good = hop;
                        lapseAfter(granted.seconds());
                    }
                    happened(ours, event);
                }
            }

            @Override
            public void failed(FailureKind kind) {
                if (ours == run) {
                    waiting = false;
                    happened(ours, new Event.Silent());
                }
            }
        });
    }

    private void lapseAfter(long seconds) {
        if (lapse != null) {
            lapse.cancel();
        }
        int ours = run;
        lapse = loop.after(Math.clamp(seconds, 1, 86_400) * 1000L, () -> happened(ours, new Event.Lapsed()));
    }

    private void ping(int attempt, ResponseListener listener) {
        int ours = run;
        resolve(ours, () -> {
            List<Hop> route = route();
            if (route.isEmpty()) {
                listener.failed(FailureKind.UNREACHABLE);
                return;
            }
            Hop hop = route.get(attempt % route.size());
            outside.requests().request(requests.options(hop), new ResponseListener() {
                @Override
                public void answered(SipMessage response) {
                    if (ours == run && settings.registerSeconds() == 0 && response.status() != 503) {
                        good = hop;
                    }
                    listener.answered(response);
                }

                @Override
                public void failed(FailureKind kind) {
                    listener.failed(kind);
                }
            });
        });
    }

    private void pinged() {
        tellIfChanged(state());
    }

    private void tellIfChanged(State before) {
        boolean up = up();
        if (before == state() && up == wasUp) {
            return;
        }
        if (before != state()) {
            since = loop.nowMillis();
        }
        wasUp = up;
        log.info(up ? "A trunk's line is up." : "A trunk's line is not up.")
                .with(Log.Field.TRUNK, settings.name())
                .with(Log.Field.STATE, state())
                .write();
        listeners.forEach(Runnable::run);
    }

    private void cancelTimers() {
        if (next != null) {
            next.cancel();
        }
        if (lapse != null) {
            lapse.cancel();
        }
        waiting = false;
    }

    @Override
    public String toString() {
        return "TrunkLine[" + settings.name() + "]";
    }
}
