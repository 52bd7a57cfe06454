package org.stillcall.sip;

import static org.stillcall.base.Contract.check;
import static org.stillcall.base.Contract.require;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Loop;

/**
 * Timers hashed by the tick they are due in. One thread's.
 *
 * <p>A slot is a ring of all timers whose tick falls on it in any turn of the wheel; a visit runs those of this turn
 * and leaves the others. One turn is longer than SIP's longest transaction timer (32 s), so almost every timer is
 * looked at once. Setting and cancelling unlink in constant time, which matters because nearly all SIP timers are
 * cancelled. A bit for each slot says whether anything is in it, so that a quiet loop sleeps until the next one and
 * not a tick.
 */
final class TimerWheel {
    static final int TICK_MILLIS = 8;
    private static final int SLOTS = 4096;

    private final Node[] slots = new Node[SLOTS];
    private final long[] filled = new long[SLOTS / Long.SIZE];
    private final Node due = new Node();
    private final int most;
    private long tick;
    private int size;

    /** A wheel for at most {@code most} timers, which begins at {@code nowMillis}. */
    TimerWheel(long nowMillis, int most) {
        this.tick = Math.floorDiv(nowMillis, TICK_MILLIS);
        this.most = most;
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Node();
        }
    }

    /** Sets a timer that is due at {@code dueMillis}; it runs at the first tick at or after that, never before. */
    Loop.Timer add(long dueMillis, Runnable task) {
        require(size < most, "The event loop has its most timers set.");
        Node node = new Node();
        node.tick = Math.max(tick + 1, -Math.floorDiv(-dueMillis, TICK_MILLIS));
        node.task = task;
        int slot = slot(node.tick);
        node.linkBefore(slots[slot]);
        filled[slot / Long.SIZE] |= 1L << slot;
        size++;
        return node;
    }

    /** Hands every task that is due to {@code run}, in the order of their ticks; what they set is not due yet. */
    void advance(long nowMillis, Consumer<Runnable> run) {
        long end = Math.floorDiv(nowMillis, TICK_MILLIS);
        if (size == 0) {
            tick = Math.max(tick, end);
        }
        while (tick < end) {
            tick++;
            collect(slot(tick));
            while (due.next != due) {
                Runnable task = due.next.task;
                due.next.cancel();
                check(task != null, "A timer that waits has a task.");
                run.accept(task);
            }
        }
    }

    private void collect(int slot) {
        Node ring = slots[slot];
        for (Node node = ring.next; node != ring; ) {
            Node next = node.next;
            if (node.tick <= tick) {
                node.unlink();
                node.linkBefore(due);
            }
            node = next;
        }
        if (ring.next == ring) {
            filled[slot / Long.SIZE] &= ~(1L << slot);
        }
    }

    /** When to look again: at most the time to the next timer, in milliseconds; -1 when none is set. */
    long waitMillis(long nowMillis) {
        if (size == 0) {
            return -1;
        }
        long first = tick + 1;
        for (long ahead = 0; ahead <= SLOTS; ) {
            int slot = slot(first + ahead);
            long rest = filled[slot / Long.SIZE] >>> slot;
            if (rest != 0) {
                long at = (first + ahead + Long.numberOfTrailingZeros(rest)) * TICK_MILLIS;
                return Math.max(0, at - nowMillis);
            }
            ahead += Long.SIZE - slot % Long.SIZE;
        }
        return (long) SLOTS * TICK_MILLIS;
    }

    int size() {
        return size;
    }

    private static int slot(long tick) {
        return (int) (tick & SLOTS - 1);
    }

    /** A timer, or the head of a ring of them. */
    private final class Node implements Loop.Timer {
        private Node previous = this;
        private Node next = this;
        private long tick;
        private @Nullable Runnable task;

        void linkBefore(Node ring) {
            previous = ring.previous;
            next = ring;
            previous.next = this;
            ring.previous = this;
        }

        void unlink() {
            previous.next = next;
            next.previous = previous;
        }

        @Override
        public void cancel() {
            if (task != null) {
                task = null; // what the task holds must not live until the timer would have been due
                unlink();
                size--;
            }
        }
    }
}
