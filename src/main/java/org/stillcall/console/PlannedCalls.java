package org.stillcall.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Log;
import org.stillcall.call.Switchboard.Ending;
import org.stillcall.call.Switchboard.Hook;
import org.stillcall.call.Switchboard.Mark;
import org.stillcall.call.Switchboard.Planned;
import org.stillcall.call.Switchboard.Terms;
import org.stillcall.call.ThirdParties.HandOver;
import org.stillcall.console.PlanDesk.Read;
import org.stillcall.plan.ContactPlan;
import org.stillcall.plan.DangerOverride;
import org.stillcall.plan.PlanStanding;
import org.stillcall.plan.PlanText;
import org.stillcall.store.AlertKind;
import org.stillcall.store.CentreId;
import org.stillcall.store.Change;
import org.stillcall.store.DeviceId;
import org.stillcall.store.PlanId;
import org.stillcall.store.PublishedMonths;
import org.stillcall.store.StoredPlan;
import org.stillcall.vault.ReceiptKind;

/**
 * Calls of people who are signed in: their terms before the call, and what is kept of it afterwards, which is that it
 * was an attempt, that a consent is used up, that a plan was overridden. One call under a plan at a time.
 */
final class PlannedCalls implements AutoCloseable {
    private static final int REWRITES = 5;
    /** What a call counts as that the server's own end cut off: rather one attempt too many than one too few. */
    private static final Ending CUT_OFF = new Ending("CUT_OFF", Set.of(Mark.CALLED));

    private static final int END_SECONDS = 2;

    private final PlanDesk desk;
    private final Log log;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<PlanId, Call> inProgress = new HashMap<>();
    private final OwnCalls ownCalls = new OwnCalls();
    private final MonthTotals totals;

    PlannedCalls(PlanDesk desk, MonthTotals totals, Log log) {
        this.desk = desk;
        this.totals = totals;
        this.log = log;
    }

    /** A call about to be asked for: {@link #placed} has to follow, or {@link #refused}. */
    interface Ticket {
        Terms terms();

        void placed(String call);

        void refused();
    }

    /** A call without a plan: only its device is noted, so that it can be found and ended with it. */
    Ticket unplanned(DeskSession session) {
        return ticket(session, null, ending -> {}, () -> {});
    }

    private Ticket ticket(DeskSession session, @Nullable Planned planned, Consumer<Ending> ended, Runnable undo) {
        DeviceId device = session.device();
        OwnCalls.Own own = ownCalls.begin(device, planned == null ? null : new PlanId(planned.id()));
        Hook hook = new Hook(threads, ending -> {
            ownCalls.over(own);
            ended.accept(ending);
        });
        Terms terms = new Terms(
                device.text(),
                planned,
                hook,
                desk.staff().rota().reach(session.person()).phones());
        return new Ticket() {
            @Override
            public Terms terms() {
                return terms;
            }

            @Override
            public void placed(String call) {
                ownCalls.placed(own, call);
            }

            @Override
            public void refused() {
                ownCalls.over(own);
                undo.run();
            }
        };
    }

    /** The calls that go on from a device. */
    List<OwnCalls.Mine> of(DeviceId device) {
        return ownCalls.of(device);
    }

    /** The call is a colleague's now, and in their hand, if they have a page there. */
    void handedOver(String before, HandOver.Done done) {
        DeviceId device =
                Optional.ofNullable(done.device()).flatMap(DeviceId::parse).orElse(null);
        PlanId plan = ownCalls.moved(before, device, done.call());
        if (plan != null && device != null) {
            desk.handOver(plan, device);
        }
    }

    /**
     * @param version of the plan that the page holds: a number of another one is not called under this one's policy
     * @param override the leave to call outside the plan that is to be used; null as a rule
     */
    Ticket planned(DeskSession session, PlanId id, int version, @Nullable String override) {
        Call call = new Call(session.centre(), id, override, new AtomicBoolean(true));
        DangerOverride danger = begin(call, session);
        Read read = readInHand(call); // not before: a call that just ends still counts its attempt and uses a consent
        if (read.stored().version() != version) {
            notPlaced(call);
            throw new RefusedException(Refusal.MOVED_ON);
        }
        PlanStanding standing = new PlanStanding(read.plan(), read.stored().attempts(), danger);
        Planned planned = new Planned(id.text(), standing, call.stands()::get);
        return ticket(session, planned, ending -> ended(call, ending), () -> notPlaced(call));
    }

    /** The plan of a call that is only thought of: refused as the call would be, and nothing is taken in hand. */
    Planned thoughtOf(DeskSession session, PlanId id, int version, @Nullable String override) {
        synchronized (inProgress) {
            if (inProgress.containsKey(id)) {
                throw new RefusedException(Refusal.CALL_GOES_ON);
            }
        }
        DangerOverride danger = override == null
                ? null
                : desk.overrides().look(override, new Overrides.Asker(session.centre(), session.person(), id));
        if (desk.claimOf(id, session).equals("TAKEN")) {
            throw new RefusedException(Refusal.TAKEN);
        }
        Read read = desk.read(session.centre(), id);
        if (read.stored().version() != version) {
            throw new RefusedException(Refusal.MOVED_ON);
        }
        return new Planned(
                id.text(), new PlanStanding(read.plan(), read.stored().attempts(), danger), () -> true);
    }

    /** Takes the plan in hand, and the leave where there is one, or nothing of both. */
    private @Nullable DangerOverride begin(Call call, DeskSession session) {
        synchronized (inProgress) {
            if (inProgress.putIfAbsent(call.plan(), call) != null) {
                throw new RefusedException(Refusal.CALL_GOES_ON);
            }
        }
        boolean begun = false;
        boolean taken = false;
        try {
            DangerOverride danger = null;
            if (call.override() != null) {
                Overrides.Asker asker = new Overrides.Asker(call.centre(), session.person(), call.plan());
                danger = desk.overrides().take(call.override(), asker);
                taken = true;
            }
            desk.hold(call.plan(), session);
            begun = true;
            return danger;
        } finally {
            if (!begun) {
                if (taken) {
                    giveBack(call);
                }
                over(call.plan());
            }
        }
    }

    private void notPlaced(Call call) {
        giveBack(call);
        desk.callNotPlaced(call.plan());
        over(call.plan());
    }

    private Read readInHand(Call call) {
        try {
            return desk.read(call.centre(), call.plan());
        } catch (RuntimeException e) {
            giveBack(call);
            desk.forget(call.plan());
            over(call.plan());
            throw e;
        }
    }

    /** @param stands until the plan is changed or erased */
    private record Call(
            CentreId centre, PlanId plan, @Nullable String override, AtomicBoolean stands) {}

    /** The plan is another one or none any more: a call under it that has not begun to ring yet does not. */
    void withdraw(PlanId id) {
        synchronized (inProgress) {
            Call call = inProgress.get(id);
            if (call != null) {
                call.stands().set(false);
            }
        }
    }

    private void over(PlanId id) {
        synchronized (inProgress) {
            inProgress.remove(id);
        }
    }

    private void giveBack(Call call) {
        if (call.override() != null) {
            desk.overrides().giveBack(call.override());
        }
    }

    private void ended(Call call, Ending ending) {
        try {
            count(call, ending);
        } catch (RuntimeException e) {
            log.error("What a call used up could not be kept.").with(e).write();
        } finally {
            overrideUsed(call, ending);
            desk.callOver(call.plan());
            over(call.plan());
            desk.tell(call.centre());
        }
    }

    private void count(Call call, Ending ending) {
        if (!ending.marks().contains(Mark.CALLED)) {
            giveBack(call);
            return;
        }
        if (ending.marks().contains(Mark.CONSENT_USED)) {
            useConsent(call); // first: the key of what is over goes as soon as it can
        }
        Change counted = desk.staff().store().plans(call.centre()).attempted(call.plan());
        if (counted == Change.MISSING) {
            return; // the plan was erased during the call, and with it all that was to be kept
        }
        if (ending.reached()) {
            desk.reached(call.plan(), desk.read(call.centre(), call.plan()).plan());
        }
    }

    private void overrideUsed(Call call, Ending ending) {
        if (call.override() == null || !ending.marks().contains(Mark.CALLED)) {
            return;
        }
        desk.overrides().use(call.override());
        totals.count(PublishedMonths.OVERRIDE, 1);
        try {
            desk.staff().receipt(ReceiptKind.OVERRIDE_USED);
            desk.staff().alert(call.centre(), Set.of(), AlertKind.OVERRIDE_USED);
        } catch (RuntimeException e) {
            log.error("A receipt could not be kept.").with(e).write();
        }
    }

    /** A consent for one call is taken out of the plan, whatever somebody else changes in it meanwhile. */
    private void useConsent(Call call) {
        for (int i = 0; i < REWRITES; i++) {
            Optional<StoredPlan> stored =
                    desk.staff().store().plans(call.centre()).read(call.plan());
            if (stored.isEmpty()) {
                return;
            }
            ContactPlan plan = PlanDesk.read(stored.get()).plan();
            ContactPlan after = plan.afterShowing();
            if (after.equals(plan)) {
                return;
            }
            Change change = desk.staff()
                    .store()
                    .plans(call.centre())
                    .rewrite(call.plan(), stored.get().version(), PlanText.write(after));
            if (change != Change.MOVED_ON) {
                Staff.done(change);
                return;
            }
        }
        throw new IllegalStateException("The plan changed too often.");
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                log.warn("What a call used up may not have been kept: the server ended.")
                        .write();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Call> unheard;
        synchronized (inProgress) {
            unheard = List.copyOf(inProgress.values());
        }
        unheard.forEach(call -> ended(call, CUT_OFF));
    }
}
