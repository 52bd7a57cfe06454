package org.stillcall.store;

/** The database cannot be used or does not fit; the sentence is constant and names no person. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreException(String sentence) {
        super(sentence);
    }
}
