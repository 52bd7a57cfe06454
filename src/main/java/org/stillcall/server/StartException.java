package org.stillcall.server;

/** The program cannot start, for a reason the host can put right: the message is a plain sentence for them. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String sentence) {
        super(sentence);
    }

    public StartException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
