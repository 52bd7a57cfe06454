package org.stillcall.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.call.Switchboard;

/** A switch with one phone that calls nobody: a test moves its calls by hand. */
public final class FakeSwitchboard implements Switchboard {
    public static final Label DESK = new Label("desk");

    private final Map<String, CallView> calls = new ConcurrentHashMap<>();
    private final Map<String, List<Consumer<CallView>>> watchers = new ConcurrentHashMap<>();
    private final List<Digits> numbers = new CopyOnWriteArrayList<>();

    public volatile boolean ready = true;
    public volatile Optional<Placement.Refused> refusal = Optional.empty();
    public volatile boolean fails;
    public volatile Optional<Wish> lastWish = Optional.empty();
    /** The last characters of the last number, which a test knows to be a canary's. */
    public volatile String lastDigits = "";

    @Override
    public Placement place(Wish wish, Digits number) {
        try (number) {
            numbers.add(number);
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < number.length(); i++) {
                text.appendCodePoint(number.at(i));
            }
            lastDigits = text.toString();
            if (fails) {
                throw new IllegalStateException("Words with " + text + " in them.");
            }
            if (refusal.isPresent()) {
                return refusal.get();
            }
            lastWish = Optional.of(wish);
            if (!wish.phone().equals(DESK)) {
                return new Placement.Refused("UNKNOWN_PHONE", "There is no such phone.", Optional.empty());
            }
            CallView call = view("c" + numbers.size(), State.RINGING_ADVOCATE, Optional.empty(), "");
            calls.put(call.id(), call);
            return new Placement.Placed(call);
        }
    }

    static CallView view(String id, State state, Optional<String> outcome, String message) {
        return new CallView(id, state, outcome, message, 120, 340);
    }

    /** Moves a call and tells its watchers. */
    public void move(String id, State state, Optional<String> outcome, String message) {
        CallView call = view(id, state, outcome, message);
        calls.put(id, call);
        watchers.getOrDefault(id, List.of()).forEach(watcher -> watcher.accept(call));
    }

    public boolean allErased() {
        return numbers.stream().allMatch(Digits::erased);
    }

    public int watching() {
        return watchers.values().stream().mapToInt(List::size).sum();
    }

    @Override
    public Optional<CallView> find(String id) {
        return Optional.ofNullable(calls.get(id));
    }

    @Override
    public boolean end(String id) {
        CallView call = calls.get(id);
        if (call == null || call.state() == State.ENDED) {
            return false;
        }
        move(id, State.ENDED, Optional.of("ENDED_BY_REQUEST"), "The call was ended.");
        return true;
    }

    @Override
    public List<PhoneView> phones() {
        return List.of(new PhoneView(DESK, "sip", true, false));
    }

    @Override
    public List<TrunkView> trunks() {
        return List.of(new TrunkView(new Label("carrier"), "REGISTERED"));
    }

    @Override
    public Optional<Watch> watch(String id, Consumer<CallView> listener) {
        CallView call = calls.get(id);
        if (call == null) {
            return Optional.empty();
        }
        List<Consumer<CallView>> list = watchers.computeIfAbsent(id, key -> new CopyOnWriteArrayList<>());
        list.add(listener);
        listener.accept(call);
        return Optional.of(() -> list.remove(listener));
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public Totals totals() {
        List<Count> ended = new ArrayList<>();
        ended.add(new Count(new Label("helpline"), "OUTBOUND", "COMPLETED", "1-5 min", 3));
        return new Totals(ended, 2, 4000, 8, List.of(new Gauge("stillcall_streams", "A test's gauge.", 1.5)));
    }
}
