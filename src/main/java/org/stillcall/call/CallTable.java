package org.stillcall.call;

import java.util.List;

/**
 * The life of an outbound call as a pure table: {@code (phase, happening) -> (phase, actions)}. What does not stand in
 * it changes nothing: peers race, and the first word counts.
 */
final class CallTable {
    /** What the call's owner has to do. */
    enum Action {
        ASK_CODE,
        CALL_FAR,
        RING_BACK,
        CONNECT_EARLY,
        CONNECT,
        /** Ends the far leg and gives its ports and its lease back. */
        LEAVE_FAR,
        /** Tells the advocate by voice how it ended. */
        TELL,
        /** Ends what is left, counts the call and has its numbers overwritten. */
        END
    }

    /** The next phase and what to do, in order. */
    record Step(Phase next, List<Action> actions) {}

    private static final List<Action> NOTHING = List.of();
    private static final List<Action> OVER = List.of(Action.LEAVE_FAR, Action.END);
    private static final Step[][] TABLE = table();

    private CallTable() {}

    static Step step(Phase phase, Happening happening) {
        return TABLE[phase.ordinal()][happening.ordinal()];
    }

    private static Step[][] table() {
        Step[][] table = new Step[Phase.values().length][Happening.values().length];
        for (Phase phase : Phase.values()) {
            for (Happening happening : Happening.values()) {
                table[phase.ordinal()][happening.ordinal()] = make(phase, happening);
            }
        }
        return table;
    }

    private static Step make(Phase phase, Happening happening) {
        return switch (phase) {
            case NEAR_RINGING -> nearRinging(happening);
            case CONFIRMING -> confirming(happening);
            case CALLING, FAR_RINGING, FAR_EARLY -> beforeAnswer(phase, happening);
            case TALKING -> talking(happening);
            case TELLING -> telling(happening);
            case ENDED -> stay(Phase.ENDED);
        };
    }

    private static Step nearRinging(Happening happening) {
        return switch (happening) {
            case NEAR_ANSWERED -> new Step(Phase.CALLING, List.of(Action.CALL_FAR));
            case MOBILE_ANSWERED -> new Step(Phase.CONFIRMING, List.of(Action.ASK_CODE));
            case NEAR_LOST, END_ASKED -> new Step(Phase.ENDED, OVER);
            case CONFIRMED, NOT_CONFIRMED, FAR_RANG, FAR_HEARD, FAR_ANSWERED, FAR_RETRY, FAR_LOST, TOLD ->
                stay(Phase.NEAR_RINGING);
        };
    }

    private static Step confirming(Happening happening) {
        return switch (happening) {
            case CONFIRMED -> new Step(Phase.CALLING, List.of(Action.CALL_FAR));
            case NOT_CONFIRMED, NEAR_LOST, END_ASKED -> new Step(Phase.ENDED, OVER);
            case NEAR_ANSWERED, MOBILE_ANSWERED, FAR_RANG, FAR_HEARD, FAR_ANSWERED, FAR_RETRY, FAR_LOST, TOLD ->
                stay(Phase.CONFIRMING);
        };
    }

    private static Step beforeAnswer(Phase phase, Happening happening) {
        return switch (happening) {
            case FAR_RANG ->
                phase == Phase.CALLING ? new Step(Phase.FAR_RINGING, List.of(Action.RING_BACK)) : stay(phase);
            case FAR_HEARD ->
                phase == Phase.FAR_EARLY ? stay(phase) : new Step(Phase.FAR_EARLY, List.of(Action.CONNECT_EARLY));
            case FAR_ANSWERED -> new Step(Phase.TALKING, List.of(Action.CONNECT));
            case FAR_RETRY -> new Step(Phase.CALLING, List.of(Action.CALL_FAR));
            case FAR_LOST -> new Step(Phase.TELLING, List.of(Action.LEAVE_FAR, Action.TELL));
            case NEAR_LOST, END_ASKED -> new Step(Phase.ENDED, OVER);
            case NEAR_ANSWERED, MOBILE_ANSWERED, CONFIRMED, NOT_CONFIRMED, TOLD -> stay(phase);
        };
    }

    private static Step talking(Happening happening) {
        return switch (happening) {
            case FAR_LOST, NEAR_LOST, END_ASKED -> new Step(Phase.ENDED, OVER);
            case NEAR_ANSWERED,
                    MOBILE_ANSWERED,
                    CONFIRMED,
                    NOT_CONFIRMED,
                    FAR_RANG,
                    FAR_HEARD,
                    FAR_ANSWERED,
                    FAR_RETRY,
                    TOLD -> stay(Phase.TALKING);
        };
    }

    private static Step telling(Happening happening) {
        return switch (happening) {
            case TOLD, NEAR_LOST, END_ASKED -> new Step(Phase.ENDED, List.of(Action.END));
            case NEAR_ANSWERED,
                    MOBILE_ANSWERED,
                    CONFIRMED,
                    NOT_CONFIRMED,
                    FAR_RANG,
                    FAR_HEARD,
                    FAR_ANSWERED,
                    FAR_RETRY,
                    FAR_LOST -> stay(Phase.TELLING);
        };
    }

    private static Step stay(Phase phase) {
        return new Step(phase, NOTHING);
    }
}
