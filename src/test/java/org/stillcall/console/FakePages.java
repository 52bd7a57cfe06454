package org.stillcall.console;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.stillcall.call.PagePhones;
import org.stillcall.call.Switchboard.PhoneView;
import org.stillcall.store.PersonId;

/** A switch's side of pages that are phones: notes what they ask, and a test speaks into their ears. */
public final class FakePages implements PagePhones {
    /** What pages asked, in words, in order. */
    public final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    public final Map<String, Ear> ears = new ConcurrentHashMap<>();
    public volatile Consumer<PersonId> waker = person -> {};
    public final List<String> devices = new CopyOnWriteArrayList<>();

    @Override
    public Line open(String device, PersonId person, Ear ear) {
        devices.add(device);
        ears.put(device, ear);
        Line line = new Line() {
            @Override
            public void offer(String call, byte[] sdp, boolean again) {
                asked.add("offer " + call + " " + sdp.length + (again ? " again" : ""));
            }

            @Override
            public void take(String call) {
                asked.add("take " + call);
            }

            @Override
            public void decline(String call) {
                asked.add("decline " + call);
            }

            @Override
            public void hold(String call, boolean on) {
                asked.add((on ? "hold " : "resume ") + call);
            }

            @Override
            public void key(String call, char key) {
                asked.add("key " + call + " " + key);
            }

            @Override
            public void close() {
                ears.remove(device, ear);
                asked.add("close");
            }
        };
        ear.idle();
        return line;
    }

    @Override
    public void wakes(Consumer<PersonId> wakes) {
        waker = wakes;
    }

    @Override
    public void hangUp(String device) {
        asked.add("hang up");
    }

    @Override
    public PhoneView view(String device) {
        return new PhoneView(NAME, "browser", ears.containsKey(device), false);
    }
}
