package org.stillcall.call;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.LongSupplier;
import org.stillcall.base.Limits;

/**
 * Remembers for ten minutes, by the opaque names of their plans and nothing else, which calls a phone refused because
 * they were private, and which consents for one call were used up since. Only after such a refusal may a call show a
 * number for that reason (G10, RFC 5079 section 7). At its limit the oldest refusal is forgotten, and then nothing
 * more is shown; a used consent is never forgotten early. Loop thread only.
 */
final class PrivateRefusals {
    static final long REMEMBER_MILLIS = 600_000;

    private final LongSupplier clockMillis;
    private final SequencedMap<String, Long> refused = new LinkedHashMap<>();
    private final SequencedMap<String, Long> used = new LinkedHashMap<>();

    PrivateRefusals(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    /** The phone refused a private call under this plan. */
    void refused(String plan) {
        put(refused, plan);
        if (refused.size() > Limits.PRIVATE_REFUSALS) {
            refused.pollFirstEntry();
        }
    }

    /** Whether the last word of the phone was such a refusal. */
    boolean holds(String plan) {
        forgetOld(refused);
        return refused.containsKey(plan);
    }

    /** One call is about to follow it; a second one may not. */
    void take(String plan) {
        refused.remove(plan);
    }

    /** A call showed a number by a consent for one call. */
    void used(String plan) {
        put(used, plan);
    }

    /** Whether a consent for one call was used up so lately that its keeper may not know yet, or cannot be kept. */
    boolean usedUp(String plan) {
        forgetOld(used);
        return used.containsKey(plan) || used.size() >= Limits.PRIVATE_REFUSALS;
    }

    private void put(SequencedMap<String, Long> map, String plan) {
        map.putLast(plan, clockMillis.getAsLong());
    }

    private void forgetOld(SequencedMap<String, Long> map) {
        long now = clockMillis.getAsLong();
        Iterator<Map.Entry<String, Long>> oldest = map.entrySet().iterator();
        while (oldest.hasNext() && now - oldest.next().getValue() >= REMEMBER_MILLIS) {
            oldest.remove();
        }
    }
}
