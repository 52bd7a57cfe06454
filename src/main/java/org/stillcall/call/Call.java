package org.stillcall.call;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Loop;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Slice;

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

    private final Exchange exchange;
    private final Calls calls;
    private final CallPlan plan;
    private final FarHalf far;
    private final Bridge bridge;
    private final Aftermath aftermath;
    private final Answering answering;
    private final Course course = new Course();
    private final Company company;
    private final Standby standby;
    private final Confirmation confirmation;
    private final Signal signal = new Signal(this);
    private final AdvocateSeat seat = new AdvocateSeat(this);
    private final @Nullable CalledIn calledIn;
    private final Halves halves = new Halves();

    private final TermsReport report;
    private String id;
    private NearPhone phone;
    private NearHalf near;
    private Phase phase;
    private boolean handed;
    private Loop.@Nullable Timer limit;

    Call(Exchange exchange, Calls calls, CallPlan plan, Phase phase) {
        this(exchange, calls, plan, phase, null);
    }

    /** @param arrived somebody who called us, and whom a person has accepted: {@link #begin} connects them */
    Call(Exchange exchange, Calls calls, CallPlan plan, Phase phase, @Nullable Arrived arrived) {
        this.exchange = exchange;
        this.calls = calls;
        this.plan = plan;
        this.phase = phase;
        this.id = plan.id();
        this.phone = plan.phone();
        this.calledIn = arrived == null ? null : arrived.facts();
        this.near = arrived == null ? anotherNear() : arrived.half();
        this.far = new FarHalf(exchange, plan);
        this.bridge = new Bridge(exchange, this);
        this.aftermath = new Aftermath(exchange, calls, this);
        this.answering = new Answering(exchange, calls, this);
        this.confirmation = new Confirmation(exchange, this);
        this.company = new Company(exchange, calls, this);
        this.standby = new Standby(exchange, calls, this);
        this.report = new TermsReport(exchange, calls.reception(), plan);
    }

    /** Who called us, and the half of whom they reach. */
    record Arrived(CalledIn facts, NearHalf half) {}

    /** Connects whoever called with whoever accepted. */
    void begin(CallerLine line) {
        halves.keep(near);
        far.take(this, line);
        near.sits(seat);
        happen(Happening.NEAR_ANSWERED);
    }

    private NearHalf anotherNear() {
        NearHalf half = NearHalf.of(exchange, new NearHalf.At(calls.pages(), phone), Errand.of(plan), seat);
        halves.keep(half);
        return half;
    }

    /** Its name to the console: another one after it was handed over. */
    String id() {
        return id;
    }

    /** What is known of a call that somebody made to us; null for one that we made. */
    @Nullable
    CalledIn calledIn() {
        return calledIn;
    }

    /** The advocate's, whoever that is now. */
    NearPhone phone() {
        return phone;
    }

    CallPlan plan() {
        return plan;
    }

    Phase phase() {
        return phase;
    }

    NearHalf near() {
        return near;
    }

    FarHalf far() {
        return far;
    }

    Bridge bridge() {
        return bridge;
    }

    Aftermath aftermath() {
        return aftermath;
    }

    Company company() {
        return company;
    }

    Standby standby() {
        return standby;
    }

    Confirmation confirmation() {
        return confirmation;
    }

    Answering answering() {
        return answering;
    }

    Course course() {
        return course;
    }

    TermsReport report() {
        return report;
    }

    boolean over() {
        return phase == Phase.ENDED;
    }

    Switchboard.CallView view() {
        String words = standby.rings() ? Standby.WORDS : course.words(answering.words(), phase.words());
        return new Switchboard.CallView(
                id,
                phase.state(),
                course.word(),
                words,
                near.level(),
                far.level(),
                aftermath.view(),
                answering.view(),
                company.view(),
                Optional.ofNullable(calledIn).map(Switchboard.Called::of));
    }

    /** Rings the advocate's phone; false when it cannot be rung at all. */
    boolean ringNear() {
        return near.ring();
    }

    /** Gives back all that a call holds which never began. */
    void giveUp() {
        near.giveUp();
        plan.endLease();
        plan.people().forEach(Digits::close);
        phase = Phase.ENDED;
        report.neverPlaced();
    }

    /** A leg that dialled. */
    LegListener dialled(Leg leg, Slice offer) {
        SipHalf dialling = (SipHalf) near; // no page ever dials
        switch (dialling.dialled(leg, offer)) {
            case READY -> callFar();
            case NO_PORT -> {
                course.ends(Outcome.NO_LINE);
                exchange.loop().execute(() -> happen(Happening.FAR_LOST));
            }
            case NOT_ACCEPTABLE -> {
                course.ends(Outcome.ADVOCATE_UNREACHABLE);
                phase = Phase.ENDED;
                end();
            }
        }
        return dialling.side();
    }

    void endAsked() {
        advocateEnds(Happening.END_ASKED);
    }

    /** Who answered can only be said once their phone was called. */
    void meets(Switchboard.Met met) {
        course.meets(far.called() ? met : Switchboard.Met.NOT_SAID);
    }

    void advocateEnds(Happening how) {
        if (phase.waits()) {
            course.ends(Outcome.DROPPED, Aftermath.STOPPED);
        }
        happen(how, phase.talks() ? Outcome.TALKED : Outcome.ENDED_BY_ADVOCATE);
    }

    /** {@code why} is how the call ended if this ends it, unless that is known. */
    void happen(Happening happening, Outcome why) {
        if (CallTable.step(phase, happening).next().ends()) {
            course.ends(why);
        }
        happen(happening);
    }

    void happen(Happening happening) {
        CallTable.Step step = CallTable.step(phase, happening);
        boolean changed = step.next() != phase;
        phase = step.next();
        for (CallTable.Action action : step.actions()) {
            run(action);
        }
        if (!phase.talks()) {
            company.end();
        }
        if (changed) {
            calls.changed(this);
            near.changed();
        }
    }

    private void run(CallTable.Action action) {
        switch (action) {
            case ASK_CODE -> confirmation.ask();
            case CALL_FAR -> callFar();
            case RING_BACK -> near.ringBack();
            case TIME_SIGNAL -> signal.rings();
            case HANG_UP_FAR -> far.hangUp();
            case PAUSE -> signal.pause();
            case CONNECT_EARLY -> bridge.early();
            case CONNECT -> connect();
            case AWAIT_REDIAL -> aftermath.awaitRedial();
            case HOLD_LINE -> aftermath.hold();
            case SEND_AWAY -> aftermath.sendAway();
            case RING_FAR -> far.ring();
            case ANNOUNCE -> aftermath.announce();
            case LEAVE_NEAR -> leaveNear();
            case RING_NEAR -> ringNearAgain();
            case LEAVE_FAR -> far.leave();
            case TELL -> tell();
            case END -> end();
        }
    }

    private void callFar() {
        FarCalling.begin(exchange, calls, this, signal);
    }

    private void leaveNear() {
        confirmation.stop();
        standby.stop(false);
        near.leave(Outcome.DROPPED);
    }

    private void ringNearAgain() {
        near = anotherNear();
        if (!near.ring()) {
            exchange.loop().execute(() -> seat.lost(Outcome.ADVOCATE_UNREACHABLE));
        }
    }

    void arm(long millis, Runnable task) {
        disarm();
        limit = exchange.loop().after(millis, task);
    }

    private void disarm() {
        if (limit != null) {
            limit.cancel();
            limit = null;
        }
    }

    private void connect() {
        disarm();
        calls.returns().letGo(this);
        near.answer();
        far.answer();
        answering.begin();
        bridge.both();
        near.talk();
        far.talk();
        course.talks(exchange.loop().nowMillis());
        report.connected();
    }

    private void tell() {
        disarm();
        Telling.begin(exchange, this, course.settle(Outcome.UNREACHABLE).sentence());
    }

    private void end() {
        disarm();
        confirmation.stop();
        standby.stop(false);
        Outcome known = course.settle(Outcome.TALKED);
        course.pauses(exchange.loop().nowMillis());
        near.leave(known);
        plan.endLease();
        calls.returns().letGo(this);
        calls.ended(this, plan, known, course.talkedMillis());
        report.ended(known);
        if (calledIn != null) {
            calledIn.talk().over();
        }
        exchange.loop().after(ERASE_AFTER_MILLIS, this::erase);
    }

    /** Overwrites the numbers in every leg and in memory; again is harmless. */
    void erase() {
        company.erase();
        halves.erase(plan, far);
        calls.erased(this);
    }

    /** The line to the survivor was lost, or may have been, while people talked. */
    void farDropped(LineEnd how) {
        aftermath.lost(how, Aftermath.Side.FAR);
    }

    /**
     * Another half is the advocate's from now on: whoever had the call hears that it goes on without them.
     *
     * @param at the phone of that half
     * @param name by which its page knows the call, and everybody from now on
     */
    void handedTo(NearHalf half, NearPhone at, String name) {
        Switchboard.CallView last = view().handedOver();
        standby.close();
        NearHalf leaving = seats(half, at);
        handed = true;
        id = name;
        leaving.sits(new FormerSeat(last));
        leaving.leave(Outcome.HANDED_OVER);
        bridge.both();
        calls.handedOver(last, this);
        half.changed();
    }

    /** Lets that half be the advocate's, and gives the one that was. */
    private NearHalf seats(NearHalf half, NearPhone at) {
        NearHalf before = near;
        calls.live().remove(this);
        phone = at;
        calls.live().add(this);
        near = half;
        keeps(half);
        half.sits(seat);
        return before;
    }

    /** That half's numbers are overwritten with the call's. */
    void keeps(NearHalf half) {
        halves.keep(half);
    }

    /** The same advocate goes on by another phone of theirs, at which they are already. */
    void movedTo(NearHalf half, NearPhone at) {
        NearHalf leaving = seats(half, at);
        leaving.sits(new FormerSeat(view()));
        leaving.giveUp();
        if (phase.talks()) {
            bridge.both();
            half.talk();
            calls.changed(this);
        } else {
            happen(plan.signal() == null ? Happening.NEAR_ANSWERED : Happening.NEAR_ANSWERED_TO_SIGNAL);
        }
    }

    /** Whether it is the call of whoever is signed in at a device. */
    boolean isOf(String device) {
        return !handed && calledIn == null
                ? report.isPlacedFrom(device)
                : standby.wentFrom(device)
                        || phone instanceof NearPhone.Browser page
                                && page.device().equals(device);
    }
}
