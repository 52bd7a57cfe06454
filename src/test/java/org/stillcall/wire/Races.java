package org.stillcall.wire;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Callers one after the other, for each of whom several advocates press the key that accepts in the same instant. */
final class Races implements AutoCloseable {
    private static final int SETTLES_MILLIS = 400;

    final CrowdStage stage;
    private final Random random;
    private final List<String> faults = new ArrayList<>();
    private final List<Long> freed = new ArrayList<>(); // nanoseconds from the key until a late one was let go

    Races(Path folder, int desks, long seed) {
        random = new Random(seed);
        stage = new CrowdStage(
                        folder,
                        desks,
                        "messages = false\nchallenge_above = 0\nlanguages = [\"en\", \"es\"]\n"
                                + "return_for = \"0s\"", // numbers come again
                        ring -> ring.answers(() -> {}))
                .start();
    }

    /** One caller, and so many who press at once. */
    void run(int number) {
        CrowdCaller caller = stage.crowd.ask(() -> {
            CrowdCaller calls = stage.calls(CrowdStage.from(number));
            return calls.then(() -> stage.crowd.after(100, () -> calls.voice.presses('1')));
        });
        Waiting.until("all were picked up, race " + number, () -> ready().size() == stage.phones.size());
        List<CrowdPhone.Ring> rings = new ArrayList<>(ready());
        Collections.shuffle(rings, random);
        List<CrowdPhone.Ring> press = rings.subList(0, 2 + random.nextInt(rings.size() - 1));
        stage.crowd.tell(() -> press.forEach(CrowdPhone.Ring::accepts));
        Waiting.until(
                "one has the caller and the others are let go, race " + number,
                () -> stage.crowd.ask(() -> hear(caller, rings).size() == 1
                        && rings.stream().filter(CrowdPhone.Ring::isOn).count() == 1),
                () -> stage.crowd.ask(() -> hear(caller, rings) + " of " + press.size() + ", on "
                        + rings.stream().filter(CrowdPhone.Ring::isOn).count() + ", " + caller.line()));
        stage.crowd.ask(() -> {
            stage.crowd.after(SETTLES_MILLIS, () -> judge(number, caller, rings, press));
            return true;
        });
        Waiting.until("the race is over", () -> stage.crowd.ask(() -> caller.line() != CrowdCaller.Line.THERE));
        Waiting.until(
                "everybody is free again",
                () -> stage.crowd.ask(() -> rings.stream().noneMatch(CrowdPhone.Ring::isOn)));
    }

    /** One caller and one phone: the milliseconds from the key until both have heard each other. */
    double answer(int number) {
        CrowdCaller caller = stage.crowd.ask(() -> {
            CrowdCaller calls = stage.calls(CrowdStage.from(number));
            return calls.then(() -> stage.crowd.after(100, () -> calls.voice.presses('1')));
        });
        Waiting.until("it was picked up, call " + number, () -> ready().size() == 1);
        CrowdPhone.Ring ring = ready().getFirst();
        stage.crowd.tell(ring::accepts);
        Waiting.until(
                "both hear each other",
                () -> stage.crowd.ask(() -> hear(caller, List.of(ring)).size() == 1));
        return stage.crowd.ask(() -> {
            long both = Math.max(
                    ring.voice().heard().get(caller.self), caller.voice.heard().get(ring.mark()));
            caller.hangsUp();
            return (both - ring.pressed) / 1e6;
        });
    }

    /** The last ring of each phone that is picked up and has heard the switch. */
    private List<CrowdPhone.Ring> ready() {
        return stage.crowd.ask(() -> stage.phones.stream()
                .filter(phone -> !phone.rings().isEmpty())
                .map(phone -> phone.rings().getLast())
                .filter(ring -> ring.isOn() && ring.pickedUp() && ring.voice().packets() > 0)
                .toList());
    }

    private static List<CrowdPhone.Ring> hear(CrowdCaller caller, List<CrowdPhone.Ring> rings) {
        return rings.stream()
                .filter(ring -> ring.voice().heard().containsKey(caller.self)
                        && caller.voice.heard().containsKey(ring.mark()))
                .toList();
    }

    private void judge(int number, CrowdCaller caller, List<CrowdPhone.Ring> rings, List<CrowdPhone.Ring> press) {
        List<CrowdPhone.Ring> having = rings.stream()
                .filter(ring -> ring.voice().heard().containsKey(caller.self))
                .toList();
        if (having.size() != 1 || caller.voice.heard().size() != 1 || !press.containsAll(having)) {
            faults.add("race " + number + ": " + having.size() + " have the caller, who hears "
                    + caller.voice.heard().keySet());
        }
        press.stream().filter(ring -> !having.contains(ring)).forEach(ring -> freed.add(ring.ended - ring.pressed));
        caller.hangsUp();
    }

    List<String> faults() {
        return stage.crowd.ask(() -> List.copyOf(faults));
    }

    /** The longest time from a key that came too late until that phone was free, in milliseconds. */
    long slowestMillis() {
        return stage.crowd.ask(
                () -> freed.stream().mapToLong(Long::longValue).max().orElse(0) / 1_000_000);
    }

    @Override
    public void close() {
        stage.close();
    }
}
