package org.stillcall.media;

/**
 * What the switch hears of a leg; called on the executor that the engine was given, never after the leg's close ran
 * there.
 */
public interface MediaListener {
    /** The peer pressed a key; once a press, at its first packet. {@code digit} is one of {@code 0-9 * # A-D}. */
    default void digit(MediaLeg leg, char digit) {}

    /** Nothing was heard from the peer for the silence limit while supervised; said once until it is heard again. */
    default void silent(MediaLeg leg) {}

    /** A prompt that was not repeated has been played to its end. */
    default void promptEnded(MediaLeg leg) {}
}
