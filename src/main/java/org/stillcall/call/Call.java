package org.stillcall.call;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.base.Loop;
import org.stillcall.base.Secret;
import org.stillcall.media.Flow;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Slice;
import org.stillcall.trunk.FarOutcome;

/**
 * One outbound call: owns its two legs, its media, its number and its lease, and runs the actions of {@link CallTable}.
 * Loop thread only.
 *
 * <p>Every way a call can end goes through {@link #end}: legs hung up, media closed, lease back, one counter bumped,
 * and the number overwritten {@link #ERASE_AFTER_MILLIS} later, which leaves a lost BYE one repetition (RFC 3261
 * section 17.1.2.2, timer E) before its digits become zeros.
 */
final class Call {
    /** From the end of a call until its digits are overwritten everywhere. */
    static final long ERASE_AFTER_MILLIS = 600;

    private static final long TELL_LIMIT_MILLIS = 15_000;
    private static final long NOBODY_TALKED = -1;

    private final Exchange exchange;
    private final Calls calls;
    private final CallPlan plan;
    private final NearHalf near;
    private final FarHalf far;

    private Phase phase;
    private @Nullable CodeCheck codeCheck;
    private Loop.@Nullable Timer limit;
    private @Nullable Outcome outcome;
    private String message = "";
    private long talkingSince = NOBODY_TALKED;

    Call(Exchange exchange, Calls calls, CallPlan plan, Phase phase) {
        this.exchange = exchange;
        this.calls = calls;
        this.plan = plan;
        this.phase = phase;
        this.near = new NearHalf(exchange, plan, new NearSide(this));
        this.far = new FarHalf(exchange, plan);
    }

    String id() {
        return plan.id();
    }

    Label phone() {
        return plan.phone().name();
    }

    boolean over() {
        return phase == Phase.ENDED;
    }

    Switchboard.CallView view() {
        Switchboard.State state = switch (phase) {
            case NEAR_RINGING -> Switchboard.State.RINGING_ADVOCATE;
            case CONFIRMING -> Switchboard.State.CONFIRMING;
            case CALLING -> Switchboard.State.CALLING;
            case FAR_RINGING, FAR_EARLY -> Switchboard.State.RINGING;
            case TALKING -> Switchboard.State.TALKING;
            case TELLING, ENDED -> Switchboard.State.ENDED;
        };
        Optional<String> word = Optional.ofNullable(outcome).map(Outcome::name);
        return new Switchboard.CallView(plan.id(), state, word, message, near.level(), far.level());
    }

    /** Rings the advocate's phone; false when it cannot be rung at all. */
    boolean ringNear() {
        return near.ring();
    }

    /** Gives back all that a call holds which never began. */
    void giveUp() {
        near.closeMedia();
        plan.lease().close();
        plan.people().forEach(Digits::close);
        phase = Phase.ENDED;
    }

    /** Takes over a leg that dialled. */
    LegListener dialled(Leg leg, Slice offer) {
        switch (near.dialled(leg, offer)) {
            case READY -> callFar();
            case NO_PORT -> {
                outcome = Outcome.NO_LINE;
                exchange.loop().execute(() -> happen(Happening.FAR_LOST));
            }
            case NOT_ACCEPTABLE -> {
                outcome = Outcome.ADVOCATE_UNREACHABLE;
                phase = Phase.ENDED;
                end();
            }
        }
        return near.side();
    }

    void endAsked() {
        if (outcome == null) {
            outcome = phase == Phase.TALKING ? Outcome.TALKED : Outcome.ENDED_BY_ADVOCATE;
        }
        happen(Happening.END_ASKED);
    }

    private void happen(Happening happening) {
        CallTable.Step step = CallTable.step(phase, happening);
        boolean changed = step.next() != phase;
        phase = step.next();
        for (CallTable.Action action : step.actions()) {
            run(action);
        }
        if (changed) {
            calls.changed(this);
        }
    }

    private void run(CallTable.Action action) {
        switch (action) {
            case ASK_CODE -> askCode();
            case CALL_FAR -> callFar();
            case RING_BACK -> near.ringBack();
            case CONNECT_EARLY -> connectEarly();
            case CONNECT -> connect();
            case LEAVE_FAR -> far.leave();
            case TELL -> tell();
            case END -> end();
        }
    }

    private void askCode() {
        Secret code =
                plan.phone() instanceof NearPhone.Mobile mobile ? mobile.code().get() : null;
        codeCheck = new CodeCheck(exchange, near.media(), code, this::codeChecked);
        codeCheck.ask();
    }

    private void codeChecked(boolean right) {
        if (!right && outcome == null) {
            outcome = Outcome.NOT_CONFIRMED;
        }
        happen(right ? Happening.CONFIRMED : Happening.NOT_CONFIRMED);
    }

    private void callFar() {
        if (!far.invite(this)) {
            outcome = Outcome.NO_LINE;
            // a dialled leg is still being set up: it hears of this at the loop's next turn
            exchange.loop().execute(() -> happen(Happening.FAR_LOST));
        }
    }

    private void connectEarly() {
        near.progress();
        near.media().stop();
        near.media().connect(far.media(), Flow.TO_THIS);
    }

    private void connect() {
        near.answer();
        near.media().stop();
        near.media().connect(far.media(), Flow.BOTH);
        near.talk();
        far.talk();
        talkingSince = exchange.loop().nowMillis();
    }

    private void tell() {
        Outcome known = outcome == null ? Outcome.UNREACHABLE : outcome;
        message = message.isEmpty() ? known.message() : message;
        if (!near.hears()) {
            exchange.loop().execute(() -> happen(Happening.TOLD));
            return;
        }
        near.progress();
        near.media().play(exchange.prompts().sentence(known.sentence()), false);
        limit = exchange.loop().after(TELL_LIMIT_MILLIS, () -> happen(Happening.TOLD));
    }

    private void end() {
        if (limit != null) {
            limit.cancel();
        }
        if (codeCheck != null) {
            codeCheck.abandon();
        }
        Outcome known = outcome == null ? Outcome.TALKED : outcome;
        outcome = known;
        message = message.isEmpty() ? known.message() : message;
        near.leave(known);
        plan.lease().close();
        long talked =
                talkingSince == NOBODY_TALKED ? 0 : Math.max(1, exchange.loop().nowMillis() - talkingSince);
        calls.ended(this, plan, known, talked);
        exchange.loop().after(ERASE_AFTER_MILLIS, this::erase);
    }

    /** Overwrites the numbers in every leg and in memory; again is harmless. */
    void erase() {
        for (Digits digits : plan.people()) {
            if (!digits.erased()) {
                near.forget(digits);
                far.forget(digits);
                digits.close();
            }
        }
        calls.erased(this);
    }

    // what the near side tells

    void nearAnswered(Slice sdp) {
        if (!near.accepts(sdp)) {
            nearLost(Outcome.ADVOCATE_UNREACHABLE);
            return;
        }
        near.answered();
        boolean mobile = plan.phone() instanceof NearPhone.Mobile;
        happen(mobile ? Happening.MOBILE_ANSWERED : Happening.NEAR_ANSWERED);
    }

    /** Early sound of the advocate's phone is not played to anybody; an answer in it counts. */
    void nearProgressed(Slice sdp) {
        near.accepts(sdp); // whatever it is, the final answer decides
    }

    /** The near leg failed, was hung up or fell silent; {@code why} counts unless the call's outcome is known. */
    void nearLost(Outcome why) {
        if (outcome == null) {
            outcome = why;
        }
        happen(Happening.NEAR_LOST);
    }

    void nearHungUp() {
        nearLost(phase == Phase.TALKING ? Outcome.TALKED : Outcome.ENDED_BY_ADVOCATE);
    }

    byte @Nullable [] nearReoffered(Slice sdp) {
        return near.reanswer(sdp);
    }

    byte[] nearOffer() {
        return near.offer();
    }

    void nearReanswered(Slice sdp) {
        if (!near.accepts(sdp)) {
            nearLost(Outcome.ADVOCATE_UNREACHABLE);
        }
    }

    void nearKeyed(char digit) {
        if (codeCheck != null) {
            codeCheck.digit(digit);
        }
    }

    void nearToldAll() {
        if (phase == Phase.TELLING) {
            happen(Happening.TOLD);
        } else if (codeCheck != null) {
            codeCheck.promptEnded();
        }
    }

    // what the far side tells; an attempt that was given up is not heard any more

    void farProgressed(int attempt, Slice sdp) {
        if (far.hears(attempt)) {
            happen(!sdp.isEmpty() && far.accepts(sdp) ? Happening.FAR_HEARD : Happening.FAR_RANG);
        }
    }

    void farAnswered(int attempt, Slice sdp) {
        if (far.hears(attempt)) {
            if (far.accepts(sdp)) {
                happen(Happening.FAR_ANSWERED);
            } else {
                farLost(attempt, Outcome.UNREACHABLE);
            }
        }
    }

    void farFailed(int attempt, LegFailure failure) {
        if (!far.hears(attempt)) {
            return;
        }
        FarOutcome farOutcome = FarOutcome.of(FarFailure.end(failure));
        if (far.moveOn(farOutcome)) {
            happen(Happening.FAR_RETRY);
        } else {
            farLost(attempt, Outcome.of(farOutcome));
        }
    }

    /** The far leg was hung up, fell silent or cannot be used; {@code why} counts unless the outcome is known. */
    void farLost(int attempt, Outcome why) {
        if (far.hears(attempt)) {
            if (outcome == null) {
                outcome = why;
            }
            happen(Happening.FAR_LOST);
        }
    }

    void farHungUp(int attempt) {
        farLost(attempt, phase == Phase.TALKING ? Outcome.TALKED : Outcome.UNREACHABLE);
    }

    byte @Nullable [] farReoffered(Slice sdp) {
        return far.reanswer(sdp);
    }

    byte[] farOffer() {
        return far.offer();
    }

    void farReanswered(int attempt, Slice sdp) {
        if (!far.accepts(sdp)) {
            farLost(attempt, Outcome.UNREACHABLE);
        }
    }
}
