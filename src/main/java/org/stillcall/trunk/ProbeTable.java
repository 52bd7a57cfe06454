package org.stillcall.trunk;

import static org.stillcall.trunk.ProbeStanding.DOUBTED;
import static org.stillcall.trunk.ProbeStanding.LEAKED;
import static org.stillcall.trunk.ProbeStanding.OVERDUE;
import static org.stillcall.trunk.ProbeStanding.PASSED;
import static org.stillcall.trunk.ProbeStanding.RECOVERING;
import static org.stillcall.trunk.ProbeStanding.UNTESTED;

import java.util.List;

/**
 * The life of a way of calling as a pure table: {@code (standing, event) -> (standing, actions)}. Nothing but a right
 * test call opens a way, and after a leak it takes two. A test call that did not arrive tells nothing: it closes no way
 * before its time, and opens none.
 */
public final class ProbeTable {
    /** What happens to it. */
    public enum Event {
        /** A test call showed what it should, and nothing else. */
        RIGHT,
        /** A test call showed what it must not. */
        WRONG,
        /** A test call did not arrive in time, or what was wrong with it was its number's fault alone. */
        UNCLEAR,
        /** The time in which one should have been right is over. */
        EXPIRED,
        /** The carrier answers from another address, or by another certificate. */
        CARRIER_CHANGED
    }

    /** What its owner has to do. */
    public enum Action {
        /** Writes down whether it passed, and the day. */
        KEEP,
        /** No call goes this way from now on: those in progress are told, and the coordinators. */
        CLOSE,
        /** Calls may go this way. */
        OPEN,
        /** Calls again soon, not when it would be its turn. */
        AGAIN_SOON
    }

    /** The next standing and what to do, in order. */
    public record Step(ProbeStanding next, List<Action> actions) {
        public Step {
            actions = List.copyOf(actions);
        }
    }

    private static final Step[][] TABLE = new Step[ProbeStanding.values().length][Event.values().length];

    static {
        for (ProbeStanding standing : ProbeStanding.values()) {
            on(standing, Event.WRONG, LEAKED, Action.KEEP, Action.CLOSE);
        }
        on(LEAKED, Event.WRONG, LEAKED, Action.KEEP);
        for (ProbeStanding open : List.of(PASSED, DOUBTED)) {
            on(open, Event.RIGHT, PASSED, Action.KEEP);
            on(open, Event.UNCLEAR, DOUBTED, Action.AGAIN_SOON);
            on(open, Event.EXPIRED, OVERDUE, Action.CLOSE, Action.AGAIN_SOON);
            on(open, Event.CARRIER_CHANGED, DOUBTED, Action.AGAIN_SOON);
        }
        for (ProbeStanding closed : List.of(UNTESTED, OVERDUE, LEAKED, RECOVERING)) {
            on(closed, Event.UNCLEAR, closed, Action.AGAIN_SOON);
            on(closed, Event.EXPIRED, closed);
            on(closed, Event.CARRIER_CHANGED, closed, Action.AGAIN_SOON);
        }
        on(UNTESTED, Event.RIGHT, PASSED, Action.KEEP, Action.OPEN);
        on(OVERDUE, Event.RIGHT, PASSED, Action.KEEP, Action.OPEN);
        on(LEAKED, Event.RIGHT, RECOVERING, Action.AGAIN_SOON);
        on(RECOVERING, Event.RIGHT, PASSED, Action.KEEP, Action.OPEN);
    }

    private ProbeTable() {}

    /** What comes of it. */
    public static Step step(ProbeStanding standing, Event event) {
        return TABLE[standing.ordinal()][event.ordinal()];
    }

    private static void on(ProbeStanding standing, Event event, ProbeStanding next, Action... actions) {
        TABLE[standing.ordinal()][event.ordinal()] = new Step(next, List.of(actions));
    }
}
