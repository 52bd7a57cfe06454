package org.stillcall.call;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.stillcall.base.Loop;
import org.stillcall.call.Switchboard.CallView;

/** Who hears of each call's changes. Loop thread only, but for the closing of a watch. */
final class Watchers {
    private final Loop loop;
    private final Map<String, List<Watcher>> byCall = new HashMap<>();

    Watchers(Loop loop) {
        this.loop = loop;
    }

    Switchboard.Watch add(String call, Consumer<CallView> listener) {
        Watcher watcher = new Watcher(call, listener);
        byCall.computeIfAbsent(call, key -> new ArrayList<>()).add(watcher);
        return watcher;
    }

    void tell(CallView view) {
        List<Watcher> listeners = byCall.get(view.id());
        if (listeners != null) {
            List.copyOf(listeners).forEach(watcher -> watcher.listener.accept(view));
        }
    }

    void forget(String call) {
        byCall.remove(call);
    }

    private final class Watcher implements Switchboard.Watch {
        private final String call;
        private final Consumer<CallView> listener;

        private Watcher(String call, Consumer<CallView> listener) {
            this.call = call;
            this.listener = listener;
        }

        @Override
        public void close() {
            loop.execute(() -> {
                List<Watcher> listeners = byCall.get(call);
                if (listeners != null) {
                    listeners.remove(this);
                }
            });
        }
    }
}
