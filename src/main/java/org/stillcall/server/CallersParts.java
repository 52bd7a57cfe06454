package org.stillcall.server;

import java.util.List;
import org.stillcall.base.Label;
import org.stillcall.console.CallersMeans;
import org.stillcall.duty.Rota;
import org.stillcall.helpline.BuiltInSpoken;
import org.stillcall.helpline.OwnSentences;
import org.stillcall.helpline.SealedMessages;

/** What of the helpline lasts, shared by those who take calls and by the console. */
record CallersParts(Rota rota, OwnSentences sentences, SealedMessages messages, List<Label> languages) {
    private static final Label ENGLISH = new Label("en");

    static CallersParts open(Settings settings, Kept kept, Starter.Means means, Shutdown shutdown) {
        List<Label> languages = settings.helplines().stream()
                .flatMap(published -> published.helpline().languages().stream())
                .distinct()
                .toList();
        Label main = languages.isEmpty() ? ENGLISH : languages.getFirst();
        Rota rota = new Rota(kept.store(), settings.centre().zone(), kept.keys()::now);
        OwnSentences sentences = new OwnSentences(new BuiltInSpoken(), main, kept.store(), means.log());
        sentences.refresh();
        SealedMessages messages = shutdown.add(new SealedMessages(
                kept.store(),
                settings.keeping().messages(),
                new SealedMessages.Means(means.randomness(), means.log(), kept.keys()::now)));
        return new CallersParts(rota, sentences, messages, languages);
    }

    /** For those who take calls. */
    Starter.Callers switched() {
        return new Starter.Callers(rota, sentences, messages);
    }

    CallersMeans console() {
        return new CallersMeans(languages, messages::changed, sentences::refresh, messages::onKept);
    }
}
