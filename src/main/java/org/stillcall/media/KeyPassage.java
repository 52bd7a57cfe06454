package org.stillcall.media;

import org.jspecify.annotations.Nullable;

/** Passes a peer's keys on, each once, as a press of ours on the leg that it is connected to. Media thread only. */
final class KeyPassage {
    private final DigitReader reader = new DigitReader();
    private boolean kept;
    private @Nullable LegAudio pressed; // the leg on which a key is being pressed

    /** What a packet told: one of {@link DigitReader.News}. */
    DigitReader.News read(RtpPacket packet) {
        return reader.read(packet.data, packet.payloadOffset, packet.payloadLength, packet.timestamp);
    }

    char digit() {
        return reader.digit();
    }

    /** Passes on what {@link #read} has just told. */
    void pass(DigitReader.News news, @Nullable LegAudio to) {
        switch (news) {
            case NOTHING -> {}
            case BEGUN -> {
                end();
                pressed = !kept && to != null && to.press(DigitReader.codeOf(reader.digit())) ? to : null;
                if (reader.ended()) {
                    end();
                }
            }
            case CONTINUED -> {
                if (pressed != null) {
                    pressed.keepPressing();
                }
            }
            case ENDED -> end();
        }
    }

    /** Passes none on any longer. */
    void keep() {
        end();
        kept = true;
    }

    /** The key is not pressed any more. */
    void end() {
        if (pressed != null) {
            pressed.release(reader.samples());
            pressed = null;
        }
    }

    /** The peer's timestamps start anew. */
    void restart() {
        end();
        reader.reset();
    }
}
