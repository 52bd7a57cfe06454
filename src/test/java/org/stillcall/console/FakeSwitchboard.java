package org.stillcall.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.call.LineView;
import org.stillcall.call.PagePhones;
import org.stillcall.call.Prospect;
import org.stillcall.call.Switchboard;
import org.stillcall.call.TrunkUse;
import org.stillcall.plan.DroppedRule;
import org.stillcall.plan.Footprint;
import org.stillcall.plan.Identity;
import org.stillcall.plan.Verdict;
import org.stillcall.trunk.PilotNumber;

/** A switch with one phone that calls nobody: a test moves its calls by hand. */
public final class FakeSwitchboard implements Switchboard {
    public static final Label DESK = new Label("desk");

    private final Map<String, CallView> calls = new ConcurrentHashMap<>();
    private final Map<String, List<Consumer<CallView>>> watchers = new ConcurrentHashMap<>();
    private final List<Digits> numbers = new CopyOnWriteArrayList<>();

    final RouteRoutesTest.FakeRoutes routes = new RouteRoutesTest.FakeRoutes();
    public final FakeThirds thirds = new FakeThirds();
    public final FakePages pages = new FakePages();
    public final List<String> endedDevices = new CopyOnWriteArrayList<>();
    public volatile boolean ready = true;
    /** The published lines; none where the switch is too busy to answer. */
    public volatile List<LineView> lines = List.of();

    /** What the trunks carried. */
    public volatile List<TrunkUse.Sums> uses = List.of();

    public volatile boolean linesFail;
    /** How calls ended so far. */
    public volatile List<Count> ended =
            List.of(new Count(new Label("helpline"), "OUTBOUND", "COMPLETED", "1-5 min", 3));

    public volatile Optional<Placement.Refused> refusal = Optional.empty();
    public volatile boolean fails;
    /** What goes with the next call that is placed. */
    public volatile Verdict.Permit permit = new Verdict.Permit(Identity.HIDDEN);

    public volatile Optional<Wish> lastWish = Optional.empty();
    public volatile Optional<Prospect> lastProspect = Optional.empty();
    public volatile Met lastMet = Met.NOT_SAID;
    /** The last characters of the last number, which a test knows to be a canary's. */
    public volatile String lastDigits = "";

    @Override
    public RouteRoutesTest.FakeRoutes routes() {
        return routes;
    }

    @Override
    public List<TrunkUse.Sums> uses() {
        return uses;
    }

    @Override
    public List<DirectView> directs() {
        return List.of(
                new DirectView(new Label("own-1"), new PilotNumber("16175558100"), new Label("helpline"), "HELPLINE"));
    }

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
            return new Placement.Placed(call, permit);
        }
    }

    @Override
    public Prospect.Answer foresee(Prospect prospect) {
        lastProspect = Optional.of(prospect);
        return refusal.<Prospect.Answer>map(Prospect.Answer.Refused::new)
                .orElseGet(() -> new Prospect.Answer.Foreseen(Footprint.of(new Footprint.Facts(
                        prospect.asked(),
                        Footprint.Withholding.ASKED,
                        new DroppedRule.Never(),
                        prospect.planned() == null
                                ? null
                                : Footprint.Agreed.of(prospect.planned().standing(), Instant.now())))));
    }

    static CallView view(String id, State state, Optional<String> outcome, String message) {
        return new CallView(id, state, outcome, message, 120, 340, Optional.empty());
    }

    /** Moves a call and tells its watchers. */
    public void move(String id, State state, Optional<String> outcome, String message) {
        CallView call = view(id, state, outcome, message);
        calls.put(id, call);
        watchers.getOrDefault(id, List.of()).forEach(watcher -> watcher.accept(call));
    }

    /** The line is lost, and something is to follow. */
    public void drop(String id, AfterDrop after) {
        CallView call = new CallView(id, State.AFTER_DROP, Optional.empty(), "Stay.", 120, 0, Optional.of(after));
        calls.put(id, call);
        watchers.getOrDefault(id, List.of()).forEach(watcher -> watcher.accept(call));
    }

    /** A call that nobody asked for here. */
    public void appears(String id, State state) {
        calls.put(id, view(id, state, Optional.empty(), ""));
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
    public boolean meets(String id, Met met) {
        lastMet = met;
        return calls.containsKey(id);
    }

    @Override
    public List<LineView> lines() {
        if (linesFail) {
            throw new IllegalStateException("Words.");
        }
        return lines;
    }

    @Override
    public Blocking block(String id) {
        return Blocking.NO_SUCH_CALL;
    }

    @Override
    public boolean isPerson(String id) {
        CallView call = calls.get(id);
        if (call == null || call.state() != State.TALKING) {
            return false;
        }
        change(answered(id, AnsweredBy.PERSON, false));
        return true;
    }

    /** What answered sounds like that. */
    public void sounds(String id, AnsweredBy by, boolean muted) {
        change(answered(id, by, muted));
    }

    private static CallView answered(String id, AnsweredBy by, boolean muted) {
        Optional<Answered> answered = Optional.of(new Answered(by, muted));
        return new CallView(id, State.TALKING, Optional.empty(), "", 120, 340, Optional.empty(), answered);
    }

    private void change(CallView call) {
        calls.put(call.id(), call);
        watchers.getOrDefault(call.id(), List.of()).forEach(watcher -> watcher.accept(call));
    }

    @Override
    public OptionalInt endAllOf(String device) {
        endedDevices.add(device);
        return OptionalInt.of(0);
    }

    @Override
    public List<PhoneView> phones() {
        return List.of(new PhoneView(DESK, "desk", true, false));
    }

    @Override
    public PagePhones pages() {
        return pages;
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
        return new Totals(ended, 2, 4000, 8, List.of(new Gauge("stillcall_streams", "A test's gauge.", 1.5)));
    }

    @Override
    public FakeThirds thirdParties() {
        return thirds;
    }
}
