package org.stillcall.sip;

import org.stillcall.base.Log;
import org.stillcall.base.Loop;

/**
 * Whether the loop falls behind: a timer that should run each tenth of a second measures by how much it is late. Once
 * is a pause of the machine, twice in a row is too much work. It ticks only while calls come in.
 */
final class Overload {
    private static final long TICK_MILLIS = 100;
    private static final int IDLE_TICKS = 10;

    private final Loop loop;
    private final Log log;
    private final int limitMillis;
    private boolean ticking;
    private boolean shedding;
    private int lateTicks;
    private int idle;
    private long due;

    Overload(Loop loop, Log log, int limitMillis) {
        this.loop = loop;
        this.log = log;
        this.limitMillis = limitMillis;
    }

    /** Asked for each new call: whether it is to be refused. */
    boolean sheds() {
        idle = 0;
        if (!ticking) {
            ticking = true;
            arm();
        }
        return shedding;
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
