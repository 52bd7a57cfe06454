package org.stillcall.console;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.stillcall.base.Log;
import org.stillcall.call.Switchboard.Gauge;
import org.stillcall.console.DeskSessions.News;
import org.stillcall.duty.Feeds;
import org.stillcall.duty.Rota;

/** The part of the console that people sign in to: builds its pieces and gives their routes. */
final class PeopleDesk implements AutoCloseable {
    /**
     * What lets requests in and keeps pages told; the server's, shared with its other routes.
     *
     * @param sweep locks, ends and asks what is due; run once a second
     */
    record Entry(DeskSessions sessions, Guard guard, EventStreams streams, Runnable sweep) {}

    private final ScheduledExecutorService clock;
    private final SetUpRoutes setUp;
    private final List<Route> routes;
    private final PlannedCalls calls;
    private final MonthTotals totals;
    private final CallTotals calledTotals;
    private final TrunkTotals trunks;
    private final MonthPress press;
    private final Colleagues colleagues;
    private final Waker waker;
    private final SafetyWatch safety;

    PeopleDesk(ApiServer.Desk whole, DeskMeans desk, ApiServer.Means means, Entry entry) {
        DeskSessions sessions = entry.sessions();
        Guard guard = entry.guard();
        EventStreams streams = entry.streams();
        Joins joins = new Joins(means.randomness(), means.nowMillis());
        Staff staff = new Staff(desk, whole.switchboard(), sessions, joins, means.randomness());
        Passkeys passkeys = new Passkeys(desk.rules().origin(), means.randomness(), means.nowMillis());
        this.setUp = new SetUpRoutes(
                staff, passkeys, means, desk.callers().messagesChanged()); // messages can be sealed to it at once
        List<Route> all = new ArrayList<>(setUp.all());
        all.addAll(new DeskRoutes(staff, passkeys, guard, streams, means.randomness()).all());
        all.addAll(new JoinRoutes(staff, joins, passkeys, means.nowMillis()).all());
        all.addAll(new PeopleRoutes(staff, joins).all());
        all.addAll(new KeyRoutes(staff).all());
        all.addAll(new RecoveryRoutes(staff, passkeys, means).all());
        PlanDesk plans = new PlanDesk(staff, desk, means.randomness(), means.nowMillis());
        this.totals = new MonthTotals(staff, TotalNames.all(desk), means.log());
        this.press = new MonthPress(staff, desk.rules().smallCounts(), means.randomness(), means.log());
        this.calls = new PlannedCalls(plans, totals, means.log());
        this.colleagues = new Colleagues(staff, whole.switchboard());
        all.addAll(colleagues.all());
        all.addAll(new PlanRoutes(plans, calls).all());
        all.addAll(new CallbackRoutes(plans).all());
        all.addAll(new OverrideRoutes(plans).all());
        all.addAll(new ReleaseRoutes(plans).all());
        all.addAll(new HoldRoutes(plans, means.randomness()).all());
        all.addAll(new DutyRoutes(staff, plans).all());
        all.addAll(new RotaRoutes(staff, plans, desk.callers().lines()).all());
        all.addAll(new ShiftRoutes(staff, plans, desk.plans(), means.randomness()).all());
        all.addAll(new ReachRoutes(staff, plans, whole.switchboard()).all());
        all.addAll(new DirectRoutes(staff, whole.switchboard()).all());
        all.addAll(new KeypadRoutes(staff, plans, means.randomness()).all());
        all.addAll(new FeedRoutes(staff, plans, new Feeds(desk.store(), means.randomness()), means.nowMillis()).all());
        desk.rota().reload();
        desk.rota().listen(() -> sessions.tell(session -> session.role().holdsCentreKey(), News.DUTY));
        all.addAll(new MessageRoutes(plans, desk.callers(), means.nowMillis()).all());
        all.addAll(new PromptRoutes(plans, desk).all());
        desk.callers().onKept().accept(() -> sessions.tell(session -> true, News.CALLBACKS));
        all.addAll(new PushRoutes(desk.rules().pushes()).all());
        this.waker = new Waker(sessions, desk.rules().pushes(), means.nowMillis());
        whole.switchboard().pages().wakes(waker::wake);
        all.addAll(new ReceiptRoutes(desk.receipts()).all());
        all.addAll(new PrivacyRoutes(staff).all());
        all.addAll(new HouseRoutes(staff, desk).all());
        all.addAll(new RouteRoutes(
                        whole.switchboard().routes(),
                        () -> LocalDate.ofInstant(
                                staff.now(), desk.plans().habits().zone()))
                .all());
        PortalDesk portals =
                new PortalDesk(staff, whole.switchboard(), desk.plans().habits().zone());
        this.safety = new SafetyWatch(plans, portals, desk, whole, means.log());
        safety.lookThrough();
        all.addAll(new SafetyRoutes(safety).all());
        all.addAll(new TallyRoutes(staff).all());
        all.addAll(new TotalsRoutes(staff, press).all());
        all.addAll(new BillRoutes(plans, whole.switchboard(), whole.keys()).all());
        all.addAll(new PortalRoutes(plans, portals).all());
        all.addAll(new CategoryRoutes(plans, desk, totals).all());
        this.routes = List.copyOf(all);
        this.clock = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().daemon().name("desk-clock").unstarted(task));
        var _ = clock.scheduleWithFixedDelay(entry.sweep(), 1, 1, TimeUnit.SECONDS);
        UnansweredWatch unanswered = new UnansweredWatch(
                staff, whole.switchboard(), desk.plans().habits().zone(), means.log());
        var _ = clock.scheduleWithFixedDelay(unanswered, 1, 1, TimeUnit.MINUTES);
        WaitingWatch waiting = new WaitingWatch(
                whole.switchboard(),
                () -> sessions.tell(session -> session.role().holdsCentreKey(), News.LINES));
        var _ = clock.scheduleWithFixedDelay(lasting(waiting, means.log()), 1, 1, TimeUnit.SECONDS);
        this.calledTotals = new CallTotals(whole.switchboard(), totals);
        this.trunks = new TrunkTotals(whole.switchboard(), totals);
        var _ = clock.scheduleWithFixedDelay(lasting(this::count, means.log()), 1, 1, TimeUnit.HOURS);
        RouteWatch ways = new RouteWatch(staff, sessions, whole.switchboard().routes(), means.log());
        var _ = clock.scheduleWithFixedDelay(ways, 1, 1, TimeUnit.SECONDS);
        var _ = clock.scheduleWithFixedDelay(lasting(safety, means.log()), 1, 1, TimeUnit.MINUTES);
        var _ = clock.scheduleWithFixedDelay(() -> sweep(desk.rota(), means.log()), 1, 1, TimeUnit.SECONDS);
    }

    /** What is run again and again is not ended by one failure. */
    private static Runnable lasting(Runnable work, Log log) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                log.error("Something that the console does by the clock failed.")
                        .with(e)
                        .write();
            }
        };
    }

    /** Writes the totals of the last hour, and settles what is shown of a month that is over. */
    private void count() {
        calledTotals.take();
        trunks.take();
        totals.write();
        press.settle();
    }

    /** A failing disk must not end the renewal: an hour later nobody would be on. */
    private static void sweep(Rota rota, Log log) {
        try {
            rota.sweep();
        } catch (RuntimeException e) {
            log.error("What was said about duty could not be dropped.").with(e).write();
        }
    }

    /** The code by which the centre is made; none once there is one. */
    Optional<String> issueSetupCode() {
        return setUp.issueCode();
    }

    List<Route> routes() {
        return routes;
    }

    PlannedCalls calls() {
        return calls;
    }

    /** What is told of safety at {@code /metrics}. */
    List<Gauge> figures() {
        return safety.figures();
    }

    Colleagues colleagues() {
        return colleagues;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        waker.close();
        calls.close();
        calledTotals.take();
        trunks.take();
        totals.close();
    }
}
