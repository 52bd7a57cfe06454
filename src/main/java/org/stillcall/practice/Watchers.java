package org.stillcall.practice;

import static org.stillcall.base.Contract.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.stillcall.console.PracticeDesk.Handset;

/** Who hears of every change, at most {@link #MOST}; one more is turned away. Loop thread only. */
final class Watchers {
    static final int MOST = 250;

    private final List<Consumer<Handset>> listeners = new ArrayList<>();

    void add(Consumer<Handset> listener) {
        check(listeners.size() < MOST, "The practice carrier has its most listeners.");
        listeners.add(listener);
    }

    void remove(Consumer<Handset> listener) {
        listeners.removeIf(each -> each == listener);
    }

    void tell(Handset handset) {
        for (Consumer<Handset> listener : List.copyOf(listeners)) {
            listener.accept(handset);
        }
    }
}
