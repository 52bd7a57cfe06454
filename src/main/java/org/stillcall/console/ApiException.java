package org.stillcall.console;

/** The API cannot start; the message is a plain sentence for the host. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ApiException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
