package org.stillcall.turn;

import java.util.concurrent.atomic.LongAdder;

/** What the server counts: things, never of whom. Threads may share it. */
final class TurnCounters {
    final LongAdder allocated = new LongAdder();
    final LongAdder turnedAway = new LongAdder();
    final LongAdder late = new LongAdder();
    final LongAdder unproved = new LongAdder();
    final LongAdder forbidden = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder dropped = new LongAdder();
}
