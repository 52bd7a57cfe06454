package org.stillcall.call;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.plan.Footprint;
import org.stillcall.plan.Identity;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.trunk.IdentityStrategy;
import org.stillcall.trunk.ProbeStanding;
import org.stillcall.trunk.ProbeTable;
import org.stillcall.trunk.Trunk;
import org.stillcall.trunk.TrunkGrade;
import org.stillcall.trunk.Ways.Way;

/**
 * The centre's test calls (G15): before a way's first use, in turn, and when a carrier has moved. One at a time, so
 * that what arrives can be told from everything else by the number that was called. Runs the actions of {@link
 * ProbeTable}. Every start counts as a change: whatever is tested is closed until a test call of this process was
 * right. Loop thread only, but for {@link Routes}.
 */
final class Probes implements Routes {
    static final long LOOK_MILLIS = 500;

    private final Exchange exchange;
    private final LoopQuestions questions;
    private final LiveCalls live;
    private final Consumer<Call> changed;
    private final GuestCalls guests;
    private final List<ProbedWay> ways = new ArrayList<>();
    private @Nullable ProbeCall underWay;
    private boolean over;
    private long right;
    private long wrong;
    private long unclear;

    /** @param changed hears of each call whose words are others now */
    Probes(Exchange exchange, LoopQuestions questions, LiveCalls live, Consumer<Call> changed) {
        this.exchange = exchange;
        this.questions = questions;
        this.guests = new GuestCalls(exchange, questions);
        this.live = live;
        this.changed = changed;
        exchange.probing().book().withdrawn().forEach(exchange.numbers()::withdraw);
        List<ProbeBook.Entry> kept = exchange.probing().book().kept();
        for (Probing.Route route : exchange.probing().routes()) {
            for (Identity mode : modes(route.trunk())) {
                Way way = new Way(route.trunk(), mode);
                ProbeBook.Entry before = kept.stream()
                        .filter(entry -> entry.way().equals(way))
                        .findFirst()
                        .orElse(null);
                exchange.probing().ways().close(way);
                ways.add(new ProbedWay(route, way, before, exchange.loop().nowMillis()));
            }
        }
        if (!ways.isEmpty()) {
            exchange.loop().execute(this::look);
        }
    }

    /** What calls by that trunk may show. */
    private List<Identity> modes(Label name) {
        FarLine line = exchange.lines().get(name);
        boolean hides = line == null || line.trunk().identity() instanceof IdentityStrategy.RestrictedByCarrier;
        boolean shown =
                exchange.programmes().values().stream().anyMatch(rule -> rule.shows(Identity.SHOWN) == Identity.SHOWN);
        return hides || !shown ? List.of(Identity.HIDDEN) : List.of(Identity.values());
    }

    private void look() {
        if (over) {
            return;
        }
        long now = exchange.loop().nowMillis();
        for (ProbedWay way : ways) {
            if (way.expired(now)) {
                happen(way, ProbeTable.Event.EXPIRED);
            }
            FarLine line = exchange.lines().get(way.way().trunk());
            if (line != null && line.up().getAsBoolean() && way.changes(line)) {
                happen(way, ProbeTable.Event.CARRIER_CHANGED);
                way.now(now);
            }
        }
        nextCall();
        exchange.loop().after(LOOK_MILLIS, this::look);
    }

    private void nextCall() {
        long now = exchange.loop().nowMillis();
        Optional<ProbedWay> due = over || underWay != null
                ? Optional.empty()
                : ways.stream()
                        .filter(way -> way.isDue(now) && canBeReached(way))
                        .findFirst();
        due.ifPresent(this::call);
    }

    /** A carrier that is not there is waited for, at each look: so the first test call follows its first answer. */
    private boolean canBeReached(ProbedWay way) {
        FarLine line = exchange.lines().get(way.way().trunk());
        boolean up = line != null && line.up().getAsBoolean();
        if (!up) {
            way.says(ProbeEnd.Nothing.NO_LINE.sentences());
        }
        return up;
    }

    private void call(ProbedWay way) {
        way.inTurn(exchange.loop().nowMillis(), exchange.randomness());
        ProbeCall call = new ProbeCall(exchange, way, end -> ended(way, end));
        underWay = call;
        call.begin();
    }

    private void ended(ProbedWay way, ProbeEnd how) {
        underWay = null;
        long now = exchange.loop().nowMillis();
        way.says(how.sentences());
        way.inTurn(now, exchange.randomness());
        ProbeTable.Event event = how.event();
        count(event);
        if (event == ProbeTable.Event.RIGHT) {
            way.right(now);
        }
        happen(way, event);
        exchange.loop().execute(this::nextCall);
    }

    private void count(ProbeTable.Event event) {
        switch (event) {
            case RIGHT -> right++;
            case WRONG -> wrong++;
            case UNCLEAR -> unclear++;
            case EXPIRED, CARRIER_CHANGED -> {
                // no test call
            }
        }
    }

    private void happen(ProbedWay way, ProbeTable.Event event) {
        ProbeTable.Step step = ProbeTable.step(way.standing(), event);
        way.stands(step.next());
        for (ProbeTable.Action action : step.actions()) {
            switch (action) {
                case KEEP -> keep(way);
                case CLOSE -> close(way);
                case OPEN -> open(way);
                case AGAIN_SOON -> way.soon(exchange.loop().nowMillis());
            }
        }
    }

    private void keep(ProbedWay way) {
        LocalDate today = LocalDate.ofInstant(exchange.clock().get().wall(), ZoneOffset.UTC);
        way.kept(today, way.standing() == ProbeStanding.PASSED);
        exchange.probing().book().keep(new ProbeBook.Entry(way.way(), way.standing() == ProbeStanding.PASSED, today));
    }

    private void open(ProbedWay way) {
        exchange.probing().ways().open(way.way());
        exchange.log()
                .info("A test call was right: calls may go this way.")
                .with(Log.Field.TRUNK, way.way().trunk())
                .with(Log.Field.KIND, way.way().mode())
                .write();
    }

    /** Takes it out of service at once, and tells whoever talks by it. */
    private void close(ProbedWay way) {
        exchange.probing().ways().close(way.way());
        exchange.log()
                .warn("A way of calling is out of service after its test calls.")
                .with(Log.Field.TRUNK, way.way().trunk())
                .with(Log.Field.KIND, way.way().mode())
                .with(Log.Field.STATE, way.standing())
                .write();
        String words = way.standing().toWhoeverTalks();
        for (Call call : live.all()) {
            if (call.calledIn() == null && call.far().goesBy(way.way())) {
                call.course().warns(words);
                changed.accept(call);
            }
        }
    }

    /** The test call, ours or a guest's, that an INVITE is; null when it is none. */
    @Nullable
    ExpectedCall expects(IncomingInvite invite, FarLine by) {
        ProbeCall call = underWay;
        return call != null && call.is(invite, by) ? call : guests.expects(invite, by);
    }

    @Override
    public Guests guests() {
        return guests;
    }

    @Override
    public List<View> views() {
        return questions.ask(this::viewsNow, List::of);
    }

    @Override
    public List<Graded> grades(LocalDate today) {
        return exchange.trunks().inOrder().stream()
                .map(trunk -> new Graded(trunk.name(), TrunkGrade.of(trunk, today)))
                .toList();
    }

    private List<View> viewsNow() {
        List<View> views = new ArrayList<>();
        for (Trunk trunk : exchange.trunks().inOrder()) {
            List<ProbedWay> tested = ways.stream()
                    .filter(way -> way.way().trunk().equals(trunk.name()))
                    .toList();
            for (ProbedWay way : tested) {
                views.add(way.view(underWay != null && underWay.way() == way));
            }
            if (tested.isEmpty()) {
                for (Identity mode : modes(trunk.name())) {
                    views.add(new View(trunk.name(), mode, null, null, false, List.of(), false));
                }
            }
        }
        return views;
    }

    /** How that way was last seen to be. */
    Footprint.Seen seen(Way wanted) {
        LocalDate day = ways.stream()
                .filter(way -> way.way().equals(wanted))
                .findFirst()
                .map(ProbedWay::rightDay)
                .orElse(null);
        return new Footprint.Seen(wanted.trunk(), day);
    }

    @Override
    public boolean testNow(Label trunk) {
        return questions.ask(() -> testNowOnLoop(trunk), () -> false);
    }

    private boolean testNowOnLoop(Label trunk) {
        List<ProbedWay> wanted =
                ways.stream().filter(way -> way.way().trunk().equals(trunk)).toList();
        wanted.forEach(way -> way.now(exchange.loop().nowMillis()));
        nextCall();
        return !wanted.isEmpty();
    }

    List<Switchboard.Gauge> gauges() {
        if (ways.isEmpty()) {
            return List.of();
        }
        long closed = ways.stream().filter(way -> !way.standing().open()).count();
        return List.of(
                new Switchboard.Gauge("stillcall_routes", "Ways of calling that are tested.", ways.size()),
                new Switchboard.Gauge("stillcall_routes_closed", "Ways of calling out of service now.", closed),
                new Switchboard.Gauge("stillcall_probes_right", "Test calls that were right so far.", right),
                new Switchboard.Gauge("stillcall_probes_wrong", "Test calls that showed too much so far.", wrong),
                new Switchboard.Gauge("stillcall_probes_unclear", "Test calls that told nothing so far.", unclear),
                new Switchboard.Gauge(
                        "stillcall_numbers_withdrawn",
                        "Numbers lent to nobody because of what networks show with them.",
                        exchange.numbers().withdrawnNumbers()));
    }

    /** No more of them; the present one is given up. */
    void endAll() {
        over = true;
        guests.endAll();
        if (underWay != null) {
            underWay.giveUp();
            underWay = null;
        }
    }
}
