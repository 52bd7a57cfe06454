package org.stillcall.console;

import java.util.function.Consumer;

/**
 * What of the helpline the console works with.
 *
 * @param messagesChanged told when somebody heard or deleted a message
 * @param promptsChanged told when a sentence was recorded or removed: from then on callers hear it
 * @param onKept takes what is to be told when a caller has left a message
 */
public record CallersMeans(Runnable messagesChanged, Runnable promptsChanged, Consumer<Runnable> onKept) {
    /** Of a server that nobody calls. */
    public static CallersMeans none() {
        return new CallersMeans(() -> {}, () -> {}, told -> {});
    }
}
