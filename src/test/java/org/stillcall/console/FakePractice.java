package org.stillcall.console;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.stillcall.base.Label;

/** Two handsets that do what they are told. */
final class FakePractice implements PracticeDesk {
    static final String NUMBER = "+16175550121";

    final List<Action> actions = new CopyOnWriteArrayList<>();
    /** Whether a handset goes into any number of hands. */
    volatile boolean many;

    final Map<Label, Hand> hands = new ConcurrentHashMap<>();
    final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    final List<Consumer<Handset>> watchers = new CopyOnWriteArrayList<>();

    @Override
    public boolean isPracticeNumber(CharSequence number) {
        return NUMBER.contentEquals(number);
    }

    @Override
    public List<Handset> handsets() {
        return List.of(
                handset("desk", Kind.ADVOCATE, "", State.IDLE), handset("ada", Kind.SURVIVOR, NUMBER, State.RINGING));
    }

    private static Handset handset(String name, Kind kind, String number, State state) {
        return new Handset(
                new Label(name),
                kind,
                "A practice phone",
                number,
                Behaviour.BY_HAND,
                state,
                List.of("Incoming call", "Private"),
                512,
                List.of("Private, missed"),
                List.of(),
                List.of(),
                List.of(new Footprint("Screen", "Private", Tells.CALL)),
                "",
                "",
                false,
                new Last(1, "MISSED", 0));
    }

    @Override
    public Result act(Label handset, Action action) {
        if (handsets().stream().noneMatch(it -> it.name().equals(handset))) {
            return Result.UNKNOWN_HANDSET;
        }
        if (action instanceof Action.Answer && handset.text().equals("desk")) {
            return Result.NOT_NOW;
        }
        actions.add(action);
        return Result.DONE;
    }

    @Override
    public Taking take(Label handset, Hand hand) {
        if (handsets().stream().noneMatch(it -> it.name().equals(handset))) {
            return new Taking.UnknownHandset();
        }
        if (hands.putIfAbsent(handset, hand) != null && !many) {
            return new Taking.InAnotherHand();
        }
        return new Taking.Taken(new Hold() {
            @Override
            public void offer(byte[] sdp, boolean again) {
                asked.add("offer " + sdp.length + (again ? " again" : ""));
            }

            @Override
            public void key(char key) {
                asked.add("key " + key);
            }

            @Override
            public void close() {
                hands.remove(handset);
                asked.add("close");
            }
        });
    }

    @Override
    public Watch watch(Consumer<Handset> listener) {
        watchers.add(listener);
        handsets().forEach(listener);
        return () -> watchers.remove(listener);
    }
}
