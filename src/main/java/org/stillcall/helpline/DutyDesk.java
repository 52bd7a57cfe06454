package org.stillcall.helpline;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.duty.OwnNumber;
import org.stillcall.duty.Pin;
import org.stillcall.duty.Switch.Position;
import org.stillcall.store.PersonId;

/** What the number of keypad duty asks of those who keep PINs and switches. On the loop, where answers come later. */
public interface DutyDesk {
    /** @param told who that is; null for nobody */
    void check(KeyedIn keyed, Consumer<@Nullable PersonId> told);

    /** Turns somebody's switch. */
    void turn(PersonId person, Position position, Consumer<Turned> told);

    /** How many callers wait for somebody now. */
    int callersWaiting();

    /** The messages that nobody heard yet, for each line in the order of the configuration. */
    List<Waiting> messages();

    /**
     * Messages of one line.
     *
     * @param days since the oldest was left
     */
    record Waiting(int messages, int days) {}

    /** What somebody keyed. */
    record KeyedIn(OwnNumber number, Pin pin) {
        @Override
        public String toString() {
            return "KeyedIn";
        }
    }

    /** What came of a turn. */
    enum Turned {
        ON,
        /** There is no shift now: on for four hours. */
        ON_FOR_HOURS,
        OFF,
        BREAK,
        /** There is no shift now, so that nothing rings anyway. */
        NOT_ON_DUTY,
        FAILED
    }
}
