package org.stillcall.console;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.stillcall.base.Label;

/**
 * What of the helpline the console works with.
 *
 * @param languages that callers may choose; where there are none, sentences are in those of plans
 * @param lines what was settled for each published line, by its programme
 * @param messagesChanged told when somebody heard or deleted a message, and when a centre was made
 * @param promptsChanged told when a sentence was recorded or removed: from then on callers hear it
 * @param onKept takes what is to be told when a caller has left a message
 */
public record CallersMeans(
        List<Label> languages,
        Map<Label, LineRules> lines,
        Runnable messagesChanged,
        Runnable promptsChanged,
        Consumer<Runnable> onKept) {
    /** Of a server that nobody calls. */
    public static CallersMeans none() {
        return new CallersMeans(List.of(), Map.of(), () -> {}, () -> {}, told -> {});
    }
}
