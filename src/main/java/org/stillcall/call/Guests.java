package org.stillcall.call;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.stillcall.base.Label;
import org.stillcall.base.Secret;

/** Other installations that have their test calls come to a number of ours, and ask what was seen of them. */
public interface Guests {
    /** Whether a test call is expected. */
    enum Opening {
        EXPECTED,
        /** One is expected already, or its number cannot be read. */
        NOT_NOW
    }

    /** What each has to know, by name. */
    Map<Label, Secret> secrets();

    /** For some seconds a call to that guest's number is a test call of theirs. */
    Opening open(Label guest);

    /**
     * What was seen of it, once it is over or did not come; empty where none was expected. Told once, then
     * forgotten.
     */
    Optional<CompletableFuture<byte[]>> seen(Label guest);

    /** There are none. */
    Guests NONE = new Guests() {
        @Override
        public Map<Label, Secret> secrets() {
            return Map.of();
        }

        @Override
        public Opening open(Label guest) {
            return Opening.NOT_NOW;
        }

        @Override
        public Optional<CompletableFuture<byte[]>> seen(Label guest) {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "Guests";
        }
    };
}
