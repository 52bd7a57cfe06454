package org.stillcall.call;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The calls in progress in the order in which they began, and which phone each of them has. Loop thread only. */
final class LiveCalls {
    private final Set<Call> all = new LinkedHashSet<>();
    private final Map<String, Set<Call>> byPhone = new HashMap<>(); // by the phone's key

    void add(Call call) {
        all.add(call);
        byPhone.computeIfAbsent(call.plan().phone().key(), phone -> new LinkedHashSet<>())
                .add(call);
    }

    /** False when it was not among them. */
    boolean remove(Call call) {
        byPhone.computeIfPresent(call.plan().phone().key(), (phone, calls) -> {
            calls.remove(call);
            return calls.isEmpty() ? null : calls;
        });
        return all.remove(call);
    }

    int size() {
        return all.size();
    }

    List<Call> all() {
        return List.copyOf(all);
    }

    /** Those that a phone has. */
    List<Call> on(NearPhone phone) {
        return List.copyOf(byPhone.getOrDefault(phone.key(), Set.of()));
    }

    boolean has(NearPhone phone) {
        return byPhone.containsKey(phone.key());
    }
}
