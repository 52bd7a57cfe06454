package org.stillcall.media;

import java.util.concurrent.atomic.LongAdder;

/** What the engine counts. Threads may share it. */
final class Counters {
    final LongAdder opened = new LongAdder();
    final LongAdder exhausted = new LongAdder();
    final LongAdder heard = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder strangers = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder forged = new LongAdder();
    final LongAdder unsent = new LongAdder();
}
