package org.stillcall.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Loop;
import org.stillcall.duty.Rota;
import org.stillcall.duty.Standing;
import org.stillcall.duty.Switch;
import org.stillcall.duty.Switch.Position;
import org.stillcall.helpline.DutyDesk;
import org.stillcall.store.Change;
import org.stillcall.store.PersonId;

/**
 * Asks those who keep PINs and switches, which wait for the disk, away from the loop, and brings the answer back to it.
 * A thread for each question: there are no more than calls to the one number.
 */
final class KeypadDesk implements DutyDesk {
    static final Duration WITHOUT_SHIFT = Duration.ofHours(4);

    private final Loop loop;
    private final Rota rota;
    private final IntSupplier callers;
    private final Supplier<List<Waiting>> messages;

    /**
     * What they are asked of.
     *
     * @param callers how many wait now
     * @param messages of each line
     */
    KeypadDesk(Loop loop, Rota rota, IntSupplier callers, Supplier<List<Waiting>> messages) {
        this.loop = loop;
        this.rota = rota;
        this.callers = callers;
        this.messages = messages;
    }

    @Override
    public void check(KeyedIn keyed, Consumer<@Nullable PersonId> told) {
        ask(() -> rota.pins().check(keyed.number(), keyed.pin()).orElse(null), null, told);
    }

    @Override
    public void turn(PersonId person, Position position, Consumer<Turned> told) {
        ask(() -> turnNow(person, position), Turned.FAILED, told);
    }

    private Turned turnNow(PersonId person, Position position) {
        boolean none = rota.standing(person).state() == Standing.State.NONE;
        if (none && position != Position.ON) {
            return Turned.NOT_ON_DUTY;
        }
        Switch.Extra extra = none ? new Switch.Extra(rota.now().plus(WITHOUT_SHIFT)) : null;
        if (rota.turn(person, position, extra) != Change.DONE) {
            return Turned.FAILED;
        }
        return switch (position) {
            case ON -> none ? Turned.ON_FOR_HOURS : Turned.ON;
            case OFF -> Turned.OFF;
            case BREAK -> Turned.BREAK;
        };
    }

    private <T extends @Nullable Object> void ask(Supplier<T> question, T otherwise, Consumer<T> told) {
        Thread.ofVirtual().name("keypad-duty").start(() -> {
            T answer = otherwise;
            try {
                answer = question.get();
            } catch (RuntimeException e) {
                // a full disk, or a store that closes: told as a failure
            }
            T known = answer;
            try {
                loop.execute(() -> told.accept(known));
            } catch (RejectedExecutionException e) {
                // the server ends, and so does the call
            }
        });
    }

    @Override
    public int callersWaiting() {
        return callers.getAsInt();
    }

    @Override
    public List<Waiting> messages() {
        return messages.get();
    }

    @Override
    public String toString() {
        return "KeypadDesk";
    }
}
