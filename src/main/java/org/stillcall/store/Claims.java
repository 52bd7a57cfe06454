package org.stillcall.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Who is about to call whom back: held in memory only, since it would be a record of calls on a disk. A claim ends by
 * itself, but not while its call is in progress. Threads may share it.
 */
public final class Claims {
    /** @param held whether its call is in progress, so that it ends with that alone */
    private record Claim(DeviceId holder, long untilNanos, boolean held) {}

    private final LongSupplier nanoTime;
    private final Map<PlanId, Claim> claims = new HashMap<>();

    /** Measures by {@code nanoTime}, which never goes back ({@link System#nanoTime}). */
    public Claims(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Claims a plan for a device, or lengthens its claim; false if another holds it. */
    public synchronized boolean claim(PlanId plan, DeviceId device, Duration length) {
        return put(plan, new Claim(device, end(length), false));
    }

    /** The same for a call: until {@link #over} or {@link #ease} nobody else takes it, however long that lasts. */
    public synchronized boolean hold(PlanId plan, DeviceId device) {
        return put(plan, new Claim(device, end(Duration.ZERO), true));
    }

    private boolean put(PlanId plan, Claim claim) {
        dropEnded();
        Claim before = claims.get(plan);
        if (before != null && !before.holder().equals(claim.holder())) {
            return false;
        }
        if (before == null && claims.size() >= StoreLimits.CLAIMS) {
            return false;
        }
        if (before == null || claim.held() || !before.held()) {
            claims.put(plan, claim);
        }
        return true;
    }

    private long end(Duration length) {
        return nanoTime.getAsLong() + length.toNanos();
    }

    /** The call did not come about: the claim is one like any other again. */
    public synchronized void ease(PlanId plan, Duration length) {
        claims.computeIfPresent(plan, (same, claim) -> new Claim(claim.holder(), end(length), false));
    }

    /** The call is over, and the claim with it. */
    public synchronized void over(PlanId plan) {
        claims.remove(plan);
    }

    /** Who holds a plan at present. */
    public synchronized Optional<DeviceId> holder(PlanId plan) {
        dropEnded();
        return Optional.ofNullable(claims.get(plan)).map(Claim::holder);
    }

    /** Gives a claim back; false if the device does not hold it, or its call is in progress. */
    public synchronized boolean giveBack(PlanId plan, DeviceId device) {
        dropEnded();
        Claim held = claims.get(plan);
        return held != null && !held.held() && held.holder().equals(device) && claims.remove(plan, held);
    }

    /** Gives back all that a device holds, as when it is wiped or signs out; a call in progress keeps its own. */
    public synchronized void giveBackAll(DeviceId device) {
        claims.values().removeIf(claim -> !claim.held() && claim.holder().equals(device));
    }

    /** Forgets a plan, as when it is deleted. */
    public synchronized void forget(PlanId plan) {
        claims.remove(plan);
    }

    private void dropEnded() {
        long now = nanoTime.getAsLong();
        for (Iterator<Claim> all = claims.values().iterator(); all.hasNext(); ) {
            Claim claim = all.next();
            if (!claim.held() && claim.untilNanos() - now <= 0) {
                all.remove();
            }
        }
    }
}
