package org.stillcall.store;

import java.util.Optional;
import org.stillcall.base.Label;

/** Which sentence callers hear: of one programme, in one language. */
public record PromptName(NewMessage.Topic topic, Label sentence) {
    String text() {
        Label language = topic.language();
        return topic.programme().text() + '/' + (language == null ? "" : language.text()) + '/' + sentence.text();
    }

    static Optional<PromptName> parse(String text) {
        String[] parts = text.split("/", -1);
        boolean sound = parts.length == 3
                && Label.isLabel(parts[0])
                && (parts[1].isEmpty() || Label.isLabel(parts[1]))
                && Label.isLabel(parts[2]);
        return sound
                ? Optional.of(new PromptName(
                        new NewMessage.Topic(new Label(parts[0]), parts[1].isEmpty() ? null : new Label(parts[1])),
                        new Label(parts[2])))
                : Optional.empty();
    }
}
