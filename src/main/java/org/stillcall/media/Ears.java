package org.stillcall.media;

import org.jspecify.annotations.Nullable;

/** What else listens to a leg's peer, while that is wanted: a guess of who answered, a recorder. Media thread only. */
final class Ears {
    private final Relay relay;
    private final Guess guess;
    private @Nullable Tape tape;
    private @Nullable ControlEar control;
    private boolean closed;

    Ears(EngineLeg face, Relay relay) {
        this.relay = relay;
        this.guess = new Guess(face, relay);
    }

    void attend(boolean on) {
        guess.attend(on && !closed);
    }

    /** Ends a recording that goes on, and begins another if there is a recorder. */
    void record(@Nullable Recorder recorder) {
        if (tape != null) {
            tape.end();
            tape = null;
        }
        if (recorder != null && !closed) {
            tape = new Tape(recorder);
            relay.pace(tape);
        }
    }

    void overhear(@Nullable ControlEar wanted) {
        control = closed ? null : wanted;
    }

    /** A report of the peer, whatever it may be. */
    void hearControl(byte[] packet, int length) {
        if (control != null) {
            control.heard(packet, length);
        }
    }

    void hear(RtpPacket packet) {
        guess.hear(packet);
        if (tape != null) {
            tape.hear(packet);
        }
    }

    void close() {
        record(null);
        closed = true;
        attend(false);
        overhear(null);
    }
}
