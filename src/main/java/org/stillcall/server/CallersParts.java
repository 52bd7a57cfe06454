package org.stillcall.server;

import org.stillcall.console.CallersMeans;
import org.stillcall.helpline.MessageRules;
import org.stillcall.helpline.SealedMessages;
import org.stillcall.store.Store;

/** What keeps callers' messages, and what the console is told of it. */
record CallersParts(SealedMessages messages, CallersMeans console) {
    static CallersParts open(Store store, Wiring.Core core, Shutdown shutdown) {
        Starter.Means means = core.means();
        SealedMessages messages = shutdown.add(new SealedMessages(
                store,
                MessageRules.STANDARD,
                new SealedMessages.Means(means.randomness(), means.log(), core.loop(), means.steady()::instant)));
        return new CallersParts(messages, new CallersMeans(messages::changed, () -> {}, messages::onKept));
    }
}
