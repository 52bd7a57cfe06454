package org.stillcall.call;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The calls in progress in the order in which they began, and which phone each of them has. Loop thread only. */
final class LiveCalls {
    private final Set<Call> all = new LinkedHashSet<>();
    private final Map<String, Set<Call>> byPhone = new HashMap<>(); // by the phone's key
    private final Map<String, Call> guests = new HashMap<>(); // third parties by the same
    private final Map<String, PersonRing> rung = new HashMap<>(); // for callers whom nobody has answered yet

    void add(Call call) {
        all.add(call);
        byPhone.computeIfAbsent(call.phone().key(), phone -> new LinkedHashSet<>())
                .add(call);
    }

    /** False when it was not among them. */
    boolean remove(Call call) {
        byPhone.computeIfPresent(call.phone().key(), (phone, calls) -> {
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

    /** Whether the phone has a call: its own, one that it is asked to join, or a caller whom it may answer. */
    boolean has(NearPhone phone) {
        return isInCall(phone) || rung.containsKey(phone.key());
    }

    /** The same, but for one that only rings for a caller. */
    boolean isInCall(NearPhone phone) {
        boolean busy = byPhone.getOrDefault(phone.key(), Set.of()).stream()
                .anyMatch(call -> !call.aftermath().goesOn()); // nobody is on that line: it may be rung for it
        return busy || guests.containsKey(phone.key());
    }

    // phones that ring for a caller

    void rings(NearPhone phone, PersonRing ring) {
        rung.put(phone.key(), ring);
    }

    void rangOut(NearPhone phone, PersonRing ring) {
        rung.remove(phone.key(), ring);
    }

    Optional<PersonRing> ringAt(NearPhone phone) {
        return Optional.ofNullable(rung.get(phone.key()));
    }

    // third parties

    void invited(NearPhone phone, Call call) {
        guests.put(phone.key(), call);
    }

    void left(NearPhone phone) {
        guests.remove(phone.key());
    }

    /** The call to which that phone is asked. */
    Optional<Call> guestAt(NearPhone phone) {
        return Optional.ofNullable(guests.get(phone.key()));
    }
}
