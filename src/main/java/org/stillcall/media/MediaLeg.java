package org.stillcall.media;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side of a call's audio: an {@link RtpLeg} towards a phone or carrier, a {@link BrowserLeg} towards a browser;
 * any two can be connected. Methods may be called from any thread, return at once and take effect on the media thread
 * in the order of the calls; negotiation belongs to one thread at a time. After {@link #close} all of them do nothing.
 */
public interface MediaLeg extends AutoCloseable {
    /** Starts (from now) or suspends watching for silence: on at the final answer, off while on hold by our side. */
    void supervise(boolean on);

    /**
     * Relays audio and digits between this leg and {@code other} of the same engine, replacing what either was
     * connected to. A prompt being played on a leg goes before what is relayed to it.
     */
    void connect(MediaLeg other, Flow flow);

    /**
     * Has this leg and {@code others} of the same engine, two at most, hear each other, each without itself, instead of
     * what any of them was connected to. Keys are not passed on. One that is connected elsewhere, disconnected or
     * closed leaves; the others still hear each other. A prompt being played on a leg goes before what the others say.
     */
    void mix(List<MediaLeg> others);

    /** Ends the relay in both directions, or leaves a mix. */
    void disconnect();

    /** Plays to the peer, replacing a prompt being played; repeated until stopped if so wanted. */
    void play(Prompt prompt, boolean repeat);

    /** Ends a prompt without {@link MediaListener#promptEnded}. */
    void stop();

    /** Sends one of {@code 0-9 * # A-D} as a telephone-event of 100 ms; dropped where the peer knows none. */
    void sendDigit(char digit);

    /** Keys of this leg's peer are told from now on, and passed to nobody. */
    default void keepKeys() {}

    /** Begins to guess who answered, from what the peer sends from now on, or stops. */
    void attend(boolean on);

    /**
     * Has {@code recorder} take what the peer says from now on, in place of another; with null it ends. A leg that is
     * closed ends it as well. Only for a message that the caller was told is recorded: no call is ever recorded.
     */
    default void record(@Nullable Recorder recorder) {}

    /**
     * Has {@code ear} hear the peer's reports from now on, in place of another; with null nobody does. For test calls
     * only: what a person's side says of itself is looked at by nobody.
     */
    default void overhear(@Nullable ControlEar ear) {}

    /** Peak of what the peer sent in the last 100 ms, 0 to 32767. */
    int levelHeard();

    /** Peak of what was sent to the peer in the last 100 ms, 0 to 32767. */
    int levelSent();

    /** How many audio packets of the peer were accepted so far. */
    long packetsHeard();

    /**
     * Ends the leg: RTCP BYE, keys overwritten, ports go to their cool-down, a browser's DTLS is closed. Again is
     * harmless.
     */
    @Override
    void close();
}
