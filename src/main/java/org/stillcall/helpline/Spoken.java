package org.stillcall.helpline;

import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.media.Prompt;

/**
 * The sentences that callers hear, by programme and language; the product's own where the centre recorded none. Asked
 * on the loop: never waits.
 */
public interface Spoken {
    Prompt say(Label programme, @Nullable Label language, CallerSentence sentence);
}
