package org.stillcall.call;

import org.stillcall.media.Prompts;

/** Tells an advocate by voice how their call ended. Loop thread only. */
final class Telling {
    private static final long LIMIT_MILLIS = 15_000;

    private Telling() {}

    static void begin(Exchange exchange, Call call, Prompts.Sentence sentence) {
        NearHalf near = call.near();
        if (!near.hears()) {
            exchange.loop().execute(() -> call.happen(Happening.TOLD));
            return;
        }
        near.progress();
        near.media().play(near.sentence(sentence), false);
        call.arm(LIMIT_MILLIS, () -> call.happen(Happening.TOLD));
    }
}
