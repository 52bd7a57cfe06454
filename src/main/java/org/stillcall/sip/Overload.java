package org.stillcall.sip;

import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.stillcall.base.Limits;
import org.stillcall.base.Log;
import org.stillcall.base.Loop;

/**
 * Whether new calls are refused so that those in progress are unharmed. Three signs, each enough:
 *
 * <p>The loop is late: a timer that should run each tenth of a second measures by how much. Once is a pause of the
 * machine, twice in a row is too much work. It ticks only while calls come in. The wire is behind: more comes than
 * turns take ({@link Backlog}), so messages wait in the system's buffer and soon fall out of it. The peers are
 * behind: so many INVITEs of ours have not been answered with a word that more would only be repetitions.
 */
final class Overload {
    private static final long TICK_MILLIS = 100;
    private static final int IDLE_TICKS = 10;

    private final Loop loop;
    private final Log log;
    private final int limitMillis;
    private final BooleanSupplier behind;
    private final IntSupplier unheard;
    private boolean ticking;
    private boolean shedding;
    private int lateTicks;
    private int idle;
    private long due;

    Overload(Loop loop, Log log, int limitMillis, BooleanSupplier behind, IntSupplier unheard) {
        this.loop = loop;
        this.log = log;
        this.limitMillis = limitMillis;
        this.behind = behind;
        this.unheard = unheard;
    }

    /** Asked for each new call: whether it is to be refused. */
    boolean sheds() {
        idle = 0;
        if (!ticking) {
            ticking = true;
            arm();
        }
        return shedding || behind.getAsBoolean() || unheard.getAsInt() >= Limits.SIP_UNHEARD_INVITES;
    }

    private void arm() {
        due = loop.nowMillis() + TICK_MILLIS;
        loop.after(TICK_MILLIS, this::tick);
    }

    private void tick() {
        long late = loop.nowMillis() - due;
        lateTicks = late > limitMillis ? lateTicks + 1 : 0;
        boolean now = lateTicks >= 2;
        if (now && !shedding) {
            log.warn("The event loop is behind: new calls are refused for now.")
                    .with(Log.Field.MILLIS, late)
                    .write();
        }
        shedding = now;
        if (++idle > IDLE_TICKS && !shedding) {
            ticking = false;
        } else {
            arm();
        }
    }
}
