package org.stillcall.media;

/** A fault of the set-up that the caller cannot act on at once: a file that is no prompt, no socket to be had. */
public final class MediaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MediaException(String sentence) {
        super(sentence);
    }

    MediaException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
