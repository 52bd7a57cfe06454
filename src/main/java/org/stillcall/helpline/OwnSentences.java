package org.stillcall.helpline;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.media.MediaException;
import org.stillcall.media.Prompt;
import org.stillcall.store.CentreId;
import org.stillcall.store.NewMessage;
import org.stillcall.store.PromptName;
import org.stillcall.store.Store;
import org.stillcall.store.StoredPrompt;

/**
 * The centre's own recordings, each in the place of the product's sentence. A change holds from the next sentence on.
 * Threads may share it.
 */
public final class OwnSentences implements Spoken {
    private final Spoken builtIn;
    private final Label mainLanguage;
    private final Store store;
    private final Log log;
    private volatile Map<PromptName, Prompt> recorded = Map.of();

    /**
     * Read with {@link #refresh}.
     *
     * @param mainLanguage what is said before a caller chose a language
     */
    public OwnSentences(Spoken builtIn, Label mainLanguage, Store store, Log log) {
        this.builtIn = builtIn;
        this.mainLanguage = mainLanguage;
        this.store = store;
        this.log = log;
    }

    /** How a sentence is named where recordings are kept. */
    public static Label name(CallerSentence sentence) {
        return new Label(sentence.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** Reads the recordings again; not on the loop. While there is more than one centre, nobody's are played. */
    public void refresh() {
        List<CentreId> centres = store.centres().list();
        Map<PromptName, Prompt> found = new HashMap<>();
        if (centres.size() == 1) {
            for (StoredPrompt prompt : store.prompts(centres.getFirst()).list()) {
                try {
                    found.put(prompt.name(), Prompt.ofWav(prompt.sound()));
                } catch (MediaException e) { // what comes back from the disk is checked again
                    log.warn("A recorded sentence cannot be played; the built-in one is.")
                            .write();
                }
            }
        }
        recorded = Map.copyOf(found);
    }

    @Override
    public Prompt say(Label programme, @Nullable Label language, CallerSentence sentence) {
        NewMessage.Topic topic = new NewMessage.Topic(programme, language == null ? mainLanguage : language);
        Prompt own = recorded.get(new PromptName(topic, name(sentence)));
        return own == null ? builtIn.say(programme, language, sentence) : own;
    }
}
