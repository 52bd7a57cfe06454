package org.stillcall.call;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.call.Switchboard.Answered;
import org.stillcall.call.Switchboard.AnsweredBy;
import org.stillcall.media.Answerer;
import org.stillcall.plan.PlanStanding;
import org.stillcall.plan.VoicemailConsent;

/**
 * Who seems to have answered at the survivor's phone, and what follows. Where a plan allows no message, a machine that
 * records does not hear the advocate, until the advocate says that it is a person; at its tone the call is ended, where
 * the centre wants that. Everything else is the advocate's to decide, who is told. Loop thread only.
 */
final class Answering {
    /** From the answer on: a tone then is a machine's, whatever was said before. */
    static final long OPENING_MILLIS = 8_000;

    private static final String MACHINE = "A machine seems to have answered. ";
    private static final String TONE = "A tone was heard, as of a machine that records. ";
    private static final String UNHEARD = "You are not heard. End the call, or press “It is a person”.";
    private static final String AGREED = "After its tone say the agreed words and no others.";
    private static final String UNKNOWN = "Leave no message unless it was agreed.";

    private final Exchange exchange;
    private final Calls calls;
    private final Call call;
    private @Nullable AnsweredBy by;
    private boolean waited;
    private boolean muted;
    private long since;

    Answering(Exchange exchange, Calls calls, Call call) {
        this.exchange = exchange;
        this.calls = calls;
        this.call = call;
    }

    /** The far side is connected: it is listened to, unless it called us. */
    void begin() {
        by = null;
        waited = false;
        muted = false;
        since = exchange.loop().nowMillis();
        mark();
        if (call.phase() != Phase.TALKING_RETURNED && call.calledIn() == null) {
            call.far().media().attend(true);
        }
    }

    /** What its sound tells. */
    void heard(Answerer answerer) {
        if (!call.phase().talks() || by == AnsweredBy.PERSON) {
            return;
        }
        switch (answerer) {
            case PERSON -> waited = true; // nothing follows from it alone
            case MACHINE -> guess(AnsweredBy.MACHINE);
            case TONE -> tone();
        }
    }

    private void tone() {
        boolean opening = exchange.loop().nowMillis() - since <= OPENING_MILLIS;
        boolean sure = opening || !waited;
        if (sure && exchange.settings().hangUpAtTone().getAsBoolean() && noMessage()) {
            by = AnsweredBy.TONE;
            mark();
            call.course().pauses(exchange.loop().nowMillis());
            call.happen(Happening.MACHINE_LEFT, Outcome.MACHINE_ANSWERED);
        } else {
            guess(AnsweredBy.TONE);
        }
    }

    private void guess(AnsweredBy guess) {
        by = guess;
        mark();
        if (!muted && noMessage()) {
            mute(true);
            call.near().media().play(exchange.prompts().unheard(), false);
        }
        calls.changed(call);
    }

    private void mute(boolean on) {
        muted = on;
        call.bridge().both();
    }

    /** The advocate says that it is a person; false when nobody is connected. */
    boolean isPerson() {
        if (!call.phase().talks()) {
            return false;
        }
        by = AnsweredBy.PERSON;
        mark();
        call.far().media().attend(false);
        if (muted) {
            mute(false);
        }
        calls.changed(call);
        return true;
    }

    private void mark() {
        call.report().machine(by == AnsweredBy.MACHINE || by == AnsweredBy.TONE);
    }

    /** Whether the survivor's side must not hear the advocate now. */
    boolean muted() {
        return muted;
    }

    /** Whether there is a plan, and it allows no message now. */
    private boolean noMessage() {
        return wording() == VoicemailConsent.Wording.NONE;
    }

    private VoicemailConsent.@Nullable Wording wording() {
        PlanStanding under = call.plan().standing();
        return under == null
                ? null
                : under.plan().voicemail(exchange.clock().get().wall());
    }

    /** What the advocate has to know of it; empty when nothing. */
    String words() {
        if (!call.phase().talks() || by == null || by == AnsweredBy.PERSON) {
            return "";
        }
        String heard = by == AnsweredBy.MACHINE ? MACHINE : TONE;
        if (muted) {
            return heard + UNHEARD;
        }
        return heard + (wording() == null || noMessage() ? UNKNOWN : AGREED);
    }

    Optional<Answered> view() {
        return Optional.ofNullable(by).map(who -> new Answered(who, muted));
    }
}
