package org.stillcall.media;

import org.jspecify.annotations.Nullable;

/**
 * Guesses from what a phone sends after its answer whether a person or a machine answered. Persons say something short
 * and wait; machines talk on, and then give a tone. It starts from nothing, allocates nothing while it listens, keeps
 * sums of the frame that is being heard and no sound, and stops by itself. One thread.
 */
final class AnswerEar {
    /** Samples in a frame: 20 ms. */
    static final int FRAME = 160;
    /** Frames that it listens for: a minute. */
    static final int LISTENS = 60 * 50;
    /** The same when a machine talks: three minutes. */
    static final int LISTENS_TO_MACHINE = 180 * 50;

    /** Who talks that long without a pause is a machine. */
    private static final int MACHINE_TALKS = 130;
    /** Who is quiet that long has had a say. */
    private static final int PAUSE = 45;
    /** Shorter sounds are no word. */
    private static final int WORD = 6;
    /** At least this share of a run has to be sound. */
    private static final double SOUND = 0.5;
    /** So long a tone has to last: 160 ms. */
    private static final int TONE = 8;
    /** What may be ringing is that from here on: 0.7 s. */
    private static final int RINGING = 35;
    /** Gaps up to here, as noise makes them, are part of it. */
    private static final int RINGING_GAP = 10;

    /** A jump of timestamps from here on is a pause in which nothing was sent; shorter ones are loss. */
    private static final int GAP = 3 * FRAME;

    private static final int LONGEST_GAP = 30 * 8000;

    private final SpeechRuns speech = new SpeechRuns();
    private final SteadyTone tone = new SteadyTone();
    private @Nullable Answerer verdict;
    private int longestRing; // run of frames
    private int firstRing;
    private int lastRing;
    private boolean any;
    private int expected;
    private int inFrame;
    private double energy;
    private int frames;

    /** Hears a packet's sound; gives its guess when that has changed, else null. */
    @Nullable
    Answerer hear(RtpPacket packet) {
        return hear(packet.data, packet.payloadOffset, packet.payloadLength, packet.law(), packet.timestamp);
    }

    @Nullable
    Answerer hear(byte[] coded, int offset, int samples, Law law, int timestamp) {
        Answerer before = verdict;
        int gap = any ? timestamp - expected : 0;
        if (gap < 0 && gap > -LONGEST_GAP) {
            return null; // late, or heard before
        }
        if (gap >= GAP && gap <= LONGEST_GAP) {
            skip(gap);
        }
        any = true;
        expected = timestamp + samples;
        for (int i = 0; i < samples && !done(); i++) {
            byte code = coded[offset + i];
            sample(law == Law.ULAW ? G711.fromULaw(code) : G711.fromALaw(code));
        }
        return verdict == before ? null : verdict;
    }

    /** Whether there is nothing more to find out. */
    boolean done() {
        return verdict == Answerer.TONE || frames >= (verdict == Answerer.MACHINE ? LISTENS_TO_MACHINE : LISTENS);
    }

    private void skip(int samples) {
        inFrame = 0;
        energy = 0;
        tone.frame(FRAME);
        tone.pause();
        for (int i = samples / FRAME; i > 0 && !done(); i--) {
            frame(0);
        }
    }

    private void sample(int linear) {
        energy += (double) linear * linear;
        tone.sample(linear);
        if (++inFrame == FRAME) {
            tone.frame(FRAME);
            frame(energy / FRAME);
            inFrame = 0;
            energy = 0;
        }
    }

    private void frame(double meanSquare) {
        frames++;
        speech.frame(meanSquare, tone.pure());
        if (toneMeans()) {
            verdict = Answerer.TONE;
        } else if (verdict != Answerer.MACHINE) {
            judge();
        }
    }

    /** Whether it is a machine's: at once, but what may be ringing has to end sooner than that does. */
    private boolean toneMeans() {
        int length = tone.length();
        if (length == 0 || !tone.mayRing()) {
            return length >= TONE || longestRing > 0 && ringEnded();
        }
        firstRing = longestRing == 0 ? frames - length + 1 : firstRing;
        lastRing = frames;
        longestRing = Math.max(longestRing, length);
        return false;
    }

    private boolean ringEnded() {
        if (frames - lastRing <= RINGING_GAP) {
            return false;
        }
        boolean beep = longestRing >= TONE && lastRing - firstRing < RINGING;
        longestRing = 0;
        return beep;
    }

    private void judge() {
        int length = speech.length();
        boolean words = speech.voiced() >= SOUND * length;
        if (length >= MACHINE_TALKS && words && verdict == null) {
            verdict = Answerer.MACHINE;
        } else if (speech.pause() >= PAUSE) {
            if (length >= WORD && words && verdict == null) {
                verdict = Answerer.PERSON;
            }
            speech.end();
        }
    }
}
