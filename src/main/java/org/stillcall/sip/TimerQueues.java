package org.stillcall.sip;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Loop;

/**
 * Timers of few different lengths: one queue in order of time and one timer of the loop for each length, so that
 * setting and clearing one of half a million costs a few pointers. RFC 3261's timers A to M have a dozen lengths.
 */
final class TimerQueues {
    private final Loop loop;
    private final List<Queue> queues = new ArrayList<>();

    TimerQueues(Loop loop) {
        this.loop = loop;
    }

    /** Something that waits at most once at a time. */
    abstract static class Entry {
        private @Nullable Entry before;
        private @Nullable Entry after;
        private @Nullable Queue queue;
        private long due;

        abstract void expired();

        boolean waits() {
            return queue != null;
        }
    }

    private static final class Queue {
        final long millis;

        @Nullable
        Entry first;

        @Nullable
        Entry last;

        boolean armed;

        Queue(long millis) {
            this.millis = millis;
        }
    }

    long now() {
        return loop.nowMillis();
    }

    /** Calls {@link Entry#expired} after {@code millis}, instead of whatever it waited for before. */
    void set(Entry entry, long millis) {
        clear(entry);
        Queue queue = queue(millis);
        entry.queue = queue;
        entry.due = loop.nowMillis() + millis;
        entry.before = queue.last;
        if (queue.last == null) {
            queue.first = entry;
        } else {
            queue.last.after = entry;
        }
        queue.last = entry;
        if (!queue.armed) {
            queue.armed = true;
            loop.after(millis, () -> turn(queue));
        }
    }

    void clear(Entry entry) {
        Queue queue = entry.queue;
        if (queue == null) {
            return;
        }
        if (entry.before == null) {
            queue.first = entry.after;
        } else {
            entry.before.after = entry.after;
        }
        if (entry.after == null) {
            queue.last = entry.before;
        } else {
            entry.after.before = entry.before;
        }
        entry.before = null;
        entry.after = null;
        entry.queue = null;
    }

    private Queue queue(long millis) {
        for (int i = 0; i < queues.size(); i++) {
            if (queues.get(i).millis == millis) {
                return queues.get(i);
            }
        }
        Queue queue = new Queue(millis);
        queues.add(queue);
        return queue;
    }

    /** Armed until it is done: what expires sets others of its own length, which must not put off those that wait. */
    private void turn(Queue queue) {
        long now = loop.nowMillis();
        try {
            Entry entry = queue.first;
            while (entry != null && entry.due <= now) {
                clear(entry);
                entry.expired();
                entry = queue.first;
            }
        } finally {
            Entry next = queue.first;
            queue.armed = next != null;
            if (next != null) {
                loop.after(Math.max(1, next.due - now), () -> turn(queue));
            }
        }
    }
}
