package org.stillcall.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stillcall.base.Label;
import org.stillcall.console.CallersMeans;
import org.stillcall.console.LineRules;
import org.stillcall.duty.Rota;
import org.stillcall.helpline.BuiltInSpoken;
import org.stillcall.helpline.OwnSentences;
import org.stillcall.helpline.SealedMessages;

/** What of the helpline lasts, shared by those who take calls and by the console. */
record CallersParts(Rota rota, OwnSentences sentences, SealedMessages messages, Lines lines) {
    private static final Label ENGLISH = new Label("en");

    /** What the configuration says of published lines: what callers may choose, and what was settled for each. */
    record Lines(List<Label> languages, Map<Label, LineRules> rules) {}

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
                InForce.of(settings, kept.keys()::now)::messagesKept,
                new SealedMessages.Means(means.randomness(), means.log(), kept.keys()::now)));
        Map<Label, LineRules> rules = new LinkedHashMap<>();
        settings.helplines().forEach(it -> rules.put(it.helpline().programme(), it.rules()));
        return new CallersParts(rota, sentences, messages, new Lines(languages, rules));
    }

    /** For those who take calls. */
    Starter.Callers switched() {
        return new Starter.Callers(rota, sentences, messages);
    }

    CallersMeans console() {
        return new CallersMeans(
                lines.languages(), lines.rules(), messages::changed, sentences::refresh, messages::onKept);
    }
}
