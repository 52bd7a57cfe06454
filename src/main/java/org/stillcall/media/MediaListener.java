package org.stillcall.media;

/**
 * What the switch hears of a leg; called on the executor that the engine was given, never after the leg's close ran
 * there.
 */
public interface MediaListener {
    /** The peer pressed a key; once a press, at its first packet. {@code digit} is one of {@code 0-9 * # A-D}. */
    default void digit(MediaLeg leg, char digit) {}

    /**
     * Nothing was heard from the peer for the silence limit while supervised, or a browser did not renew its consent
     * (RFC 7675) for that limit, supervised or not; said once until it is heard again.
     */
    default void silent(MediaLeg leg) {}

    /** A prompt that was not repeated has been played to its end. */
    default void promptEnded(MediaLeg leg) {}

    /** A guess of who answered, and each time that it changes; never goes back to {@link Answerer#PERSON}. */
    default void answeredBy(MediaLeg leg, Answerer answerer) {}

    /** A browser's path and keys are there, sound can go both ways; said once a leg, not again after an ICE restart. */
    default void connected(MediaLeg leg) {}

    /**
     * A browser will not be heard on this leg any more: it closed its side, proved to be another than its description
     * says, or did not come in time. Said once; the leg has still to be closed.
     */
    default void gone(MediaLeg leg) {}
}
