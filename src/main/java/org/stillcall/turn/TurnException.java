package org.stillcall.turn;

/** A port cannot be opened. */
public final class TurnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TurnException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
