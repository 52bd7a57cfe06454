package org.stillcall.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.stillcall.media.Prompts.Sentence;
import org.stillcall.plan.DroppedRule;
import org.stillcall.plan.PlanStanding;

/**
 * What was agreed for a drop, carried out for one call: what follows, the clock of it, and what the advocate hears
 * meanwhile. Loop thread only.
 */
final class Aftermath {
    /** How long an advocate who waits hears that somebody calls back. */
    static final long ANNOUNCE_MILLIS = 2_000;

    /** What is said when the advocate ends the wait. */
    static final String STOPPED = "The line dropped, and you ended what was to follow. Nothing rings by itself.";

    private static final String WENT_ON =
            "The line dropped. They called back, and their call went to whoever is on duty.";
    private static final String CALLER_LOST =
            "The line dropped. If they call again soon, their call comes to you first.";
    private static final String CUT_OFF =
            "Your phone was cut off. The caller is still there, and is put through again.";

    private final Exchange exchange;
    private final Calls calls;
    private final Call call;
    private Instant until = Instant.EPOCH;
    private long untilMillis;

    /** Whose leg was lost. */
    enum Side {
        NEAR,
        FAR
    }

    Aftermath(Exchange exchange, Calls calls, Call call) {
        this.exchange = exchange;
        this.calls = calls;
        this.call = call;
    }

    /** A leg was lost, or may have been, while people talked: what was agreed for that begins now. */
    void lost(LineEnd end, Side side) {
        boolean near = side == Side.NEAR;
        call.course().pauses(exchange.loop().nowMillis());
        CalledIn caller = call.calledIn();
        if (caller != null) {
            lost(caller, near);
            return;
        }
        switch (followup(end)) {
            case Followup.Redial redial -> {
                begin(redial.pause());
                call.happen(near ? Happening.NEAR_DROPPED_TO_REDIAL : Happening.FAR_DROPPED_TO_REDIAL);
            }
            case Followup.Hold hold -> {
                begin(hold.open());
                call.happen(near ? Happening.NEAR_DROPPED_TO_HOLD : Happening.FAR_DROPPED_TO_HOLD);
            }
            case Followup.Nothing nothing -> {
                call.course().ends(Outcome.DROPPED, nothing.why().sentence());
                call.happen(near ? Happening.NEAR_DROPPED : Happening.FAR_DROPPED);
            }
        }
    }

    /** Somebody had called us: nothing rings at their side. Whoever is still there is not left alone. */
    private void lost(CalledIn caller, boolean near) {
        if (!near) {
            caller.talk().callerGone();
            call.course().ends(Outcome.DROPPED, CALLER_LOST);
            call.happen(Happening.FAR_DROPPED);
            return;
        }
        CallerLine waits = call.far().giveBack();
        if (waits != null) {
            caller.talk().personLost(waits);
        }
        call.course().ends(Outcome.DROPPED, CUT_OFF);
        call.happen(Happening.NEAR_DROPPED);
    }

    private Followup followup(LineEnd end) {
        DroppedRule rule = rule();
        boolean late = rule instanceof DroppedRule.RedialOnce redial && !mayCallIn(redial.pause());
        boolean again = call.phase() == Phase.TALKING_AGAIN;
        boolean room = calls.returns().hasRoom();
        return Followup.of(rule, new Followup.Facts(end, again, late, shown(), room));
    }

    /** Whether a call that comes back goes on to the published line, as its advocate has left the phone. */
    boolean goesOn() {
        return call.phase() == Phase.HOLDING_ALONE
                && rule() instanceof DroppedRule.WaitForReturn wait
                && wait.otherwise() == DroppedRule.Otherwise.HELPLINE;
    }

    /** It has: their line leads there as long as it is held. */
    void wentOn() {
        call.course().ends(Outcome.DROPPED, WENT_ON);
    }

    /** The plan's, or without one the programme's; nothing follows where nothing was settled. */
    private DroppedRule rule() {
        if (call.course().metAnother()) {
            return new DroppedRule.Never(); // what was agreed is for who was called
        }
        PlanStanding under = call.plan().standing();
        DroppedRule usual = call.plan().rule().dropped();
        return under != null ? under.plan().dropped() : usual == null ? new DroppedRule.Never() : usual;
    }

    private Followup.Shown shown() {
        if (!call.far().showed()) {
            return Followup.Shown.NOTHING;
        }
        return calls.reception().showsOnce(call.plan()) ? Followup.Shown.ONCE : Followup.Shown.NUMBER;
    }

    /** Whether the survivor's phone may be called that much later, under the plan or else by the programme's rule. */
    private boolean mayCallIn(Duration time) {
        CallPlan plan = call.plan();
        return plan.stands() && calls.reception().mayStill(plan, plan.standing(), time);
    }

    private void begin(Duration time) {
        until = exchange.clock().get().wall().plus(time);
        untilMillis = exchange.loop().nowMillis() + time.toMillis();
    }

    private long millisLeft() {
        return Math.max(0, untilMillis - exchange.loop().nowMillis());
    }

    void awaitRedial() {
        tell(Sentence.LINE_DROPPED_REDIAL);
        await();
    }

    void hold() {
        calls.returns().hold(call);
        tell(Sentence.LINE_DROPPED_HOLD);
        await();
    }

    /** After the sentence the advocate hears the waiting tone. */
    private void tell(Sentence sentence) {
        call.near().media().play(call.near().sentence(sentence), false);
    }

    private void await() {
        call.arm(millisLeft(), () -> call.happen(Happening.WAIT_OVER, Outcome.NOT_RETURNED));
    }

    /** Nobody comes of the return: the line is held as long as was agreed. */
    void sendAway() {
        call.far().hangUp();
        call.near().waitOn();
        await();
    }

    void announce() {
        call.near().media().play(exchange.prompts().ringing(), true);
        call.arm(ANNOUNCE_MILLIS, () -> call.happen(Happening.ANNOUNCED));
    }

    Optional<Switchboard.AfterDrop> view() {
        return Optional.ofNullable(call.phase().next())
                .map(next -> new Switchboard.AfterDrop(next, until, (millisLeft() + 999) / 1000));
    }
}
