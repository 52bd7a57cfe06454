package org.stillcall.call;

import java.util.List;

/**
 * The life of an outbound call as a pure table: {@code (phase, happening) -> (phase, actions)}. What does not stand in
 * it changes nothing: peers race, and the first word counts.
 *
 * <p>A contact plan may begin with a signal: the survivor's phone rings as long as was agreed, the far leg is left, and
 * after a wait the call follows. It is answered like any other call. What ends it otherwise before its time is a
 * refusal: nothing rings there again. If nothing was heard to ring there was no signal, and no call follows it.
 *
 * <p>A call may be lost while people talk (G16). Then what was agreed is carried out: the system calls once more after
 * a wait, never a second time and without the signal; or it holds the line, so that the survivor's own call reaches the
 * same advocate; or nothing follows. The advocate waits on the line. An advocate whose phone was lost is rung again
 * when it is time; one who hangs up ends it all.
 */
final class CallTable {
    /** What the call's owner has to do. */
    enum Action {
        ASK_CODE,
        CALL_FAR,
        RING_BACK,
        /** The signal rings since now. */
        TIME_SIGNAL,
        /** Ends the far leg and gives its ports back; the number and the lease stay for the call itself. */
        HANG_UP_FAR,
        /** Begins the agreed wait, with a tone for the advocate. */
        PAUSE,
        CONNECT_EARLY,
        CONNECT,
        /** Begins the wait before the one redial. */
        AWAIT_REDIAL,
        /** Begins to take calls to the number that was shown, and the time in which they are taken. */
        HOLD_LINE,
        /** Ends the leg that called back, as if the number led nowhere, and goes on holding the line. */
        SEND_AWAY,
        /** Lets whoever calls back hear that it rings. */
        RING_FAR,
        /** Lets the advocate hear for a moment that somebody calls back. */
        ANNOUNCE,
        /** Ends a near leg that was lost. */
        LEAVE_NEAR,
        /** Rings the near phone anew. */
        RING_NEAR,
        /** Ends the far leg and gives its ports and its lease back. */
        LEAVE_FAR,
        /** Tells the advocate by voice how it ended. */
        TELL,
        /** Ends what is left, counts the call and has its numbers overwritten. */
        END
    }

    /** The next phase and what to do, in order. */
    record Step(Phase next, List<Action> actions) {}

    private static final Step[][] TABLE = new Step[Phase.values().length][Happening.values().length];

    static {
        for (Phase phase : Phase.values()) {
            for (Happening happening : Happening.values()) {
                on(phase, happening, phase);
            }
        }
        on(Phase.NEAR_RINGING, Happening.NEAR_ANSWERED, Phase.CALLING, Action.CALL_FAR);
        on(Phase.NEAR_RINGING, Happening.NEAR_ANSWERED_TO_SIGNAL, Phase.SIGNALLING, Action.CALL_FAR);
        on(Phase.NEAR_RINGING, Happening.MOBILE_ANSWERED, Phase.CONFIRMING, Action.ASK_CODE);
        endsAtOnce(Phase.NEAR_RINGING);
        on(Phase.CONFIRMING, Happening.CONFIRMED, Phase.CALLING, Action.CALL_FAR);
        on(Phase.CONFIRMING, Happening.CONFIRMED_TO_SIGNAL, Phase.SIGNALLING, Action.CALL_FAR);
        over(Phase.CONFIRMING, Happening.NOT_CONFIRMED);
        endsAtOnce(Phase.CONFIRMING);
        signal();
        call();
        talk();
        called();
        redial();
        hold();
        on(Phase.TELLING, Happening.TOLD, Phase.ENDED, Action.END);
        on(Phase.TELLING, Happening.NEAR_LOST, Phase.ENDED, Action.END);
        on(Phase.TELLING, Happening.NEAR_DROPPED, Phase.ENDED, Action.END);
        on(Phase.TELLING, Happening.END_ASKED, Phase.ENDED, Action.END);
    }

    private CallTable() {}

    static Step step(Phase phase, Happening happening) {
        return TABLE[phase.ordinal()][happening.ordinal()];
    }

    private static void signal() {
        Phase rings = Phase.SIGNAL_RINGING;
        on(Phase.SIGNALLING, Happening.FAR_RANG, rings, Action.TIME_SIGNAL, Action.RING_BACK);
        on(Phase.SIGNALLING, Happening.FAR_HEARD, rings, Action.TIME_SIGNAL, Action.RING_BACK);
        on(Phase.SIGNALLING, Happening.FAR_ANSWERED, Phase.TALKING, Action.CONNECT);
        on(Phase.SIGNALLING, Happening.FAR_RETRY, Phase.SIGNALLING, Action.CALL_FAR);
        tells(Phase.SIGNALLING, Happening.FAR_LOST);
        tells(Phase.SIGNALLING, Happening.SIGNAL_OVER);
        endsAtOnce(Phase.SIGNALLING);
        on(rings, Happening.SIGNAL_OVER, Phase.PAUSING, Action.HANG_UP_FAR, Action.PAUSE);
        on(rings, Happening.FAR_ANSWERED, Phase.TALKING, Action.CONNECT);
        tells(rings, Happening.FAR_LOST);
        tells(rings, Happening.FAR_RETRY);
        endsAtOnce(rings);
        on(Phase.PAUSING, Happening.PAUSE_OVER, Phase.CALLING, Action.CALL_FAR);
        endsAtOnce(Phase.PAUSING);
    }

    private static void call() {
        calls(List.of(Phase.CALLING, Phase.FAR_RINGING, Phase.FAR_EARLY), Phase.TALKING);
    }

    /** @param stages called, heard to ring, heard before the answer */
    private static void calls(List<Phase> stages, Phase answered) {
        Phase calling = stages.getFirst();
        Phase ringing = stages.get(1);
        Phase early = stages.getLast();
        on(calling, Happening.FAR_RANG, ringing, Action.RING_BACK);
        on(calling, Happening.FAR_HEARD, early, Action.CONNECT_EARLY);
        on(ringing, Happening.FAR_HEARD, early, Action.CONNECT_EARLY);
        for (Phase phase : stages) {
            on(phase, Happening.FAR_ANSWERED, answered, Action.CONNECT);
            on(phase, Happening.FAR_RETRY, calling, Action.CALL_FAR);
            tells(phase, Happening.FAR_LOST);
            endsAtOnce(phase);
        }
    }

    private static void talk() {
        for (Phase phase : List.of(Phase.TALKING, Phase.TALKING_AGAIN, Phase.TALKING_RETURNED)) {
            over(phase, Happening.FAR_LOST);
            tells(phase, Happening.FAR_DROPPED);
            tells(phase, Happening.MACHINE_LEFT);
            endsAtOnce(phase);
        }
        for (Phase phase : List.of(Phase.TALKING, Phase.TALKING_RETURNED)) {
            on(phase, Happening.FAR_DROPPED_TO_HOLD, Phase.HOLDING, Action.HANG_UP_FAR, Action.HOLD_LINE);
            on(
                    phase,
                    Happening.NEAR_DROPPED_TO_HOLD,
                    Phase.HOLDING_ALONE,
                    Action.HANG_UP_FAR,
                    Action.LEAVE_NEAR,
                    Action.HOLD_LINE);
        }
        // from the first talk alone: what is never entered again cannot lead to a second redial
        on(Phase.TALKING, Happening.FAR_DROPPED_TO_REDIAL, Phase.REDIAL_WAITS, Action.HANG_UP_FAR, Action.AWAIT_REDIAL);
        on(
                Phase.TALKING,
                Happening.NEAR_DROPPED_TO_REDIAL,
                Phase.REDIAL_ALONE,
                Action.HANG_UP_FAR,
                Action.LEAVE_NEAR,
                Action.AWAIT_REDIAL);
    }

    /** Somebody called us: nothing rings at their side after a drop, whoever was lost. */
    private static void called() {
        on(Phase.TAKEN, Happening.NEAR_ANSWERED, Phase.TALKING_CALLED, Action.CONNECT);
        over(Phase.TAKEN, Happening.FAR_LOST);
        endsAtOnce(Phase.TAKEN);
        over(Phase.TALKING_CALLED, Happening.FAR_LOST);
        tells(Phase.TALKING_CALLED, Happening.FAR_DROPPED);
        endsAtOnce(Phase.TALKING_CALLED);
    }

    private static void redial() {
        on(Phase.REDIAL_WAITS, Happening.WAIT_OVER, Phase.REDIALLING, Action.CALL_FAR);
        endsAtOnce(Phase.REDIAL_WAITS);
        on(Phase.REDIAL_WAITS, Happening.NEAR_DROPPED, Phase.REDIAL_ALONE, Action.LEAVE_NEAR);
        on(Phase.REDIAL_ALONE, Happening.WAIT_OVER, Phase.NEAR_AGAIN, Action.RING_NEAR);
        over(Phase.REDIAL_ALONE, Happening.END_ASKED);
        answers(Phase.NEAR_AGAIN, Phase.CONFIRMING_AGAIN, Phase.REDIALLING, Action.CALL_FAR);
        endsAtOnce(Phase.NEAR_AGAIN);
        over(Phase.CONFIRMING_AGAIN, Happening.NOT_CONFIRMED);
        endsAtOnce(Phase.CONFIRMING_AGAIN);
        calls(List.of(Phase.REDIALLING, Phase.REDIAL_RINGING, Phase.REDIAL_EARLY), Phase.TALKING_AGAIN);
    }

    private static void hold() {
        on(Phase.HOLDING, Happening.RETURNED, Phase.RETURNING, Action.RING_FAR, Action.ANNOUNCE);
        tells(Phase.HOLDING, Happening.WAIT_OVER);
        endsAtOnce(Phase.HOLDING);
        on(Phase.HOLDING, Happening.NEAR_DROPPED, Phase.HOLDING_ALONE, Action.LEAVE_NEAR);
        on(Phase.RETURNING, Happening.ANNOUNCED, Phase.TALKING_RETURNED, Action.CONNECT);
        on(Phase.RETURNING, Happening.FAR_LOST, Phase.HOLDING, Action.SEND_AWAY);
        endsAtOnce(Phase.RETURNING);
        on(Phase.RETURNING, Happening.NEAR_DROPPED, Phase.RETURN_ALONE, Action.LEAVE_NEAR, Action.RING_NEAR);
        on(Phase.HOLDING_ALONE, Happening.RETURNED, Phase.RETURN_ALONE, Action.RING_FAR, Action.RING_NEAR);
        over(Phase.HOLDING_ALONE, Happening.WAIT_OVER);
        over(Phase.HOLDING_ALONE, Happening.END_ASKED);
        answers(Phase.RETURN_ALONE, Phase.RETURN_CONFIRMING, Phase.TALKING_RETURNED, Action.CONNECT);
        for (Phase phase : List.of(Phase.RETURN_ALONE, Phase.RETURN_CONFIRMING)) {
            over(phase, Happening.END_ASKED);
            for (Happening missed :
                    List.of(Happening.NEAR_LOST, Happening.NEAR_DROPPED, Happening.NOT_CONFIRMED, Happening.FAR_LOST)) {
                on(phase, missed, Phase.HOLDING_ALONE, Action.LEAVE_NEAR, Action.SEND_AWAY);
            }
        }
    }

    /** The near phone that was rung anew is answered. No signal is given this time: the survivor waits for the call. */
    private static void answers(Phase rings, Phase confirms, Phase next, Action action) {
        on(rings, Happening.NEAR_ANSWERED, next, action);
        on(rings, Happening.NEAR_ANSWERED_TO_SIGNAL, next, action);
        on(rings, Happening.MOBILE_ANSWERED, confirms, Action.ASK_CODE);
        on(confirms, Happening.CONFIRMED, next, action);
        on(confirms, Happening.CONFIRMED_TO_SIGNAL, next, action);
    }

    private static void endsAtOnce(Phase phase) {
        over(phase, Happening.NEAR_LOST);
        over(phase, Happening.NEAR_DROPPED);
        over(phase, Happening.END_ASKED);
    }

    private static void over(Phase phase, Happening happening) {
        on(phase, happening, Phase.ENDED, Action.LEAVE_FAR, Action.END);
    }

    private static void tells(Phase phase, Happening happening) {
        on(phase, happening, Phase.TELLING, Action.LEAVE_FAR, Action.TELL);
    }

    private static void on(Phase phase, Happening happening, Phase next, Action... actions) {
        TABLE[phase.ordinal()][happening.ordinal()] = new Step(next, List.of(actions));
    }
}
