package org.stillcall.sip;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The life of a leg as a pure table, for both sides (RFC 3261 sections 9, 13 and 15). What a phase does not name
 * changes nothing: peers race, and the owner may come late. {@link SipLeg} runs the actions.
 */
final class LegTable {
    enum Phase {
        /** Calling side: nothing heard. */
        CALLING,
        /** Calling side: a provisional response came. */
        RINGING,
        /** Calling side: to be cancelled, but nothing was heard yet, and a CANCEL may not go ahead of the INVITE. */
        CANCEL_WAITS,
        /** Calling side: CANCEL was sent. */
        CANCELLING,
        /** Called side: 100 was sent. */
        OFFERED,
        /** Called side: another provisional response was sent. */
        ALERTING,
        /** Called side: a 2xx was sent, its ACK is awaited. */
        ANSWERED,
        /** Called side: hung up, but a BYE may not go ahead of the ACK (section 15). */
        PARTING,
        CONFIRMED,
        ENDED
    }

    enum Event {
        /** 100 came. */
        TRYING,
        /** 101 to 199 came. */
        PROVISIONAL,
        /** The first 2xx came, with an answer. */
        SUCCESS,
        /** The first 2xx came, and cannot be used. */
        BAD_SUCCESS,
        /** The last refusal came: no further attempt. */
        REFUSAL,
        /** Nothing came, or it could not be sent; no further attempt. */
        SILENCE,
        RING_LIMIT,
        /** 64 T1 after a CANCEL, and still no final response (section 9.1). */
        CANCEL_LIMIT,
        /** Our user hangs up. */
        HANG_UP,
        /** Our user sends a provisional response. */
        ALERT,
        /** Our user answers. */
        ANSWER,
        /** Our user refuses. */
        REFUSE,
        /** The peer's CANCEL came. */
        CANCEL,
        /** The ACK of our 2xx came. */
        ACK,
        /** No ACK came in 64 T1. */
        NO_ACK,
        /** The peer's BYE came. */
        BYE,
        /** The dialog is gone: session timer, or the peer does not know it. */
        LOST
    }

    enum Action {
        SEND_ACK,
        SEND_CANCEL,
        SEND_BYE,
        SEND_PROVISIONAL,
        SEND_ANSWER,
        SEND_REFUSAL,
        /** 487 to the INVITE. */
        SEND_TERMINATED,
        /** 480 to the INVITE. */
        SEND_UNAVAILABLE,
        /** Forget the INVITE without a final response. */
        ABANDON,
        TELL_PROGRESS,
        TELL_ANSWERED,
        TELL_ACKNOWLEDGED,
        TELL_REFUSED,
        TELL_SILENCE,
        TELL_RING_LIMIT,
        TELL_CANCELLED,
        TELL_BAD_ANSWER,
        TELL_HUNG_UP
    }

    record Step(Phase next, List<Action> actions) {}

    private static final Map<Phase, Map<Event, Step>> STEPS = new EnumMap<>(Phase.class);

    static {
        for (Phase phase : Phase.values()) {
            Map<Event, Step> row = new EnumMap<>(Event.class);
            for (Event event : Event.values()) {
                row.put(event, new Step(phase, List.of()));
            }
            STEPS.put(phase, row);
        }
        calling();
        called();
        on(Phase.CONFIRMED, Event.HANG_UP, Phase.ENDED, Action.SEND_BYE);
        on(Phase.CONFIRMED, Event.BYE, Phase.ENDED, Action.TELL_HUNG_UP);
        on(Phase.CONFIRMED, Event.LOST, Phase.ENDED, Action.SEND_BYE, Action.TELL_HUNG_UP);
        on(Phase.CONFIRMED, Event.NO_ACK, Phase.ENDED, Action.SEND_BYE, Action.TELL_HUNG_UP); // of a re-INVITE
    }

    private LegTable() {}

    private static void calling() {
        for (Phase phase : List.of(Phase.CALLING, Phase.RINGING)) {
            on(phase, Event.TRYING, Phase.RINGING);
            on(phase, Event.PROVISIONAL, Phase.RINGING, Action.TELL_PROGRESS);
            on(phase, Event.SUCCESS, Phase.CONFIRMED, Action.SEND_ACK, Action.TELL_ANSWERED);
            on(phase, Event.BAD_SUCCESS, Phase.ENDED, Action.SEND_ACK, Action.SEND_BYE, Action.TELL_BAD_ANSWER);
            on(phase, Event.REFUSAL, Phase.ENDED, Action.TELL_REFUSED);
            on(phase, Event.SILENCE, Phase.ENDED, Action.TELL_SILENCE);
        }
        on(Phase.CALLING, Event.RING_LIMIT, Phase.CANCEL_WAITS, Action.TELL_RING_LIMIT);
        on(Phase.CALLING, Event.HANG_UP, Phase.CANCEL_WAITS, Action.TELL_CANCELLED);
        on(Phase.RINGING, Event.RING_LIMIT, Phase.CANCELLING, Action.SEND_CANCEL, Action.TELL_RING_LIMIT);
        on(Phase.RINGING, Event.HANG_UP, Phase.CANCELLING, Action.SEND_CANCEL, Action.TELL_CANCELLED);
        // a callee may not end what it did not answer (section 15), but some do, and a BYE can overtake its 2xx
        on(Phase.CALLING, Event.BYE, Phase.CANCEL_WAITS, Action.TELL_HUNG_UP);
        on(Phase.RINGING, Event.BYE, Phase.CANCELLING, Action.SEND_CANCEL, Action.TELL_HUNG_UP);
        on(Phase.CANCEL_WAITS, Event.TRYING, Phase.CANCELLING, Action.SEND_CANCEL);
        on(Phase.CANCEL_WAITS, Event.PROVISIONAL, Phase.CANCELLING, Action.SEND_CANCEL);
        for (Phase phase : List.of(Phase.CANCEL_WAITS, Phase.CANCELLING)) {
            on(phase, Event.SUCCESS, Phase.ENDED, Action.SEND_ACK, Action.SEND_BYE);
            on(phase, Event.BAD_SUCCESS, Phase.ENDED, Action.SEND_ACK, Action.SEND_BYE);
            on(phase, Event.REFUSAL, Phase.ENDED);
            on(phase, Event.SILENCE, Phase.ENDED);
        }
        on(Phase.CANCELLING, Event.CANCEL_LIMIT, Phase.ENDED, Action.ABANDON);
    }

    private static void called() {
        for (Phase phase : List.of(Phase.OFFERED, Phase.ALERTING)) {
            on(phase, Event.ALERT, Phase.ALERTING, Action.SEND_PROVISIONAL);
            on(phase, Event.ANSWER, Phase.ANSWERED, Action.SEND_ANSWER);
            on(phase, Event.REFUSE, Phase.ENDED, Action.SEND_REFUSAL);
            on(phase, Event.HANG_UP, Phase.ENDED, Action.SEND_UNAVAILABLE);
            on(phase, Event.CANCEL, Phase.ENDED, Action.SEND_TERMINATED, Action.TELL_HUNG_UP);
            on(phase, Event.BYE, Phase.ENDED, Action.SEND_TERMINATED, Action.TELL_HUNG_UP);
            on(phase, Event.LOST, Phase.ENDED, Action.SEND_UNAVAILABLE, Action.TELL_HUNG_UP);
        }
        on(Phase.ANSWERED, Event.ACK, Phase.CONFIRMED, Action.TELL_ACKNOWLEDGED);
        on(Phase.ANSWERED, Event.NO_ACK, Phase.ENDED, Action.SEND_BYE, Action.TELL_HUNG_UP);
        on(Phase.ANSWERED, Event.HANG_UP, Phase.PARTING);
        on(Phase.ANSWERED, Event.LOST, Phase.ENDED, Action.SEND_BYE, Action.TELL_HUNG_UP);
        on(Phase.ANSWERED, Event.BYE, Phase.ENDED, Action.TELL_HUNG_UP);
        on(Phase.PARTING, Event.ACK, Phase.ENDED, Action.SEND_BYE);
        on(Phase.PARTING, Event.NO_ACK, Phase.ENDED, Action.SEND_BYE);
        on(Phase.PARTING, Event.LOST, Phase.ENDED, Action.SEND_BYE);
        on(Phase.PARTING, Event.BYE, Phase.ENDED);
    }

    private static void on(Phase phase, Event event, Phase next, Action... actions) {
        row(phase).put(event, new Step(next, List.of(actions)));
    }

    private static Map<Event, Step> row(Phase phase) {
        return Objects.requireNonNull(STEPS.get(phase));
    }

    static Step step(Phase phase, Event event) {
        return Objects.requireNonNull(row(phase).get(event));
    }
}
