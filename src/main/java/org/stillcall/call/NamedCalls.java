package org.stillcall.call;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Loop;
import org.stillcall.call.Switchboard.CallView;
import org.stillcall.call.Switchboard.Watch;

/**
 * The calls that the console knows by name: in progress, and for a minute those that ended or were handed over by
 * whoever knows that name. Loop thread only.
 */
final class NamedCalls {
    private static final long REMEMBER_MILLIS = 60_000;

    private final Loop loop;
    private final Watchers watchers;
    private final Map<String, Call> calls = new HashMap<>();
    private final Map<String, CallView> handedOver = new HashMap<>();

    NamedCalls(Loop loop) {
        this.loop = loop;
        this.watchers = new Watchers(loop);
    }

    void add(Call call) {
        calls.put(call.id(), call);
    }

    /** Null when none of that name is in progress. */
    @Nullable
    Call inProgress(String name) {
        Call call = calls.get(name);
        return call == null || call.over() ? null : call;
    }

    Optional<CallView> find(String name) {
        return Optional.ofNullable(calls.get(name)).map(Call::view).or(() -> Optional.ofNullable(handedOver.get(name)));
    }

    Optional<Watch> watch(String name, Consumer<CallView> listener) {
        return find(name).map(view -> {
            Watch watch = watchers.add(name, listener);
            listener.accept(view);
            return watch;
        });
    }

    void changed(Call call) {
        watchers.tell(call.view());
    }

    void over(Call call) {
        if (calls.containsKey(call.id())) {
            forgetLater(call.id());
        }
    }

    /** Whoever knows it by its former name sees that it is over for them. */
    void handedOver(CallView last, Call call) {
        calls.remove(last.id());
        handedOver.put(last.id(), last);
        calls.put(call.id(), call);
        watchers.tell(last);
        forgetLater(last.id());
    }

    private void forgetLater(String name) {
        loop.after(REMEMBER_MILLIS, () -> {
            calls.remove(name);
            handedOver.remove(name);
            watchers.forget(name);
        });
    }
}
