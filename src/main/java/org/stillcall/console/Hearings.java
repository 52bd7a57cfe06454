package org.stillcall.console;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.stillcall.store.DeviceId;
import org.stillcall.store.MessageId;
import org.stillcall.store.StoreLimits;

/**
 * Who listens to which message now, so that nobody deletes it under them and no two begin the same; in memory only. It
 * ends by itself a few minutes after the page was last heard of. Threads may share it.
 */
final class Hearings {
    static final Duration LENGTH = Duration.ofMinutes(3);

    private record Hearing(DeviceId device, long untilMillis) {}

    private final LongSupplier nowMillis;
    private final Predicate<DeviceId> signedIn;
    private final Map<MessageId, Hearing> hearings = new HashMap<>();

    Hearings(LongSupplier nowMillis, Predicate<DeviceId> signedIn) {
        this.nowMillis = nowMillis;
        this.signedIn = signedIn;
    }

    /** Takes it, or goes on; false while another device has it. */
    synchronized boolean take(MessageId message, DeviceId device) {
        dropEnded();
        Hearing before = hearings.get(message);
        boolean free = before == null ? hearings.size() < StoreLimits.MESSAGES : before.device.equals(device);
        if (free) {
            hearings.put(message, new Hearing(device, nowMillis.getAsLong() + LENGTH.toMillis()));
        }
        return free;
    }

    /** {@code MINE}, {@code TAKEN} or {@code FREE}. */
    synchronized String of(MessageId message, DeviceId device) {
        dropEnded();
        Hearing hearing = hearings.get(message);
        return hearing == null ? "FREE" : hearing.device.equals(device) ? "MINE" : "TAKEN";
    }

    /** Gives it back, if this device has it. */
    synchronized boolean giveBack(MessageId message, DeviceId device) {
        Hearing hearing = hearings.get(message);
        return hearing != null && hearing.device.equals(device) && hearings.remove(message, hearing);
    }

    private void dropEnded() {
        long now = nowMillis.getAsLong();
        hearings.values().removeIf(hearing -> hearing.untilMillis <= now || !signedIn.test(hearing.device));
    }
}
