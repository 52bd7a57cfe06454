package org.stillcall.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.call.Reception.Ruling;
import org.stillcall.media.Prompts.Sentence;
import org.stillcall.plan.Identity;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Peer;
import org.stillcall.sip.SipUser;

/**
 * All calls of the switch: decides about each, begins it, counts it when it has ended. Its state belongs to the loop;
 * the methods of {@link Switchboard} bring other threads' questions there.
 */
public final class Calls implements Switchboard, SipUser {
    private static final long ANSWER_LIMIT_SECONDS = 4;
    private static final long REMEMBER_MILLIS = 60_000;

    private final Exchange exchange;
    private final Reception reception;
    private final Counters counters = new Counters();
    private final Set<Call> live = new LinkedHashSet<>();
    private final Set<Call> toErase = new LinkedHashSet<>();
    private final Map<String, Call> byId = new HashMap<>();
    private final Map<String, List<Watcher>> watchers = new HashMap<>();
    private boolean closing;

    public Calls(Exchange exchange) {
        this.exchange = exchange;
        this.reception = new Reception(exchange);
    }

    // what the API asks, from any thread

    @Override
    public Placement place(Wish wish, Digits number) {
        return onLoop(() -> placeNow(wish, number), () -> {
            number.close();
            return refused("BUSY", "The system is too busy for a new call. Try again in a minute.", Optional.empty());
        });
    }

    @Override
    public Optional<CallView> find(String id) {
        return onLoop(() -> Optional.ofNullable(byId.get(id)).map(Call::view), Optional::empty);
    }

    @Override
    public boolean end(String id) {
        return onLoop(
                () -> {
                    Call call = byId.get(id);
                    if (call == null || call.over()) {
                        return false;
                    }
                    call.endAsked();
                    return true;
                },
                () -> false);
    }

    @Override
    public List<PhoneView> phones() {
        return onLoop(
                () -> {
                    Set<Label> busy = new LinkedHashSet<>();
                    live.forEach(call -> busy.add(call.phone()));
                    List<PhoneView> views = new ArrayList<>();
                    exchange.phones().values().forEach(phone -> views.add(view(phone, busy.contains(phone.name()))));
                    return views;
                },
                List::of);
    }

    private static PhoneView view(NearPhone phone, boolean busy) {
        return switch (phone) {
            case NearPhone.Desk desk ->
                new PhoneView(desk.name(), "desk", desk.place().get().isPresent(), busy);
            case NearPhone.Mobile mobile -> new PhoneView(mobile.name(), "mobile", true, busy);
        };
    }

    @Override
    public List<TrunkView> trunks() {
        return onLoop(
                () -> exchange.trunks().inOrder().stream()
                        .map(trunk -> new TrunkView(trunk.name(), state(trunk.name())))
                        .toList(),
                List::of);
    }

    private String state(Label trunk) {
        FarLine line = exchange.lines().get(trunk);
        if (line == null || !line.trunk().fit()) {
            return "unfit";
        }
        return line.up().getAsBoolean() ? "up" : "down";
    }

    @Override
    public Optional<Watch> watch(String id, Consumer<CallView> listener) {
        return onLoop(
                () -> {
                    Call call = byId.get(id);
                    if (call == null) {
                        return Optional.empty();
                    }
                    Watcher watcher = new Watcher(id, listener);
                    watchers.computeIfAbsent(id, key -> new ArrayList<>()).add(watcher);
                    listener.accept(call.view());
                    return Optional.of(watcher);
                },
                Optional::empty);
    }

    @Override
    public boolean ready() {
        return onLoop(() -> !closing && Lines.first(exchange) != null, () -> false);
    }

    @Override
    public Totals totals() {
        return onLoop(
                () -> new Totals(
                        counters.all(),
                        live.size(),
                        exchange.media().freePorts(),
                        exchange.numbers().available(),
                        gauges()),
                () -> new Totals(List.of(), 0, 0, 0, List.of()));
    }

    private List<Gauge> gauges() {
        List<Gauge> gauges = new ArrayList<>(exchange.gauges().get());
        gauges.add(new Gauge(
                "stillcall_numbers_held",
                "Numbers of persons in off-heap memory now.",
                exchange.digits().onLoan()));
        return gauges;
    }

    private <T> T onLoop(Supplier<T> question, Supplier<T> otherwise) {
        if (exchange.loop().inLoop()) {
            return question.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        AtomicBoolean taken = new AtomicBoolean(); // by the loop, which answers, or by the waiter, who gave up
        try {
            exchange.loop().execute(() -> {
                if (taken.compareAndSet(false, true)) { // else nobody waits any longer: do nothing late
                    try {
                        answer.complete(question.get());
                    } catch (RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                }
            });
            return answer.get(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) { // the loop is closed or has its most tasks waiting
            return otherwise.get();
        } catch (TimeoutException e) {
            return taken.compareAndSet(false, true) ? otherwise.get() : answer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return taken.compareAndSet(false, true) ? otherwise.get() : answer.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The switch failed to answer.", e.getCause());
        }
    }

    // placing, on the loop

    private Placement placeNow(Wish wish, Digits dialled) {
        NearPhone phone = exchange.phones().get(wish.phone());
        if (phone == null) {
            dialled.close();
            return refused("UNKNOWN_PHONE", "There is no phone of that name here. Check the name.", Optional.empty());
        }
        if (full()) {
            dialled.close();
            return refused("NO_LINE", Outcome.NO_LINE.message(), Optional.empty());
        }
        Reception.Asking asking =
                new Reception.Asking(phone, kind(phone), wish.programme(), wish.asked(), wish.confirmed());
        return switch (reception.decide(asking, dialled)) {
            case Ruling.Refused no -> refused(no.reason().name(), no.reason().sentence(), no.nextSafeTime());
            case Ruling.Ask ask -> refused("CONFIRM", ask.sentence(), Optional.empty());
            case Ruling.Go go -> begin(go.plan());
        };
    }

    private Placement begin(CallPlan plan) {
        Call call = new Call(exchange, this, plan, Phase.NEAR_RINGING);
        boolean rings = false;
        try {
            rings = call.ringNear();
        } finally {
            if (!rings) {
                call.giveUp(); // also when ringing threw: what the call holds must not outlive it
            }
        }
        if (!rings) {
            return refused("PHONE_UNREACHABLE", Outcome.ADVOCATE_UNREACHABLE.message(), Optional.empty());
        }
        live.add(call);
        byId.put(plan.id(), call);
        return new Placement.Placed(call.view());
    }

    private boolean full() {
        return closing || live.size() >= Limits.CALLS;
    }

    private static Counters.Kind kind(NearPhone phone) {
        return switch (phone) {
            case NearPhone.Desk desk -> Counters.Kind.DESK;
            case NearPhone.Mobile mobile -> Counters.Kind.MOBILE;
        };
    }

    private static Placement refused(String reason, String message, Optional<Instant> next) {
        return new Placement.Refused(reason, message, next);
    }

    @Override
    public @Nullable LegListener invited(IncomingInvite invite) {
        return switch (invite.peer()) {
            case Peer.Phone caller -> dialled(invite, exchange.phones().get(caller.name()));
            case Peer.Carrier carrier -> refuse(invite, 404);
            case Peer.Stranger stranger -> refuse(invite, 404);
        };
    }

    private static @Nullable LegListener refuse(IncomingInvite invite, int status) {
        invite.leg().refuse(status);
        return null;
    }

    private @Nullable LegListener dialled(IncomingInvite invite, @Nullable NearPhone phone) {
        Digits whole = Digits.read(
                exchange.digits(),
                invite.user().memory(),
                invite.user().start(),
                invite.user().length());
        if (whole == null) {
            return refuse(invite, 484);
        }
        try (whole) {
            if (!(phone instanceof NearPhone.Desk desk) || desk.programme() == null) {
                return forgetting(whole, invite, refuse(invite, 403));
            }
            if (full()) {
                return forgetting(whole, invite, refuse(invite, 503));
            }
            return dialled(invite, desk, desk.programme(), whole);
        }
    }

    private @Nullable LegListener dialled(IncomingInvite invite, NearPhone.Desk desk, Label usual, Digits whole) {
        Label programme = usual;
        int from = 0;
        for (Map.Entry<String, Label> prefix : desk.prefixes().entrySet()) {
            if (!whole.international() && whole.startsWith(prefix.getKey())) {
                programme = prefix.getValue();
                from = prefix.getKey().length();
                break;
            }
        }
        Digits dialled = Digits.compose(exchange.digits(), whole.international(), "", whole, from);
        if (dialled == null) {
            return forgetting(whole, invite, refuse(invite, 484));
        }
        Reception.Asking asking = new Reception.Asking(desk, Counters.Kind.DIALLED, programme, Identity.HIDDEN, false);
        return switch (reception.decide(asking, dialled)) {
            case Ruling.Go go -> start(go.plan(), invite);
            case Ruling.Refused no ->
                forgetting(
                        whole,
                        invite,
                        explain(invite, desk, Outcome.sentence(no.reason()), Outcome.status(no.reason())));
            case Ruling.Ask ask -> forgetting(whole, invite, refuse(invite, 403));
        };
    }

    /** A refusal may have to be repeated for half a minute: not with the number in it. */
    private static @Nullable LegListener forgetting(Digits whole, IncomingInvite invite, @Nullable LegListener then) {
        invite.leg().forget(whole);
        return then;
    }

    private LegListener start(CallPlan plan, IncomingInvite invite) {
        Call call = new Call(exchange, this, plan, Phase.CALLING);
        live.add(call);
        return call.dialled(invite.leg(), invite.offer());
    }

    private @Nullable LegListener explain(IncomingInvite invite, NearPhone.Desk desk, Sentence sentence, int status) {
        if (!exchange.settings().spoken() || invite.offer().isEmpty()) {
            return refuse(invite, status);
        }
        return new SpokenRefusal(exchange, desk, sentence, status).tell(invite.leg(), invite.offer());
    }

    // what calls tell

    void changed(Call call) {
        List<Watcher> listeners = watchers.get(call.id());
        if (listeners != null) {
            CallView view = call.view();
            List.copyOf(listeners).forEach(watcher -> watcher.listener.accept(view));
        }
    }

    void ended(Call call, CallPlan plan, Outcome outcome, long talkedMillis) {
        if (live.remove(call)) {
            counters.count(plan.programme(), plan.kind(), outcome, talkedMillis);
        }
        toErase.add(call);
        if (byId.containsKey(call.id())) {
            exchange.loop().after(REMEMBER_MILLIS, () -> {
                byId.remove(call.id());
                watchers.remove(call.id());
            });
        }
    }

    void erased(Call call) {
        toErase.remove(call);
    }

    /** Refuses new calls, ends those in progress and overwrites every number at once. Loop thread. */
    public void endAll() {
        closing = true;
        List.copyOf(live).forEach(Call::endAsked);
        List.copyOf(toErase).forEach(Call::erase);
    }

    /** How many calls are in progress. Loop thread. */
    public int inProgress() {
        return live.size();
    }

    private final class Watcher implements Watch {
        private final String id;
        private final Consumer<CallView> listener;

        private Watcher(String id, Consumer<CallView> listener) {
            this.id = id;
            this.listener = listener;
        }

        @Override
        public void close() {
            exchange.loop().execute(() -> {
                List<Watcher> listeners = watchers.get(id);
                if (listeners != null) {
                    listeners.remove(this);
                }
            });
        }
    }
}
