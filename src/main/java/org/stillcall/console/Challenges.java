package org.stillcall.console;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.function.LongSupplier;

/**
 * Passkey challenges that wait for their browser: each for one purpose, once, for five minutes. Whoever asks for many
 * of one purpose pushes out that purpose's alone. Threads may share it.
 */
final class Challenges {
    private record Waiting(String purpose, Object options, long until) {}

    private final LongSupplier nowMillis;
    private final LinkedHashMap<String, Waiting> waiting = new LinkedHashMap<>();

    Challenges(LongSupplier nowMillis) {
        this.nowMillis = nowMillis;
    }

    /** Keeps what the answer will be checked against. */
    synchronized void put(String challenge, String purpose, Object options) {
        long same = waiting.values().stream()
                .filter(each -> each.purpose.equals(purpose))
                .count();
        if (same >= ApiLimits.CHALLENGES_PER_PURPOSE) {
            dropOldest(purpose);
        }
        if (waiting.size() >= ApiLimits.CHALLENGES) {
            waiting.pollFirstEntry();
        }
        waiting.put(challenge, new Waiting(purpose, options, nowMillis.getAsLong() + ApiLimits.CHALLENGE_MILLIS));
    }

    private void dropOldest(String purpose) {
        for (Iterator<Waiting> each = waiting.values().iterator(); each.hasNext(); ) {
            if (each.next().purpose.equals(purpose)) {
                each.remove();
                return;
            }
        }
    }

    /** Takes it out; refused when it was taken before, is too old or was for another purpose. */
    synchronized <T> T take(String challenge, String purpose, Class<T> kind) {
        long now = nowMillis.getAsLong();
        waiting.values().removeIf(each -> now - each.until >= 0);
        Waiting found = waiting.remove(challenge);
        if (found == null || !found.purpose.equals(purpose) || !kind.isInstance(found.options)) {
            throw new RefusedException(Refusal.CHALLENGE_OVER);
        }
        return kind.cast(found.options);
    }
}
