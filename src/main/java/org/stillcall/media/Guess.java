package org.stillcall.media;

import org.jspecify.annotations.Nullable;

/** Tells a leg's listener who seems to have answered there, while that is wanted. Media thread only. */
final class Guess {
    private final EngineLeg face;
    private final Relay relay;
    private @Nullable AnswerEar ear;

    Guess(EngineLeg face, Relay relay) {
        this.face = face;
        this.relay = relay;
    }

    void attend(boolean on) {
        ear = on ? new AnswerEar() : null;
    }

    void hear(RtpPacket packet) {
        AnswerEar listening = ear;
        if (listening == null) {
            return;
        }
        Answerer answerer = listening.hear(packet);
        if (answerer != null) {
            relay.tell(face, listener -> listener.answeredBy(face, answerer));
        }
        if (listening.done()) {
            ear = null;
        }
    }
}
