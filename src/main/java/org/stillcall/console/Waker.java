package org.stillcall.console;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.push.PushEndpoint;
import org.stillcall.push.Pushes;
import org.stillcall.store.PersonId;

/**
 * Wakes the devices of a person whose pages sleep, by what their sessions hold. However many call at once, a person is
 * woken once in a while: a push service counts, and a pocket that shakes all evening tells. Threads may share it.
 */
final class Waker implements AutoCloseable {
    private static final long APART_MILLIS = 15_000;
    private static final int AT_ONCE = 16;
    private static final int REMEMBERED = 1_000;

    private final DeskSessions sessions;
    private final @Nullable Pushes pushes;
    private final LongSupplier nowMillis;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Map<PersonId, Long> woken = new HashMap<>(); // guarded by this
    private final ExecutorService senders =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("push").factory());

    Waker(DeskSessions sessions, Optional<Pushes> pushes, LongSupplier nowMillis) {
        this.sessions = sessions;
        this.pushes = pushes.orElse(null);
        this.nowMillis = nowMillis;
    }

    /** Returns at once: the rest is another thread's. */
    void wake(PersonId person) {
        Pushes service = pushes;
        if (service == null || !isTime(person)) {
            return;
        }
        try {
            senders.execute(() -> send(service, person));
        } catch (RejectedExecutionException _) {
            // the server ends
        }
    }

    private synchronized boolean isTime(PersonId person) {
        long now = nowMillis.getAsLong();
        if (woken.size() >= REMEMBERED) {
            woken.values().removeIf(at -> now - at >= APART_MILLIS);
        }
        Long before = woken.get(person);
        boolean time = before == null ? woken.size() < REMEMBERED : now - before >= APART_MILLIS;
        if (time) {
            woken.put(person, now);
        }
        return time;
    }

    private void send(Pushes service, PersonId person) {
        for (DeskSession session : sessions.of(person)) {
            PushEndpoint endpoint = session.push;
            if (endpoint != null && send(service, endpoint) == Pushes.Outcome.GONE) {
                session.push = null;
            }
        }
    }

    private Pushes.Outcome send(Pushes service, PushEndpoint endpoint) {
        room.acquireUninterruptibly();
        try {
            return service.send(endpoint);
        } finally {
            room.release();
        }
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }
}
