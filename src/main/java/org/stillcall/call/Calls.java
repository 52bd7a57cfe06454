package org.stillcall.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Limits;
import org.stillcall.call.Reception.Ruling;
import org.stillcall.plan.Verdict;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Peer;
import org.stillcall.sip.SipUser;

/**
 * All calls of the switch: decides about each, begins it, counts it when it has ended. Its state belongs to the loop;
 * the methods of {@link Switchboard} bring other threads' questions there.
 */
public final class Calls implements Switchboard, SipUser {
    private final Exchange exchange;
    private final Reception reception;
    private final Counters counters = new Counters();
    private final LiveCalls live = new LiveCalls();
    private final Set<Call> toErase = new LinkedHashSet<>();
    private final NamedCalls named;
    private final Returns returns;
    private final LoopQuestions questions;
    private final Pages pages;
    private final NearPhones phones;
    private final PersonRinger ringer;
    private final Thirds thirds;
    private final Doorway doorway;
    private final Dialling dialling;
    private final Probes probes;
    private boolean closing;

    public Calls(Exchange exchange) {
        this.exchange = exchange;
        this.questions = new LoopQuestions(exchange.loop());
        this.probes = new Probes(exchange, questions, live, this::changed);
        this.reception = new Reception(exchange, probes::seen);
        this.named = new NamedCalls(exchange.loop());
        this.doorway = new Doorway(exchange, this);
        this.dialling = new Dialling(exchange, reception, this);
        this.returns = new Returns(exchange, doorway, probes);
        this.pages = new Pages(exchange.loop(), questions, live);
        this.phones = new NearPhones(exchange, live, pages);
        this.ringer = new PersonRinger(exchange, live, pages);
        this.thirds = new Thirds(exchange, questions, named, live, pages);
    }

    // from any thread

    @Override
    public Placement place(Wish wish, Digits number) {
        return questions.ask(() -> placeNow(wish, number), () -> {
            number.close();
            return busy();
        });
    }

    @Override
    public Prospect.Answer foresee(Prospect prospect) {
        return questions.ask(() -> foreseeNow(prospect), () -> new Prospect.Answer.Refused(busy()));
    }

    @Override
    public Optional<CallView> find(String id) {
        return questions.ask(() -> named.find(id), Optional::empty);
    }

    @Override
    public boolean end(String id) {
        return tell(id, call -> {
            call.endAsked();
            return true;
        });
    }

    @Override
    public boolean meets(String id, Met met) {
        return tell(id, call -> {
            call.meets(met);
            return true;
        });
    }

    @Override
    public boolean isPerson(String id) {
        return tell(id, call -> call.answering().isPerson());
    }

    @Override
    public Blocking block(String id) {
        return questions.ask(() -> Doorway.block(named.inProgress(id)), () -> Blocking.NO_SUCH_CALL);
    }

    /** For whoever leads callers of published numbers. */
    public Doorway doorway() {
        return doorway;
    }

    /** Tells a call in progress; false when there is none of that id. */
    private boolean tell(String id, Predicate<Call> what) {
        return questions.ask(
                () -> {
                    Call call = named.inProgress(id);
                    return call != null && what.test(call);
                },
                () -> false);
    }

    @Override
    public OptionalInt endAllOf(String device) {
        if (exchange.loop().inLoop()) {
            return OptionalInt.of(endNow(device));
        }
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        try {
            exchange.loop().execute(() -> ended.complete(endNow(device))); // also when nobody waits for it any longer
        } catch (RejectedExecutionException e) {
            return OptionalInt.empty();
        }
        return questions.ask(() -> OptionalInt.of(ended.getNow(0)), OptionalInt::empty);
    }

    private int endNow(String device) {
        List<Call> own = live.all().stream().filter(call -> call.isOf(device)).toList();
        own.forEach(Call::endAsked);
        pages.leaves(new NearPhone.Browser(device));
        return own.size();
    }

    @Override
    public List<PhoneView> phones() {
        return questions.ask(phones::views, List::of);
    }

    @Override
    public List<TrunkView> trunks() {
        return questions.ask(
                () -> exchange.trunks().inOrder().stream()
                        .map(trunk -> new TrunkView(trunk.name(), Lines.state(exchange, trunk.name())))
                        .toList(),
                List::of);
    }

    @Override
    public List<TrunkUse.Sums> uses() {
        return questions.ask(
                () -> exchange.lines().values().stream()
                        .map(line -> line.use().sums(line.trunk().name()))
                        .toList(),
                List::of);
    }

    @Override
    public List<DirectView> directs() {
        return questions.ask(doorway::directs, List::of);
    }

    @Override
    public List<LineView> lines() {
        return questions.ask(doorway::views, List::of);
    }

    @Override
    public Optional<Watch> watch(String id, Consumer<CallView> listener) {
        return questions.ask(() -> named.watch(id, listener), Optional::empty);
    }

    @Override
    public boolean ready() {
        return questions.ask(() -> !closing && Lines.first(exchange, false) != null, () -> false);
    }

    @Override
    public Totals totals() {
        return questions.ask(
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
        gauges.addAll(probes.gauges());
        return gauges;
    }

    // placing, on the loop

    private Placement placeNow(Wish wish, Digits dialled) {
        NearPhone phone = phones.find(
                wish.phone(), wish.terms() == null ? null : wish.terms().device());
        Placement unfit = closing ? noLine() : phones.unfit(phone);
        if (unfit != null || phone == null) {
            dialled.close();
            return unfit == null ? noLine() : unfit;
        }
        return switch (reception.decide(Reception.Asking.of(wish, phone, kind(phone)), dialled)) {
            case Ruling.Refused no -> refused(no);
            case Ruling.Ask ask -> refused(ask.question().name(), ask.question().sentence(), Optional.empty());
            case Ruling.Go go -> begin(go.plan(), go.permit());
        };
    }

    private Prospect.Answer foreseeNow(Prospect prospect) {
        Placement.Refused unfit = closing ? noLine() : phones.unfit(prospect);
        if (unfit != null) {
            return new Prospect.Answer.Refused(unfit);
        }
        return switch (reception.foresee(prospect)) {
            case Reception.Outlook.Refused no -> new Prospect.Answer.Refused(refused(no.ruling()));
            case Reception.Outlook.Open open -> new Prospect.Answer.Foreseen(open.footprint());
        };
    }

    private static Placement.Refused busy() {
        return refused("BUSY", "The system is too busy for a new call. Try again in a minute.", Optional.empty());
    }

    private static Placement.Refused noLine() {
        return refused("NO_LINE", Outcome.NO_LINE.message(), Optional.empty());
    }

    private Placement begin(CallPlan plan, Verdict.Permit permit) {
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
            return NearPhones.UNREACHABLE;
        }
        begins(call);
        return new Placement.Placed(call.view(), permit);
    }

    boolean full() {
        return closing || live.size() >= Limits.CALLS;
    }

    private static Counters.Kind kind(NearPhone phone) {
        return switch (phone) {
            case NearPhone.Desk desk -> Counters.Kind.DESK;
            case NearPhone.Mobile mobile -> Counters.Kind.MOBILE;
            case NearPhone.Browser page -> Counters.Kind.BROWSER;
            case NearPhone.Outside outside -> throw new IllegalStateException("No call begins there");
        };
    }

    private static Placement.Refused refused(Ruling.Refused no) {
        return refused(no.reason().name(), no.reason().sentence(), no.nextSafeTime());
    }

    private static Placement.Refused refused(String reason, String message, Optional<Instant> next) {
        return new Placement.Refused(reason, message, next);
    }

    @Override
    public @Nullable LegListener invited(IncomingInvite invite) {
        return switch (invite.peer()) {
            case Peer.Phone caller -> dialling.invited(invite, exchange.phones().get(caller.name()));
            case Peer.Carrier carrier -> returns.invited(invite, carrier.name());
            case Peer.Stranger stranger -> Dialling.refuse(invite, 404);
        };
    }

    /** One of somebody who called us is in progress from now on. */
    void begins(Call call) {
        live.add(call);
        named.add(call);
    }

    LegListener start(CallPlan plan, IncomingInvite invite) {
        Call call = new Call(exchange, this, plan, Phase.CALLING);
        live.add(call);
        return call.dialled(invite.leg(), invite.offer());
    }

    // what calls tell

    void changed(Call call) {
        named.changed(call);
    }

    void ended(Call call, CallPlan plan, Outcome outcome, long talkedMillis) {
        if (live.remove(call)) {
            counters.count(plan.programme(), plan.kind(), outcome, talkedMillis);
        }
        toErase.add(call);
        named.over(call);
    }

    void handedOver(CallView last, Call call) {
        named.handedOver(last, call);
    }

    @Override
    public Routes routes() {
        return probes;
    }

    @Override
    public ThirdParties thirdParties() {
        return thirds;
    }

    /** Rings people for callers. Loop thread. */
    public Ringer ringer() {
        return ringer;
    }

    LiveCalls live() {
        return live;
    }

    @Override
    public Pages pages() {
        return pages;
    }

    Reception reception() {
        return reception;
    }

    Returns returns() {
        return returns;
    }

    void erased(Call call) {
        toErase.remove(call);
    }

    /** Refuses new calls, ends those in progress and overwrites every number at once. Loop thread. */
    public void endAll() {
        closing = true;
        probes.endAll();
        doorway.endAll();
        ringer.endAll();
        live.all().forEach(Call::endAsked);
        List.copyOf(toErase).forEach(Call::erase);
    }

    public int inProgress() {
        return live.size();
    }
}
