package org.stillcall.console;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.store.DeviceId;
import org.stillcall.store.PlanId;

/**
 * Which calls go on from which device, so that a page that was loaded again finds its own. In memory only, without
 * anything about whom; as many as the switch has. Threads may share it.
 */
final class OwnCalls {
    private final Set<Own> all = new LinkedHashSet<>();

    /** One that was asked for from a device. */
    static final class Own {
        private @Nullable DeviceId device; // null where nobody's page has it any more
        private final @Nullable PlanId plan;
        private @Nullable String id;

        private Own(DeviceId device, @Nullable PlanId plan) {
            this.device = device;
            this.plan = plan;
        }
    }

    /** A call in progress by the switch's name for it, and the plan that it is made under. */
    record Mine(String id, @Nullable PlanId plan) {}

    synchronized Own begin(DeviceId device, @Nullable PlanId plan) {
        Own own = new Own(device, plan);
        all.add(own);
        return own;
    }

    /** The switch has placed it; it may be over already. */
    synchronized void placed(Own own, String id) {
        own.id = id;
    }

    synchronized void over(Own own) {
        all.remove(own);
    }

    /**
     * It was handed over.
     *
     * @param before the name that it had
     * @return the plan that it is made under; null where there is none
     */
    synchronized @Nullable PlanId moved(String before, @Nullable DeviceId device, String after) {
        for (Own own : all) {
            if (before.equals(own.id)) {
                own.id = after;
                own.device = device;
                return own.plan;
            }
        }
        return null;
    }

    synchronized List<Mine> of(DeviceId device) {
        return all.stream()
                .filter(own -> own.id != null && device.equals(own.device))
                .map(own -> new Mine(Objects.requireNonNull(own.id), own.plan))
                .toList();
    }
}
