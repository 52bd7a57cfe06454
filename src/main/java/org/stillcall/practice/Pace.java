package org.stillcall.practice;

import static org.stillcall.base.Contract.require;

/**
 * How long things take at a handset, in milliseconds; {@link #USUAL} is quicker than life, so that nobody waits at a
 * demo.
 *
 * @param answer from the first ring to the answer of a handset that answers by itself
 * @param voicemail from the first ring until the voicemail answers: three rings
 * @param ringLimit from the first ring until the carrier gives up
 * @param talk from the answer until a handset drops the call that it is to drop
 * @param longestMessage from the tone until the voicemail ends the call
 * @param delay what a slow carrier adds before the first ring
 * @param meter between two looks at the loudness
 */
record Pace(int answer, int voicemail, int ringLimit, int talk, int longestMessage, int delay, int meter) {
    static final Pace USUAL = new Pace(2_000, 9_000, 60_000, 6_000, 120_000, 4_000, 125);

    Pace {
        require(answer > 0 && voicemail > 0 && ringLimit > 0 && talk > 0, "A pace's times are positive.");
        require(longestMessage > 0 && delay > 0 && meter > 0, "A pace's times are positive.");
    }
}
